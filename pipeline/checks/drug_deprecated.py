"""A drug stands in a form that the term base deprecates.

Why: The form was found to be wrong or misleading in this language.

Bad:
    # terms.csv: naloxone,naloxon,deprecated
    msgid  "Give naloxone."
    msgstr "Administre naloxon."

Good:
    msgid  "Give naloxone."
    msgstr "Administre naloxona."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "unlike_drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each form that must not be used."""
    for fact in pair.target_drugs:
        if fact.kind.endswith(":deprecated"):
            expected = pair.target_glossary.approved(fact.value)
            yield Problem(
                f"“{fact.text}” must not be used for {fact.value}.",
                f"Write “{expected[0]}”." if expected else "",
                expected,
                (fact.text,),
                None,
                fact.span,
            )
