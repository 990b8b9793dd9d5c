"""The name of a drug, a brand or a class holds letters of another script.

Why: It looks right, but no search finds it, and a screen reader spells it out or skips letters.

Bad:
    msgid  "Give naloxone."
    # the first “a” is Cyrillic
    msgstr "Administre nаloxona."

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
    """Yield each name with look-alike letters (Unicode UTS 39)."""
    for fact in pair.target_drugs:
        if fact.kind.endswith(":homoglyph"):
            expected = pair.form_of(fact.value)
            yield Problem(
                f"“{fact.text}” holds letters of another script that only look right.",
                f"Type “{expected}” anew, with the letters of one script.",
                (expected,),
                (fact.text,),
                None,
                fact.span,
            )
