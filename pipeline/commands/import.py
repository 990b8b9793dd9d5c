# ruff: noqa: N999 - a keyword of Python, and the right word for the command
"""`leaflets import FILE…`: make leaflets of files in other formats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.importing.leaflet import Imported

EXAMPLE = "example: leaflets import discharge-sheet.txt overdose.docx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="plain text, Word (.docx) or HTML"
    )
    parser.add_argument(
        "--slug", help="the name of the leaflet, for one file (default: made from its title)"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the leaflets, write nothing")


def run(arguments: argparse.Namespace) -> int:
    """Write the leaflets, none if one cannot be; return 1 if something is uncertain."""
    from pipeline.catalogs.write import replace_file
    from pipeline.importing.leaflet import import_leaflet, target_of
    from pipeline.project import read_project

    project = read_project(arguments.config_file)
    made: dict[Path, Imported] = {}
    uncertain = False
    for path in arguments.files:
        leaflet = import_leaflet(project, path, str(path))
        named = arguments.slug if len(arguments.files) == 1 else None
        target = target_of(project, named or leaflet.slug, str(path), made)
        made[target] = leaflet
        for doubt in leaflet.doubts:
            print(f"{path}:{doubt.line}: {doubt.text}", file=sys.stderr)
            uncertain = True
    for target, leaflet in made.items():
        if arguments.dry_run:
            sys.stdout.write(leaflet.text)
        else:
            replace_file(target.absolute(), leaflet.text.encode())
            print(f"{project.shown(target)}: written")
    return 1 if uncertain else 0
