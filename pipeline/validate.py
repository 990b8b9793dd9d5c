"""Run the checks over catalogs."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.cache import Drawer, Shelf, digest, shelf, tools_digest
from pipeline.catalogs.read import check_header, read
from pipeline.checks.pair import Pair, absent
from pipeline.checks.registry import Check, FindInPair, all_checks
from pipeline.clock import now
from pipeline.errors import ConfigError
from pipeline.locales import Locale
from pipeline.model import Catalog, Entry, Finding, Problem, Severity
from pipeline.project import Project
from pipeline.reviews import Reviews, read_reviews
from pipeline.terms import Glossary, TermBase, read_glossary, read_term_base
from pipeline.verdicts import finding_as_json, finding_from_json
from pipeline.waivers import Waiver, apply_waivers, read_waivers

Group = tuple[str, list[tuple[Check, Severity, FindInPair]]]
"""Checks that need the same of a pair, and what that is."""

Place = tuple[str, str, Glossary]
"""Where a translation stands: a catalog's path, its domain, and the glossary of its locale."""


@dataclass(frozen=True)
class Validator:
    """The checks of a project, with the severities that its settings give them."""

    project: Project
    base: TermBase
    source: Glossary
    checks: tuple[tuple[Check, Severity], ...]
    today: datetime.date

    @property
    def severities(self) -> dict[str, Severity]:
        """How much a finding of each check weighs, for those that are switched on."""
        return {check.name: severity for check, severity in self.checks}

    def findings(
        self,
        catalogs: Mapping[str, Catalog],
        glossary: Glossary,
        waivers: Iterable[Waiver] = (),
        verdicts: Shelf | None = None,
    ) -> list[Finding]:
        """Return what the checks say of a locale's catalogs, by file and line.

        Checks of one translation look only at what readers would see: not the fuzzy, not the
        obsolete. What `verdicts` know of a file, they are not asked again.
        """
        with without_collector():
            found = [
                *self._of_translations(catalogs, glossary, verdicts or Shelf(None)),
                *self._of_locale(catalogs, glossary),
            ]
        kept = apply_waivers(found, waivers, self.today, self.severities)
        return sorted(kept, key=lambda finding: finding.order)

    def judge(self, entry: Entry, path: str, domain: str, glossary: Glossary) -> list[Finding]:
        """Return what the checks say of one translation."""
        message = entry.message
        if not entry.plurals:
            return self._judge(message.msgid, entry.msgstr, entry, (path, domain, glossary))
        findings: list[Finding] = []
        for index, form in enumerate(entry.plurals):
            source = (index and entry.msgid_plural) or message.msgid
            findings += self._judge(source, form, entry, (path, domain, glossary))
        return findings

    def _judge(self, source: str, target: str, entry: Entry, place: Place) -> list[Finding]:
        """Return what the checks say of a text, which may be one of several plural forms."""
        pair = Pair(source, target, self.source, place[2], entry.message.msgctxt)
        kinds = (pair.source_facts.kinds, pair.kinds)
        found = [
            (check, severity, problem)
            for needs, group in self._chosen.get(kinds) or self._choose(kinds)
            if not needs or getattr(pair, needs)
            for check, severity, find in group
            for problem in find(pair)
        ]
        if not found:
            return []
        found.sort(key=lambda each: each[0].name)
        return [_finding(*each, entry, target, place) for each in found]

    def _choose(self, kinds: tuple[frozenset[str], frozenset[str]]) -> list[Group]:
        """Return the checks that may find something in texts with words of these kinds."""
        none = absent(*kinds)
        chosen = [group for group in self._by_need if group[0] not in none]
        self._chosen[kinds] = chosen
        return chosen

    @cached_property
    def _chosen(self) -> dict[tuple[frozenset[str], frozenset[str]], list[Group]]:
        """The checks that may find something, by the kinds of words of a source and a target."""
        return {}

    @cached_property
    def _by_need(self) -> list[Group]:
        """The checks of one translation by what they need, to pass over most of them at once."""
        groups: dict[str, list[tuple[Check, Severity, FindInPair]]] = {}
        for check, severity in self.checks:
            if check.find:
                groups.setdefault(check.needs, []).append((check, severity, check.find))
        return list(groups.items())

    def _of_translations(
        self, catalogs: Mapping[str, Catalog], glossary: Glossary, verdicts: Shelf
    ) -> Iterator[Finding]:
        judged_by = self._digest(glossary)
        for domain, catalog in catalogs.items():
            key = digest(judged_by, catalog.path, catalog.digest)
            kept = verdicts.get(domain, key) if catalog.digest else None
            if kept is not None:
                yield from map(finding_from_json, kept)
                continue
            found = [
                finding
                for entry in catalog.entries
                if entry.translated
                for finding in self.judge(entry, catalog.path, domain, glossary)
            ]
            if catalog.digest:
                verdicts.put(domain, key, list(map(finding_as_json, found)))
            yield from found

    def _digest(self, glossary: Glossary) -> str:
        """Return what stands for all that a verdict depends on, beside the catalog itself."""
        severities = sorted((name, each.value) for name, each in self.severities.items())
        return digest(tools_digest(), repr(severities), self.source.digest, glossary.digest)

    def _of_locale(self, catalogs: Mapping[str, Catalog], glossary: Glossary) -> Iterator[Finding]:
        for check, severity in self.checks:
            if check.find_in_locale is None:
                continue
            for domain, entry, problem in check.find_in_locale(catalogs):
                place = (catalogs[domain].path, domain, glossary)
                yield _finding(check, severity, problem, entry, entry.msgstr, place)


