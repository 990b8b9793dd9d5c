"""Arguments that several commands share."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.locales import Locale
    from pipeline.project import Project


def add_locales(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the optional list of locales that most commands take."""
    parser.add_argument(
        "locales", nargs="*", metavar="LOCALE", help=f"{what} (default: every locale)"
    )


def chosen_locales(project: Project, names: Sequence[str]) -> list[Locale]:
    """Return the locales named on the command line, or all of the project.

    Raises `UsageError` for a locale that has no folder yet.
    """
    from pipeline.locales import find_locale

    if not names:
        return list(project.locales)
    chosen = []
    for name in dict.fromkeys(names):
        locale = find_locale(name)
        if locale not in project.locales and locale != project.source_locale:
            folder = project.shown(project.locales_dir / locale.name)
            raise UsageError(f"there is no folder {folder}; start it with: leaflets init {name}")
        chosen.append(locale)
    return chosen


def chosen_catalogs(project: Project, given: Sequence[str]) -> dict[Locale, set[str] | None]:
    """Return the locales named on the command line, and to which catalogs each is limited.

    A locale is named by itself or by one of its files: a catalog limits it to that catalog (as
    findings show its path), any other file, such as `terms.csv`, to nothing (`None`), because all
    catalogs depend on it. Raises `UsageError` for another file.
    """
    chosen: dict[Locale, set[str] | None] = {}
    for each in given:
        path = Path(each) if _is_path(each) else None
        folder = _locale_folder(project, path) if path else each
        for locale in chosen_locales(project, [folder]):
            shown = _shown_catalog(project, path) if path else None
            limit = chosen.setdefault(locale, set())
            if shown is None:
                chosen[locale] = None
            elif limit is not None:
                limit.add(shown)
    return chosen if given else dict.fromkeys(project.locales)


def _is_path(given: str) -> bool:
    return Path(given).name != given or Path(given).suffix in (".csv", ".po")


def _locale_folder(project: Project, path: Path) -> str:
    """Return the name of the locale whose file this is."""
    root, inside = project.locales_dir.resolve(), path.resolve()
    parts = inside.relative_to(root).parts if inside.is_relative_to(root) else ()
    if len(parts) < 2 or parts[0] == project.templates_dir.name:
        expected = project.shown(project.locales_dir / "LOCALE" / "LC_MESSAGES" / "NAME.po")
        raise UsageError("no file of a locale; expected " + expected, path)
    if not inside.is_file():
        raise UsageError("there is no such file", path)
    return parts[0]


def _shown_catalog(project: Project, path: Path) -> str | None:
    """Return how findings show the path of a catalog; `None` for another file of a locale."""
    inside = path.resolve().relative_to(project.locales_dir.resolve())
    catalog = inside.parts[1] == "LC_MESSAGES" and path.suffix == ".po"
    return project.shown(project.locales_dir / inside) if catalog else None


def chosen_site_dir(project: Project, given: Path | None) -> Path:
    """Return the folder that a new site takes the place of, all that it holds included.

    Raises `UsageError` for a folder in which the project keeps something else.
    """
    site_dir = (given or project.site_dir).resolve()
    kept = [project.config_file, project.source_dir, project.locales_dir]
    for path in (each.resolve() for each in kept):
        inside = path.is_dir() and site_dir.is_relative_to(path)
        if path.is_relative_to(site_dir) or inside:
            shown = f"{path.name}/" if path.is_dir() else path.name
            where = "lies in" if inside else "holds"
            raise UsageError(
                f"a site cannot take the place of this folder: it {where} {shown}; "
                "expected a folder of its own",
                project.shown(site_dir),
            )
    return site_dir


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add the option to work in several processes."""
    parser.add_argument(
        "-j", "--jobs", type=int, metavar="N", help="processes (default: one a processor)"
    )


def chosen_jobs(given: int | None) -> int:
    """Return how many processes to use; raise `UsageError` where none was asked for."""
    jobs = os.cpu_count() or 1 if given is None else given
    if jobs < 1:
        raise UsageError(f"--jobs {jobs}; expected 1 or more")
    return jobs


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add the option to write the report to a file."""
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write the report to a file"
    )


def write_report(report: str, output: Path | None) -> None:
    """Write a report to the file that was asked for, else to standard output."""
    if output is None:
        sys.stdout.write(report)
    else:
        output.write_text(report, encoding="utf-8")
