"""A drug stands in its English spelling.

Why: It is the right drug, but the reader knows it by another name.

Bad:
    msgid  "Give naloxone."
    msgstr "Administre naloxone."

Good:
    msgid  "Give naloxone."
    msgstr "Administre naloxona."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "unlike_drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each drug that is spelled as in the source."""
    for fact in pair.target_drugs:
        if fact.kind.endswith(":source"):
            expected = pair.target_glossary.approved(fact.value)
            yield Problem(
                f"“{fact.text}” is the English spelling.",
                f"Write “{expected[0]}”."
                if expected
                else f"Add the form to write to {pair.target_glossary.path}.",
                expected,
                (fact.text,),
                None,
                fact.span,
            )
