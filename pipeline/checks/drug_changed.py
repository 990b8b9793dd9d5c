"""Another drug stands where the source names a drug, a brand or a class of drugs.

Why: Naloxone ends an overdose; naltrexone does not. The wrong name can kill.

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


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each drug in whose place another one stands."""
    for difference in pair.drugs:
        if difference.kind == "changed" and difference.source and difference.target:
            expected = pair.form_of(difference.source.value)
            found = difference.target.text
            yield Problem(
                f"“{difference.source.text}” became “{found}”, which is {difference.target.value}.",
                f"Write “{expected}”.",
                (expected,),
                (found,),
                difference.source.span,
                difference.target.span,
            )
