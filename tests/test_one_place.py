"""What is added in one place works everywhere: a check, a drug, a unit word, an ending."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from projects import OVERDOSE, SPANISH_TERMS, TERMS, translate, write_project

import pipeline.checks
from pipeline.checks.registry import all_checks
from pipeline.cli import main

CHECK = '''"""A translation shouts.

Why: Capitals are hard to read under stress.

Bad:
    msgstr "LLAME"

Good:
    msgstr "Llame"
"""

from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING


def find(pair):
    """Yield the translation if it is all capitals."""
    if pair.target.isupper():
        yield Problem("This shouts.")
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_check_is_one_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It runs, is listed, is explained, and settings know it."""
    extra = folder / "extra"
    extra.mkdir()
    (extra / "shouting.py").write_text(CHECK, encoding="utf-8")
    monkeypatch.setattr(pipeline.checks, "__path__", [*pipeline.checks.__path__, str(extra)])
    all_checks.cache_clear()
    try:
        write_project(folder, locales__es__terms_csv=SPANISH_TERMS)
        settings = folder / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(
            text.replace("- leaflets", "- leaflets: {checks: {shouting: error}}"), encoding="utf-8"
        )
        assert main(["init", "es"]) == 0
        translate(folder / "locales/es/LC_MESSAGES/overdose.po", {"Small pupils": "PUPILAS"})
        capsys.readouterr()
        assert main(["check", "es"]) == 1
        assert "error: This shouts. [shouting]" in capsys.readouterr().out
        assert main(["checks", "shouting"]) == 0
        assert "Capitals are hard to read" in capsys.readouterr().out
    finally:
        all_checks.cache_clear()


def test_a_drug_is_a_row_of_the_term_base(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is protected in every language, its comment for translators included."""
    write_project(
        folder,
        source__terms_csv=TERMS + "zolpidem,drug,zolpidem,preferred,for sleep\n",
        source__overdose_md=OVERDOSE + "\nNever take zolpidem.\n",
        locales__es__terms_csv=SPANISH_TERMS,
        locales__ru__terms_csv="concept,term,status,source,reviewed_by,reviewed_on\n"
        "zolpidem,золпидем,preferred,INN,,\n",
    )
    assert main(["init", "es", "ru"]) == 0
    message = "Never take zolpidem."
    for locale, msgstr in (("es", "Nunca tome diazepam."), ("ru", "Никогда не пейте золпидема.")):
        translate(folder / f"locales/{locale}/LC_MESSAGES/overdose.po", {message: msgstr})
    catalog = (folder / "locales/ru/LC_MESSAGES/overdose.po").read_text(encoding="utf-8")
    assert "#. Keep: zolpidem → золпидем" in catalog
    capsys.readouterr()
    assert main(["check", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {f["locale"] for f in found if f["severity"] == "error"} == {"es"}
    assert {f["check"] for f in found} == {"drug-changed"}


ROWS = [
    (
        "a unit word",
        "units.csv",
        "es,tablet,zarandaja,a test",
        "from pipeline.facts.quantities import find_quantities as find\n"
        "facts = find('Tome 2 zarandaja cada 6 horas.', find_locale('es'))\n"
        "print(*(fact.value for fact in facts))",
        "2 tablet every 6 hour",
    ),
    (
        "an ending",
        "affixes.csv",
        "es,suffix,zuelo,a test",
        "from pipeline.facts.drugs import find_drugs\n"
        "from pipeline.terms import Concept, Glossary, Term, TermBase\n"
        "terms = (Term('naloxone', 'naloxona', 'preferred', 1),)\n"
        "base = TermBase('a', {'naloxone': Concept('naloxone', 'drug', terms)})\n"
        "es = Glossary(find_locale('es'), base, {'naloxone': terms}, 'b')\n"
        "print(*(fact.text for fact in find_drugs('La naloxonazuelo.', es)))",
        "naloxonazuelo",
    ),
]


@pytest.mark.parametrize(
    ("table", "row", "code", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_a_word_is_a_row_of_a_table(
    folder: Path, table: str, row: str, code: str, expected: str
) -> None:
    package = folder / "pipeline"
    shutil.copytree(Path(pipeline.checks.__file__).parent.parent, package)
    code = f"from pipeline.locales import find_locale\n{code}"

    def run() -> str:
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=True
        ).stdout.strip()

    assert run() != expected
    with (package / "facts" / "data" / table).open("a", encoding="utf-8") as rows:
        rows.write(f"{row}\n")
    assert run() == expected
