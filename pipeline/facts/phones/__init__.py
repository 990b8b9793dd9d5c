"""Phone numbers and short codes (911, 988, 1-800-662-HELP), in any script's digits.

A number is its digits in order (ITU-T E.161 for letters); how they are grouped is the language's
business.
"""

from pipeline.facts.phones.compare import compare_phones, compare_texts
from pipeline.facts.phones.dialled import Mismatch, find_dialled, find_mismatches
from pipeline.facts.phones.find import find_phones, scan
from pipeline.facts.phones.known import (
    allowed_values,
    digits_of,
    emergency_regions,
    listed_concepts,
    unlisted,
)
from pipeline.facts.phones.lookalikes import lookalikes_in
from pipeline.facts.phones.order import find_swap

__all__ = [
    "Mismatch",
    "allowed_values",
    "compare_phones",
    "compare_texts",
    "digits_of",
    "emergency_regions",
    "find_dialled",
    "find_mismatches",
    "find_phones",
    "find_swap",
    "listed_concepts",
    "lookalikes_in",
    "scan",
    "unlisted",
]
