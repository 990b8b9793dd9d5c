"""What one locale's build remembers of the one before it, page by page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.toc import TableOfContents

from pipeline.build.edition import Edition, domain_of
from pipeline.build.inputs import languages_digest, page_digest, words_digest
from pipeline.build.record import LocaleRecord, PageRecord, Stamp, is_as, stamp
from pipeline.cache import Shelf, digest

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


def files_below(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder, as seen from it."""
    for top, _, names in os.walk(folder):
        inner = os.path.relpath(top, folder).replace(os.sep, "/")
        yield from names if inner == "." else (f"{inner}/{name}" for name in names)


def link(old: Path, new: Path) -> None:
    """Let a file stand in a new folder too; copied, with its time, where it cannot be linked."""
    try:
        os.link(old, new)
    except FileNotFoundError:
        if new.parent.exists():
            raise
        new.parent.mkdir(parents=True, exist_ok=True)
        link(old, new)
    except OSError:
        shutil.copy2(old, new)


def mirror(old: Path, new: Path) -> None:
    """Let a folder hold the files of another, as links to them, and nothing else."""
    new.mkdir(exist_ok=True)
    with os.scandir(new) as entries:
        ours = {entry.name: entry for entry in entries}
    with os.scandir(old) as entries:
        theirs = {entry.name: entry for entry in entries}
    for name, entry in ours.items():
        if name not in theirs or not _same(theirs[name], entry):
            if _is_folder(entry):
                shutil.rmtree(new / name)
            else:
                (new / name).unlink()
            continue
        if not _is_folder(entry):
            del theirs[name]
    for name, entry in theirs.items():
        if _is_folder(entry):
            mirror(old / name, new / name)
        else:
            link(old / name, new / name)


