"""Tell when two ways to write digits reach the same telephone, from the region of the leaflets.

1-800-555-0100, (800) 555-0100 and +1 800 555 0100 do (ITU-T E.164, as libphonenumber reads it).
Short codes have one way only.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.facts.phones.find import find_phones
from pipeline.facts.phones.known import digits_of
from pipeline.facts.phones.shapes import SHORTEST
from pipeline.model import Fact
from pipeline.terms import Glossary


@lru_cache(maxsize=4096)
def reached(digits: str, region: str, *, plus: bool = False) -> str:
    """Return what stands for the telephone that digits reach; `plus` tells of a plus sign."""
    return _parsed(digits, region, plus=plus)[0]


@lru_cache(maxsize=4096)
def ways_to_dial(digits: str, region: str) -> frozenset[str]:
    """Return the digits with which a number may be written: alone, and with its country code."""
    return frozenset({digits, *_parsed(digits, region, plus=False)})


def number_reached(number: str, region: str) -> str:
    """Return what stands for the telephone that a number reaches, as it is written."""
    return reached(digits_of(number), region, plus="+" in number)


def fact_reached(fact: Fact, region: str) -> str:
    """Return what stands for the telephone that a number of a text reaches."""
    return reached(fact.value, region, plus="+" in fact.text)


def find_numbers(text: str, numbers: frozenset[str], glossary: Glossary) -> tuple[Fact, ...]:
    """Return where a text gives one of some `numbers` (their digits), however it is written."""
    region = glossary.region
    wanted = {reached(digits, region) for digits in numbers}
    also = frozenset[str]().union(*(ways_to_dial(digits, region) for digits in numbers))
    found = find_phones(text, glossary, also)
    return tuple(fact for fact in found if fact_reached(fact, region) in wanted)


def _parsed(digits: str, region: str, *, plus: bool) -> tuple[str, str]:
    """Return a number with its country code, and without; a short code stays as it is."""
    from phonenumbers import NumberParseException, parse

    if len(digits) < SHORTEST:
        return digits, digits
    try:
        number = parse(f"+{digits}" if plus else digits, region or None)
    except NumberParseException:
        return digits, digits
    national = "0" * (number.number_of_leading_zeros or 1) if number.italian_leading_zero else ""
    national += str(number.national_number)
    return f"{number.country_code}{national}", national
