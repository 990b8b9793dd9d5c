"""How wide a text is on a terminal."""

from __future__ import annotations

import unicodedata

_NO_WIDTH = ("Cf", "Me", "Mn")  # invisible characters, and marks that stand on the letter before


def columns(text: str) -> int:
    """Return how many columns a text takes: two for a wide character (UAX 11), none for a mark."""
    return sum(
        0
        if unicodedata.category(character) in _NO_WIDTH
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return a text that takes at least so many columns, at the left or the right of them."""
    space = " " * (width - columns(text))
    return f"{space}{text}" if right else f"{text}{space}"
