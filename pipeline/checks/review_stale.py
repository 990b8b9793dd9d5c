"""A sign-off matches no translation any more: the text, its source or a term has changed.

Why: What somebody signed is not what stands there now.

Bad:
    # locales/es/reviews.csv: the sentence was translated anew since
    0f3a77c1d2e4b5960f3a77c1d2e4b596,medical,Ana Ruiz,2026-03-01,overdose,Give naloxone

Good:
    # the new text is signed off, and `leaflets review es --prune` has removed the row
"""

from __future__ import annotations

from pipeline.model import Severity

SEVERITY = Severity.INFO
