"""An own fuel is drawn once for all rows that burn it, as a factor of the library is."""

from __future__ import annotations

import pytest

from pycore.engine.make import make_workbook
from pycore.reading import book as books
from pycore.reading.book import Book
from pycore.simulate.simulate import simulate
from tests.workbooks.carbonates_alone import WORKBOOK as CARBONATES
from tests.workbooks.minimal import WORKBOOK


def test_rows_of_one_own_fuel_vary_together_in_a_simulation_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows of 1000 t, each ±5 %, and three parameters of ±2 %: √(0.05²/2 + 3·0.02²) = 4.95 %; drawn apart for each
    row it would be √(0.05²/2 + 3·0.02²/2) = 4.30 %. Oxidation of 0.9 stays far from 1, where draws are cut."""
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)
    own = {
        "name": "blend", "measure": "t", "kind": "other", "ncv": 18.2, "carbon_content": 0.0263, "oxidation": 0.9, "year": 2026,
        "source": "report", "uncertainty": 0.02, "flag": "V",
    }  # fmt: skip
    row = {"fuel": "own1", "consumption": 1000, "quality": "C", "evidence": "1"}
    book = Book.open(make_workbook(WORKBOOK, "en", {"own_fuels": [own], "fuels": [row, row]}))
    found = simulate(book, 20_000)
    assert len([source for source in found.sources if source.name.startswith("own_fuels_")]) == 3
    quality = book.value("fuels_u_activity", 0)
    assert quality == 0.05
    assert found.numbers[0].relative == pytest.approx(0.0495, abs=0.001)
    assert book.value("results_u", 0) == pytest.approx((0.05**2 / 2 + 3 * 0.02**2) ** 0.5, rel=1e-12)


def test_rows_of_one_own_carbonate_vary_together_in_a_simulation_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows of 1000 t, the uncertainty of each amount u and of the factor ±10 %: √(u²/2 + 0.1²); a purity of 1 is cut."""
    monkeypatch.setattr(books, "find_workbook", {CARBONATES.key: CARBONATES}.get)
    own = {"name": "x", "emission_factor": 0.3, "uncertainty": 0.1, "year": 2026, "source": "report", "flag": "V"}
    row = {"carbonate": "own1", "consumption": 1000, "purity": 0.5, "quality": "A", "evidence": "1"}
    book = Book.open(make_workbook(CARBONATES, "en", {"own_carbonates": [own], "carbonates": [row, row]}))
    found = simulate(book, 20_000)
    assert len([source for source in found.sources if source.name.startswith("own_carbonates_")]) == 1
    assert found.numbers[0].relative == pytest.approx(book.value("results_u", 0), rel=0.02)
    # Drawn apart for each row it would be less than ±8 %.
    assert found.numbers[0].relative > 0.099
