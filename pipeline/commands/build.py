"""`leaflets build [LOCALE…]`: build the site of every locale and the language chooser."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.validate import Validator

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
        "--strict",
        action="store_true",
        help="verify the site before it takes the old one's place, and fail on MkDocs' warnings",
    )


def run(arguments: argparse.Namespace) -> int:
    """Build; return 1 where `--strict` finds something: then the old site stays."""
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
    validator = new_validator(project)
    try:
        editions = read_editions(validator, locales)
    except BuildStopped as error:
        print(error, file=sys.stderr)
        return 1
    for sibling in editions[0].siblings if editions else ():
        if sibling.locale in locales:
            print(
                *sibling.held_lines, sep="\n", end="\n" * bool(sibling.held_lines), file=sys.stderr
            )
    site_dir = arguments.site_dir or project.site_dir
    jobs = os.cpu_count() or 1 if arguments.jobs is None else arguments.jobs
    if jobs < 1:
        raise UsageError(f"--jobs {jobs}; expected 1 or more")
    site_dir = site_dir.resolve()

    def accept(new: Path) -> None:
        _verify(validator, new, site_dir, {edition.locale.name for edition in editions})

    try:
        strict = arguments.strict
        build_site(
            project, editions, site_dir, jobs=jobs, strict=strict, accept=accept if strict else None
        )
    except BuildStopped as error:
        print(error, file=sys.stderr)
        return 1
    if not arguments.quiet:
        tags = " ".join(edition.locale.tag for edition in editions)
        count = "1 language" if len(editions) == 1 else f"{len(editions)} languages"
        print(f"{project.shown(site_dir / 'index.html')}: {count} ({tags})")
    return 0


def _verify(validator: Validator, new: Path, site_dir: Path, locales: set[str]) -> None:
    """Raise `BuildStopped` where a page of these locales does not state what the English does."""
    from dataclasses import replace

    from pipeline.errors import BuildStopped
    from pipeline.reports.pages import render_text
    from pipeline.verify.site import verify_site

    project = validator.project
    if not (new / project.source_locale.tag).is_dir():
        return  # only other languages were ever built here: there is nothing to compare with
    verified = verify_site(validator, new)
    findings = [
        replace(finding, path=finding.path.replace(project.shown(new), project.shown(site_dir)))
        for finding in verified.findings
        if finding.locale in locales
    ]
    if findings:
        sys.stdout.write(render_text(replace(verified, findings=findings)))
        raise BuildStopped("the site was not published; the old one is as it was")
