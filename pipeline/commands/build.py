"""`leaflets build [LOCALE…]`: build the site of every locale and the language chooser."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pipeline.locales import Locale
    from pipeline.project import Project
    from pipeline.validate import Validator

EXAMPLE = "example: leaflets build -d public -j 4"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    from pipeline.commands.arguments import add_jobs, add_locales

    add_locales(parser, "locales to build, the source's among them")
    parser.add_argument(
        "-d", "--site-dir", type=Path, metavar="DIR", help="where to (default: site_dir)"
    )
    add_jobs(parser)
    parser.add_argument(
        "--scheduler", metavar="URL", help="have a Dask cluster build, such as tcp://host:8786"
    )
    parser.add_argument(
        "--storage",
        metavar="URL",
        help="have the cluster leave its pages there: a folder that all machines share, s3://… "
        "(default: they are sent)",
    )
    parser.add_argument(
        "--clean", action="store_true", help="make every page anew, whatever is remembered"
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="verify the site before it takes the old one's place, and fail on MkDocs' warnings",
    )

    parser.add_argument(
        "--part",
        action="store_true",
        help="into a new folder, for `leaflets assemble`, to which --strict leaves verifying",
    )
    parser.add_argument(
        "--list",
        type=int,
        metavar="N",
        help="build nothing; print the locales as JSON, in N groups or fewer, to build them apart",
    )


def run(arguments: argparse.Namespace) -> int:
    """Build; return 1 where `--strict` finds something: then the old site stays."""
    from pipeline.build.site import SiteBuild
    from pipeline.commands.arguments import chosen_jobs, chosen_locales, chosen_site_dir
    from pipeline.errors import BuildStopped, UsageError
    from pipeline.project import read_project
    from pipeline.validate import new_validator

    project = read_project(arguments.config_file)
    locales = chosen_locales(project, arguments.locales)
    if not arguments.locales:
        locales.append(project.source_locale)
    if arguments.list is not None:
        print(_grouped([locale.name for locale in locales], arguments.list))
        return 0
    jobs = chosen_jobs(arguments.jobs)
    validator = new_validator(project)
    site_dir = chosen_site_dir(project, arguments.site_dir)
    if arguments.part and site_dir.is_dir() and any(site_dir.iterdir()):
        raise UsageError("not empty; expected a new folder for a part", project.shown(site_dir))

    def accept(new: Path) -> None:
        names = {locale.name for locale in locales}
        verify_new(validator, new, site_dir, names, jobs, anew=arguments.clean)

    strict = arguments.strict
    site = SiteBuild(validator, locales, site_dir, strict=strict, anew=arguments.clean)
    try:
        with _executor(arguments, project, min(jobs, len(locales))) as executor:
            made = site.run(executor, accept if strict and not arguments.part else None)
    except BuildStopped as error:
        print(error, file=sys.stderr)
        return 1
    if not arguments.quiet:
        print(f"{project.shown(site_dir / 'index.html')}: {_told(made)}")
    return 0


def _executor(arguments: argparse.Namespace, project: Project, jobs: int) -> Executor:
    from pipeline.build.executors import local_executor
    from pipeline.errors import UsageError

    if arguments.scheduler is None:
        if arguments.storage is not None:
            raise UsageError("--storage; expected --scheduler with it")
        return local_executor(jobs)
    if arguments.jobs is not None:
        raise UsageError("--jobs and --scheduler; expected one of them")
    try:
        from pipeline.build.cluster import Cluster
    except ImportError:
        wanted = "pip install 'leaflet-pipeline[dask]'"
        raise UsageError(
            f"--scheduler: needs the packages distributed and fsspec: {wanted}"
        ) from None
    return Cluster(arguments.scheduler, project, _progress, storage=arguments.storage)


def _progress(done: int, known: int) -> None:
    """Tell how far a cluster is: on a terminal in one line, elsewhere in the log."""
    told = f"{done} of {known} tasks done"
    if sys.stderr.isatty() and logging.getLogger().isEnabledFor(logging.WARNING):
        # What comes next is written over it.
        told = " " * len(told) if done == known else told
        print(f"{told}\r", end="", file=sys.stderr, flush=True)
    else:
        logging.getLogger(__name__).info(told)


def _told(made: Sequence[Locale]) -> str:
    """Tell of which languages something was made."""
    if not made:
        return "nothing has changed"
    count = "1 language" if len(made) == 1 else f"{len(made)} languages"
    return f"{count} ({' '.join(locale.tag for locale in made)})"


def _grouped(names: list[str], count: int) -> str:
    """Return a JSON array of groups of about one size, each with spaces between its names."""
    import json

    from pipeline.errors import UsageError

    if count < 1:
        raise UsageError(f"--list {count}; expected 1 or more")
    groups = (names[start::count] for start in range(min(count, len(names))))
    return json.dumps([" ".join(group) for group in groups])


def verify_new(
    validator: Validator,
    new: Path,
    site_dir: Path,
    locales: set[str],
    jobs: int,
    *,
    anew: bool = False,
) -> None:
    """Raise `BuildStopped` where a page of these locales does not state what the English does."""
    from dataclasses import replace

    from pipeline.errors import BuildStopped
    from pipeline.reports.pages import render_text
    from pipeline.verify.site import verify_site

    project = validator.project
    if not (new / project.source_locale.tag).is_dir():
        return  # only other languages were ever built here: there is nothing to compare with
    verified = verify_site(validator, new, jobs, anew=anew)
    findings = [
        replace(finding, path=finding.path.replace(project.shown(new), project.shown(site_dir)))
        for finding in verified.findings
        if finding.locale in locales
    ]
    if findings:
        sys.stdout.write(render_text(replace(verified, findings=findings)))
        raise BuildStopped("the site was not published; the old one is as it was")
