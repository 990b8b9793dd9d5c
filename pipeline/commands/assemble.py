"""`leaflets assemble DIR…`: join languages that were built apart into one site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.project import Project

EXAMPLE = "example: leaflets assemble parts/* -d public --strict"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "parts", nargs="+", type=Path, metavar="DIR", help="what `leaflets build LOCALE… -d` made"
    )
    parser.add_argument(
        "-d", "--site-dir", type=Path, metavar="DIR", help="where to (default: site_dir)"
    )
    parser.add_argument(
        "--partial", action="store_true", help="do without the locales that are in no part"
    )
    parser.add_argument(
        "--strict", action="store_true", help="verify the site before it takes the old one's place"
    )


def run(arguments: argparse.Namespace) -> int:
    """Join; return 1 where `--strict` finds something: then the old site stays."""
    from pipeline.build.assemble import assemble
    from pipeline.build.edition import read_editions
    from pipeline.build.parts import read_part
    from pipeline.commands.arguments import chosen_jobs, chosen_site_dir
    from pipeline.commands.build import verify_new
    from pipeline.errors import BuildStopped
    from pipeline.project import read_project
    from pipeline.validate import new_validator

    project = read_project(arguments.config_file)
    site_dir = chosen_site_dir(project, arguments.site_dir)
    parts = [
        read_part(path, path.as_posix()) for path in _apart(project, arguments.parts, site_dir)
    ]
    source = project.source_locale
    if arguments.strict and not any(source.tag in part.tags for part in parts):
        raise UsageError(f"--strict compares with the pages in {source.tag}, which no part holds")
    validator = new_validator(project)
    edition, *_ = read_editions(validator, [source])

    def accept(new: Path) -> None:
        locales = {each.locale.name for each in edition.siblings}
        verify_new(validator, new, site_dir, locales, chosen_jobs(None))

    try:
        tags = assemble(
            project,
            edition,
            parts,
            site_dir,
            partial=arguments.partial,
            accept=accept if arguments.strict else None,
        )
    except BuildStopped as error:
        print(error, file=sys.stderr)
        return 1
    if not arguments.quiet:
        count = "1 language" if len(tags) == 1 else f"{len(tags)} languages"
        print(f"{project.shown(site_dir / 'index.html')}: {count} ({' '.join(tags)})")
    return 0


def _apart(project: Project, folders: list[Path], site_dir: Path) -> list[Path]:
    """Return the folders of the parts, none of which the new site may take away."""
    for folder in (each.resolve() for each in folders):
        if folder.is_relative_to(site_dir) or site_dir.is_relative_to(folder):
            shown = project.shown(site_dir)
            raise UsageError(f"expected a part that lies apart from {shown}", project.shown(folder))
    return folders
