"""What says what one cell of a workbook is to hold, and which of these a user fills in."""

from __future__ import annotations

from pycore.sheets.definition import Column, Field, Role

DefinedEntry = Column | Field
"""A column of a table or a field of a panel."""

INPUTS = (Role.INPUT, Role.OVERRIDE)
