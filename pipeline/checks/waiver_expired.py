"""A waiver has ended, so that the finding that it let stand counts again.

Why: A translation that breaks a fact may stay for a while, never for good.

Bad:
    # locales/es/waivers.csv, read in 2027
    drug-missing,0f3a77c1d2e4b596,"pronoun, clear here",Ana Ruiz,2026-12-31

Good:
    # somebody has looked again
    drug-missing,0f3a77c1d2e4b596,"pronoun, clear here",Ana Ruiz,2027-12-31
"""

from __future__ import annotations

from pipeline.model import Severity

SEVERITY = Severity.WARNING
