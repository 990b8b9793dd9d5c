"""Cut the text of a block into the message and what stands around it.

White space, placeholders of raw HTML, directives and attribute lists stay where they are: no
translator sees them, and none can break them.
"""

from __future__ import annotations

import re

from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.util import HTML_PLACEHOLDER_RE

from pipeline.markdown.raw_html import VISIBLE_ATTRIBUTES

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_AROUND = (
    rf"(?:\s|{HTML_PLACEHOLDER_RE.pattern}|{re.escape(NBSP_PLACEHOLDER)}"
    r"|<!--\s*i18n:(?:(?!-->).)*-->)*"
).replace("([0-9]+)", "[0-9]+")
_BEFORE = re.compile(_AROUND, re.DOTALL)
_AFTER = re.compile(rf"{_AROUND}\Z", re.DOTALL)

# Markdown 3.11, AttrListTreeprocessor: HEADER_RE and BLOCK_RE.
_LIST = r"\{:?[ ]*[^\}\n ][^\n]*\}[ ]*\Z"
_BEHIND = re.compile(rf"[ ]+{_LIST}")
_BELOW = re.compile(rf"\n[ ]*{_LIST}")
_VISIBLE = re.compile(rf"\b(?:{'|'.join(VISIBLE_ATTRIBUTES)})\s*=")
_ICONS = re.compile(r"(?:\s*:[\w+-]+:\s*)+")


def cut(text: str, tag: str | None) -> tuple[str, str, str]:
    """Return what stands before the message, the message, and what stands after it.

    `tag` is the element whose text it is, where attribute lists are switched on; else `None`. An
    attribute list that holds words a reader sees (`title="…"`) stays in the message.
    """
    match = _BEFORE.match(text)
    begin, end = match.end() if match else 0, len(text)
    if tag and text.rstrip().endswith("}"):
        behind = tag in HEADINGS or tag in ("dt", "td", "th")
        found = (_BEHIND if behind else _BELOW).search(text, begin)
        if found and not _VISIBLE.search(found[0]):
            end = found.start()
    after = _AFTER.search(text[begin:end])
    if after:
        end = begin + after.start()
    return text[:begin], text[begin:end], text[end:]


def has_words(text: str) -> bool:
    """Tell whether a text says something: a letter or a digit that is no icon's name."""
    return any(map(str.isalnum, text)) and not _ICONS.fullmatch(text)
