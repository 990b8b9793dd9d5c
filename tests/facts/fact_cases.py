"""Cases that a non-programmer can add to: dot fixtures, read from `tests/fixtures/facts`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.checks.pair import Pair
from pipeline.checks.registry import all_checks
from pipeline.locales import find_locale
from pipeline.terms import Concept, Glossary, Term, TermBase

FIXTURES = Path(__file__).parent.parent / "fixtures" / "facts"

_NUMBERS = {
    "911": ("911",),
    "988": ("988",),
    "1-800-662-4357": ("1-800-662-4357", "1-800-662-HELP"),
    "1-800-487-4889": ("1-800-487-4889",),
}
_NAMES = {"findtreatment-gov": ("findtreatment.gov",), "nida-nih-gov": ("nida.nih.gov",)}
_APPROVED = {
    "es_ES": {"911": "112", "nida-nih-gov": "nida.nih.gov/es"},
    "de_DE": {"911": "112"},
}


@dataclass(frozen=True, slots=True)
class Case:
    """A source and a translation in some locale, and the lines that the checks must give."""

    title: str
    locale: str
    source: str
    target: str
    expected: tuple[str, ...]


def read_cases(folder: str) -> Iterator[Case]:
    """Yield every case of a folder; a part ends with a line that holds only a full stop."""
    for path in sorted((FIXTURES / folder).glob("*.txt")):
        parts = re.split(r"^\.\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert not parts[-1].strip(), f"{path.name}: the last case does not end"
        assert len(parts) % 4 == 1, f"{path.name}: a case has not four parts"
        for index in range(0, len(parts) - 1, 4):
            source, target = map(_seen, parts[index + 1 : index + 3])
            locale, _, title = parts[index].strip().partition(": ")
            expected = parts[index + 3]
            lines = tuple(line for line in expected.splitlines() if line)
            yield Case(f"{path.stem}: {title}", locale, source, target, lines)


def glossary(locale: str) -> Glossary:
    """Return the glossary of a locale; English is the source."""
    found = find_locale(locale)
    if locale == "en":
        terms = {concept.id: concept.terms for concept in BASE.concepts.values()}
        return Glossary(found, BASE, terms, BASE.path, "US")
    own = {c: (Term(c, t, "preferred", 2),) for c, t in _APPROVED.get(locale, {}).items()}
    return Glossary(found, BASE, own, f"locales/{locale}/terms.csv", "US")


def examples(check: str) -> Iterator[tuple[str, Case]]:
    """Yield the two examples of a check's documentation, `Bad` and `Good`."""
    documentation = all_checks()[check].documentation
    for name in ("Bad", "Good"):
        found = re.search(rf'{name}:\n\s+msgid\s+"(.*)"\n\s+msgstr "(.*)"', documentation)
        assert found, f"{check} has no example {name}"
        source, target = (text.replace('\\"', '"') for text in found.groups())
        locale = "ar" if re.search("[\u0600-\u06ff]", target) else "es"
        yield name, Case(name, locale, source, target, ())


def problems(case: Case, *checks: str) -> tuple[str, ...]:
    """Return a line for each problem that the checks find: name, expected, found."""
    pair = Pair(case.source, case.target, glossary("en"), glossary(case.locale))
    lines = []
    for name in checks:
        find = all_checks()[name].find
        assert find is not None
        for problem in find(pair):
            sides = [", ".join(side) for side in (problem.expected, problem.found) if side]
            lines.append(f"{name}: {' → '.join(sides)}")
            for text, span in (
                (pair.source, problem.source_span),
                (pair.target, problem.target_span),
            ):
                assert span is None or 0 <= span[0] < span[1] <= len(text)
    return tuple(lines)


def _concepts(kind: str, concepts: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, Concept]]:
    for id, forms in concepts.items():
        yield id, Concept(id, kind, tuple(Term(id, form, "preferred", 2) for form in forms))


def _seen(text: str) -> str:
    """Return a part of a case with the characters that it writes as ⟨U+200F⟩."""
    return re.sub("⟨U\\+([0-9A-F]{4})⟩", lambda m: chr(int(m[1], 16)), text.strip("\n"))


BASE = TermBase(
    "source/terms.csv", {**dict(_concepts("number", _NUMBERS)), **dict(_concepts("name", _NAMES))}
)
