"""The words in which a workbook is defined, and the writer that makes an .xlsx of a definition.

In: a definition (`workbooks/`), a language, data to fill in.
Out: the bytes of a workbook; where everything stands in it.
Called by: engine, reading, template, and the definitions themselves.
"""
