"""A waiver meets no finding any more: the text has changed, or is mended.

Why: A row that waives nothing today may hide a mistake tomorrow.

Bad:
    # locales/es/waivers.csv: the sentence was translated anew since
    drug-missing,0f3a77c1d2e4b596,"pronoun, clear here",Ana Ruiz,2027-12-31

Good:
    # the row is removed
"""

from __future__ import annotations

from pipeline.model import Severity

SEVERITY = Severity.WARNING
