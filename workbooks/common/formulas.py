"""Pieces of formulas that definitions are written with: tests on closed lists, without quotes inside quotes."""

from __future__ import annotations

from collections.abc import Sequence

from workbooks.common.columns import code_of


def is_one_of(cell: str, list_key: str, codes: Sequence[str]) -> str:
    """Whether the entry chosen in a cell is one of some entries of its closed list, whatever the language."""
    tests = [f'{code_of(cell, list_key)}="{code}"' for code in codes]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
