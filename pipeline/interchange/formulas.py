"""Keep a spreadsheet from calculating what a translator wrote (CSV formula injection, CWE-1236).

A cell that begins like a formula gets an apostrophe before it, and loses it when it is read back;
so does a cell that begins with apostrophes and goes on like that.
"""

from __future__ import annotations

import re

STARTS = "=+-@\t\r＝＋－＠"
"""With what a cell begins that a spreadsheet takes for a formula."""

_FORMULA = re.compile(rf"'*[{re.escape(STARTS)}]")
_ESCAPED = re.compile(rf"'+[{re.escape(STARTS)}]")


def escape_cell(text: str) -> str:
    """Return the text of a cell so that it is shown, and never calculated."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescape_cell(text: str) -> str:
    """Return the text that `escape_cell` was given."""
    return text[1:] if _ESCAPED.match(text) else text
