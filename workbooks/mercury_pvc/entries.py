"""Rows that users fill in: the columns, where they come from, and the check that follows from what they say."""

from __future__ import annotations

from collections.abc import Sequence

from pycore.sheets.definition import Column, Role
from workbooks.common.columns import EVIDENCE, NO_EVIDENCE, Test, row_check
from workbooks.common.ledger import entry_hints, entry_tests


def checked(
    *columns: Column, tests: Sequence[Test] = (), remarks: Sequence[Test] = (), begins: str = ""
) -> tuple[Column, ...]:
    """The columns, the evidence and the check of a row; each entry is tested for what its column says of itself.

    Args:
        tests: what may be wrong in a row beyond that.
        remarks: what is open in a row that is right.
        begins: the entries that make a row count as filled in, with blanks between; all where none is named.
    """
    inputs = [column for column in columns if column.role is Role.INPUT]
    own = [test for column in inputs for test in entry_tests(column)]
    more = [hint for column in inputs for hint in entry_hints(column)]
    keys = tuple(begins.split()) or tuple(column.key for column in inputs)
    return (*columns, EVIDENCE, row_check(keys, (*own, *tests, NO_EVIDENCE), more, remarks))
