"""A sign-off does not hold today: it is older than the settings allow, or dated in the future.

Why: Medical knowledge moves on, and a text must be looked at again after a while.

Bad:
    # mkdocs.yml says “review_max_age: 365”; it is 2028 now
    0f3a77c1d2e4b5960f3a77c1d2e4b596,medical,Ana Ruiz,2026-03-01,overdose,Give naloxone

Good:
    # somebody has looked again
    0f3a77c1d2e4b5960f3a77c1d2e4b596,medical,Ana Ruiz,2028-02-10,overdose,Give naloxone
"""

from __future__ import annotations

from pipeline.model import Severity

SEVERITY = Severity.INFO
