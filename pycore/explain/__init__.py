"""Where a number comes from: from any cell down to what was typed in and to the sources of the factors.

In: a calculated workbook as `reading.Book`, and the address of a cell.
Out: a tree of cells, equations with their numbers, clauses and factor sources.
Called by: the command ``explain``, the review's page, the add-in's "explain the cell".
"""
