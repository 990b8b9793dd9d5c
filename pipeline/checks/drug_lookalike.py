"""A drug with a similar name stands where the source names a drug or a brand.

Why: Names that look or sound alike are a common cause of harm: naloxone ends an overdose,
naltrexone does not. ISMP and FDA publish lists of such names.

Bad:
    msgid  "Give naloxone."
    msgstr "Administre naltrexona."

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
    """Yield each drug that was taken for one with a similar name."""
    for difference in pair.drugs:
        if difference.kind == "lookalike" and difference.source and difference.target:
            wanted, found = difference.source, difference.target
            expected = pair.form_of(wanted.value)
            verb = "is" if found.kind != "drug:near" else "is almost"
            yield Problem(
                f"“{wanted.text}” became “{found.text}”, which {verb} {found.value}: "
                "the names look alike, the drugs are not the same.",
                f"Did you mean “{expected}”?",
                (expected,),
                (found.text,),
                wanted.span,
                found.span,
            )
