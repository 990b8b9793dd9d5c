"""A message names a drug, a brand or an organisation that the term base has withdrawn.

Why: The drug was recalled, or its name misleads; until it is replaced, no reader may be sent to it.

Bad:
    # source/terms.csv: naloxone,drug,naloxone,deprecated,withdrawn: recalled
    msgid  "Give naloxone."
    msgstr "Administre naloxona."

Good:
    msgid  "Call 911."
    msgstr "Llame al 911."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.withdrawn_problems import Place, places, withdrawn_problem
from pipeline.facts.withdrawn import find_withdrawn_terms, why_term
from pipeline.model import Problem, Severity
from pipeline.terms import Glossary

SEVERITY = Severity.ERROR
NEEDS = "withdrawn_terms"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each withdrawn term of the translation, else each that the English still holds."""
    for place in places(pair, pair.withdrawn_terms):
        yield _problem(place)


def find_in_source(text: str, glossary: Glossary) -> Iterator[Problem]:
    """Yield each withdrawn term, or deprecated form, of a leaflet."""
    for fact in find_withdrawn_terms(text, glossary):
        yield _problem((fact, glossary, fact.span, None))


def _problem(place: Place) -> Problem:
    fact, glossary, *_ = place
    concept = glossary.base.concepts[fact.value]
    instead = tuple(t.term for t in concept.terms if t.status != "deprecated")
    hint = f"Write “{instead[0]}” in the leaflet." if instead else ""
    return withdrawn_problem(place, f"“{fact.text}”", why_term(fact, glossary), instead, hint)
