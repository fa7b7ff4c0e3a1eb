"""What drives emissions: decomposition, grey relation, decoupling, and which organics make ozone.

In: factors of two years, series of years, masses of species, as cells hold them.
Out: effects that add up to the change, degrees of relation, elasticities, as definitions for the catalogue.
Called by: functions, workbooks, simulation; pure Python, so that the add-ins start at once.
"""

GROUP_DRIVERS = "drivers"
