"""What a page tells of itself: that it is a draft, that parts are English, when it was reviewed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from babel.dates import format_date

from pipeline import interface
from pipeline.locales import Locale
from pipeline.markdown.blocks import FALLBACK

Translate = Callable[[str], str | None]


def words(text: str, translate: Translate, **values: str) -> str:
    """Return a word of the site as HTML: translated, or English and marked as such.

    `values` fill in the words in braces; they are put in as they are, as HTML.
    """
    msgstr = translate(text)
    html = escape(msgstr or text, quote=False)
    for name, value in values.items():
        html = html.replace(f"{{{name}}}", value)
    if msgstr is not None:
        return html
    attributes = "".join(f' {name}="{value}"' for name, value in FALLBACK.items())
    return f"<span{attributes}>{html}</span>"


def notice(
    translate: Translate,
    locale: Locale,
    english_url: str,
    *,
    draft: bool,
    translated: int,
    fallen_back: int,
    changed: bool = False,
) -> str:
    """Return the box at the top of a translated page.

    `translated` and `fallen_back` count the page's messages; `changed` tells that some of the
    latter have a translation of what the English said before.
    """
    found = sentences(
        translate, draft=draft, translated=translated, fallen_back=fallen_back, changed=changed
    )
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in found)
    link = words(interface.READ_IN_ENGLISH, translate)
    href = escape(english_url)
    return (
        f'<div class="leaflet-notice" role="note" lang="{locale.tag}" dir="{locale.direction}">'
        f"{paragraphs}"
        f'<p><a href="{href}" hreflang="en">{link}</a></p></div>\n'
    )


def sentences(
    translate: Translate, *, draft: bool, translated: int, fallen_back: int, changed: bool
) -> list[str]:
    """Return what the notice says, a sentence each."""
    found = []
    if draft and translated:
        found.append(words(interface.DRAFT, translate))
    if fallen_back:
        text = interface.PARTLY_ENGLISH if translated else interface.ALL_ENGLISH
        found.append(words(text, translate))
    if changed:
        found.append(words(interface.SOURCE_CHANGED, translate))
    return found


def about(front_matter: Mapping[str, Any], locale: Locale, translate: Translate) -> str:
    """Return the end of a page: its last review and where its facts come from."""
    parts = [*_review(front_matter, locale, translate), *_sources(front_matter, translate)]
    language = f'lang="{locale.tag}" dir="{locale.direction}"'
    return f'\n<div class="leaflet-about" {language}>{"".join(parts)}</div>' if parts else ""


def _review(front_matter: Mapping[str, Any], locale: Locale, translate: Translate) -> Iterator[str]:
    day = front_matter.get("last_reviewed")
    if not isinstance(day, datetime.date):
        return
    known = translate(interface.LAST_REVIEWED) is not None
    shown = format_date(day, "long", locale.data if known else "en")
    time = f'<time datetime="{day.isoformat()}">{escape(shown)}</time>'
    yield f"<p>{words(interface.LAST_REVIEWED, translate, date=time)}</p>"


def _sources(front_matter: Mapping[str, Any], translate: Translate) -> Iterator[str]:
    items = []
    for source in front_matter.get("sources") or ():
        entry = source if isinstance(source, dict) else {"title": source}
        title = words(str(entry.get("title", "")), translate)
        url = entry.get("url")
        items.append(
            f'<li><a href="{escape(str(url))}">{title}</a></li>' if url else f"<li>{title}</li>"
        )
    if items:
        yield f"<p>{words(interface.SOURCES, translate)}</p><ul>{''.join(items)}</ul>"
