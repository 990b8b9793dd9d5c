"""A locale that is made by shards is the same as one that is made at once."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from projects import ARABIC_TERMS, SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.build.edition import read_editions
from pipeline.build.record import LocaleRecord, SiteRecord
from pipeline.build.shard import Shard
from pipeline.build.sharded import make_rest, make_shard, may_shard
from pipeline.build.tasks import Work, forget, make
from pipeline.cli import main
from pipeline.errors import BuildStopped
from pipeline.project import read_project
from pipeline.validate import new_validator

NAV = """\
nav:
  - Start: index.md
  - overdose.md
  - Guides:
      - guides/heading.md
      - guides/neither.md
      - guides/links.md
      - gone.md
validation:
  links:
    anchors: warn
extra_templates: [robots.txt]
site_url: https://example.org/
"""
LEAFLETS = {
    "source__guides__heading_md": "# Steps 1-2 before 911\n\nCall 988.\n",
    "source__guides__neither_md": "Nobody gave this one a title.\n",
    "source__guides__links_md": "---\ntitle: Where to 988\nicon: material/phone\n---\n\n"
    "[Wrong](../overdose.md#nowhere), [right](../overdose.md#signs), [wrong](neither.md#x).\n",
    "source__alone_md": "---\ntitle: Not in the navigation\n---\n\nCall 1-800-662-4357.\n",
    "source__picture_svg": "<svg/>\n",
    "source__robots_txt": "Sitemap: {{ config.site_url }}sitemap.xml\n",
}


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> list[Work]:
    """What is to be done for the locales of a project, of which some titles are translated."""
    root = tmp_path_factory.mktemp("shards")
    settings = SETTINGS.replace("nav:\n  - Start: index.md\n  - Overdose: overdose.md\n", NAV)
    write_project(
        root,
        mkdocs_yml=settings,
        locales__es__terms_csv=SPANISH_TERMS,
        locales__ar__terms_csv=ARABIC_TERMS,
        **LEAFLETS,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["init", "es", "ar", "-q"]) == 0
    catalogs = root / "locales/es/LC_MESSAGES"
    translate(catalogs / "overdose.po", {"Overdose": "Sobredosis", "Signs": "Señales"})
    translate(catalogs / "guides/heading.po", {"Steps 1-2 before 911": "Pasos 1-2 antes del 911"})
    forget()
    project = read_project(root / "mkdocs.yml")
    locales = {project.source_locale, *project.locales}
    return [
        Work(
            project.config_file,
            edition,
            root / "whole",
            root / "old",
            SiteRecord(root / "record", root / "whole", ""),
            inputs="made of this",
            languages="told by these",
        )
        for edition in read_editions(new_validator(project), locales)
    ]


def fresh(work: Work, new: Path) -> Work:
    """A work that knows nothing of what was made before of the same edition."""
    edition = replace(work.edition, counts={}, english_titles=set(), english_headings={})
    return replace(work, edition=edition, new=new, anew=True)


def make_by_shards(work: Work, count: int, folder: Path) -> LocaleRecord:
    """Make shards, each in a folder of its own, the last one first."""
    shards = [Shard(number, count) for number in range(count)]
    made = [
        make_shard(fresh(work, folder / str(shard.number)), shard) for shard in reversed(shards)
    ]
    return make_rest(fresh(work, folder / "rest"), made[::-1])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def untimed(record: LocaleRecord | None) -> object:
    assert record is not None
    kept = record.as_json()
    plain = {path: each[:2] for path, each in record.files.items()}
    pages = {domain: values[:5] for domain, values in kept["pages"].items()}
    return kept | {"pages": pages, "others": sorted(kept["others"]), "files": plain}


@pytest.mark.parametrize("count", [1, 2, 3, 9])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_shards_make_the_same_files(
    works: list[Work],
    number: int,
    count: int,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    work = works[number]
    assert may_shard(work)
    whole = make(fresh(work, tmp_path / "whole"))
    told = caplog.messages.copy()
    caplog.clear()
    record = make_by_shards(work, count, tmp_path / "shards")
    tag = work.edition.locale.tag
    folders = [*map(str, range(count)), "rest"]
    found = [contents(tmp_path / "shards" / folder / tag) for folder in folders]
    joined = {path: content for each in found for path, content in each.items()}
    assert sum(map(len, found)) == len(joined)
    assert joined == contents(tmp_path / "whole" / tag)
    assert untimed(record) == untimed(whole)
    assert sorted(caplog.messages) == sorted(told)
    assert sum("#nowhere" in message for message in told) == 1


def test_warnings_of_all_shards_count(works: list[Work], tmp_path: Path) -> None:
    strict = replace(works[0], strict=True)
    with pytest.raises(BuildStopped) as expected:
        make(fresh(strict, tmp_path / "whole"))
    with pytest.raises(BuildStopped) as found:
        make_by_shards(strict, 3, tmp_path / "shards")
    assert str(found.value) == str(expected.value)
    assert "warnings in strict mode" in str(found.value)


def test_what_may_depend_on_anything_has_no_shards(works: list[Work]) -> None:
    assert not may_shard(replace(works[0], record=None))


@pytest.mark.parametrize("count", [1, 2, 7, 30])
def test_shards_hold_every_page_once(count: int) -> None:
    pages = list(range(20))
    split = [Shard(number, count).split(pages) for number in range(count)]
    assert [page for own, _ in split for page in own] == pages
    assert all(sorted(own + others) == pages for own, others in split)
    assert max(len(own) for own, _ in split) - min(len(own) for own, _ in split) <= 1


def test_mkdocs_is_heard_again_after_quiet(caplog: pytest.LogCaptureFixture) -> None:
    from pipeline.build.shard import quiet

    log = logging.getLogger("mkdocs.structure")
    with quiet():
        log.error("not told")
    with quiet(wanted=False):
        log.warning("told")
    assert caplog.messages == ["told"]
