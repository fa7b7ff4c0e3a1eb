"""xlwings' wrapper generator on any platform: its module asks for Windows' COM modules when it is imported.

The add-in file is built on Linux too. What is needed there, the metadata of the functions and the text of their
wrappers, touches no COM; so placeholders stand in for the three modules while `xlwings.udfs` is imported.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_COM_MODULES = ("pythoncom", "pywintypes", "win32com", "win32com.client")


def xlwings_udfs() -> Any:
    """Return the module `xlwings.udfs`, imported with placeholders where there is no COM."""
    if sys.platform == "win32" or "xlwings.udfs" in sys.modules:
        return importlib.import_module("xlwings.udfs")
    with _placeholders():
        return importlib.import_module("xlwings.udfs")


@contextmanager
def _placeholders() -> Iterator[None]:
    """Put placeholders into `sys.modules`, and take them away again so that nothing else believes in COM."""
    absent = [name for name in _COM_MODULES if name not in sys.modules]
    for name in absent:
        sys.modules[name] = _Placeholder(name)
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


class _Placeholder(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception,), {})