def new_validator(project: Project) -> Validator:
    """Return a project's validator; raise `ConfigError` where its settings name no such check."""
    known = all_checks()
    for name in project.options.checks:
        if name not in known:
            message = f"plugin leaflets: checks: there is no check “{name}”; see “leaflets checks”"
            raise ConfigError(message, project.config_file.name)
    chosen = tuple(_severities(known.values(), project.options.checks))
    base = read_term_base(project)
    source = read_glossary(project, base, project.source_locale)
    return Validator(project, base, source, chosen, now().date())


def _severities(
    checks: Iterable[Check], overrides: Mapping[str, str]
) -> Iterator[tuple[Check, Severity]]:
    for check in checks:
        severity = overrides.get(check.name, check.severity.value)
        if severity != "off":
            yield check, Severity(severity)


def _finding(
    check: Check,
    severity: Severity,
    problem: Problem,
    entry: Entry,
    msgstr: str,
    place: Place,
) -> Finding:
    path, domain, glossary = place
    return Finding(
        check=check.name,
        severity=severity,
        message=problem.message,
        path=path,
        line=entry.msgstr_line or entry.line,
        locale=glossary.locale.name,
        domain=domain,
        msgctxt=entry.message.msgctxt,
        msgid=entry.message.msgid,
        msgstr=msgstr,
        hint=problem.hint,
        expected=problem.expected,
        found=problem.found,
        source_span=problem.source_span,
        target_span=problem.target_span,
    )


@dataclass(frozen=True)
class LocaleCatalogs:
    """A locale's catalogs by domain, and what the checks say of them.

    `anew` asks the checks, whatever is remembered of what they said.
    """

    locale: Locale
    glossary: Glossary
    catalogs: Mapping[str, Catalog]
    waivers: tuple[Waiver, ...]
    reviews: Reviews
    validator: Validator
    anew: bool = False

    @cached_property
    def findings(self) -> list[Finding]:
        """All findings, by file and line."""
        name = f"verdicts/{self.locale.name}"
        known = Shelf(None) if self.anew else shelf(self.validator.project, name)
        found = self.validator.findings(self.catalogs, self.glossary, self.waivers, known)
        known.save(only_used=True)
        found += self.reviews.findings(self.catalogs, self.validator.severities)
        return sorted(found, key=lambda finding: finding.order)

    def findings_in(self, catalog: Catalog) -> list[Finding]:
        """The findings of one catalog."""
        return self._by_path.get(catalog.path, [])

    @cached_property
    def _by_path(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.path, []).append(finding)
        return found


def read_locale(validator: Validator, locale: Locale, *, anew: bool = False) -> LocaleCatalogs:
    """Read a locale's catalogs, terms, waivers and sign-offs; raise `PipelineError`.

    With `anew`, nothing is taken from what is remembered of files and verdicts.
    """
    project = validator.project
    glossary = read_glossary(project, validator.base, locale)
    waivers = read_waivers(project, locale)
    reviews = read_reviews(project, validator.source, glossary, validator.today)
    catalogs = (read_catalogs if anew else _known_catalogs)(project, locale)
    return LocaleCatalogs(locale, glossary, catalogs, waivers, reviews, validator, anew)


def read_locales(validator: Validator, locales: Iterable[Locale]) -> Iterator[LocaleCatalogs]:
    """Yield locales one after the other; who lets go of one before the next holds one at a time."""
    for locale in locales:
        if locale != validator.project.source_locale:
            yield read_locale(validator, locale)


def read_catalogs(
    project: Project, locale: Locale, known: Mapping[str, Catalog] | None = None
) -> dict[str, Catalog]:
    """Read every catalog of a locale and check its header; return them by domain.

    Those among `known` that were read from the same bytes are not taken apart again.
    """
    folder = project.locales_dir / locale.name / "LC_MESSAGES"
    kept = known or {}
    catalogs = {}
    shown = project.shown(folder)
    with without_collector():
        for path in sorted(folder.rglob("*.po"), key=lambda path: path.as_posix()):
            name = path.relative_to(folder)
            domain = name.with_suffix("").as_posix()
            catalog = read(path, f"{shown}/{name.as_posix()}", kept.get(domain))
            if catalog is not kept.get(domain):
                check_header(catalog, locale)
            catalogs[domain] = catalog
    return catalogs


def _known_catalogs(project: Project, locale: Locale) -> dict[str, Catalog]:
    """Read every catalog of a locale, those that have changed since from their files."""
    drawer = Drawer(project.root, "catalogs", dict[str, Catalog])
    key = tools_digest()
    with without_collector():
        known = drawer.get(locale.name, key) or {}
    catalogs = read_catalogs(project, locale, known)
    if catalogs.keys() != known.keys() or any(known[name] is not catalogs[name] for name in known):
        plain = {name: replace(each, header=dict(each.header)) for name, each in catalogs.items()}
        drawer.put(locale.name, key, plain)
    return catalogs


@contextmanager
def without_collector(*, to_the_end: bool = False) -> Iterator[None]:
    """Stop Python's search for cycles: catalogs and findings have none, and it takes a third.

    With `to_the_end` the program ends soon: what there is then is never searched.
    """
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if to_the_end:
            gc.freeze()
        if searches:
            gc.enable()
