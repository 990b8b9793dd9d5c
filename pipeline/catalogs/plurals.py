"""The gettext `Plural-Forms` of a locale."""

from __future__ import annotations

import re

from babel.plural import PluralRule, to_gettext

from pipeline.locales import Locale


def plural_forms(locale: Locale) -> str:
    """Return the `Plural-Forms` header of a locale.

    From Babel's table of gettext expressions; for languages that it lacks, from CLDR's rules.
    """
    from babel.messages.plurals import PLURALS  # with it comes all of Babel's catalog code

    known = PLURALS.get(locale.name) or PLURALS.get(locale.language)
    if known:
        return f"nplurals={known[0]}; plural={known[1]};"
    return _from_cldr(locale.data.plural_form)


def _from_cldr(rule: PluralRule) -> str:
    """Write a CLDR plural rule as a gettext header.

    gettext knows whole numbers only. A category for compact numbers (operand e: “1 million”) says
    nothing of them, so it is left out, as Babel's own table does for Spanish and French.
    """
    rules = {tag: text for tag, text in rule.rules.items() if not re.search(r"\be\b", text)}
    text = to_gettext(PluralRule(rules))
    return re.sub(r"plural=\((.*)\);?$", r"plural=(\1);", text)
