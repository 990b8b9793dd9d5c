"""The status as one page: it opens without a network or scripts, in any browser, on paper too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from urllib.parse import quote

from pipeline.build.isolate import isolate_text
from pipeline.locales import Locale
from pipeline.model import REVIEW_ROLES, Finding
from pipeline.reports.status.charts import key, stacked_bar, thin_bar
from pipeline.reports.status.figures import count, done, grouped, reviewed
from pipeline.reviews import MEDICAL
from pipeline.status import SOON, LeafletStatus, LocaleStatus, Status

_NONE = '<span class="none" aria-label="none">–</span>'

_ROLES = {"translator": "translator", "reviser": "reviser", "medical": "medical reviewer"}

_NUMBERS = frozenset(
    {
        *("Words shown", "Words left", "Blocked", "Fuzzy", "Not signed off", "Signed off"),
        *("Waivers", "Messages waiting", "English changed", "Sign-offs"),
    }
)
"""The columns whose cells are numbers, aligned by their last digit."""

_PAGE = Template("""\
<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'">
<title>$title</title>
<style>
$style</style>
</head>
<body>
<main>
<h1>$title</h1>
<p class="note">As of <time datetime="$today">$today</time></p>
$sections
</main>
</body>
</html>
""")


def render(status: Status, way: str = "") -> str:
    """Return the page; `way` leads from its folder to the project's, and ends in a slash."""
    sections = [
        _tiles(status),
        _blocked(status, way),
        _held(status, way),
        _languages(status),
        _leaflets(status),
        _waiting(status),
        _reviews(status),
        _waivers(status, way),
    ]
    return _PAGE.substitute(
        title=escape(f"{status.project}: translations" if status.project else "Translations"),
        today=status.today.isoformat(),
        style=Path(__file__).with_name("page.css").read_text(encoding="utf-8"),
        sections="\n".join(filter(None, sections)),
    )


def _tiles(status: Status) -> str:
    total = status.figures
    tiles = [
        ("Messages blocked", f"{total.blocked:,}", total.blocked > 0),
        ("Words shown", f"{done(total)} %", False),
        ("Words left", f"{total.words_left:,}", False),
        ("Signed off", f"{reviewed(total)} %", False),
        ("Languages", f"{len(status.locales):,}", False),
    ]
    items = (
        f"<div{_class('alert', alert)}><dt>{name}</dt><dd>{figure}</dd></div>"
        for name, figure, alert in tiles
    )
    return f'<dl class="tiles">{"".join(items)}</dl>'


def _blocked(status: Status, way: str) -> str:
    items = [
        _blocked_message(locale.locale, list(findings), way)
        for locale in status.locales
        for _, findings in groupby(locale.blocked, key=lambda f: (f.path, f.line, f.msgstr))
    ]
    if not items:
        return ""
    note = "Readers see the English sentence here until the translation is mended."
    return _section("Blocked messages", note, f'<ul class="blocked-list">{"".join(items)}</ul>')


def _held(status: Status, way: str) -> str:
    items = [
        f"<li>{_file_link(held.path, held.line, way)}<p>{escape(held.reason)}</p></li>"
        for locale in status.locales
        for held in locale.held
    ]
    if not items:
        return ""
    note = "The policy “publish” asks for more before readers see these in their language."
    return _section("Held back", note, f'<ul class="blocked-list">{"".join(items)}</ul>')


def _blocked_message(locale: Locale, findings: Sequence[Finding], way: str) -> str:
    finding = findings[0]
    rows = [
        ("English", f'<bdi lang="en">{escape(finding.msgid)}</bdi>'),
        (locale.english, _translation(finding.msgstr, locale)),
    ]
    texts = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in rows)
    place = _file_link(finding.path, finding.line, way)
    told = "".join(
        f"<p><strong>{escape(each.message)}</strong> <code>{escape(each.check)}</code>"
        f"{f'<br>→ {escape(each.hint)}' if each.hint else ''}</p>"
        for each in findings
    )
    return f"<li>{place}{told}<dl>{texts}</dl></li>"


