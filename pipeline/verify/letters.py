"""What is left of Markdown, HTML or plain text when only letters and digits count."""

from __future__ import annotations

import re

_NO_TEXT = re.compile(r"</?[a-zA-Z][^>]*>|(?<=\])\([^()\s]*(?:\s[^()]*)?\)|\{[#.:][^}]*\}")
"""Tags, targets of links, lists of attributes."""

_PLACEHOLDER = re.compile(r"\{\w*\}")
_DIGITS = re.compile(r"\d+")
_NO_LETTER = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, in one case."""
    return _NO_LETTER.sub("", _NO_TEXT.sub("", text)).casefold()


def words_of(text: str) -> str:
    """Return the letters of a text alone: without digits, and without what stands for some."""
    return _DIGITS.sub("", letters_of(_PLACEHOLDER.sub("", text)))
