"""Comparing the quantities of a source text with those of its translation, as multisets.

First what agrees is put aside, from the exact to the excusable; what is left over is wrong, and
is paired up to say how.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from pipeline.facts.numerals import spells_numbers
from pipeline.facts.quantities.agree import (
    exact,
    excusable,
    loosely,
    pieces_of,
    same_length,
    same_time,
)
from pipeline.facts.quantities.differ import changed, is_swap, silent_addition, unread
from pipeline.facts.quantities.item import Item, item_of
from pipeline.locales import Locale
from pipeline.model import Difference, Fact

_FOR_PIECES = (exact, loosely, same_time, excusable)


@dataclass(slots=True)
class _Ledger:
    """What has not been matched yet."""

    source: list[Item]
    target: list[Item]

    def settle(self, agree: Callable[[Item, Item], bool]) -> None:
        """Put aside the pairs that agree, in the order of the source."""
        for item in list(self.source):
            other = next((o for o in self.target if agree(item, o)), None)
            if other is not None:
                self.source.remove(item)
                self.target.remove(other)


def compare_quantities(
    source: tuple[Fact, ...], target: tuple[Fact, ...], locale: Locale | None = None
) -> tuple[Difference, ...]:
    """Return how the quantities of a translation differ from the source's.

    `locale` is the translation's; where it is given and its number words are not known, small
    numbers that cannot be found are `unread`, because they may be spelled out. Kinds:
    `value-changed`, `tenfold` (10, 100 or 1000 times as much or as little), `unit-changed`,
    `swapped` (two values exchanged), `range-changed`, `role-changed` (*twice a day* and *every two
    days*), `missing`, `added`, `unread`.
    """
    if _are_same(source, target):
        return ()
    ledger = _Ledger([item_of(fact) for fact in source], [item_of(fact) for fact in target])
    for agree in (exact, loosely, same_length, same_time, excusable):
        ledger.settle(agree)
        if not ledger.source and not ledger.target:
            return ()
    _settle_pieces(ledger)
    _drop_labels(ledger)
    known = locale is None or spells_numbers(locale)
    _drop_years(ledger, source, target)
    everything = [item_of(fact) for fact in source]
    return tuple(_differences(ledger, everything, known))


def _are_same(source: tuple[Fact, ...], target: tuple[Fact, ...]) -> bool:
    """Tell at once what is true of most translations: they say the same in the same order."""
    return len(source) == len(target) and all(
        one.kind == other.kind and one.value == other.value
        for one, other in zip(source, target, strict=True)
    )


def _settle_pieces(ledger: _Ledger) -> None:
    """Match what one side says in one fact and the other in several: ranges, dates, rates."""
    for mine, others in ((ledger.source, ledger.target), (ledger.target, ledger.source)):
        for item in list(mine):
            for pieces in pieces_of(item.fact, item.quantity):
                used = _all_found([item_of(piece) for piece in pieces], others)
                if used:
                    mine.remove(item)
                    for other in used:
                        others.remove(other)
                    break


def _all_found(pieces: list[Item], others: list[Item]) -> list[Item]:
    used: list[Item] = []
    for piece in pieces:
        free = [other for other in others if other not in used]
        agreeing = (o for agree in _FOR_PIECES for o in free if agree(piece, o))
        other = next(agreeing, None)
        if other is None:
            return []
        used.append(other)
    return used


def _drop_labels(ledger: _Ledger) -> None:
    """Forget digits in names, and numbers of the other side that are the same digits."""
    for mine, others in ((ledger.source, ledger.target), (ledger.target, ledger.source)):
        for item in [i for i in mine if i.fact.kind == "label"]:
            mine.remove(item)
            same = next((o for o in others if o.fact.value == item.fact.value), None)
            if same is not None:
                others.remove(same)


def _drop_years(ledger: _Ledger, source: tuple[Fact, ...], target: tuple[Fact, ...]) -> None:
    """Forget years that stand apart from their dates on one side."""
    for mine, facts in ((ledger.source, target), (ledger.target, source)):
        years = {fact.value[:4] for fact in facts if fact.kind == "date"}
        for item in [i for i in mine if i.fact.value in years]:
            mine.remove(item)


def _differences(ledger: _Ledger, everything: list[Item], known: bool) -> list[Difference]:
    """Pair up what is left over, and say of each pair or single fact what is wrong."""
    found = [*_swaps(ledger), *_changes(ledger, strict=True), *_changes(ledger, strict=False)]
    for item in ledger.source:
        kind = "unread" if unread(item, everything, known) else "missing"
        found.append(Difference(kind, item.fact))
    added = (item for item in ledger.target if not silent_addition(item, everything))
    found.extend(Difference("added", None, item.fact) for item in added)
    return sorted(found, key=_place)


def _swaps(ledger: _Ledger) -> Iterator[Difference]:
    for first, second in combinations([item for item in ledger.source if _unit(item)], 2):
        if _unit(first) == _unit(second):
            continue
        ones = [item for item in ledger.target if _unit(item) == _unit(first)]
        twos = [item for item in ledger.target if _unit(item) == _unit(second)] if ones else []
        pairs = product(ones, twos)
        found = next((pair for pair in pairs if is_swap(first, second, *pair)), None)
        if found is None or first not in ledger.source or second not in ledger.source:
            continue
        for item, other in zip((first, second), found, strict=True):
            ledger.source.remove(item)
            ledger.target.remove(other)
            yield Difference("swapped", item.fact, other.fact)


def _unit(item: Item) -> str:
    return item.quantity.unit if item.quantity else ""


def _changes(ledger: _Ledger, strict: bool) -> Iterator[Difference]:
    for item in list(ledger.source):
        lone = len(ledger.source) == len(ledger.target) == 1
        for other in ledger.target:
            kind = changed(item, other, strict, lone)
            if kind:
                ledger.source.remove(item)
                ledger.target.remove(other)
                yield Difference(kind, item.fact, other.fact)
                break


def _place(difference: Difference) -> tuple[int, int]:
    fact = difference.source or difference.target
    return (0 if difference.source else 1, fact.start if fact else 0)
