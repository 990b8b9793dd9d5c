"""Characters as a line breaker sees them: how they break, and how many columns they take.

`characters.csv` has the line breaking class (UAX 14) and the columns of every character but the
ordinary letters of one column. Its source is Unicode 14.0 (LineBreak.txt, EastAsianWidth.txt and
UnicodeData.txt), with what GNU libunistring 1.0 chooses where UAX 14 leaves a choice: AI, SA and
XX are AL, and CB is ID. CP1 and OP1 are the brackets that are not East Asian; ID2 are the
characters that may become emoji; H3 stands for H2 too, which is each 28th Hangul syllable.

The table is kept here, and not asked of Python or of a package, so that a catalog is wrapped
alike with every version of these.
"""

from __future__ import annotations

import bisect
import csv
import functools
from importlib import resources
from operator import itemgetter

_CLASSES = """
WJ GL B2 BA BB HY CL CP1 CP2 EX IN NS OP1 OP2 QU IS NU PO PR SY AL H2 H3 ID1 ID2 JL JV JT HL RI EB
EM BK CM SP ZW ZWJ
"""
LETTERS = {name: chr(ord("A") + index) for index, name in enumerate(_CLASSES.split())}


def classes(text: str) -> str:
    """Return the class of each character, as one of `LETTERS`."""
    return text.translate(_BREAKING)


def widths(text: str) -> str:
    """Return the columns that each character takes, as a digit: 0, 1 or 2."""
    return text.translate(_WIDTH)


class _Breaking(dict[int, str]):
    """The letter of a character's class, looked up when the character is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = LETTERS[_properties(code)[0]]
        return letter


class _Width(dict[int, str]):
    """The digit of a character's columns, looked up when the character is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = digit = _properties(code)[1]
        return digit


_BREAKING = _Breaking()
_WIDTH = _Width()


def _properties(code: int) -> tuple[str, str]:
    rows = _rows()
    first, last, name, width = rows[bisect.bisect_right(rows, code, key=itemgetter(0)) - 1]
    if not first <= code <= last:
        return "AL", "1"
    if name == "H3" and (code - first) % 28 == 0:
        name = "H2"
    return name, width


@functools.cache
def _rows() -> list[tuple[int, int, str, str]]:
    table = resources.files("pipeline.catalogs").joinpath("characters.csv")
    rows = csv.DictReader(table.read_text("ascii").splitlines())
    return [
        (int(row["first"], 16), int(row["last"], 16), row["class"], row["columns"]) for row in rows
    ]
