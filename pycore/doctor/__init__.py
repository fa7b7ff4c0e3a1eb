"""What is installed on this machine, and what to do where something is missing.

In: facts that are gathered from the system, LibreOffice, Excel and workbooks.
Out: diagnoses as sentences with what to do.
Called by: the command ``doctor``.
"""
