"""Blanks: marks in a page for what each locale fills in, and the text between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_START, _END, _ZERO = "\ue000", "\ue001", 0xE010
_BLANK = re.compile(f"{_START}([{chr(_ZERO)}-{chr(_ZERO + 9)}]+){_END}")
_PRIVATE = re.compile("[\ue000-\ue0ff]")

PERMALINK = 99_999_998
"""The number of the blank for the title of the links at headings."""

ABOUT = 99_999_999
"""The number of the blank for the end of a page."""

TAG, DIRECTION = 99_999_996, 99_999_997
"""The numbers of the blanks for the tag and the direction of the reader's language."""


def blank(number: int) -> str:
    """Return the mark of a blank: characters of the Private Use Area, which no leaflet holds."""
    return f"{_START}{''.join(chr(_ZERO + int(digit)) for digit in str(number))}{_END}"


def holds_blanks(text: str) -> bool:
    """Tell whether a text holds a character of which blanks are made."""
    return _PRIVATE.search(text) is not None


@dataclass(frozen=True, slots=True)
class Template:
    """A text with blanks: `texts` stand around them, `numbers` tell which ones they are."""

    texts: tuple[str, ...]
    numbers: tuple[int, ...]

    def fill(self, value: Callable[[int], str]) -> str:
        """Return the text with a value in each blank."""
        pieces = [self.texts[0]]
        for number, text in zip(self.numbers, self.texts[1:], strict=True):
            pieces += (value(number), text)
        return "".join(pieces)

    def only(self) -> int | None:
        """Return the number of the blank that is all of the text, else `None`."""
        return self.numbers[0] if self.texts == ("", "") else None


def template(text: str) -> Template:
    """Return a text with blanks as a template."""
    pieces = _BLANK.split(text)
    return Template(tuple(pieces[::2]), tuple(_number(piece) for piece in pieces[1::2]))


def numbers_in(text: str) -> Iterator[int]:
    """Yield the numbers of the blanks of a text, in order."""
    return (_number(found[1]) for found in _BLANK.finditer(text))


def _number(digits: str) -> int:
    return int("".join(chr(ord(digit) - _ZERO + ord("0")) for digit in digits))
