"""`leaflets verify [DIR]`: compare the facts of every built page with its source."""

from __future__ import annotations

import argparse
from pathlib import Path

EXAMPLE = "example: leaflets verify site --format json -o verified.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    from pipeline.commands.arguments import add_jobs, add_output

    parser.add_argument(
        "site_dir", nargs="?", type=Path, metavar="DIR", help="the built site (default: site_dir)"
    )
    parser.add_argument(
        "--clean", action="store_true", help="prove every page anew, whatever is remembered"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    add_jobs(parser)
    add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; return 1 where there is one."""
    from pipeline.commands.arguments import chosen_jobs, write_report
    from pipeline.project import read_project
    from pipeline.reports import pages
    from pipeline.validate import new_validator
    from pipeline.verify.site import verify_site

    project = read_project(arguments.config_file)
    site_dir = (arguments.site_dir or project.site_dir).resolve()
    jobs = chosen_jobs(arguments.jobs)
    verified = verify_site(new_validator(project), site_dir, jobs, anew=arguments.clean)
    render = pages.render_json if arguments.format == "json" else pages.render_text
    report = render(verified)
    write_report(report, arguments.output)
    return 1 if verified.findings else 0
