"""A project: what `mkdocs.yml` says, as far as the pipeline needs it, without starting MkDocs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError, LocaleError
from pipeline.files import require_inside
from pipeline.locales import Locale, find_locale
from pipeline.model import REVIEW_ROLES, Severity
from pipeline.policy import PublishPolicy, read_policy
from pipeline.settings_file import read_settings

BUILT_IN_EXTENSIONS = ("toc", "tables", "fenced_code")
"""Markdown extensions that MkDocs 1.6 always switches on (mkdocs.config.defaults)."""

REFERENCES = ("line", "file", "none")
"""How templates and catalogs may say where a message stands: `a.md:12`, `a.md`, or not at all."""

MOST_LOCALES = 1000
"""How many locales a project may have: more than CLDR knows languages."""

SITE_DOMAIN = "site"
"""The domain of the site's own words; no leaflet may have this name."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the plugin `leaflets` in `mkdocs.yml`.

    `source_locale` is the language of the leaflets, `region` the ISO 3166 country whose short
    numbers they name, `locales_dir` the folder of the catalogs, `checks` the severities that
    differ from the default (`off` switches a check off). `require_review` are the roles that must
    have signed off a translation before readers see it, and `review_max_age` is for how many days
    a sign-off holds (`None`: until something changes). `references` is how catalogs say where a
    message stands; without lines, a change of a leaflet touches only what it changes. `publish` is
    what is asked before a leaflet, or a language, is published.
    """

    source_locale: str = "en"
    region: str = "US"
    locales_dir: str = "locales"
    checks: Mapping[str, str] = field(default_factory=dict)
    require_review: tuple[str, ...] = ()
    review_max_age: int | None = None
    references: str = "line"
    publish: PublishPolicy = field(default_factory=PublishPolicy)


@dataclass(frozen=True)
class Project:
    """The folders of a project and the settings that its pages are rendered with."""

    config_file: Path
    settings: Mapping[str, Any]
    options: Options

    @property
    def root(self) -> Path:
        """The folder of `mkdocs.yml`, to which all paths are relative."""
        return self.config_file.parent

    @property
    def name(self) -> str:
        """The site's name."""
        return str(self.settings.get("site_name", ""))

    @property
    def source_dir(self) -> Path:
        """The folder of the English leaflets."""
        return self.root / str(self.settings.get("docs_dir", "docs"))

    @property
    def site_dir(self) -> Path:
        """The folder of the built site."""
        return self.root / str(self.settings.get("site_dir", "site"))

    @property
    def locales_dir(self) -> Path:
        """The folder of the catalogs."""
        return self.root / self.options.locales_dir

    @property
    def templates_dir(self) -> Path:
        """The folder of the templates (`.pot`)."""
        return self.locales_dir / "templates"

    def catalog_path(self, locale: Locale, domain: str) -> Path:
        """The file that holds a locale's translations of a domain."""
        return self.locales_dir / locale.name / "LC_MESSAGES" / f"{domain}.po"

    def template_path(self, domain: str) -> Path:
        """The file that holds the messages of a domain."""
        return self.templates_dir / f"{domain}.pot"

    def shown(self, path: Path) -> str:
        """Write a path as messages and references show it: relative, with forward slashes."""
        for root in (self.root, self.root.resolve()):
            if path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return path.as_posix()

    @cached_property
    def source_locale(self) -> Locale:
        """The language that the leaflets are written in."""
        try:
            return find_locale(self.options.source_locale)
        except LocaleError as error:
            raise ConfigError(f"source_locale: {error.message}", self.config_file.name) from None

    @cached_property
    def locales(self) -> tuple[Locale, ...]:
        """The languages that have a folder in `locales/`, in the order of their names."""
        return tuple(self._locales())

    def _locales(self) -> Iterator[Locale]:
        if not self.locales_dir.is_dir():
            return
        folders = sorted(self.locales_dir.iterdir())
        if len(folders) > MOST_LOCALES:
            message = f"more than {MOST_LOCALES:,} folders; expected one a locale"
            raise LocaleError(message, self.shown(self.locales_dir))
        for folder in folders:
            if folder.name == "templates" or folder.name.startswith(".") or not folder.is_dir():
                continue
            try:
                yield find_locale(folder.name)
            except LocaleError as error:
                raise LocaleError(error.message, self.shown(folder)) from None

    @cached_property
    def markdown_extensions(self) -> tuple[list[str], dict[str, Any]]:
        """The Markdown extensions that MkDocs switches on, and their settings."""
        names = list(BUILT_IN_EXTENSIONS)
        configs: dict[str, Any] = {}
        listed = self.settings.get("markdown_extensions") or []
        pairs = listed.items() if isinstance(listed, dict) else _pairs(listed)
        for name, config in pairs:
            if name not in names:
                names.append(name)
            if config and not isinstance(config, dict):
                message = f"markdown_extensions: {name}: expected settings, found {config!r}"
                raise ConfigError(message, self.config_file.name)
            if config:
                configs[name] = config
        return names, configs


