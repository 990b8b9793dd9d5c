"""The cases in tests/fixtures/markdown: a title, Markdown, and its messages, a dot between each.

Each message is one line: where it stands, what it is, and its text (⏎ is a line end). Below it
may stand `context:` and `note:`. A directive that cannot be followed is a `problem`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from site_with_everything import FIXTURES, SNIPPETS

from pipeline.markdown.find import Found
from pipeline.markdown.locate import locate, read_source, snippet_paths

PAGE = "page.md"


@dataclass(frozen=True)
class Case:
    """One case; `line` is where it stands in its file."""

    path: Path
    line: int
    title: str
    text: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path.stem}:{self.line}:{self.title}"


def read_cases() -> Iterator[Case]:
    """All cases, file by file."""
    for path in sorted(FIXTURES.glob("*.md")):
        parts: list[list[str]] = [[]]
        line = 1
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if text != ".":
                parts[-1].append(text)
                continue
            if len(parts) == 1:
                line = number - 1
            parts.append([])
            if len(parts) == 4:
                title, source, expected = ("\n".join(part).strip("\n") for part in parts[:3])
                yield Case(path, line, title.strip(), source, expected)
                parts = [[]]
        if any(text.strip() for part in parts for text in part):
            raise ValueError(f"{path}: the last case is not complete; expected three dots in each")


def shown(found: Found, text: str) -> str:
    """Messages as the cases write them."""
    sources = [read_source(PAGE, text)]
    sources += [
        read_source(path.name, path.read_text(encoding="utf-8"))
        for path in snippet_paths(text, [SNIPPETS])
    ]
    lines = []
    places = locate([block.msgid for block in found.blocks], sources)
    for block, place in zip(found.blocks, places, strict=True):
        where = f"line {place.line}" if place.path == PAGE else f"{place.path}, line {place.line}"
        lines.append(f"{where}, {block.role}: {block.msgid}".replace("\n", "⏎"))
        if block.msgctxt is not None:
            lines.append(f"  context: {block.msgctxt}")
        lines += [f"  note: {note}" for note in block.notes]
    for problem in found.problems:
        lines.append(f"problem in line {sources[0].line_of(problem.source)}: {problem.message}")
    return "\n".join(lines)
