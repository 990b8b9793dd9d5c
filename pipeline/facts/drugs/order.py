"""The order in which two texts name their drugs, where it says which drug does what."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations

from pipeline.facts.drugs.compare import kind_of
from pipeline.facts.drugs.tables import read_table
from pipeline.model import Fact

_LISTED = re.compile(r"[\W_]*(?:(?:and|or|nor)[\W_]*)?")
"""What joins the items of an English list, or a name to the one in brackets behind it."""


def swapped_drugs(
    source: tuple[Fact, ...], target: tuple[Fact, ...], source_text: str, language: str
) -> tuple[Fact, Fact] | None:
    """Return two drugs of a source that its translation names in the other order, if any.

    Both texts must name the same drugs. Drugs that an English list or a bracket joins may change
    places among themselves, but not with a drug that stands apart. Classes do not count, nor do
    languages in which the order says nothing.
    """
    if language in _standard_first():
        return None
    wanted, found = _first_mentions(source), _first_mentions(target)
    if len(wanted) < 2 or wanted.keys() != found.keys():
        return None
    groups = _groups(list(wanted.values()), source_text)
    for one, other in combinations(wanted, 2):
        if groups[one] != groups[other] and found[one].start > found[other].start:
            return found[one], found[other]
    return None


@cache
def _standard_first() -> frozenset[str]:
    """Return the languages that say “than heroin, morphine is weaker”.

    In published translations into Bengali, Hindi, Marathi and Urdu, five of seven sentences with
    two drugs name them in another order than the English; in 26 other languages none of 95 does.
    """
    return frozenset(row["language"] for row in read_table("standard_first.csv"))


def _first_mentions(facts: tuple[Fact, ...]) -> dict[str, Fact]:
    mentions: dict[str, Fact] = {}
    for fact in facts:
        if kind_of(fact) in ("drug", "brand"):
            mentions.setdefault(fact.value, fact)
    return mentions


def _groups(facts: list[Fact], text: str) -> dict[str, int]:
    """Number the drugs of a text: those that a list or a bracket joins have the same number."""
    groups: dict[str, int] = {}
    number, end = 0, None
    for fact in facts:
        if end is not None and not _LISTED.fullmatch(text, end, fact.start):
            number += 1
        groups[fact.value] = number
        end = fact.end
    return groups