def _translation(msgstr: str, locale: Locale) -> str:
    """Return a translation with its numbers as they are stored.

    Between right-to-left letters, a browser would show a number that is turned round as if it were
    right (UAX 9, W2).
    """
    text = isolate_text(msgstr) if locale.direction == "rtl" else msgstr
    return f"<bdi{_language(locale)}>{escape(text)}</bdi>"


def _languages(status: Status) -> str:
    columns = ["Messages", "Words shown", "Words left", "Blocked", "Fuzzy"]
    if status.required:
        columns.append("Not signed off")
    columns += ["Signed off", "Waivers"]
    rows = [_language_row(locale, bool(status.required)) for locale in status.locales]
    note = f"“Signed off” counts what readers see and {_roles({*status.required, MEDICAL})} signed."
    if status.required:
        note += f" Readers see nothing without the sign-off of {_roles(status.required)}."
    table = _table("By language", ["Language", *columns], rows)
    return _section("By language", note, key(status.figures) + table)


def _language_row(locale: LocaleStatus, required: bool) -> list[str]:
    figures = locale.figures
    cells = [
        f'<td style="width: 35%">{stacked_bar(figures, locale.locale.english)}</td>',
        _number(f"{done(figures)} %"),
        _number(_or_none(figures.words_left)),
        _number(_or_none(figures.blocked), alert=figures.blocked > 0),
        _number(_or_none(figures.fuzzy)),
    ]
    if required:
        cells.append(_number(_or_none(figures.unsigned)))
    cells += [_number(f"{reviewed(figures)} %"), _number(_or_none(len(locale.waivers)))]
    return [_name(locale.locale), *cells]


def _roles(roles: Collection[str]) -> str:
    return " and ".join(f"a {_ROLES[role]}" for role in REVIEW_ROLES if role in roles)


def _leaflets(status: Status) -> str:
    if not status.locales:
        return _section("By leaflet", "There is no language yet.", "")
    domains = [leaflet.domain for leaflet in status.locales[0].leaflets]
    rows = [
        [
            _name(locale.locale),
            *(_leaflet_cell(locale.locale, leaflet) for leaflet in locale.leaflets),
        ]
        for locale in status.locales
    ]
    note = "The share of the words that readers see in their language; “site” is the site’s own."
    table = _table("By leaflet", ["Language", *domains], rows, kind="heat")
    return _section("By leaflet", note, table)


def _leaflet_cell(locale: Locale, leaflet: LeafletStatus) -> str:
    figures = leaflet.figures
    lines = []
    if figures.blocked:
        lines.append(f'<span class="alert-text">{figures.blocked:,} blocked</span>')
    if figures.words_left:
        lines.append(f'<span class="todo">{count(figures.words_left, "word")} left</span>')
    bar = thin_bar(figures, f"{locale.english}, {leaflet.domain}")
    return f"<td{_class('open', bool(lines))}>{done(figures)} %{bar}{''.join(lines)}</td>"


def _waiting(status: Status) -> str:
    found = [
        (leaflet.since, locale.locale, leaflet)
        for locale in status.locales
        for leaflet in locale.leaflets
        if leaflet.waiting and leaflet.since
    ]
    if not found:
        return ""
    found.sort(key=lambda each: (each[0], each[1].name, each[2].domain))
    rows = [
        [
            _name(locale),
            f'<td class="name">{escape(leaflet.domain)}</td>',
            _number(f"{leaflet.waiting:,}"),
            _number(_or_none(leaflet.figures.changed)),
            f'<td class="date"><time datetime="{since}">{since}</time></td>',
        ]
        for since, locale, leaflet in found
    ]
    note = (
        "Messages that are missing or fuzzy, those that have waited longest first. “Since” is the "
        "day of the leaflet’s last change that the catalog knows of: some messages may have waited "
        "longer."
    )
    columns = ["Language", "Leaflet", "Messages waiting", "English changed", "Since"]
    return _section("Waiting for a translator", note, _table("Waiting", columns, rows))


