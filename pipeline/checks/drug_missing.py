"""A drug or a brand of the source is not in the translation.

Why: The reader does not learn which medicine is meant.

Bad:
    msgid  "Give naloxone."
    msgstr "Administre la medicina."

Good:
    msgid  "Give naloxone."
    msgstr "Administre naloxona."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.drugs import kind_of
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each drug that the translation does not name."""
    for difference in pair.drugs:
        fact = difference.source
        if difference.kind != "missing" or fact is None or kind_of(fact) == "class":
            continue
        if not pair.target_glossary.terms.get(fact.value):
            continue  # drug-unverified says so
        expected = pair.target_glossary.approved(fact.value)
        yield Problem(
            f"“{fact.text}” is missing.",
            f"Write “{expected[0]}”, which is the approved form." if expected else "",
            expected,
            (),
            fact.span,
        )
