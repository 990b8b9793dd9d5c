"""`leaflets where WHAT`: find a number, a term or a text wherever it stands."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

EXAMPLE = "example: leaflets where 1-800-662-4357"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "what", metavar="WHAT", help="a number, a term in any language, or any other text"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help="the built site (default: site_dir, if it is there)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the places; return 0 whether there are any or none: to stand somewhere is no fault."""
    from pipeline.errors import UsageError
    from pipeline.project import read_project
    from pipeline.recall.where import find_everywhere
    from pipeline.reports.where import render_json, render_text

    project = read_project(arguments.config_file)
    if arguments.site is not None and not arguments.site.is_dir():
        raise UsageError(f"--site {arguments.site}: there is no such folder")
    site_dir = (arguments.site or project.site_dir).resolve()
    found = find_everywhere(project, arguments.what, site_dir)
    sys.stdout.write(render_json(found) if arguments.format == "json" else render_text(found))
    return 0
