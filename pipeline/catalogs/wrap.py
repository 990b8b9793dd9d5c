"""A string as the quoted lines of a PO file, broken where GNU gettext's tools break it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.catalogs.characters import widths
from pipeline.catalogs.linebreak import opportunities

PAGE_WIDTH = 79

_ESCAPES = str.maketrans(
    {
        "\\": r"\\",
        '"': r"\"",
        "\a": r"\a",
        "\b": r"\b",
        "\f": r"\f",
        "\n": r"\n",
        "\r": r"\r",
        "\t": r"\t",
        "\v": r"\v",
    }
)
_ESCAPED = re.compile(r'[\\"\a\b\f\n\r\t\v]')
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_PARAGRAPHS = re.compile("[^\x85\u2028\u2029]*[\x85\u2028\u2029]|[^\x85\u2028\u2029]+")

_TEXT = re.compile(r'^(?:#~ )?(?:msg\w+(?:\[\d\])? )?"(.*)"$', re.MULTILINE)
_BROKEN = re.compile(r'^(?:#~ )?".*(?<!\\n)(?<!")"\n(?=(?:#~ )?")', re.MULTILINE)
_NO_WRAP = re.compile(r"^#,.*\bno-wrap\b", re.MULTILINE)

# Where a paragraph's pieces that stay whole begin, and in which column; last, where it ends.
_Pieces = tuple[list[int], list[int]]


def quoted(keyword: str, value: str, prefix: str = "", wrap: bool = True) -> Iterator[str]:
    """Yield the lines that state `keyword` and its value, each behind `prefix`.

    A value that needs several lines begins with an empty string on the line of the keyword.
    Without `wrap`, lines break after line feeds only (`msgcat --no-wrap`).
    """
    room = PAGE_WIDTH - len(prefix) - len('""')
    lines = _lines(value)
    paragraphs = [_paragraphs(line, room - len(keyword) - 1) if wrap else [] for line in lines]
    if not lines or (len(lines) == 1 and not _cuts(paragraphs[0], room, len(keyword) + 1)):
        yield f'{prefix}{keyword} "{"".join(lines)}"'
        return
    yield f'{prefix}{keyword} ""'
    for line, pieces in zip(lines, paragraphs, strict=True):
        for start, end in itertools.pairwise([0, *_cuts(pieces, room, 0), len(line)]):
            yield f'{prefix}"{line[start:end]}"'


def _lines(value: str) -> list[str]:
    """Return a text's lines with escapes for what does not stand for itself."""
    if not _ESCAPED.search(value):
        return [value] if value else []
    return [line.translate(_ESCAPES) for line in _LINES.findall(value)]


def is_wrapped(text: str) -> bool:
    """Say whether the strings of a PO file are wrapped, at whatever width.

    They are not if texts wider than a page outnumber those that break elsewhere than at a line
    feed, messages flagged `no-wrap` aside. Without any of either, a file counts as wrapped.
    """
    blocks = text.replace("\r\n", "\n").split("\n\n")
    blocks = [block for block in blocks if not _NO_WRAP.search(block)]
    texts = [line for block in blocks for line in _TEXT.findall(block)]
    wide = sum(len(line) > PAGE_WIDTH and " " in line for line in texts)
    return wide <= sum(len(_BROKEN.findall(block)) for block in blocks)


def _cuts(paragraphs: list[_Pieces], room: int, indent: int) -> list[int]:
    """Return the offsets at which a line is cut, each as late as there is room.

    On the first of the lines that it becomes, `indent` columns are taken already.
    """
    cuts = []
    for starts, columns in paragraphs:
        at, last = 0, len(columns) - 1
        space = room - indent
        while columns[last] - columns[at] > space:
            fitting = bisect_right(columns, columns[at] + space, at) - 1
            at = max(fitting, at + 1)
            if at == last:
                break
            cuts.append(starts[at])
            space = room
        indent = 0
    return cuts


def _paragraphs(line: str, room: int) -> list[_Pieces]:
    """Return the pieces of an escaped line, or nothing if it surely fits into `room`.

    U+0085, U+2028 and U+2029 end a paragraph: after them, columns count from the left again.
    """
    if len(line) <= room and (line.isascii() or len(line) * 2 <= room):
        return []
    kept = _kept(line)
    digits = "" if line.isascii() else widths(line)
    plain = digits.count("1") == len(digits)
    paragraphs = []
    for match in _PARAGRAPHS.finditer(line):
        start, end = match.span()
        starts = [start + offset for offset in opportunities(match.group())]
        if kept:
            starts = [offset for offset in starts if offset not in kept]
        starts = [start, *starts, end]
        paragraphs.append((starts, starts if plain else _columns(digits, starts)))
    return paragraphs


def _columns(digits: str, starts: list[int]) -> list[int]:
    """Return the column in which each piece starts; `digits` are the columns of each character."""
    widths = (
        end - start - digits.count("0", start, end) + digits.count("2", start, end)
        for start, end in itertools.pairwise(starts)
    )
    return list(itertools.accumulate(widths, initial=0))


def _kept(line: str) -> set[int]:
    r"""Return the offsets where no cut may fall: within an escape, and before a final `\n`."""
    if "\\" not in line:
        return set()
    kept = {match.end() - 1 for match in re.finditer(r"\\.", line)}
    if line.endswith("n") and len(line) - 1 in kept:
        kept.add(len(line) - 2)
    return kept
