"""Tags of HTML, each looked at once: a site writes few of them, very often."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

TOKENS = re.compile(
    r"""(<!--.*?-->|</?[a-zA-Z][^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>)""", re.DOTALL
)
"""Splits HTML into text, and in between comments, start tags and end tags."""

_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r"""([\w:@.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"label", "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time"}
    | {"u", "var", "wbr"}
)
_SILENT = frozenset({"script", "style", "svg", "template"})
_OWN = frozenset(
    {"headerlink", "leaflet-about", "leaflet-handout", "leaflet-notice", "leaflet-paper"}
    | {"leaflet-qr", "md-tags"}
)
"""Classes of what a page says of itself, or the theme beside it: no text of the leaflet."""


class Tag(NamedTuple):
    """A start tag or an end tag.

    `opens` is whether an end tag follows, `silent` whether what is inside is no text of the
    leaflet, `own` whether it is what a page says of itself, `isolates` whether it keeps the order
    of a number inside left-to-right; `language` is `None` where the tag does not say one. A
    `plain` one says nothing of all this.
    """

    name: str
    closes: bool
    opens: bool
    inline: bool
    silent: bool
    own: bool
    isolates: bool
    language: str | None
    attributes: Mapping[str, str]
    plain: bool


@lru_cache(maxsize=1 << 14)
def read_tag(token: str) -> Tag | None:
    """Return what a tag says; `None` for a comment."""
    match = _NAME.match(token)
    if match is None:
        return None
    name = match[1].lower()
    closes = token[1] == "/"
    attributes = {} if closes else attributes_of(token[match.end() : -1])
    own = not _OWN.isdisjoint(attributes.get("class", "").split())
    direction = attributes.get("dir", "").lower()
    silent = name in _SILENT or own
    isolates = direction == "ltr" or (name == "bdi" and direction != "rtl")
    language = attributes.get("lang")
    return Tag(
        name,
        closes,
        not (closes or name in _VOID or token.endswith("/>")),
        name in _INLINE,
        silent,
        own,
        isolates,
        language,
        attributes,
        not (silent or isolates) and language is None,
    )


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes of a start tag; one without a value is empty."""
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text)
    }
