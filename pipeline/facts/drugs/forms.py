"""The ways to write the concepts of a glossary, and the other words that look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.facts.drugs.affixes import Affixes, affixes_of
from pipeline.facts.drugs.inflect import expression, needles
from pipeline.facts.drugs.tables import read_table
from pipeline.facts.words import fold_text
from pipeline.terms import Glossary

PROTECTED = frozenset({"drug", "brand", "class"})
"""Kinds of concepts whose every mention counts."""

CONFUSER = "confuser"
"""The kind of a word that contains a form, or is spelled like one, but means something else."""

SOURCE_LANGUAGE = "en"
"""The language whose endings a source form may have kept."""


@dataclass(frozen=True)
class Form:
    """A way to write a concept.

    `origin` is `approved`, `deprecated` or `source` (the source's spelling in another language);
    `text` is folded.
    """

    concept: str
    kind: str
    term: str
    text: str
    origin: str
    languages: tuple[str, ...] = field(default=(), compare=False)
    script: str = field(default="", compare=False)

    @property
    def label(self) -> str:
        """The kind of a fact that states this form."""
        return self.kind if self.origin == "approved" else f"{self.kind}:{self.origin}"

    def pattern(self, *, marked: bool) -> re.Pattern[str]:
        """Return what finds the form, inflected, in folded texts, `marked` or not (`has_marks`)."""
        return self._pattern_of_marked if marked else self._pattern

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return self._compiled(marked=False)

    @cached_property
    def _pattern_of_marked(self) -> re.Pattern[str]:
        return self._compiled(marked=True)

    def _compiled(self, *, marked: bool) -> re.Pattern[str]:
        forms = [(self.text, affixes) for affixes in self.affixes]
        return re.compile(expression(forms, self.script, marked=marked))

    @cached_property
    def needles(self) -> tuple[frozenset[str], ...]:
        """Strings one of which is in every text that holds the form: a set a word."""
        words = sorted(self.text.split(), key=len, reverse=True)
        return tuple(
            frozenset().union(*(needles(word, affixes) for affixes in self.affixes))
            for word in words
        )

    def is_possible(self, folded: str) -> bool:
        """Tell whether a folded text may hold the form; most that do not are told at once."""
        return all(any(needle in folded for needle in found) for found in self.needles)

    @property
    def affixes(self) -> tuple[Affixes, ...]:
        """The affixes that the form takes; a source form keeps its own ending."""
        found = (affixes_of(language) for language in self.languages)
        if self.origin == "source":
            return tuple(replace(affixes, dropped=(), changes=()) for affixes in found)
        return tuple(found)


def forms_of(glossary: Glossary) -> tuple[Form, ...]:
    """Return the forms of every concept but numbers, and the words that only look like them."""
    found: dict[tuple[str, str], Form] = {}
    for form in (*_own(glossary), *_source(glossary)):
        if form.text:
            found.setdefault((form.concept, form.term.casefold()), form)
    own = {form.text for form in found.values()}
    for form in _confusers(glossary):
        if form.text not in own:  # what is another word for most projects is a drug of this one
            found[form.concept, form.term] = form
    return tuple(sorted(found.values(), key=lambda form: (form.text, form.concept, form.term)))


def _own(glossary: Glossary) -> Iterator[Form]:
    for id, concept in glossary.base.concepts.items():
        for term in glossary.terms.get(id, ()) if concept.kind != "number" else ():
            origin = "deprecated" if term.status == "deprecated" else "approved"
            yield _form(id, concept.kind, term.term, origin, glossary)


def _source(glossary: Glossary) -> Iterator[Form]:
    """Yield the source's forms, which may have been left standing."""
    for id, concept in glossary.base.concepts.items():
        for term in concept.terms if concept.kind != "number" else ():
            yield _form(id, concept.kind, term.term, "source", glossary)


def _form(concept: str, kind: str, term: str, origin: str, glossary: Glossary) -> Form:
    locale = glossary.locale
    text = fold_text(term, locale.language)
    if term.isupper() or "." in term:
        languages: tuple[str, ...] = ("",)  # abbreviations and addresses have no endings
    elif text.isascii() and locale.script != "Latn":
        languages = (SOURCE_LANGUAGE,)
    elif origin == "source":
        languages = tuple(dict.fromkeys((locale.language, SOURCE_LANGUAGE)))
    else:
        languages = (locale.language,)
    return Form(concept, kind, term, text, origin, languages, locale.script)


def _confusers(glossary: Glossary) -> Iterator[Form]:
    for row in read_table("confusers.csv"):
        if row["language"] == glossary.locale.language:
            text = fold_text(row["word"], glossary.locale.language)
            yield Form("", CONFUSER, row["word"], text, "approved", ("",), glossary.locale.script)
