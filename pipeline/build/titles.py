"""Mark the titles that are still English, where a theme shows them as plain text.

MkDocs hands titles to themes as strings: in the navigation, in tables of contents, in the header
and the footer. In the finished page, a title that has no translation gets `lang` and `dir`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.markdown.blocks import FALLBACK

_TITLE = re.compile(r"(<(span|div|a|label)\b(?: [^>]*)?>)(\s*)([^<>]*[^<>\s])(\s*</\2>)")
_HEADING = re.compile(
    r'<h[1-6]\b[^>]*\bid="(?P<id>[^"]*)"[^>]*>\s*<span class="' + re.escape(FALLBACK["class"]) + '"'
)
_ATTRIBUTES = f' lang="{FALLBACK["lang"]}" dir="{FALLBACK["dir"]}"'


def english_headings(html: str) -> set[str]:
    """Return the ids of a page's headings that are shown in English."""
    return {match["id"] for match in _HEADING.finditer(html)}


def mark_titles(html: str, titles: Collection[str]) -> str:
    """Return a page with `lang` and `dir` on the elements that hold nothing but such a title."""
    if not titles:
        return html

    def mark(match: re.Match[str]) -> str:
        tag, _, before, text, after = match.groups()
        if text not in titles or " lang=" in tag:
            return match[0]
        return f"{tag[:-1]}{_ATTRIBUTES}>{before}{text}{after}"

    return _TITLE.sub(mark, html)
