"""The text is written in a script that the locale is not written in.

Why: Most likely a translation into another language was pasted here, and the reader cannot read it.

Bad:
    msgid  "Call for help right away."
    msgstr "Немедленно позовите на помощь."    # in the Arabic catalog

Good:
    msgid  "Call for help right away."
    msgstr "اطلب المساعدة فورا."
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.han import foreign_han, own_han
from pipeline.facts.prose import prose
from pipeline.facts.scripts import foreign_letters, has_letters, may_be_foreign, scripts_of
from pipeline.locales import PSEUDO_LOCALES
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING

_WORD = re.compile(r"[^\W\d_]+")
_HAN = frozenset({"Hans", "Hant"})
_ENOUGH = 12  # letters of another script, fewer than which may be a name
_ENOUGH_HAN = 2  # characters of the other way to write Chinese


def find(pair: Pair) -> Iterable[Problem]:
    """Return one problem where most letters are of another script."""
    if pair.target == pair.source:
        return ()
    found = _find_foreign(pair) if pair.foreign else ()
    han = pair.target_glossary.locale.script in _HAN
    return (*_find_han(pair), *found) if han else found


def _find_foreign(pair: Pair) -> Iterable[Problem]:
    scripts = scripts_of(pair.target_glossary.locale)
    likely = may_be_foreign(scripts).findall(pair.target)
    return _find(pair, scripts) if sum(map(len, likely)) >= _ENOUGH else ()


def _find(pair: Pair, scripts: tuple[str, ...]) -> Iterator[Problem]:
    locale = pair.target_glossary.locale
    if not has_letters(scripts[0]) or locale.name in PSEUDO_LOCALES:
        return
    foreign = foreign_letters(scripts)
    words = _words(pair)
    letters = sum(map(len, words))
    others = sum(len(run) for word in words for run in foreign.findall(word))
    if others >= _ENOUGH and 3 * others > 2 * letters:
        yield Problem(
            f"Most of the text is not in the script of {locale.english} ({locale.script}).",
            f"Check that this is {locale.english}.",
            (locale.script,),
        )


def _words(pair: Pair) -> list[str]:
    """Return the words that are not names which the source has too."""
    target = pair.target.replace(pair.source, " ")  # English in brackets, to be found in listings
    names = {word for word in _WORD.findall(prose(pair.source)) if not word.islower()}
    return [word for word in _WORD.findall(prose(target)) if word not in names]


def _find_han(pair: Pair) -> Iterator[Problem]:
    target, locale = pair.target, pair.target_glossary.locale
    script = locale.script
    foreign = foreign_han(target, script)
    if len(foreign) >= _ENOUGH_HAN and len(foreign) > len(own_han(target, script)):
        written = "traditional" if script == "Hans" else "simplified"
        yield Problem(
            f"The text is in {written} Chinese: {foreign[:8]}.",
            f"Write it as {locale.english} does.",
            (locale.script,),
            tuple(dict.fromkeys(foreign[:8])),
        )
