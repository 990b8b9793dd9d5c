"""`leaflets update [LOCALE…]`: merge the templates into the catalogs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.locales import Locale
    from pipeline.project import Project

EXAMPLE = "example: leaflets update es --dry-run"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    from pipeline.commands.arguments import add_locales

    add_locales(parser, "locales to update")
    parser.add_argument(
        "--compendium",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a .po file with more translations to draw on; may be given several times",
    )
    parser.add_argument(
        "--minor",
        action="append",
        default=[],
        nargs=2,
        metavar=("OLD", "NEW"),
        help="a correction of the source that no translation need follow: messages that differ in "
        "nothing else are not marked fuzzy; see also locales/minor-changes.csv",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="write nothing, and show what would become of what"
    )


def run(arguments: argparse.Namespace) -> int:
    """Merge, and tell which catalogs changed and what became of the messages.

    All locales are merged before the first file is written: bad input changes nothing.
    """
    from pipeline.catalogs.write import remove_unfinished
    from pipeline.commands.arguments import chosen_locales
    from pipeline.errors import PipelineError
    from pipeline.lock import LockedError, locked
    from pipeline.project import read_project

    project = read_project(arguments.config_file)
    locales = chosen_locales(project, arguments.locales)
    if arguments.dry_run or not project.locales_dir.is_dir():
        return _update(arguments, project, locales)
    folder = project.locales_dir
    try:
        with locked(folder.with_name(f".{folder.name}.lock")):
            for locale in locales:
                remove_unfinished(project.locales_dir / locale.name)
            return _update(arguments, project, locales)
    except LockedError:
        problem = "another update is at work here; expected one at a time"
        raise PipelineError(problem, project.shown(folder)) from None


def _update(arguments: argparse.Namespace, project: Project, locales: Sequence[Locale]) -> int:
    from pipeline.errors import UsageError
    from pipeline.merging import plan_update, write_update
    from pipeline.reports.update import render, render_short
    from pipeline.update.alike import Correction
    from pipeline.validate import without_collector

    corrections = [Correction(old.strip(), new.strip()) for old, new in arguments.minor]
    if not all(each.old and each.new for each in corrections):
        raise UsageError("--minor with an empty text; expected the old words and the new ones")
    targets = [locale for locale in locales if locale != project.source_locale]
    with without_collector():
        updates = list(plan_update(project, targets, arguments.compendium, corrections))
    details = arguments.verbose > 0
    if arguments.dry_run:
        sys.stdout.write(render(updates, details=details))
        return 0
    for update in updates:
        written = 0
        for path in write_update(project, update):
            print(f"{path}: written")
            written += 1
        if written and not arguments.quiet:
            sys.stdout.write(render_short(update, written))
    if details:
        sys.stdout.write(render(updates, details=True))
    return 0
