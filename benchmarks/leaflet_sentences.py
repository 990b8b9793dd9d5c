"""Made-up leaflets in English and Spanish, and random edits of them, for `update.py`.

A sentence is four clauses; the second may state a dose, a time, a drug or a number to call.
Each Spanish sentence ends in a made-up word of its own, which tells where a suggestion comes from.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

WHEN = {
    "If the person does not wake up": "Si la persona no despierta",
    "When the pain comes back": "Cuando vuelve el dolor",
    "Before you leave the hospital": "Antes de salir del hospital",
    "After the first visit": "Después de la primera visita",
    "While you wait for help": "Mientras espera la ayuda",
    "As soon as you feel sick": "En cuanto se sienta mal",
    "While you are at home": "Mientras esté en casa",
    "If your breathing becomes slow": "Si su respiración se vuelve lenta",
    "Each time you see the nurse": "Cada vez que vea a la enfermera",
    "When you cannot sleep at night": "Cuando no pueda dormir de noche",
    "If a friend uses drugs alone": "Si un amigo consume drogas a solas",
    "Once the swelling is gone": "Cuando haya bajado la hinchazón",
}
DO = {
    "take {n} {unit} of {drug}": "tome {n} {unit} de {drug}",
    "give {drug} again after {n} {time}": "dé {drug} otra vez después de {n} {time}",
    "call {phone} right away": "llame al {phone} de inmediato",
    "ask the pharmacist for {drug}": "pida {drug} al farmacéutico",
    "wait {n} {time} and look again": "espere {n} {time} y mire otra vez",
    "do not take more than {n} {unit} a day": "no tome más de {n} {unit} al día",
    "drink a glass of water": "beba un vaso de agua",
    "turn the person on one side": "ponga a la persona de lado",
    "write down how you feel": "anote cómo se siente",
    "tell your family where you are": "dígale a su familia dónde está",
    "rest in a quiet room": "descanse en un cuarto tranquilo",
    "keep the door open": "deje la puerta abierta",
}
WHY = {
    "because help may come late": "porque la ayuda puede tardar",
    "so that the nurse can see it": "para que la enfermera pueda verlo",
    "until the doctor comes": "hasta que venga el médico",
    "and stay with them": "y quédese a su lado",
    "even if you feel better": "aunque se sienta mejor",
    "as your care plan says": "como dice su plan de cuidados",
    "and keep your phone near you": "y tenga cerca su teléfono",
    "to keep the wound clean": "para mantener limpia la herida",
    "before you eat anything": "antes de comer nada",
    "with someone you trust": "con alguien de confianza",
    "and tell us what happened": "y cuéntenos qué pasó",
    "if nobody else is there": "si no hay nadie más",
}
MORE = {
    "bring your papers": "traiga sus papeles",
    "ask for an interpreter": "pida un intérprete",
    "the visit is free": "la visita es gratuita",
    "nobody will ask for your name": "nadie preguntará su nombre",
    "keep this leaflet": "guarde este folleto",
    "your room will be ready": "su cuarto estará listo",
    "a bus stops at the main gate": "un autobús para en la puerta principal",
    "the desk can print a copy": "la recepción puede imprimir una copia",
    "your children may come along": "sus hijos pueden acompañarle",
    "the kitchen has warm food": "la cocina tiene comida caliente",
    "leave your bags with us": "deje sus maletas con nosotros",
    "our team speaks many languages": "nuestro equipo habla muchos idiomas",
    "the garden is open to all": "el jardín está abierto a todos",
    "sign the form at the end": "firme el formulario al final",
    "the lift is behind the stairs": "el ascensor está detrás de la escalera",
    "wear something warm": "lleve algo abrigado",
}
DRUGS = {
    "naloxone": "naloxona",
    "naltrexone": "naltrexona",
    "methadone": "metadona",
    "buprenorphine": "buprenorfina",
    "clonidine": "clonidina",
    "loperamide": "loperamida",
}
UNITS = {"mg": "mg", "mcg": "mcg", "mL": "mL", "tablets": "tabletas"}
TIMES = {"minutes": "minutos", "hours": "horas", "days": "días"}
PHONES = ("911", "988", "1-800-662-4357", "1-800-222-1222")
NUMBERS = (2, 3, 4, 5, 6, 8, 10, 12, 20, 24, 30, 40, 48, 50, 60, 90)
ADVERBS = {"quickly": "", "calmly": "", "please": "", "always": "", "carefully": ""}
FACTS = re.compile(
    "|".join((r"\d[\d-]*", *map(re.escape, {*DRUGS.values(), *UNITS.values(), *TIMES.values()})))
)
"""What must not be stale in a Spanish sentence: numbers, units, drugs."""

_CONSONANTS, _VOWELS = "bdfgjklmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its parts; `word` marks its translation."""

    when: str
    do: str
    why: str
    more: str
    word: str
    adverb: str = ""
    n: int = 2
    unit: str = "mg"
    time: str = "hours"
    drug: str = "naloxone"
    phone: str = "911"

    @property
    def english(self) -> str:
        """The source text."""
        slots = {k: getattr(self, k) for k in ("n", "unit", "time", "drug", "phone")}
        adverb = f"{self.adverb} " * bool(self.adverb)
        return f"{self.when}, {adverb}{self.do.format(**slots)} {self.why}; {self.more}."

    @property
    def spanish(self) -> str:
        """The right translation."""
        slots = {
            "n": self.n,
            "unit": UNITS[self.unit],
            "time": TIMES[self.time],
            "drug": DRUGS[self.drug],
            "phone": self.phone,
        }
        first = f"{WHEN[self.when]}, {DO[self.do].format(**slots)} {WHY[self.why]}"
        return f"{first}; {MORE[self.more]} {self.word}."

    @property
    def facts(self) -> frozenset[str]:
        """The numbers, units and drugs of the right translation."""
        return frozenset(FACTS.findall(self.spanish))


def word(number: int) -> str:
    """Return the made-up word of a number, letters only."""
    syllables = [c + v for c in _CONSONANTS for v in _VOWELS]
    made = ""
    for _ in range(4):
        number, at = divmod(number, len(syllables))
        made += syllables[at]
    return made + "x"


def sentences(chance: random.Random) -> Iterator[Sentence]:
    """Yield sentences without end, no English text twice."""
    seen = set()
    number = 0
    while True:
        each = Sentence(
            chance.choice([*WHEN]),
            chance.choice([*DO]),
            chance.choice([*WHY]),
            chance.choice([*MORE]),
            word(number),
            chance.choice(["", *ADVERBS]),
            chance.choice(NUMBERS),
            chance.choice([*UNITS]),
            chance.choice([*TIMES]),
            chance.choice([*DRUGS]),
            chance.choice(PHONES),
        )
        if each.english not in seen:
            seen.add(each.english)
            number += 1
            yield each


def edited(sentence: Sentence, chance: random.Random) -> Sentence:
    """Return a sentence with one thing changed: a word, or a fact where it has one."""
    slots = [
        slot for slot in ("n", "unit", "time", "drug", "phone") if f"{{{slot}}}" in sentence.do
    ]
    kind = chance.choice(["adverb", "why", *slots, *slots])
    choices = {
        "adverb": [*ADVERBS],
        "why": [*WHY],
        "n": NUMBERS,
        "unit": [*UNITS],
        "time": [*TIMES],
        "drug": [*DRUGS],
        "phone": PHONES,
    }[kind]
    others = [each for each in choices if each != getattr(sentence, kind)]
    return replace(sentence, **{kind: chance.choice(others)})
