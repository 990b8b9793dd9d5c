"""The text has a character that no font can show.

Why: Control characters, private use and noncharacters come from broken conversions; readers see a
box or nothing, and U+FFFD stands where a letter was lost. Line separators break the page's blocks.
Unassigned characters are left alone: what is unassigned differs between versions of Unicode.

Bad:
    msgid  "Call for help."
    msgstr "Pida ayuda telef\ufffdnica."

Good:
    msgid  "Call for help."
    msgstr "Pida ayuda telefónica."
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "unprintable"

_BROKEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef"
    "\ufff9-\ufffd\ufffe\uffff\U000e0001\U000f0000-\U0010ffff"
    + "".join(
        f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(1 << 16, 15 << 16, 1 << 16)
    )
    + "]"
    # tags spell the flags of England, Scotland and Wales (UTS 51); elsewhere they hide text
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007f]+"
)


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each character that is not text, unless the source has it too."""
    target = pair.target
    if target.isprintable() and "\ufffd" not in target and "\ufffc" not in target:
        return
    for match in _BROKEN.finditer(target):
        if match[0] in pair.source:
            continue
        name = f"U+{ord(match[0][0]):04X}"
        what = unicodedata.name(match[0][0], "a control or private character").lower()
        yield Problem(
            f"{name} is not text ({what}).",
            "Delete it, or type the letter that was lost.",
            (),
            (name,),
            None,
            match.span(),
        )
