"""The numbers that are known: those of the term base, and short codes (libphonenumber)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.facts.characters import plain
from pipeline.model import Fact
from pipeline.terms import Glossary, TermBase

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


@dataclass(frozen=True, slots=True)
class Known:
    """The digits of numbers that count wherever they stand, and of those that need a closer look.

    `listed` are in the term base or approved in its place; `emergency` are the region's.
    """

    listed: frozenset[str]
    emergency: frozenset[str]


def digits_of(number: str) -> str:
    """Return the digits of a number as it is written, letters by the keypad (ITU-T E.161)."""
    if number.isdecimal() and number.isascii():
        return number
    return re.sub(r"[^0-9]", "", plain(number).upper().translate(_KEYPAD))


@lru_cache(maxsize=256)
def known_numbers(glossary: Glossary) -> Known:
    """Return the numbers that a glossary knows."""
    listed = set(listed_concepts(glossary.base))
    for concept, terms in glossary.terms.items():
        if glossary.base.concepts[concept].kind == "number":
            listed.update(digits_of(term.term) for term in terms)
    return Known(frozenset(listed), emergency_numbers(glossary.region))


@lru_cache(maxsize=16)
def listed_concepts(base: TermBase) -> Mapping[str, str]:
    """Return the concept of every number in the term base, by its digits."""
    return {
        digits_of(term.term): concept.id
        for concept in base.concepts.values()
        if concept.kind == "number"
        for term in concept.terms
    }


def unlisted(facts: Iterable[Fact], base: TermBase) -> tuple[Fact, ...]:
    """Return the numbers of a text that the term base does not list."""
    listed = listed_concepts(base)
    return tuple(fact for fact in facts if fact.value not in listed)


@cache
def emergency_numbers(region: str) -> frozenset[str]:
    """Return the three-digit emergency numbers of a region (ISO 3166), as libphonenumber has them.

    Round hundreds (100 in India) are left out: they are far more often a quantity.
    """
    from phonenumbers import is_emergency_number

    numbers = (f"{number:03}" for number in range(1000) if number % 100)
    return frozenset(number for number in numbers if is_emergency_number(number, region))


@lru_cache(maxsize=4096)
def emergency_regions(number: str) -> tuple[str, ...]:
    """Return the regions of the world in which a number of two or three digits is for emergencies.

    Round hundreds are left out, as above.
    """
    from phonenumbers import SUPPORTED_SHORT_REGIONS, is_emergency_number

    if not 2 <= len(number) <= 3 or number.endswith("00"):
        return ()
    return tuple(
        region for region in sorted(SUPPORTED_SHORT_REGIONS) if is_emergency_number(number, region)
    )


@lru_cache(maxsize=4096)
def is_short_code(number: str, region: str) -> bool:
    """Tell whether libphonenumber knows a number as a short code of a region (211 in the US)."""
    from phonenumbers import (
        PhoneNumber,
        country_code_for_region,
        is_valid_short_number_for_region,
    )

    if not 3 <= len(number) <= 6 or number.startswith("0") or _YEAR.fullmatch(number):
        return False
    code = PhoneNumber(country_code=country_code_for_region(region), national_number=int(number))
    return is_valid_short_number_for_region(code, region)


@lru_cache(maxsize=4096)
def allowed_values(value: str, glossary: Glossary) -> frozenset[str]:
    """Return the digits that a locale may show for a number of the source."""
    concept = listed_concepts(glossary.base).get(value)
    substitutes = glossary.approved(concept) if concept and not glossary.is_source else ()
    return frozenset(digits_of(form) for form in substitutes) or frozenset({value})
