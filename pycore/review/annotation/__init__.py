"""The copy of a submitted workbook in which the findings stand: as comments on the cells, and in a sheet of their own.

In: the bytes of a workbook and the findings on it.
Out: the bytes of the copy.
Called by: the command ``review``.
"""
