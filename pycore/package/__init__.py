"""The file: an .xlsx as its parts, its cells read sparsely, and new values put into its XML, nothing else changed.

In: a path or bytes.
Out: sheets, defined names, tables, cells; the bytes of a copy with other values or formulas; files replaced in one step.
Called by: reading, engine, template, review; it knows no workbook of ours.
"""
