"""Read a built page back: its text, piece by piece, and what a browser would make of it.

The build's own code is not used: a page is what its bytes say. The reader knows HTML's void
elements and attributes as the standard has them, and expects elements to be closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

_TOKEN = re.compile(
    r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""([\w:@.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"label", "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time"}
    | {"u", "var", "wbr"}
)
_SILENT = frozenset({"script", "style", "svg", "template"})
_OWN = frozenset(
    {"headerlink", "leaflet-about", "leaflet-handout", "leaflet-notice", "leaflet-paper"}
    | {"leaflet-qr", "md-tags"}
)
"""Classes of what a page says of itself, or the theme beside it: no text of the leaflet."""


@dataclass(frozen=True, slots=True)
class Call:
    """A link that dials: where it leads, what it shows, and whether its order is isolated."""

    href: str
    shown: str
    isolated: bool
    line: int


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text between two borders of blocks: its words, and the line where it starts.

    `language` is that of the innermost element with `lang`, empty for the page's own; `isolated`
    are the half-open ranges of characters whose direction is their own.
    """

    text: str
    line: int
    language: str = ""
    tag: str = ""
    isolated: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Part:
    """A part of a page, read from the inside of one element."""

    runs: list[Run] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    elements: list[str] = field(default_factory=list)


def read_part(html: str, first_line: int = 1) -> Part:
    """Read the text, links and ids of a piece of HTML whose first line is `first_line`."""
    return _Reader(first_line).read(html)


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes of a start tag; one without a value is empty."""
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text)
    }


class _Reader:
    def __init__(self, first_line: int) -> None:
        self.part = Part()
        self.line = first_line
        self.stack: list[tuple[str, str, bool, bool]] = []  # tag, language, isolates, silent
        self.text: list[str] = []
        self.isolated: list[tuple[int, int]] = []
        self.length = 0
        self.started = first_line
        self.language = ""
        self.block = ""
        self.call: tuple[str, int, int] | None = None  # href, where its text starts, line
        self.bare = False  # whether some of that text is in no `bdi`

    def read(self, html: str) -> Part:
        at = 0
        for token in _TOKEN.finditer(html):
            self._say(html[at : token.start()])
            self._tag(token)
            self.line += html.count("\n", at, token.end())
            at = token.end()
        self._say(html[at:])
        self._border()
        return self.part

    def _say(self, text: str) -> None:
        if not text or (self.stack and self.stack[-1][3]):
            return
        text = unescape(text)
        if not self.text and not text.strip():
            return
        if not self.text:
            self.started = self.line + text[: len(text) - len(text.lstrip())].count("\n")
            self.language = self.stack[-1][1] if self.stack else ""
        if self.call and not any(tag == "bdi" for tag, *_ in self.stack):
            self.bare = True
        if any(isolates for _, _, isolates, _ in self.stack):
            self.isolated.append((self.length, self.length + len(text)))
        self.text.append(text)
        self.length += len(text)

    def _tag(self, token: re.Match[str]) -> None:
        closing, tag, rest = token[1], (token[2] or "").lower(), token[3]
        if not tag:
            return
        if tag not in _INLINE and not (self.stack and self.stack[-1][3]):
            if tag == "br":
                self._say("\n")
            else:
                self._border()
        if closing:
            self._close(tag)
            return
        attributes = attributes_of(rest)
        classes = set(attributes.get("class", "").split())
        silent = tag in _SILENT or bool(classes & _OWN) or bool(self.stack and self.stack[-1][3])
        if not silent:
            self._note(tag, attributes)
        if tag in _VOID or rest.endswith("/"):
            return
        language = attributes.get("lang", self.stack[-1][1] if self.stack else "")
        isolates = tag == "bdi" or attributes.get("dir") == "ltr"
        self.stack.append((tag, language, isolates, silent))
        if tag not in _INLINE:
            self.block = tag

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        part = self.part
        part.elements.append(tag)
        if "id" in attributes:
            part.ids.add(attributes["id"])
        for name in ("href", "src"):
            if name in attributes:
                part.links.append((attributes[name], self.line))
        if tag == "a" and attributes.get("href", "").lower().startswith(("tel:", "sms:")):
            self.call = (attributes["href"], self.length, self.line)
            self.bare = False

    def _close(self, tag: str) -> None:
        at = next((i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i][0] == tag), None)
        if at is None:
            return
        if tag == "a" and self.call:
            href, start, line = self.call
            shown = "".join(self.text)[start:]
            self.part.calls.append(Call(href, shown, not self.bare, line))
            self.call = None
        del self.stack[at:]

    def _border(self) -> None:
        """End a run of text."""
        text = "".join(self.text)
        if text.strip():
            run = Run(text, self.started, self.language, self.block, tuple(self.isolated))
            self.part.runs.append(run)
        self.text.clear()
        self.isolated.clear()
        self.length = 0
