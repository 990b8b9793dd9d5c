"""A link shows one phone number and dials another.

Why: Whoever taps the number reaches somebody else than the one who reads it.

Bad:
    msgid  "Call [988](tel:988)."
    msgstr "Llame al [988](tel:998)."

Good:
    msgid  "Call [988](tel:988)."
    msgstr "Llame al [988](tel:988)."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.phones import find_mismatches
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "target_phones"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each link of the translation whose number is not the one it shows."""
    for link in find_mismatches(pair.target, pair.target_phones, pair.target_glossary.region):
        yield Problem(
            f"The link shows {link.shown.text} and dials {link.dialled.text}.",
            "Make both the same number.",
            (link.shown.text,),
            (link.dialled.text,),
            None,
            link.dialled.span,
        )
