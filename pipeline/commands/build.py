"""`leaflets build [LOCALE…]`: build the site of every locale and the language chooser."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

EXAMPLE = "example: leaflets build -d public -j 4"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    from pipeline.commands.arguments import add_locales

    add_locales(parser, "locales to build, the source's among them")
    parser.add_argument(
        "-d", "--site-dir", type=Path, metavar="DIR", help="where to (default: site_dir)"
    )
    parser.add_argument(
        "-j", "--jobs", type=int, metavar="N", help="processes (default: one a processor)"
    )
    parser.add_argument(
        "--strict", action="store_true", help="fail on MkDocs' warnings, such as broken links"
    )


def run(arguments: argparse.Namespace) -> int:
    """Build; return 1 where `--strict` finds something."""
    from pipeline.build.edition import read_editions
    from pipeline.build.site import build_site
    from pipeline.commands.arguments import chosen_locales
    from pipeline.errors import BuildStopped, UsageError
    from pipeline.project import read_project
    from pipeline.validate import new_validator

    project = read_project(arguments.config_file)
    locales = chosen_locales(project, arguments.locales)
    if not arguments.locales:
        locales.append(project.source_locale)
    editions = read_editions(new_validator(project), locales)
    site_dir = arguments.site_dir or project.site_dir
    jobs = os.cpu_count() or 1 if arguments.jobs is None else arguments.jobs
    if jobs < 1:
        raise UsageError(f"--jobs {jobs}; expected 1 or more")
    try:
        build_site(project, editions, site_dir.resolve(), jobs=jobs, strict=arguments.strict)
    except BuildStopped as error:
        print(error, file=sys.stderr)
        return 1
    if not arguments.quiet:
        tags = " ".join(edition.locale.tag for edition in editions)
        count = "1 language" if len(editions) == 1 else f"{len(editions)} languages"
        print(f"{project.shown(site_dir / 'index.html')}: {count} ({tags})")
    return 0
