"""What is in the extension, and how values and formulas pass through it."""

from __future__ import annotations

import ast
import io
import json
import math
import struct
import sys
import types
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner

from addin.libreoffice import bridge, office
from addin.libreoffice.blanks import keep_blanks
from addin.libreoffice.cells import NUMBERS, incoming, outgoing
from addin.libreoffice.extension import extension
from addin.libreoffice.interface import interface_text
from pycore.cells.values import ERROR_CODES, CellError
from pycore.cli import build
from pycore.formulas.cell_names import normalise_formula
from pycore.functions.catalogue import catalogue

OOR = "{http://openoffice.org/2001/registry}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
COMPONENT = Path(office.__file__).with_name("component.py")


@pytest.fixture(scope="module")
def archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(extension()))


def named(node: Any, name: str) -> Any:
    (found,) = [child for child in node if child.get(OOR + "name") == name]
    return found


class TestTheFile:
    def test_the_manifest_names_parts_that_are_there(self, archive: zipfile.ZipFile) -> None:
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        parts = [entry.get("{http://openoffice.org/2001/manifest}full-path") for entry in manifest]
        assert set(parts) <= set(archive.namelist())
        assert "functions.idl" in parts

    def test_every_function_has_help_in_both_languages(self, archive: zipfile.ZipFile) -> None:
        info = named(etree.fromstring(archive.read("CalcAddIns.xcu")), "AddInInfo")
        functions = named(info[0], "AddInFunctions")
        assert {node.get(OOR + "name") for node in functions} == set(catalogue())
        for node in functions:
            definition = catalogue()[node.get(OOR + "name")]
            parameters = named(node, "Parameters")
            assert len(parameters) == len(definition.arguments)
            for texts in (named(node, "Description"), *(named(p, "Description") for p in parameters)):
                said = {value.get(LANGUAGE): value.text for value in texts}
                assert set(said) == {"zh", "en"}
                assert all(said.values())

    def test_the_same_sources_give_the_same_bytes(self) -> None:
        assert extension() == extension()

    def test_it_carries_the_core_and_no_command(self, archive: zipfile.ZipFile) -> None:
        names = archive.namelist()
        assert "pythonpath/pycore/functions/catalogue.py" in names
        assert "pythonpath/pycore/library/data/gwp.csv" in names
        assert not [n for n in names if "/commands/" in n or "/review/" in n or "/excel/" in n]

    def test_it_names_folders_only_when_it_is_installed(self, archive: zipfile.ZipFile) -> None:
        assert "environment.json" not in archive.namelist()
        told = {"python": [3, 11], "paths": ["somewhere"]}
        installed = zipfile.ZipFile(io.BytesIO(extension(told)))
        assert json.loads(installed.read("environment.json")) == told


def test_the_interface_takes_what_the_catalogue_takes() -> None:
    text = interface_text(catalogue().values())
    assert "any TL_CONVERT([in] any value, [in] any fromunit, [in] any tounit);" in text
    assert "any TL_EXPLAIN([in] any function, [in] sequence<any> arguments);" in text
    assert text.count("any TL_") == len(catalogue())


class TestValues:
    @pytest.mark.parametrize("code", sorted(ERROR_CODES))
    def test_an_error_is_a_nan_with_its_number(self, code: str) -> None:
        value = outgoing(CellError(code))
        assert isinstance(value, float)
        assert math.isnan(value)
        assert struct.unpack("<Q", struct.pack("<d", value))[0] & 0xFFFFFFFF == NUMBERS.get(code, 519)

    @given(st.lists(st.lists(st.floats(allow_nan=False) | st.text(), min_size=2, max_size=2), min_size=1))
    def test_numbers_and_texts_pass_both_ways(self, rows: list[list[Any]]) -> None:
        assert incoming(outgoing(rows)) == rows

    def test_a_blank_is_an_empty_text_and_a_logical_value_a_number(self) -> None:
        assert outgoing([[None, True]]) == (("", 1.0),)


class TestBridge:
    def test_what_is_left_out_at_the_end_is_not_there(self) -> None:
        assert bridge.answer("TL_CARBON_CO2", (10.0, 0.5, None)) == pytest.approx(10 * 0.5 * 44 / 12)
        assert math.isnan(bridge.answer("TL_CARBON_CO2", (10.0, None, None)))

    def test_a_variadic_function_takes_its_last_parameter_apart(self) -> None:
        lines = bridge.answer("TL_EXPLAIN", ("TL_INTENSITY", (6.0, 2.0)))
        assert any("= 3" in line for (line,) in lines)

    def test_a_missing_library_turns_the_version_into_an_error_and_is_explained(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bridge, "missing_libraries", lambda: ("numpy",))
        assert math.isnan(bridge.answer("TL_VERSION", ()))
        chinese, english = bridge.answer("TL_EXPLAIN", ("TL_VERSION", ()))
        assert "numpy" in chinese[0]
        assert "lacks numpy" in english[0]
        assert bridge.answer("TL_INTENSITY", (6.0, 2.0)) == 3

    def test_a_function_says_which_library_it_lacks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from pycore.functions.catalogue import call

        monkeypatch.setitem(sys.modules, "numpy", None)
        result = call("TL_MONTE_CARLO", [[1.0, 2.0], [0.1, 0.1]])
        assert isinstance(result, CellError)
        assert result.code == "#VALUE!"
        assert "Python library numpy" in result.text.en


