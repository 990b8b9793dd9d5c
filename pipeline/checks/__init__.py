"""The checks: one file each, named after what it finds.

A check's module holds `SEVERITY`, `find(pair)` and a docstring that is its documentation: one
sentence, `Why:`, `Bad:` and `Good:`. `leaflets checks NAME` prints it. `NEEDS` names the part of a
`Pair` that it looks at, where it is one alone: the check is not called where that is empty.
"""
