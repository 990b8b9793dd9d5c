"""Keep what runs from left to right in its order, inside of text that runs from right to left.

In an Arabic sentence a browser shows 2-3 as 3-2, and moves the stop of a Latin name to its other
side (UAX 9, rules W2 and N1). HTML isolates a run with `<bdi dir="ltr">`; titles, tables of
contents and search results are plain text, where U+2066 and U+2069 do the same.
"""

from __future__ import annotations

import re

from pipeline.build.html_text import CODE, map_text

LRI, PDI = "\u2066", "\u2069"

NOT_ISOLATED = CODE | {"bdi", "span"}
"""Elements whose text stays as it is: fallback English is in a span with its own direction."""

_LETTER = "A-Za-z\u00c0-\u024f"
_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_START = rf"(?:\+|\((?=[{_DIGIT}]+\)))?[{_LETTER}{_DIGIT}]"
_JOINER = rf"[ .,:/@%&+'’()\u00a0\u2010-\u2014-]+(?=[{_LETTER}{_DIGIT}])"
_RUN = re.compile(rf"{_START}(?:[{_LETTER}{_DIGIT}]|{_JOINER})*[%°]?")
_BEGINS = re.compile(rf"[{_LETTER}{_DIGIT}]")
_ENTITY = re.compile(r"&#?\w+;")
_SEPARATED = re.compile(rf"[{_LETTER}]|[{_DIGIT}][^{_DIGIT}]+[{_DIGIT}]|[%°]")


def isolate_text(text: str) -> str:
    """Return plain text with its left-to-right runs between U+2066 and U+2069."""
    return _wrap(text, LRI, PDI)


def isolate_html(html: str) -> str:
    """Return HTML with the left-to-right runs of its text in `<bdi dir="ltr">`."""
    return map_text(html, lambda text: _wrap(text, '<bdi dir="ltr">', "</bdi>"), NOT_ISOLATED)


def _wrap(text: str, before: str, after: str) -> str:
    """Wrap each run that its surroundings could change: one of letters, or with separators."""
    if not _BEGINS.search(text):
        return text
    pieces = []
    at = 0
    for entity in [*_ENTITY.finditer(text), None]:
        end = entity.start() if entity else len(text)
        pieces.append(_RUN.sub(lambda run: _isolated(run[0], before, after), text[at:end]))
        if entity:
            pieces.append(entity[0])
            at = entity.end()
    return "".join(pieces)


def _isolated(run: str, before: str, after: str) -> str:
    return f"{before}{run}{after}" if _SEPARATED.search(run) else run
