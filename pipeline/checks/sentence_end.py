"""The text stops without the mark that ends a sentence.

Why: The end of the sentence may be lost, and a screen reader runs it into the next.

Bad:
    msgid  "Stay with the person until help comes."
    msgstr "Quédese con la persona hasta que"

Good:
    msgid  "Stay with the person until help comes."
    msgstr "Quédese con la persona hasta que llegue ayuda."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.prose import prose
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING

_ENDS = frozenset(".!?:")
_MARKS = frozenset(".!?:;…。！？：；．｡।॥|۔؟؛،።፡፤፥፦፧។៕៖ฯ։՜՞՝׃;·᠃᠅။၊།༎᱾᱿꓿꛳෴჻‥⁇⁈⁉৷۝")
"""Marks that end a sentence or a clause in some script (Unicode: Terminal_Punctuation)."""

_CLOSING = " \n\t\u00a0\u202f\u3000\u200b\u200e\u200f\u2069\"'”’“‘»«›‹)]}〉》」』】〕）］｝⟧*_~`"
_LANGUAGES = "am ar as bo chk ckb cy din dz he ja km kn ko lo ml my or pa so sq te th ti ur vi zh"
_WITHOUT = frozenset(_LANGUAGES.split())
"""Languages that write no such mark, or leave it out in a twentieth of published texts."""

_WORDS = 4  # fewer are a label


def find(pair: Pair) -> Iterable[Problem]:
    """Return one problem where the source ends a sentence and the translation does not."""
    if pair.target[-1:] in _MARKS or pair.source[-1:].isalnum():
        return ()
    return _unended(pair)


def _unended(pair: Pair) -> Iterator[Problem]:
    target = prose(pair.target).rstrip(_CLOSING)
    if not target or target[-1] in _MARKS or not target[-1].isalnum():
        return
    source = prose(pair.source).rstrip(_CLOSING)
    if source[-1:] not in _ENDS or source.endswith("...") or len(source.split()) < _WORDS:
        return
    if pair.target_glossary.locale.language in _WITHOUT or pair.target == pair.source:
        return
    mark = source[-1]
    yield Problem(
        f"The English text ends with “{mark}”, the translation with no such mark.",
        "Check that the end is not lost, and end the sentence as the language does.",
        (mark,),
        (),
        None,
        (len(target) - 1, len(target)),
    )
