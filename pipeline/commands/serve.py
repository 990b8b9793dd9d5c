"""`leaflets serve [LOCALE]`: show the site while you translate."""

from __future__ import annotations

import argparse

EXAMPLE = "example: leaflets serve es"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("locale", nargs="?", metavar="LOCALE", help="only this locale (faster)")
    parser.add_argument(
        "-a",
        "--address",
        default="127.0.0.1:8000",
        metavar="HOST:PORT",
        help="where to listen (default: 127.0.0.1:8000)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Build, serve and rebuild until the user stops it."""
    from pipeline.build.preview import serve
    from pipeline.commands.arguments import chosen_locales
    from pipeline.errors import UsageError
    from pipeline.project import read_project

    host, _, port = arguments.address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise UsageError(f"address “{arguments.address}”; expected one such as 127.0.0.1:8000")
    project = read_project(arguments.config_file)
    chosen = chosen_locales(project, [arguments.locale] if arguments.locale else [])
    serve(arguments.config_file, [locale.name for locale in chosen], host, int(port))
    return 0
