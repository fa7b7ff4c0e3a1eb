"""The review as a page: one file that opens offline, with findings, pictures and every number's way.

In: a review and the workbook that it was made of.
Out: HTML.
Called by: whoever has both in hand; the review itself does not know the page.
"""
