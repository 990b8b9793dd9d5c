"""Words that are no Markdown: titles, descriptions, labels of the theme.

MkDocs and Material write them into pages as they are, between tags and between quotes, so a
translation of them must not hold what begins HTML or ends an attribute.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.publish import Publication

_MARKUP = re.compile(r"[<>]|&(?:#|[A-Za-z])[^\s;]*;?|\{[{%#]")


def plain_words(msgstr: str | None, msgid: str) -> str | None:
    """Return a translation as it may be shown; `None` where it has markup that its message lacks.

    Straight quotes, which would end an attribute, become curly ones.
    """
    if msgstr is None or any(found[0] not in msgid for found in _MARKUP.finditer(msgstr)):
        return None
    return msgstr.replace('"', "”")


def plain_publication(publication: Publication) -> Publication:
    """Return what readers may see of a domain in which nothing is Markdown."""
    plain = {key: plain_words(text, key[1]) for key, text in publication.msgstrs.items()}
    kept = {key: text for key, text in plain.items() if text is not None}
    lost = plain.keys() - kept.keys()
    return replace(
        publication,
        msgstrs=kept,
        blocked=publication.blocked | lost,
        reviewed=publication.reviewed - lost,
    )
