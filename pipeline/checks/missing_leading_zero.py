"""A dose below one is written without a zero before its decimal point.

Why: .5 mg is read as 5 mg where the point is not seen (ISMP List of Error-Prone Abbreviations).

Bad:
    Take .5 mg.

Good:
    Take 0.5 mg.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Problem, Severity
from pipeline.terms import Glossary

SEVERITY = Severity.ERROR

_DOSE = re.compile(r"(?<![\w.,])\.\d+(?=\s?(?:mg|mcg|µg|μg|g|kg|mL|ml|L|IU|units?)\b)")


def find_in_source(text: str, glossary: Glossary) -> Iterator[Problem]:
    """Yield each dose that begins with a decimal point."""
    for match in _DOSE.finditer(text):
        yield Problem(
            f"The dose {match[0]} has no zero before its decimal point.",
            f"Write 0{match[0]}.",
            (f"0{match[0]}",),
            (match[0],),
            match.span(),
        )
