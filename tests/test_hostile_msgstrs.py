"""Hostile translations are found by the checks, each by the one that its fixture names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hostile import Case, msgstr_cases, write_hostile_project

from pipeline.cli import main

CASES = msgstr_cases()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The checks that find something in each translation, with how much that weighs."""
    root = tmp_path_factory.mktemp("msgstrs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        write_hostile_project(root, {})
        assert main(["check", "--format", "json", "-o", "findings.json"]) == 1
    told: dict[str, dict[str, str]] = {}
    report = json.loads((Path(root) / "findings.json").read_text(encoding="utf-8"))
    for finding in report["findings"]:
        told.setdefault(finding["msgctxt"], {})[finding["check"]] = finding["severity"]
    return told


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_hostile_translation_is_found(found: dict[str, dict[str, str]], case: Case) -> None:
    """“none” stands for text that is harmless as it is; no error is found in it."""
    checks = found.get(case.slug, {})
    if case.check == "none":
        assert "error" not in checks.values()
    else:
        assert case.check in checks
