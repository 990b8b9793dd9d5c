"""The words of the site itself, which no leaflet holds: notices, the chooser, the theme's labels.

They are messages of the domain `site`. Words in braces are filled in by the build and stay as
they are in every translation.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

DRAFT = "This translation is a draft. No medical translator has reviewed it yet."
PARTLY_ENGLISH = "Parts of this page are in English, because they are not translated yet."
ALL_ENGLISH = "This page is in English, because it is not translated yet."
SOURCE_CHANGED = "The English page has changed since this translation was made."
READ_IN_ENGLISH = "Read this page in English"
LAST_REVIEWED = "Last review of the English text: {date}"
SOURCES = "Where these facts come from"
CHOOSE_LANGUAGE = "Choose your language"
COMPLETE = "Complete"
PARTLY = "Partly in English"
MISSING = "Not translated"
EMERGENCY = "Emergency: call {number}"
NOT_FOUND = "Page not found"
NOT_FOUND_HELP = "This page does not exist. Choose a leaflet or a language below."
OFFLINE = "No internet connection"
OFFLINE_HELP = (
    "This page cannot be opened without the internet. You can read these leaflets without it."
)
HANDOUT = "This leaflet in two languages, side by side"
PRINT = "Print this page"
PERMALINK = "Link to this section"
FOOTNOTE_BACK = "Back to where footnote {} stands in the text"

WORDS = MappingProxyType(
    {
        DRAFT: "notice at the top of a page",
        PARTLY_ENGLISH: "notice at the top of a page",
        ALL_ENGLISH: "notice at the top of a page",
        SOURCE_CHANGED: "notice at the top of a page",
        READ_IN_ENGLISH: "link at the top of a page",
        LAST_REVIEWED: "line at the end of a page; {date} becomes a date",
        SOURCES: "heading at the end of a page",
        CHOOSE_LANGUAGE: "heading of the page where readers choose a language",
        COMPLETE: "in the list of languages: all of this page is translated",
        PARTLY: "in the list of languages: parts of this page are in English",
        MISSING: "in the list of languages: this page is in English",
        EMERGENCY: "button at the top of a page; {number} becomes 911 or the like",
        NOT_FOUND: "title of the page for addresses that do not exist",
        NOT_FOUND_HELP: "text of the page for addresses that do not exist",
        OFFLINE: "title of the page that readers without a network see",
        OFFLINE_HELP: "text of that page, above a list of the leaflets",
        HANDOUT: "link to a page with English and the translation beside it",
        PRINT: "button",
        PERMALINK: "shown when the pointer rests on the ¶ behind a heading",
        FOOTNOTE_BACK: "read out by screen readers; {} becomes the footnote's number",
    }
)
"""Each message of the site, and what it is to a reader."""

THEME_KEYS = (
    "action.skip",
    "clipboard.copied",
    "clipboard.copy",
    "footer",
    "footer.next",
    "footer.previous",
    "header",
    "nav",
    "search",
    "search.placeholder",
    "search.reset",
    "search.result.initializer",
    "search.result.more.one",
    "search.result.more.other",
    "search.result.none",
    "search.result.one",
    "search.result.other",
    "search.result.placeholder",
    "search.result.term.missing",
    "search.share",
    "select.language",
    "tabs",
    "toc",
    "top",
)
"""The keys of Material's interface words that a leaflet's page can show."""


@cache
def theme_words(language: str) -> MappingProxyType[str, str]:
    """Return Material's own words in a language (`zh-Hant`), empty where it has none.

    They are read from `partials/languages/<language>.html`, which holds one JSON-like mapping.
    """
    spec = find_spec("material")
    if spec is None or spec.origin is None:
        return MappingProxyType({})
    folder = Path(spec.origin).parent / "templates" / "partials" / "languages"
    try:
        text = (folder / f"{language}.html").read_text(encoding="utf-8")
    except FileNotFoundError:
        return MappingProxyType({})
    pairs = re.findall(r'^\s*"([\w.]+)": "((?:[^"\\]|\\.)*)",?$', text, re.MULTILINE)
    return MappingProxyType({key: json.loads(f'"{value}"') for key, value in pairs})
