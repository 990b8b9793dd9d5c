"""The figures at the end of every report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Catalog, Figures, Finding, Severity


@dataclass(frozen=True, slots=True)
class Summary(Figures):
    """Messages in use, and how they stand; `blocked` ones have words that readers do not see."""

    messages: int = 0
    translated: int = 0
    fuzzy: int = 0
    blocked: int = 0
    errors: int = 0
    warnings: int = 0


def summarize(catalogs: Iterable[Catalog], findings: Sequence[Finding]) -> Summary:
    """Count the messages of catalogs and the findings about them."""
    entries = [e for catalog in catalogs for e in catalog.entries if not e.obsolete]
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    blocked = {(f.locale, f.domain, f.msgctxt, f.msgid) for f in errors if f.msgstr}
    return Summary(
        messages=len(entries),
        translated=sum(entry.translated for entry in entries),
        fuzzy=sum(entry.fuzzy for entry in entries),
        blocked=len(blocked),
        errors=len(errors),
        warnings=sum(finding.severity is Severity.WARNING for finding in findings),
    )
