"""The translation names a drug, a brand or a class of drugs that the source does not.

Why: The reader may take a medicine that the leaflet does not speak of.

Bad:
    msgid  "Give naloxone."
    msgstr "Administre naloxona o metadona."

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
    """Yield each drug that the source does not name."""
    for difference in pair.drugs:
        if difference.kind == "added" and difference.target:
            found = difference.target.text
            yield Problem(
                f"“{found}” ({difference.target.value}) is not in the English text.",
                "Remove it.",
                (),
                (found,),
                None,
                difference.target.span,
            )
