"""A filled workbook carried over into the present template, another language, or longer ledgers.

In: a workbook as `reading.Book`, of any version.
Out: a new file with its inputs, calculated, and a report of what was moved, dropped or needs attention.
Called by: the command ``upgrade``, and the report where it is written in another language.
"""
