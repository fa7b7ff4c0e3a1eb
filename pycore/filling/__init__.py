"""Tables of others pasted into a ledger: heads mapped onto its columns, units converted, choices matched.

In: a workbook as `reading.Book` and a table as `reading.source_tables` reads it.
Out: the workbook's bytes with rows appended to a ledger and calculated, and what was taken, left out and rejected.
Called by: the command ``fill``.
"""
