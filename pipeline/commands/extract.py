"""`leaflets extract`: write `locales/templates/*.pot`."""

from __future__ import annotations

import argparse
import sys

EXAMPLE = "example: leaflets extract --check"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if the templates are stale"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the templates that changed, or tell which would."""
    from pipeline.project import read_project
    from pipeline.templates import write_templates

    project = read_project(arguments.config_file)
    changed = write_templates(project, dry_run=arguments.check)
    for path in changed:
        print(f"{path}: {'stale; run “leaflets extract”' if arguments.check else 'written'}")
    if not changed and not arguments.quiet:
        print("The templates are up to date.", file=sys.stderr)
    return 1 if changed and arguments.check else 0
