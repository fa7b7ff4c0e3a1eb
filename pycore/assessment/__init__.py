"""Performance, benchmarks and the synergy index S of pollutants and carbon.

In: emissions, outputs and reference values.
Out: `Equation` and `Method` definitions; states and grades.
Called by: the catalogue of functions, the workbooks, the simulation.
"""
