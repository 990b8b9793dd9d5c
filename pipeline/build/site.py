"""Build the sites of several locales, in as many processes as are asked for."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from pipeline.build.edition import Edition
from pipeline.build.publication import write_publication
from pipeline.build.root import write_root
from pipeline.build.swap import replacing
from pipeline.errors import BuildStopped, ConfigError
from pipeline.project import Project

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def build_site(
    project: Project,
    editions: Sequence[Edition],
    site_dir: Path,
    *,
    jobs: int = 1,
    strict: bool = False,
    accept: Callable[[Path], None] | None = None,
) -> None:
    """Build editions below `site_dir`, and the page on which readers choose a language.

    All is built beside the folder and takes its place in the end, so that a build that fails, or
    that `accept` refuses by raising an error, leaves the old site as it was. Where these are all
    editions of the project, nothing else of the old folder stays. Raises `ConfigError` where
    MkDocs cannot use the settings, and `BuildStopped` where `strict` turns its warnings into
    errors.
    """
    names = (project.name, str(project.settings.get("site_description") or ""))
    root_url = str(project.settings.get("site_url") or "")
    _require_apart(project, site_dir)
    with replacing(site_dir) as new:
        if site_dir.is_dir() and len(editions) < len(editions[0].siblings):
            shutil.copytree(site_dir, new, dirs_exist_ok=True)
        build_editions(project.config_file, editions, new, jobs=jobs, strict=strict)
        write_root(new, root_url, names, editions[0])
        write_publication(new, project, editions[0].siblings)
        if accept:
            accept(new)


def build_editions(
    config_file: Path,
    editions: Sequence[Edition],
    site_dir: Path,
    *,
    jobs: int,
    strict: bool,
    sheets: bool = False,
) -> None:
    """Build editions, each into its own folder below `site_dir`.

    With `sheets`, each leaflet is also written as it is printed, on the way to a PDF.
    """
    work = [(config_file, edition, site_dir, strict, sheets) for edition in editions]
    if jobs > 1 and len(work) > 1:
        with ProcessPoolExecutor(min(jobs, len(work))) as executor:
            list(executor.map(_build_edition, work))
    else:
        for each in work:
            _build_edition(each)


def clean(site_dir: Path) -> None:
    """Empty the folder of a built site; files whose names start with a dot stay, as in MkDocs."""
    for path in site_dir.iterdir() if site_dir.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


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


def _require_apart(project: Project, site_dir: Path) -> None:
    """Raise `ConfigError` where the site would take the place of what it is made from."""
    site = site_dir.resolve()
    for path in (project.config_file, project.source_dir, project.locales_dir):
        if site.is_dir() and path.resolve().is_relative_to(site):
            message = f"site_dir: holds {project.shown(path)}, which the site would replace"
            raise ConfigError(message, project.config_file.name)
    if site.is_relative_to(project.source_dir.resolve()):
        message = "site_dir: is in docs_dir, where the site would become a part of itself"
        raise ConfigError(message, project.config_file.name)


def _build_edition(work: tuple[Path, Edition, Path, bool, bool]) -> None:
    config_file, edition, site_dir, strict, sheets = work
    config = _load(config_file, site_dir, strict=strict)
    plugin = config.plugins.get("leaflets")
    if plugin is None:
        raise ConfigError("plugins: expected “leaflets” among them", config_file.name)
    plugin.given, plugin.sheets = edition, sheets
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        build(config)
    except TemplateNotFound as error:
        message = f"there is no template “{error.name}”; the front matter of a leaflet names it"
        raise ConfigError(message, config_file.name) from None
    except Abort as error:
        raise BuildStopped(f"{edition.locale.tag}: {error}") from None
