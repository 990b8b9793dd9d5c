"""Corrupt the publishable translations of a locale, and count what the checks find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from pipeline.checks.pair import Pair
from pipeline.model import Entry, Severity
from pipeline.mutate.kinds import KINDS, Kind
from pipeline.publish import publishable
from pipeline.validate import LocaleCatalogs, Validator


@dataclass(frozen=True, slots=True)
class Mutant:
    """A translation with one mistake, and the gravest finding about it (`None`: it survived)."""

    kind: str
    locale: str
    path: str
    line: int
    msgid: str
    msgstr: str
    found: Severity | None

    @property
    def caught(self) -> bool:
        """Whether the checks saw the mistake, and blocked it where it is deadly."""
        if KINDS[self.kind].deadly:
            return self.found is Severity.ERROR
        return self.found in (Severity.ERROR, Severity.WARNING)


def mutants(validator: Validator, read: LocaleCatalogs, seed: int) -> Iterator[Mutant]:
    """Yield a locale's mutants, kind by kind; the same seed gives the same ones.

    Only translations that are clean before are corrupted, so that each finding is about the
    mistake.
    """
    entries = list(_clean(read))
    for kind in KINDS.values():
        random = Random(f"{seed} {kind.name} {read.locale.name}")  # noqa: S311 - no secret
        for domain, path, entry in entries:
            for msgstr in _corrupt(kind, validator, read, entry, random):
                changed = replace(entry, msgstr=msgstr)
                found = validator.judge(changed, path, domain, read.glossary)
                severities = [finding.severity for finding in found]
                gravest = max(severities, key=lambda severity: severity.rank, default=None)
                yield Mutant(
                    kind.name,
                    read.locale.name,
                    path,
                    entry.msgstr_line,
                    entry.message.msgid,
                    msgstr,
                    None if gravest is Severity.INFO else gravest,
                )


def _clean(read: LocaleCatalogs) -> Iterator[tuple[str, str, Entry]]:
    for domain, catalog in read.catalogs.items():
        blamed = {(finding.msgctxt, finding.msgid) for finding in read.findings_in(catalog)}
        for entry in catalog.entries:
            if publishable(entry, ()) and entry.message.key not in blamed and not entry.plurals:
                yield domain, catalog.path, entry


def _corrupt(
    kind: Kind, validator: Validator, read: LocaleCatalogs, entry: Entry, random: Random
) -> Iterator[str]:
    message = entry.message
    pair = Pair(message.msgid, entry.msgstr, validator.source, read.glossary, message.msgctxt)
    return kind.mutate(pair, random)
