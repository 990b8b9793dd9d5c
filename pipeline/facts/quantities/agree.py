"""When two quantities in two languages say the same, from the exact to the excusable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.facts.characters import ascii_digits
from pipeline.facts.numerals import digit_values
from pipeline.facts.quantities.item import Item
from pipeline.facts.quantities.quantity import (
    COUNTED,
    DOSED,
    Quantity,
    base_amounts,
    same_amount,
)
from pipeline.model import Fact

INTERCHANGED = (
    frozenset({"mL", "cc"}),
    frozenset({"IU", "unit"}),
    frozenset({"°", "°C"}),
    frozenset({"°", "°F"}),
    frozenset({"day", "night"}),
    frozenset({"puff", "spray", "time", "dose", "injection"}),
    frozenset({"tablet", "capsule", "lozenge", "unit"}),
    frozenset({"sachet", "film", "patch", "vial", "ampoule", "syringe", "unit"}),
)
"""Units that right translations put for each other; 37 degrees may become 37 °C."""

GENERAL = frozenset({"people", "time", "step", "cup", "drink", "none"})
"""Things that some languages count with words that mean much else."""

SPECIFIC = COUNTED - {"dose", "puff", "spray", "injection", "cup", "drink"}
"""Things that are never counted with such words."""

METRES = {"inch": 0.0254, "foot": 0.3048, "metre": 1, "cm": 0.01, "mm": 0.001, "m": 1}
METRES |= {"km": 1000, "mile": 1609.344}


def exact(one: Item, other: Item) -> bool:
    """Tell whether two facts have the same value."""
    if one.fact.kind == "label" or other.fact.kind == "label":
        return one.fact.kind == other.fact.kind and one.fact.value == other.fact.value
    if one.fact.value == other.fact.value:
        return True
    if one.quantity is None or other.quantity is None:
        return False
    same = one.quantity._replace(amounts=()) == other.quantity._replace(amounts=())
    return same and same_amount(one.quantity, other.quantity)


def loosely(one: Item, other: Item) -> bool:
    """Tell whether amounts are the same, and nothing that is known of both sides differs."""
    if one.quantity is None or other.quantity is None:
        return False
    if not same_amount(one.quantity, other.quantity):
        return False
    return units_agree(one.quantity, other.quantity)


def units_agree(one: Quantity, other: Quantity) -> bool:
    """Tell whether the units and periods of two quantities may mean the same."""
    if one.per and other.per and one.per != other.per:
        return False
    if one.unit == other.unit:
        return True
    if not one.unit or not other.unit:
        return one.unit.partition("/")[0] not in DOSED
    if (one.every and other.per) or (other.every and one.per):
        return False
    if one.ordinal or other.ordinal:
        return True
    return any({one.unit, other.unit} <= group for group in INTERCHANGED)


def same_length(one: Item, other: Item) -> bool:
    """Tell whether two quantities are the same in other units: 7 days, 1 week; 6 feet, 2 metres."""
    if one.quantity is None or other.quantity is None:
        return False
    dimension, amounts = base_amounts(one.quantity)
    if dimension and (dimension, amounts) != ("", frozenset()):
        others = base_amounts(other.quantity)
        if others[0] == dimension and not amounts.isdisjoint(others[1]):
            return True
    ours, theirs = METRES.get(one.quantity.unit), METRES.get(other.quantity.unit or "metre")
    if ours is None or theirs is None or ours == theirs:
        return False
    here, there = float(one.quantity.amounts[0][1]) * ours, float(other.quantity.amounts[0][1])
    return abs(here - there * theirs) <= 0.15 * here


def same_time(one: Item, other: Item) -> bool:
    """Tell whether dates or times of day have a reading in common, as far as both say."""
    kinds = {one.fact.kind, other.fact.kind}
    if kinds == {"date"}:
        ours, theirs = one.fact.value.split("|"), other.fact.value.split("|")
        return any(_same_date(a, b) for a in ours for b in theirs)
    if kinds == {"time"}:
        return not set(one.fact.value.split("|")).isdisjoint(other.fact.value.split("|"))
    if "time" not in kinds:
        return False
    clock, number = (one, other) if one.fact.kind == "time" else (other, one)
    quantity = number.quantity
    if quantity is None or not quantity.single or quantity.unit not in ("", "hour"):
        return False
    hours = {Fraction(int(value[:2])) for value in clock.fact.value.split("|") if value[3:] == "00"}
    hours |= {hour - 12 for hour in hours}
    return any(low in hours for low, _ in quantity.amounts)


def excusable(one: Item, other: Item) -> bool:
    """Tell whether amounts are the same and the units too general to set them apart."""
    if one.quantity is None or other.quantity is None:
        return False
    if _same_digits(one, other):
        return True
    if not same_amount(one.quantity, other.quantity):
        return False
    units = {one.quantity.unit, other.quantity.unit}
    rate = one.quantity.per or other.quantity.per or one.quantity.every or other.quantity.every
    return bool(units & GENERAL) and not rate and not units & (DOSED | SPECIFIC)


def pieces_of(fact: Fact, quantity: Quantity | None) -> Iterator[tuple[Fact, ...]]:
    """Yield the ways in which another language may say a fact in pieces."""
    if quantity is None:
        first = fact.value.split("|")[0]
        numbers = [part for part in re.split("[-:.]+", first) if part]
        numbers = [str(int(part)) for part in numbers]
        if fact.kind == "date":
            yield tuple(_piece(fact, part) for part in numbers)
            year = 1 if fact.value[0] == "-" else 2
            kept = numbers[:1] if year == 2 else []
            kept += numbers[year:]
            yield tuple(_piece(fact, part) for part in kept)
        elif fact.kind == "time":
            yield tuple(_piece(fact, part) for part in numbers if part != "0")
        return
    if quantity.per and quantity.unit != "time":
        whole = quantity._replace(per="")
        yield (_piece(fact, str(whole)), _piece(fact, f"1 / {quantity.per}"))
    if not quantity.single:
        low, high = quantity.amounts[0]
        ends = [quantity._replace(amounts=((end, end),)) for end in (low, high)]
        yield tuple(_piece(fact, str(end)) for end in ends)
    elif quantity.amounts[0][0].denominator > 1 and not quantity.unit:
        value = quantity.amounts[0][0]
        yield (_piece(fact, str(value.numerator)), _piece(fact, str(value.denominator)))


def _piece(fact: Fact, value: str) -> Fact:
    return fact._replace(kind="number", value=value)


def _same_date(one: str, other: str) -> bool:
    if one == other:
        return True
    ours, theirs = one.split("-"), other.split("-")
    if one.startswith("--") or other.startswith("--"):
        return ours[-2:] == theirs[-2:]
    return len(ours) != len(theirs) and ours[:2] == theirs[:2]


def _same_digits(one: Item, other: Item) -> bool:
    """Tell whether a number is 47 million and the other 47, its scale word unknown."""
    ours, theirs = _written(one), _written(other)
    if ours is None or theirs is None or one.quantity is None or other.quantity is None:
        return False
    scaled = [item for item, value in ((one, ours), (other, theirs)) if _is_scaled(item, value)]
    return len(scaled) == 1 and ours == theirs and one.quantity.unit not in DOSED


def _is_scaled(item: Item, written: Fraction) -> bool:
    value = item.quantity.amounts[0][0] if item.quantity else written
    return value >= 1000 and value != written


def _written(item: Item) -> Fraction | None:
    """Return the first number that a fact's words show in digits."""
    match = re.search(r"[0-9]+(?:[.,٫٬][0-9]+)*", ascii_digits(item.fact.text))
    values = digit_values(match[0], ".", ",") if match else ()
    return values[0] if values else None
