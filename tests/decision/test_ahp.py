"""AHP against a published example, numpy's eigenvectors and what Saaty's method promises."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.values import CellError
from pycore.functions.catalogue import call

THIRD = 1 / 3
COMPARED = [[1, 3, 5], [THIRD, 1, 3], [1 / 5, THIRD, 1]]


def ahp(matrix: list[list[Any]], *method: str) -> list[float]:
    found = call("TL_AHP", [matrix, *method])
    assert not isinstance(found, CellError), found.text.en
    return [row[0] for row in found]


def reciprocal(upper: list[float], count: int) -> list[list[float]]:
    matrix = np.eye(count)
    matrix[np.triu_indices(count, 1)] = upper
    return [[float(matrix[i][j] if i <= j else 1 / matrix[j][i]) for j in range(count)] for i in range(count)]


def test_three_things_one_a_little_and_one_much_more_important() -> None:
    """A textbook's matrix 1, 3, 5: w = 0.637, 0.258, 0.105; λmax 3.0385; CI 0.0193; CR 0.033 with RI 0.58."""
    found = ahp(COMPARED)
    assert found[:3] == pytest.approx([0.637, 0.258, 0.105], abs=5e-4)
    assert found[3] == pytest.approx(3.0385, abs=5e-5)
    assert found[4:] == pytest.approx([0.01926, 0.0332], abs=5e-5)


@given(st.integers(3, 7).flatmap(lambda n: st.tuples(
    st.just(n), st.lists(st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1, 2, 3, 4, 7, 9]),
                         min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2))))  # fmt: skip
def test_weights_are_numpys_principal_eigenvector(drawn: tuple[int, list[float]]) -> None:
    count, upper = drawn
    matrix = reciprocal(upper, count)
    values, vectors = np.linalg.eig(matrix)
    principal = np.argmax(values.real)
    vector = np.abs(vectors[:, principal].real)
    found = ahp(matrix)
    assert found[:count] == pytest.approx(list(vector / vector.sum()), rel=1e-8)
    assert found[count] == pytest.approx(values[principal].real, rel=1e-9)
    assert found[count + 1] == pytest.approx((values[principal].real - count) / (count - 1), abs=1e-9)


@given(st.lists(st.floats(0.5, 9), min_size=3, max_size=6))
def test_consistent_comparisons_give_the_weights_that_they_were_made_from_by_every_method(given: list[float]) -> None:
    matrix = [[a / b for b in given] for a in given]
    wanted = [a / sum(given) for a in given]
    for method in ("eigen", "columns", "geometric", "根法"):
        found = ahp(matrix, method)
        assert found[: len(given)] == pytest.approx(wanted, rel=1e-9)
        assert found[len(given) + 1 :] == pytest.approx([0, 0], abs=1e-9)


def test_the_methods_differ_where_comparisons_contradict_each_other() -> None:
    """The geometric means of the rows of 1, 3, 5: ³√15, 1, ³√(1/15)."""
    means = [15 ** (1 / 3), 1.0, 15 ** (-1 / 3)]
    assert ahp(COMPARED, "geometric")[:3] == pytest.approx([m / sum(means) for m in means])
    columns = np.array(COMPARED) / np.sum(COMPARED, axis=0)
    assert ahp(COMPARED, "columns")[:3] == pytest.approx(list(columns.mean(axis=1)))


def test_one_and_two_things_are_always_consistent() -> None:
    assert ahp([[1]]) == [1.0, 1.0, 0.0, 0.0]
    assert ahp([[1, 4], [0.25, 1]]) == pytest.approx([0.8, 0.2, 2, 0, 0])


def test_an_inconsistent_matrix_is_said_beside_the_weights() -> None:
    """A before B before C before A."""
    circle = [[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]]
    assert ahp(circle)[5] > 0.1
    told = call("TL_EXPLAIN", ["TL_AHP", circle])
    assert any("判断不一致" in str(row[0]) for row in told)


@pytest.mark.parametrize(
    ("matrix", "code", "said"),
    [
        ([[1, 2, 3], [0.5, 1, 2]], "#VALUE!", "square"),
        ([[1, 0], [2, 1]], "#NUM!", "row 1, column 2"),
        ([[1, -3], [-1 / 3, 1]], "#NUM!", "above 0"),
        ([[2, 3], [1 / 3, 1]], "#NUM!", "compared with itself"),
        ([[1, 3], [3, 1]], "#NUM!", "0.3333, the reciprocal across"),
        ([[1, "x"], [3, 1]], "#VALUE!", "row 1, column 2"),
        ([[1.0] * 14] * 14, "#N/A", "order 14"),
    ],
)
def test_what_is_no_matrix_of_comparisons_is_an_error_that_says_where(
    matrix: list[list[Any]], code: str, said: str
) -> None:
    found = call("TL_AHP", [matrix])
    assert isinstance(found, CellError)
    assert found.code == code
    assert said in found.text.en


def test_a_third_may_be_typed_as_0_33_and_not_as_0_35() -> None:
    assert ahp([[1, 3], [0.33, 1]])[0] == pytest.approx(0.75, abs=0.002)
    assert isinstance(call("TL_AHP", [[[1, 3], [0.35, 1]]]), CellError)


def test_thirteen_things_have_a_random_index() -> None:
    assert ahp([[1.0] * 13] * 13)[13:] == pytest.approx([13, 0, 0], abs=1e-12)


def test_an_unknown_method_names_the_known_ones() -> None:
    found = call("TL_AHP", [COMPARED, "best"])
    assert isinstance(found, CellError)
    assert "geometric" in found.text.en
