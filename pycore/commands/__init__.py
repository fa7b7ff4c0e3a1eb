"""The command line: one module for each family of commands; files, clocks and terminals are handled here.

In: what a user types.
Out: files written in one step, tables, sentences in zh and en, exit statuses.
Called by: the program `twinledger` (`pycore.cli`).
"""
