"""Small edits of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from pipeline.facts.characters import ascii_digits
from pipeline.model import Fact


def replaced(text: str, fact: Fact, by: str) -> str:
    """Return a text with another one in a fact's place; left-over spaces are closed up."""
    start, end = fact.span
    if not by and text[start - 1 : start] in ("", " ") and text[end : end + 1] == " ":
        end += 1
    return text[:start] + by + text[end:]


def digit_places(text: str) -> list[int]:
    """Return where a text has decimal digits, of any script."""
    return [index for index, character in enumerate(text) if character.isdecimal()]


def other_digit(digit: str, step: int) -> str:
    """Return another digit of the same script, `step` (1 to 9) further on."""
    zero = ord(digit) - int(ascii_digits(digit))
    return chr(zero + (int(ascii_digits(digit)) + step) % 10)


def change_one_digit(text: str, random: Random) -> str:
    """Return a text with one of its digits written wrong."""
    at = random.choice(digit_places(text))
    return text[:at] + other_digit(text[at], random.randint(1, 9)) + text[at + 1 :]


def unlike(texts: Iterable[str], original: str) -> Iterator[str]:
    """Yield the texts that differ from the original and say something, once each."""
    for text in dict.fromkeys(texts):
        if text != original and text.strip():
            yield text
