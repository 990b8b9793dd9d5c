"""A dose is written with a zero behind its decimal point.

Why: 1.0 mg is read as 10 mg where the point is not seen (ISMP List of Error-Prone Abbreviations).

Bad:
    Take 1.0 mg.

Good:
    Take 1 mg.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Problem, Severity
from pipeline.terms import Glossary

SEVERITY = Severity.ERROR

_DOSE = re.compile(r"(?<![\d.,])(\d+)\.0+(?=\s?(?:mg|mcg|µg|μg|g|kg|mL|ml|L|IU|units?)\b)")


def find_in_source(text: str, glossary: Glossary) -> Iterator[Problem]:
    """Yield each dose that ends in a zero behind the decimal point."""
    for match in _DOSE.finditer(text):
        yield Problem(
            f"The dose {match[0]} has a zero behind its decimal point.",
            f"Write {match[1]}.",
            (match[1],),
            (match[0],),
            match.span(),
        )
