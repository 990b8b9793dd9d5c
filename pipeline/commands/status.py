"""`leaflets status [LOCALE…]`: tell how much each locale has, and what is to be done."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.status import Status

EXAMPLE = "example: leaflets status --format html -o status.html"
FORMATS = ("text", "json", "html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    from pipeline.commands.arguments import add_locales, add_output

    add_locales(parser, "locales to tell of")
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    add_output(parser)
    parser.add_argument(
        "--fail-under",
        type=float,
        metavar="PERCENT",
        help="exit 1 where readers of a locale see a smaller share of the words",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the status; return 1 where a locale has less than `--fail-under`."""
    from pipeline.commands.arguments import chosen_locales, write_report
    from pipeline.errors import UsageError
    from pipeline.project import read_project
    from pipeline.status import read_status
    from pipeline.validate import new_validator

    limit = arguments.fail_under
    if limit is not None and not 0 <= limit <= 100:
        raise UsageError(f"--fail-under {limit:g}; expected 0 to 100")
    project = read_project(arguments.config_file)
    locales = chosen_locales(project, arguments.locales)
    status = read_status(new_validator(project), locales)
    report = _render(arguments, status, project.root)
    write_report(report, arguments.output)
    return 1 if limit is not None and _is_any_under(status, limit) else 0


def _render(arguments: argparse.Namespace, status: Status, root: Path) -> str:
    if arguments.format == "json":
        from pipeline.reports.status import json

        return json.render(status)
    if arguments.format == "html":
        from pipeline.reports.status import html

        return html.render(status, _way(root, arguments.output))
    from pipeline.reports.status import text

    return text.render(status, colour=arguments.output is None and sys.stdout.isatty())


def _way(root: Path, output: Path | None) -> str:
    """Return the way from the page to the project's folder, for links to its files."""
    import os

    if output is None:
        return ""
    try:
        way = Path(os.path.relpath(root.resolve(), output.resolve().parent)).as_posix()
    except ValueError:  # another drive, on Windows
        return ""
    return "" if way == "." else f"{way}/"


def _is_any_under(status: Status, limit: float) -> bool:
    figures = [locale.figures for locale in status.locales]
    return any(100 * (each.words - each.words_left) < limit * each.words for each in figures)
