"""An HTML tag, a footnote, a reference or an attribute list is not that of the source.

Why: The page breaks: a tag that is never closed swallows what follows, a footnote leads nowhere.

Bad:
    msgid  "Call <abbr title=\\"device for the deaf\\">TDD</abbr>.[^1]"
    msgstr "Llame por <abbr title=\\"dispositivo para sordos\\">TDD.[^2]"

Good:
    msgid  "Call <abbr title=\\"device for the deaf\\">TDD</abbr>.[^1]"
    msgstr "Llame por <abbr title=\\"dispositivo para sordos\\">TDD</abbr>.[^1]"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.link_differences import kind_of
from pipeline.checks.link_problems import problem_of
from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "links"

_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

_WHAT = {
    "attribute-list": "The attribute list",
    "footnote": "The footnote",
    "html": "The HTML tag",
    "reference": "The reference",
}


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each piece of markup that is changed, missing or added; lines may break anywhere."""
    for difference in pair.links.of(*_WHAT):
        fact = difference.source or difference.target
        if fact and not _LINE_BREAK.fullmatch(fact.text):
            yield problem_of(difference, _WHAT[kind_of(difference)])
