"""HTML in the translation is not closed, or is of a kind that a sentence may not hold.

Why: A tag that is never closed swallows the rest of the page; the build shows the English instead.

Bad:
    msgid  "Call 911 now."
    msgstr "Llame al 911 <b>ahora."

Good:
    msgid  "Call 911 now."
    msgstr "Llame al 911 **ahora**."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.markdown.well_formed import keeps_page_whole
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "tags"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield the first tag of a translation that would break its page."""
    if "<" in pair.target and not keeps_page_whole(pair.target, pair.source):
        at = pair.target.index("<")
        yield Problem(
            "The HTML of this translation would break the page.",
            "Close every tag, and use only the tags of the English text.",
            (),
            (pair.target[at : at + 20],),
            None,
            (at, len(pair.target)),
        )
