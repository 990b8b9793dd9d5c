"""Read a built page back: its text, piece by piece, and what a browser would make of it.

The build's own code is not used: a page is what its bytes say. The reader knows HTML's void
elements and attributes as the standard has them, and expects elements to be closed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from pipeline.verify.tags import TOKENS, Tag, read_tag

CALLS = ("tel:", "sms:")
"""How the address of a link starts that dials (RFC 3966, RFC 5724)."""


class Call(NamedTuple):
    """A link that dials: where it leads, which number it shows, whether its order is isolated."""

    href: str
    shown: str
    isolated: bool
    line: int


class Run(NamedTuple):
    """A piece of text between two borders of blocks: its words, and the line where it starts.

    `language` is that of the innermost element with `lang`, empty for the page's own; `isolated`
    are the half-open ranges of characters whose direction is their own.
    """

    text: str
    line: int
    language: str = ""
    isolated: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Part:
    """A part of a page, read from the inside of one element.

    `own` is what the page says there of itself, and no text of the leaflet.
    """

    runs: list[Run] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    own: list[Run] = field(default_factory=list)

    @property
    def joined(self) -> Run:
        """All text of the part as one piece."""
        return Run("\n".join(run.text for run in self.runs), self.runs[0].line if self.runs else 1)


class _Frame(NamedTuple):
    """What an open element says of the text inside."""

    language: str
    isolates: bool
    in_bdi: bool
    silent: bool
    own: bool


_OUTERMOST = _Frame("", False, False, False, False)


def _inner(frame: _Frame, tag: Tag) -> _Frame:
    """Return what an element says of the text inside, given what the one around it says."""
    return _Frame(
        frame.language if tag.language is None else tag.language,
        tag.isolates or frame.isolates,
        frame.in_bdi or (tag.name == "bdi" and tag.isolates),
        tag.silent or frame.silent,
        (tag.own or frame.own) and (tag.own or not tag.silent),
    )


def read_part(html: str, first_line: int = 1) -> Part:
    """Read the text, links and calls of a piece of HTML whose first line is `first_line`."""
    return _Reader(first_line).read(html)


@lru_cache(maxsize=1 << 16)
def read_again(html: str) -> Part:
    """Read a short piece of HTML that recurs, such as an English cell; lines count from 1."""
    return read_part(html)


class _Reader:
    def __init__(self, first_line: int) -> None:
        self.part = Part()
        self.line = first_line
        self.frame = _OUTERMOST
        self.frames = [_OUTERMOST]  # of the open elements, whose names are:
        self.names = [""]
        self.text: list[str] = []
        self.isolated: list[tuple[int, int]] = []
        self.length = 0
        self.started = first_line
        self.language = ""
        self.call: tuple[str, int, int] | None = None  # href, where its text starts, line
        self.number: list[str] = []  # what of that text is in a `bdi`
        self.bare = False  # whether a digit of it is not

    def read(self, html: str) -> Part:
        parts = TOKENS.split(html)
        for index in range(0, len(parts) - 1, 2):
            text, token = parts[index], parts[index + 1]
            if text:
                self.say(text)
            tag = read_tag(token)
            if tag is not None:
                self.take(tag)
            if "\n" in token:
                self.line += token.count("\n")
        self.say(parts[-1])
        self.border()
        return self.part

    def say(self, text: str) -> None:
        if "\n" in text:
            self.line += text.count("\n")
        if self.frame.own and text and not text.isspace():
            self.part.own.append(Run(unescape(text), self.line, self.frame.language))
        if self.frame.silent or not text or (not self.text and text.isspace()):
            return
        if "&" in text:
            text = unescape(text)
        if not self.text:
            self.started = self.line - text.lstrip().count("\n")
            self.language = self.frame.language
        if self.frame.isolates:
            self.isolated.append((self.length, self.length + len(text)))
        if self.call and self.frame.in_bdi:
            self.number.append(text)
        elif self.call:
            self.bare = self.bare or any(map(str.isdigit, text))
        self.text.append(text)
        self.length += len(text)

    def take(self, tag: Tag) -> None:
        frame = self.frame
        if not tag.inline and self.text and not frame.silent:
            if tag.name == "br":
                self.text.append("\n")
                self.length += 1
            else:
                self.border()
        if tag.closes:
            self.close(tag.name)
            return
        if tag.attributes and not (tag.silent or frame.silent):
            self.note(tag)
        if tag.opens:
            if not tag.plain:
                frame = _inner(frame, tag)
            self.names.append(tag.name)
            self.frames.append(frame)
            self.frame = frame

    def note(self, tag: Tag) -> None:
        attributes = tag.attributes
        for name in ("href", "src"):
            if name in attributes:
                self.part.links.append((attributes[name], self.line))
        if tag.name == "a" and attributes.get("href", "").lower().startswith(CALLS):
            self.call = (attributes["href"], self.length, self.line)
            self.number.clear()
            self.bare = False

    def close(self, name: str) -> None:
        names = self.names
        if names[-1] != name:
            if name not in names:
                return
            while names[-1] != name:
                names.pop()
                self.frames.pop()
        names.pop()
        self.frames.pop()
        self.frame = self.frames[-1]
        if name == "a" and self.call:
            href, start, line = self.call
            shown = "".join(self.number) or "".join(self.text)[start:]
            isolated = bool(self.number) and not self.bare
            self.part.calls.append(Call(href, shown, isolated, line))
            self.call = None

    def border(self) -> None:
        """End a run of text."""
        if self.text:
            text = "".join(self.text)
            if not text.isspace():
                isolated = tuple(self.isolated)
                self.part.runs.append(Run(text, self.started, self.language, isolated))
            self.text.clear()
            self.isolated.clear()
            self.length = 0
