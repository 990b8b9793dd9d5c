"""Compare the facts of a built page with those of the English one, piece by piece of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.checks.pair import absent
from pipeline.checks.source_facts import source_facts
from pipeline.checks.vocabulary import vocabulary_of
from pipeline.facts.drugs import find_drugs
from pipeline.facts.phones import find_phones
from pipeline.facts.phones.find import scan
from pipeline.facts.phones.known import digits_of
from pipeline.model import Entry, Finding, Message, Severity
from pipeline.terms import Glossary
from pipeline.validate import Validator
from pipeline.verify.page import Call, Run

_FACTS = frozenset(
    {"drugs", "phones", "quantities", "source_drugs", "target_drugs", "target_phones"}
)
"""What checks need that compare phone numbers, drugs or quantities (`NEEDS`)."""

Stated = frozenset[tuple[str, str]]
"""Phone numbers and protected terms: the kind of each, and its meaning."""

_DIGIT = re.compile(r"\d")
_ISOLATED = re.compile("\u2066[^\u2069]*\u2069|\\d+")
"""Stretches of a title that keep their order; plain digits do by themselves (UAX 9)."""

_ISOLATES = re.compile("[\u2066-\u2069]")


def _never(text: str) -> bool:
    return False


@dataclass(frozen=True)
class Judge:
    """Compares texts of one locale's pages with those of the source's.

    Texts recur: in an article, in titles, in the search index, in the handout. Those that agree
    are compared once: `agreed` remembers them, `titled` titles as they stand in HTML, and `framed`
    items of lists around the text, each beside the English one; `silent` are pieces of HTML that
    state nothing, `outside` says what others do, `said` what texts do, and `stated_around` what
    pages do outside their text. `falls_back` tells whether readers get a text in English. `path` in
    the methods is the page's, as messages show it.
    """

    validator: Validator
    glossary: Glossary
    agreed: set[tuple[str, str, bool]] = field(default_factory=set)
    outside: dict[str, Stated] = field(default_factory=dict)
    said: dict[str, Stated] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    stated_around: dict[str, Stated] = field(default_factory=dict)
    falls_back: Callable[[str], bool] = _never
    titled: set[tuple[str, str]] = field(default_factory=set)
    framed: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, validator: Validator, glossary: Glossary) -> Judge:
        """Return the judge of a locale, who asks the checks of facts and no others."""
        checks = tuple(
            (check, severity)
            for check, severity in validator.checks
            if check.needs in _FACTS and severity is Severity.ERROR
        )
        return cls(replace(validator, checks=checks), glossary)

    @property
    def tag(self) -> str:
        """The locale's language tag."""
        return self.glossary.locale.tag

    @property
    def source_tag(self) -> str:
        """The language tag of the English pages."""
        return self.validator.source.locale.tag

    def texts(self, source: Run, target: Run, path: str, domain: str) -> Iterator[Finding]:
        """Yield how the facts of two pieces of text differ."""
        in_english = target.language == self.source_tag or self.glossary.is_source
        key = (source.text, target.text, in_english)
        if key in self.agreed:
            return
        english, text = plain(source.text), plain(target.text)
        found: list[Finding] = []
        if (english, text, in_english) in self.agreed:
            pass  # elsewhere with other space around it
        elif not in_english:
            found += self._facts(english, text, path, target.line, domain)
        elif english != text:
            message = "An English sentence is not as it is on the English page."
            found.append(
                self.finding("page-english", message, path, target.line, domain, (english, text))
            )
        if not found:
            self.agreed.update((key, (english, text, in_english)))
        yield from found

    def _facts(
        self, english: str, text: str, path: str, line: int, domain: str
    ) -> Iterable[Finding]:
        kinds = source_facts(english, self.validator.source).kinds
        if absent(kinds, vocabulary_of(self.glossary).kinds(text)) >= _FACTS:
            return ()
        entry = Entry(Message(english), text, line=line, msgstr_line=line)
        return self.validator.judge(entry, path, domain, self.glossary)

    def dials(self, calls: Iterable[Call], path: str, domain: str) -> Iterator[Finding]:
        """Yield the links that dial something else than they show."""
        for call in calls:
            dialled = digits_of(call.href.partition(":")[2])
            if dialled != digits_of(call.shown):
                message = f"The link shows {call.shown} and dials {dialled}."
                yield self.finding("page-call", message, path, call.line, domain)

    def calls(self, calls: Sequence[Call], path: str, domain: str) -> Iterator[Finding]:
        """Yield the links that dial something else than they show, or that are not isolated."""
        yield from self.dials(calls, path, domain)
        for call in calls:
            if not call.isolated:
                yield self._not_isolated(call.shown, path, call.line, domain)

    def isolation(self, runs: Iterable[Run], path: str, domain: str) -> Iterator[Finding]:
        """Yield the phone numbers of a right-to-left page that are not isolated."""
        if self.glossary.locale.direction != "rtl":
            return
        for run in runs:
            if not _DIGIT.search(run.text):
                continue
            for fact in find_phones(run.text, self.glossary):
                if not any(start <= fact.start and fact.end <= end for start, end in run.isolated):
                    yield self._not_isolated(fact.text, path, run.line, domain)

    def title_isolation(self, title: Run, path: str, domain: str) -> Iterator[Finding]:
        """Yield the numbers of a title, which is plain text, that may lose their order."""
        if self.glossary.locale.direction == "rtl" and title.language != self.source_tag:
            spans = tuple(match.span() for match in _ISOLATED.finditer(title.text))
            yield from self.isolation([title._replace(isolated=spans)], path, domain)

    def own_marks(self, runs: Iterable[Run], path: str, domain: str) -> Iterator[Finding]:
        """Yield what a page says of itself that is not marked as the language that it is in."""
        for run in runs:
            if run.language not in ("", self.tag, self.source_tag):
                message = f"Text is marked as “{run.language}”; expected “{self.tag}”."
            elif run.language != self.source_tag and self.falls_back(run.text):
                message = "An English sentence is not marked as English."
            else:
                continue
            yield self.finding("page-language", message, path, run.line, domain)

    def stated(self, text: str) -> Stated:
        """Return the phone numbers and protected terms of a text, of English every number."""
        known = self.said.get(text)
        if known is None:
            known = self.said[text] = self._stated(text)
        return known

    def _stated(self, text: str) -> Stated:
        kinds = vocabulary_of(self.glossary).kinds(text)
        stated: set[tuple[str, str]] = set()
        if "digit" in kinds:
            numbers = (scan if self.glossary.is_source else find_phones)(text, self.glossary)
            stated |= {("phone", fact.value) for fact in numbers}
        if "drug" in kinds:
            drugs = find_drugs(text, self.glossary)
            stated |= {(fact.kind.partition(":")[0], fact.value) for fact in drugs}
        return frozenset(stated)

    def finding(
        self,
        check: str,
        message: str,
        path: str,
        line: int,
        domain: str = "",
        texts: tuple[str, str] = ("", ""),
    ) -> Finding:
        """Return a finding about a page of the locale."""
        return Finding(
            check=check,
            severity=Severity.ERROR,
            message=message,
            path=path,
            line=line,
            locale=self.glossary.locale.name,
            domain=domain,
            msgid=texts[0],
            msgstr=texts[1],
        )

    def _not_isolated(self, shown: str, path: str, line: int, domain: str) -> Finding:
        message = f"The number {plain(shown)} is not isolated left-to-right."
        return self.finding("page-isolation", message, path, line, domain)


def plain(text: str) -> str:
    """Return text as it reads: without isolates, each stretch of space as one."""
    return " ".join(_ISOLATES.sub("", text).split())
