"""Where a message comes from (`#: overdose.md:12`), as text and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.catalogs.wrap import PAGE_WIDTH
from pipeline.model import Location

# A name with spaces is isolated, and spaces may stand around the colon.
_REFERENCE = re.compile(
    "(?:\u2068([^\u2069]*)\u2069|([^ \t]+?))(?:[ \t]*:[ \t]*0*([1-9][0-9]{0,8}))?(?=[ \t]|$)"
)


def format_references(locations: Iterable[Location]) -> Iterator[str]:
    """Yield the lines that state locations; their length is counted in bytes, as gettext does."""
    line = "#:"
    for reference in dict.fromkeys(_reference(location) for location in locations):
        for word in reference.split(" "):
            if line != "#:" and len(f"{line} {word}".encode()) > PAGE_WIDTH:
                yield line
                line = "#:"
            line += f" {word}"
    if line != "#:":
        yield line


def parse_references(lines: Iterable[str]) -> tuple[Location, ...]:
    """Return the locations that lines state, without their `#:`; line 0 if there is no line."""
    return _parsed(" ".join(lines))


@lru_cache(maxsize=1 << 15)
def _parsed(written: str) -> tuple[Location, ...]:
    """Read locations, which are the same in every locale's catalog."""
    return tuple(
        Location(match[1] or match[2], int(match[3] or 0)) for match in _REFERENCE.finditer(written)
    )


def _reference(location: Location) -> str:
    path = re.sub(r"^(?:\./)+", "", location.path)
    if re.search(r"[ \t\n]", path):
        path = "\u2068" + re.sub(r"[ \t\n]", " ", path) + "\u2069"
    return f"{path}:{location.line}" if location.line else path
