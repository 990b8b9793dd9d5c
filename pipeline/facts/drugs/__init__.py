"""Drugs, brands, drug classes and names: which concepts of the term base a text names.

A form is found with the endings that its language allows (`affixes`, `inflect`); the longest form
wins (`find`), other words that merely contain one never do. `compare` tells how the drugs of two
texts differ; `explain` says why, with `near` and `known`: a misspelling, or another drug.
"""

from pipeline.facts.drugs.compare import compare_drugs as compare_drugs
from pipeline.facts.drugs.compare import kind_of as kind_of
from pipeline.facts.drugs.explain import explain_drugs as explain_drugs
from pipeline.facts.drugs.find import find_drugs as find_drugs
from pipeline.facts.drugs.find import may_name_drug as may_name_drug
from pipeline.facts.drugs.forms import PROTECTED as PROTECTED
from pipeline.facts.drugs.known import may_be_known as may_be_known
from pipeline.facts.drugs.names import names_of as names_of
from pipeline.facts.drugs.order import swapped_drugs as swapped_drugs
