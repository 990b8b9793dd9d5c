"""Decide what readers may see: the one place that does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.model import Catalog, Entry, Finding, Severity

Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Publication:
    """The translations of a domain that readers may see, by message, and those held back."""

    msgstrs: Mapping[Key, str]
    blocked: frozenset[Key]


def publishable(entry: Entry, findings: Iterable[Finding]) -> bool:
    """Tell whether readers may see a translation.

    It must have words, be neither fuzzy nor obsolete, and have no finding that is an error.
    """
    return entry.translated and not any(f.severity is Severity.ERROR for f in findings)


def publication(catalog: Catalog, findings: Iterable[Finding]) -> Publication:
    """Return what may be shown of a catalog, given what the checks say of it."""
    by_message: dict[Key, list[Finding]] = {}
    for finding in findings:
        by_message.setdefault((finding.msgctxt, finding.msgid), []).append(finding)
    msgstrs, blocked = {}, set()
    for entry in catalog.entries:
        if publishable(entry, by_message.get(entry.message.key, ())):
            msgstrs[entry.message.key] = entry.plurals[0] if entry.plurals else entry.msgstr
        elif entry.translated:
            blocked.add(entry.message.key)
    return Publication(msgstrs, frozenset(blocked))
