"""How often the checks are wrong: run them over real published translations.

    python benchmarks/false_alarms.py [--samples N] [--check NAME] [--format text|json]

The corpus (`../shared/data/real-translations.jsonl` beside this checkout, or `--corpus`) holds
published translations of health text in more than 70 languages, nearly all of them right. It is no
part of this project; without it there is nothing to measure, and the program says so.

The term base is the project's own. A locale's forms come from `locales/`; a concept without a form
in a locale is left out there, since no translation could be verified for it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import LocaleError
from pipeline.locales import Locale, find_locale
from pipeline.model import Entry, Finding, Message, Severity
from pipeline.project import read_project
from pipeline.terms import Glossary, TermBase, read_glossary
from pipeline.validate import Validator, new_validator

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "real-translations.jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """One published translation."""

    project: str
    locale: Locale
    source: str
    target: str


def read_corpus(path: Path) -> Iterator[Row]:
    """Yield the translations whose locale CLDR knows; say how many others there are."""
    unknown: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            try:
                locale = find_locale(row["lang"])
            except LocaleError:
                unknown[row["lang"]] += 1
                continue
            yield Row(row["project"], locale, row["source"], row["target"])
    for name, number in sorted(unknown.items()):
        print(f"left out: {number} segments in {name}, which CLDR does not know", file=sys.stderr)


def validators(validator: Validator, locale: Locale) -> tuple[Validator, Glossary]:
    """Return a validator and a glossary with the concepts that a locale has forms for."""
    project = validator.project
    glossary = read_glossary(project, validator.base, locale)
    concepts = {
        id: concept
        for id, concept in validator.base.concepts.items()
        if concept.kind == "number" or glossary.approved(id)
    }
    base = TermBase(validator.base.path, concepts)
    source = read_glossary(project, base, project.source_locale)
    return replace(validator, base=base, source=source), replace(glossary, base=base)


def judge(rows: Iterator[Row], validator: Validator) -> Iterator[tuple[Row, list[Finding]]]:
    """Yield each translation with what the checks of single translations say of it."""
    known: dict[Locale, tuple[Validator, Glossary]] = {}
    for row in rows:
        if row.locale not in known:
            known[row.locale] = validators(validator, row.locale)
        own, glossary = known[row.locale]
        entry = Entry(Message(row.source), row.target)
        yield row, list(own.judge(entry, row.project, "", glossary))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--samples", type=int, default=3, metavar="N", help="samples a check")
    parser.add_argument("--check", help="show only this check's samples")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    arguments = parser.parse_args()
    if not arguments.corpus.is_file():
        print(f"There is no corpus at {arguments.corpus}: nothing was measured.")
        return 0
    validator = new_validator(read_project(ROOT / "mkdocs.yml"))
    judged = list(judge(read_corpus(arguments.corpus), validator))
    if arguments.format == "json":
        print(json.dumps(figures(judged), ensure_ascii=False, indent=2))
    else:
        report(judged, arguments.samples, arguments.check)
    return 0


def figures(judged: list[tuple[Row, list[Finding]]]) -> dict[str, object]:
    """Return the rates: of segments with an error, with a warning, and by check and locale."""
    total = len(judged)
    return {
        "segments": total,
        "locales": len({row.locale for row, _ in judged}),
        "error_rate": sum(has(found, Severity.ERROR) for _, found in judged) / total,
        "warning_rate": sum(has(found, Severity.WARNING) for _, found in judged) / total,
        "by_check": dict(count(judged, lambda row, finding: finding.check)),
        "by_locale": dict(count(judged, lambda row, finding: row.locale.tag)),
        "by_project": dict(count(judged, lambda row, finding: row.project)),
    }


def has(found: list[Finding], severity: Severity) -> bool:
    return any(finding.severity is severity for finding in found)


def count(judged, key) -> list[tuple[str, int]]:  # type: ignore[no-untyped-def]
    """Count the segments with a finding that is no mere information, by a key."""
    counts = Counter(
        name
        for row, found in judged
        for name in {key(row, f) for f in found if f.severity is not Severity.INFO}
    )
    return counts.most_common()


def report(judged: list[tuple[Row, list[Finding]]], samples: int, only: str | None) -> None:
    """Print the rates, then samples of each check."""
    rates = figures(judged)
    print(f"{rates['segments']} segments in {rates['locales']} locales")
    print(f"with an error   {rates['error_rate']:.2%}")
    print(f"with a warning  {rates['warning_rate']:.2%}")
    for title in ("by_check", "by_locale", "by_project"):
        print(f"\n{title.replace('_', ' ')}")
        for name, number in rates[title].items():  # type: ignore[attr-defined]
            print(f"  {number:5}  {number / len(judged):7.3%}  {name}")
    shown: dict[str, int] = defaultdict(int)
    for row, found in judged:
        for finding in found:
            if finding.severity is Severity.INFO or (only and finding.check != only):
                continue
            shown[finding.check] += 1
            if shown[finding.check] <= samples:
                print(
                    f"\n{finding.check} ({finding.severity.value}), {row.locale.tag}, {row.project}"
                )
                print(f"  {finding.message}\n  {row.source}\n  {row.target}")


if __name__ == "__main__":
    raise SystemExit(main())
