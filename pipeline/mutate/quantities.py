"""Mistakes with quantities."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from random import Random

from pipeline.checks.pair import Pair
from pipeline.facts.quantities.tables import unit_forms
from pipeline.model import Fact
from pipeline.mutate.edits import change_one_digit, digit_places, other_digit, replaced, unlike

_ALIKE = (("minute", "hour", "day", "week"), ("mg", "mcg", "g"), ("mL", "L"))
"""Units that are taken for each other."""


def _with_digits(pair: Pair) -> list[Fact]:
    """Return the quantities that are written in digits, and that the source states too.

    A bare 1 is left alone: many languages rightly say it with an article, or not at all.
    """
    values = {fact.value for fact in pair.source_quantities} - {"1"}
    found = pair.target_quantities
    return [f for f in found if digit_places(f.text) and f.value in values and f.kind != "label"]


def _each(pair: Pair, edit: Callable[[str], str]) -> Iterator[str]:
    texts = (replaced(pair.target, fact, edit(fact.text)) for fact in _with_digits(pair))
    return unlike(texts, pair.target)


def change_digit(pair: Pair, random: Random) -> Iterator[str]:
    """Write one digit wrong."""
    return _each(pair, lambda shown: change_one_digit(shown, random))


def multiply(pair: Pair, random: Random) -> Iterator[str]:
    """Make a number ten times as large."""

    def edit(shown: str) -> str:
        places = digit_places(shown)
        last = next(at for at in places if at + 1 not in places)
        return shown[: last + 1] + other_digit(shown[last], -int(shown[last])) + shown[last + 1 :]

    return _each(pair, edit)


def change_unit(pair: Pair, random: Random) -> Iterator[str]:
    """Name another unit of the same kind: hours for minutes."""
    forms: dict[str, list[str]] = {}
    for unit, form in unit_forms(pair.target_glossary.locale):
        forms.setdefault(unit, []).append(form.rstrip("*"))
    for fact in _with_digits(pair):
        for alike in _ALIKE:
            for unit, other in itertools.permutations(alike, 2):
                named = _named(fact.text, forms.get(unit, ()))
                if named and forms.get(other):
                    changed = fact.text.replace(named, forms[other][0], 1)
                    yield from unlike([replaced(pair.target, fact, changed)], pair.target)


def drop(pair: Pair, random: Random) -> Iterator[str]:
    """Leave a quantity out."""
    return _each(pair, lambda shown: "")


def swap(pair: Pair, random: Random) -> Iterator[str]:
    """Exchange the numbers of two quantities of a sentence."""
    for first, second in itertools.combinations(_with_digits(pair), 2):
        one, two = _number(first.text), _number(second.text)
        if one != two and first.end <= second.start:
            text = replaced(pair.target, second, second.text.replace(two, one, 1))
            yield from unlike([replaced(text, first, first.text.replace(one, two, 1))], pair.target)


def _number(shown: str) -> str:
    """Return the first run of digits."""
    digits = itertools.dropwhile(lambda c: not c.isdecimal(), shown)
    return "".join(itertools.takewhile(str.isdecimal, digits))


def _named(shown: str, forms: Iterable[str]) -> str:
    """Return the word of a text that begins with the longest of the forms."""
    for form in sorted(forms, key=len, reverse=True):
        found = re.search(rf"(?<![^\W\d_]){re.escape(form)}[^\W\d_]*", shown, re.IGNORECASE)
        if found and len(form) > 1:
            return found[0]
    return ""
