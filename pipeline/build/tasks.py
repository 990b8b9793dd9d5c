"""The two things that are done for each locale of a site, wherever they are done.

First its translations are judged, and then, when it is known of all locales how much they have,
its pages are made. Both are functions of plain values, so that another process can do them.
"""

from __future__ import annotations

import functools
import logging
import pickle
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from pipeline.build import driver
from pipeline.build.edition import Edition, empty_editions, read_edition, read_templates
from pipeline.build.memory import Remembered
from pipeline.build.record import LocaleRecord, SiteRecord
from pipeline.build.shared import forget_templates
from pipeline.errors import BuildStopped, ConfigError
from pipeline.gate import Templates
from pipeline.locales import find_locale
from pipeline.project import read_project
from pipeline.publish import Publication
from pipeline.validate import Validator, new_validator

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@dataclass(frozen=True)
class Work:
    """What is to be done for one locale.

    The pages come to stand below `new`, the site in the making; `old` is the site that stands and
    `record` what is known of it, `None` where nothing can be; `anew` has every page made anew.
    """

    config_file: Path
    edition: Edition
    new: Path
    old: Path
    record: SiteRecord | None = None
    anew: bool = False
    inputs: str = ""
    languages: str = ""
    strict: bool = False
    sheets: bool = False


class Spool(Mapping[str, Publication]):
    """The publications of a locale in a file, so that only who needs them holds them in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: dict[str, Publication] | None = None

    @classmethod
    def of(cls, publications: Mapping[str, Publication], path: Path) -> Spool:
        """Write publications to a file of this build's own."""
        path.write_bytes(pickle.dumps(dict(publications)))
        return cls(path)

    def __getstate__(self) -> dict[str, Any]:
        return {"_path": self._path, "_read": None}

    def __getitem__(self, domain: str) -> Publication:
        return self._all[domain]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @property
    def _all(self) -> dict[str, Publication]:
        if self._read is None:
            found: dict[str, Publication] = pickle.loads(self._path.read_bytes())  # noqa: S301
            self._read = found
        return self._read


@functools.cache
def prepared(config_file: Path) -> tuple[Validator, Templates]:
    """Return what every locale of a project is judged with, read once a process."""
    validator = new_validator(read_project(config_file))
    return validator, read_templates(validator.project)


def forget() -> None:
    """Read everything anew from now on: somebody may have changed it."""
    prepared.cache_clear()
    forget_templates()


def judge(config_file: Path, name: str, spool: Path) -> Edition:
    """Judge the translations of a locale; return its edition, with no language beside it yet.

    Its publications go to the file `spool`. Raises `PipelineError` for a file that cannot be used.
    """
    validator, templates = prepared(config_file)
    edition = read_edition(validator, find_locale(name), templates)
    return replace(edition, publications=Spool.of(edition.publications, spool))


def press(config_file: Path, domains: Container[str]) -> None:
    """Make what the pages of some leaflets are printed from, before languages ask for it."""
    validator, _ = prepared(config_file)
    source, *_ = empty_editions(validator, validator.project.locales)
    config, _ = _set_up(config_file, source, config_file.parent / "unused", strict=False)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)  # `make` tells of the rest
    driver.press(config, domains)


def make(work: Work) -> LocaleRecord | None:
    """Make the pages of a locale; return the record of them, where one is to be kept.

    Raises `ConfigError` where MkDocs cannot use the settings, `BuildStopped` where `strict` turns
    its warnings into errors.
    """
    config, memory = begin(work)
    with problems_told(work):
        warnings = driver.build(config, memory)
    if memory is None:
        return None
    memory.search.save(only_used=True)
    inputs = "" if warnings else work.inputs  # what MkDocs warns of, it warns of again
    return memory.record(inputs, work.languages)


def begin(work: Work) -> tuple[MkDocsConfig, Remembered | None]:
    """Return MkDocs' settings for a locale, and what is remembered of it, where anything can be."""
    edition = work.edition
    config, plugin = _set_up(work.config_file, edition, work.new, strict=work.strict)
    plugin.sheets = work.sheets
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    if work.record is None:
        return config, None
    tag = edition.locale.tag
    old = None if work.anew else work.record.read(tag)
    search = work.record.search(tag)
    return config, Remembered(edition, old, search, work.old / tag, work.new / tag)


@contextmanager
def problems_told(work: Work) -> Iterator[None]:
    """Turn what MkDocs and its templates raise into errors of this program."""
    try:
        yield
    except TemplateNotFound as error:
        message = f"there is no template “{error.name}”; the front matter of a leaflet names it"
        raise ConfigError(message, work.config_file.name) from None
    except Abort as error:
        raise BuildStopped(f"{work.edition.locale.tag}: {error}") from None


def _set_up(
    config_file: Path, edition: Edition, site_dir: Path, *, strict: bool
) -> tuple[MkDocsConfig, Any]:
    """Return MkDocs' settings for an edition, and the plugin among them."""
    config = _load(config_file, site_dir, strict=strict)
    plugin: Any = config.plugins.get("leaflets")
    if plugin is None:
        raise ConfigError("plugins: expected “leaflets” among them", config_file.name)
    plugin.given = edition
    return config, plugin


def _load(config_file: Path, site_dir: Path, *, strict: bool) -> MkDocsConfig:
    """Return MkDocs' settings; where it refuses them, it tells why in its log."""
    told: list[str] = []
    log = logging.getLogger("mkdocs.config")
    watch = logging.Handler()

    def emit(record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            told.append(record.getMessage())
        else:
            logging.getLogger("mkdocs").handle(record)

    watch.emit = emit  # type: ignore[method-assign]
    log.addHandler(watch)
    spreads, log.propagate = log.propagate, False
    try:
        return load_config(str(config_file), site_dir=str(site_dir), strict=strict or None)
    except (ConfigurationError, Abort) as error:
        problem = " ".join((told[0] if told else str(error)).split())
        raise ConfigError(problem, config_file.name) from None
    finally:
        log.propagate = spreads
        log.removeHandler(watch)
