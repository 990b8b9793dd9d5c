"""The mutation self-test: what the checks catch of mistakes made on purpose."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from pipeline.checks.pair import Pair
from pipeline.cli import main
from pipeline.mutate.kinds import KINDS
from pipeline.project import read_project
from pipeline.validate import new_validator, read_locale

ROOT = Path(__file__).parent.parent
LOCALES = ("ar", "es", "fr", "ht", "ko", "ru", "vi", "zh_Hans")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_checks_catch_what_could_hurt_somebody(
    locale: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All deadly mistakes are errors, and at least 97 % of all mistakes are found."""
    monkeypatch.chdir(ROOT)
    main(["mutate", locale, "--format", "json", "--seed", "7"])
    report = json.loads(capsys.readouterr().out)
    survivors = Counter(survivor["kind"] for survivor in report["survivors"])
    assert not [kind for kind in survivors if KINDS[kind].deadly], report["survivors"][:3]
    figures = [each for kind in report["kinds"] for each in kind["locales"].values()]
    caught, total = sum(f["caught"] for f in figures), sum(f["mutants"] for f in figures)
    assert total > 1000
    assert caught / total >= 0.97, survivors


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_mistake_is_made(name: str) -> None:
    """A kind that makes no mutants would prove nothing; and the same seed makes the same ones."""
    validator = new_validator(read_project(ROOT / "mkdocs.yml"))
    read = read_locale(validator, next(x for x in validator.project.locales if x.name == "es"))
    texts = [("Take 2 tablets every 6 hours.", "Tome 2 tabletas cada 6 horas.")]
    for catalog in read.catalogs.values():
        texts += [(entry.message.msgid, entry.msgstr) for entry in catalog.entries]

    def make(seed: int) -> list[str]:
        random = Random(seed)  # noqa: S311 - no secret
        return [
            mutant
            for source, target in texts
            for mutant in KINDS[name].mutate(
                Pair(source, target, validator.source, read.glossary), random
            )
        ]

    assert make(1)
    assert make(1) == make(1)


def test_a_survivor_is_shown_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """With its checks switched off, a mistake survives, is listed, and the exit status says so."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    off = "      checks: {phone-truncated: off, phone-missing: off, phone-changed: off}\n"
    (tmp_path / "mkdocs.yml").write_text(
        settings.replace("      region: US\n", f"      region: US\n{off}"), encoding="utf-8"
    )
    for folder in ("source", "locales"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    assert main(["mutate", "es"]) == 1
    shown = capsys.readouterr().out
    assert ": phone-dropped: not found\n  English: " in shown
