"""The second way to the add-in file: Excel makes it, with xlwings' own import of the functions.

For machines where the file that was built without Excel is not wanted or not taken. It needs Windows, Excel, xlwings
and, for as long as it runs, the setting "Trust access to the VBA project object model".
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from addin.excel.addin_file import SHEETS, as_addin, modules, sheet_lines
from addin.excel.com_free import xlwings_udfs
from addin.excel.vba_project import Module
from addin.excel.wrappers import UDF_MODULE, WRAPPER_MODULE, fitted, generated
from pycore.errors import TwinLedgerError
from pycore.language import Text
from pycore.package.atomic import write_atomically

_MACRO_WORKBOOK = 52
_CLASS_HEAD = "VERSION 1.0 CLASS\r\nBEGIN\r\n  MultiUse = -1\r\nEND\r\n"


class NoTrustedAccess(TwinLedgerError):
    """Excel does not let a program write VBA."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Excel 不允许写入 VBA。请在“文件 → 选项 → 信任中心 → 信任中心设置 → 宏设置”中勾选"
                "“信任对 VBA 工程对象模型的访问”，完成后再取消。",
                "Excel does not let VBA be written. Tick File → Options → Trust Center → Trust Center Settings → "
                "Macro Settings → Trust access to the VBA project object model; untick it again afterwards.",
            )
        )


def import_in_excel(target: Path) -> None:
    """Make the add-in file in a hidden Excel and write it to `target`.

    Raises:
        TwinLedgerError: this is no Windows with Excel, or Excel does not let VBA be written.
    """
    import xlwings

    if "excel" not in [engine.name for engine in xlwings.engines]:
        raise TwinLedgerError(
            Text(
                "这里没有 Excel 或 pywin32。请在装有 Excel 的 Windows 上运行，或用 twinledger excel build 生成。",
                "There is no Excel or no pywin32 here. Run this on Windows with Excel, or use twinledger excel build.",
            )
        )
    with tempfile.TemporaryDirectory() as folder, xlwings.App(visible=False, add_book=False) as app:
        made = Path(folder) / "TwinLedger.xlsm"
        book = app.books.add()
        fill_book(book.api, Path(folder))
        book.api.SaveAs(str(made), FileFormat=_MACRO_WORKBOOK)
        book.close()
        write_atomically(target, as_addin(made.read_bytes()))


def fill_book(book: Any, folder: Path) -> None:
    """Put sheets, modules and functions into a new workbook.

    Args:
        book: Excel's own Workbook object.
        folder: for the files that Excel imports.

    Raises:
        NoTrustedAccess: Excel does not let VBA be written.
    """
    try:
        components = book.VBProject.VBComponents
    except Exception as error:  # pywintypes.com_error, which exists on Windows alone
        raise NoTrustedAccess from error
    _write_sheets(book)
    for module in modules():
        if module.kind == "document":
            if module.name == "ThisWorkbook":
                components(book.CodeName).CodeModule.AddFromString(_without_attributes(module.source))
        elif module.name != WRAPPER_MODULE:
            components.Import(str(_written(module, folder)))
    with fitted_generator():
        xlwings_udfs().import_udfs(UDF_MODULE, book)


@contextmanager
def fitted_generator() -> Iterator[None]:
    """Have xlwings' import write the wrappers fitted to our cells: its own would show failures as texts."""
    udfs = xlwings_udfs()
    original = udfs.generate_vba_wrapper

    def write(module_name: str, module: Any, file: Any, workbook: Any) -> None:
        file.write(fitted(generated(module, workbook.Name, original)))

    udfs.generate_vba_wrapper = write
    try:
        yield
    finally:
        udfs.generate_vba_wrapper = original


def _write_sheets(book: Any) -> None:
    for name in SHEETS:
        sheet = book.Worksheets.Add()
        sheet.Name = name
        for row, line in enumerate(sheet_lines(name), 1):
            for column, value in enumerate(line, 1):
                sheet.Cells(row, column).Value = value


def _written(module: Module, folder: Path) -> Path:
    """Write a module as the file that Excel imports; a class has a head that no stream of a project has."""
    is_class = module.kind == "class"
    path = folder / f"{module.name}.{'cls' if is_class else 'bas'}"
    source = "\r\n".join(module.source.splitlines()) + "\r\n"
    path.write_bytes(((_CLASS_HEAD if is_class else "") + source).encode("ascii"))
    return path


def _without_attributes(source: str) -> str:
    return "\r\n".join(line for line in source.splitlines() if not line.startswith("Attribute "))
