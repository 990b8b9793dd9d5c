"""Find the line of the source where each message stands.

Python-Markdown forgets lines. A message is a piece of its source but for indents, line ends and
quote marks, so it is looked for with white space left out, from where the message before it ended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.model import Location

_QUOTE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+")
_SNIPPET = re.compile(r"^[ \t]*-{1,}8<-{1,}[ \t]+\"(?P<path>[^\":]+)", re.MULTILINE)
_DIRECTIVE = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(slots=True)
class SourceText:
    """A file without white space, with the line of each of its characters."""

    path: str
    compact: str = ""
    lines: list[int] = field(default_factory=list)
    cursor: int = 0

    def find(self, text: str) -> Location | None:
        """Return where a text stands, looking on from the last one found, then from the top."""
        wanted = _squeeze(text)
        for compact, needle in ((self.compact, wanted), (self.compact.lower(), wanted.lower())):
            for begin in (self.cursor, 0):
                at = compact.find(needle, begin)
                if at >= 0:
                    if begin == self.cursor:
                        self.cursor = at + len(needle)
                    return Location(self.path, self.lines[min(at, len(self.lines) - 1)])
        return None

    @property
    def here(self) -> Location:
        """Where the last text was found."""
        line = self.lines[min(self.cursor, len(self.lines) - 1)] if self.lines else 1
        return Location(self.path, line)


def read_source(path: str, text: str, first_line: int = 1) -> SourceText:
    """Prepare a file's text for looking up messages; `first_line` is the line it starts at."""
    source = SourceText(path)
    pieces = []
    text = _DIRECTIVE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for number, line in enumerate(text.split("\n"), start=first_line):
        squeezed = _squeeze(_QUOTE_MARKS.sub("", line))
        pieces.append(squeezed)
        source.lines.extend([number] * len(squeezed))
    source.compact = "".join(pieces)
    return source


def locate(texts: Sequence[str], sources: Sequence[SourceText]) -> list[Location]:
    """Return the location of each message, given in reading order, in the first file that has it.

    A text that no file holds (an extension made it) is placed where the one before it stands.
    """
    return [
        next((found for source in sources if (found := source.find(text))), sources[0].here)
        for text in texts
    ]


def snippet_paths(text: str, folders: Sequence[Path]) -> list[Path]:
    """Return the files that a page includes with pymdownx.snippets (`--8<-- "file.md"`)."""
    found = []
    for match in _SNIPPET.finditer(text):
        candidates = (folder / match["path"] for folder in folders)
        found.extend([path for path in candidates if path.is_file()][:1])
    return found


def _squeeze(text: str) -> str:
    return "".join(text.split())
