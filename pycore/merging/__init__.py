"""Workbooks merged into one: what enterprises' own workbooks give, put into the ledgers of another.

In: workbooks as `reading.Book`, reviewed, and what their definitions declare to give and to take.
Out: the bytes of the workbook that takes, calculated, and what was taken of whom, left out, in conflict or counted twice.
Called by: the command ``merge``.
"""
