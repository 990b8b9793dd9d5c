"""What the checks of quantities share: the differences of a pair, by kind, as problems."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Difference, Fact, Problem

_DOSE = "dose"
_PERCENT = "%"


def is_dose(fact: Fact) -> bool:
    """Tell whether a quantity says how much of a medicine to take; a share of people does not."""
    return fact.kind == _DOSE and not fact.value.endswith(_PERCENT)


def keeps_one_end(difference: Difference) -> bool:
    """Tell whether a translation says one end of a range: “up to 14 days” for 2 to 14 days."""
    if difference.source is None or difference.target is None:
        return False
    low, dots, high = difference.source.value.partition("..")
    high, _, unit = high.partition(" ")
    found = difference.target.value
    return bool(dots) and found in {f"{low} {unit}".strip(), f"{high} {unit}".strip()}


def changed_quantities(pair: Pair, kind: str, message: str) -> Iterator[Problem]:
    """Yield a problem for each quantity that differs in one way.

    `message` holds `{expected}` and `{found}`.
    """
    for difference in pair.quantities:
        if keeps_one_end(difference):
            continue  # quantity-range-end says so
        if difference.kind == kind and difference.source and difference.target:
            expected, found = difference.source.text, difference.target.text
            yield Problem(
                message.format(expected=expected, found=found),
                f"Say {expected} as your language does.",
                (expected,),
                (found,),
                difference.source.span,
                difference.target.span,
            )


def left_out(pair: Pair) -> Iterator[Fact]:
    """Yield the quantities of the source that the translation does not have."""
    for difference in pair.quantities:
        if difference.kind == "missing" and difference.source:
            yield difference.source


def made_up(pair: Pair) -> Iterator[Fact]:
    """Yield the quantities of the translation that the source does not have."""
    for difference in pair.quantities:
        if difference.kind == "added" and difference.target:
            yield difference.target
