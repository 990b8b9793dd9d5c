"""The kinds of mistakes, and what the checks must make of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from pipeline.checks.pair import Pair
from pipeline.mutate import drugs, phones, quantities, texts

Mutator = Callable[[Pair, Random], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mistake.

    `mutate` yields wrong translations of a pair; `deadly` ones must be found as errors, the
    others must be found at all.
    """

    name: str
    mutate: Mutator
    deadly: bool


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("phone-digit-changed", phones.change_digit, deadly=True),
            Kind("phone-digits-swapped", phones.swap_digits, deadly=True),
            Kind("phone-dropped", phones.drop, deadly=True),
            Kind("phone-doubled-digit", phones.double_digit, deadly=True),
            Kind("phone-truncated", phones.truncate, deadly=True),
            Kind("phone-groups-reversed", phones.reverse_groups, deadly=True),
            Kind("phone-replaced", phones.replace_by_another, deadly=True),
            Kind("phone-lookalike", phones.put_lookalike, deadly=True),
            Kind("phone-invisible", phones.put_invisible, deadly=True),
            Kind("drug-replaced", drugs.replace_by_another, deadly=True),
            Kind("drug-dropped", drugs.drop, deadly=False),
            Kind("drug-misspelled", drugs.misspell, deadly=True),
            Kind("drug-homoglyph", drugs.put_homoglyph, deadly=True),
            Kind("quantity-digit-changed", quantities.change_digit, deadly=True),
            Kind("quantity-tenfold", quantities.multiply, deadly=True),
            Kind("quantity-unit-changed", quantities.change_unit, deadly=True),
            Kind("quantity-dropped", quantities.drop, deadly=False),
            Kind("quantities-swapped", quantities.swap, deadly=True),
            Kind("negation-dropped", texts.drop_negation, deadly=False),
            Kind("link-changed", texts.change_link, deadly=True),
            Kind("link-broken", texts.break_link, deadly=True),
            Kind("bidi-control", texts.put_bidi_control, deadly=True),
            Kind("invisible-character", texts.put_invisible, deadly=False),
            Kind("left-in-english", texts.leave_in_english, deadly=False),
        )
    }
)
"""Every kind by its name, in the order of the report."""
