"""Corrupt good translations on purpose, to measure what the checks catch.

Mutation testing (DeMillo, Lipton and Sayward 1978), with medical mistakes for mutants.
"""
