"""The status for people at a terminal: what is blocked, a table, then what will need care."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.coverage import Coverage
from pipeline.model import Finding
from pipeline.reports.columns import columns, padded
from pipeline.reports.status.figures import count, done, grouped, reviewed
from pipeline.status import LeafletStatus, LocaleStatus, Status

_RED, _BOLD, _DIM, _RESET = "\x1b[31m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_NONE = "–"
_SHARES = {"done", "reviewed"}
_HELD_BACK = "unreviewed"

Row = tuple[str, ...]


def render(status: Status, *, colour: bool = False) -> str:
    """Return the report; `colour` is for terminals."""
    sections = [
        list(_blocked(status, colour)),
        list(_held(status, colour)),
        list(_table(status, colour)),
        list(_waiting(status)),
        list(_reviews(status)),
        list(_waivers(status)),
        [_total(status)],
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _blocked(status: Status, colour: bool) -> Iterator[str]:
    found = [finding for locale in status.locales for finding in locale.blocked]
    if found:
        yield _paint("Blocked: readers see English here until it is mended.", _BOLD, colour)
    for finding in found:
        yield from _finding(finding, colour)


def _held(status: Status, colour: bool) -> Iterator[str]:
    found = [held for locale in status.locales for held in locale.held]
    if found:
        yield _paint("Held back by the policy “publish”.", _BOLD, colour)
    yield from map(str, found)


def _finding(finding: Finding, colour: bool) -> Iterator[str]:
    label = _paint("blocked", _RED, colour)
    yield f"{finding.path}:{finding.line}: {label}: {finding.message} [{finding.check}]"
    if finding.hint:
        yield f"  → {finding.hint}"


def _table(status: Status, colour: bool) -> Iterator[str]:
    if not status.locales:
        return
    names = _columns(status)
    rows = [row for locale in status.locales for row in _rows(locale, names)]
    header: Row = ("locale", "leaflet", *names)
    widths = [max(map(columns, column)) for column in zip(header, *rows, strict=True)]
    yield _paint(_line(header, widths), _DIM, colour)
    for locale in status.locales:
        for index, row in enumerate(_rows(locale, names)):
            line = _line(row, widths)
            if index:
                yield line
            else:  # a name from right to left disturbs nothing where it ends the line
                yield _paint(line, _BOLD, colour) + f"  {locale.locale.autonym}"


def _columns(status: Status) -> list[str]:
    """Return the columns of figures; what a project does not ask for has none."""
    required = [_HELD_BACK] if status.required else []
    return ["blocked", "words left", "done", "fuzzy", *required, "reviewed", "waivers"]


def _rows(locale: LocaleStatus, names: Sequence[str]) -> list[Row]:
    whole = _row(locale.locale.name, "all", locale.figures, len(locale.waivers), names)
    return [whole, *(_leaflet(locale, leaflet, names) for leaflet in locale.leaflets)]


def _leaflet(locale: LocaleStatus, leaflet: LeafletStatus, names: Sequence[str]) -> Row:
    findings = (waiver.finding for waiver in locale.waivers)
    waivers = sum(finding is not None and finding.domain == leaflet.domain for finding in findings)
    return _row("", leaflet.domain, leaflet.figures, waivers, names)


def _row(locale: str, leaflet: str, figures: Coverage, waivers: int, names: Sequence[str]) -> Row:
    numbers = {
        "blocked": figures.blocked,
        "words left": figures.words_left,
        "done": done(figures),
        "fuzzy": figures.fuzzy,
        _HELD_BACK: figures.unsigned,
        "reviewed": reviewed(figures),
        "waivers": waivers,
    }
    return (locale, leaflet, *(_cell(name, numbers[name]) for name in names))


def _cell(name: str, number: int) -> str:
    if name in _SHARES:
        return f"{number} %"
    return f"{number:,}" if number else _NONE


def _line(row: Row, widths: Sequence[int]) -> str:
    cells = [
        padded(cell, width, right=index > 1)
        for index, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells)


def _waiting(status: Status) -> Iterator[str]:
    open_ = [(locale, locale.oldest) for locale in status.locales]
    dated = [(oldest.since, locale, oldest) for locale, oldest in open_ if oldest and oldest.since]
    if dated:
        since, locale, oldest = min(dated, key=lambda each: (each[0], each[1].locale.name))
        yield (
            f"Waiting longest: {locale.locale.name} {oldest.domain}, "
            f"{count(oldest.waiting, 'message')}, since {since} or before."
        )


def _reviews(status: Status) -> Iterator[str]:
    for locale in status.locales:
        name = locale.locale.name
        for group in grouped(locale.expiring):
            verb = "ended" if group.ended else "will end"
            yield (
                f"{name} {group.domain}: {count(group.messages, 'sign-off')} by {group.by} "
                f"({group.role}) {verb} after {group.last_day}."
            )
        if locale.stale:
            yield (
                f"{name}: {count(len(locale.stale), 'sign-off')} of texts that have changed since; "
                f"leaflets review {name} --prune removes them."
            )


def _waivers(status: Status) -> Iterator[str]:
    for locale in status.locales:
        for each in locale.waivers:
            waiver = each.waiver
            ended = ", which is over" if each.ended else ""
            yield (
                f"{waiver.path}:{waiver.line}: {waiver.check} waived until {waiver.expires}"
                f"{ended}: {waiver.reason} ({waiver.by})"
            )


def _total(status: Status) -> str:
    if not status.locales:
        return "There is no language yet; start one with: leaflets init LOCALE"
    total = status.figures
    parts = [f"{done(total)} % of the words"]
    if total.words_left:
        parts.append(f"{count(total.words_left, 'word')} left")
    if total.blocked:
        parts.append(f"{count(total.blocked, 'message')} blocked")
    if total.unsigned:
        parts.append(f"{count(total.unsigned, 'message')} without a required sign-off")
    return f"{count(len(status.locales), 'language')}: {', '.join(parts)}."


def _paint(text: str, style: str, colour: bool) -> str:
    return f"{style}{text}{_RESET}" if colour else text
