"""Two submissions of one template held against each other.

In: two workbook files that have passed the gate, as `reading.Book`.
Out: what differs, by inputs, rows, factors, formulas and results, as sentences and as JSON.
Called by: the command ``compare``, and whoever shows a reviewer what has changed.
"""
