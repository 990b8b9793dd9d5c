"""The old site stands until the new one is whole: refused, broken and killed builds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from projects import SPANISH_TERMS, translate, write_project

from pipeline.build.memory import mirror
from pipeline.build.swap import holding, replacing
from pipeline.cli import main


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    write_project(tmp_path, locales__es__terms_csv=SPANISH_TERMS)
    assert main(["init", "es"]) == 0
    translate(tmp_path / "locales/es/LC_MESSAGES/overdose.po", {"Signs": "Señales"})
    assert main(["build", "-q", "-j", "1"]) == 0
    return tmp_path


def test_a_folder_is_replaced_and_hidden_files_stay(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "old.html").write_text("old", encoding="utf-8")
    (site / ".nojekyll").write_text("", encoding="utf-8")
    with replacing(site) as new:
        (new / "new.html").write_text("new", encoding="utf-8")
        assert snapshot(site) == {"old.html": b"old", ".nojekyll": b""}
    assert snapshot(site) == {"new.html": b"new", ".nojekyll": b""}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_error_leaves_the_old_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "old.html").write_text("old", encoding="utf-8")

    def fail() -> None:
        with replacing(site) as new:
            (new / "new.html").write_text("new", encoding="utf-8")
            raise ValueError("half done")

    with pytest.raises(ValueError, match="half"):
        fail()
    assert snapshot(tmp_path) == {"site/old.html": b"old"}


@pytest.mark.parametrize(
    ("left", "healed"),
    [
        ({".site.old/a": "old", ".site.new/a": "new"}, {"a": b"old"}),  # between two renames
        ({"site/a": "old", ".site.old/a": "new"}, {"a": b"old"}),  # before the exchange
        ({"site/a": "new", ".site.old/.kept": ""}, {"a": b"new", ".kept": b""}),  # and after it
        (
            {"site/a": "old", ".site.new/a": "", ".site.spool/es": "", ".site.lock": ""},
            {"a": b"old"},
        ),
    ],
)
def test_what_a_killed_run_left_is_healed(
    tmp_path: Path, left: dict[str, str], healed: dict[str, bytes]
) -> None:
    for name, text in left.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with holding(tmp_path / "site"):
        assert snapshot(tmp_path / "site") == healed
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_strict_refuses_a_site_that_states_something_else(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(project / "site")
    assert main(["build", "--strict", "-q", "-j", "1"]) == 0
    from pipeline.build import pages
    from pipeline.build.forms import filled

    link_phones = pages.link_phones
    damaged = lambda html, glossary: link_phones(html, glossary).replace(">911<", ">991<")  # noqa: E731
    monkeypatch.setattr(pages, "link_phones", damaged)
    monkeypatch.setattr(filled, "link_phones", damaged)
    capsys.readouterr()
    assert main(["build", "--strict", "--clean", "-q", "-j", "1"]) == 1
    said = capsys.readouterr()
    assert "site/es/overdose/index.html:" in said.out
    assert "The link shows 991 and dials 911. [page-call]" in said.out
    assert said.err == "the site was not published; the old one is as it was\n"
    assert snapshot(project / "site") == before
    assert not list(project.glob(".site.*"))


def test_one_language_is_built_into_the_site(project: Path) -> None:
    before = snapshot(project / "site")
    translate(project / "locales/es/LC_MESSAGES/overdose.po", {"Signs": "Signos"})
    assert main(["build", "es", "-q", "-j", "1"]) == 0
    after = snapshot(project / "site")
    assert {path for path in before if path.startswith("en/")} <= set(after)
    assert b"Signos" in after["es/overdose/index.html"]


@pytest.mark.parametrize(
    ("site_dir", "why"),
    [
        (".", "holds mkdocs.yml"),
        ("..", "holds mkdocs.yml"),
        ("source", "lies in source/"),
        ("source/site", "lies in source/"),
        ("locales/../locales/es", "lies in locales/"),
    ],
)
def test_a_site_never_takes_the_place_of_what_it_is_made_from(
    project: Path, site_dir: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(project)
    assert main(["build", "-q", "-j", "1", "-d", site_dir]) == 2
    said = capsys.readouterr().err
    assert f"it {why}; expected a folder of its own" in said
    assert said.count("\n") == 1
    assert snapshot(project) == before


def test_a_killed_build_leaves_the_old_site_and_the_next_one_heals(project: Path) -> None:
    before = snapshot(project / "site")
    chance = random.Random(7)  # noqa: S311 - no secret
    for _ in range(6):
        run = subprocess.Popen(
            [sys.executable, "-m", "pipeline.cli", "build", "-q", "-j", "1"],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.2, 2.5))
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        assert snapshot(project / "site") == before
    assert main(["build", "-q", "-j", "1"]) == 0
    assert snapshot(project / "site") == before
    assert not list(project.glob(".site.*"))


def test_what_was_replaced_is_kept_for_the_next_time(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / "cache" / "spare"
    for text in ("first", "second", "third"):
        with replacing(site, spare) as new:
            (new / "a").unlink(missing_ok=True)
            (new / "a").write_text(text, encoding="utf-8")
    assert snapshot(tmp_path) == {"site/a": b"third", "cache/spare/a": b"second"}


def test_a_spare_folder_that_leads_elsewhere_is_not_used(tmp_path: Path) -> None:
    elsewhere, spare = tmp_path / "elsewhere", tmp_path / "spare"
    elsewhere.mkdir()
    spare.symlink_to(elsewhere)
    with replacing(tmp_path / "site", spare) as new:
        (new / "a").write_text("new", encoding="utf-8")
    assert snapshot(elsewhere) == {}
    assert snapshot(tmp_path / "site") == {"a": b"new"}


TREES = [
    {},
    {"a": "1", "b/c": "2", "b/d/e": "3"},
    {"a": "1", "b/c": "other"},
    {"a/inner": "1", "b": "2"},
    {"z": "4", "b/d/e": "3", "b/d/f/g": "5"},
]


@pytest.mark.parametrize("there", TREES)
@pytest.mark.parametrize("before", TREES)
def test_a_mirror_holds_the_same_files_whatever_it_held(
    tmp_path: Path, there: dict[str, str], before: dict[str, str]
) -> None:
    for folder, tree in (("old", there), ("new", before)):
        (tmp_path / folder).mkdir()
        for name, text in tree.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for _ in range(2):
        mirror(tmp_path / "old", tmp_path / "new")
        assert snapshot(tmp_path / "new") == snapshot(tmp_path / "old")
        for name in there:
            assert (tmp_path / "new" / name).samefile(tmp_path / "old" / name)
    folders = [
        {path.relative_to(top) for path in top.rglob("*") if path.is_dir()}
        for top in (tmp_path / "old", tmp_path / "new")
    ]
    assert folders[0] == folders[1]


def test_a_second_change_uses_the_folder_before_the_last(project: Path) -> None:
    site = project / "site"
    for text in ("Signos", "Avisos", "Señas"):
        translate(project / "locales/es/LC_MESSAGES/overdose.po", {"Signs": text})
        assert main(["build", "-q", "-j", "1"]) == 0
        assert text in (site / "es/overdose/index.html").read_text(encoding="utf-8")
    (spare,) = (project / ".cache/leaflets-spare").glob("*/")
    assert "Avisos" in (spare / "es/overdose/index.html").read_text(encoding="utf-8")
    again = snapshot(site)
    assert main(["build", "-q", "-j", "1", "--clean"]) == 0
    assert snapshot(site) == again
    assert not spare.exists()
