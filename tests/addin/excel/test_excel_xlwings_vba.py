"""What of xlwings' VBA is in the add-in, and what must not be."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from importlib.resources import files

import pytest

from addin.excel import xlwings_vba as module
from addin.excel.addin_file import modules
from addin.excel.settings import PROJECT
from addin.excel.xlwings_vba import xlwings_licence, xlwings_vba
from pycore.errors import TwinLedgerError

PROCEDURE = re.compile(r"^(?:Public |Private )?(?:Function|Sub) (\w+)\(", re.MULTILINE)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_the_licence_is_kept_as_xlwings_distributes_it() -> None:
    """The conditions and the disclaimer of LICENSE.txt stand word for word at the head of the module."""
    licence = distribution("xlwings").read_text("licenses/LICENSE.txt") or distribution("xlwings").read_text(
        "LICENSE.txt"
    )
    assert licence is not None
    conditions = words(licence[licence.index("Redistribution and use") :])
    head = words(xlwings_vba().partition("#If VBA7")[0])
    assert " ".join(conditions) in " ".join(head)
    assert " ".join(conditions) in " ".join(words(xlwings_licence()))
    assert "Copyright" in xlwings_licence()


def test_nothing_of_the_package_that_is_not_bsd_is_taken() -> None:
    text = xlwings_vba().lower()
    assert "xlwings.pro" not in text
    assert "embedded_code" not in text


def test_no_workbook_and_no_folder_of_one_has_a_say() -> None:
    """A submitted workbook must not choose what is started as Python or where Python looks for modules."""
    code = [line.partition("'")[0] for line in xlwings_vba().splitlines() if not line.lstrip().startswith("'")]
    excel_only = "\n".join(code)
    assert "ActiveWorkbook" not in excel_only
    assert "GetConfigFromSheet" not in excel_only
    assert "GetDirectoryConfigFilePath" not in excel_only


def test_the_settings_have_one_name_in_vba_and_in_python() -> None:
    assert f'PROJECT_NAME As String = "{PROJECT}"' in xlwings_vba()


def test_every_procedure_that_is_called_is_in_the_project() -> None:
    """Excel compiles a module as a whole: a missing procedure would take every function down."""
    source = files("xlwings").joinpath("xlwings_custom_addin.bas").read_text(encoding="utf-8")
    known = set(PROCEDURE.findall(source))
    code = "\n".join(re.sub(r"'.*", "", m.source) for m in modules())
    there = set(PROCEDURE.findall(code))
    called = {name for name in known if re.search(rf"(?<![\w.]){name}\b(?!:=)", code)}
    assert "GetConfigFilePath" in there
    assert called - there == set()


def test_a_cell_can_call_nothing_but_the_functions_and_what_does_no_harm() -> None:
    """Any function of a standard module can stand in a cell of a workbook without macros, a declared one too."""
    harmless = {
        "TLHost", "TLPython", "TLLastFailure", "TLArgument", "TLUsedRows", "TLResult", "TLIsOneRow", "TLCell", "TLFailure",
        "TLLanguage", "TLText", "TLIsOurs", "TLIsOn", "TLRepairLinks", "TLIsAddinElsewhere", "TLProtectionOf",
    }  # fmt: skip
    for m in modules():
        if m.kind == "module" and m.name != "xlwings_udfs":
            assert not re.search(r"^\s*(?:Public |Private )?Declare ", m.source, re.MULTILINE), m.name
            found = set(re.findall(r"^(?:Public |Private )?Function (\w+)\(", m.source, re.MULTILINE))
            assert found - harmless == set()
    assert next(m.kind for m in modules() if m.name == "TLXlwings") == "class"


def test_what_is_declared_is_private_as_a_class_asks() -> None:
    declarations = re.findall(r"^\s*(.*)\bDeclare ", xlwings_vba(), re.MULTILINE)
    assert len(declarations) == 5
    assert set(declarations) == {"Private "}
    assert not re.search(r"^\s*Public (?:Const|Type|Enum)", xlwings_vba(), re.MULTILINE)


def test_another_xlwings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    original = module._source()
    for old in ("Public Const XLWINGS_VERSION", "Function XLPy()", 'As String = "myaddin"'):
        monkeypatch.setattr(module, "_source", lambda old=old: original.replace(old, "'"))
        with pytest.raises(TwinLedgerError, match="xlwings"):
            xlwings_vba()
