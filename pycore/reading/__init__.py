"""What a workbook of ours holds: recognised by its cover, read by its defined names, checked cell by cell.

In: a file that was made from an installed definition, of this version or an earlier one.
Out: `Book` (where everything stands), validated models and tables, and all that is wrong in the inputs, at once.
Called by: engine's callers, explain, simulate, upgrade, template, review, report, commands.
"""
