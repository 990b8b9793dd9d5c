"""Read a piece of HTML as tokens that know where they stand, as a browser would read it.

`html.parser` gives no offsets of attributes, and raw HTML must be written back byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown.util import ETX, STX

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
"""Elements that have no end tag (WHATWG HTML, section 13.1.2)."""

_RAW_TEXT = frozenset({"iframe", "noembed", "noframes", "script", "style", "textarea", "title"})
"""Elements that hold text and no tags."""

_VALUE = r"""(?>"[^"]*"|'[^']*'|[^\s>"'][^\s>]*+)"""
_ATTRIBUTE = rf"[^\s=>/]++(?:\s*+=\s*+{_VALUE})?+"
_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    rf"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<attributes>(?>[\s/]++|{_ATTRIBUTE})*+)>"
    r"|<[!?/][^>]*+>"
    rf"|(?P<placeholder>{STX}[^{STX}{ETX}]*+{ETX})",
    re.DOTALL,
)
_ONE_ATTRIBUTE = re.compile(rf"(?P<name>[^\s=>/]++)(?:\s*+=\s*+(?P<value>{_VALUE}))?+")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece `raw[start:end]`.

    `kind` is `text`, `open`, `close`, `comment`, `placeholder` (of HTML that Python-Markdown put
    aside before) or `other`; `name` the element's name in small letters; `inner` the text of a
    comment.
    """

    kind: str
    start: int
    end: int
    raw: str
    name: str = ""
    inner: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute whose value stands at `start:end`, quotes included."""

    name: str
    value: str
    start: int
    end: int


def tokens(html: str) -> Iterator[Token]:
    """Return the tokens of a piece of HTML; put together, their `raw` is the piece."""
    at = 0
    while found := _TOKEN.search(html, at):
        if found.start() > at:
            yield _text(html, at, found.start())
        at = found.end()
        yield _tag(found)
        name = (found["name"] or "").lower()
        if name in _RAW_TEXT and not found["close"]:
            end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
            stop = end.start() if end else len(html)
            if stop > at:
                yield _text(html, at, stop)
            at = stop
    if at < len(html):
        yield _text(html, at, len(html))


def attributes(tag: Token) -> Iterator[Attribute]:
    """Return the attributes of a start tag that have a value."""
    for found in _ONE_ATTRIBUTE.finditer(tag.raw, 1 + len(tag.name), len(tag.raw) - 1):
        if found["value"] is not None:
            start, end = found.span("value")
            value = found["value"]
            value = value[1:-1] if value[0] in "\"'" else value
            yield Attribute(found["name"].lower(), value, tag.start + start, tag.start + end)


def is_balanced(tags: Sequence[Token]) -> bool:
    """Tell whether every start tag has its end tag, properly nested."""
    names: list[str] = []
    for tag in tags:
        if tag.kind == "open" and tag.name not in VOID:
            names.append(tag.name)
        elif tag.kind == "close" and (not names or names.pop() != tag.name):
            return False
    return not names


def _text(html: str, start: int, end: int) -> Token:
    return Token("text", start, end, html[start:end])


def _tag(found: re.Match[str]) -> Token:
    start, end = found.span()
    if found["comment"] is not None:
        return Token("comment", start, end, found[0], inner=found["comment"])
    if found["placeholder"]:
        return Token("placeholder", start, end, found[0])
    if found["name"] is None:
        return Token("other", start, end, found[0])
    kind = "close" if found["close"] else "open"
    return Token(kind, start, end, found[0], found["name"].lower())
