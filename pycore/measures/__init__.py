"""What a measure changes: landfill gas, photovoltaics, fuels and heat, transport, end-of-pipe treatment.

In: amounts, efficiencies and factors of the state before and of the measure, as cells hold them.
Out: the reduction, positive where emission falls, as equations for the catalogue.
Called by: functions, workbooks, simulation; plain arithmetic, so that every reading of an equation is there.
"""
