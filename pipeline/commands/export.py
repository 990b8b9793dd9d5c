"""`leaflets export LOCALE [SLUG…]`: write translations for an agency."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

EXAMPLE = "example: leaflets export es overdose --format xliff2 --unfinished -o to-agency"
FORMATS = ("xliff", "xliff2", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("locale", metavar="LOCALE", help="the locale to translate into")
    parser.add_argument("leaflets", nargs="*", metavar="SLUG", help="default: every leaflet")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="xliff",
        help="xliff (1.2, the default), xliff2 (2.0) or csv",
    )
    parser.add_argument(
        "--unfinished",
        action="store_true",
        help="only what is not translated or needs review",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("exchange"),
        metavar="DIR",
        help="the folder to write to (default: exchange)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the files, tell each, and tell what is in none."""
    from pipeline.commands.arguments import chosen_locales
    from pipeline.errors import UsageError
    from pipeline.interchange.export import export_locale, left_out
    from pipeline.project import read_project

    project = read_project(arguments.config_file)
    (locale,) = chosen_locales(project, [arguments.locale])
    if locale == project.source_locale:
        raise UsageError(f"{locale.name} is the language of the leaflets; expected another")
    written = list(
        export_locale(
            project,
            locale,
            arguments.leaflets,
            arguments.format,
            arguments.output,
            unfinished=arguments.unfinished,
        )
    )
    for path, count in written:
        print(f"{path}: {count} messages")
    for line in left_out(project, locale, arguments.leaflets):
        print(line, file=sys.stderr)
    if not written:
        print(f"{locale.name}: nothing left to translate", file=sys.stderr)
    return 0
