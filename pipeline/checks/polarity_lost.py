"""The English text says “not”, and the translation does not seem to.

Why: “Do not take more” without its “not” is the opposite advice. Languages negate in many ways;
this looks for any of them (`pipeline/facts/data/negation.csv`), and only at texts where it finds
none at all.

Bad:
    msgid  "Do not leave the person alone."
    msgstr "Deje sola a la persona."

Good:
    msgid  "Do not leave the person alone."
    msgstr "No deje sola a la persona."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.polarity import find_negation, has_negations
from pipeline.locales import PSEUDO_LOCALES
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "negation"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield one problem where the source has a negation and the translation has none."""
    said = pair.negation
    if said is None or not pair.target.strip():
        return
    locale = pair.target_glossary.locale
    if not has_negations(locale.language) or locale.name in PSEUDO_LOCALES:
        return
    if pair.target != pair.source and find_negation(pair.target, locale.language) is None:
        word = pair.source[said[0] : said[1]]
        yield Problem(
            f"The English text says “{word}”; the translation seems to have no negation.",
            f"Check that it says the same, with the {locale.english} word for “{word}”.",
            (word,),
            (),
            said,
        )
