"""Finding and comparing facts: pure functions from text to what it states.

A module is one kind of fact. It finds (`find_…`) and compares (`compare_…`); checks, comments for
translators, rendering and verification all use the same ones.
"""
