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
from pipeline.facts.withdrawn import find_withdrawn_terms, why_term
from pipeline.model import Fact, Problem, Severity
from pipeline.terms import Glossary

SEVERITY = Severity.ERROR
NEEDS = "withdrawn_terms"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each withdrawn term of the translation, else each that the English still holds."""
    source, target = pair.withdrawn_terms or ((), ())
    if target:
        for fact in target:
            yield _problem(fact, pair.target_glossary, None, fact.span)
        return
    for fact in source:
        yield _problem(fact, pair.source_glossary, fact.span, None)


def find_in_source(text: str, glossary: Glossary) -> Iterator[Problem]:
    """Yield each withdrawn term, or deprecated form, of a leaflet."""
    for fact in find_withdrawn_terms(text, glossary):
        yield _problem(fact, glossary, fact.span, None)


def _problem(
    fact: Fact,
    glossary: Glossary,
    source_span: tuple[int, int] | None,
    target_span: tuple[int, int] | None,
) -> Problem:
    reason = why_term(fact, glossary)
    concept = glossary.base.concepts[fact.value]
    instead = tuple(t.term for t in concept.terms if t.status != "deprecated")
    return Problem(
        f"“{fact.text}” is withdrawn{f': {reason}' if reason else ''}.",
        f"Write “{instead[0]}” in the leaflet." if instead else "Replace it in the leaflet.",
        instead[:1],
        (fact.text,),
        source_span,
        target_span,
    )
