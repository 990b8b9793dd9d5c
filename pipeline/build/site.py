"""Build the sites of several locales, in as many processes as are asked for."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from pipeline.build.edition import Edition
from pipeline.build.publication import write_publication
from pipeline.build.root import write_root
from pipeline.build.sibling import Sibling
from pipeline.build.swap import replacing
from pipeline.errors import BuildStopped, ConfigError
from pipeline.project import Project


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
    with replacing(site_dir) as new:
        siblings = editions[0].siblings
        if site_dir.is_dir() and len(editions) < sum(sibling.is_built for sibling in siblings):
            shutil.copytree(site_dir, new, dirs_exist_ok=True)
            _remove_left_out(new, siblings)
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


def _remove_left_out(site_dir: Path, siblings: Sequence[Sibling]) -> None:
    """Remove what an older build made of languages that are left out now."""
    for sibling in siblings:
        folder = site_dir / sibling.locale.tag
        if not sibling.is_built and folder.is_dir():
            shutil.rmtree(folder)


def clean(site_dir: Path) -> None:
    """Empty the folder of a built site; files whose names start with a dot stay, as in MkDocs."""
    for path in site_dir.iterdir() if site_dir.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _build_edition(work: tuple[Path, Edition, Path, bool, bool]) -> None:
    config_file, edition, site_dir, strict, sheets = work
    try:
        config = load_config(str(config_file), site_dir=str(site_dir), strict=strict or None)
    except ConfigurationError as error:
        raise ConfigError(str(error), config_file.name) from None
    plugin = config.plugins.get("leaflets")
    if plugin is None:
        raise ConfigError("plugins: expected “leaflets” among them", config_file.name)
    plugin.given, plugin.sheets = edition, sheets
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        build(config)
    except Abort as error:
        raise BuildStopped(f"{edition.locale.tag}: {error}") from None
