"""The command `leaflets`: read the arguments, call one command, print what it says."""

from __future__ import annotations

import argparse
import gc
import importlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.errors import PipelineError, one_line

COMMANDS = {
    "import": "make leaflets of plain text, Word or HTML",
    "extract": "write the messages of the leaflets to templates",
    "init": "start a locale",
    "adopt": "take translated Markdown into the catalogs",
    "update": "merge the templates into the catalogs",
    "check": "find translations that could hurt a patient",
    "checks": "list the checks, or explain one",
    "status": "tell how much each locale has, and what is to be done",
    "review": "record that somebody has looked at translations",
    "mutate": "corrupt good translations in memory, and tell which mistakes the checks catch",
    "build": "build the site of every locale",
    "assemble": "join languages that were built apart into one site",
    "verify": "compare the facts of every built page with its source",
    "handout": "write leaflets as PDF files, in one language and in two side by side",
    "serve": "show the site on this machine while you translate",
    "export": "write translations for an agency, as XLIFF or CSV",
    "receive": "take the translations that an agency sent back",
    "terms": "list, check, export and import the protected terms",
    "where": "find a number, a term or a text wherever it stands, in any form",
    "withdraw": "take a number or a term out of use, and block what still holds it",
    "pseudo": "write a made-up locale that shows what is not translatable",
}
"""The commands in the order in which a project meets them, each with its one-line help."""


_SELDOM = (50_000, 20, 20)
"""When Python looks for cycles: there are few here, and as set at first, looking takes 5 %."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `leaflets`; return 0 if all is well, 1 for findings, 2 for input that cannot be used."""
    gc.set_threshold(*_SELDOM)
    given = sys.argv[1:] if argv is None else argv
    named = next((word for word in given if word in COMMANDS), None)
    arguments = parser(named).parse_args(given)
    _start_log(arguments.verbose - arguments.quiet)
    command = importlib.import_module(f"pipeline.commands.{arguments.command}")
    try:
        status: int = command.run(arguments)
    except PipelineError as error:
        print(one_line(str(error)), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        told = f"{error.filename or 'leaflets'}: {error.strerror or error}"
        print(one_line(told), file=sys.stderr)
        return 2
    return status


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the command line, with the options of one command or of all."""
    top = argparse.ArgumentParser(
        prog="leaflets",
        description="Translate patient leaflets without ever changing the number to call or the "
        "name of the drug.",
        epilog="Exit status: 0 clean, 1 findings, 2 input that cannot be used.",
    )
    top.add_argument("--version", action="version", version=f"leaflets {__version__}")
    subparsers = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        if only not in (None, name):
            subparsers.add_parser(name, help=summary)
            continue
        module = importlib.import_module(f"pipeline.commands.{name}")
        sub = subparsers.add_parser(
            name,
            help=summary,
            description=f"{summary[:1].upper()}{summary[1:]}.",
            epilog=module.EXAMPLE,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(sub)
        _add_common(sub)
    return top


def _add_common(sub: argparse.ArgumentParser) -> None:
    common = sub.add_argument_group("common options")
    common.add_argument(
        "-f",
        "--config-file",
        type=Path,
        default=Path("mkdocs.yml"),
        metavar="PATH",
        help="MkDocs' settings; all other paths are relative to them (default: mkdocs.yml)",
    )
    common.add_argument("-q", "--quiet", action="count", default=0, help="say less")
    common.add_argument("-v", "--verbose", action="count", default=0, help="say more")


def _start_log(loudness: int) -> None:
    level = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO}.get(loudness)
    logging.basicConfig(
        level=level or (logging.CRITICAL if loudness < 0 else logging.DEBUG),
        format="%(levelname)s: %(message)s",
        stream=sys.stderr,
    )


if __name__ == "__main__":
    raise SystemExit(main())
