"""The texts of a built file: all that a page says, shows or dials, not its leaflet alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark"}
    | {"q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
_SAID = frozenset({"alt", "aria-label", "content", "placeholder", "title", "value"})
_SILENT = frozenset({"script", "style"})


def page_texts(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each piece of text of a page or of a search index, and the line where it starts."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".html":
        yield from _read(text)
        return
    try:
        entries = json.loads(text).get("docs", ())
    except (AttributeError, ValueError):
        yield text, 1
        return
    for entry in entries:
        for key in ("title", "text"):
            yield from ((piece, 1) for piece, _ in _read(str(entry.get(key, ""))))


def _read(html: str) -> Iterator[tuple[str, int]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    yield from reader.texts


class _Reader(HTMLParser):
    """Cuts a page at the borders of its blocks; what attributes say is text of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, int]] = []
        self.text: list[str] = []
        self.line = 1
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the attributes say and dial."""
        if tag not in _INLINE:
            self.end()
        self.silent = tag in _SILENT
        for name, value in attrs:
            dials = name == "href" and (value or "").lower().startswith(("tel:", "sms:"))
            if value and (name in _SAID or dials):
                quoted = f'"{value}"' if dials else value  # as find_phones knows a target
                self.texts.append((quoted, self.getpos()[0]))

    def handle_endtag(self, tag: str) -> None:
        """End a piece of text with its block."""
        self.silent = False
        if tag not in _INLINE:
            self.end()

    def handle_data(self, data: str) -> None:
        """Add to the piece of text."""
        if self.silent:
            return
        if not self.text:
            self.line = self.getpos()[0]
        self.text.append(data)

    def end(self) -> None:
        """End a piece of text."""
        text = "".join(self.text)
        if text.strip():
            self.texts.append((text, self.line))
        self.text.clear()
