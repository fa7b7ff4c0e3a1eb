"""What stands in a cell, before anything is known of files or formulas: addresses, values, number formats.

In: plain Python values and addresses such as ``B7``.
Out: cell values, errors as values, columns and rows as numbers, a number as its cell shows it.
Called by: every room above; it knows none of them.
"""
