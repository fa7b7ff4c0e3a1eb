"""The command with which the add-in starts Python, evaluated from the text of its VBA."""

from __future__ import annotations

import re

from addin.excel.xlwings_vba import xlwings_vba

_FUNCTION = re.compile(r"Function XLPyCommand\(\).*?^ *XLPyCommand = (?P<value>.*?)$.*?^End Function", re.S | re.M)
_PART = re.compile(r'"(?P<text>(?:[^"]|"")*)"|(?P<name>\w+\(\))')


def start_command(interpreter: str) -> str:
    """Return what `XLPyCommand` is for an interpreter: an expression of texts, joined, and of `Interpreter()`."""
    found = _FUNCTION.search(xlwings_vba())
    assert found is not None
    parts = list(_PART.finditer(found["value"]))
    assert " & ".join(part[0] for part in parts) == found["value"], "an expression of another kind"
    assert {part["name"] for part in parts if part["name"]} == {"Interpreter()"}
    return "".join(interpreter if part["name"] else part["text"].replace('""', '"') for part in parts)
