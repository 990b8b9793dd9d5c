"""Another drug stands where the source names a drug, a brand or a class of drugs.

Why: The wrong name can kill. (Names that are easily confused: see drug-lookalike.)

Bad:
    msgid  "Give naloxone."
    msgstr "Administre metadona."

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
    """Yield each drug in whose place another one stands."""
    for difference in pair.drugs:
        wanted, found = difference.source, difference.target
        if difference.kind == "changed" and wanted and found and kind_of(found) != "class":
            expected = pair.form_of(wanted.value)
            yield Problem(
                f"“{wanted.text}” became “{found.text}”, which is {found.value}.",
                f"Did you mean “{expected}”?",
                (expected,),
                (found.text,),
                wanted.span,
                found.span,
            )
