"""Cut chains of digits into numbers: the known ones first, then what looks like a phone number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.facts.phones.calling import has_calling_words, is_called
from pipeline.facts.phones.chains import Chain
from pipeline.facts.phones.edges import in_address, stands_alone
from pipeline.facts.phones.known import digits_of, is_short_code, known_numbers
from pipeline.facts.phones.shapes import (
    LONGEST,
    SHORTEST,
    is_quantity,
    is_vanity,
    looks_like_a_phone,
)
from pipeline.terms import Glossary

PHONE, NUMBER = "phone", "number"

Number = tuple[str, str, int, int]
"""A kind, digits, and where they start and end."""

_LETTERS = re.compile(r"[-. ]?[A-Za-z]{2,9}(?:-?[A-Za-z0-9]{1,9})*")
_BEFORE_LETTERS = 9  # digits before the letters of a number
_OUTSIDE_LINE = ("0", "00", "011")  # what is dialled before a number, to get out or abroad


class Search:
    """A text in which numbers are looked for."""

    def __init__(self, plain: str, glossary: Glossary, also: frozenset[str]) -> None:
        known = known_numbers(glossary)
        self.plain = plain
        self.listed = known.listed | also if also else known.listed
        self.emergency = known.emergency
        self.region = glossary.region
        self.language = glossary.locale.language

    def is_quantity(self, chain: Chain) -> bool:
        """Tell quickly whether a chain is one short number that nobody calls."""
        if len(chain.groups) > 1 or chain.plus:
            return False
        value = chain.groups[0].digits
        if len(value) < 3:
            return value not in self.listed
        if len(value) >= SHORTEST or value in self.listed or value in self.emergency:
            return False
        if value.startswith("8") and self.plain[chain.end : chain.end + 1] in ("-", ".", " "):
            return False  # 800-FLOWERS
        return not self._is_short(chain, value, alone=True)

    def numbers(self, chain: Chain) -> Iterator[Number]:
        """Yield the numbers of a chain, in order."""
        if in_address(self.plain, chain.start, chain.end):
            return
        vanity = self._vanity(chain)
        if vanity:
            yield PHONE, *vanity
            return
        left = 0
        for first, last in self._known_parts(chain):
            yield from self._others(chain, left, first)
            part = chain.part(first, last)
            yield PHONE, part.digits, part.start, part.end
            left = last
        yield from self._others(chain, left, len(chain.groups))

    def _known_parts(self, chain: Chain) -> Iterator[tuple[int, int]]:
        """Yield the longest runs of groups that make a known number."""
        first, count, free = 0, len(chain.groups), True
        while first < count:
            for last in range(min(count, first + LONGEST), first, -1):
                if self._is_known(chain, first, last, free):
                    yield first, last
                    first, free = last, True
                    break
            else:
                first, free = first + 1, False

    def _is_known(self, chain: Chain, first: int, last: int, free: bool) -> bool:
        """Tell whether groups make a known number that is no part of a longer one.

        `free` tells that a known number ends right before them.
        """
        part = chain.part(first, last)
        value = part.digits
        alone = len(part.groups) == len(chain.groups)
        if value not in self.listed and not self._is_short(part, value, alone=alone):
            return False
        if not _is_whole(part, value):
            return False
        if not free and _belongs_before(chain, first, last):
            return False
        if last < len(chain.groups) and _belongs_behind(chain, first, last):
            following = range(last + 1, min(len(chain.groups), last + LONGEST) + 1)
            if not any(chain.part(last, upto).digits in self.listed for upto in following):
                return False
        if len(value) < SHORTEST and self._in_longer(chain, first, last):
            return False
        return stands_alone(self.plain, part.start, part.end, known=True)

    def _is_short(self, part: Chain, value: str, *, alone: bool) -> bool:
        """Tell whether a number outside the term base is a short code to call.

        `alone` tells that no other digits stand beside it, as in a blood pressure of 112/70.
        """
        if value in self.emergency:
            if not has_calling_words(self.language):
                return alone
            return is_called(self.plain, part.start, self.language)
        if not 3 <= len(value) <= 6:
            return False
        if len(part.groups) > 1 and (len(value) < 6 or self._holds_other(part)):
            return False
        called = is_called(self.plain, part.start, self.language)
        return called and is_short_code(value, self.region)

    def _holds_other(self, part: Chain) -> bool:
        groups = part.groups
        return any(g.wide for g in groups[1:]) or any(g.digits in self.listed for g in groups)

    def _in_longer(self, chain: Chain, first: int, last: int) -> bool:
        """Tell whether a short code and the groups around it look like one longer number."""
        begin, end = first, last
        while begin and last - begin < LONGEST and not chain.groups[begin].wide:
            begin -= 1
        while end < min(len(chain.groups), first + LONGEST) and not chain.groups[end].wide:
            end += 1
        if (begin, end) == (first, last):
            return False
        around = chain.part(begin, end)
        rest = "".join(g.digits for g in chain.groups[begin:first] + chain.groups[last:end])
        if around.digits in self.listed or rest in self.listed or self._all_known(around):
            return False
        return self._has_shape(around) or is_quantity(around.shown(self.plain))

    def _all_known(self, chain: Chain) -> bool:
        return all(group.digits in self.listed for group in chain.groups)

    def _others(self, chain: Chain, first: int, last: int) -> Iterator[Number]:
        """Yield what is left of a chain: whole where it looks like a phone, else cut up."""
        if first == last:
            return
        whole = chain.part(first, last)
        cuts = [first, *(i for i in range(first + 1, last) if chain.groups[i].wide), last]
        if len(cuts) > 2 and not self._is_phone(whole):
            parts = [chain.part(a, b) for a, b in pairwise(cuts)]
        else:
            parts = [whole]
        for part in parts:
            kind = PHONE if self._is_phone(part) else NUMBER
            yield kind, part.digits, part.start, part.end
        if len(parts) > 1 and SHORTEST <= len(whole.digits) <= LONGEST:
            yield NUMBER, whole.digits, whole.start, whole.end

    def _is_phone(self, part: Chain) -> bool:
        return (
            len(part.digits) >= SHORTEST
            and self._has_shape(part)
            and stands_alone(self.plain, part.start, part.end, known=False)
        )

    def _has_shape(self, part: Chain) -> bool:
        called = is_called(self.plain, part.start, self.language)
        groups = tuple(group.digits for group in part.groups)
        return looks_like_a_phone(part.shown(self.plain), groups, called=called)

    def _vanity(self, chain: Chain) -> tuple[str, int, int] | None:
        """Return the number that a chain and the letters behind it spell."""
        if len(chain.digits) > _BEFORE_LETTERS or chain.digits in self.listed:
            return None
        letters = _LETTERS.match(self.plain, chain.end)
        if letters is None:
            return None
        shown = self.plain[chain.start : letters.end()]
        value = digits_of(shown)
        if value in self.listed or (shown.upper() == shown and is_vanity(shown)):
            return value, chain.start, letters.end()
        return None


def _is_whole(part: Chain, value: str) -> bool:
    """Tell whether the groups of a short code are one run, or single digits as in 9-1-1."""
    if len(part.groups) == 1:
        return not (part.plus and len(value) < SHORTEST)
    if len(value) >= SHORTEST:
        return True
    if part.plus or any("/" in group.before for group in part.groups[1:]):
        return False
    singles = len(part.groups) == len(value)
    return singles or (len(value) > 4 and all(len(group.digits) > 1 for group in part.groups))


def _belongs_before(chain: Chain, first: int, last: int) -> bool:
    """Tell whether the group before belongs to the same number."""
    group, before = chain.groups[first], chain.groups[first - 1]
    if first == 1 and chain.plus:
        return True
    if group.tight or (before.digits in _OUTSIDE_LINE and not group.wide):
        return True
    if last == first + 1 or {g.before for g in chain.groups[first:last]} != {group.before}:
        return False
    return group.before != " " or first == 1 or not before.wide


def _belongs_behind(chain: Chain, first: int, last: int) -> bool:
    """Tell whether the group behind belongs to the same number."""
    behind = chain.groups[last]
    inside = {group.before for group in chain.groups[first + 1 : last]}
    return behind.tight or (inside == {behind.before} and behind.before != " ")
