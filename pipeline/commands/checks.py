"""`leaflets checks [NAME]`: list the checks, or explain one."""

from __future__ import annotations

import argparse

EXAMPLE = "example: leaflets checks phone-changed"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="a check to explain")


def run(arguments: argparse.Namespace) -> int:
    """Print one line a check, or the documentation of the one that is named."""
    from pipeline.checks.registry import all_checks
    from pipeline.errors import UsageError

    checks = all_checks()
    if arguments.name is None:
        width = max(map(len, checks))
        for check in checks.values():
            print(f"{check.name:<{width}}  {check.severity.value:<7}  {check.summary}")
        return 0
    if arguments.name not in checks:
        raise UsageError(f"there is no check “{arguments.name}”; see: leaflets checks")
    check = checks[arguments.name]
    print(f"{check.name} ({check.severity.value})\n\n{check.documentation}")
    return 0
