"""Quantities: how much, how often, how long, when.

`find_quantities` reads a text in any locale of CLDR; `compare_quantities` says how a translation's
quantities differ from the source's. Numbers are found first (digits of every script, number words,
Chinese numerals, words such as *twice* or *ساعتين*), then what stands beside each: unit, range,
*every*, *a day*. The words come from CLDR through Babel, and from three tables in `facts/data`:
`units.csv`, `quantity_words.csv` and `numerals.csv`, which a speaker of the language can extend
without knowing Python.

What is not covered, and stays silent:

- Two values with the same unit in exchanged places (*2 tablets in the morning, 1 in the evening*):
  quantities are compared as a multiset, their order is not read.
- *Every 6 hours* that became *6 hours*, where no word for *every* is found on one side; *for 5
  days* that became *after 5 days*; *at most* and *at least*.
- Things that are counted with the same word in some languages: tablets and capsules; puffs,
  sprays, doses and times.
- Ordinals (*second dose*) that are left out, and *one*, which is an article in many languages.
- The same amount in other units (7 days, 1 week; 1000 mg, 1 g; 6 feet, 2 metres) is the same.
  Degrees Celsius and Fahrenheit are not converted: a change of the scale is a difference.
- A unit that the tables do not know is no difference, but for units of a dose that are lost.
- Morning and evening, where a locale's words for them are unknown; calendars other than the
  Gregorian and the Thai Buddhist; Roman numerals; number words above a thousand.
- Number words of languages that `numerals.csv` does not have, and there small numbers that cannot
  be found: `unread`. Nothing is silent or `unread` for a dose in mg, mL, IU and their like.
- Texts in fonts that put letters in the place of digits.
"""

from pipeline.facts.quantities.compare import compare_quantities
from pipeline.facts.quantities.find import find_quantities
from pipeline.facts.quantities.possible import PARTS, quantity_kinds, stated_by

__all__ = ["PARTS", "compare_quantities", "find_quantities", "quantity_kinds", "stated_by"]
