"""Withdrawn numbers and terms: those of which the term base deprecates every form.

A number is withdrawn when every row that dials it is deprecated, so that the row
`1-800-662-HELP,deprecated` alone only asks for digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.facts.drugs import find_drugs
from pipeline.facts.phones.known import digits_of
from pipeline.facts.phones.same import fact_reached, find_numbers, number_reached, reached
from pipeline.model import Fact
from pipeline.terms import Glossary, Term, TermBase

REASON = "withdrawn: "
"""How the part of a term's note begins that says why it is withdrawn."""

_DEPRECATED = ":deprecated"


def find_withdrawn_numbers(text: str, glossary: Glossary) -> tuple[Fact, ...]:
    """Return where a text gives a withdrawn number, however it is written."""
    numbers = _withdrawn_numbers(glossary)
    return find_numbers(text, numbers, glossary) if numbers else ()


def find_withdrawn_terms(text: str, glossary: Glossary) -> tuple[Fact, ...]:
    """Return where a text names a withdrawn drug or name.

    In the source language every deprecated form is one; a locale's own are not (`drug-deprecated`).
    """
    withdrawn = glossary.base.withdrawn
    if not withdrawn and not (glossary.is_source and _has_deprecated(glossary)):
        return ()
    return tuple(
        fact
        for fact in find_drugs(text, glossary)
        if fact.value in withdrawn or (glossary.is_source and fact.kind.endswith(_DEPRECATED))
    )


def is_withdrawn(fact: Fact, glossary: Glossary) -> bool:
    """Tell whether a number of a text is withdrawn."""
    region = glossary.region
    there = fact_reached(fact, region)
    return any(there == reached(digits, region) for digits in _withdrawn_numbers(glossary))


def is_withdrawn_number(number: str, glossary: Glossary) -> bool:
    """Tell whether a number is withdrawn, as it is written."""
    return is_withdrawn(Fact("phone", digits_of(number), number, 0, len(number)), glossary)


def why_number(fact: Fact, glossary: Glossary) -> str:
    """Return why a number of a text is withdrawn, in the words of the term base; maybe none."""
    region = glossary.region
    there = fact_reached(fact, region)
    return _reason(
        term for term in _numbers(glossary.base) if number_reached(term.term, region) == there
    )


def why_term(fact: Fact, glossary: Glossary) -> str:
    """Return why a drug or name of a text is withdrawn; maybe nothing."""
    concept = glossary.base.concepts[fact.value]
    own = (t for t in concept.terms if t.term.casefold() == fact.text.casefold())
    return _reason(own) or _reason(iter(concept.terms))


@lru_cache(maxsize=256)
def _withdrawn_numbers(glossary: Glossary) -> frozenset[str]:
    """Return the digits of withdrawn numbers; what the source withdrew, no locale brings back."""
    base = list(_numbers(glossary.base))
    own = [] if glossary.is_source else list(_own_numbers(glossary))
    region = glossary.region
    listed = {number_reached(term.term, region) for term in base}
    live = _reached_by(base, region)
    live_here = live | _reached_by(own, region)
    return frozenset(
        [digits_of(t.term) for t in base if number_reached(t.term, region) not in live]
        + [
            digits_of(t.term)
            for t in own
            if number_reached(t.term, region) not in live_here | listed
        ]
    )


@lru_cache(maxsize=16)
def _has_deprecated(glossary: Glossary) -> bool:
    return any(map(glossary.deprecated, glossary.terms))


def _reached_by(terms: Iterable[Term], region: str) -> set[str]:
    return {number_reached(t.term, region) for t in terms if t.status != "deprecated"}


def _numbers(base: TermBase) -> Iterator[Term]:
    for concept in base.concepts.values():
        if concept.kind == "number":
            yield from concept.terms


def _own_numbers(glossary: Glossary) -> Iterator[Term]:
    for id, terms in sorted(glossary.terms.items()):
        if glossary.base.concepts[id].kind == "number":
            yield from terms


def _reason(terms: Iterator[Term]) -> str:
    """Return the first reason among the notes of terms."""
    reasons = (term.note.rpartition(REASON) for term in terms if term.status == "deprecated")
    return next((reason for _, found, reason in reasons if found), "")
