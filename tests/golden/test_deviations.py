"""An entry explains the cells with its cause and those that read them, and nothing else."""

from __future__ import annotations

from tests.golden.deviations import Deviation

NAMES = {"total": "'a'!$B$1:$B$2", "c1_share": "'a'!$D$1", "abc1_x": "'a'!$D$2"}
FORMULAS = {
    ("a", 1, 2): "N(A1)+1", ("a", 2, 2): "MIN(A2)", ("a", 3, 2): "SUM(total)", ("b", 1, 1): "a!B3*2",
    ("b", 2, 1): "a!B2", ("b", 3, 1): "IF(c1_share>0,1,C1)", ("b", 4, 1): "C1+abc1_x",
}  # fmt: skip


def test_cells_that_read_a_deviating_cell_are_explained_through_names_and_sheets() -> None:
    entry = Deviation("any", r"(?<![\w.])N\(", "")
    assert entry.explains(FORMULAS, FORMULAS, NAMES) == {("a", 1, 2), ("a", 3, 2), ("b", 1, 1)}


def test_a_cell_between_that_does_not_differ_passes_nothing_on() -> None:
    entry = Deviation("any", r"(?<![\w.])N\(", "")
    assert entry.explains([("a", 1, 2), ("b", 1, 1)], FORMULAS, NAMES) == {("a", 1, 2)}


def test_a_name_like_a_reference_is_told_from_a_reference() -> None:
    entry = Deviation("any", r"(?<![\w.])[rc][0-9]+_\w*", "")
    assert entry.explains([("b", 3, 1)], FORMULAS, NAMES) == {("b", 3, 1)}
    assert entry.explains([("a", 2, 2), ("b", 4, 1)], FORMULAS, NAMES) == set()
