"""The VBA wrappers, from xlwings' real generator and the catalogue."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from addin.excel.vba_names import RESERVED, argument_names
from addin.excel.worksheet_functions import worksheet_functions
from addin.excel.wrappers import UDF_MODULE, fitted, generated, vba_wrappers
from addin.excel.xlwings_decorators import RealDecorators
from pycore.errors import TwinLedgerError
from pycore.functions.catalogue import catalogue

LONGEST_LINE = 1023  # of the VBA editor
MOST_CONTINUATIONS = 24

every_function = pytest.mark.parametrize("name", list(catalogue()))


@pytest.fixture(scope="module")
def wrappers() -> dict[str, str]:
    text = vba_wrappers()
    return {m[1]: m[0] for m in re.finditer(r"^Function (\w+)\(.*?^End Function$", text, re.DOTALL | re.MULTILINE)}


def test_every_function_has_one_wrapper_and_nothing_else_has(wrappers: dict[str, str]) -> None:
    assert sorted(wrappers) == sorted(catalogue())
    assert vba_wrappers().count("\nFunction ") == len(catalogue())


@every_function
def test_a_wrapper_takes_the_arguments_in_order_and_sends_their_values(name: str, wrappers: dict[str, str]) -> None:
    definition = catalogue()[name]
    parts = []
    for argument, shown in zip(definition.arguments, argument_names(definition), strict=True):
        parts.append(f"Optional {shown}" if argument.optional else shown)
    if definition.variadic:
        parts[-1] = f"ParamArray {argument_names(definition)[-1]}()"
    text = wrappers[name]
    assert text.startswith(f"Function {name}({', '.join(parts)})")
    for shown in argument_names(definition):
        assert f"TLArgument({shown})" in text or f"TLArgument({shown}(k))" in text


@every_function
def test_a_wrapper_does_not_calculate_in_the_function_wizard(name: str, wrappers: dict[str, str]) -> None:
    second_line = wrappers[name].splitlines()[1]
    assert 'CommandBars("Standard").Controls(1).Enabled' in second_line
    assert second_line.endswith("Then Exit Function")


@every_function
def test_a_failure_is_an_error_and_no_text(name: str, wrappers: dict[str, str]) -> None:
    text = wrappers[name]
    assert f"{name} = TLResult(TLPython.CallUDF(" in text
    assert f"{name} = TLFailure(Err.Description)" in text
    assert f"{name} = Err.Description" not in text


@every_function
def test_a_call_hands_over_neither_the_workbook_nor_the_calling_cell(name: str, wrappers: dict[str, str]) -> None:
    """Each would cost round trips between the processes."""
    (call,) = re.findall(r"TLPython\.CallUDF\(.*", wrappers[name])
    assert "Workbook" not in call
    assert "Caller" not in call


def test_no_function_is_volatile() -> None:
    assert "Volatile" not in vba_wrappers()


def test_no_line_is_longer_than_the_editor_takes() -> None:
    assert max(map(len, vba_wrappers().splitlines())) <= LONGEST_LINE


@every_function
def test_no_argument_has_a_name_that_vba_reserves(name: str) -> None:
    names = [n.lower() for n in argument_names(catalogue()[name])]
    assert not RESERVED.intersection(names)
    assert len(set(names)) == len(names)


@every_function
def test_the_help_is_there_and_short_enough_for_excel(name: str) -> None:
    for language in ("zh", "en"):
        found = worksheet_functions(RealDecorators(), language)[name].__xlfunc__  # type: ignore[attr-defined, arg-type]
        assert 0 < len(found["ret"]["doc"]) <= 255
        assert catalogue()[name].title[language] in found["ret"]["doc"]  # type: ignore[index]
        assert found["category"] == "TwinLedger"
        assert found["call_in_wizard"] is False
        assert found["volatile"] is False
        for argument, definition in zip(found["args"], catalogue()[name].arguments, strict=True):
            assert 0 < len(argument["doc"]) <= 255
            assert definition.meaning[language] in argument["doc"]  # type: ignore[index]


def test_a_wrapper_that_is_not_known_is_refused() -> None:
    """Another xlwings may write other wrappers; half-fitted ones must not get into the add-in."""
    module = ModuleType(UDF_MODULE)
    module.__dict__.update(worksheet_functions(RealDecorators(), "en"))
    theirs = generated(module, "TwinLedger.xlam")
    assert fitted(theirs)
    with pytest.raises(TwinLedgerError, match="TL_"):
        fitted(theirs.replace("= Err.Description", "= CStr(Err.Description)"))
    with pytest.raises(TwinLedgerError, match="TL_"):
        fitted(theirs.replace("ActiveWorkbook, ", ""))
