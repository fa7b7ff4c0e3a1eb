"""Makes a new workbook: the definition written, calculated once, and its values kept, so any viewer shows results."""

from __future__ import annotations

from pycore.engine.host import engine_functions
from pycore.engine.package import Package, write_values
from pycore.engine.recalculate import recalculate
from pycore.language import Language, Text
from pycore.sheets.definition import Workbook
from pycore.sheets.writer import Data, write_workbook

_NOT_YET = Text("（尚未由用户计算）", "(not yet calculated by a user)")


def make_workbook(workbook: Workbook, language: Language, data: Data | None = None) -> bytes:
    """Return a finished .xlsx of a definition, with cached values in every formula cell.

    The same definition, data and library give the same bytes: the time of calculation is left open.
    """
    package = Package.read(write_workbook(workbook, language, data))
    functions = {**engine_functions(), "TL_CALCULATED_AT": lambda: _NOT_YET[language]}
    return write_values(package, recalculate(package, functions))
