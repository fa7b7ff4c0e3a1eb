"""The second way: what is asked of Excel, with xlwings' real import over a stand-in for Excel."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from addin.excel.addin_file import modules
from addin.excel.com_free import xlwings_udfs
from addin.excel.import_in_excel import NoTrustedAccess, fill_book, import_in_excel
from pycore.errors import TwinLedgerError
from pycore.functions.catalogue import catalogue


class Components:
    """Excel's VBComponents: what is imported, by the name of the file's module."""

    def __init__(self) -> None:
        self.imported: dict[str, str] = {}
        self.added: dict[str, str] = {}

    def __call__(self, name: str) -> Any:
        code = SimpleNamespace(AddFromString=lambda text: self.added.update({name: text}))
        return SimpleNamespace(CodeModule=code)

    def Import(self, path: str) -> None:
        text = Path(path).read_text(encoding="ascii")
        match = re.search(r'^Attribute VB_Name = "(\w+)"', text, re.MULTILINE)
        assert match is not None
        self.imported[match[1]] = text

    def Remove(self, component: Any) -> None:
        self.imported.pop("xlwings_udfs", None)


class Workbook:
    """Excel's Workbook object, as far as the import uses it."""

    Name = "Book1"
    CodeName = "ThisWorkbook"

    def __init__(self) -> None:
        self.components = Components()
        self.VBProject = SimpleNamespace(VBComponents=self.components)
        self.described: dict[str, dict[str, Any]] = {}
        self.Application = SimpleNamespace(Version="16.0", MacroOptions=self._describe)
        self.cells: dict[tuple[str, int, int], Any] = {}
        self.Worksheets = SimpleNamespace(Add=self._sheet)
        self.sheets: list[Any] = []

    def _describe(self, name: str, **options: Any) -> None:
        self.described[name.partition("!")[2]] = options

    def _sheet(self) -> Any:
        sheet = SimpleNamespace(Name="")

        def cell(row: int, column: int) -> Any:
            return _Cell(lambda value: self.cells.update({(sheet.Name, row, column): value}))

        sheet.Cells = cell
        self.sheets.append(sheet)
        return sheet


class _Cell:
    def __init__(self, write: Callable[[Any], None]) -> None:
        object.__setattr__(self, "_write", write)

    def __setattr__(self, name: str, value: Any) -> None:
        self._write(value)


@pytest.fixture
def filled(inside_excel: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbook:
    # xlwings looks for Python code in the workbook's sheets, which is a feature of its PRO edition.
    monkeypatch.setattr(xlwings_udfs(), "Book", lambda impl: SimpleNamespace(sheets=[]))
    monkeypatch.setattr(xlwings_udfs(), "Dispatch", lambda book: book)
    monkeypatch.setattr(xlwings_udfs().xlwings._xlwindows, "Book", lambda book: book)
    book = Workbook()
    fill_book(book, tmp_path)
    return book


def test_excel_gets_the_same_modules(filled: Workbook) -> None:
    wanted = {m.name: m.source for m in modules() if m.kind != "document"}
    found = filled.components.imported
    assert set(found) == set(wanted)
    for name in set(wanted) - {"xlwings_udfs"}:
        assert found[name].endswith(wanted[name])
    assert found["TLEvents"].startswith("VERSION 1.0 CLASS")
    assert "Workbook_Open" in filled.components.added["ThisWorkbook"]
    assert "Attribute" not in filled.components.added["ThisWorkbook"]


def test_xlwings_import_writes_our_wrappers_and_describes_every_function(filled: Workbook) -> None:
    wrappers = filled.components.imported["xlwings_udfs"]
    for name in catalogue():
        assert f"{name} = TLResult(TLPython.CallUDF(" in wrappers
        assert filled.described[name]["Category"] == "TwinLedger"
    assert "= Err.Description" not in wrappers


def test_the_sheets_are_filled(filled: Workbook) -> None:
    assert {sheet.Name for sheet in filled.sheets} == {"texts", "functions_zh", "functions_en"}
    assert filled.cells["functions_zh", 1, 1] == "FunctionInfo"
    assert filled.cells["functions_en", 2, 1] == "TL_VERSION"


def test_xlwings_generator_is_as_it_was_afterwards(filled: Workbook) -> None:
    assert xlwings_udfs().generate_vba_wrapper.__module__ == "xlwings.udfs"


def test_without_trusted_access_the_setting_is_named(tmp_path: Path) -> None:
    class Untrusting:
        @property
        def VBProject(self) -> Any:
            raise RuntimeError("Programmatic access to Visual Basic Project is not trusted")

    with pytest.raises(NoTrustedAccess, match="Trust Center"):
        fill_book(Untrusting(), tmp_path)


def test_without_excel_it_is_said_what_to_do_instead(tmp_path: Path) -> None:
    with pytest.raises(TwinLedgerError, match="twinledger excel build"):
        import_in_excel(tmp_path / "TwinLedger.xlam")
    assert not list(tmp_path.iterdir())
