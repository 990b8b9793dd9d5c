"""`leaflets pseudo [LOCALE…]`: write a pseudo-locale."""

from __future__ import annotations

import argparse

EXAMPLE = "example: leaflets pseudo ar_XB && leaflets serve ar_XB"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "locales",
        nargs="*",
        choices=("en_XA", "ar_XB"),
        default="en_XA",
        metavar="LOCALE",
        help="en_XA (left to right, the default) or ar_XB (right to left)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the catalogs of the pseudo-locales anew."""
    from pipeline.locales import find_locale
    from pipeline.merging import write_pseudo_locale
    from pipeline.project import read_project

    names = arguments.locales
    project = read_project(arguments.config_file)
    for name in dict.fromkeys([names] if isinstance(names, str) else names):
        for path in write_pseudo_locale(project, find_locale(name)):
            print(f"{path}: written")
    return 0
