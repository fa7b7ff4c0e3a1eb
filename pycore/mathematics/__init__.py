"""The page of mathematics: every formula of the core as a standard prints it, with all that stands behind it.

In: the catalogue of functions and the installed workbooks. Out: one self-contained web page a language.
Called by: the command `twinledger functions --html` and whoever makes the guide.
"""
