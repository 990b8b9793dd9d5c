"""Waivers: findings that somebody has looked at and lets stand, for a while.

`locales/<locale>/waivers.csv` has the columns `check,message,reason,by,expires`. `message` is the
hash that `leaflets check` shows: it is bound to the source text and the translation, so that a
change of either ends the waiver.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.csvfile import read_rows, require
from pipeline.locales import Locale
from pipeline.model import Finding, Severity
from pipeline.project import Project

COLUMNS = ("check", "message", "reason", "by", "expires")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One row: the check and the message that it is for, why, by whom, and until when."""

    check: str
    message: str
    reason: str
    by: str
    expires: datetime.date
    path: str
    line: int


def read_waivers(project: Project, locale: Locale) -> tuple[Waiver, ...]:
    """Read a locale's waivers; raise `TableError` for a row that says too little."""
    path = project.locales_dir / locale.name / "waivers.csv"
    return tuple(_waivers(read_rows(path, project.shown(path), COLUMNS), project.shown(path)))


def _waivers(rows: Iterable[tuple[int, Mapping[str, str]]], shown: str) -> Iterator[Waiver]:
    for line, row in rows:
        for column in COLUMNS:
            require(bool(row[column]), f"no {column}; a waiver needs all fields", shown, line)
        try:
            expires = datetime.date.fromisoformat(row["expires"])
        except ValueError:
            require(False, f"expires “{row['expires']}”; expected 2027-01-31", shown, line)
        yield Waiver(row["check"], row["message"], row["reason"], row["by"], expires, shown, line)


def apply_waivers(
    findings: Iterable[Finding],
    waivers: Iterable[Waiver],
    today: datetime.date,
    severities: Mapping[str, Severity],
) -> Iterator[Finding]:
    """Yield the findings, those that are waived as mere information.

    A waiver that has expired waives nothing, and is a finding itself; so is one that meets no
    finding any more. `severities` are those of the checks that are switched on.
    """
    used: set[Waiver] = set()
    by_key: dict[tuple[str, str], Waiver] = {(w.check, w.message): w for w in waivers}
    for finding in findings:
        waiver = by_key.get((finding.check, finding.hash))
        if waiver is None:
            yield finding
            continue
        used.add(waiver)
        if waiver.expires < today:
            yield finding
        else:
            yield replace(finding, severity=Severity.INFO, waived=waiver.reason)
    for waiver in by_key.values():
        if waiver not in used and "waiver-stale" in severities:
            message = "This waiver meets no finding: the text has changed, or is mended."
            yield _finding("waiver-stale", severities, waiver, message, "Remove the row.")
        elif waiver.expires < today and "waiver-expired" in severities:
            message = f"This waiver ended on {waiver.expires}."
            hint = f"Look at “{waiver.check}” again, then mend the text or set a new date."
            yield _finding("waiver-expired", severities, waiver, message, hint)


def _finding(
    check: str, severities: Mapping[str, Severity], waiver: Waiver, message: str, hint: str
) -> Finding:
    locale = waiver.path.split("/")[-2]
    return Finding(
        check, severities[check], message, waiver.path, waiver.line, locale=locale, hint=hint
    )
