"""Tell whether a translation can break the page that it is put in."""

from __future__ import annotations

import re

from pipeline.markdown.html_tokens import Token, is_balanced, tokens
from pipeline.markdown.segments import INLINE

_CODE = re.compile(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_ESCAPED = re.compile(r"\\.", re.DOTALL)


def keeps_page_whole(msgstr: str, msgid: str) -> bool:
    """Tell whether the HTML in a translation is closed, and is of the kinds that text may hold.

    Where the message itself holds other or unclosed HTML, the same tags may come again; comments
    and declarations may only be those of the message, as browsers end them elsewhere than parsers.
    """
    if "<" not in msgstr:
        return True
    if any(token.raw not in msgid for token in tokens(without_code(msgstr)) if _is_unseen(token)):
        return False
    found, known = _tags(msgstr), _tags(msgid)
    if sorted(tag.raw for tag in found) == sorted(tag.raw for tag in known):
        return True
    names = INLINE | {tag.name for tag in known}
    return is_balanced(found) and all(tag.name in names for tag in found)


def without_code(text: str) -> str:
    """Return inline Markdown without its code and its escaped characters."""
    return _ESCAPED.sub("", _CODE.sub("", text))


def _is_unseen(token: Token) -> bool:
    return token.kind in ("comment", "other")


def _tags(text: str) -> list[Token]:
    return [token for token in tokens(without_code(text)) if token.kind in ("open", "close")]
