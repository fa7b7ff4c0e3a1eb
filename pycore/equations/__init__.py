"""An equation is written once and read many ways: as numbers, arrays, uncertain numbers, quantities, formulas.

In: ordinary Python arithmetic with a domain and a unit for each argument, and the clause that it comes from.
Out: values, native Excel formulas, LaTeX, sentences with the numbers put in, checks of domain and unit.
Called by: the rooms that state the equations (accounting, assessment, uncertainty) and those that show them.
"""
