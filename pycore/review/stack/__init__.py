"""A stack of reviews as one overview: a row a file, and each figure beside those of its peers.

In: the reviews of several files.
Out: a page, a workbook and a table as CSV.
Called by: the command ``review`` where it writes pages into a folder.
"""
