"""`leaflets mutate [LOCALE…]`: measure what the checks catch."""

from __future__ import annotations

import argparse
import sys

EXAMPLE = "example: leaflets mutate es --seed 7"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    from pipeline.commands.arguments import add_locales

    add_locales(parser, "locales whose translations are corrupted, in memory only")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="default: 1")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(arguments: argparse.Namespace) -> int:
    """Print the rates; return 1 where a mistake survives that must be found."""
    from pipeline.commands.arguments import chosen_locales
    from pipeline.mutate.run import mutants
    from pipeline.project import read_project
    from pipeline.reports.mutation import render_json, render_text
    from pipeline.validate import new_validator, read_locale

    project = read_project(arguments.config_file)
    validator = new_validator(project)
    found = [
        mutant
        for locale in chosen_locales(project, arguments.locales)
        if locale != project.source_locale
        for mutant in mutants(validator, read_locale(validator, locale), arguments.seed)
    ]
    text = render_text(found) if arguments.format == "text" else render_json(found, arguments.seed)
    sys.stdout.write(text)
    return 0 if all(mutant.caught for mutant in found) else 1
