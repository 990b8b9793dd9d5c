"""The placeholders that stand in a text for HTML which Python-Markdown has put aside."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping, MutableSequence
from typing import Any

from markdown import Markdown
from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ANY = re.compile(f"{STX}(?P<key>[^{STX}{ETX}]*){ETX}")
_INLINE_TAG = re.compile(r"</?[A-Za-z][^<>]*>\Z")


class Placeholders:
    """What a page's placeholders stand for.

    Raw HTML stands in `Markdown.htmlStash`, critic marks in the stash of pymdownx.critic.
    """

    def __init__(self, md: Markdown):
        self.stash: MutableSequence[Any] = md.htmlStash.rawHtmlBlocks
        self._critic: Mapping[str, str] = {}
        if "critic" in md.preprocessors:
            critic = getattr(md.preprocessors["critic"], "critic_stash", None)
            self._critic = getattr(critic, "stash", {})

    def html(self, index: int) -> str | etree.Element | None:
        """Return the raw HTML at an index of the stash."""
        return self.stash[index] if index < len(self.stash) else None

    def stands_apart(self, found: re.Match[str]) -> bool:
        """Tell whether a placeholder parts two messages: it is no tag inside a sentence."""
        raw = self.html(int(found[1]))
        return not (isinstance(raw, str) and _INLINE_TAG.match(raw))

    def show(self, text: str) -> tuple[str, dict[str, str]]:
        """Return a text with the HTML in the place of its placeholders, and which was which."""
        if STX not in text:
            return text, {}
        shown: dict[str, str] = {}

        def replace(found: re.Match[str]) -> str:
            raw = self._raw(found)
            if raw is None:
                return ""
            shown.setdefault(raw, found[0])
            return raw

        return _ANY.sub(replace, text), shown

    def _raw(self, found: re.Match[str]) -> str | None:
        html = HTML_PLACEHOLDER_RE.fullmatch(found[0])
        raw = self.html(int(html[1])) if html else self._critic.get(found["key"])
        return raw if isinstance(raw, str) else None


def hide(text: str, shown: Mapping[str, str]) -> str:
    """Return a translation with the placeholders for the HTML that its message shows.

    No other placeholder gets in: control characters are left out.
    """
    text = clean(text)
    for html, placeholder in shown.items():
        text = text.replace(html, placeholder)
    return text


def clean(text: str) -> str:
    """Return a translation without control characters, of which placeholders are made."""
    return _CONTROL.sub("", text)
