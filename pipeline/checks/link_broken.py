"""A link, code or strong emphasis of the source is broken in the translation.

Why: The reader sees brackets and stars in place of a link, and cannot follow it.

Bad:
    msgid  "Read about [treatment](treatment.md)."
    msgstr "Lea sobre el [tratamiento] (treatment.md)."

Good:
    msgid  "Read about [treatment](treatment.md)."
    msgstr "Lea sobre el [tratamiento](treatment.md)."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.link_problems import span_of
from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "links"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each link that is none any more, and each mark that stands alone."""
    differences = pair.links
    for difference in differences.broken:
        fact = difference.source
        if fact:
            yield Problem(
                f"The link to {fact.text} is broken.",
                f"Write [words]({fact.text}) with nothing between the brackets, all of them ASCII."
                if fact.kind.endswith("-target")
                else f"Write the brackets around {fact.text} as the English text does.",
                (fact.text,),
                (),
                span_of(fact),
            )
    if differences.broken:
        return
    for mark in dict.fromkeys(differences.marks):
        at = pair.target.find(mark)
        yield Problem(
            f"“{mark}” stands alone, so the reader sees it.",
            "Open and close it as the English text does, next to the words, without spaces inside.",
            (),
            (mark,),
            None,
            (at, at + len(mark)) if at >= 0 else None,
        )
