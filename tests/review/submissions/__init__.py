"""Submissions as they come: the worked example with one act of somebody's, and what the review must say of it first.

`cases` is the table to read; `acts` are the hands that do it.
"""
