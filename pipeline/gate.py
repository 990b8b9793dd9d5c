"""The gate: which leaflets, and which languages, a project's policy lets be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.catalogs.excerpt import excerpt
from pipeline.coverage import Coverage, coverage
from pipeline.model import Catalog, Message, Severity
from pipeline.policy import ENGLISH, LEAVE_OUT, PublishPolicy
from pipeline.project import SITE_DOMAIN
from pipeline.publish import Publication, publication
from pipeline.validate import LocaleCatalogs

Templates = Mapping[str, Sequence[Message]]
"""The messages of each domain."""

_NOTHING = Publication({}, frozenset())
_HOMES = frozenset({"index", "README"})
_KINDS = {
    "number": "it names a number to call",
    "danger": "it stands in a danger box",
    "marked": "the author marked it",
}


@dataclass(frozen=True, slots=True)
class Held:
    """Why a leaflet, or a language, is held back, and the place to look at.

    `left_out` tells that there is no page; else readers get it in English.
    """

    reason: str
    path: str
    line: int | None = None
    left_out: bool = False

    @property
    def below(self) -> str:
        """What readers get instead, as the option `below` calls it."""
        return LEAVE_OUT if self.left_out else ENGLISH

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}"


@dataclass(frozen=True)
class Decision:
    """What readers of a language may see, by domain, and what is held back.

    `held` are leaflets; `language` is why the language is not listed at all, if it is not.
    """

    publications: Mapping[str, Publication]
    coverage: Mapping[str, Coverage]
    held: Mapping[str, Held]
    language: Held | None = None

    @property
    def told(self) -> tuple[Held, ...]:
        """What people are told: that the language is held back, or which of its leaflets are."""
        return (self.language,) if self.language else tuple(self.held.values())


def decide(
    read: LocaleCatalogs, templates: Templates, policy: PublishPolicy | None = None
) -> Decision:
    """Return what may be published of a locale.

    Without `policy`, that of the project's settings counts.
    """
    policy = read.validator.project.options.publish if policy is None else policy
    shown = {
        domain: publication(catalog, read.findings_in(catalog), read.reviews)
        for domain, catalog in read.catalogs.items()
    }
    leaflets = [domain for domain in templates if domain != SITE_DOMAIN]
    held: dict[str, Held] = {}
    for domain in leaflets:
        why = _unmet(read, domain, templates[domain], shown.get(domain, _NOTHING), policy)
        if why is not None:
            held[domain] = why
            shown[domain] = _hold(shown.get(domain, _NOTHING))
    figures = _figures(read, templates, shown)
    language = _unlisted(read, [figures[domain] for domain in leaflets], policy)
    if language is None and held and policy.below == LEAVE_OUT and len(held) == len(leaflets):
        language = _language(read, "each of its leaflets is held back", policy)
    if language is not None:
        held = dict.fromkeys(leaflets, language) | held
        shown |= {domain: _hold(shown.get(domain, _NOTHING)) for domain in leaflets}
        figures = _figures(read, templates, shown)
    elif policy.below == LEAVE_OUT:
        held = {domain: _with_home(domain, why) for domain, why in held.items()}
    return Decision(shown, figures, held, language)


def _unmet(
    read: LocaleCatalogs,
    domain: str,
    messages: Sequence[Message],
    shown: Publication,
    policy: PublishPolicy,
) -> Held | None:
    """Return the first critical message of a leaflet that readers may not see."""
    for message in messages:
        kind = next((kind for kind in policy.critical if kind in message.critical), None)
        if kind is None or message.key in shown.msgstrs:
            continue
        catalog = read.catalogs.get(domain)
        problem, path, line = _problem(read, catalog, message, shown)
        left_out = policy.below == LEAVE_OUT
        reason = (
            f"{read.locale.name} “{domain}” {_fate(left_out=left_out)}: a critical message "
            f"({_KINDS[kind]}) {problem}: “{excerpt(message.msgid)}”"
        )
        return Held(reason, path, line, left_out)
    return None


def _problem(
    read: LocaleCatalogs, catalog: Catalog | None, message: Message, shown: Publication
) -> tuple[str, str, int | None]:
    """Return what is the matter with a message that readers may not see, and where."""
    entries = catalog.entries if catalog else ()
    entry = next((e for e in entries if e.message.key == message.key and not e.obsolete), None)
    if catalog is None or entry is None:
        place = next(iter(message.locations), None)
        line = place.line if place else None
        return "is in no catalog yet", place.path if place else "", line
    line = entry.msgstr_line or entry.line
    if entry.fuzzy:
        problem = "is fuzzy"
    elif not entry.translated:
        problem = "is not translated"
    elif message.key in shown.unsigned:
        missing = set(read.reviews.policy.required) - read.reviews.signed(entry)
        problem = f"lacks a sign-off ({', '.join(sorted(missing))})"
    else:
        checks = {
            finding.check
            for finding in read.findings_in(catalog)
            if finding.severity is Severity.ERROR
            and (finding.msgctxt, finding.msgid) == message.key
        }
        problem = f"is blocked by {', '.join(sorted(checks))}"
    return problem, catalog.path, line


def _hold(shown: Publication) -> Publication:
    """Return what is left of a publication when all that readers could see is held back."""
    return Publication({}, shown.blocked, shown.unsigned, held=shown.held | set(shown.msgstrs))


def _figures(
    read: LocaleCatalogs, templates: Templates, shown: Mapping[str, Publication]
) -> dict[str, Coverage]:
    return {
        domain: coverage(messages, read.catalogs.get(domain), shown.get(domain, _NOTHING))
        for domain, messages in templates.items()
    }


def _unlisted(
    read: LocaleCatalogs, leaflets: Sequence[Coverage], policy: PublishPolicy
) -> Held | None:
    """Return why a language is not listed, `None` where readers see enough of its words."""
    total = sum(leaflets, Coverage())
    seen = total.words - total.words_left
    if 100 * seen >= policy.minimum_coverage * total.words:
        return None
    least = f"{policy.minimum_coverage:g} %"
    share = 100 * seen // total.words
    return _language(read, f"readers see {share} % of the words, and {least} are asked for", policy)


def _language(read: LocaleCatalogs, why: str, policy: PublishPolicy) -> Held:
    left_out = policy.below == LEAVE_OUT
    project, locale = read.validator.project, read.locale
    fate = _fate(left_out=left_out, language=True)
    return Held(f"{locale.name} {fate}: {why}", project.shown(project.locales_dir / locale.name),
                left_out=left_out)  # fmt: skip


def _fate(*, left_out: bool, language: bool = False) -> str:
    if left_out:
        return "is left out"
    return "is not listed, and its pages are English" if language else "is shown in English"


def _with_home(domain: str, why: Held) -> Held:
    """Keep the start page of a language that has others: it is shown in English."""
    if domain not in _HOMES:
        return why
    reason = why.reason.replace(_fate(left_out=True), _fate(left_out=False), 1)
    return Held(reason, why.path, why.line)
