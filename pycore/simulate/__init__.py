"""Monte Carlo on the whole calculation: the workbook's own formulas run on draws of its uncertain cells.

In: a workbook as `reading.Book`, the number of draws, a seed.
Out: distributions of the results and grades, what drives them, and a picture.
Called by: the command ``simulate``, the report, the review's page.
"""
