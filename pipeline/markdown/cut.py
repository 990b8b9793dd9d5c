"""Cut the text of an element into messages and what stands between and around them.

White space, placeholders of raw HTML, comments and attribute lists stay where they are: no
translator sees them, and none can break them. Of an attribute list, the words that a reader sees
(`title="…"`) are messages of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.util import HTML_PLACEHOLDER_RE, STX

from pipeline.markdown.segments import VISIBLE_ATTRIBUTES

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_ASIDE = re.compile(
    rf"\s+|{HTML_PLACEHOLDER_RE.pattern}|{re.escape(NBSP_PLACEHOLDER)}|<!--(?:(?!-->).)*+-->",
    re.DOTALL,
)
_OWN_LINE = re.compile(rf"(?:^|\n)[ \t]*{HTML_PLACEHOLDER_RE.pattern}[ \t]*(?=\n|\Z)")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>", re.DOTALL)
_NAMES = "|".join(VISIBLE_ATTRIBUTES)
_VISIBLE = re.compile(rf"(?<![\w-])(?:{_NAMES})\s*=", re.IGNORECASE)
_VALUE = re.compile(rf"""(?<=[ {{:])(?:{_NAMES})=(?:"([^"]*)"|'([^']*)'|([^ =}}"'][^ =}}]*))""")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[A-Za-z]\w*);")
_ICONS = re.compile(r"(?:\s*:[\w+-]+:\s*)+")

StandsApart = Callable[[re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces of a text: every second one is a message, the others stand around them.

    From index `values` on the messages are values of the attribute list at the text's end.
    """

    pieces: list[str]
    values: int


def cut(text: str, tag: str | None, stands_apart: StandsApart) -> Cut:
    """Cut the text of an element.

    `tag` is the element whose text it is, where attribute lists are switched on; else `None`.
    `stands_apart` tells which placeholders of raw HTML are no part of a sentence.
    """
    end = list_start(text, tag)
    words_end = end
    if tag in HEADINGS and end < len(text):
        words_end = len(text[:end].rstrip("#").rstrip())
    pieces = _messages(text, words_end, stands_apart)
    values = len(pieces)
    at = words_end
    for found in _VALUE.finditer(text, end) if end < len(text) else ():
        start, stop = found.span(found.lastindex or 0)
        pieces[-1] += text[at:start]
        pieces += [text[start:stop], ""]
        at = stop
    pieces[-1] += text[at:]
    return Cut(pieces, values)


def list_start(text: str, tag: str | None) -> int:
    """Return where the attribute list at the end of an element's text begins, or its length.

    The rules are those of `AttrListTreeprocessor.run` in Markdown 3.8 to 3.11.
    """
    if tag is None or "}" not in text:
        return len(text)
    behind = tag in HEADINGS or tag in ("dt", "td", "th")
    rule = AttrListTreeprocessor.HEADER_RE if behind else AttrListTreeprocessor.BLOCK_RE
    found = rule.search(text)
    if found is None or get_attrs_and_remainder(found[1])[1]:
        return len(text)
    if behind and text[: found.start()].endswith("\\"):
        return len(text)  # pymdownx.tilde and caret let spaces be escaped
    return found.start()


def has_words(text: str) -> bool:
    """Tell whether a text says something: a letter or a digit that is no tag or icon's name."""
    if "<" in text:
        text = _TAG.sub(lambda tag: tag[0] if _VISIBLE.search(tag[0]) else "", text)
    if "&" in text:
        text = _ENTITY.sub("", text)
    return any(map(str.isalnum, text)) and not (text[0] in ": " and _ICONS.fullmatch(text))


def _messages(text: str, end: int, stands_apart: StandsApart) -> list[str]:
    if STX not in text and "<!--" not in text:
        core = text[:end].strip()
        at = text.index(core)
        return [text[:at], core, text[at + len(core) : end]]
    pieces = [""]
    at = 0
    for found in chain(_OWN_LINE.finditer(text, 0, end), [None]):
        before, core, after = _trim(text[at : found.start() if found else end], stands_apart)
        pieces[-1] += before
        pieces += [core, after]
        if found:
            pieces[-1] += found[0]
            at = found.end()
    return pieces


def _trim(text: str, stands_apart: StandsApart) -> tuple[str, str, str]:
    asides = [
        found.span()
        for found in _ASIDE.finditer(text)
        if not (found[1] and not stands_apart(found))
    ]
    begin, end = 0, len(text)
    for start, stop in asides:
        if start != begin:
            break
        begin = stop
    for start, stop in reversed(asides):
        if stop != end or start < begin:
            break
        end = start
    return text[:begin], text[begin:end], text[end:]
