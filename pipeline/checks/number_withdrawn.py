"""A message gives a phone number that the term base has withdrawn.

Why: Whoever calls it reaches nobody, or the wrong one.

Bad:
    # source/terms.csv: 1-800-555-0100,number,1-800-555-0100,deprecated,withdrawn: line closed
    msgid  "Call 1-800-555-0100."
    msgstr "Llame al 1-800-555-0100."

Good:
    # source/terms.csv also has: 1-800-555-0100,number,1-800-555-0199,preferred,
    msgid  "Call 1-800-555-0199."
    msgstr "Llame al 1-800-555-0199."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.withdrawn_problems import Place, places, withdrawn_problem
from pipeline.facts.phones import listed_concepts
from pipeline.facts.withdrawn import find_withdrawn_numbers, why_number
from pipeline.model import Problem, Severity
from pipeline.terms import Glossary

SEVERITY = Severity.ERROR
NEEDS = "withdrawn_numbers"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each withdrawn number of the translation, else each that the English still gives."""
    for place in places(pair, pair.withdrawn_numbers):
        yield _problem(place)


def find_in_source(text: str, glossary: Glossary) -> Iterator[Problem]:
    """Yield each withdrawn number of a leaflet."""
    for fact in find_withdrawn_numbers(text, glossary):
        yield _problem((fact, glossary, fact.span, None))


def _problem(place: Place) -> Problem:
    fact, glossary, *_ = place
    concept = listed_concepts(glossary.base).get(fact.value)
    known = glossary.base.concepts.get(concept or "")
    instead = tuple(t.term for t in known.terms if t.status != "deprecated") if known else ()
    hint = f"Write {instead[0]}, in the leaflet first." if instead else ""
    named = f"The number {fact.text}"
    return withdrawn_problem(place, named, why_number(fact, glossary), instead, hint)