class TestBlanks:
    @pytest.mark.parametrize(
        ("formula", "kept"),
        [
            ("=TL_CARBON_CO2(A1;B1;C1)", "=TL_CARBON_CO2(A1;B1;C1:C1)"),
            ("=TL_CARBON_CO2(A1;B1;$'a (b'.$C$1)*C1", "=TL_CARBON_CO2(A1;B1;$'a (b'.$C$1:$C$1)*C1"),
            ("=TL_CARBON_CO2(A1;B1;own_name)", "=TL_CARBON_CO2(A1;B1;own_name:own_name)"),
            ("=TL_CARBON_CO2(A1;B1;C1:C9)", "=TL_CARBON_CO2(A1;B1;C1:C9)"),
            ("=TL_CARBON_CO2(A1;B1;MAX(C1;D1))", "=TL_CARBON_CO2(A1;B1;MAX(C1;D1))"),
            ("=TL_CARBON_CO2(A1;B1;0.98)", "=TL_CARBON_CO2(A1;B1;0.98)"),
            ("=TL_DIGEST(A1;{1;2};B1)", "=TL_DIGEST(A1:A1;{1;2};B1:B1)"),
            ('=IF(A1="TL_DIGEST(A1)";TL_VERSION();B1)', '=IF(A1="TL_DIGEST(A1)";TL_VERSION();B1)'),
        ],
    )
    def test_a_lone_cell_is_a_range_where_a_blank_counts(self, formula: str, kept: str) -> None:
        assert keep_blanks(formula, catalogue()) == kept
        assert keep_blanks(kept, catalogue()) == kept

    def test_readers_take_it_back(self) -> None:
        stored = "ORG.TWINLEDGER.ADDIN.TL_CARBON_CO2(A1,B1,'a b'!$C$1:$C$1)+SUM(D1:D1)"
        plain = "TL_CARBON_CO2(A1,B1,'a b'!$C$1)+SUM(D1:D1)"
        assert normalise_formula(stored, frozenset(catalogue())) == plain

    def test_a_range_of_one_cell_that_a_user_wrote_stays(self) -> None:
        assert normalise_formula("[1]!TL_U_SUM(A1:A1,B1:B1)", frozenset(catalogue())) == "TL_U_SUM(A1:A1,B1:B1)"


def test_a_python_that_is_too_old_gives_errors_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """The component itself must load where the core cannot."""
    source = COMPONENT.read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))

    def module(name: str, **content: Any) -> None:
        made = types.ModuleType(name)
        vars(made).update(content)
        monkeypatch.setitem(sys.modules, name, made)

    interface = type("Interface", (), {})
    helper = types.SimpleNamespace(addImplementation=lambda *_: None)
    module("uno")
    module("unohelper", Base=type("Base", (), {}), ImplementationHelper=lambda: helper)
    module("com.sun.star.lang", XServiceInfo=interface)
    module("com.sun.star.sheet", ResultEvent=interface, XVolatileResult=type("XVolatileResult", (), {}))
    module("com.sun.star.task", XJob=type("XJob", (), {}))
    module("org.twinledger.addin", XFunctions=type("XFunctions", (), {}))
    monkeypatch.setattr(sys, "version_info", (3, 8, 16))
    loaded: dict[str, Any] = {"__name__": "component", "__file__": str(COMPONENT)}
    exec(compile(source, str(COMPONENT), "exec"), loaded)
    functions = loaded["Functions"](None)
    assert math.isnan(functions.TL_VERSION())
    (chinese,), (english,) = functions.TL_EXPLAIN("TL_VERSION", ()).rows
    assert "3.8" in chinese
    assert "needs 3.11 or newer" in english


class TestCommand:
    def test_build_writes_the_file(self, tmp_path: Path) -> None:
        file = tmp_path / "TwinLedger.oxt"
        done = CliRunner().invoke(build(), ["libreoffice", "build", "-o", str(file), "--lang", "en"])
        assert done.exit_code == 0, done.output
        assert file.read_bytes() == extension()
        assert "numpy" in done.output

    def test_install_without_libreoffice_says_what_to_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(office, "_program", lambda name: None)
        done = CliRunner().invoke(build(), ["libreoffice", "install", "--lang", "en"])
        assert done.exit_code == 2
        assert "LibreOffice was not found" in done.output
