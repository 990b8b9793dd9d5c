"""The text that a reader sees of an HTML page, a line a block."""

from __future__ import annotations

from html.parser import HTMLParser

from pipeline.markdown.segments import INLINE

_HIDDEN = frozenset({"script", "style", "template", "head"})


def visible_lines(html: str) -> list[str]:
    """Return the texts of a page's blocks, in order, without those that are empty."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = "".join(reader.pieces).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag not in INLINE:
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag not in INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))