def _same(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    """Tell whether two entries are one file, or both folders."""
    if _is_folder(one) or _is_folder(other):
        return _is_folder(one) and _is_folder(other)
    return os.path.samestat(one.stat(follow_symlinks=False), other.stat(follow_symlinks=False))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def settle(new: Path, old: Path, kept: Stamp | None, sha256: str | None = None) -> Stamp:
    """Return the stamp of a file that was made; it becomes the old one where it is the same."""
    now = stamp(new, sha256 or "")
    if kept is None or kept == now or kept.sha256 != now.sha256 or not is_as(old, kept):
        return now
    new.unlink()
    link(old, new)
    return stamp(new, now.sha256)


def settle_all(
    record: LocaleRecord, before: LocaleRecord | None, new: Path, old: Path
) -> LocaleRecord:
    """Return the record of a locale that was made elsewhere with the files as they stand here."""
    kept = before.files if before else {}
    stamps = {
        path: settle(new / path, old / path, kept.get(path), each.sha256)
        for path, each in sorted(record.files.items())
    }
    pages = {
        domain: replace(page, files={path: stamps[path] for path in page.files})
        for domain, page in record.pages.items()
    }
    return replace(record, pages=pages, others={path: stamps[path] for path in record.others})


class Remembered:
    """The pages of a locale as they were, and as they are now.

    `old` is the locale's folder of the site that stands, `new` that of the one in the making.
    """

    def __init__(
        self, edition: Edition, record: LocaleRecord | None, search: Shelf, old: Path, new: Path
    ) -> None:
        self.pages: dict[str, PageRecord] = {}
        self.search = search
        self.edition = edition
        self._old_pages = record.pages if record else {}
        self._old_files = record.files if record else {}
        self._old, self._new = old, new
        self._words = words_digest(edition)
        self._texts: dict[str, str] = {}
        self._titles = ""
        self._own_titles: dict[str, str | None] = {}
        self._english: dict[str, tuple[str, ...]] = {}

    def attach(self, config: MkDocsConfig) -> None:
        """Find where the plugins keep what they make of each page."""
        leaflets: Any = config.plugins["leaflets"]
        self._written: dict[str, str] = leaflets.written
        plugins = [config.plugins.get(name) for name in ("material/search", "search")]
        index = next((plugin.search_index for plugin in plugins if plugin), None)
        self.entries: list[dict[str, Any]] = index.entries if index else []

    def know_rest(self, entries: Iterable[dict[str, Any]], files: Mapping[str, str]) -> None:
        """Note what others made of the pages: entries of the search index, the SHA-256 of files."""
        self.entries += entries
        self._written |= files

    def recall(self, page: Page) -> bool:
        """Give a page its titles as they were, where its text would be the same again."""
        domain = domain_of(page)
        self._texts[domain] = page_digest(
            self.edition, domain, page.file.content_bytes, self._words
        )
        kept = self._old_pages.get(domain)
        if kept is None or not kept.text or kept.text != self._texts[domain]:
            return False
        if self.search.get(domain, kept.text) is None or not self._stand(kept):
            return False
        self._own_titles[domain] = page.__dict__.get("title")
        page.title, icon, status = kept.shown
        page.meta = {"icon": icon, "status": status}
        page.markdown, page.content, page.toc = "", "", TableOfContents([])
        page.present_anchor_ids = set(kept.anchors)
        self._english[domain] = kept.english
        return True

    @contextmanager
    def reading(self, page: Page) -> Iterator[None]:
        """Note what the making of a page's text brings with it."""
        titles = self.edition.english_titles
        before = set(titles)
        titles.clear()
        yield
        self._english[domain_of(page)] = tuple(sorted(titles))
        titles |= before

    def know_titles(self, pages: Sequence[Page]) -> None:
        """Note the titles of all pages, which stand on every page."""
        self.edition.english_titles.update(*self._english.values())
        shown = [(domain_of(page), *_shown(page)) for page in pages]
        self._titles = digest(repr(shown), *sorted(self.edition.english_titles))

    def take_over(self, page: Page) -> bool:
        """Put a recalled page into the new site, where all of it would be the same again."""
        domain = domain_of(page)
        kept = self._old_pages[domain]
        if kept.frame != self._frame(domain):
            _forget(page, self._own_titles[domain])
            return False
        for path, each in kept.files.items():
            link(self._old / path, self._new / path)
            self._written[path] = each.sha256
        self.pages[domain] = kept
        return True

    def restore(self, page: Page) -> None:
        """Put the entries of a page that was taken over into the search index."""
        domain = domain_of(page)
        self.entries += self.search.get(domain, self.pages[domain].text)

    @contextmanager
    def writing(self, page: Page) -> Iterator[None]:
        """Note what is written for a page."""
        domain = domain_of(page)
        first, before = len(self.entries), set(self._written)
        yield
        new = self._written.keys() - before
        self.pages[domain] = PageRecord(
            text=self._texts[domain],
            frame=self._frame(domain),
            shown=_shown(page),
            english=self._english[domain],
            anchors=tuple(sorted(page.present_anchor_ids or ())),
            files={path: stamp(self._new / path, self._written[path]) for path in sorted(new)},
        )
        self.search.put(domain, self._texts[domain], self.entries[first:])

    def distrust(self, page: Page) -> None:
        """Have the next build make a page again, for MkDocs warns of it."""
        domain = domain_of(page)
        self.pages[domain] = replace(self.pages[domain], text="")

    def record(self, inputs: str, languages: str) -> LocaleRecord:
        """Return the record of what was made.

        A file that is the same again becomes the old one, so that its time stays too.
        """
        stamps = {
            path: settle(
                self._new / path,
                self._old / path,
                self._old_files.get(path),
                self._written.get(path),
            )
            for path in sorted(files_below(self._new))
        }
        own = {path for page in self.pages.values() for path in page.files}
        pages = {
            domain: replace(page, files={path: stamps[path] for path in page.files})
            for domain, page in self.pages.items()
        }
        others = {path: each for path, each in stamps.items() if path not in own}
        return LocaleRecord(inputs, languages, self.edition.own.as_json(), pages, others)

    def _stand(self, kept: PageRecord) -> bool:
        """Tell whether the files of a page stand as they were written."""
        return all(is_as(self._old / path, each) for path, each in kept.files.items())

    def _frame(self, domain: str) -> str:
        return digest(self._titles, languages_digest(self.edition, domain))


def _shown(page: Page) -> tuple[Any, ...]:
    return (page.title, page.meta.get("icon"), page.meta.get("status"))


def _forget(page: Page, title: str | None) -> None:
    """Make a page as it was before it was recalled."""
    page.__dict__.pop("title", None)
    if title is not None:
        page.title = title
    page.markdown, page.content, page.meta = None, None, {}
