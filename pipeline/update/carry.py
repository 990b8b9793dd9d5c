"""Putting the new facts of a source text into its old translation, where that is certain."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from pipeline.checks.pair import FACTS, Pair, absent
from pipeline.checks.source_facts import spans
from pipeline.facts.characters import ascii_digits
from pipeline.facts.drugs import find_drugs
from pipeline.facts.drugs.known import find_known
from pipeline.facts.links import find_links
from pipeline.facts.phones import allowed_values, find_phones, listed_concepts
from pipeline.facts.phones.dialled import is_dialled
from pipeline.facts.quantities import find_quantities
from pipeline.facts.words import UNSPACED
from pipeline.model import Fact
from pipeline.terms import Glossary
from pipeline.update.facts import DRUG, LINK, NEGATION, PHONE, QUANTITY, FactChange

Edits = list[tuple[Fact, str]]
Glossaries = tuple[Glossary, Glossary]

_NUMBER = re.compile(r"\d+(?:[.,٫]\d+)*")
_RUN = re.compile(r"\d+")
_WORD = re.compile(r"\S+")
_JOINING = frozenset("'’ʼ-")


def carried(
    changes: tuple[FactChange, ...], old: str, new: str, msgstr: str, glossaries: Glossaries
) -> str | None:
    """Return the translation of `old` with the facts of `new` in it, or nothing.

    A fact is exchanged where the translation states it as often as the source did, in a form
    that is certain, and its new form is certain too. `glossaries` are the source's and the
    locale's. What is returned holds no number, unit or drug of the old text that the new one
    does not.
    """
    text = msgstr
    if changes:
        edits: Edits = []
        for change in changes:
            found = _edits(change, old, new, msgstr, glossaries)
            if found is None:
                return None
            edits += found
        applied = _apply(edits, msgstr)
        if applied is None:
            return None
        text = applied
    return text if _is_clean(changes, old, new, text, glossaries) else None


def _edits(
    change: FactChange, old: str, new: str, msgstr: str, glossaries: Glossaries
) -> Edits | None:
    lost, gained = change.lost, change.gained
    if change.kind == NEGATION or not (lost or gained):
        return None
    if not lost:
        replaces = change.kind == QUANTITY and not _are_inserted(gained, old, new)
        return None if replaces else []
    if len({fact.value for fact in lost}) > 1 or len({fact.value for fact in gained}) != 1:
        return None
    if len(lost) != len(gained):
        return None
    put = {PHONE: _phones, DRUG: _drugs, QUANTITY: _quantities, LINK: _links}[change.kind]
    return put(lost, gained, msgstr, glossaries)


def _are_inserted(facts: tuple[Fact, ...], old: str, new: str) -> bool:
    """Tell whether facts stand in words that were added, not in the place of others."""
    words = list(_WORD.finditer(new))
    steps = Levenshtein.opcodes(_WORD.findall(old), [word[0] for word in words])
    added = {at for s in steps if s.tag == "insert" for at in range(s.dest_start, s.dest_end)}
    return all(
        at in added
        for fact in facts
        for at, word in enumerate(words)
        if word.start() < fact.end and fact.start < word.end()
    )


def _phones(
    lost: tuple[Fact, ...], gained: tuple[Fact, ...], msgstr: str, glossaries: Glossaries
) -> Edits | None:
    """Write digits as the source does, or the substitute that the locale has approved."""
    target = glossaries[1]
    old, new = lost[0].value, gained[0].value
    shown = allowed_values(old, target)
    found = [f for f in find_phones(msgstr, target, shown) if f.value in shown]
    forms = [fact.text for fact in gained]
    if allowed_values(new, target) != {new}:
        forms = [target.approved(listed_concepts(target.base)[new])[0]] * len(gained)
    if len(found) != len(lost):
        return None
    same = all(
        is_dialled(fact) == is_dialled(other) for fact, other in zip(found, gained, strict=True)
    )
    dials = any(map(is_dialled, found)) and allowed_values(new, target) != {new}
    return list(zip(found, forms, strict=True)) if same and not dials else None


def _drugs(
    lost: tuple[Fact, ...], gained: tuple[Fact, ...], msgstr: str, glossaries: Glossaries
) -> Edits | None:
    """Exchange approved forms, where the old one stands without an ending."""
    target = glossaries[1]
    forms = target.approved(gained[0].value)
    plain = {form.casefold() for form in target.approved(lost[0].value)}
    found = [fact for fact in find_drugs(msgstr, target) if fact.value == lost[0].value]
    if not forms or len(found) != len(lost):
        return None
    if not all(fact.text.casefold() in plain and _is_bare(fact, msgstr, target) for fact in found):
        return None
    return [(fact, _like(fact.text, forms[0])) for fact in found]


def _is_bare(fact: Fact, text: str, target: Glossary) -> bool:
    """Tell whether a word has nothing fixed to it, such as an elided article."""
    if target.locale.script in UNSPACED:
        return True
    before, after = text[: fact.start][-1:], text[fact.end :][:1]
    return not (before.isalpha() or before in _JOINING or after.isalpha())


def _like(found: str, form: str) -> str:
    return form[:1].upper() + form[1:] if found[:1].isupper() else form


def _quantities(
    lost: tuple[Fact, ...], gained: tuple[Fact, ...], msgstr: str, glossaries: Glossaries
) -> Edits | None:
    """Exchange the digits of a quantity whose unit is the same; 1 goes with other endings."""
    before, after = _NUMBER.findall(lost[0].text), _NUMBER.findall(gained[0].text)
    same = _NUMBER.sub("", lost[0].value) == _NUMBER.sub("", gained[0].value)
    alike = {f.text for f in lost} == {lost[0].text}, {f.text for f in gained} == {gained[0].text}
    if not (same and all(alike) and before and len(before) == len(after)):
        return None
    if "1" in before or "1" in after:
        return None
    found = [f for f in _quantities_of(msgstr, glossaries[1]) if f.value == lost[0].value]
    if len(found) != len(lost):
        return None
    edits = []
    for fact in found:
        written = [ascii_digits(number) for number in _NUMBER.findall(fact.text)]
        if [_point(number) for number in written] != [_point(number) for number in before]:
            return None
        mark = next((m for number in written for m in number if not m.isdigit()), "")
        if any("," in number for number in after) or (not mark and any("." in n for n in after)):
            return None
        forms = iter([number.replace(".", mark) for number in after])
        edits.append((fact, _NUMBER.sub(lambda _, forms=forms: next(forms), fact.text)))  # type: ignore[misc]
    return edits


def _point(number: str) -> str:
    return number.replace(",", ".").replace("٫", ".")


def _links(
    lost: tuple[Fact, ...], gained: tuple[Fact, ...], msgstr: str, glossaries: Glossaries
) -> Edits | None:
    old, new = lost[0], gained[0]
    same = old.kind == new.kind and len({fact.text for fact in gained}) == 1
    found = [f for f in find_links(msgstr) if (f.kind, f.value) == (old.kind, old.value)]
    placed = all(fact.start < fact.end and fact.text == old.text for fact in found)
    if not same or not placed or len(found) != len(lost) or not new.text:
        return None
    return [(fact, new.text) for fact in found]


def _apply(edits: Edits, text: str) -> str | None:
    """Return a text with the edits made, or nothing where they get in each other's way."""
    end = len(text) + 1
    for fact, form in sorted(edits, key=lambda edit: edit[0].start, reverse=True):
        if fact.end > end:
            return None
        text, end = text[: fact.start] + form + text[fact.end :], fact.start
    return text


