"""`leaflets init LOCALE…`: start a locale."""

from __future__ import annotations

import argparse

EXAMPLE = "example: leaflets init es zh_Hans"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "locales", nargs="+", metavar="LOCALE", help="a CLDR locale such as es, zh_Hans or pt_BR"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the folder, the catalogs and the empty list of terms; what is there stays."""
    from pipeline.locales import find_locale
    from pipeline.merging import start_locale
    from pipeline.project import read_project

    project = read_project(arguments.config_file)
    locales = [find_locale(name) for name in arguments.locales]
    for locale in locales:
        for path in start_locale(project, locale):
            print(f"{path}: written")
    return 0
