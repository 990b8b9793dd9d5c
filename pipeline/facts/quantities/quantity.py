"""A quantity: amounts, what is counted, and how it recurs; and the text form that facts carry."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

Amount = tuple[Fraction, Fraction]
"""The lowest and the highest of a range; the same number twice where there is only one."""

MASS = {"ng": 1, "mcg": 10**3, "mg": 10**6, "g": 10**9, "kg": 10**12}
VOLUME = {"mL": 1, "cc": 1, "cL": 10, "dL": 100, "L": 1000}
SHORT_TIME = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
LONG_TIME = {"month": 1, "year": 12}
COUNTED = frozenset(
    {"tablet", "capsule", "drop", "puff", "spray", "dose", "patch", "film", "lozenge"}
    | {"suppository", "sachet", "ampoule", "vial", "syringe", "injection"}
    | {"teaspoon", "tablespoon", "unit", "cup", "drink"}
)
"""Things that a medicine is counted in."""

DOSED = frozenset({*MASS, *VOLUME, "IU", "mmol", "mEq"})
"""Units that a medicine is measured in."""

TIMED = frozenset({*SHORT_TIME, *LONG_TIME, "night"})

_VALUE = re.compile(
    r"(?P<every>every )?(?P<ordinal>#)?(?P<amounts>[-0-9./|]+)"
    r"(?: / (?P<rate>\w+)| (?P<unit>[^/ ]+(?:/kg|/m²|/L|/mL|/dL)?)(?:/(?P<per>\w+))?)?"
)


class Quantity(NamedTuple):
    """What a fact's value says.

    `amounts` has more than one entry where the writing can be read in two ways, the likelier
    first. `per` is the time in which it recurs (`3 / day`: unit `time`, per `day`); `every` marks
    an interval; `ordinal` a place in a row (second dose).
    """

    amounts: tuple[Amount, ...]
    unit: str = ""
    per: str = ""
    every: bool = False
    ordinal: bool = False

    def __str__(self) -> str:
        shown = "|".join(_show(amount, self.unit) for amount in self.amounts)
        head = ("every " if self.every else "") + ("#" if self.ordinal else "") + shown
        if self.unit == "time" and self.per:
            return f"{head} / {self.per}"
        per = f"/{self.per}" if self.per else ""
        return f"{head} {self.unit}{per}" if self.unit else head

    @property
    def single(self) -> bool:
        """Whether it is one number, not a range."""
        return all(low == high for low, high in self.amounts)

    @property
    def is_one(self) -> bool:
        """Whether it is the number one, which many languages write as their article."""
        return self.amounts == ((Fraction(1), Fraction(1)),)

    @property
    def kind(self) -> str:
        """The kind of fact: what the number is for."""
        return _kind(self)


@lru_cache(maxsize=8192)
def parse_quantity(value: str) -> Quantity | None:
    """Return the quantity that a fact's value states, `None` for dates, times and labels."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    try:
        amounts = tuple(_read(part) for part in match["amounts"].split("|"))
    except ValueError:
        return None
    unit = "time" if match["rate"] else match["unit"] or ""
    per = match["rate"] or match["per"] or ""
    return Quantity(amounts, unit, per, bool(match["every"]), bool(match["ordinal"]))


def same_amount(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities have a reading in common."""
    return not set(one.amounts).isdisjoint(other.amounts)


def base_amounts(quantity: Quantity) -> tuple[str, frozenset[Amount]]:
    """Return a dimension and the amounts in its smallest unit: 7 days and 1 week are the same."""
    for name, units in (("m", MASS), ("v", VOLUME), ("s", SHORT_TIME), ("y", LONG_TIME)):
        factor = units.get(quantity.unit)
        if factor:
            return name, frozenset((low * factor, high * factor) for low, high in quantity.amounts)
    return "", frozenset()


def _kind(quantity: Quantity) -> str:
    unit = quantity.unit
    base = unit.partition("/")[0]
    if quantity.ordinal:
        return "ordinal"
    if quantity.every or quantity.unit == "time":
        return "frequency"
    if unit in TIMED:
        return "duration"
    if base in DOSED or base == "%":
        return "dose"
    if base in COUNTED or unit == "people":
        half = all(low.denominator > 1 for low, _ in quantity.amounts)
        return "fraction" if half else "count"
    return "temperature" if unit.startswith("°") else "number"


def _show(amount: Amount, unit: str) -> str:
    low, high = amount
    shown = _number(low, unit)
    return shown if low == high else f"{shown}..{_number(high, unit)}"


def _number(value: Fraction, unit: str) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    if 10**6 % value.denominator or (value.denominator <= 4 and unit in COUNTED):
        return f"{value.numerator}/{value.denominator}"
    return f"{float(value):.6f}".rstrip("0")


def _read(written: str) -> Amount:
    low, _, high = written.partition("..")
    return Fraction(low), Fraction(high or low)
