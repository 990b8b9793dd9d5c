"""Compare the facts of a built page with those of the English one, piece by piece of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.facts.phones import find_phones
from pipeline.facts.phones.known import digits_of
from pipeline.model import Entry, Finding, Message, Severity
from pipeline.terms import Glossary
from pipeline.validate import Validator
from pipeline.verify.page import Call, Part, Run

_FACTS = frozenset(
    {"drugs", "phones", "quantities", "source_drugs", "target_drugs", "target_phones"}
)
"""What checks need that compare phone numbers, drugs or quantities (`NEEDS`)."""

_ISOLATES = re.compile("[\u2066-\u2069]")


@dataclass(frozen=True)
class Judge:
    """Compares texts of one locale's pages with those of the source's.

    `path` in the methods is the page's, as messages show it.
    """

    validator: Validator
    glossary: Glossary

    @classmethod
    def of(cls, validator: Validator, glossary: Glossary) -> Judge:
        """Return the judge of a locale, who asks the checks of facts and no others."""
        checks = tuple(
            (check, severity)
            for check, severity in validator.checks
            if check.needs in _FACTS and severity is Severity.ERROR
        )
        return cls(replace(validator, checks=checks), glossary)

    def texts(self, source: Run, target: Run, path: str, domain: str) -> Iterator[Finding]:
        """Yield how the facts of two pieces of text differ."""
        english, text = _plain(source.text), _plain(target.text)
        if target.language == self.validator.source.locale.tag or self.glossary.is_source:
            if english != text:
                yield self.finding(
                    "page-english", "An English sentence is not as it is on the English page.",
                    path, target.line, domain, (english, text),
                )  # fmt: skip
            return
        entry = Entry(Message(english), text, line=target.line, msgstr_line=target.line)
        yield from self.validator.judge(entry, path, domain, self.glossary)

    def calls(self, calls: Sequence[Call], path: str, domain: str) -> Iterator[Finding]:
        """Yield the links that dial something else than they show, or that are not isolated."""
        for call in calls:
            dialled = digits_of(call.href.partition(":")[2])
            if dialled != digits_of(call.shown):
                yield self.finding(
                    "page-call", f"The link shows {call.shown} and dials {dialled}.",
                    path, call.line, domain,
                )  # fmt: skip
            if not call.isolated:
                yield self._not_isolated(call.shown, path, call.line, domain)

    def isolation(self, part: Part, path: str, domain: str) -> Iterator[Finding]:
        """Yield the phone numbers of a right-to-left page that are not isolated."""
        if self.glossary.locale.direction != "rtl":
            return
        for run in part.runs:
            if not any(map(str.isdecimal, run.text)):
                continue
            for fact in find_phones(run.text, self.glossary):
                if not any(start <= fact.start and fact.end <= end for start, end in run.isolated):
                    yield self._not_isolated(fact.text, path, run.line, domain)

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
        message = f"The number {_plain(shown)} is not isolated left-to-right."
        return self.finding("page-isolation", message, path, line, domain)


def _plain(text: str) -> str:
    """Return text as it reads: without isolates, each stretch of space as one."""
    return " ".join(_ISOLATES.sub("", text).split())
