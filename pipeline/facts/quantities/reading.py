"""A text under reading: its numbers, and the part of it that was read last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.facts.quantities.grammar import Grammar
from pipeline.facts.quantities.plain import Plain
from pipeline.facts.quantities.read import Number


@dataclass(slots=True)
class Reading:
    """A text, how its language writes quantities, and its numbers in order."""

    form: Plain
    grammar: Grammar
    numbers: list[Number]
    last: tuple[int, int] = (0, 0)

    @property
    def text(self) -> str:
        """The text in plain form."""
        return self.form.text

    def at(self, start: int) -> Number | None:
        """Return the number that starts at a place."""
        return next((number for number in self.numbers if number.start == start), None)


class Part(NamedTuple):
    """A range of a plain text, and the fact that it states."""

    kind: str
    value: str
    start: int
    end: int
