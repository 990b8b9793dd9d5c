"""Chains: digit groups with nothing but separators between them, out of which numbers are cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Between the digits of a number may stand separators, invisible characters, Markdown's emphasis
# and escapes, character references and HTML tags.
_TAG = r"</?[a-zA-Z][^<>]{0,60}>"
_SPACE = r"&(?:nbsp|thinsp|ensp|emsp|\#160|\#x[aA]0);"
_DASH = r"&(?:hyphen|ndash|mdash|minus|\#8209|\#8211|\#x201[0-4]);"
_UNSEEN = r"&(?:lrm|rlm|shy|zwnj|zwj);"
_BETWEEN = rf"(?:[-./() \n*_~\\\u200b]|{_SPACE}|{_DASH}|{_UNSEEN}|{_TAG}){{1,10}}"
_GLUE = rf"(?:[*_~\\\u200b]|{_UNSEEN}|{_TAG})*"
_OPEN = rf"(?:\\?\({_GLUE} ?)?"
_CHAIN = re.compile(rf"[0-9]+(?:{_BETWEEN}[0-9]+)*")
_PREFIX = re.compile(rf"{_OPEN}(?:\+{_GLUE} ?)?{_OPEN}\Z")
_FAR = 8  # how far before its digits a number may have its plus sign or bracket
_GROUP = re.compile(r"&[^;]*;|<[^>]*>|([0-9]+)")
_GLUED = re.compile(_GLUE)
_MARKS = re.compile(rf"({_SPACE})|({_DASH})|[*_~\\\u200b]|&[^;]*;|<[^>]*>")
_WIDE = re.compile(r"[/\n]|\. | {3,}")


@dataclass(frozen=True, slots=True)
class Group:
    """A run of digits: where it stands, and what stands between it and the group before."""

    digits: str
    start: int
    end: int
    before: str

    @property
    def wide(self) -> bool:
        """Whether what stands before it is likely to part two numbers."""
        return bool(_WIDE.search(self.before))

    @property
    def tight(self) -> bool:
        """Whether nothing but a hyphen, a dot or a bracket stands before it."""
        return self.before in ("-", ".", ")", ")-")


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of digit groups; `prefix` is where a plus sign or a bracket before them starts."""

    groups: tuple[Group, ...]
    prefix: int
    plus: bool = False

    @property
    def digits(self) -> str:
        """The digits of all groups."""
        return "".join(group.digits for group in self.groups)

    @property
    def start(self) -> int:
        """Where the chain starts: at its plus sign, or at its bracket where that is closed."""
        first = self.groups[0].start
        if self.prefix == first or self.plus:
            return self.prefix
        return self.prefix if any(")" in group.before for group in self.groups[1:]) else first

    @property
    def end(self) -> int:
        """Where the last digit ends."""
        return self.groups[-1].end

    def part(self, first: int, last: int) -> Chain:
        """Return the groups from `first` up to, and without, `last`."""
        if first == 0:
            return Chain(self.groups[:last], self.prefix, self.plus)
        return Chain(self.groups[first:last], self.groups[first].start)

    def shown(self, plain: str) -> str:
        """Return the chain as it is written, without Markdown, HTML and invisible characters."""
        return without_marks(plain[self.start : self.end])


def find_chains(plain: str) -> Iterator[Chain]:
    """Yield the chains of a text that `plain` has made plain."""
    for match in _CHAIN.finditer(plain):
        start, end = match.span()
        shown = match[0]
        if shown.isdecimal():
            groups: tuple[Group, ...] = (Group(shown, start, end, ""),)
        else:
            groups = tuple(_groups(plain, start, end))
        before = plain[max(0, start - _FAR) : start]
        if "+" in before or "(" in before:
            prefix = _PREFIX.search(before)
            opening = prefix[0] if prefix else ""
            plus = opening.find("+")
            drop = plus if plus > 0 and ")" not in shown else 0
            yield Chain(groups, start - len(opening) + drop, plus >= 0)
        else:
            yield Chain(groups, start)


def without_marks(plain: str) -> str:
    """Return what a reader sees of a chain: no Markdown, HTML or invisible characters."""
    return _MARKS.sub(lambda match: " " if match[1] else "-" if match[2] else "", plain)


def _groups(plain: str, start: int, end: int) -> Iterator[Group]:
    """Yield digit groups; digits that only something unseen parts are one group."""
    found = [match.span() for match in _GROUP.finditer(plain, start, end) if match[1]]
    begin, stop, before = *found[0], ""
    for first, last in found[1:]:
        between = plain[stop:first]
        if not _GLUED.fullmatch(between):
            yield Group(_digits(plain[begin:stop]), begin, stop, before)
            begin, before = first, without_marks(between)
        stop = last
    yield Group(_digits(plain[begin:stop]), begin, stop, before)


def _digits(shown: str) -> str:
    return shown if shown.isdecimal() else re.sub(r"[^0-9]", "", without_marks(shown))
