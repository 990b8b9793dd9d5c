"""`leaflets update [LOCALE…]`: merge the templates into the catalogs."""

from __future__ import annotations

import argparse

EXAMPLE = "example: leaflets update es"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    from pipeline.commands.arguments import add_locales

    add_locales(parser, "locales to update")


def run(arguments: argparse.Namespace) -> int:
    """Merge and tell which catalogs changed."""
    from pipeline.commands.arguments import chosen_locales
    from pipeline.merging import update_locales
    from pipeline.project import read_project

    project = read_project(arguments.config_file)
    locales = chosen_locales(project, arguments.locales)
    for path in update_locales(project, locales):
        print(f"{path}: written")
    return 0
