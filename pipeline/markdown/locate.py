"""Find the line of the source where each message stands.

Python-Markdown forgets lines. A message is a piece of its source but for indents, line ends and
quote marks, so it is looked for with white space left out. A text that occurs once is found for
certain; one that occurs more often is looked for between those.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.model import Location

_QUOTE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+")
_DIRECTIVE = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_LINE_END = re.compile(r"[^\n]")
_FENCE = re.compile(r"^[> \t]*(?:[-*+] +|\d+[.)] +)?(?P<fence>`{3,}|~{3,})[^`\n]*$")
_SNIPPET = re.compile(r"^[ \t]*-{1,}8<-{1,}(?:[ \t]+(?P<path>[\"'].+[\"']))?[ \t]*$")
_SECTION = re.compile(r":(?:-?\d*(?::-?\d*)?(?:,-?\d*(?::-?\d*)?)*|[A-Za-z][\w-]*)$")
_PLAIN = re.compile(r"[\w\s.,:;!?()'-]*")
_CHANGED = re.compile(r"<[^>]*>|[&<>\"]|[^\x00-\x7f]")
_ENDS = ("", *'''|{<#])"''', "'")
_MANY = 200


@dataclass(slots=True)
class SourceText:
    """A file without white space and code; `starts` is where each of its lines begins in it."""

    path: str
    compact: str = ""
    starts: list[int] = field(default_factory=list)
    verbatim: str = ""
    first_line: int = 1

    def positions(self, text: str) -> list[int]:
        """Return where a text stands, in order: where it is all of a line or cell, if anywhere."""
        for spelling in _spellings(text):
            parts: list[int] = []
            for compact, wanted in self._cases(_squeeze(spelling)):
                found = list(_positions(compact, wanted)) if wanted else []
                whole = [at for at in found if self._is_whole(at, at + len(wanted))]
                if whole:
                    return whole
                parts = parts or found
            if parts:
                return parts
        return []

    def line_at(self, position: int) -> int:
        """Return the line of a character."""
        return self.first_line + max(bisect_right(self.starts, position) - 1, 0)

    def line_of(self, text: str) -> int | None:
        """Return the line of a piece of the file as it is written, white space aside."""
        words = r"\s+".join(map(re.escape, text.split()))
        found = re.search(words, self.verbatim) if words else None
        return self.first_line + self.verbatim.count("\n", 0, found.start()) if found else None

    def _cases(self, wanted: str) -> Iterator[tuple[str, str]]:
        yield self.compact, wanted
        yield self.compact.lower(), wanted.lower()

    def _is_whole(self, start: int, end: int) -> bool:
        before = self.compact[start - 1] if start else ""
        behind = self.compact[end] if end < len(self.compact) else ""
        if before.isalnum() and self.line_at(start - 1) == self.line_at(start):
            return False
        return behind in _ENDS or self.line_at(end) != self.line_at(end - 1)


def read_source(path: str, text: str, first_line: int = 1) -> SourceText:
    """Prepare a file's text for looking up messages; `first_line` is the line it starts at."""
    source = SourceText(path, verbatim=text, first_line=first_line)
    pieces = []
    text = _DIRECTIVE.sub(lambda found: _NOT_LINE_END.sub(" ", found[0]), text)
    length = 0
    for line in _without_code(text.split("\n")):
        squeezed = _squeeze(_QUOTE_MARKS.sub("", line) if ">" in line else line)
        pieces.append(squeezed)
        source.starts.append(length)
        length += len(squeezed)
    source.compact = "".join(pieces)
    return source


def locate(texts: Sequence[str], sources: Sequence[SourceText]) -> list[Location]:
    """Return the location of each message, given in reading order, in the first file that has it.

    A text that no file holds (an extension made it) is placed where the one before it stands.
    """
    found = [_candidates(text, sources) for text in texts]
    certain = [places[0] if len(places) == 1 else None for places in found]
    locations: list[Location] = []
    place = (0, 0)
    for index, places in enumerate(found):
        if places:
            limit = next((c for c in certain[index + 1 : index + 9] if c and c > place), None)
            place = _choose(places, place, limit)
        source = sources[place[0]]
        at = min(place[1], len(source.compact) - 1)
        locations.append(Location(source.path, source.line_at(at)))
        place = (place[0], place[1] + bool(places))
    return locations


def snippet_paths(text: str, folders: Sequence[Path]) -> list[Path]:
    """Return the files that a page includes with pymdownx.snippets, and those that they include."""
    found: list[Path] = []
    _collect(text, folders, found)
    return found


def _collect(text: str, folders: Sequence[Path], found: list[Path]) -> None:
    for name in _snippet_names(text):
        candidates = (folder / name for folder in folders)
        path = next((path for path in candidates if path.is_file()), None)
        if path and path not in found:
            found.append(path)
            _collect(path.read_text(encoding="utf-8"), folders, found)


def _snippet_names(text: str) -> Iterator[str]:
    inside = False
    for line in text.split("\n") if "8<-" in text else ():
        marker = _SNIPPET.match(line)
        if marker and marker["path"]:
            yield _SECTION.sub("", marker["path"][1:-1].strip())
        elif marker:
            inside = not inside
        elif inside and line.strip() and not line.strip().startswith(";"):
            yield _SECTION.sub("", line.strip())


def _candidates(text: str, sources: Sequence[SourceText]) -> list[tuple[int, int]]:
    for number, source in enumerate(sources):
        found = source.positions(text)
        if found:
            return [(number, at) for at in found]
    return []


def _choose(
    places: list[tuple[int, int]], last: tuple[int, int], limit: tuple[int, int] | None
) -> tuple[int, int]:
    """Return the next place behind the last one, and before one that is certain."""
    behind = [place for place in places if place >= last]
    between = [place for place in behind if limit is None or place < limit]
    return (between or behind or places)[0]


def _spellings(text: str) -> Iterator[str]:
    """Return a message as it may stand in the source: as it is, as HTML, or the most of it."""
    yield text
    if not _PLAIN.fullmatch(text):
        yield html.escape(text, quote=False)
        yield max(_CHANGED.split(text), key=len)


def _positions(compact: str, wanted: str) -> Iterator[int]:
    at = compact.find(wanted)
    for _ in range(_MANY):
        if at < 0:
            return
        yield at
        at = compact.find(wanted, at + 1)


def _without_code(lines: Sequence[str]) -> Iterator[str]:
    """Return the lines with those inside of fences emptied: no message stands there."""
    fence = ""
    for line in lines:
        if fence:
            if line.strip(" \t>") == fence:
                fence = ""
            yield ""
            continue
        if "```" in line or "~~~" in line:
            found = _FENCE.match(line)
            fence = found["fence"] if found else ""
        yield line


def _squeeze(text: str) -> str:
    return "".join(text.split())
