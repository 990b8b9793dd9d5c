"""The cases in tests/fixtures/checks/<check>.txt: five parts, a dot after each.

A title, the locale, the English text, the translation, and what is expected: `none`, `1 error`,
`2 warnings` … A file whose check looks at whole catalogs has four parts: title, locale, catalogs,
what is expected; `== overdose` begins the catalog of that domain. `\\u200b` and the like are the
characters that cannot be seen, `\\n` a line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalogs.plurals import plural_forms
from pipeline.catalogs.read import parse
from pipeline.checks.pair import Pair
from pipeline.locales import find_locale
from pipeline.model import Catalog, Problem, Severity
from pipeline.terms import Concept, Glossary, Term, TermBase

FIXTURES = Path(__file__).parent.parent / "fixtures" / "checks"

_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|n)")
_TERMS = (("naloxone", "drug"), ("Narcotics Anonymous", "name"), ("SAMHSA", "name"))
BASE = TermBase(
    "source/terms.csv",
    {name: Concept(name, kind, (Term(name, name, "preferred", 2),)) for name, kind in _TERMS},
)


@dataclass(frozen=True)
class Case:
    """One case; `line` is where it begins in its file."""

    path: Path
    line: int
    title: str
    locale: str
    texts: tuple[str, ...]
    expected: str

    def __str__(self) -> str:
        return f"{self.path.stem}:{self.line}:{self.title}"


def read_cases(check: str) -> Iterator[Case]:
    """All cases of a check."""
    path = FIXTURES / f"{check.replace('-', '_')}.txt"
    size = 4 if re.search(r"^== ", path.read_text(encoding="utf-8"), re.MULTILINE) else 5
    parts: list[list[str]] = [[]]
    start = 1
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line != ".":
            start = number if not any(parts[0]) and len(parts) == 1 else start
            parts[-1].append(line)
            continue
        parts.append([])
        if len(parts) > size:
            title, locale, *texts, expected = ("\n".join(part).strip("\n") for part in parts[:-1])
            yield Case(path, start, title, locale, tuple(map(_unescaped, texts)), expected)
            parts = [[]]
    if any(any(part) for part in parts):
        raise ValueError(f"{path}: the last case is not complete; expected {size} dots in each")


def pair(locale: str, source: str, target: str) -> Pair:
    """A source text beside a translation, with a small term base."""
    english = Glossary(find_locale("en"), BASE, {}, BASE.path)
    local = Glossary(find_locale(locale), BASE, {}, f"locales/{locale}/terms.csv")
    return Pair(source, target, english, local)


def catalogs(text: str, locale: str) -> dict[str, Catalog]:
    """The catalogs of a case by domain; each gets a header."""
    pieces = re.split(r"^== (\S+)\n", text, flags=re.MULTILINE)[1:]
    forms = plural_forms(find_locale(locale))
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {forms}\\n"\n\n'
    )
    named = zip(pieces[::2], pieces[1::2], strict=True)
    return {domain: parse(header + body, f"{domain}.po") for domain, body in named}


def told(problems: Iterable[Problem], severity: Severity) -> str:
    """Problems as the cases write them."""
    count = len(list(problems))
    if not count:
        return "none"
    plural = "s" if count > 1 and severity is not Severity.INFO else ""
    return f"{count} {severity.value}{plural}"


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(
        lambda match: chr(int(match[1] or match[2], 16)) if match[1] or match[2] else "\n", text
    )
