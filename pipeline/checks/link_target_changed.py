"""A link or an image leads elsewhere than in the source.

Why: The words say one page and the link opens another, which nobody has checked.

Bad:
    msgid  "Read [what to do](overdose.md#steps)."
    msgstr "Lea [qué hacer](treatment.md)."

Good:
    msgid  "Read [what to do](overdose.md#steps)."
    msgstr "Lea [qué hacer](overdose.md#steps)."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.address_problems import address_problem
from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "links"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each target that is changed, missing or added."""
    for difference in pair.links.of("link-target", "image-target"):
        yield address_problem(pair, difference)
