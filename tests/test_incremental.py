"""A build that takes pages over gives what a clean build gives, after any sequence of edits."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from projects import SPANISH_TERMS, translate, write_project

from pipeline.build.inputs import why_unknown
from pipeline.cache import FOLDER
from pipeline.cli import main
from pipeline.project import read_project

CATALOG = "locales/es/LC_MESSAGES/overdose.po"
TRANSLATIONS = {
    "Overdose": ["Sobredosis", "La sobredosis"],
    "Call 911": ["Llame al 911", "Llame al 991"],
    "Call 911 right away. Give naloxone.": ["Llame al 911 ya. Administre naloxona."],
    "Signs": ["Señales", "Signos"],
    "Slow breathing": ["Respiración lenta", "Respiración **lenta**"],
}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def project(root: Path) -> None:
    write_project(root, locales__es__terms_csv=SPANISH_TERMS)
    assert main(["init", "-q", "es", "ar"]) == 0


def build(*options: str) -> None:
    assert main(["build", "-q", "-j", "1", *options]) == 0


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    project(root)
    return root


class Edits(RuleBasedStateMachine):
    """Somebody edits a project, and builds it now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="leaflets-test-"))
        self.back = Path.cwd()
        os.chdir(self.folder)
        project(self.folder)

    def teardown(self) -> None:
        os.chdir(self.back)
        shutil.rmtree(self.folder)

    @rule(data=st.data())
    def translate(self, data: st.DataObject) -> None:
        msgid = data.draw(st.sampled_from(sorted(TRANSLATIONS)))
        translate(self.folder / CATALOG, {msgid: data.draw(st.sampled_from(TRANSLATIONS[msgid]))})

    @rule(word=st.sampled_from(["Señales", "Signos", ""]))
    def translate_a_word_of_the_site(self, word: str) -> None:
        translate(self.folder / "locales/es/LC_MESSAGES/site.po", {"Search": word})

    @rule(
        text=st.sampled_from(["Overdose", "An overdose", "Overdose\n\nSee [the start](index.md)."])
    )
    def edit_the_source(self, text: str) -> None:
        path = self.folder / "source/overdose.md"
        lines = path.read_text(encoding="utf-8").split("\n")
        at = next(i for i, line in enumerate(lines) if line.startswith("# "))
        lines[at] = f"# {text}"
        path.write_text("\n".join(lines), encoding="utf-8")

    @rule(there=st.booleans())
    def add_or_remove_a_leaflet(self, there: bool) -> None:
        path = self.folder / "source/more.md"
        path.unlink(missing_ok=True)
        if there:
            path.write_text("# More\n\nRest, and drink water.\n", encoding="utf-8")

    @rule(form=st.sampled_from(["naloxona", "la naloxona"]))
    def change_a_term(self, form: str) -> None:
        path = self.folder / "locales/es/terms.csv"
        path.write_text(SPANISH_TERMS.replace("naloxona", form), encoding="utf-8")

    @rule()
    def damage_a_page(self) -> None:
        for path in sorted((self.folder / "site").rglob("es/overdose/index.html")):
            path.write_text("damaged", encoding="utf-8")

    @rule(what=st.sampled_from(["gone", "torn", "empty"]))
    def damage_the_record(self, what: str) -> None:
        for path in sorted((self.folder / FOLDER).rglob("*.json")):
            if what == "gone":
                path.unlink()
            else:
                path.write_bytes(path.read_bytes()[: 40 if what == "torn" else 0])

    @rule()
    def leave_a_file_behind(self) -> None:
        if (self.folder / "site").is_dir():
            (self.folder / "site/left.html").write_text("left", encoding="utf-8")

    @rule()
    def build_one_language(self) -> None:
        if (self.folder / "site/en").is_dir():
            build("es")

    @invariant()
    def a_build_gives_what_a_clean_build_gives(self) -> None:
        build()
        clean = self.folder / "clean"
        build("--clean", "-d", "clean")
        assert tree(self.folder / "site") == tree(clean)
        shutil.rmtree(clean)


def test_any_sequence_of_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=int(os.environ.get("LEAFLETS_EXAMPLES", "3")),
            stateful_step_count=6,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_only_what_depends_on_a_message_is_written(root: Path) -> None:
    translate(root / CATALOG, {"Signs": "Señales"})
    build()
    before = times(root / "site")
    translate(root / CATALOG, {"Signs": "Signos"})
    build()
    after = times(root / "site")
    assert {path for path in after if after[path] != before.get(path)} == {
        "publication.json",
        "es/overdose/index.html",
        "es/overdose/handout/index.html",
        "es/search/search_index.js",
        "es/search/search_index.json",
        "es/sw.js",
    }


def test_nothing_is_written_where_nothing_has_changed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build()
    before = times(root / "site")
    capsys.readouterr()
    assert main(["build", "-j", "1"]) == 0
    assert capsys.readouterr().out == "site/index.html: nothing has changed\n"
    assert times(root / "site") == before


def test_a_page_that_was_altered_by_hand_is_made_again(root: Path) -> None:
    build()
    page = root / "site/es/overdose/index.html"
    good = page.read_bytes()
    page.write_bytes(good.replace(b"911", b"991"))
    build()
    assert page.read_bytes() == good


def paths(kept: object) -> Iterator[dict[str, object]]:
    if isinstance(kept, dict):
        yield kept
        for each in kept.values():
            yield from paths(each)
    elif isinstance(kept, list):
        for each in kept:
            yield from paths(each)


def test_a_record_cannot_lead_out_of_the_site(root: Path) -> None:
    build()
    for path in (root / FOLDER / "sites").rglob("*.json"):
        kept = json.loads(path.read_bytes())
        for each in paths(kept):
            for name in [name for name in each if str(name).endswith("index.html")]:
                each[f"../../../{name}"] = each[name]
        path.write_text(json.dumps(kept), encoding="utf-8")
    translate(root / CATALOG, {"Signs": "Señales"})
    build()
    assert not list(root.parent.glob("*.html"))
    build("--clean", "-d", "clean")
    assert tree(root / "site") == tree(root / "clean")


@pytest.mark.parametrize(
    ("settings_", "reason"),
    [
        ({"hooks": ["hook.py"]}, "hooks may look at anything"),
        ({"plugins": ["search", "leaflets", "macros"]}, "the plugin macros may look at anything"),
        ({"markdown_extensions": ["own.extension"]}, "the Markdown extension own.extension"),
        ({"theme": {"name": "mkdocs"}}, "the theme is not Material"),
        ({}, ""),
    ],
)
def test_what_nobody_can_follow_is_made_anew(
    root: Path, settings_: dict[str, object], reason: str
) -> None:
    path = root / "mkdocs.yml"
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(known | settings_), encoding="utf-8")
    found = why_unknown(read_project(path))
    assert found.startswith(reason)
    assert bool(found) == bool(reason)
