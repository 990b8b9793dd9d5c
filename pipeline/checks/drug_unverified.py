"""The locale has no approved form for a drug that the source names.

Why: Without an approved form nobody can tell whether the translation names the right drug.

Bad:
    # locales/es/terms.csv has no row for naloxone
    msgid  "Give naloxone."
    msgstr "Administre naloxona."

Good:
    # locales/es/terms.csv
    naloxone,naloxona,preferred,INN,,
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.drugs import kind_of
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each drug that cannot be verified."""
    for difference in pair.drugs:
        fact = difference.source
        if difference.kind != "missing" or fact is None or kind_of(fact) == "class":
            continue
        if pair.target_glossary.terms.get(fact.value):
            continue
        yield Problem(
            f"“{fact.text}” cannot be verified: {pair.target_glossary.path} has no form for it.",
            f"Add a row for the concept “{fact.value}” to {pair.target_glossary.path}.",
            (),
            (),
            fact.span,
        )