def _reviews(status: Status) -> str:
    rows = []
    for locale in status.locales:
        for group in grouped(locale.expiring):
            day = f'<time datetime="{group.last_day}">{group.last_day}</time>'
            mark = ' <span class="alert-text">ended</span>' if group.ended else ""
            cells = [
                f'<td class="name">{escape(group.domain)}</td>',
                f"<td>{escape(group.role)}</td>",
                f'<td class="name"><bdi>{escape(group.by)}</bdi></td>',
                _number(f"{group.messages:,}"),
                f'<td class="date">{day}{mark}</td>',
            ]
            rows.append((group, [_name(locale.locale), *cells]))
    rows.sort(key=lambda each: each[0])
    stale = [locale for locale in status.locales if locale.stale]
    told = "".join(
        f"<p>{escape(locale.locale.english)}: {count(len(locale.stale), 'sign-off')} of texts that "
        f"have changed since.</p>"
        for locale in stale
    )
    columns = ["Language", "Leaflet", "Role", "By", "Sign-offs", "Holds until"]
    table = _table("Sign-offs", columns, [row for _, row in rows]) if rows else ""
    if not table and not told:
        return ""
    note = f"Sign-offs that age ends within {SOON} days, or has ended." if table else ""
    return _section("Sign-offs that end", note, table + told)


def _waivers(status: Status, way: str) -> str:
    found = [(each, locale.locale) for locale in status.locales for each in locale.waivers]
    found.sort(key=lambda pair: (pair[0].waiver.expires, pair[1].name, pair[0].waiver.line))
    rows = []
    for each, locale in found:
        waiver = each.waiver
        mark = ' <span class="alert-text">ended</span>' if each.ended else ""
        day = f'<time datetime="{waiver.expires}">{waiver.expires}</time>'
        rows.append(
            [
                _name(locale),
                f'<td class="name"><code>{escape(waiver.check)}</code></td>',
                f'<td class="prose"><bdi>{escape(waiver.reason)}</bdi></td>',
                f'<td class="name"><bdi>{escape(waiver.by)}</bdi></td>',
                f'<td class="date">{day}{mark}</td>',
                f'<td class="name">{_file_link(waiver.path, waiver.line, way)}</td>',
            ]
        )
    if not rows:
        return ""
    columns = ["Language", "Check", "Reason", "By", "Until", "Row"]
    note = "Findings that somebody lets stand for a while."
    return _section("Waivers", note, _table("Waivers", columns, rows))


def _section(title: str, note: str, content: str) -> str:
    told = f'<p class="note">{escape(note)}</p>' if note else ""
    return f"<section><h2>{escape(title)}</h2>{told}{content}</section>"


def _table(
    label: str,
    columns: Iterable[str],
    rows: Iterable[Iterable[str]],
    *,
    kind: str = "",
) -> str:
    """Return a table in a box that scrolls by itself, with keys too, where it is too wide."""
    head = "".join(map(_head, columns))
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return (
        f'<div class="scroll" role="region" aria-label="{escape(label)}" tabindex="0">'
        f"<table{_class(kind, bool(kind))}><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _head(column: str) -> str:
    return f'<th scope="col"{_class("number", column in _NUMBERS)}>{escape(column)}</th>'


def _name(locale: Locale) -> str:
    return (
        f'<th scope="row"><bdi{_language(locale)}>{escape(locale.autonym)}</bdi>'
        f"<small>{escape(locale.name)}</small></th>"
    )


def _language(locale: Locale) -> str:
    return f' lang="{escape(locale.tag)}" dir="{locale.direction}"'


def _number(text: str, *, alert: bool = False) -> str:
    return f'<td class="number{" alert-text" if alert else ""}">{text}</td>'


def _or_none(number: int) -> str:
    return f"{number:,}" if number else _NONE


def _class(name: str, condition: bool) -> str:
    return f' class="{name}"' if condition else ""


def _file_link(path: str, line: int | None, way: str) -> str:
    address = escape(f"{way}{quote(path)}" + (f"#L{line}" if line else ""))
    place = escape(f"{path}:{line}" if line else path)
    return f'<a href="{address}"><code>{place}</code></a>'
