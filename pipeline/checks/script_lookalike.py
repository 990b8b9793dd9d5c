"""A word has letters of another script that look alike.

Why: A Cyrillic “а” in a Latin word cannot be seen, but search, screen readers and the checks of
drugs and numbers read another word (UTS 39: mixed-script confusables).

Bad:
    msgid  "COVID-19 vaccine"
    msgstr "вакцина от СOVID-19"    # the С is Cyrillic, OVID is Latin

Good:
    msgid  "COVID-19 vaccine"
    msgstr "вакцина от COVID-19"
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "mixed_words"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each word whose letters only look like one script's."""
    for mixed in pair.mixed_words:
        names = ", ".join(f"“{c}” is {unicodedata.name(c)}" for c in mixed.letters)
        yield Problem(
            f"“{mixed.word}” mixes scripts: {names}.",
            f"Type the whole word in one script: “{mixed.respelled}”.",
            (mixed.respelled,),
            (mixed.word,),
            None,
            (mixed.start, mixed.start + len(mixed.word)),
        )
