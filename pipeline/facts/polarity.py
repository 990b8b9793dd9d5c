"""Negations: the words by which a sentence says that something is not so, or must not be done.

`data/negation.csv` holds them language by language, each row with its grammar. Its kinds: `word`
is a word of its own; `start` and `end` are how a word begins or a longer one ends (Turkish *-siz*,
“without”); `part` stands anywhere (Chinese 不); `except` looks like a negation and is none: a whole
word, or with `*` whatever its ending (Czech `nemoc*`, “illness”), or anywhere where words are not
told apart (Chinese 非常, “very”). Verbs of refusing and forbidding are there too, because a
translator may write “avoid” for “do not”.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.facts.characters import is_simple

_SAME = str.maketrans("’ʼ‘`´＇ʻ", "'''''''", "\u00ad\u0640") | dict.fromkeys(
    [*range(0x0591, 0x05BE), *range(0x05BF, 0x05C8), *range(0x064B, 0x0653)]
)
"""Apostrophes; the soft hyphen, tatweel and the points of Hebrew and Arabic, which are left out."""

_EDGE = (
    "[\\s!-/:-@\\[-`{-~\u00a1-\u00bf\u2000-\u200b\u2010-\u206f\u3000-\u303f\u0589\u05be"
    "\u060c\u061b\u061f\u06d4\u0964\u0965\u1361-\u1368]"
)
"""What stands between words. (`\\b` would split Bengali, Hindi and Tamil words at their marks.)"""

_LEFT, _RIGHT = f"(?<!(?!{_EDGE})[\\s\\S])", f"(?={_EDGE}|\\Z)"
_NOTHING = "(?!)"


def has_negations(language: str) -> bool:
    """Tell whether the table knows how a language negates."""
    return language in _table()


@lru_cache(maxsize=4096)
def find_negation(text: str, language: str) -> tuple[int, int] | None:
    """Return where the first negation of a text stands, as a range of its characters.

    The range is the whole text where its characters are not counted as they are compared.
    """
    pattern = _pattern(language)
    if pattern is None:
        return None
    folded = _fold(text)
    for match in pattern.finditer(folded):
        if match.lastgroup:
            return match.span() if len(folded) == len(text) else (0, len(text))
    return None


def _fold(text: str) -> str:
    """Return a text in small letters, composed, with one apostrophe and no optional vowel signs.

    Accents stay: Italian *né* and *ne* differ.
    """
    if text.isascii() or is_simple(text):
        return text.lower()
    return unicodedata.normalize("NFC", text).lower().translate(_SAME)


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Return one expression for what to pass over and, in named groups, what to find."""
    kinds = _table().get(language)
    if kinds is None:
        return None
    spaced = "word" in kinds or "start" in kinds
    passed = kinds.get("except", ())
    whole = [form for form in passed if not form.endswith("*")]
    stems = [form.removesuffix("*") for form in passed if form.endswith("*")]
    shapes = (
        f"{_LEFT}(?:{_any_of(whole)}){_RIGHT}" if spaced else _any_of(whole),
        f"{_LEFT}(?:{_any_of(stems)})",
        f"(?P<word>{_LEFT}(?:{_any_of(kinds.get('word', ()))}){_RIGHT})",
        f"(?P<start>{_LEFT}(?:{_any_of(kinds.get('start', ()))}))",
        f"(?P<end>(?<!{_EDGE})(?<!^)(?:{_any_of(kinds.get('end', ()))}){_RIGHT})",
        f"(?P<part>{_any_of(kinds.get('part', ()))})",
    )
    return re.compile("|".join(shape for shape in shapes if _NOTHING not in shape))


def _any_of(forms: Iterable[str]) -> str:
    """Return an expression for any of some forms, the longest first; `_NOTHING` for none."""
    listed = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(map(re.escape, listed)) or _NOTHING


@cache
def _table() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = files("pipeline.facts").joinpath("data/negation.csv").read_text(encoding="utf-8")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in csv.DictReader(text.splitlines()):
        forms = tuple(_fold(form) for form in row["forms"].split("|"))
        found.setdefault(row["language"], {})[row["kind"]] = forms
    return found