def read_project(config_file: Path) -> Project:
    """Read `mkdocs.yml`; raise `ConfigError` where it is missing or cannot be used."""
    settings = read_settings(config_file, config_file.name)
    if not isinstance(settings, dict):
        raise ConfigError("expected settings such as “site_name: …”", config_file.name, 1)
    source = config_file.parent / str(settings.get("docs_dir", "docs"))
    if not source.is_dir():
        raise ConfigError(f"docs_dir: there is no folder “{source.name}”", config_file.name)
    _require_lists(settings, config_file.name)
    project = Project(config_file, settings, _options(settings, config_file.name))
    for folder in (project.source_dir, project.locales_dir):
        require_inside(folder, project.root)
    return project


def _require_lists(settings: Mapping[str, Any], shown: str) -> None:
    for key in ("markdown_extensions", "nav", "plugins"):
        value = settings.get(key)
        if value is not None and not isinstance(value, list | dict):
            raise ConfigError(f"{key}: expected a list, found {value!r}", shown)


def _options(settings: Mapping[str, Any], shown: str) -> Options:
    plugins = settings.get("plugins") or []
    pairs = plugins.items() if isinstance(plugins, dict) else _pairs(plugins)
    given = next((config or {} for name, config in pairs if name == "leaflets"), {})
    if not isinstance(given, dict):
        raise ConfigError("plugin leaflets: expected options such as “region: US”", shown)
    known = Options.__dataclass_fields__
    for name, value in given.items():
        if name not in known:
            expected = ", ".join(sorted(known))
            raise ConfigError(f"plugin leaflets: unknown option “{name}”; known: {expected}", shown)
        if name == "checks":
            _require_severities(value, shown)
        elif name == "require_review":
            given = {**given, name: _roles(value, shown)}
        elif name == "review_max_age":
            _require_days(value, shown)
        elif name == "publish":
            given = {**given, name: read_policy(value, shown)}
        elif not isinstance(value, str):
            raise ConfigError(f"plugin leaflets: {name}: expected text, found {value!r}", shown)
        elif name == "references" and value not in REFERENCES:
            expected = ", ".join(REFERENCES)
            message = f"plugin leaflets: references: {value!r}; expected one of {expected}"
            raise ConfigError(message, shown)
    return Options(**given)


def _require_severities(checks: object, shown: str) -> None:
    allowed = ["off", *(severity.value for severity in Severity)]
    if not isinstance(checks, dict):
        raise ConfigError("plugin leaflets: checks: expected “name: severity” pairs", shown)
    for name, severity in checks.items():
        if severity is False:  # YAML 1.1 reads a bare `off` as false
            checks[name] = "off"
        elif severity not in allowed:
            expected = ", ".join(allowed)
            raise ConfigError(
                f"plugin leaflets: checks: {name}: {severity!r}; expected one of {expected}", shown
            )


def _roles(value: object, shown: str) -> tuple[str, ...]:
    roles = value if isinstance(value, list | tuple) else [value]
    for role in roles:
        if role not in REVIEW_ROLES:
            expected = ", ".join(REVIEW_ROLES)
            raise ConfigError(
                f"plugin leaflets: require_review: {role!r}; expected some of {expected}", shown
            )
    return tuple(role for role in REVIEW_ROLES if role in roles)


def _require_days(value: object, shown: str) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if value is not None and not (whole and value > 0):  # type: ignore[operator]
        raise ConfigError(
            f"plugin leaflets: review_max_age: {value!r}; expected days, such as 365", shown
        )


def _pairs(entries: list[Any]) -> Iterator[tuple[str, Any]]:
    """Read MkDocs' lists whose entries are a name or `name: settings`."""
    for entry in entries:
        if isinstance(entry, dict):
            yield from entry.items()
        else:
            yield str(entry), {}
