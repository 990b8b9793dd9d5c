"""Code is not that of the source.

Why: What stands between backticks is to be typed or pressed as it is.

Bad:
    msgid  "Text `HOME` to the crisis line."
    msgstr "Envíe `CASA` a la línea de crisis."

Good:
    msgid  "Text `HOME` to the crisis line."
    msgstr "Envíe `HOME` a la línea de crisis."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.link_problems import problem_of
from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "links"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each piece of code that is changed or missing; one that is added harms nobody."""
    for difference in pair.links.of("code"):
        if difference.source:
            yield problem_of(difference, "The code")
