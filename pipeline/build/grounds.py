"""What the translations of a page rest on: who signed them off, and which findings were waived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.gate import Decision
from pipeline.model import Catalog
from pipeline.publish import Publication
from pipeline.validate import LocaleCatalogs


@dataclass(frozen=True, slots=True, order=True)
class Reviewer:
    """Somebody who signed off messages that readers see, in one role, on one day (ISO 8601)."""

    by: str
    role: str
    date: str
    messages: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Waived:
    """A finding that somebody lets stand until a day; `message` is the hash of the waiver's row."""

    check: str
    message: str
    reason: str
    by: str
    expires: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """The sign-offs that hold, and the waivers, of what readers see of one leaflet."""

    reviewers: tuple[Reviewer, ...] = ()
    waived: tuple[Waived, ...] = ()

    @classmethod
    def of(cls, reviewers: Iterable[Iterable[Any]], waived: Iterable[Iterable[Any]]) -> Grounds:
        """Return the grounds of which such plain data were made."""
        return cls(tuple(Reviewer(*each) for each in reviewers), tuple(Waived(*w) for w in waived))


def grounds(read: LocaleCatalogs, decision: Decision) -> dict[str, Grounds]:
    """Return what the pages of a locale rest on, for each domain that rests on something."""
    found = {}
    for domain, catalog in read.catalogs.items():
        shown = decision.publications[domain]
        own = Grounds(tuple(_reviewers(read, catalog, shown)), tuple(_waived(read, catalog, shown)))
        if own != Grounds():
            found[domain] = own
    return found


def _reviewers(read: LocaleCatalogs, catalog: Catalog, shown: Publication) -> Iterator[Reviewer]:
    if not read.reviews.rows:
        return
    counts = Counter(
        (row.by, row.role, row.date.isoformat())
        for entry in catalog.entries
        if entry.message.key in shown.msgstrs and not entry.obsolete
        for row in read.reviews.rows_of(entry)
        if read.reviews.policy.holds(row)
    )
    for (by, role, date), messages in sorted(counts.items()):
        yield Reviewer(by, role, date, messages)


def _waived(read: LocaleCatalogs, catalog: Catalog, shown: Publication) -> list[Waived]:
    waivers = {(waiver.check, waiver.message): waiver for waiver in read.waivers}
    if not waivers:
        return []
    found = set()
    for finding in read.findings_in(catalog):
        waiver = waivers.get((finding.check, finding.hash))
        if waiver and finding.waived and (finding.msgctxt, finding.msgid) in shown.msgstrs:
            expires = waiver.expires.isoformat()
            found.add(Waived(waiver.check, waiver.message, waiver.reason, waiver.by, expires))
    return sorted(found)
