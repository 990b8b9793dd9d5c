"""Mistakes with phone numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from random import Random

from pipeline.checks.pair import Pair
from pipeline.facts.phones import digits_of
from pipeline.mutate.edits import change_one_digit, digit_places, replaced, unlike

_LOOKALIKES = {"0": "O", "1": "l", "5": "S", "8": "B"}


def _each(pair: Pair, edit: Callable[[str], str]) -> Iterator[str]:
    """Yield the translation with one of its numbers edited, for each of its numbers."""
    texts = (replaced(pair.target, fact, edit(fact.text)) for fact in pair.target_phones)
    return unlike(texts, pair.target)


def change_digit(pair: Pair, random: Random) -> Iterator[str]:
    """Write one digit wrong."""
    return _each(pair, lambda shown: change_one_digit(shown, random))


def swap_digits(pair: Pair, random: Random) -> Iterator[str]:
    """Exchange two unlike digits that stand side by side."""

    def edit(shown: str) -> str:
        places = digit_places(shown)
        pairs = [(a, b) for a, b in itertools.pairwise(places) if shown[a] != shown[b]]
        if not pairs:
            return shown
        first, second = random.choice(pairs)
        characters = list(shown)
        characters[first], characters[second] = characters[second], characters[first]
        return "".join(characters)

    return _each(pair, edit)


def drop(pair: Pair, random: Random) -> Iterator[str]:
    """Leave a number out."""
    return _each(pair, lambda shown: "")


def double_digit(pair: Pair, random: Random) -> Iterator[str]:
    """Write a digit twice."""

    def edit(shown: str) -> str:
        at = random.choice(digit_places(shown))
        return shown[:at] + shown[at] + shown[at:]

    return _each(pair, edit)


def truncate(pair: Pair, random: Random) -> Iterator[str]:
    """Lose the last digit, or the first group."""

    def edit(shown: str) -> str:
        if len(digit_places(shown)) > 3 and random.random() < 0.5:
            return re.sub(r"^\W*\w+\W+", "", shown)
        return shown[: digit_places(shown)[-1]]

    return _each(pair, edit)


def reverse_groups(pair: Pair, random: Random) -> Iterator[str]:
    """Write the groups of a number from the last to the first."""
    return _each(pair, lambda shown: "-".join(reversed(re.findall(r"\w+", shown))))


def replace_by_another(pair: Pair, random: Random) -> Iterator[str]:
    """Write another number of the term base: 988 for 911."""
    concepts = pair.source_glossary.base.concepts.values()
    numbers = sorted(c.preferred for c in concepts if c.kind == "number")

    def edit(shown: str) -> str:
        others = [number for number in numbers if digits_of(number) != digits_of(shown)]
        return random.choice(others) if others else shown

    return _each(pair, edit)


def put_lookalike(pair: Pair, random: Random) -> Iterator[str]:
    """Write a letter that looks like one of the digits."""

    def edit(shown: str) -> str:
        places = [at for at, character in enumerate(shown) if character in _LOOKALIKES]
        if not places:
            return shown
        at = random.choice(places)
        return shown[:at] + _LOOKALIKES[shown[at]] + shown[at + 1 :]

    return _each(pair, edit)


def put_invisible(pair: Pair, random: Random) -> Iterator[str]:
    """Put a character that nobody sees between two digits."""

    def edit(shown: str) -> str:
        at = random.choice(digit_places(shown)[1:])
        return shown[:at] + "\u200b" + shown[at:]

    return _each(pair, edit)
