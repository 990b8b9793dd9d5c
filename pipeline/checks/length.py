"""The text is far longer or shorter than the English text.

Why: A sentence was lost, or the translation of another message was pasted here.

Bad:
    msgid  "Stay with the person until help comes. Put them on their side."
    msgstr "Quédese."

Good:
    msgid  "Stay with the person until help comes. Put them on their side."
    msgstr "Quédese con la persona hasta que llegue ayuda. Acuéstela de lado."
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING

_USUAL: Mapping[str, float] = MappingProxyType(
    {
        "Ethi": 0.72,
        "Hans": 0.35,
        "Hant": 0.33,
        "Jpan": 0.48,
        "Kore": 0.5,
        "Mymr": 1.25,
        "Taml": 1.25,
    }
)
"""How many characters a script takes for one of English, where not about 1.1.

Medians of 13,952 published translations of health texts, as are the bounds below: fewer than one
in a thousand is outside.
"""
_ELSEWHERE = 1.1
_SHORTEST, _LONGEST = 0.25, 3.0  # parts of the usual length
_SOURCE = 40  # characters of English below which any translation is long enough
_SLACK = 25  # characters that a short text may be longer


def find(pair: Pair) -> Iterable[Problem]:
    """Return one problem where the length is out of bounds."""
    source, target = len(pair.source), len(pair.target)
    if not target or source < 2 * target < 4 * source:
        return ()
    usual = source * _USUAL.get(pair.target_glossary.locale.script, _ELSEWHERE)
    if source >= _SOURCE and target < _SHORTEST * usual:
        what = "short"
    elif target > _LONGEST * usual + _SLACK:
        what = "long"
    else:
        return ()
    return (
        Problem(
            f"The text is very {what}: {target} characters for {source} of English.",
            "Check that all of it is translated, and nothing else.",
        ),
    )
