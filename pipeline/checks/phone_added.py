"""The translation holds a phone number that the source does not.

Why: The number may be wrong, out of date, or that of another country.

Bad:
    msgid  "Call 911 right away."
    msgstr "Llame al 911 o al 112 de inmediato."

Good:
    msgid  "Call 911 right away."
    msgstr "Llame al 911 de inmediato."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "phones"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each number that the source does not have."""
    for difference in pair.phones:
        if difference.kind == "added" and difference.target:
            found = difference.target.text
            path = pair.target_glossary.path
            yield Problem(
                f"The number {found} is not in the English text.",
                f"Remove it. A number that is right for your country belongs in {path} first.",
                (),
                (found,),
                None,
                difference.target.span,
            )
