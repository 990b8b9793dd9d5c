"""Words and numbers that run together, as text does that was copied out of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MENDED = (
    re.compile(r"(?<=[^\W\d_]{3}:)(?=\d)"),  # referrals:1-800-662-4357
    re.compile(r"(?<=[a-z]{2})(?=1-\d{3}-\d)"),  # call1-800-662-4357
)
_SENTENCES = re.compile(r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])")  # help.Call
_ADDRESS = re.compile(r"\S*(?:www\.|://|@|/)\S*", re.IGNORECASE)
_DOUBTFUL = re.compile(r"\d[^\W\d_]{4,}|[^\W\d_]{3,}\d{3,}|[^\W\d_]{26,}")


def part_words(text: str) -> tuple[str, list[str]]:
    """Put a space where two words surely run together; return the text, and what was parted."""
    kept = [match.span() for match in _ADDRESS.finditer(text)]
    places = {match.start() for rule in _MENDED for match in rule.finditer(text)}
    places |= {match.start() for match in _SENTENCES.finditer(text)}
    places = {at for at in places if not any(start < at < end for start, end in kept)}
    parted, last, pieces = [], 0, []
    for at in sorted(places):
        pieces.append(text[last:at])
        parted.append(_around(text, at))
        last = at
    return " ".join([*pieces, text[last:]]), parted


def doubtful_words(text: str) -> Iterator[str]:
    """Yield what may be two words, and may not: `4357for`, `call911`."""
    for match in _DOUBTFUL.finditer(_ADDRESS.sub(" ", text)):
        yield match[0]


def _around(text: str, at: int) -> str:
    before = re.search(r"\S*$", text[:at])
    behind = re.match(r"\S*", text[at:])
    return (before[0] if before else "") + (behind[0] if behind else "")
