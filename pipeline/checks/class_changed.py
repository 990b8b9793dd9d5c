"""Another class of drugs stands where the source names a class.

Why: Every opiate is an opioid, but not the other way round; “narcotic” is a word of the law too.

Bad:
    msgid  "Heroin is an opiate."
    msgstr "La heroína es un opioide."

Good:
    msgid  "Heroin is an opiate."
    msgstr "La heroína es un opiáceo."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.drugs import kind_of
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each class in whose place another one stands."""
    for difference in pair.drugs:
        wanted, found = difference.source, difference.target
        if difference.kind == "changed" and wanted and found and kind_of(found) == "class":
            expected = pair.form_of(wanted.value)
            yield Problem(
                f"“{wanted.text}” became “{found.text}”, which is {found.value}.",
                f"Did you mean “{expected}”?",
                (expected,),
                (found.text,),
                wanted.span,
                found.span,
            )
