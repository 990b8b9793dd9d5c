"""Characters that look like nothing, or like something else."""

from __future__ import annotations

import unicodedata

INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that a reader cannot see (Unicode: default ignorable, and the controls of UAX 9)."""

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\ufe63\uff0d"
"""Characters that stand for a hyphen or a dash between digits."""

SPACES = " \t\n\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
"""Characters that stand for a space between digits."""


class _AsciiDigits(dict[int, int]):
    """A table for `str.translate` that fills itself: each decimal digit to its ASCII digit."""

    def __missing__(self, code: int) -> int:
        value = unicodedata.decimal(chr(code), None)
        self[code] = code if value is None else ord("0") + int(value)
        return self[code]


_ASCII_DIGITS = _AsciiDigits()


def ascii_digits(text: str) -> str:
    """Write the decimal digits of every script as 0 to 9; nothing moves.

    Unicode General_Category Nd: Arabic-Indic, Devanagari, full-width, mathematical bold, …
    """
    return text if text.isascii() else text.translate(_ASCII_DIGITS)
