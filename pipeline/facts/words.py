"""Words of any language: what is one, and how it is folded so that its spellings compare equal.

Folding is Unicode NFKC, case folding and the spelling habits of each script: what writers leave
out (vowel points, accents on borrowed words) or type in two ways (Arabic and Persian yeh) is one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

UNSPACED = frozenset({"Hans", "Hant", "Jpan", "Hani", "Thai", "Khmr", "Laoo", "Mymr"})
"""Scripts whose words are not set apart by spaces (ISO 15924)."""

KEEPS_MARKS = frozenset({"vi"})
"""Languages in which a word without its accents is another word, in borrowed names too."""


def fold_text(text: str, language: str = "") -> str:
    """Return a text in the form that its spelling variants share."""
    return text.lower() if text.isascii() else _folded(text, language in KEEPS_MARKS)


@lru_cache(maxsize=256)
def _folded(text: str, keeps_marks: bool) -> str:
    """Fold a text; several finders in a row ask for the same."""
    return unicodedata.normalize("NFKC", text).translate(_table(keeps_marks))


def fold(text: str, language: str = "") -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return `fold_text(text)`, and which range of the text each character of it comes from."""
    if text.isascii():
        return text.lower(), _places(len(text))
    return _folded_in_place(text, language in KEEPS_MARKS)


@lru_cache(maxsize=256)
def _folded_in_place(text: str, keeps_marks: bool) -> tuple[str, tuple[tuple[int, int], ...]]:
    table = _table(keeps_marks)
    if table.keeps_places(text):
        return _folded(text, keeps_marks), _places(len(text))
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        if end == start + 1:
            piece = table[ord(text[start])]
        else:
            piece = unicodedata.normalize("NFKC", text[start:end]).translate(table)
        folded.append(piece)
        spans += [(start, end)] * len(piece)
    return "".join(folded), tuple(spans)


def is_word_character(character: str) -> bool:
    """Tell whether a character is part of a word: letters, marks and digits of any script.

    Python's `\\w` splits Bengali, Hindi and Tamil words at their combining marks.
    """
    return unicodedata.category(character)[0] in "LMN"


@cache
def marks(last: int = 0x1EFFF) -> str:
    """Return the inside of a regular expression's set: the marks (M) that `\\w` leaves out."""
    codes = [code for code in range(0x300, last + 1) if unicodedata.category(chr(code))[0] == "M"]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_RARE = re.compile("[^\0-\uffff]")


@cache
def _marks(*, rare: bool) -> re.Pattern[str]:
    """Return an expression for the marks of Unicode's first 65,536 characters, or for all."""
    return re.compile(f"[{marks()}]" if rare else f"[{marks(0xFFFF)}]")


def has_marks(text: str) -> bool:
    """Tell whether a text holds marks that `\\w` leaves out: few texts outside India do."""
    if text.isascii():
        return False
    return _marks(rare=_RARE.search(text) is not None).search(text) is not None


@cache
def word_pattern() -> re.Pattern[str]:
    """Return the expression of a word: letters, marks and digits."""
    return re.compile(rf"(?:[^\W_]|[{marks()}])+")


@lru_cache(maxsize=1024)
def _places(length: int) -> tuple[tuple[int, int], ...]:
    """Return the ranges of a text in which folding moves nothing."""
    return tuple((index, index + 1) for index in range(length))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Return the ranges of a text that normalization cannot join with their neighbours."""
    starts = [index for index, character in enumerate(text) if not index or not _joins(character)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


@cache
def _joins(character: str) -> bool:
    """Tell whether a character may combine with the one before it: marks, vowels of Hangul."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


class _Table(dict[int, str]):
    """A table for `str.translate` that fills itself."""

    def __init__(self, *, keeps_marks: bool) -> None:
        super().__init__()
        self.keeps_marks = keeps_marks
        self.steady: set[str] = set()

    def keeps_places(self, text: str) -> bool:
        """Tell whether each character of a text is folded to one, whatever stands beside it."""
        if not self.steady.issuperset(text):
            self.steady.update(c for c in set(text) if len(self[ord(c)]) == 1 and not _joins(c))
        return self.steady.issuperset(text)

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKC", chr(code))
        self[code] = "".join(_fold_character(c, keeps_marks=self.keeps_marks) for c in parts)
        return self[code]


@cache
def _table(keeps_marks: bool) -> _Table:
    return _Table(keeps_marks=keeps_marks)


def _fold_character(character: str, *, keeps_marks: bool) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    category = unicodedata.category(character)
    if category == "Cf" or (category == "Mn" and _is_optional(character)):
        return ""
    if category == "Pd":
        return "-"
    folded = unicodedata.normalize("NFKC", character.casefold())
    if not keeps_marks:
        bare = unicodedata.normalize("NFD", folded)
        folded = unicodedata.normalize("NFC", "".join(c for c in bare if not _is_accent(c)))
    return "".join(_ALIKE.get(c, c) for c in folded)


def _is_accent(character: str) -> bool:
    return "\u0300" <= character <= "\u036f"


def _is_optional(mark: str) -> bool:
    """Tell whether writers may leave a mark out: points of Hebrew and Arabic, Devanagari nukta."""
    return (
        "\u0591" <= mark <= "\u05c7"
        or "\u064b" <= mark <= "\u065f"
        or "\u06d6" <= mark <= "\u06ed"
        or mark in "\u0670\u093c\u0abc"
    )


_ALIKE = {
    **dict.fromkeys("’ʼ‘ʻ´ʹ׳", "'"),
    **dict.fromkeys("\u0131", "i"),
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیئ", "ي"),
    **dict.fromkeys("ةہھەۂۃ", "ه"),
    "ؤ": "و",
    "ک": "ك",
    "\u0640": "",  # Arabic tatweel only stretches a word
    "\u0d7a": "\u0d23\u0d4d",  # Malayalam's final consonants have two encodings
    "\u0d7b": "\u0d28\u0d4d",
    "\u0d7c": "\u0d30\u0d4d",
    "\u0d7d": "\u0d32\u0d4d",
    "\u0d7e": "\u0d33\u0d4d",
    "\u0d7f": "\u0d15\u0d4d",
}
"""Characters that one writer types where another types their fellow."""
