"""Change the text of finished HTML, and nothing else of it."""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")

CODE = frozenset({"button", "code", "pre", "script", "style", "svg", "textarea", "title"})
"""Elements whose text is left as it is."""


def map_text(html: str, change: Callable[[str], str], leave: frozenset[str] = CODE) -> str:
    """Return HTML with each piece of its text changed, but that in elements to leave."""
    if "<" not in html:
        return change(html) if html else html
    pieces: list[str] = []
    depth = 0
    at = 0
    for token in _TOKEN.finditer(html):
        text = html[at : token.start()]
        pieces += [text if depth or not text else change(text), token[0]]
        at = token.end()
        tag = _TAG.match(token[0])
        if tag and tag[2].lower() in leave and not token[0].endswith("/>"):
            depth = max(0, depth - 1) if tag[1] else depth + 1
    rest = html[at:]
    return "".join([*pieces, rest if depth or not rest else change(rest)])
