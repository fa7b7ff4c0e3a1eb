"""Workbooks: a folder for each, with its definition and its worked example; the built templates stand beside them."""
