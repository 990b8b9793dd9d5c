"""A fact under comparison, with its meaning read from its value."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.facts.quantities.quantity import TIMED, Quantity, parse_quantity
from pipeline.model import Fact


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A fact with what it states; `spelled` where its words have no digit."""

    fact: Fact
    quantity: Quantity | None
    spelled: bool


def item_of(fact: Fact) -> Item:
    """Return a fact with its meaning; *every day* is read as *once a day*."""
    quantity = None if fact.kind in ("label", "date", "time") else parse_quantity(fact.value)
    if quantity and quantity.every and quantity.unit in TIMED and quantity.is_one:
        quantity = quantity._replace(unit="time", per=quantity.unit, every=False)
    return Item(fact, quantity, not any(map(str.isnumeric, fact.text)))
