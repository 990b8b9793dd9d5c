"""What is remembered between two runs: right after every edit, and never needed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from projects import SPANISH_TERMS, translate, write_project

from pipeline.cache import FOLDER, Drawer
from pipeline.catalogs.read import read
from pipeline.cli import main
from pipeline.locales import find_locale
from pipeline.model import Catalog
from pipeline.project import read_project
from pipeline.validate import new_validator, read_catalogs, read_locale

SPANISH = find_locale("es")


@dataclass(frozen=True)
class Kept:
    """Something to keep."""

    words: tuple[str, ...]
    count: int = 0


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, locales__es__terms_csv=SPANISH_TERMS)
    assert main(["extract", "-q"]) == 0
    assert main(["init", "es", "-q"]) == 0
    translate(tmp_path / "locales/es/LC_MESSAGES/overdose.po", {"Signs": "Señales"})
    return tmp_path


def catalogs(root: Path) -> dict[str, Catalog]:
    """Read the Spanish catalogs as the commands do; they must be those of the files."""
    found = read_project(root / "mkdocs.yml")
    kept = read_locale(new_validator(found), SPANISH).catalogs
    assert kept == read_catalogs(found, SPANISH)
    return dict(kept)


def test_catalogs_that_have_not_changed_are_not_read_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = catalogs(project)
    path = project / "locales/es/LC_MESSAGES/overdose.po"
    translate(path, {"Signs": "Signos"})
    parsed: list[str] = []

    def noting(path: Path, name: str, known: Catalog | None = None) -> Catalog:
        catalog = read(path, name, known)
        parsed.extend([name] if catalog is not known else [])
        return catalog

    monkeypatch.setattr("pipeline.validate.read", noting)
    found = read_locale(new_validator(read_project(project / "mkdocs.yml")), SPANISH).catalogs
    assert parsed == ["locales/es/LC_MESSAGES/overdose.po"]
    assert {name for name in found if found[name] != first[name]} == {"overdose"}


def test_a_catalog_that_is_gone_or_new_is_known_at_once(project: Path) -> None:
    before = catalogs(project)
    folder = project / "locales/es/LC_MESSAGES"
    (folder / "overdose.po").rename(folder / "other.po")
    after = catalogs(project)
    assert after.keys() == before.keys() - {"overdose"} | {"other"}
    assert after["other"].path.endswith("other.po")


@pytest.mark.parametrize("damage", [b"", b"{", b'{"overdose": 1}', b"\xff", b"null", b"[[[["])
def test_a_damaged_result_is_found_again(project: Path, damage: bytes) -> None:
    catalogs(project)
    for path in (project / FOLDER).rglob("*.json"):
        path.write_bytes(damage)
    catalogs(project)
    assert main(["check", "es"]) == 0


def test_what_verifies_reads_the_files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogs(project)
    monkeypatch.setattr(Drawer, "get", lambda *_: pytest.fail("believes what is remembered"))
    validator = new_validator(read_project(project / "mkdocs.yml"))
    assert read_locale(validator, SPANISH, anew=True).findings == []


def test_a_name_has_one_result_and_a_changed_type_none(tmp_path: Path) -> None:
    drawer = Drawer(tmp_path, "kept", Kept)
    drawer.put("a/b", "1", Kept(("x",)))
    drawer.put("a/b", "2", Kept(("y",), 2))
    drawer.put("other", "1", Kept(()))
    assert (drawer.get("a/b", "1"), drawer.get("a/b", "2")) == (None, Kept(("y",), 2))
    assert len(drawer) == 2
    assert Drawer(tmp_path, "kept", dict[str, int]).get("a/b", "2") is None
    drawer.keep_only(["a/b"])
    assert (len(drawer), drawer.get("other", "1")) == (1, None)
    shutil.rmtree(tmp_path / FOLDER)
    assert (len(drawer), drawer.get("a/b", "2")) == (0, None)
