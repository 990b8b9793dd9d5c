"""Micrograms are written with the sign µ.

Why: µg is read as mg, a thousand times as much (ISMP List of Error-Prone Abbreviations).

Bad:
    Take 50 µg.

Good:
    Take 50 mcg.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Problem, Severity
from pipeline.terms import Glossary

SEVERITY = Severity.WARNING

_SIGN = re.compile("[\u00b5\u03bc]g\\b")  # MICRO SIGN, GREEK SMALL LETTER MU


def find_in_source(text: str, glossary: Glossary) -> Iterator[Problem]:
    """Yield each µg."""
    for match in _SIGN.finditer(text):
        yield Problem(
            f"{match[0]} can be read as mg.", "Write mcg.", ("mcg",), (match[0],), match.span()
        )
