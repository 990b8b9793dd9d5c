"""A drug is named less often than in the source.

Why: A pronoun in place of a name can point at the wrong medicine.

Bad:
    msgid  "Naloxone is safe. Keep naloxone at home."
    msgstr "La naloxona es segura. Téngala en casa."

Good:
    msgid  "Naloxone is safe. Keep naloxone at home."
    msgstr "La naloxona es segura. Tenga naloxona en casa."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each mention of a drug that the translation leaves out."""
    for difference in pair.drugs:
        if difference.kind == "fewer" and difference.source:
            expected = pair.form_of(difference.source.value)
            yield Problem(
                f"“{difference.source.text}” is named less often than in the English text.",
                f"Write “{expected}” here too if the sentence is not clear without it.",
                (expected,),
                (),
                difference.source.span,
            )
