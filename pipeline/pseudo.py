"""Made-up translations that show what is not translatable, and what breaks in another script.

The names are CLDR's: `en_XA` (accented, longer) and `ar_XB` (right to left). Quantities, protected
terms, markup, addresses and placeholders stay, so that a pseudo-locale passes every check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.facts.drugs import find_drugs
from pipeline.facts.phones import find_phones
from pipeline.facts.quantities import find_quantities
from pipeline.terms import Glossary

OPEN, CLOSE = "⟦", "⟧"
"""What stands around every made-up translation, so that text without them stands out."""

_ACCENTED = str.maketrans("ACEGIJKLNORSUYZaceghijklnorsuyz", "ÅÇÉĜÎĴĶĻÑÖŔŠÛÝŽåçéĝĥîĵķļñöŕšûýž")
_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ابكديفجحيجكلمنوبقرستوفوخيزابكديفجحيجكلمنوبقرستوفوخيز",
)
_KEPT = re.compile(
    r"""
    `+[^`]+`+                                 # code
    | (?<=\])\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)   # target of a link
    | (?<=\])\[[^\]]*\]                       # label of a reference
    | \[\^[^\]]+\]                            # footnote
    | <[^<>]+>                                # HTML, address in angle brackets
    | \{[^{}]*\}                              # placeholder, attribute list
    | &\#?\w+;                                # entity
    | \\.                                     # escaped character
    | https?://\S+ | www\.\S+ | [\w.-]+@[\w.-]+ | \b[\w-]+(?:\.[\w-]+)+\b   # addresses
    | :[\w+-]+:                               # icon
    | \+\+[^+]+\+\+                           # key
    """,
    re.VERBOSE,
)


def pseudo(text: str, glossary: Glossary, *, right_to_left: bool) -> str:
    """Return a made-up translation of a message; `glossary` is the source's."""
    table = _ARABIC if right_to_left else _ACCENTED
    pieces, at = [], 0
    for start, end in _merged(sorted(_kept_spans(text, glossary))):
        pieces += [text[at:start].translate(table), text[start:end]]
        at = end
    return OPEN + "".join([*pieces, text[at:].translate(table)]) + CLOSE


def _kept_spans(text: str, glossary: Glossary) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _KEPT.finditer(text))
    yield from (fact.span for fact in find_phones(text, glossary))
    yield from (fact.span for fact in find_drugs(text, glossary))
    yield from (fact.span for fact in find_quantities(text, glossary.locale))


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join spans that overlap."""
    at = 0
    for start, end in spans:
        if end > at:
            yield max(start, at), end
            at = end