def _is_clean(
    changes: tuple[FactChange, ...], old: str, new: str, text: str, glossaries: Glossaries
) -> bool:
    """Tell whether a suggestion states nothing that the new source does not."""
    runs = _runs(old) - _runs(new)
    if runs and runs & _runs(text):
        return False
    pair = Pair(new, text, *glossaries)
    if not changes and absent(pair.source_facts.kinds, pair.kinds) == FACTS.keys():
        return True
    if any(found.target is not None for found in pair.phones if found.kind != "invisible"):
        return False
    stated = {fact.value for fact in pair.source_drugs}
    if any(fact.value not in stated for fact in pair.target_drugs):
        return False
    if _names_lost_drug(changes, text, glossaries[1]):
        return False
    return all(found.target is None for found in pair.quantities)


def _names_lost_drug(changes: tuple[FactChange, ...], text: str, target: Glossary) -> bool:
    lost = {fact.value for change in changes if change.kind == DRUG for fact in change.lost}
    lost -= {fact.value for change in changes if change.kind == DRUG for fact in change.gained}
    if not lost:
        return False
    known = find_known(text, target.locale, target.base)
    return any(fact.value in lost for fact in (*known, *find_drugs(text, target)))


def _quantities_of(text: str, glossary: Glossary) -> tuple[Fact, ...]:
    aside = spans(find_phones(text, glossary), find_drugs(text, glossary), find_links(text))
    return find_quantities(text, glossary.locale, aside)


def _runs(text: str) -> set[str]:
    return set(_RUN.findall(ascii_digits(text)))
