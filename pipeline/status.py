"""How each locale stands: what readers see, what is held back, and what waits for whom."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.catalogs.read import read
from pipeline.coverage import Coverage
from pipeline.extract import extract_known
from pipeline.gate import Held, decide
from pipeline.locales import Locale
from pipeline.model import Finding, Message, Severity
from pipeline.project import Project
from pipeline.publish import Key, Publication
from pipeline.reviews import SignOff
from pipeline.templates import CREATED
from pipeline.validate import LocaleCatalogs, Validator, read_locales
from pipeline.waivers import Waiver

SOON = 30
"""How many days before its end a sign-off is told to end soon."""

_NOTHING = Publication({}, frozenset())


@dataclass(frozen=True, slots=True)
class LeafletStatus:
    """How a locale stands in one domain.

    `waiting` counts the messages that nobody has translated since their English came or changed
    (missing or fuzzy); `since` is a day on which they waited already. `held` is why the policy
    holds the leaflet back, if it does.
    """

    domain: str
    figures: Coverage
    waiting: int = 0
    since: datetime.date | None = None
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class WaiverStatus:
    """A waiver, whether it has ended, and the finding that it is for, if there still is one."""

    waiver: Waiver
    ended: bool
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class ReviewStatus:
    """A sign-off that age ends soon, or has ended, and the last day on which it holds."""

    row: SignOff
    last_day: datetime.date
    ended: bool


@dataclass(frozen=True)
class LocaleStatus:
    """How a locale stands; `blocked` are the errors that keep translations from readers.

    `stale` are sign-offs that match no translation any more. `held` tells what the policy
    holds back: the language, or leaflets of it.
    """

    locale: Locale
    leaflets: tuple[LeafletStatus, ...]
    blocked: tuple[Finding, ...] = ()
    waivers: tuple[WaiverStatus, ...] = ()
    expiring: tuple[ReviewStatus, ...] = ()
    stale: tuple[SignOff, ...] = ()
    held: tuple[Held, ...] = ()

    @cached_property
    def figures(self) -> Coverage:
        """The figures of all leaflets together."""
        return sum((leaflet.figures for leaflet in self.leaflets), Coverage())

    @property
    def oldest(self) -> LeafletStatus | None:
        """The leaflet whose messages have waited longest, as far as that is known."""
        dated = [leaflet for leaflet in self.leaflets if leaflet.since]
        return min(dated, key=lambda leaflet: (leaflet.since, leaflet.domain), default=None)


@dataclass(frozen=True, slots=True)
class Status:
    """A project's locales, on a day, and what the project asks of sign-offs."""

    project: str
    today: datetime.date
    required: tuple[str, ...]
    max_age: int | None
    locales: tuple[LocaleStatus, ...]

    @property
    def figures(self) -> Coverage:
        """The figures of all locales together."""
        return sum((locale.figures for locale in self.locales), Coverage())


def read_status(validator: Validator, locales: Iterable[Locale]) -> Status:
    """Return how locales stand, in their given order; that of the source is left out."""
    project = validator.project
    templates = {template.domain: template.messages for template in extract_known(project)}
    dates = _TemplateDates(project)
    return Status(
        project.name,
        validator.today,
        project.options.require_review,
        project.options.review_max_age,
        tuple(_locale(each, templates, dates) for each in read_locales(validator, locales)),
    )


def _locale(
    read: LocaleCatalogs, templates: Mapping[str, tuple[Message, ...]], dates: _TemplateDates
) -> LocaleStatus:
    leaflets, blocked = [], []
    decision = decide(read, templates)
    for domain, messages in templates.items():
        catalog = read.catalogs.get(domain)
        findings = read.findings_in(catalog) if catalog else []
        shown = decision.publications.get(domain, _NOTHING)
        waiting, since = _waiting(read, domain, messages, dates)
        figures, held = decision.coverage[domain], decision.held.get(domain)
        leaflets.append(LeafletStatus(domain, figures, waiting, since, held))
        held_back = shown.blocked & {message.key for message in messages}
        blocked += [finding for finding in findings if _blocks(finding, held_back)]
    stale = tuple(read.reviews.stale(read.catalogs.values()))
    return LocaleStatus(
        read.locale,
        tuple(leaflets),
        tuple(blocked),
        tuple(_waivers(read)),
        tuple(_expiring(read, stale)),
        stale,
        decision.told,
    )


def _blocks(finding: Finding, held_back: frozenset[Key]) -> bool:
    key = (finding.msgctxt, finding.msgid)
    return finding.severity is Severity.ERROR and key in held_back


def _waiting(
    read: LocaleCatalogs, domain: str, messages: tuple[Message, ...], dates: _TemplateDates
) -> tuple[int, datetime.date | None]:
    """Count the messages that wait for a translator, and tell since when at least.

    Without a history of the sources, what is known is this: a catalog's `POT-Creation-Date` is the
    day on which the English of its leaflet last changed before the catalog was brought up to date.
    What is open in it has been open since then, or longer. A message that is not in the catalog
    yet has waited since the day of the template.
    """
    catalog = read.catalogs.get(domain)
    entries = {e.message.key: e for e in catalog.entries if not e.obsolete} if catalog else {}
    waiting, days = 0, set()
    for message in messages:
        entry = entries.get(message.key)
        if entry is not None and entry.translated:
            continue
        waiting += 1
        if entry is None or catalog is None:
            days.add(dates.of(domain))
        else:
            days.add(_day(catalog.header.get(CREATED, "")))
    return waiting, min((day for day in days if day), default=None)


class _TemplateDates:
    """The days of the templates, each read when it is first asked for."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.days: dict[str, datetime.date | None] = {}

    def of(self, domain: str) -> datetime.date | None:
        """Return the day on which a template last changed, `None` where there is none yet."""
        if domain not in self.days:
            path = self.project.template_path(domain)
            catalog = read(path, self.project.shown(path)) if path.exists() else None
            self.days[domain] = _day(catalog.header.get(CREATED, "")) if catalog else None
        return self.days[domain]


def _day(text: str) -> datetime.date | None:
    """Read the day of a date as gettext writes it (`2026-11-23 18:53+0000`)."""
    match = re.match(r"\d{4}-\d\d-\d\d", text)
    try:
        return datetime.date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _waivers(read: LocaleCatalogs) -> Iterator[WaiverStatus]:
    today = read.validator.today
    findings = {(finding.check, finding.hash): finding for finding in read.findings}
    for waiver in sorted(read.waivers, key=lambda waiver: (waiver.expires, waiver.line)):
        finding = findings.get((waiver.check, waiver.message))
        yield WaiverStatus(waiver, waiver.expires < today, finding)


def _expiring(read: LocaleCatalogs, stale: tuple[SignOff, ...]) -> list[ReviewStatus]:
    policy = read.reviews.policy
    gone = {row.key for row in stale}
    limit = policy.today.toordinal() + SOON
    found = []
    for row in read.reviews.rows:
        last = policy.last_day(row)
        if last is not None and last.toordinal() <= limit and row.key not in gone:
            found.append(ReviewStatus(row, last, last < policy.today))
    return sorted(found, key=lambda review: (review.last_day, review.row.key))
