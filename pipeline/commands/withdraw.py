"""`leaflets withdraw WHAT --reason TEXT`: take a number or a term out of use."""

from __future__ import annotations

import argparse
import sys

EXAMPLE = (
    'example: leaflets withdraw 1-800-662-4357 --reason "line closed" --replace 1-800-555-0199'
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("what", metavar="WHAT", help="a number, or a term of the term base")
    parser.add_argument(
        "--reason", required=True, metavar="TEXT", help="why; it is kept in the term base"
    )
    parser.add_argument(
        "--replace", default="", metavar="NEW", help="what to write instead; listed if it is not"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="tell what would change, and write nothing"
    )


def run(arguments: argparse.Namespace) -> int:
    """Change the term base, and tell what still holds what is withdrawn."""
    from pipeline.catalogs.write import replace_file
    from pipeline.project import read_project
    from pipeline.recall.where import find_everywhere
    from pipeline.recall.withdraw import withdraw
    from pipeline.reports.where import figures_of

    project = read_project(arguments.config_file)
    done = withdraw(project, arguments.what, arguments.reason, arguments.replace)
    held = figures_of(find_everywhere(project, arguments.what, project.site_dir))
    if done.changes and not arguments.dry_run:
        replace_file((project.root / done.path).resolve(), done.content)
    for change in done.changes:
        print(f"{done.path}: {change}")
    if not done.changes:
        print(f"{done.path}: withdrawn already, nothing to do", file=sys.stderr)
    print(
        f"It still stands in {held['leaflet']} places of the leaflets, "
        f"{held['catalog']} of translations and {held['page']} of the built site: "
        f"leaflets where {arguments.what}",
        file=sys.stderr,
    )
    return 0
