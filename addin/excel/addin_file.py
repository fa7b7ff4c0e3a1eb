"""`TwinLedger.xlam`: the add-in file, built without Excel.

A workbook package of the add-in type with three sheets that nobody sees (what the VBA says, and the help of the
functions in both languages), the VBA project and the ribbon.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files

import xlsxwriter

from addin.excel.function_table import HEAD, function_lines
from addin.excel.ribbon import custom_ui, texts
from addin.excel.vba_project import Module, vba_project
from addin.excel.wrappers import vba_wrappers
from addin.excel.xlwings_vba import xlwings_vba
from pycore.language import Language

FILE_NAME = "TwinLedger.xlam"
PROJECT_NAME = "TwinLedger"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_OWN_MODULES = ("TLCells", "TLTexts", "TLHelp", "TLBooks", "TLRibbon")
_WORKSHEET = """Attribute VB_Name = "{name}"
Attribute VB_Base = "0{{00020820-0000-0000-C000-000000000046}}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = True
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = True
"""
_WORKBOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RIBBON_PART = "customUI/customUI14.xml"
_RIBBON_RELATION = (
    '<Relationship Id="rIdTwinLedgerRibbon" '
    'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    f'Target="{_RIBBON_PART}"/>'
)
# The time of a file says nothing here, and the same sources shall give the same bytes.
_TIME = (2026, 1, 1, 0, 0, 0)
SHEETS = {"texts": "TextsSheet", "functions_zh": "FunctionsZhSheet", "functions_en": "FunctionsEnSheet"}


def own_source(name: str) -> str:
    """Return one of the VBA sources that lie beside this module."""
    return files("addin.excel").joinpath("vba", name).read_text(encoding="ascii")


def modules() -> list[Module]:
    """Return every module of the VBA project."""
    return [
        Module("document", own_source("ThisWorkbook.cls")),
        *(Module("document", _WORKSHEET.format(name=code_name)) for code_name in SHEETS.values()),
        Module("class", own_source("TLEvents.cls")),
        Module("class", own_source("TLCommands.cls")),
        Module("class", xlwings_vba()),
        *(Module("module", own_source(f"{name}.bas")) for name in _OWN_MODULES),
        Module("module", vba_wrappers()),
    ]


def addin_file() -> bytes:
    """Return the add-in file; the same sources and the same xlwings give the same bytes.

    Raises:
        TwinLedgerError: the installed xlwings is not the one that this is made for.
    """
    return as_addin(_workbook(vba_project(PROJECT_NAME, modules())))


def _workbook(project: bytes) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "TwinLedger 碳污双账", "created": datetime(*_TIME)})
    book.add_vba_project(io.BytesIO(project), True)
    book.set_vba_name("ThisWorkbook")
    for name, code_name in SHEETS.items():
        sheet = book.add_worksheet(name)
        sheet.set_vba_name(code_name)
        for row, line in enumerate(sheet_lines(name)):
            sheet.write_row(row, 0, line)
    book.close()
    return buffer.getvalue()


def sheet_lines(sheet: str) -> Sequence[Sequence[str | int]]:
    """Return what stands in one of the hidden sheets, line by line."""
    if sheet == "texts":
        return [[id, text.zh, text.en] for id, text in texts().items()]
    language: Language = "en" if sheet.endswith("_en") else "zh"
    return [HEAD, *function_lines(language)]


def as_addin(workbook: bytes) -> bytes:
    """Make the add-in of a workbook with macros: its type, no window, and the ribbon."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            _write(target, name, _changed(name, source.read(name)))
        _write(target, _RIBBON_PART, custom_ui().encode())
    return buffer.getvalue()


def _changed(name: str, data: bytes) -> bytes:
    if name == "[Content_Types].xml":
        return _replaced(data, _WORKBOOK_TYPE, _ADDIN_TYPE)
    if name == "_rels/.rels":
        return _replaced(data, "</Relationships>", _RIBBON_RELATION + "</Relationships>")
    if name == "xl/workbook.xml":
        return re.sub(rb"<workbookView ", b'<workbookView visibility="hidden" ', data, count=1)
    return data


def _replaced(data: bytes, old: str, new: str) -> bytes:
    text = data.decode()
    assert text.count(old) == 1, old
    return text.replace(old, new).encode()


def _write(target: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    target.writestr(entry, data)
