"""A project: what `mkdocs.yml` says, as far as the pipeline needs it, without starting MkDocs."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import ConfigError, LocaleError
from pipeline.locales import Locale, find_locale
from pipeline.model import Severity

BUILT_IN_EXTENSIONS = ("toc", "tables", "fenced_code")
"""Markdown extensions that MkDocs 1.6 always switches on (mkdocs.config.defaults)."""

SITE_DOMAIN = "site"
"""The domain of the site's own words; no leaflet may have this name."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the plugin `leaflets` in `mkdocs.yml`.

    `source_locale` is the language of the leaflets, `region` the ISO 3166 country whose short
    numbers they name, `locales_dir` the folder of the catalogs, `checks` the severities that
    differ from the default (`off` switches a check off).
    """

    source_locale: str = "en"
    region: str = "US"
    locales_dir: str = "locales"
    checks: Mapping[str, str] = field(default_factory=dict)


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
        for folder in sorted(self.locales_dir.iterdir()):
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
            if config:
                configs[name] = config
        return names, configs


def read_project(config_file: Path) -> Project:
    """Read `mkdocs.yml`; raise `ConfigError` where it is missing or cannot be used."""
    settings = _read_yaml(config_file, config_file.name)
    if not isinstance(settings, dict):
        raise ConfigError("expected settings such as “site_name: …”", config_file.name, 1)
    source = config_file.parent / str(settings.get("docs_dir", "docs"))
    if not source.is_dir():
        raise ConfigError(f"docs_dir: there is no folder “{source.name}”", config_file.name)
    return Project(config_file, settings, _options(settings, config_file.name))


def _options(settings: Mapping[str, Any], shown: str) -> Options:
    plugins = settings.get("plugins") or []
    pairs = plugins.items() if isinstance(plugins, dict) else _pairs(plugins)
    given = next((config or {} for name, config in pairs if name == "leaflets"), {})
    known = Options.__dataclass_fields__
    for name, value in given.items():
        if name not in known:
            expected = ", ".join(sorted(known))
            raise ConfigError(f"plugin leaflets: unknown option “{name}”; known: {expected}", shown)
        if name == "checks":
            _require_severities(value, shown)
        elif not isinstance(value, str):
            raise ConfigError(f"plugin leaflets: {name}: expected text, found {value!r}", shown)
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


def _pairs(entries: list[Any]) -> Iterator[tuple[str, Any]]:
    """Read MkDocs' lists whose entries are a name or `name: settings`."""
    for entry in entries:
        if isinstance(entry, dict):
            yield from entry.items()
        else:
            yield str(entry), {}


def _read_yaml(path: Path, shown: str) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError("there is no such file; expected MkDocs' settings", shown) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", shown) from None
    try:
        settings = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader with two tags
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise ConfigError(f"no YAML: {problem}", shown, mark.line + 1 if mark else None) from None
    if isinstance(settings, dict) and "INHERIT" in settings:
        parent = path.parent / settings.pop("INHERIT")
        return _merge(_read_yaml(parent, parent.name), settings)
    return settings


def _merge(base: Any, over: Any) -> Any:
    """Lay settings over those that they inherit, mapping by mapping, as MkDocs does."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    return {**base, **{key: _merge(base.get(key), value) for key, value in over.items()}}


class _Loader(yaml.SafeLoader):
    """YAML with the two tags that MkDocs' settings use: `!ENV` and `!!python/name:`."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    """Read `!ENV NAME` and `!ENV [NAME, OTHER, default]`."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(node.value))
    if not isinstance(node, yaml.SequenceNode):
        raise yaml.constructor.ConstructorError(
            problem="!ENV expects a name or a list", problem_mark=node.start_mark
        )
    *names, default = loader.construct_sequence(node)
    return next((os.environ[name] for name in names if name in os.environ), default)


def _python_name(loader: _Loader, suffix: str, node: yaml.Node) -> Any:
    module, _, name = suffix.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError):
        problem = f"there is no Python name “{suffix}”"
        raise yaml.constructor.ConstructorError(
            problem=problem, problem_mark=node.start_mark
        ) from None


def _python_call(loader: _Loader, suffix: str, node: yaml.Node) -> Any:
    """Read `!!python/object/apply:module.name {kwds: {…}}`, as slugify functions are given."""
    call = _python_name(loader, suffix, node)
    if isinstance(node, yaml.MappingNode):
        arguments = loader.construct_mapping(node, deep=True)
        return call(*arguments.get("args", ()), **arguments.get("kwds", {}))
    return call(
        *(loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else ())
    )


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _python_name)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _python_call)
