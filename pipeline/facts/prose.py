"""The prose of a message: its words without markup, addresses and placeholders."""

from __future__ import annotations

import re
from functools import lru_cache

_NOT_PROSE = re.compile(
    r"""
    `+[^`]+`+                                             # code
    | (?<=\])\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)   # target of a link
    | (?<=\])\[[^\]]*\]                                   # label of a reference
    | \[\^[^\]]+\]                                        # footnote
    | <[a-zA-Z/!][^<>]*>                                  # HTML, address in angle brackets
    | \{[^{}]*\}+                                         # placeholder, attribute list
    | %(?:\d+\$|\([^()]*\))?[-+0-9.]*[a-zA-Z@]            # placeholder of printf
    | &\#?\w+;                                            # entity
    | \\.                                                 # escaped character
    | (?:https?://|www\.)[^\s<>]*[^\s<>.,:;!?)"']         # web address
    | [\w.+-]+@[\w.-]+\w                                  # e-mail address
    | (?<![\w.])[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+       # name of a site or file
    | :[a-z0-9+-]+:                                       # icon
    """,
    re.VERBOSE | re.ASCII,
)
_HINT = re.compile(r"[`(\[<{%&\\@:.]")


@lru_cache(maxsize=4096)
def prose(text: str) -> str:
    """Return a text with spaces in place of what is no prose; nothing moves."""
    if not _HINT.search(text):
        return text
    return _NOT_PROSE.sub(_spaces, text)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
