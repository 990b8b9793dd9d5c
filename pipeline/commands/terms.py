"""`leaflets terms …`: list, check, export and import the term base."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.project import Project

EXAMPLE = """\
example: leaflets terms list es --gaps
         leaflets terms check
         leaflets terms export --format tbx -o terms.tbx
         leaflets terms import terms.tbx --dry-run"""
ACTIONS = ("list", "check", "export", "import")
FORMATS = ("tbx", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "action",
        nargs="?",
        choices=ACTIONS,
        default="list",
        metavar="ACTION",
        help="list (the default), check, export or import",
    )
    parser.add_argument(
        "what",
        nargs="*",
        metavar="LOCALE|FILE",
        help="the locales (default: every locale); for import, the files (TBX or CSV)",
    )
    parser.add_argument("--gaps", action="store_true", help="list only what has no form yet")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="tbx",
        help="of the export: tbx (ISO 30042:2019, TBX-Basic; the default) or csv",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="of the export")
    parser.add_argument("--dry-run", action="store_true", help="tell what an import changes")
    parser.add_argument(
        "--allow-numbers",
        action="store_true",
        help="let an import add numbers that are called instead of the source's",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says; return 1 for findings, or for terms that were left out."""
    from pipeline.project import read_project

    project = read_project(arguments.config_file)
    status: int = globals()[f"_{arguments.action}"](project, arguments)
    return status


def _list(project: Project, arguments: argparse.Namespace) -> int:
    from pipeline.commands.arguments import chosen_locales
    from pipeline.reports.term_table import render
    from pipeline.terms import read_glossary, read_term_base

    base = read_term_base(project)
    locales = dict.fromkeys((project.source_locale, *chosen_locales(project, arguments.what)))
    glossaries = [read_glossary(project, base, locale) for locale in locales]
    sys.stdout.write(render(base, glossaries, only_gaps=arguments.gaps))
    return 0


def _check(project: Project, arguments: argparse.Namespace) -> int:
    from pipeline.commands.arguments import chosen_locales
    from pipeline.model import Severity
    from pipeline.reports.summary import summarize
    from pipeline.reports.term_table import gaps
    from pipeline.reports.text import count_of, render_findings
    from pipeline.source_checks import term_findings
    from pipeline.terms import read_glossary
    from pipeline.validate import new_validator

    validator = new_validator(project)
    findings = list(term_findings(validator, validator.source))
    for locale in chosen_locales(project, arguments.what):
        if locale == project.source_locale:
            continue
        glossary = read_glossary(project, validator.base, locale)
        findings += term_findings(validator, glossary)
        missing = gaps(validator.base, glossary)
        if missing and not arguments.quiet:
            print(f"{glossary.path}: no form of {', '.join(missing)}", file=sys.stderr)
    findings.sort(key=lambda finding: finding.order)
    sys.stdout.write(render_findings(findings, colour=sys.stdout.isatty()))
    total = summarize((), findings)
    print(f"{count_of(total.errors, 'error')}, {count_of(total.warnings, 'warning')}.")
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def _export(project: Project, arguments: argparse.Namespace) -> int:
    from pipeline.catalogs.write import replace_file
    from pipeline.commands.arguments import chosen_locales
    from pipeline.interchange.term_export import export_terms

    locales = chosen_locales(project, arguments.what)
    content = export_terms(project, locales, arguments.format)
    if arguments.output is None:
        sys.stdout.write(content.decode("utf-8-sig"))
    else:
        replace_file(arguments.output.absolute(), content)
        print(f"{arguments.output}: written")
    return 0


def _import(project: Project, arguments: argparse.Namespace) -> int:
    from pipeline.catalogs.write import replace_file
    from pipeline.errors import UsageError
    from pipeline.interchange.term_import import import_terms, read_terms

    if not arguments.what:
        raise UsageError("expected a file: leaflets terms import FILE.tbx")
    status = 0
    for name in arguments.what:
        concepts = read_terms(Path(name), name)
        label = Path(name).name
        result = import_terms(project, concepts, label, numbers=arguments.allow_numbers)
        for change in result.changes:
            print(change)
        for line in result.left_out:
            print(f"left out: {line}", file=sys.stderr)
            status = 1
        if not result.changes:
            print(f"{name}: nothing new", file=sys.stderr)
        for path, content in () if arguments.dry_run else sorted(result.contents.items()):
            replace_file(project.root / path, content)
    return status
