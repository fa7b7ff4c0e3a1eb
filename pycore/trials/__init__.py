"""A workbook calculated again and again with other inputs: alternatives compared, measures chosen.

In: a workbook, what to change in it.
Out: what it calculates then; the cells that a command writes.
Called by: the commands and the review.
"""
