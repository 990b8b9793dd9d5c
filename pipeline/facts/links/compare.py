"""Compare the links and the markup of a translation with the source's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.facts.links.addresses import is_same_address, url_value
from pipeline.model import Difference, Fact
from pipeline.terms import Glossary

Facts = tuple[Fact, ...]

_ADDRESS = re.compile(r"[^\s]+\.[^\s.]{2,}")
_PREFIX = re.compile(r"[a-z]{1,4}-(?=[a-z0-9-]+\.)")
_BANTU = "lg|ln|nd|nr|nso|ny|rn|rw|sn|ss|st|sw|tn|ts|ve|xh|zu"
_PREFIXING = frozenset(_BANTU.split("|"))
"""Languages whose nouns, and so the names of sites, take prefixes (Zulu *i-nida.gov*)."""
_NEAR = 0.5  # of all letters
_ADDRESSES = frozenset({"url", "host", "link-target", "image-target"})
_GROUPS = (
    ("url", "host"),
    ("email",),
    ("link-target", "image-target"),
    ("reference", "footnote", "html", "attribute-list"),
    ("code",),
    ("placeholder", "sign"),
    ("emphasis",),
)
"""Kinds of facts of which one may have become the other."""


def compare_links(
    source: Facts, target: Facts, glossary: Glossary | None = None
) -> tuple[Difference, ...]:
    """Return how the links and the markup of a translation differ, as multisets; order is free.

    Kinds: `changed`, `missing`, `added`. An address for which the glossary has approved forms
    (a site in the reader's language) must be one of them.
    """
    if not source and not target:
        return ()
    if _are_same(source, target, glossary):
        return ()
    if glossary is not None:
        source = tuple(localized(fact, target, glossary) for fact in source)
        if glossary.locale.language in _PREFIXING:
            addresses = frozenset(fact.value for fact in source if fact.kind in ("url", "host"))
            target = tuple(_without_prefix(fact, addresses) for fact in target)
    return tuple(
        difference
        for kinds in _GROUPS
        for difference in _compare(
            [fact for fact in source if fact.kind in kinds and fact.kind != "sign"],
            [fact for fact in target if fact.kind in kinds],
        )
    )


def _are_same(source: Facts, target: Facts, glossary: Glossary | None) -> bool:
    """Tell at once what is true of nearly all translations.

    Addresses need a closer look where a language changes them, or has others in their place.
    """
    if len(source) != len(target):
        return False
    same = all(
        one.kind == other.kind and one.value == other.value
        for one, other in zip(source, target, strict=True)
    )
    addresses = [_bare(fact) for fact in source if fact.kind in _ADDRESSES] if same else []
    if not addresses or glossary is None:
        return same
    prefixing = glossary.locale.language in _PREFIXING
    return not prefixing and _approved(glossary).keys().isdisjoint(addresses)


def _bare(fact: Fact) -> str:
    """Return an address without its scheme."""
    return fact.value.rpartition("://")[2]


def localized(fact: Fact, target: Facts, glossary: Glossary) -> Fact:
    """Return an address as a locale has it: in the approved form that stands in the translation.

    A fact that is no address, or has no approved form there, is returned as it is.
    """
    if fact.kind not in _ADDRESSES:
        return fact
    forms = _approved(glossary).get(_bare(fact), ())
    scheme = "".join(fact.value.rpartition("://")[:2])
    values = [form if "://" in form else scheme + form for form in forms]
    there = [v for v in values if any(is_same_address(v, other.value) for other in target)]
    return fact._replace(value=(*there, *values)[0]) if values else fact


def source_address(address: str, glossary: Glossary) -> str:
    """Return the source's address, without scheme, for one that a locale has in its place.

    An address that is in no such pair is returned as it is.
    """
    bare = url_value(address).rpartition("://")[2]
    for key, forms in _approved(glossary).items():
        if bare == key or any(bare == form.rpartition("://")[2] for form in forms):
            return key
    return address


def _without_prefix(fact: Fact, addresses: frozenset[str]) -> Fact:
    """Return an address of the source without what the language puts before a noun."""
    bare = _PREFIX.sub("", fact.value)
    return fact._replace(value=bare) if fact.kind in ("url", "host") and bare in addresses else fact


@lru_cache(maxsize=256)
def _approved(glossary: Glossary) -> Mapping[str, tuple[str, ...]]:
    """Return the approved forms of each address in the term base, by the address."""
    found = {}
    for concept in glossary.base.concepts.values():
        if concept.kind == "name" and not glossary.is_source:
            forms = tuple(url_value(f) for f in glossary.approved(concept.id) if _ADDRESS.match(f))
            found.update({url_value(t.term).rpartition("://")[2]: forms for t in concept.terms})
    return {address: forms for address, forms in found.items() if forms}


def _compare(source: list[Fact], target: list[Fact]) -> list[Difference]:
    left = list(target)
    unmet = []
    for fact in source:
        match = next((other for other in left if _is_same(fact, other)), None)
        if match is None:
            unmet.append(fact)
        else:
            left.remove(match)
    present = Counter(fact.value for fact in source)
    left = [fact for fact in left if not _is_harmless(fact, present, unmet)]
    differences = []
    for fact in unmet:
        alike = [other for other in left if _class(other) == _class(fact)]
        near = min(alike, key=lambda other: _distance(fact, other), default=None)
        sole = len(alike) == 1 and sum(_class(other) == _class(fact) for other in unmet) == 1
        if near is None or not (sole or _distance(fact, near) <= _NEAR):
            differences.append(Difference("missing", fact))
        else:
            left.remove(near)
            differences.append(Difference("changed", fact, near))
    return differences + [Difference("added", None, fact) for fact in left]


def _class(fact: Fact) -> str:
    """Return what kinds of facts have in common of which one may have become the other."""
    return "address" if fact.kind in _ADDRESSES else fact.kind.replace("sign", "placeholder")


def _is_same(fact: Fact, other: Fact) -> bool:
    if fact.kind in ("url", "host"):
        return is_same_address(fact.value, other.value)
    return fact.value == other.value and (fact.kind == other.kind or other.kind == "sign")


def _is_harmless(fact: Fact, present: Counter[str], unmet: list[Fact]) -> bool:
    """Tell whether what the source lacks is one of its addresses once more, or no fact at all."""
    if fact.kind not in ("url", "host"):
        return fact.kind == "sign" or (fact.value == "#" and not unmet)
    if any(is_same_address(value, fact.value) for value in present):
        return not unmet
    if "://" in fact.text:
        return False
    return fact.kind == "host" and not any(_distance(other, fact) <= _NEAR for other in unmet)


def _distance(fact: Fact, other: Fact) -> float:
    return Levenshtein.normalized_distance(fact.value, other.value)
