"""Make every phone number of a page a link that dials it, isolated left-to-right.

After Arabic letters a browser shows 1-800-662-4357 as 4357-662-800-1 (UAX 9, rule W2);
`<bdi dir="ltr">` keeps its order. RFC 3966 defines `tel:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from pipeline.build.html_text import CODE, map_text
from pipeline.facts.phones import find_phones
from pipeline.facts.phones.known import digits_of
from pipeline.facts.phones.known import emergency_numbers as numbers_of_region
from pipeline.facts.withdrawn import is_withdrawn, is_withdrawn_number
from pipeline.model import Fact
from pipeline.terms import Glossary

_DIGIT = re.compile(r"\d")


def link_phones(html: str, glossary: Glossary) -> str:
    """Return a page's HTML with its phone numbers as links; links and code stay as they are."""
    if not _DIGIT.search(html):
        return html
    return map_text(html, partial(_link, glossary=glossary), CODE | {"a"})


def _link(text: str, glossary: Glossary) -> str:
    if not _DIGIT.search(text):
        return text
    pieces = []
    at = 0
    for fact in find_phones(text, glossary):
        pieces += [text[at : fact.start], _shown(fact, glossary)]
        at = fact.end
    return "".join([*pieces, text[at:]])


def _shown(fact: Fact, glossary: Glossary) -> str:
    """Return a number's link; one that is withdrawn is to be called no more, and dials nothing."""
    if is_withdrawn(fact, glossary):
        return f'<bdi dir="ltr">{fact.text}</bdi>'
    return phone_link(fact.value, fact.text)


def phone_link(digits: str, shown: str) -> str:
    """Return the link of one number: its digits, and how it is shown."""
    plus = "+" if shown.startswith("+") else ""
    return f'<a class="leaflet-phone" href="tel:{plus}{digits}"><bdi dir="ltr">{shown}</bdi></a>'


def emergency_numbers(glossary: Glossary, *, local: bool = True) -> Iterator[tuple[str, str]]:
    """Yield the emergency numbers of the term base: the digits, and how they are shown.

    They are those that libphonenumber has for the region of the leaflets. An approved substitution
    of the locale (112 for 911) takes a number's place, but where `local` is false. Withdrawn ones
    are left out.
    """
    for concept in glossary.base.concepts.values():
        if concept.kind != "number":
            continue
        if digits_of(concept.preferred) in numbers_of_region(glossary.region):
            substituted = local and not glossary.is_source
            approved = glossary.approved(concept.id) if substituted else ()
            shown = next(iter(approved), concept.preferred)
            if not is_withdrawn_number(shown, glossary):
                yield digits_of(shown), shown
