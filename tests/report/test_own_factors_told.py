"""The report says of an own factor which value is in use, how sure it is, and whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.engine.make import make_workbook
from pycore.language import NO_TEXT
from pycore.reading import book as books
from pycore.report.calculated import calculate_book
from pycore.report.factors import Used
from pycore.report.library_grids import factors_grid
from pycore.report.values import ReportValues
from pycore.sheets.chapter import FactorsInUse
from tests.workbooks.carbonates_alone import WORKBOOK as CARBONATES
from tests.workbooks.minimal import WORKBOOK


def test_value_uncertainty_flag_year_and_source_are_those_of_the_own_factor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)
    own = {
        "replaces": "fuel.2023.anthracite.ncv", "value": 22.5, "unit": "GJ/t", "year": 2025, "source": "bulletin, table 3",
        "uncertainty": 0.04, "flag": "C",
    }  # fmt: skip
    path = tmp_path / "own.xlsx"
    path.write_bytes(make_workbook(WORKBOOK, "en", {**WORKBOOK.examples["default"], "own_factors": [own]}))
    used = Used(ReportValues(calculate_book(path, "en").book, "en"))
    grid = factors_grid(FactorsInUse(title=NO_TEXT), used)
    rows = [["".join(piece.text for piece in cell.line) for cell in row] for row in grid.rows]
    assert [
        "anthracite: net calorific value",
        "22.5",
        "GJ/t",
        "±4.0%",
        "C",
        "2025",
        "own value: bulletin, table 3",
    ] in rows


def test_the_parameters_of_an_own_fuel_stand_among_the_factors_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the fuel that is burned, with the user's source; those of one that is not do not."""
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)
    own = {
        "name": "blend", "measure": "t", "kind": "other", "ncv": 18.2, "carbon_content": 0.0263, "oxidation": 0.97, "year": 2026,
        "source": "report, page 3", "uncertainty": 0.02, "flag": "V",
    }  # fmt: skip
    data = {
        "own_fuels": [{**own, "name": "other"}, own],
        "fuels": [{"fuel": "own2", "consumption": 7, "evidence": "1"}],
    }
    path = tmp_path / "own.xlsx"
    path.write_bytes(make_workbook(WORKBOOK, "en", data))
    grid = factors_grid(FactorsInUse(title=NO_TEXT), Used(ReportValues(calculate_book(path, "en").book, "en")))
    rows = [["".join(piece.text for piece in cell.line) for cell in row] for row in grid.rows]
    of_fuel = [row for row in rows if row[0].startswith(("blend", "other"))]
    assert of_fuel == [
        ["blend: net calorific value", "18.200", "GJ/t", "±2.0%", "V", "2026", "own value: report, page 3"],
        ["blend: carbon content by energy", "0.02630", "tC/GJ", "±2.0%", "V", "2026", "own value: report, page 3"],
        ["blend: carbon oxidation rate", "0.970", "–", "±2.0%", "V", "2026", "own value: report, page 3"],
    ]


def test_the_factor_of_an_own_carbonate_stands_there_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "find_workbook", {CARBONATES.key: CARBONATES}.get)
    own = {"name": "x", "emission_factor": 0.3, "uncertainty": 0.1, "year": 2026, "source": "report", "flag": "V"}
    used = {"carbonate": "own1", "consumption": 7, "purity": 1, "evidence": "1"}
    path = tmp_path / "own.xlsx"
    path.write_bytes(
        make_workbook(CARBONATES, "en", {"own_carbonates": [own, {**own, "name": "y"}], "carbonates": [used]})
    )
    grid = factors_grid(FactorsInUse(title=NO_TEXT), Used(ReportValues(calculate_book(path, "en").book, "en")))
    rows = [["".join(piece.text for piece in cell.line) for cell in row] for row in grid.rows]
    of_carbonate = [row for row in rows if row[0].startswith(("x", "y"))]
    assert of_carbonate == [
        ["x: carbonate emission factor", "0.3000", "tCO2/t", "±10.0%", "V", "2026", "own value: report"]
    ]
