"""`TwinLedger.xlam` as a package: what Excel looks for before it looks at the code."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest

from addin.excel.addin_file import addin_file, modules
from addin.excel.function_table import function_lines
from addin.excel.ribbon import GROUPS, NAMESPACE, custom_ui, texts
from pycore.functions.catalogue import catalogue

olevba = pytest.importorskip("oletools.olevba", reason="oletools is not installed")

CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
UI = "{" + NAMESPACE + "}"
CODE = "\n".join(m.source for m in modules())


@pytest.fixture(scope="module")
def package() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(addin_file()))


def test_it_is_an_add_in_with_macros(package: zipfile.ZipFile) -> None:
    types = ElementTree.fromstring(package.read("[Content_Types].xml"))
    overrides = {e.get("PartName"): e.get("ContentType") for e in types.iter(f"{CONTENT_TYPES}Override")}
    defaults = {e.get("Extension"): e.get("ContentType") for e in types.iter(f"{CONTENT_TYPES}Default")}
    assert overrides["/xl/workbook.xml"] == "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    assert defaults["bin"] == "application/vnd.ms-office.vbaProject"


def test_every_relation_leads_to_a_part(package: zipfile.ZipFile) -> None:
    for source, folder in (("_rels/.rels", ""), ("xl/_rels/workbook.xml.rels", "xl/")):
        for relation in ElementTree.fromstring(package.read(source)).iter(f"{RELATIONS}Relationship"):
            assert folder + str(relation.get("Target")) in package.namelist()


def test_the_ribbon_is_found_by_its_relation(package: zipfile.ZipFile) -> None:
    relations = ElementTree.fromstring(package.read("_rels/.rels")).iter(f"{RELATIONS}Relationship")
    targets = {str(r.get("Type")): r.get("Target") for r in relations}
    assert (
        targets["http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"] == "customUI/customUI14.xml"
    )


def test_sheets_and_project_have_the_same_code_names(package: zipfile.ZipFile) -> None:
    """Excel repairs, that is removes, a project whose documents are not those of the workbook."""
    documents = {m.name for m in modules() if m.kind == "document"}
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    (properties,) = book.iter(f"{MAIN}workbookPr")
    names = {properties.get("codeName")}
    for part in package.namelist():
        if part.startswith("xl/worksheets/"):
            (sheet,) = ElementTree.fromstring(package.read(part)).iter(f"{MAIN}sheetPr")
            names.add(sheet.get("codeName"))
    assert names == documents


def test_olevba_shows_every_module_and_every_wrapper() -> None:
    parser = olevba.VBA_Parser("TwinLedger.xlam", data=addin_file())
    found = {name.rpartition(".")[0]: text for _, _, name, text in parser.extract_all_macros()}
    parser.close()
    assert set(found) == {m.name for m in modules()}
    for name in catalogue():
        assert f"Function {name}(" in found["xlwings_udfs"]


def test_the_same_sources_give_the_same_bytes() -> None:
    assert addin_file() == addin_file()


def test_the_source_is_plain_ascii_and_every_module_declares_its_variables() -> None:
    theirs = {"TLXlwings", "xlwings_udfs"}
    for module in modules():
        assert module.source.isascii()
        if module.name not in theirs and module.name.startswith(("TL", "This")):
            assert "Option Explicit" in module.source


# ── the ribbon ─────────────────────────────────────────────────────────────────────────────────────────────


def controls() -> list[ElementTree.Element]:
    return [e for e in ElementTree.fromstring(custom_ui()).iter() if e.get("id")]


def test_the_ribbon_has_every_button() -> None:
    asked = {
        "New workbook",
        "Calculate",
        "Explain the cell",
        "Check inputs",
        "Review",
        "Report",
        "Find a factor",
        "Settings",
        "About",
    }
    assert {b.label.en for g in GROUPS for b in g.buttons} == asked
    assert {e.get("id") for e in controls() if e.tag == f"{UI}button"} == {b.id for g in GROUPS for b in g.buttons}


def test_every_control_has_its_words_in_both_languages() -> None:
    for control in controls():
        for callback, suffix in (("getLabel", "label"), ("getScreentip", "label"), ("getSupertip", "tip")):
            if control.get(callback):
                text = texts()[f"{control.get('id')}.{suffix}"]
                assert text.zh
                assert text.en
                assert text.zh != text.en
                assert text.en.isascii()


def test_every_callback_is_a_public_procedure_with_the_parameters_that_office_passes() -> None:
    called = {
        v for e in ElementTree.fromstring(custom_ui()).iter() for k, v in e.items() if k.startswith(("get", "on"))
    }
    for callback in called:
        name = callback.removeprefix("TLRibbon.")
        (parameters,) = re.findall(rf"^Public Sub {name}\((.*)\)$", CODE, re.MULTILINE)
        expected = "ribbon As IRibbonUI" if name.endswith("Loaded") else "control As IRibbonControl"
        assert parameters.startswith(expected)


def test_every_button_is_answered() -> None:
    for group in GROUPS:
        for button in group.buttons:
            assert f'Case "{button.id}":' in CODE


def test_every_text_that_vba_asks_for_is_there() -> None:
    asked = set(re.findall(r'TLText\("(\w+)"\)', CODE))
    assert asked
    assert asked - set(texts()) == set()


def test_every_command_that_vba_asks_for_is_there() -> None:
    from addin.excel import commands

    asked = set(re.findall(r'\bAsk(?:OfCopy)?\("(\w+)"', CODE))
    assert len(asked) == 8
    assert all(callable(getattr(commands, name)) for name in asked)


# ── the sheets ─────────────────────────────────────────────────────────────────────────────────────────────


def as_workbook(addin: bytes) -> io.BytesIO:
    """The same package as a workbook with macros: openpyxl knows no add-ins."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(addin)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            target.writestr(
                name,
                source.read(name).replace(b"ms-excel.addin.macroEnabled", b"ms-excel.sheet.macroEnabled"),
            )
    return buffer


def test_the_hidden_sheets_hold_the_help_and_the_texts_in_chinese_too() -> None:
    book = openpyxl.load_workbook(as_workbook(addin_file()))
    for language in ("zh", "en"):
        rows = list(book[f"functions_{language}"].iter_rows(values_only=True))
        assert rows[0][:2] == ("FunctionInfo", 1)
        for row, line in zip(rows[1:], function_lines(language), strict=True):  # type: ignore[arg-type]
            assert [cell or "" for cell in row[: len(line)]] == line
    said = {row[0]: row[1:3] for row in book["texts"].iter_rows(values_only=True)}
    assert said == {id: (text.zh, text.en) for id, text in texts().items()}


def test_no_text_says_more_than_a_cell_or_a_message_holds() -> None:
    assert max(len(t) for text in texts().values() for t in (text.zh, text.en)) < 1024
