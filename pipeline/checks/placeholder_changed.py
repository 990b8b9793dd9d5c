"""A placeholder is not that of the source.

Why: The program puts a date, a name or a number in its place; without it the reader sees a gap, or
the bare placeholder.

Bad:
    msgid  "Last reviewed on {date}"
    msgstr "Última revisión: {fecha}"

Good:
    msgid  "Last reviewed on {date}"
    msgstr "Última revisión: {date}"
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.link_problems import problem_of
from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "links"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each placeholder that is changed, missing or added."""
    for difference in pair.links.of("placeholder"):
        yield problem_of(difference, "The placeholder")
