"""How a term looks in a text: one regular expression for all its inflections.

Expressions are for folded text (`pipeline.facts.words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from pipeline.facts.drugs.affixes import Affixes
from pipeline.facts.words import UNSPACED
from pipeline.facts.words import marks as all_marks

Inflected = tuple[str, Affixes]
"""A form of one word or several, and the affixes that each takes."""

SHORTEST_STEM = 3
"""A stem with fewer letters than this is no stem: nothing is dropped from it."""

_LATIN = ("[a-z\u00df-\u02af]", "[\u0300-\u036f\u1e00-\u1eff]")
_KATAKANA = "[\u30a1-\u30fa\u30fc-\u30fe]"
KATAKANA_WORD = re.compile(f"{_KATAKANA}+")
"""A run of katakana: the one kind of word that shows in Japanese text."""

_LETTER = r"[^\W\d_]"
_BETWEEN = r"[\s-]+"


def expression(forms: Iterable[Inflected], script: str, *, marked: bool) -> str:
    """Return the expression of forms, each bounded as its script bounds words; the first decides.

    Where texts are not `marked` (`has_marks`), the expression need not know the marks, of which
    there are so many that Python takes long to compile it.
    """
    marks = f"[{all_marks()}]" if marked else ""
    edges = groupby(forms, key=lambda form: _edges(form[0], script, marks))
    return "|".join(
        f"{before}(?:{'|'.join(dict.fromkeys(_body(*form, marks) for form in same))}){after}"
        for (before, after), same in edges
    )


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


def _body(form: str, affixes: Affixes, marks: str) -> str:
    """Return the expression of a form, word by word."""
    prefix = _group(affixes.prefixes, "?")
    return _BETWEEN.join(prefix + _inflected(word, affixes, marks) for word in form.split())


def _inflected(word: str, affixes: Affixes, marks: str) -> str:
    tail = _tail(affixes, marks)
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


def _tail(affixes: Affixes, marks: str) -> str:
    endings = _group(affixes.suffixes)
    tails = []
    if endings:
        tails.append(endings if affixes.row == 1 else f"{endings}{{1,{affixes.row}}}")
    if affixes.derivations and endings:
        tails.append(_group(affixes.derivations) + endings + _bare(affixes))
    if affixes.compounds:
        link = _group(affixes.suffixes, "?")
        letter = f"(?:{_LETTER}|{marks})" if marks else _LETTER
        tails.append(f"{link}{_group(affixes.compounds)}{letter}*")
    return f"(?:{'|'.join(tails)})" if tails else ""


def _bare(affixes: Affixes) -> str:
    return "?" if affixes.bare else ""


def _group(words: tuple[str, ...], quantity: str = "") -> str:
    return f"(?:{'|'.join(map(re.escape, words))}){quantity}" if words else ""


def _either(words: tuple[str, ...]) -> str:
    return re.escape(words[0]) if len(words) == 1 else _group(tuple(dict.fromkeys(words)))


def _edges(form: str, script: str, marks: str) -> tuple[str, str]:
    """Return what the sides of a form must not touch, before it and behind."""
    before = () if is_unspaced(form, script) else _bounds(form[0], script, marks)
    after = _bounds(form[-1], script, marks)
    return "".join(f"(?<!{each})" for each in before), "".join(f"(?!{each})" for each in after)


def _bounds(character: str, script: str, marks: str) -> tuple[str, ...]:
    """Return what may not stand right beside a form whose outermost character is this one."""
    match _kind(character, script):
        case "latin":
            return _LATIN
        case "katakana":
            return (_KATAKANA,)
        case "unspaced":
            return (marks,) if marks else ()
    return (_LETTER, marks) if marks else (_LETTER,)


def _kind(character: str, script: str) -> str:
    if re.match("|".join(_LATIN), character):
        return "latin"
    if re.match(_KATAKANA, character):
        return "katakana"
    return "unspaced" if script in UNSPACED else "letter"
