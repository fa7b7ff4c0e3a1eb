"""A workbook as data for others: every table as CSV with a description by which programs read it (Frictionless).

In: a workbook that is calculated anew, and its definition.
Out: the files of a folder: tables, datapackage.json, the workbook itself, and how to recompute it.
Called by: the command ``dataset``.
"""
