"""How two quantities differ that ought to be the same, and what may be silent."""

from __future__ import annotations

import re
from fractions import Fraction

from pipeline.facts.quantities.agree import INTERCHANGED, SPECIFIC, same_length, units_agree
from pipeline.facts.quantities.item import Item
from pipeline.facts.quantities.quantity import COUNTED, DOSED, Quantity, base_amounts, same_amount

_TENFOLD = frozenset(Fraction(10) ** power for power in (-3, -2, -1, 1, 2, 3))
_SMALL = 12


def changed(source: Item, target: Item, strict: bool, lone: bool) -> str:
    """Name how a quantity was changed into another; empty where they are likely to be unrelated.

    `strict` asks that what is counted is known and the same on both sides; `lone` says that these
    two are all that is left over.
    """
    one, other = source.quantity, target.quantity
    if one is None or other is None:
        same_kind = source.fact.kind == target.fact.kind and source.fact.kind != "label"
        return "value-changed" if same_kind and one is other else ""
    if same_amount(one, other):
        return _role(one, other)
    if one.ordinal != other.ordinal:
        return ""
    if _same_unit(one, other):
        return _value(one, other)
    if strict or source.spelled or target.spelled or not lone:
        return ""
    if one.unit and other.unit:
        return ""
    return _value(one, other)


def is_swap(first: Item, second: Item, one: Item, two: Item) -> bool:
    """Tell whether two values have changed places: 2 tablets every 6 hours, 6 every 2 hours."""
    a, b, x, y = first.quantity, second.quantity, one.quantity, two.quantity
    if a is None or b is None or x is None or y is None or not (a.unit and b.unit):
        return False
    if same_amount(a, b) or not (same_amount(a, y) and same_amount(b, x)):
        return False
    return a.unit == x.unit and b.unit == y.unit and a.unit != b.unit


def unread(item: Item, source: list[Item], known: bool) -> bool:
    """Tell whether a number that was not found may be there in words that cannot be read."""
    quantity = item.quantity
    if quantity is None:
        return not known
    if quantity.ordinal:
        return True
    base = quantity.unit.partition("/")[0]
    if base in DOSED or (base in COUNTED and not (item.spelled and quantity.is_one)):
        return False
    if quantity.every or (quantity.unit == "time" and quantity.per):
        return not known
    if quantity.is_one or (item.spelled and not quantity.unit):
        return True
    if any(same_length(other, item) for other in source if other.fact != item.fact):
        return True  # six feet (two metres), of which one is left out
    return not known and max(high for _, high in quantity.amounts) <= _SMALL


def silent_addition(item: Item, source: list[Item]) -> bool:
    """Tell whether a number that the source lacks is no addition: an article, a repetition."""
    quantity = item.quantity
    if quantity is None:
        return re.fullmatch("--[0-9]{2}", item.fact.value) is not None
    if quantity.ordinal or (quantity.is_one and quantity.unit not in DOSED):
        return True
    if item.spelled and quantity.unit.partition("/")[0] not in DOSED | COUNTED:
        return not (quantity.unit == "time" and quantity.per)
    if quantity.unit.partition("/")[0] in DOSED | SPECIFIC:
        return False
    if not quantity.unit and any(other.fact.value == item.fact.value for other in source):
        return True
    return any(
        other.quantity is not None
        and (
            same_length(other, item)
            or (same_amount(other.quantity, quantity) and units_agree(other.quantity, quantity))
        )
        for other in source
    )


def _same_unit(one: Quantity, other: Quantity) -> bool:
    if one.unit == other.unit:
        return bool(one.unit)
    if any({one.unit, other.unit} <= group for group in INTERCHANGED):
        return True
    return bool(base_amounts(one)[0]) and base_amounts(one)[0] == base_amounts(other)[0]


def _role(one: Quantity, other: Quantity) -> str:
    if (one.every and other.per) or (other.every and one.per):
        return "role-changed"
    if one.unit == "time" or other.unit == "time":
        return "unit-changed" if one.per and other.per else ""
    return "unit-changed" if one.unit != other.unit or one.per != other.per else ""


def _value(one: Quantity, other: Quantity) -> str:
    if not (one.single and other.single):
        return "range-changed"
    if any(low for low, _ in one.amounts) and any(
        b / a in _TENFOLD for a, _ in one.amounts for b, _ in other.amounts if a
    ):
        return "tenfold"
    return "value-changed"
