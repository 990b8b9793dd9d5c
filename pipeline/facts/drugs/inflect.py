"""How a term looks in a text: one regular expression for all its inflections.

Expressions are for folded text (`pipeline.facts.words`).
"""

from __future__ import annotations

import re

from pipeline.facts.drugs.affixes import Affixes
from pipeline.facts.words import UNSPACED, letter, marks

SHORTEST_STEM = 3
"""A stem with fewer letters than this is no stem: nothing is dropped from it."""

_LATIN = "a-z\u00df-\u02af\u1e00-\u1eff\u0300-\u036f"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30fe"
KATAKANA_WORD = re.compile(f"[{_KATAKANA}]+")
"""A run of katakana: the one kind of word that shows in Japanese text."""

_BETWEEN = r"[\s-]+"


def expression(form: str, affixes: Affixes, script: str) -> str:
    """Return the expression of a form, word by word, bounded as its script bounds words."""
    words = [_inflected(word, affixes) for word in form.split()]
    prefix = _group(affixes.prefixes, "?")
    body = _BETWEEN.join(prefix + word for word in words)
    return _edge_before(form[0], script) + body + _edge_after(form[-1], script)


def needles(word: str, affixes: Affixes) -> frozenset[str]:
    """Return strings of which any text that holds a word, however inflected, holds one."""
    found = {start[:5] for start in _started(stems(word, affixes), affixes)}
    return frozenset(a for a in found if not any(b != a and b in a for b in found))


def stems(word: str, affixes: Affixes) -> tuple[str, ...]:
    """Return a word as it stands before endings: whole, shortened, changed."""
    cut = _cut(word, affixes)
    return tuple(dict.fromkeys((word, *cut, *_changed((word, *cut), affixes))))


def is_unspaced(form: str, script: str) -> bool:
    """Tell whether a form stands in running text with no bounds to its sides."""
    return _kind(form[0], script) == "unspaced"


def _inflected(word: str, affixes: Affixes) -> str:
    tail = _tail(affixes)
    if not tail:
        return _either(_started((word, *_changed((word,), affixes)), affixes))
    cut = _cut(word, affixes)
    whole = _either(_started((word, *_changed((word, *cut), affixes)), affixes))
    if not cut:
        return f"{whole}{tail}?"
    return f"(?:{whole}{tail}?|{_either(_started(cut, affixes))}{tail}{_bare(affixes)})"


def _cut(word: str, affixes: Affixes) -> tuple[str, ...]:
    """Return a word without the endings of its dictionary form."""
    shorter = (word.removesuffix(ending) for ending in affixes.dropped if word.endswith(ending))
    return tuple(stem for stem in shorter if len(stem) >= SHORTEST_STEM)


def _changed(stems: tuple[str, ...], affixes: Affixes) -> tuple[str, ...]:
    """Return stems with their last letters as they are before endings."""
    return tuple(
        stem.removesuffix(old) + new
        for stem in stems
        for old, new in affixes.changes
        if stem.endswith(old) and len(stem) >= SHORTEST_STEM
    )


def _started(stems: tuple[str, ...], affixes: Affixes) -> tuple[str, ...]:
    """Return stems with their first letters as they are after certain words."""
    return tuple(start for stem in stems for start in (stem, *_mutated(stem, affixes)))


def _mutated(word: str, affixes: Affixes) -> tuple[str, ...]:
    return tuple(
        new + word.removeprefix(old) for old, new in affixes.mutations if word.startswith(old)
    )


def _tail(affixes: Affixes) -> str:
    endings = _group(affixes.suffixes)
    tails = []
    if endings:
        tails.append(endings if affixes.row == 1 else f"{endings}{{1,{affixes.row}}}")
    if affixes.derivations and endings:
        tails.append(_group(affixes.derivations) + endings + _bare(affixes))
    if affixes.compounds:
        link = _group(affixes.suffixes, "?")
        tails.append(f"{link}{_group(affixes.compounds)}{letter()}*")
    return f"(?:{'|'.join(tails)})" if tails else ""


def _bare(affixes: Affixes) -> str:
    return "?" if affixes.bare else ""


def _group(words: tuple[str, ...], quantity: str = "") -> str:
    return f"(?:{'|'.join(map(re.escape, words))}){quantity}" if words else ""


def _either(words: tuple[str, ...]) -> str:
    return re.escape(words[0]) if len(words) == 1 else _group(tuple(dict.fromkeys(words)))


def _edge_before(character: str, script: str) -> str:
    return "" if _kind(character, script) == "unspaced" else f"(?<!{_bound(character, script)})"


def _edge_after(character: str, script: str) -> str:
    return f"(?!{_bound(character, script)})"


def _bound(character: str, script: str) -> str:
    """Return what may not stand right beside a form whose outermost character is this one."""
    bounds = {"latin": f"[{_LATIN}]", "katakana": f"[{_KATAKANA}]", "unspaced": f"[{marks()}]"}
    return bounds.get(_kind(character, script)) or letter()


def _kind(character: str, script: str) -> str:
    if re.match(f"[{_LATIN}]", character):
        return "latin"
    if re.match(f"[{_KATAKANA}]", character):
        return "katakana"
    return "unspaced" if script in UNSPACED else "letter"
