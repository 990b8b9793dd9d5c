"""The order of numbers: two that changed places send each caller to the other's line."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.facts.phones.dialled import is_dialled
from pipeline.model import Fact


def find_swap(
    source: tuple[Fact, ...], target: tuple[Fact, ...], allowed: Mapping[str, frozenset[str]]
) -> tuple[Fact, Fact] | None:
    """Return the first number of a translation that stands out of order, and the source's there.

    `allowed` gives the digits that may stand for each number of the source. Nothing is returned
    where the numbers are not the same ones: that is another finding.
    """
    here = [fact for fact in source if not is_dialled(fact)]
    there = [fact for fact in target if not is_dialled(fact)]
    if len(here) != len(there) or len({fact.value for fact in here}) < 2:
        return None
    left = list(there)
    for fact in here:
        match = next((other for other in left if other.value in allowed[fact.value]), None)
        if match is None:
            return None
        left.remove(match)
    return next(
        (
            (fact, other)
            for fact, other in zip(here, there, strict=True)
            if other.value not in allowed[fact.value]
        ),
        None,
    )
