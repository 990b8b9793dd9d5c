"""Look-alikes: letters that stand where a digit of a phone number belongs (9l1, 1-8OO-662-4357)."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.facts.characters import plain
from pipeline.model import Fact

LOOKALIKE = "lookalike"

_DIGIT = re.compile(r"\d")
_BETWEEN = r"[-./() *_\\\u200b]{0,4}"
_UNSEEN = r"[*_\\\u200b]{0,4}"
_ALPHABETS = r"A-Za-z\u00c0-\u024f\u0370-\u052f"  # Latin, Greek, Cyrillic
_SHORT = 6  # digits of a number that is written without spaces


def find_lookalikes(text: str, wanted: frozenset[str]) -> tuple[Fact, ...]:
    """Return what reads like one of the `wanted` numbers because letters look like digits.

    The value of each is the number that it looks like.
    """
    if not wanted or not _DIGIT.search(text):
        return ()
    pattern, numbers = _pattern(wanted)
    facts = []
    for match in pattern.finditer(plain(text)):
        shown = text[match.start() : match.end()]
        if lookalikes_in(shown) and _DIGIT.search(shown):
            value = numbers[(match.lastindex or 1) - 1]
            facts.append(Fact(LOOKALIKE, value, shown, *match.span()))
    return tuple(facts)


def lookalikes_in(shown: str) -> tuple[str, ...]:
    """Return the characters of a number that only look like digits, in order."""
    return tuple(dict.fromkeys(c for c in plain(shown) if c in _digits()))


@lru_cache(maxsize=256)
def _pattern(wanted: frozenset[str]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return an expression with one group for each number, and the numbers."""
    numbers = tuple(sorted(wanted, key=lambda number: (-len(number), number)))
    parts = "|".join(f"({_expression(number)})" for number in numbers)
    edge = rf"[0-9{_ALPHABETS}]"
    return re.compile(rf"(?<!{edge})(?:{parts})(?!{edge})"), numbers


def _expression(number: str) -> str:
    between = _UNSEEN if len(number) <= _SHORT else _BETWEEN
    return between.join(
        "[" + digit + "".join(re.escape(c) for c, d in _digits().items() if digit in d) + "]"
        for digit in number
    )


@cache
def _digits() -> Mapping[str, str]:
    """Return the digits that each letter may be taken for."""
    text = files("pipeline.facts").joinpath("data/digit_lookalikes.csv").read_text(encoding="utf-8")
    return {row["character"]: row["digits"] for row in csv.DictReader(text.splitlines())}
