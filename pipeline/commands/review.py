"""`leaflets review LOCALE …`: record a sign-off."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pipeline.model import REVIEW_ROLES

if TYPE_CHECKING:
    import datetime

EXAMPLE = 'example: leaflets review es overdose --by "Ana Ruiz" --role medical'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("locale", metavar="LOCALE", help="the locale whose translations these are")
    parser.add_argument(
        "leaflets", nargs="*", metavar="SLUG", help="leaflets such as overdose; also “site”"
    )
    parser.add_argument(
        "--message",
        action="append",
        default=[],
        metavar="MSGID",
        help="only this English text (may be given more than once)",
    )
    parser.add_argument(
        "--all-translated",
        action="store_true",
        help="all that is translated and not fuzzy, whatever is left",
    )
    parser.add_argument("--by", metavar="NAME", help="who has looked at them")
    parser.add_argument("--role", choices=REVIEW_ROLES, help="as what")
    parser.add_argument("--date", metavar="DATE", help="when, such as 2027-01-31 (default: today)")
    parser.add_argument(
        "--prune",
        action="store_true",
        help="remove the sign-offs that match no translation any more",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write what can be signed off; return 1 where something could not be."""
    from pipeline.clock import now
    from pipeline.commands.arguments import chosen_locales
    from pipeline.errors import UsageError
    from pipeline.project import read_project
    from pipeline.signing import choose, record, refusals, sign
    from pipeline.validate import new_validator, read_locale

    signs = _signs(arguments)
    today = now().date()
    date = _date(arguments.date, today)
    by = _name(arguments.by) if signs else ""
    project = read_project(arguments.config_file)
    (locale,) = chosen_locales(project, [arguments.locale])
    if locale == project.source_locale:
        raise UsageError(f"{locale.name} is the language of the leaflets; there is nothing to sign")
    read = read_locale(new_validator(project), locale)
    rows, refused = [], []
    if signs:
        chosen = choose(
            read,
            arguments.leaflets,
            [message.strip() for message in arguments.message],
            all_translated=arguments.all_translated,
        )
        rows = sign(read, chosen, by, arguments.role, date)
        refused = list(refusals(read, chosen))
    stale = len(read.reviews.stale(read.catalogs.values())) if arguments.prune else 0
    written = record(project, read, rows, prune=arguments.prune)
    for refusal in refused:
        print(refusal)
    if signs:
        names = {row.key for row in rows}
        print(f"{_count(len(names))} signed off by {by} ({arguments.role}, {date})")
    if arguments.prune:
        print(f"{stale} of {len(read.reviews.rows)} sign-offs removed that match no translation")
    for path in written:
        print(f"{path}: written")
    return 1 if refused else 0


def _signs(arguments: argparse.Namespace) -> bool:
    """Tell whether something is to be signed off; raise `UsageError` where that is half said."""
    from pipeline.errors import UsageError

    chosen = arguments.leaflets or arguments.message or arguments.all_translated
    if not chosen and not arguments.prune:
        raise UsageError("nothing to sign off; name leaflets, or use --message or --all-translated")
    if chosen and not (arguments.by and arguments.role):
        missing = [f"--{name}" for name in ("by", "role") if not getattr(arguments, name)]
        raise UsageError(f"a sign-off needs a name and a role; missing {' and '.join(missing)}")
    if not chosen and (arguments.by or arguments.role):
        raise UsageError("nothing to sign off; name leaflets, or use --message or --all-translated")
    return bool(chosen)


def _name(by: str) -> str:
    from pipeline.catalogs.excerpt import excerpt
    from pipeline.errors import UsageError

    name = by.strip()
    if not name or not name.isprintable():
        raise UsageError(f"--by “{excerpt(by)}”; expected a name on one line")
    return name


def _date(text: str | None, today: datetime.date) -> datetime.date:
    import datetime

    from pipeline.errors import UsageError

    if text is None:
        return today
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--date {text}; expected a day such as 2027-01-31") from None
    if date > today + datetime.timedelta(days=1):  # a clock may be ahead of UTC
        raise UsageError(f"--date {text} is in the future; expected {today} or before")
    return date


def _count(number: int) -> str:
    return "1 message" if number == 1 else f"{number} messages"
