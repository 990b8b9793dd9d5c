"""An e-mail address is not that of the source.

Why: The reader's question, and what it tells about their health, goes to a stranger.

Bad:
    msgid  "Write to help@example.org."
    msgstr "Escriba a help@example.com."

Good:
    msgid  "Write to help@example.org."
    msgstr "Escriba a help@example.org."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.link_problems import problem_of
from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "links"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each e-mail address that is changed, missing or added."""
    for difference in pair.links.of("email"):
        yield problem_of(difference, "The e-mail address")
