"""The comparison of two submissions as a page: one file that opens offline.

In: a comparison and the reviews of both files.
Out: HTML.
Called by: the command ``compare``.
"""
