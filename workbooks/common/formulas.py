"""Pieces of formulas that definitions are written with: tests on closed lists, without quotes inside quotes."""

from __future__ import annotations

from collections.abc import Sequence

from workbooks.common.cells import either
from workbooks.common.columns import code_of


def is_one_of(cell: str, list_key: str, codes: Sequence[str]) -> str:
    """Whether the entry chosen in a cell is one of some entries of its closed list, whatever the language."""
    return either(f'{code_of(cell, list_key)}="{code}"' for code in codes)
