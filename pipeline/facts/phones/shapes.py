"""Shapes: what is written like a phone number, and what is a date, a quantity or a code."""

from __future__ import annotations

import re

SHORTEST, LONGEST = 7, 15  # E.164 allows 15 digits; a local number has at least 7

_YEAR = r"(?:1[89]|20)[0-9]{2}"
_DATE = re.compile(
    rf"(?<![0-9])(?:{_YEAR}[-./ ][0-9]{{1,2}}[-./ ][0-9]{{1,2}}"
    rf"|[0-9]{{1,2}}[-./ ][0-9]{{1,2}}[-./ ]{_YEAR})(?![0-9])"
)
_SHORT_DATE = re.compile(r"[0-9]{1,2}([-./])[0-9]{1,2}\1[0-9]{2}")
_YEARS = re.compile(rf"\(?{_YEAR}(?:[^0-9]+{_YEAR})*\)?")
_THOUSANDS = re.compile(r"\+?[0-9]{1,3}(?:([ .])[0-9]{3})(?:\1[0-9]{3})*")
_SPAN = re.compile(r" ?[-/] ?")  # of a range or a fraction
_ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")  # IP version 4
_REGISTRY = re.compile(r"[0-9]{2,7}-[0-9]{2}-[0-9]")  # of substances, CAS
_BOOK = re.compile(r"97[89](?:[- ]?[0-9]){10}")  # ISBN-13
_FREE_LETTERS = re.compile(r"(?:\+?1[- .]?)?\(?8(?:00|33|44|55|66|77|88)\)?[- .][A-Z0-9-]{7,}")
_NORTH_AMERICA = ((3, 3, 4), (1, 3, 3, 4), (3, 7), (1, 3, 7), (1, 10))
_DRUG_CODES = ((4, 4, 2), (5, 3, 2), (5, 4, 1), (5, 4, 2))  # NDC


def looks_like_a_phone(shown: str, groups: tuple[str, ...], *, called: bool) -> bool:
    """Tell whether digits that no term base lists are written like a phone number.

    `called` tells that a word such as “call” stands before them.
    """
    digits = "".join(groups)
    if not SHORTEST <= len(digits) <= LONGEST or _is_something_else(shown, digits):
        return False
    if shown.startswith("+"):
        return True
    if len(groups) == 1:
        return called or (len(digits) <= 13 and len(digits) >= 9 and not digits.endswith("00000"))
    if "/" in shown:
        return shown.count("/") == 1 and shown.startswith("0") and len(groups[0]) in range(3, 7)
    lengths = tuple(map(len, groups))
    if "." in shown and lengths not in _NORTH_AMERICA:
        pairs = lengths == (2,) * len(groups) and len(groups) >= 4
        return pairs and shown.startswith("0") and not re.search("[- ]", shown)
    if lengths in _DRUG_CODES and not called:
        return False
    if called or lengths in _NORTH_AMERICA or (digits.startswith("0") and len(groups[0]) > 1):
        return True
    if shown.startswith("(") and not re.match(rf"\({_YEAR}", shown):
        return True
    return len(groups) > 2 and len(digits) >= 9 and max(lengths) > 2


def is_vanity(shown: str) -> bool:
    """Tell whether letters stand for digits as in a toll-free number of North America."""
    return bool(_FREE_LETTERS.fullmatch(shown)) and not shown[-7:].isdecimal()


def is_quantity(shown: str) -> bool:
    """Tell whether digits are a number with its thousands apart, or a range or fraction of such."""
    return all(_THOUSANDS.fullmatch(part) or _is_small(part) for part in _SPAN.split(shown))


def _is_something_else(shown: str, digits: str) -> bool:
    if shown.count("(") != shown.count(")"):
        return True
    if _DATE.search(shown) or _YEARS.fullmatch(shown):
        return True
    if is_quantity(shown):
        return not shown.startswith("+") or digits.endswith("000")
    whole = (_SHORT_DATE, _ADDRESS, _REGISTRY, _BOOK)
    return any(pattern.fullmatch(shown) for pattern in whole) or _is_range(shown)


def _is_small(part: str) -> bool:
    """Tell whether a part of a range or a fraction is an ordinary number, as in 1-2/10."""
    return part.isdecimal() and len(part) < 4 and not part.startswith("0")


def _is_range(shown: str) -> bool:
    """Tell whether two numbers of a like size, the smaller first, stand around one dash."""
    parts = re.split(r" ?- ?", shown)
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        return False
    return len(parts[0]) == len(parts[1]) and not shown.startswith("0") and parts[0] < parts[1]
