"""The doses of two drugs have changed places.

Why: Every number and every name is there, and yet the patient takes too much of one medicine and
too little of the other.

Bad:
    msgid  "Take 400 mg of ibuprofen and 500 mg of paracetamol."
    msgstr "Tome 500 mg de ibuprofeno y 400 mg de paracetamol."

Good:
    msgid  "Take 400 mg of ibuprofen and 500 mg of paracetamol."
    msgstr "Tome 400 mg de ibuprofeno y 500 mg de paracetamol."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import is_dose
from pipeline.model import Fact, Problem, Severity

NEEDS = "source_drugs"

SEVERITY = Severity.ERROR


def find(pair: Pair) -> Iterable[Problem]:
    """Return each dose that stands with another drug than in the source.

    Only texts are judged in which doses and drugs take turns, so that each dose has its drug.
    """
    return _exchanged(pair) if len(pair.source_quantities) > 1 else ()


def _exchanged(pair: Pair) -> Iterator[Problem]:
    source = _couples(pair.source_drugs, pair.source_quantities)
    if len(source) < 2:
        return
    target = _couples(pair.target_drugs, pair.target_quantities)
    doses = sorted(dose.value for _, dose in source)
    if doses != sorted(dose.value for _, dose in target):
        return
    right = {drug.value: dose for drug, dose in source}
    for drug, dose in target:
        expected = right.get(drug.value)
        if expected is not None and expected.value != dose.value:
            yield Problem(
                f"{drug.text} stands with {dose.text}; in the English text it is {expected.text}.",
                f"Say {expected.text} for {drug.text}.",
                (expected.text,),
                (dose.text,),
                expected.span,
                dose.span,
            )


def _couples(drugs: Sequence[Fact], quantities: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Return each drug with its dose; nothing where it is not plain which belong together."""
    doses = [fact for fact in quantities if is_dose(fact)]
    names = {fact.value for fact in drugs}
    if not doses or len(doses) != len(drugs) or len(names) != len(drugs):
        return []
    placed = sorted([*drugs, *doses], key=lambda fact: fact.start)
    couples = [(placed[i], placed[i + 1]) for i in range(0, len(placed), 2)]
    turned = [(a, b) if b in doses else (b, a) for a, b in couples]
    if any(a in doses or b not in doses for a, b in turned):
        return []
    first = couples[0][0] in doses
    return turned if all((a in doses) == first for a, _ in couples) else []
