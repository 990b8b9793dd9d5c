"""`publication.json`: what a site holds, who answers for it, the same bytes from the same files."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from projects import SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.cli import main
from pipeline.project import read_project
from pipeline.validate import new_validator, read_locale

EPOCH = "1800000000"  # 2027-01-15
LONG = "Call 911 right away. Give naloxone."
GOLDEN = Path(__file__).parent / "fixtures" / "publication.json"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project with sign-offs, a waiver, and a leaflet that is held back."""
    root = tmp_path_factory.mktemp("publication")
    options = "  - leaflets:\n      publish: {critical: [danger]}\n"
    config = write_project(
        root,
        mkdocs_yml=SETTINGS.replace("  - leaflets\n", options),
        source__help_md="# Help\n\nStay with the person, stay calm.\n",
        locales__es__terms_csv=SPANISH_TERMS,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.chdir(root)
        assert main(["init", "es"]) == 0
        catalogs = root / "locales/es/LC_MESSAGES"
        translate(catalogs / "overdose.po", {"Overdose": "Sobredosis", "Signs": "Señales"})
        texts = {"Help": "Ayuda", "Stay with the person, stay calm.": "Quédese quédese con ella."}
        translate(catalogs / "help.po", texts)
        found = read_locale(new_validator(read_project(config)), _spanish()).findings
        (doubled,) = [finding for finding in found if finding.check == "doubled-word"]
        row = f"doubled-word,{doubled.hash},meant so,Eva,2027-12-31"
        header = "check,message,reason,by,expires"
        (root / "locales/es/waivers.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
        assert main(["review", "es", "help", "--by", "Ana Ruiz", "--role", "medical"]) == 0
        assert main(["review", "es", "overdose", "--message", "Signs", "--by", "Bo", "--role",
                     "reviser"]) == 0  # fmt: skip
        assert main(["build", "-q", "-j", "1", "--strict"]) == 0
    return root


def _spanish() -> Any:
    from pipeline.locales import find_locale

    return find_locale("es")


def record(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((root / "site/publication.json").read_text("utf-8"))
    return loaded


def test_the_record_is_as_it_was(project: Path) -> None:
    """What the site's own files and the installed tools decide is compared by its kind alone."""
    found = record(project)
    assert set(found.pop("tools")) >= {"python", "mkdocs", "markdown", "leaflet-pipeline"}
    for name, digest in found.pop("files").items():
        content = (project / "site" / name).read_bytes()
        assert digest == hashlib.sha256(content).hexdigest()
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_hashes_are_those_of_the_files(project: Path) -> None:
    spanish = next(each for each in record(project)["locales"] if each["locale"] == "es")
    for leaflet in spanish["leaflets"]:
        domain = leaflet["domain"]
        source = (project / f"source/{domain}.md").read_bytes()
        catalog = (project / f"locales/es/LC_MESSAGES/{domain}.po").read_bytes()
        assert leaflet["source_sha256"] == hashlib.sha256(source).hexdigest()
        assert leaflet["catalog_sha256"] == hashlib.sha256(catalog).hexdigest()


def test_two_builds_in_two_folders_are_the_same(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    trees = []
    for name in ("one", "another/below"):
        root = tmp_path / name
        shutil.copytree(project, root, ignore=shutil.ignore_patterns("site"))
        monkeypatch.chdir(root)
        assert main(["build", "-q", "-j", "1"]) == 0
        files = [path for path in sorted((root / "site").rglob("*")) if path.is_file()]
        trees.append({path.relative_to(root).as_posix(): path.read_bytes() for path in files})
    assert trees[0].keys() == trees[1].keys()
    different = [name for name in trees[0] if trees[0][name] != trees[1][name]]
    assert not different
    before = (project / "site/publication.json").read_bytes()
    assert trees[0]["site/publication.json"] == before
