"""What is generated for other programs from the same catalogue, held against what those programs read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, Literal

import pydantic
import pytest
from lxml import etree

from addin.excel.functions_json import functions_json
from addin.excel.intellisense import NAMESPACE, intellisense_xml
from addin.excel.lite import lite_main
from pycore.functions.catalogue import call, catalogue
from pycore.language import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")
both_languages = pytest.mark.parametrize("language", LANGUAGES)

# What Excel-DNA IntelliSense reads of a file "TwinLedger.intellisense.xml", as its documentation shows it.
INTELLISENSE = f"""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{NAMESPACE}" elementFormDefault="qualified">
 <xs:element name="IntelliSense"><xs:complexType><xs:sequence>
  <xs:element name="FunctionInfo"><xs:complexType><xs:sequence>
   <xs:element name="Function" maxOccurs="unbounded"><xs:complexType><xs:sequence>
     <xs:element name="Argument" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
      <xs:attribute name="Name" type="xs:string" use="required"/><xs:attribute name="Description" type="xs:string" use="required"/>
     </xs:complexType></xs:element>
    </xs:sequence>
    <xs:attribute name="Name" type="xs:string" use="required"/><xs:attribute name="Description" type="xs:string" use="required"/>
    <xs:attribute name="HelpTopic" type="xs:string"/>
   </xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
 </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""


@both_languages
def test_intellisense_reads_every_function(language: Language) -> None:
    root = etree.fromstring(intellisense_xml(language))
    etree.XMLSchema(etree.fromstring(INTELLISENSE)).assertValid(root)
    names = [e.get("Name") for e in root.iter(f"{{{NAMESPACE}}}Function")]
    assert names == list(catalogue())
    for function in root.iter(f"{{{NAMESPACE}}}Function"):
        definition = catalogue()[str(function.get("Name"))]
        assert definition.title[language] in str(function.get("Description"))
        shown = [str(a.get("Name")).strip("[]…") for a in function]
        assert shown == [a.name for a in definition.arguments]


class Strict(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid", strict=True)


class Parameter(Strict):
    """A parameter in the metadata of custom functions, by Microsoft's reference of `functions.json`."""

    name: str = pydantic.Field(pattern=r"^\w+$")
    description: str = pydantic.Field(max_length=255)
    type: Literal["any", "boolean", "number", "string"] = "any"
    dimensionality: Literal["scalar", "matrix"] = "scalar"
    optional: bool = False
    repeating: bool = False


class Result(Strict):
    type: Literal["any", "boolean", "number", "string"] = "any"
    dimensionality: Literal["scalar", "matrix"] = "scalar"


class Function(Strict):
    id: str = pydantic.Field(pattern=r"^[A-Za-z][A-Za-z0-9._]*$")
    name: str = pydantic.Field(pattern=r"^[A-Za-z][A-Za-z0-9._]*$", max_length=128)
    description: str = pydantic.Field(max_length=255)
    parameters: list[Parameter]
    result: Result


class Metadata(Strict):
    allowErrorForDataTypeAny: bool = False
    functions: list[Function]


@both_languages
def test_functions_json_is_what_office_and_wps_read(language: Language) -> None:
    found = Metadata.model_validate_json(functions_json(language))
    assert [f.id for f in found.functions] == list(catalogue())
    for function in found.functions:
        definition = catalogue()[function.id]
        assert [p.name for p in function.parameters] == [a.name for a in definition.arguments]
        optional = [p.optional for p in function.parameters]
        assert optional == sorted(optional)
        # Only the last may repeat, and none is both.
        assert [p.repeating for p in function.parameters if p.repeating] == ([True] if definition.variadic else [])
        assert not any(p.repeating and p.optional for p in function.parameters)


@both_languages
def test_functions_json_is_chinese_as_it_is(language: Language) -> None:
    text = functions_json(language).decode()
    assert "\\u" not in text
    assert json.loads(text)["functions"][0]["description"].startswith(catalogue()["TL_VERSION"].title[language])


# ── xlwings Lite ───────────────────────────────────────────────────────────────────────────────────────────


class Lite:
    """xlwings in xlwings Lite: the decorators that `main.py` asks for, and how it hands cells over."""

    def __init__(self, language: Language) -> None:
        self.functions: dict[str, Callable[..., Any]] = {}
        self.options: dict[str, dict[str, dict[str, Any]]] = {}
        module = ModuleType("xlwings")
        module.func = self._func  # type: ignore[attr-defined]
        module.arg = self._arg  # type: ignore[attr-defined]
        real = sys.modules.get("xlwings")
        sys.modules["xlwings"] = module
        try:
            exec(compile(lite_main(language), "main.py", "exec"), {"__name__": "main"})
        finally:
            sys.modules.pop("xlwings")
            if real is not None:
                sys.modules["xlwings"] = real

    def _func(self, function: Callable[..., Any]) -> Callable[..., Any]:
        # Excel shows the name in capitals.
        self.functions[function.__name__.upper()] = function
        return function

    def _arg(self, name: str, **options: Any) -> Callable[..., Any]:
        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            self.options.setdefault(function.__name__.upper(), {})[name] = options
            return function

        return decorate


@both_languages
def test_xlwings_lite_gets_every_function_with_its_help(language: Language) -> None:
    lite = Lite(language)
    assert sorted(lite.functions) == sorted(catalogue())
    for name, definition in catalogue().items():
        options = lite.options.get(name, {})
        assert sorted(options) == sorted(a.name for a in definition.arguments)
        assert all(o["ndim"] == 2 and o["err_to_str"] and o["doc"] for o in options.values())
        assert definition.title[language] in str(lite.functions[name].__doc__)


def test_xlwings_lite_calculates_as_the_core_does() -> None:
    lite = Lite("zh").functions
    assert lite["TL_FUEL_CO2"]([[1000.0]], [[26.7]], [[0.0274]], [[0.98]]) == pytest.approx(
        call("TL_FUEL_CO2", [1000.0, 26.7, 0.0274, 0.98])
    )
    assert lite["TL_ELECTRICITY_CO2"]([[1.0], [None], ["#DIV/0!"]], [[0.5]]) == [[0.5], [""], ["#DIV/0!"]]
    assert lite["TL_FUEL_CO2"]([[-1.0]], [[26.7]], [[0.0274]], [[0.98]]) == "#NUM!"
    assert lite["TL_CARBON_CO2"]([[10.0]], [[0.8]]) == pytest.approx(8 * 44 / 12)
    assert lite["TL_EXPLAIN"]([["TL_ELECTRICITY_CO2"]], [[10.0]], [[0.5]])[0] == [
        call("TL_EXPLAIN", ["TL_ELECTRICITY_CO2", 10.0, 0.5])[0][0]
    ]
