"""Run the checks over catalogs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.catalogs.read import check_header, read
from pipeline.checks.pair import Pair
from pipeline.checks.registry import Check, all_checks
from pipeline.errors import ConfigError
from pipeline.locales import Locale
from pipeline.model import Catalog, Entry, Finding, Severity
from pipeline.project import Project
from pipeline.terms import Glossary, TermBase, read_glossary, read_term_base


@dataclass(frozen=True)
class Validator:
    """The checks of a project, with the severities that its settings give them."""

    project: Project
    base: TermBase
    source: Glossary
    checks: tuple[tuple[Check, Severity], ...]

    def findings(self, catalog: Catalog, domain: str, glossary: Glossary) -> list[Finding]:
        """Return what the checks say of a catalog's translations, in the order of its lines.

        Only translations that readers would see are looked at: not the fuzzy, not the obsolete.
        """
        found = [
            finding
            for entry in catalog.entries
            if entry.translated
            for finding in self.judge(entry, catalog.path, domain, glossary)
        ]
        return sorted(found, key=lambda finding: finding.order)

    def judge(self, entry: Entry, path: str, domain: str, glossary: Glossary) -> Iterator[Finding]:
        """Return what the checks say of one translation."""
        for source, target in _texts(entry):
            pair = Pair(source, target, self.source, glossary)
            for check, severity in self.checks:
                for problem in check.find(pair):
                    yield Finding(
                        check=check.name,
                        severity=severity,
                        message=problem.message,
                        path=path,
                        line=entry.msgstr_line or entry.line,
                        locale=glossary.locale.name,
                        domain=domain,
                        msgctxt=entry.message.msgctxt,
                        msgid=entry.message.msgid,
                        msgstr=target,
                        hint=problem.hint,
                        expected=problem.expected,
                        found=problem.found,
                        source_span=problem.source_span,
                        target_span=problem.target_span,
                    )


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
    return Validator(project, base, source, chosen)


def _severities(
    checks: Iterable[Check], overrides: Mapping[str, str]
) -> Iterator[tuple[Check, Severity]]:
    for check in checks:
        severity = overrides.get(check.name, check.severity.value)
        if severity != "off":
            yield check, Severity(severity)


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Return the texts of an entry that belong together: one pair, or one a plural form."""
    if not entry.plurals:
        yield entry.message.msgid, entry.msgstr
        return
    for index, msgstr in enumerate(entry.plurals):
        source = entry.message.msgid if index == 0 else entry.msgid_plural
        yield source or entry.message.msgid, msgstr


@dataclass(frozen=True)
class LocaleCatalogs:
    """A locale's catalogs by domain, and what the checks say of them."""

    locale: Locale
    glossary: Glossary
    catalogs: Mapping[str, Catalog]
    validator: Validator

    @cached_property
    def findings(self) -> Mapping[str, list[Finding]]:
        """The findings of each domain."""
        return {
            domain: self.validator.findings(catalog, domain, self.glossary)
            for domain, catalog in self.catalogs.items()
        }


def read_locale(validator: Validator, locale: Locale) -> LocaleCatalogs:
    """Read the catalogs and the terms of a locale; raise `CatalogError` at the first bad one."""
    project = validator.project
    glossary = read_glossary(project, validator.base, locale)
    return LocaleCatalogs(locale, glossary, read_catalogs(project, locale), validator)


def read_catalogs(project: Project, locale: Locale) -> dict[str, Catalog]:
    """Read every catalog of a locale and check its header; return them by domain."""
    folder = project.locales_dir / locale.name / "LC_MESSAGES"
    catalogs = {}
    for path in sorted(folder.rglob("*.po"), key=lambda path: path.as_posix()):
        catalog = read(path, project.shown(path))
        check_header(catalog, locale)
        catalogs[path.relative_to(folder).with_suffix("").as_posix()] = catalog
    return catalogs
