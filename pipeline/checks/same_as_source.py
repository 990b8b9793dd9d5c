"""The text is the English text.

Why: The message counts as translated, so no notice tells the reader why it is in English. Names,
numbers, addresses and single words that both languages share may stay as they are.

Bad:
    msgid  "Call for help right away."
    msgstr "Call for help right away."

Good:
    msgid  "Narcotics Anonymous"
    msgstr "Narcotics Anonymous"
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.checks.pair import Pair
from pipeline.facts.prose import prose
from pipeline.locales import PSEUDO_LOCALES
from pipeline.model import Problem, Severity
from pipeline.terms import TermBase

SEVERITY = Severity.WARNING

_WORD = re.compile(r"[^\W\d_]{2,}")


def find(pair: Pair) -> Iterable[Problem]:
    """Return one problem where a translation repeats words that ought to be translated."""
    if pair.target != pair.source and pair.target.strip() != pair.source.strip():
        return ()
    locale = pair.target_glossary.locale
    if locale.language == pair.source_glossary.locale.language or locale.name in PSEUDO_LOCALES:
        return ()
    words = _WORD.findall(_names(pair.source_glossary.base).sub(" ", prose(pair.source)))
    small = [word for word in words if word.islower()]
    if not small or len(words) < 2:
        return ()
    return (
        Problem(
            "The text is the English text, unchanged.",
            f"Translate it into {locale.english}, or leave it empty.",
        ),
    )


@lru_cache(maxsize=16)
def _names(base: TermBase) -> re.Pattern[str]:
    """Return an expression for the protected terms, which may stay as they are."""
    terms = {term.term for concept in base.concepts.values() for term in concept.terms}
    listed = "|".join(re.escape(term) for term in sorted(terms, key=lambda t: (-len(t), t)))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)" if listed else r"(?!)", re.IGNORECASE)
