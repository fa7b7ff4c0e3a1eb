"""Emission accounting: one module for each activity, each equation with its clause, domain and units.

In: plain numbers (arrays, uncertain numbers, quantities alike).
Out: `Equation` and `Method` definitions.
Called by: the catalogue of functions, the workbooks, the simulation.
"""
