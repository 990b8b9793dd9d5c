"""Remember which pages were proved, by the content of all that they were compared with.

Only what was found right is remembered, and only `verify` writes it. What stands here is believed
like the rest of `.cache/leaflets`: who may write there may write the site as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.cache import Shelf, digest, digest_files, shelf, tools_digest
from pipeline.extract import extract
from pipeline.gate import Templates
from pipeline.locales import Locale
from pipeline.project import Project
from pipeline.validate import Validator
from pipeline.verify.folder import SiteFolder

_FOLDER = "proofs"
_DATED = ("reviews.csv", "waivers.csv")
"""Tables of a locale whose rows hold until a day."""


class Proofs:
    """What is known to be right in one language of a site.

    `basis` stands for what all pages of the language are compared with. Each result is bound to the
    bytes of its files: those that are proved, and those that they were compared with.
    """

    def __init__(self, site: SiteFolder, known: Shelf, basis: str, *, anew: bool = False) -> None:
        self._site = site
        self._known = known
        self._basis = basis
        self._anew = anew

    def hold(self, name: str, places: Iterable[str]) -> bool:
        """Tell whether these files were proved, and all that they rest on is as it was."""
        others = self._known.get(name, self._key(places))
        return (
            not self._anew
            and isinstance(others, dict)
            and all(self._site.digest(place) == found for place, found in others.items())
        )

    def keep(self, name: str, places: Iterable[str], others: Iterable[str] = ()) -> None:
        """Remember that files were found right, given what others hold."""
        found = {place: self._site.digest(place) for place in sorted(set(others))}
        self._known.put(name, self._key(places), found)

    def save(self) -> None:
        """Write what is new, and forget the pages that are gone."""
        self._known.save(only_used=True)

    def _key(self, places: Iterable[str]) -> str:
        return digest(self._basis, *(part for p in places for part in (p, self._site.digest(p))))


def proofs_of(
    site: SiteFolder, validator: Validator, locale: Locale, shared: str, *, anew: bool = False
) -> Proofs:
    """Return what is remembered of a language; `shared` stands for what all languages share.

    With `anew` nothing is known, and what is proved replaces what was.
    """
    project = validator.project
    folder = project.locales_dir / locale.name
    files = [path for path in folder.rglob("*") if path.suffix in (".csv", ".po")]
    dated = any(path.name in _DATED for path in files)
    today = validator.today.isoformat() if dated else None
    basis = digest(shared, locale.name, today, digest_files(files, folder))
    return Proofs(site, shelf(project, f"{_FOLDER}/{locale.name}"), basis, anew=anew)


def known_templates(project: Project, *, anew: bool = False) -> Templates:
    """Return the messages of all leaflets; with `anew`, each leaflet is parsed."""
    known = Shelf(None) if anew else shelf(project, f"{_FOLDER}/messages")
    found = {each.domain: each.messages for each in extract(project, known)}
    known.save(only_used=True)
    return found


def shared_digest(
    site: SiteFolder,
    validator: Validator,
    locales: Iterable[str],
    domains: Mapping[str, str],
    templates: Templates,
) -> str:
    """Return what stands for all that every page is compared with, beside pages and catalogs.

    That is this program, the settings, the terms, the leaflets' names, what the policy looks at,
    and which files the site has: so no link leads to one that is gone, and none is left over.
    """
    settings = {key: v for key, v in validator.project.settings.items() if key != "site_dir"}
    severities = sorted((name, each.value) for name, each in validator.severities.items())
    return digest(
        tools_digest(),
        repr(settings),
        repr(severities),
        validator.source.digest,
        repr(list(locales)),
        repr(sorted(domains.items())),
        *_asked(templates),
        *sorted(site.files),
    )


def _asked(templates: Templates) -> Iterator[str]:
    for domain, messages in sorted(templates.items()):
        yield domain
        yield repr([*messages])
