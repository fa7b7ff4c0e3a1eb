"""The workbook calculated without Excel: formulas in the engine, TL_ functions in Python.

In: a file as `package.Package`, functions as the engine calls them.
Out: the value of every formula cell; new workbooks made from a definition.
Called by: simulate, upgrade, template's build, review, report, commands.
"""
