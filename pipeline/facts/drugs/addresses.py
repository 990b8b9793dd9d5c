"""Addresses in a text: no word in them speaks to the reader."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+|(?<=\]\()[^\s)]+|[\w.+-]+@[\w.-]+")
"""Web addresses, targets of Markdown links, mail addresses."""
_MARKS = ("@", "://", "www.", "](")
"""Strings one of which is in every text with an address: quicker to look for."""


def find_addresses(text: str) -> list[tuple[int, int]]:
    """Return the ranges of a text that are addresses."""
    if not any(mark in text for mark in _MARKS):
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def without_addresses(text: str) -> str:
    """Return a text with blanks in place of its addresses; nothing moves."""
    if not any(mark in text for mark in _MARKS):
        return text
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text)
