"""Make every phone number of a page a link that dials it, isolated left-to-right.

After Arabic letters a browser shows 1-800-662-4357 as 4357-662-800-1 (UAX 9, rule W2);
`<bdi dir="ltr">` keeps its order. RFC 3966 defines `tel:`.
"""

from __future__ import annotations

import re

from pipeline.facts.phones import find_phones
from pipeline.terms import Glossary

_TOKEN = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_OPAQUE = frozenset({"a", "button", "code", "pre", "script", "style", "svg", "textarea", "title"})


def link_phones(html: str, glossary: Glossary) -> str:
    """Return a page's HTML with its phone numbers as links; links and code stay as they are."""
    pieces: list[str] = []
    depth = 0
    at = 0
    for token in _TOKEN.finditer(html):
        pieces.append(_link(html[at : token.start()], glossary, depth))
        pieces.append(token[0])
        at = token.end()
        tag = _TAG.match(token[0])
        if tag and tag[2].lower() in _OPAQUE and not token[0].endswith("/>"):
            depth = max(0, depth - 1) if tag[1] else depth + 1
    pieces.append(_link(html[at:], glossary, depth))
    return "".join(pieces)


def _link(text: str, glossary: Glossary, depth: int) -> str:
    if depth or not any(map(str.isdecimal, text)):
        return text
    pieces = []
    at = 0
    for fact in find_phones(text, glossary):
        pieces += [text[at : fact.start], phone_link(fact.value, fact.text)]
        at = fact.end
    return "".join([*pieces, text[at:]])


def phone_link(digits: str, shown: str) -> str:
    """Return the link of one number: its digits, and how it is shown."""
    plus = "+" if shown.startswith("+") else ""
    return f'<a class="leaflet-phone" href="tel:{plus}{digits}"><bdi dir="ltr">{shown}</bdi></a>'
