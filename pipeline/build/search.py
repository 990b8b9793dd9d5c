"""Finish a locale's search index: what Material's search needs to find words of any language.

lunr, on which Material's search rests, finds a word by its first letters, and knows the endings
and word bounds of few languages. The lunr language `leaflets`
(`static/assets/javascripts/lunr/min/lunr.leaflets.min.js`) does for all of them what is needed;
here its index gets the words that a reader may ask with, and the words of the pages that answer.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.build.edition import Edition
from pipeline.build.html_text import map_text
from pipeline.build.isolate import LRI, PDI, isolate_text
from pipeline.facts.drugs import find_drugs
from pipeline.facts.drugs.affixes import affixes_of
from pipeline.facts.drugs.tables import read_table
from pipeline.facts.phones import find_phones
from pipeline.facts.phones.known import digits_of, listed_concepts
from pipeline.facts.words import is_word_character
from pipeline.terms import Concept, Glossary

LANGUAGE = "leaflets"
"""The name by which Material loads the lunr language."""

_TABLES = {"brand": ("brands.csv", "brand"), "drug": ("drugs.csv", "name")}
"""Where the drug of a concept is listed, and in which column."""

_JOINERS = "\u00ad\u200c\u200d"
"""Invisible characters inside of words: soft hyphen, zero-width non-joiner and joiner."""

_HAN = "[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]"
_CUT = re.compile(f"(?<={_HAN})\u200b+|\u200b+(?={_HAN})")


def finish_index(path: Path, edition: Edition) -> None:
    """Finish the search index of a built locale in place; there may be none.

    The index of another theme than Material has other settings, which stay as they are.
    """
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    if "fields" in index["config"]:
        _set_up(index, edition)
    if edition.locale.direction == "rtl":
        for entry in index["docs"]:
            for key in ("title", "text"):
                if LRI not in entry[key]:
                    entry[key] = map_text(entry[key], isolate_text)
    path.write_text(json.dumps(index, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")


def _set_up(index: dict[str, Any], edition: Edition) -> None:
    """Choose the lunr language, and hand it its words in the settings of the field `text`."""
    for entry in index["docs"]:
        for key in ("title", "text"):  # where jieba is installed, Material cuts Chinese with it
            entry[key] = _CUT.sub("", entry[key])
    texts = [plain for entry in index["docs"] for plain in _plain_texts(entry)]
    index["config"]["lang"] = [LANGUAGE]
    index["config"]["pipeline"] = []
    index["config"]["separator"] = separator(texts)
    words: dict[str, Any] = {
        "prefixes": list(affixes_of(edition.locale.language).prefixes),
        "terms": [group.as_json() for group in term_groups(texts, edition.glossary)],
    }
    index["config"]["fields"]["text"]["leaflets"] = words


def _plain_texts(entry: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of an entry without markup, each as long as no tag comes between."""
    found: list[str] = []

    def collect(piece: str) -> str:
        found.append(piece)
        return piece

    for key in ("title", "text"):
        map_text(entry[key], collect, frozenset())
    for piece in found:
        yield html.unescape(piece).replace(LRI, "").replace(PDI, "")


def separator(texts: Iterable[str]) -> str:
    """Return the regular expression, of JavaScript without flags, of what stands between words.

    It holds the ASCII signs, which readers type, and all other signs of the texts. A word is
    letters, marks and digits of any script, for which such an expression knows no class.
    """
    characters = {LRI, PDI, *map(chr, range(0x21, 0x7F))}.union(*texts)
    signs = {c for c in characters if not is_word_character(c) and c not in _JOINERS}
    short = "".join(_in_class(c) for c in sorted(signs) if not c.isspace() and c <= "\uffff")
    pairs = "".join(f"|{c}" for c in sorted(signs) if c > "\uffff")
    return f"(?:[\\s{short}]{pairs})+"


def _in_class(character: str) -> str:
    return f"\\u{ord(character):04x}" if character in "\\]^-|[" else character


@dataclass(slots=True)
class TermGroup:
    """What readers may ask with, and what the pages say: forms of one drug, digits of a number."""

    ask: set[str] = field(default_factory=set)
    show: set[str] = field(default_factory=set)

    def as_json(self) -> dict[str, list[str]]:
        """Return the group as the search index holds it."""
        return {"ask": sorted(self.ask), "show": sorted(self.show)}


def term_groups(texts: Iterable[str], glossary: Glossary) -> list[TermGroup]:
    """Return the terms and numbers that texts name, each with the other ways to name it.

    A drug and its brands are one group: a reader who knows a medicine by either name finds both.
    """
    groups: dict[str, TermGroup] = {}
    once = dict.fromkeys(texts)
    drugs = {
        (fact.value, fact.text.lower()) for text in once for fact in find_drugs(text, glossary)
    }
    for concept_id, shown in drugs:
        drug = _drug_of(glossary.base.concepts[concept_id])
        groups.setdefault(drug, TermGroup()).show.add(shown)
    phones = {
        (fact.value, fact.text.lower()) for text in once for fact in find_phones(text, glossary)
    }
    for digits, shown in phones:
        group = groups.setdefault(_concept_of(digits, glossary), TermGroup())
        group.show.add(shown)
        group.ask.add(digits)
    for concept in glossary.base.concepts.values():
        if concept.kind == "number" and concept.id in groups:
            groups[concept.id].ask |= {digits_of(form) for form in _forms(concept, glossary)}
        elif concept.kind != "number" and _drug_of(concept) in groups:
            groups[_drug_of(concept)].ask |= {form.lower() for form in _forms(concept, glossary)}
    for drug, group in groups.items():
        group.ask |= _other_names(drug, glossary.locale.language)
    return [groups[key] for key in sorted(groups)]


def _forms(concept: Concept, glossary: Glossary) -> Iterator[str]:
    """Yield the forms of a concept, deprecated ones too: a reader may know no better one."""
    yield from (term.term for term in concept.terms)
    yield from (term.term for term in glossary.terms.get(concept.id, ()))


def _concept_of(digits: str, glossary: Glossary) -> str:
    """Return the concept of a number in the source or in its place here, else the digits."""
    concept = listed_concepts(glossary.base).get(digits)
    own = (
        id
        for id, terms in sorted(glossary.terms.items())
        if glossary.base.concepts[id].kind == "number"
        and digits in {digits_of(term.term) for term in terms}
    )
    return concept or next(own, digits)


def _drug_of(concept: Concept) -> str:
    """Return the drug (INN) that a brand is of, or that a drug is; else the concept's id."""
    names = {term.term.lower() for term in concept.terms}
    table, column = _TABLES.get(concept.kind, ("", ""))
    rows = read_table(table) if table else ()
    return next((row["drug"] for row in rows if row[column].lower() in names), concept.id)


def _other_names(drug: str, language: str) -> set[str]:
    """Return the brands of a drug, and its names in a language."""
    brands = {row["brand"].lower() for row in read_table("brands.csv") if row["drug"] == drug}
    names = (row for row in read_table("drugs.csv") if row["drug"] == drug)
    return brands | {row["name"].lower() for row in names if row["language"] in ("en", language)}
