"""The name of a drug or a brand is misspelled.

Why: The reader cannot look the medicine up, and a wrong letter can turn it into another one.

Bad:
    msgid  "Give naloxone."
    msgstr "Administre naloxna."

Good:
    msgid  "Give naloxone."
    msgstr "Administre naloxona."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each word that is almost the approved form of a drug that is missing."""
    for difference in pair.drugs:
        if difference.kind == "misspelled" and difference.source and difference.target:
            expected = pair.form_of(difference.source.value)
            found = difference.target.text
            yield Problem(
                f"“{found}” is no approved spelling of {difference.source.value}.",
                f"Did you mean “{expected}”?",
                (expected,),
                (found,),
                difference.source.span,
                difference.target.span,
            )
