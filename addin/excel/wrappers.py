"""The VBA wrappers of the functions: written by xlwings' generator, then fitted to the rules of our cells.

xlwings' wrapper hands ranges to Python as objects, which Python then asks for their values, and the calling cell and
the workbook as well: each of these is a round trip between two processes, and each call makes several. Ours hands over
plain values (`TLArgument`), so that a call is one round trip. xlwings' wrapper shows a failure as a text, which SUM
skips; ours gives a true error (`TLResult`, `TLFailure`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

from addin.excel.com_free import xlwings_udfs
from addin.excel.worksheet_functions import worksheet_functions
from addin.excel.xlwings_decorators import RealDecorators
from pycore.errors import TwinLedgerError
from pycore.language import DEFAULT_LANGUAGE, Language, Text

UDF_MODULE = "addin.excel.udfs"
WRAPPER_MODULE = "xlwings_udfs"
"""The name that xlwings' own import uses, so that an import replaces these wrappers and does not double them."""

Generator = Callable[[str, ModuleType, io.StringIO, Any], None]

_HEAD = f"""Attribute VB_Name = "{WRAPPER_MODULE}"
'Written by xlwings' wrapper generator from the catalogue of functions; changes are lost with the next build.
#Const App = "Microsoft Excel" 'Adjust when using outside of Excel
"""
_PROCEDURE = re.compile(r"^Function (\w+)\(.*?^End Function$", re.DOTALL | re.MULTILINE)
_CALL = re.compile(
    r"= XLPy\.CallUDF\((?P<who>\"[\w.]+\", \"\w+\"), (?P<arguments>.*), (?:Active|This)Workbook, Application\.Caller\)$",
    re.MULTILINE,
)
_FAILURE = re.compile(r"= Err\.Description$", re.MULTILINE)
_ARRAY = re.compile(r"\bArray\(([\w, ]*)\)")
_ONE_OF_MANY = re.compile(r"(?<== )(\w+\(k\))$", re.MULTILINE)


def vba_wrappers(language: Language = DEFAULT_LANGUAGE) -> str:
    """Return the VBA module with a wrapper for every function of the catalogue.

    Raises:
        TwinLedgerError: the installed xlwings writes other wrappers than those that are known here.
    """
    module = ModuleType(UDF_MODULE)
    module.__dict__.update(worksheet_functions(RealDecorators(), language))
    return _HEAD + fitted(generated(module, "TwinLedger.xlam"))


def generated(module: ModuleType, workbook: str, generator: Generator | None = None) -> str:
    """Return what xlwings' generator writes for the functions of a module."""
    text = io.StringIO()
    write = generator or xlwings_udfs().generate_vba_wrapper
    write(UDF_MODULE, module, text, SimpleNamespace(Name=workbook))
    return text.getvalue()


def fitted(wrappers: str) -> str:
    """Fit generated wrappers to our cells, each one or none."""
    # The generator breaks lines of more than 1024 characters, which these patterns would not see through.
    return _PROCEDURE.sub(_fitted_procedure, wrappers.replace(" _\n", " "))


def _fitted_procedure(match: re.Match[str]) -> str:
    text, calls = _CALL.subn(r"= TLResult(TLPython.CallUDF(\g<who>, \g<arguments>))", match[0])
    text, failures = _FAILURE.subn("= TLFailure(Err.Description)", text)
    text = _ARRAY.sub(lambda array: f"Array({_plain_values(array[1])})", text)
    text = _ONE_OF_MANY.sub(r"TLArgument(\1)", text)
    if (calls, failures) != (1, 1):
        raise TwinLedgerError(
            Text(
                f"xlwings 生成的 {match[1]} 包装代码与预期不同。请安装 installer/constraints.txt 中的 xlwings 版本。",
                f"xlwings wrote an unexpected wrapper for {match[1]}. "
                "Install the version of xlwings in installer/constraints.txt.",
            )
        )
    return text


def _plain_values(names: str) -> str:
    return ", ".join(f"TLArgument({name})" for name in names.split(", ") if name)
