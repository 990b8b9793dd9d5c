"""`leaflets adopt LOCALE DIR`: take translated Markdown into the catalogs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

EXAMPLE = "example: leaflets adopt es old-site/es --dry-run"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("locale", metavar="LOCALE", help="the locale of the translations")
    parser.add_argument(
        "folder",
        type=Path,
        metavar="DIR",
        help="translated leaflets, each with the name of its source",
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only tell")


def run(arguments: argparse.Namespace) -> int:
    """Fill in what is empty; return 1 if something is uncertain or has no partner."""
    from pipeline.catalogs.wrap import is_wrapped
    from pipeline.catalogs.write import write
    from pipeline.commands.arguments import chosen_locales
    from pipeline.errors import UsageError
    from pipeline.importing.adopt import adopt
    from pipeline.project import read_project

    project = read_project(arguments.config_file)
    (locale,) = chosen_locales(project, [arguments.locale])
    if locale == project.source_locale:
        raise UsageError(f"{locale.name} is the language of the leaflets; expected another")
    if not arguments.folder.is_dir():
        raise UsageError(f"{arguments.folder}: no folder; expected translated leaflets in it")
    adopted, strangers = adopt(project, locale, arguments.folder)
    for each in adopted:
        path = project.root / each.catalog.path
        if each.changed and not arguments.dry_run:
            write(each.catalog, path, wrap=is_wrapped(path.read_text(encoding="utf-8-sig")))
        counts = f"{each.sure} adopted, {each.fuzzy} as fuzzy, {each.kept} there already"
        print(f"{each.shown} → {each.catalog.path}: {counts}")
    doubts = [*strangers, *(doubt for each in adopted for doubt in each.doubts)]
    for doubt in doubts:
        print(doubt, file=sys.stderr)
    if not adopted:
        raise UsageError(f"{arguments.folder}: no translation of a leaflet in it")
    return 1 if doubts else 0
