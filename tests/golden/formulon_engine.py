"""The formulon engine as an independent calculator: C++ compiled to WebAssembly, held against Excel 365 by its authors."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from pycore.cells.stored import DefinedName, ErrorValue
from tests.golden.calculation import Calculation
from tests.golden.missing import missing

# Its error codes, in its order; NAME is #NAME?, NA (6) is #N/A.
_ERRORS = {
    "NULL": "#NULL!",
    "DIV0": "#DIV/0!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "NA": "#N/A",
}


def program() -> None:
    """Skip where the engine is missing, but never in CI."""
    if find_spec("formulon") is None:
        missing("formulon (a package of the test extra) is not installed")


def calculation(source: Path, folder: Path) -> Calculation:
    """Return what formulon makes of a workbook; cells come straight from the engine, it saves nothing."""
    import formulon

    cells: dict[tuple[str, int, int], object] = {}
    with formulon.Workbook.load(source.read_bytes()) as workbook:
        workbook.recalc()
        sheets = [workbook.sheet_name(i) for i in range(workbook.sheet_count())]
        for i, sheet in enumerate(sheets):
            for cell in workbook.iter_cells(i):
                cells[sheet, cell.row + 1, cell.col + 1] = _value(cell.value)
        names = tuple(
            DefinedName(n.name, n.formula, sheets[n.local_sheet_id] if n.local_sheet_id >= 0 else None)
            for n in workbook.iter_defined_names()
        )
    return Calculation(cells, names)


def _value(found: object) -> object:
    import formulon

    assert isinstance(found, formulon.Value)
    if found.error_code is not None and found.kind == formulon.ValueKind.ERROR:
        return ErrorValue(_ERRORS.get(formulon.ErrorCode(found.error_code).name, "#VALUE!"))
    return found.to_python()
