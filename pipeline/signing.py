"""Sign off translations: choose them, refuse what cannot be signed, write the rest down."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pipeline.catalogs.excerpt import excerpt
from pipeline.catalogs.write import replace_file
from pipeline.errors import TableError, UsageError
from pipeline.model import Entry, Severity
from pipeline.project import Project
from pipeline.reviews import SignOff, reviews_path, write_reviews
from pipeline.validate import LocaleCatalogs

UNION = "reviews.csv merge=union\n"
"""The line of `.gitattributes` by which git keeps the rows of both branches."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A message that cannot be signed off, where it stands, and why."""

    path: str
    line: int
    msgid: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: not signed off, {self.reason}: “{excerpt(self.msgid)}”"


@dataclass(frozen=True, slots=True)
class Choice:
    """A message of a locale: the entry, and the domain whose catalog it stands in."""

    domain: str
    entry: Entry


def choose(
    read: LocaleCatalogs,
    domains: Collection[str],
    msgids: Collection[str] = (),
    *,
    all_translated: bool = False,
) -> list[Choice]:
    """Return the messages to sign off, by domain and place.

    `domains` narrows the choice to some leaflets, `msgids` to some messages, and `all_translated`
    to those with words that are not fuzzy. Raises `UsageError` where there is no such leaflet or
    message.
    """
    _require_domains(read, domains)
    found = [
        Choice(domain, entry)
        for domain, catalog in read.catalogs.items()
        if not domains or domain in domains
        for entry in catalog.entries
        if not entry.obsolete
    ]
    for msgid in msgids:
        _require_message(msgid, {choice.entry.message.msgid for choice in found})
    return [
        choice
        for choice in found
        if (not msgids or choice.entry.message.msgid in msgids)
        and (choice.entry.translated or not all_translated)
    ]


def refusals(read: LocaleCatalogs, choices: Iterable[Choice]) -> Iterator[Refusal]:
    """Yield the messages among those chosen that cannot be signed off."""
    for choice in choices:
        entry, catalog = choice.entry, read.catalogs[choice.domain]
        if reason := _reason(read, choice):
            line = entry.msgstr_line or entry.line
            yield Refusal(catalog.path, line, entry.message.msgid, reason)


def sign(
    read: LocaleCatalogs, choices: Iterable[Choice], by: str, role: str, date: datetime.date
) -> list[SignOff]:
    """Return the rows of those chosen that can be signed off."""
    return [
        SignOff(
            read.reviews.hash(choice.entry),
            role,
            by,
            date,
            choice.domain,
            excerpt(choice.entry.message.msgid),
        )
        for choice in choices
        if not _reason(read, choice)
    ]


def record(
    project: Project, read: LocaleCatalogs, new: Iterable[SignOff], *, prune: bool = False
) -> list[str]:
    """Add rows to a locale's sign-offs; return the paths of the files that changed.

    A row takes the place of the one for the same message and role, and keeps the columns that
    somebody added to it. `prune` removes the rows that match no translation any more.
    """
    stale = {row.key for row in read.reviews.stale(read.catalogs.values())} if prune else set()
    rows = {row.key: row for row in read.reviews.rows if row.key not in stale}
    for row in new:
        old = rows.get(row.key)
        more = old.more if old else ()
        rows[row.key] = SignOff(*_cells(row), more)
    path = reviews_path(project, read.locale)
    if not rows and not path.exists():
        return []
    shown = project.shown(path)
    written = write_reviews(path, shown, rows.values())
    return [*([shown] if written else []), *_keep_both_sides(project)]


def _cells(row: SignOff) -> tuple[str, str, str, datetime.date, str, str]:
    return (row.hash, row.role, row.by, row.date, row.domain, row.excerpt)


def _keep_both_sides(project: Project) -> Iterator[str]:
    """Tell git once to merge sign-offs line by line: rows of two branches never contradict."""
    path = project.locales_dir / ".gitattributes"
    shown = project.shown(path)
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if "reviews.csv" in text:
            return
        if text and not text.endswith("\n"):
            text += "\n"
        replace_file(path.resolve(), (text + UNION).encode())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no UTF-8"
        raise TableError(f"cannot be written: {reason}", shown) from error
    yield shown


def _reason(read: LocaleCatalogs, choice: Choice) -> str:
    """Return why a message cannot be signed off, empty where it can."""
    entry = choice.entry
    if entry.fuzzy:
        return "it is fuzzy"
    if not entry.translated:
        return "it is not translated"
    checks = {
        finding.check
        for finding in read.findings_in(read.catalogs[choice.domain])
        if finding.severity is Severity.ERROR
        and (finding.msgctxt, finding.msgid) == entry.message.key
    }
    return f"blocked by {', '.join(sorted(checks))}" if checks else ""


def _require_domains(read: LocaleCatalogs, domains: Iterable[str]) -> None:
    for domain in domains:
        if domain not in read.catalogs:
            known = ", ".join(read.catalogs) or "none yet"
            locale = read.locale.name
            raise UsageError(f"{locale} has no catalog of “{domain}”; expected one of {known}")


def _require_message(msgid: str, known: Collection[str]) -> None:
    if msgid not in known:
        near = get_close_matches(msgid, sorted(known), 1)
        hint = f"; did you mean “{excerpt(near[0], 200)}”?" if near else ""
        raise UsageError(f"there is no message “{excerpt(msgid, 80)}”{hint}")
