"""Characters that look like nothing, or like something else."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f"
    "\ufeff"
)
"""Characters that a reader cannot see (Unicode: default ignorable, and the controls of UAX 9)."""

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\ufe63\uff0d"
"""Characters that stand for a hyphen or a dash between digits."""

SPACES = " \t\n\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
"""Characters that stand for a space between digits."""

DOTS = "\u00b7\u2022\u2024\u2027\u2219\u22c5\u30fb\u066b"
"""Characters that stand for a full stop between digits."""

UNSEEN = "\u200b"
"""What `plain` puts for every invisible character."""


_NOT_SIMPLE = re.compile(
    "[^ -_a-~\u00a1\u00ab\u00bb\u00bf-\u012f\u0132-\u017e\u0410-\u044f\u1e00-\u1eff]"
)


def is_simple(text: str) -> bool:
    """Tell whether a text holds but the commonest characters of one line: it has one plain form.

    They are ASCII without the grave accent, and letters of Latin and Cyrillic that Unicode has with
    their accents. Each looks like no other that counts here, and joins with none beside it.
    """
    return not _NOT_SIMPLE.search(text)


class _AsciiDigits(dict[int, int]):
    """A table for `str.translate` that fills itself: each decimal digit to its ASCII digit."""

    def __missing__(self, code: int) -> int:
        value = unicodedata.decimal(chr(code), None)
        self[code] = code if value is None else ord("0") + int(value)
        return self[code]


class _Plain(dict[int, str]):
    """A table for `str.translate` that fills itself: each character to a plain one."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain_character(chr(code))
        return self[code]


_ASCII_DIGITS = _AsciiDigits()
_PLAIN = _Plain()


def ascii_digits(text: str) -> str:
    """Write the decimal digits of every script as 0 to 9; nothing moves.

    Unicode General_Category Nd: Arabic-Indic, Devanagari, full-width, mathematical bold, …
    """
    return text if text.isascii() else text.translate(_ASCII_DIGITS)


def plain(text: str) -> str:
    """Write digits, and what may stand in a number, in one way; nothing moves.

    Digits of every script become 0 to 9, hyphens `-`, spaces in a line a space, dots `.`, invisible
    characters `UNSEEN`, full-width and mathematical letters and signs their ASCII twins (NFKC).
    """
    return text if is_simple(text) else text.translate(_PLAIN)


def _plain_character(character: str) -> str:
    value = unicodedata.decimal(character, None)
    if value is not None:
        return str(int(value))
    if character == "\n":
        return character
    for written, same in ((HYPHENS, "-"), (SPACES, " "), (DOTS, "."), (INVISIBLE, UNSEEN)):
        if character in written:
            return same
    twin = unicodedata.normalize("NFKC", character)
    letter_or_sign = unicodedata.category(character)[0] in "LPS"
    return twin if letter_or_sign and len(twin) == 1 and twin.isascii() else character
