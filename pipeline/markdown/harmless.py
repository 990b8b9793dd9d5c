"""Tell whether a translation could run a script or ask another host, whatever the checks say.

The checks find more than this, but their findings can be waived; this cannot.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pipeline.facts.links.inline import parse_inline
from pipeline.markdown.html_tokens import Token, tokens
from pipeline.markdown.well_formed import without_code

WORDS = frozenset({"alt", "aria-label", "dir", "lang", "title", "translate"})
"""Attributes that hold words, or tell of which language words are."""

_LIST = re.compile(r"\{[^{}\n]*[:.#=][^{}\n]*\}")
_NAME = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_IGNORED = re.compile(r"[\x00-\x20]")  # by browsers, in and before a scheme (WHATWG URL)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SCHEMES = frozenset({"http:", "https:", "mailto:", "tel:"})
_SIGNS = re.compile(r"[<{\[]")


def is_harmless(msgstr: str, msgid: str) -> bool:
    """Tell whether a translation has no attribute, target or image that can do anything by itself.

    Those of the message may come again, and links may lead to other web pages: that is for the
    checks to judge.
    """
    if not _SIGNS.search(msgstr):
        return True
    text = without_code(msgstr)
    tags = (token for token in tokens(text) if token.kind == "open" and token.raw not in msgid)
    return (
        all(found[0] in msgid for found in _LIST.finditer(msgstr))
        and all(map(_is_plain, tags))
        and _targets_are_safe(msgstr, msgid)
    )


def _is_plain(tag: Token) -> bool:
    """Tell whether a tag has only attributes with words, and a safe address."""
    return all(
        name in WORDS or (name == "href" and tag.name == "a" and _is_safe(value))
        for name, value in attributes_of(tag)
    )


def attributes_of(tag: Token) -> Iterator[tuple[str, str]]:
    """Yield the names and values of a start tag's attributes, those without a value too."""
    inner = tag.raw[1 + len(tag.name) : -1]
    for name, value in _NAME.findall(inner):
        yield name.lower(), value.strip("\"'")


def _targets_are_safe(msgstr: str, msgid: str) -> bool:
    facts = parse_inline(msgstr).facts
    known = {(fact.kind, fact.value) for fact in parse_inline(msgid).facts} if facts else set()
    return all(
        _is_safe(fact.value) if fact.kind == "link-target" else fact.kind != "image-target"
        for fact in facts
        if (fact.kind, fact.value) not in known
    )


def _is_safe(target: str) -> bool:
    """Tell whether an address is one of the site or of the web, and not a program."""
    scheme = _SCHEME.match(_IGNORED.sub("", html.unescape(target)))
    return scheme is None or scheme[0].lower() in _SCHEMES
