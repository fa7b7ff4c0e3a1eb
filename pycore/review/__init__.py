"""The review of a submitted workbook: is it the issued template, is every number what its inputs give, what is odd.

In: a file of somebody else, through the gate.
Out: a verdict, findings, key figures; as JSON, SARIF, page, annotated copy.
Called by: the command ``review``, the add-in.
"""
