"""What the pages of a site are made from, as digests: equal digests, equal pages.

Where nobody can say what a page is made from (a plugin or an extension that may look at anything),
there is no digest, but a reason.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.build.edition import Edition
from pipeline.build.sibling import Sibling
from pipeline.cache import digest, digest_files, read_bytes, tools_digest
from pipeline.clock import now
from pipeline.locales import Locale
from pipeline.markdown.pure import uses_snippets, why_impure
from pipeline.project import SITE_DOMAIN, Project

_PLUGINS = frozenset({"leaflets", "material/search", "search"})


def why_unknown(project: Project) -> str:
    """Return why nobody can say what the pages of a project are made from, empty where one can."""
    settings = project.settings
    plugins = settings.get("plugins") or []
    names = {str(name) for each in plugins for name in (each if isinstance(each, dict) else [each])}
    if others := sorted(names - _PLUGINS):
        return f"the plugin {others[0]} may look at anything"
    if settings.get("hooks"):
        return "hooks may look at anything"
    theme = settings.get("theme") or {}
    if (theme if isinstance(theme, str) else theme.get("name")) != "material":
        return "the theme is not Material"
    if reason := why_impure(*project.markdown_extensions):
        return f"{reason} may look at more than the page"
    return "there is a function in the settings" if " at 0x" in repr(settings) else ""


def site_digest(project: Project) -> str:
    """Return what stands for all that every page depends on: settings, theme, tools, files."""
    settings = {key: value for key, value in project.settings.items() if key != "site_dir"}
    own = _theme_files(project)
    dated = any(b"build_date" in (read_bytes(path) or b"") for path in own)
    source = project.source_dir
    files = [path for path in source.rglob("*") if path.is_file()]
    names = sorted(path.relative_to(source).as_posix() for path in files)
    others = [path for path in files if path.suffix != ".md"]
    return digest(
        tools_digest(),
        repr(settings),
        str(bool(importlib.util.find_spec("jieba"))),
        now().isoformat() if dated else None,
        digest_files(own, project.root) if own else None,
        *names,
        digest_files(others, source),
    )


def _theme_files(project: Project) -> list[Path]:
    theme = project.settings.get("theme")
    folder = theme.get("custom_dir") if isinstance(theme, dict) else None
    if not folder:
        return []
    return [path for path in (project.root / str(folder)).rglob("*") if path.is_file()]


def leaflets_digest(project: Project) -> str:
    """Return what stands for the texts of all leaflets."""
    paths = [path for path in project.source_dir.rglob("*.md") if path.is_file()]
    return digest_files(paths, project.source_dir)


def locale_digest(project: Project, locale: Locale) -> str:
    """Return what stands for a locale's own files; the day is among it, for sign-offs end."""
    folder = project.locales_dir / locale.name
    paths = [path for path in folder.rglob("*") if path.suffix in (".csv", ".po")]
    return digest(now().date().isoformat(), digest_files(paths, folder))


def words_digest(edition: Edition) -> str:
    """Return what stands for the words and terms that all pages of a locale share."""
    words: Mapping[Any, str] = {}
    if SITE_DOMAIN in edition.publications:
        words = edition.publications[SITE_DOMAIN].msgstrs
    own = sorted(edition.own.left_out)
    return digest(edition.locale.tag, edition.glossary.digest, repr(list(words.items())), *own)


def page_digest(edition: Edition, domain: str, text: bytes, shared: str) -> str:
    """Return what stands for the text of a page, empty where nobody can say.

    `shared` is the digest of what it shares with the locale's other pages.
    """
    if uses_snippets(text.decode("utf-8", "replace")):
        return ""
    own = edition.publications.get(domain)
    return digest(shared, domain, text, repr(list(own.msgstrs.items())) if own else None)


def languages_digest(edition: Edition, domain: str) -> str:
    """Return what stands for what a page tells of its own language and of the others."""
    own = edition.own
    told = (part for each in edition.siblings for part in _told(each, [domain]))
    return digest(*told, str(own.is_draft(domain)), str(own.changed(domain)))


def told_digest(siblings: Sequence[Sibling]) -> str:
    """Return what stands for all that the pages of a site tell of its languages."""
    domains = sorted({domain for each in siblings for domain in each.coverage})
    return digest(*(part for each in siblings for part in _told(each, domains)))


def _told(sibling: Sibling, domains: Sequence[str]) -> Iterator[str]:
    yield f"{sibling.locale.tag} {sibling.is_built}"
    yield from (f"{domain} is left out" for domain in domains if domain in sibling.left_out)
    for state in (sibling.overall, *map(sibling.state, domains)):
        yield state.value
        yield from sibling.state_word(state)
