"""Damage: how a phone number went wrong, told from its digits."""

from __future__ import annotations

import re
from itertools import pairwise, permutations

from rapidfuzz.distance import Levenshtein

from pipeline.facts.characters import plain
from pipeline.model import Fact

_MOST_GROUPS = 5  # a number of more is no number to permute


def damage(expected: Fact, found: Fact) -> str:
    """Return `reversed`, `truncated` or `changed`; empty where it is likely to be another number.

    `changed` covers wrong, swapped and additional digits.
    """
    want, have = expected.value, found.value
    if is_reversed(expected, found):
        return "reversed"
    if is_truncated(want, have):
        return "truncated"
    if Levenshtein.distance(want, have) <= max(1, len(want) // 4):
        return "changed"
    if sorted(want) == sorted(have) or (len(have) > len(want) and want in have):
        return "changed"
    return ""


def is_reversed(expected: Fact, found: Fact) -> bool:
    """Tell whether the digits are the same but for the order of their groups, or mirrored."""
    want, have = expected.value, found.value
    if want == have or len(want) != len(have) or sorted(want) != sorted(have):
        return False
    if have == want[::-1]:
        return True
    return have in _reorders(_groups(expected)) or want in _reorders(_groups(found))


def is_truncated(want: str, have: str) -> bool:
    """Tell whether digits are missing and the others are in order."""
    if not max(2, len(want) // 2) <= len(have) < len(want):
        return False
    rest = iter(want)
    return all(digit in rest for digit in have)


def _reorders(groups: list[str]) -> frozenset[str]:
    if not 2 <= len(groups) <= _MOST_GROUPS:
        return frozenset()
    return frozenset(map("".join, permutations(groups)))


def _groups(fact: Fact) -> list[str]:
    groups = re.findall("[0-9]+", plain(fact.text))
    if len(groups) > 1 or len(fact.value) not in (10, 11):
        return groups
    cuts = (0, 3, 6, 10) if len(fact.value) == 10 else (0, 1, 4, 7, 11)  # North America
    return [fact.value[a:b] for a, b in pairwise(cuts)]
