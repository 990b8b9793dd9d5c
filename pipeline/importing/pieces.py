"""What a leaflet is made of, before it is written as Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field

TITLE, HEADING, PARAGRAPH, ITEM, STEP = "title", "heading", "paragraph", "item", "step"


@dataclass(frozen=True, slots=True)
class Piece:
    """A title, heading, paragraph, list item or numbered step; `level` counts lists in lists.

    `lines` are the lines of the file that it comes from, without bullet and indent, and `line` is
    the number of the first.
    """

    kind: str
    text: str
    line: int
    level: int = 0
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at, with its line in the file."""

    line: int
    text: str


@dataclass(slots=True)
class Draft:
    """A leaflet that was read: its pieces, the title first, and what is uncertain in them."""

    pieces: list[Piece] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, line: int, text: str) -> None:
        """Note something that is uncertain."""
        self.doubts.append(Doubt(line, text))
