"""Makes a new workbook: the definition written, calculated once, and its values kept, so any viewer shows results."""

from __future__ import annotations

from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.language import Language
from pycore.package.package import Package, write_values
from pycore.sheets.definition import Workbook
from pycore.sheets.writer import Data, write_workbook


def make_workbook(workbook: Workbook, language: Language, data: Data | None = None) -> bytes:
    """Return a finished .xlsx of a definition, with cached values in every formula cell.

    The values are those of the native formulas, as in a program without the add-in: what such a program shows on
    opening is what it calculates on the first change. The same definition, data and library give the same bytes.
    """
    package = Package.read(write_workbook(workbook, language, data))
    return write_values(package, recalculate(package, engine_functions(), native=True))
