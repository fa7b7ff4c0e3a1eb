"""What formulas refer to is found out once, and so is that one cannot be read."""

from __future__ import annotations

from unittest import mock

import pytest

from pycore.formulas import references
from pycore.formulas.references import References
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, precedents

CELL = ("Sheet", 8, 3)


def test_a_formula_is_read_once_by_all_who_ask() -> None:
    known = References({"total": "Other!$B$2"})
    with mock.patch.object(references, "precedents", side_effect=precedents) as asked:
        for _ in range(3):
            found = known.of(CELL, "=SUM(A8:B8)*total")
    assert asked.call_count == 1
    assert found.areas == [AreaOnSheet("Sheet", 8, 1, 8, 2), AreaOnSheet("Other", 2, 2, 2, 2)]
    assert not found.elsewhere
    assert known.of(CELL, "=OFFSET(A8,1,0)").elsewhere


def test_a_formula_that_cannot_be_read_is_a_problem_each_time_and_looked_at_once() -> None:
    known = References({})
    with mock.patch.object(references, "precedents", side_effect=precedents) as asked:
        for _ in range(3):
            with pytest.raises(FormulaProblem, match="no_such_name"):
                known.of(CELL, "=no_such_name+1")
    assert asked.call_count == 1
