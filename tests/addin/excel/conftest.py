"""xlwings as it runs inside Excel's Python process, with stand-ins for COM: everything else of it is real."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("xlwings", reason="xlwings is not installed")

import xlwings

from addin.excel.com_free import xlwings_udfs
from addin.excel.wrappers import UDF_MODULE
from tests.addin.excel.excel_stand_ins import CallUdf, ComRange, RangeImplementation


@pytest.fixture
def inside_excel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have xlwings believe that it serves Excel, and `addin.excel.udfs` be loaded as it is there."""
    udfs = xlwings_udfs()
    windows = SimpleNamespace(
        Range=RangeImplementation,
        Book=SimpleNamespace,
        is_range_instance=lambda value: isinstance(value, ComRange),
        BOOK_CALLER=None,
    )
    server = ModuleType("xlwings.com_server")
    server.loop = None  # type: ignore[attr-defined]
    monkeypatch.setattr(xlwings, "_xlwindows", windows, raising=False)
    monkeypatch.setitem(sys.modules, "xlwings.com_server", server)
    monkeypatch.setattr(xlwings, "func", udfs.xlfunc)
    monkeypatch.setattr(xlwings, "arg", udfs.xlarg)
    monkeypatch.setattr(xlwings, "ret", udfs.xlret)
    engine = xlwings.Engine(impl=SimpleNamespace(name="excel", type="desktop"))
    monkeypatch.setitem(xlwings.engines.engines_by_name, "excel", engine)
    udfs.udf_modules.clear()
    importlib.reload(importlib.import_module(UDF_MODULE))
    yield
    udfs.udf_modules.clear()


@pytest.fixture
def call_udf(inside_excel: None) -> CallUdf:
    """Call a function as its wrapper in the add-in does: `call_udf("TL_…", 1.0, ComRange(((1.0,), (2.0,))))`.

    The answer is what goes over COM to VBA: rows of floats, texts, truth values and error numbers.
    """

    def call(name: str, *arguments: Any) -> Any:
        return xlwings_udfs().call_udf(UDF_MODULE, name, arguments)

    return call
