"""A worksheet that takes formulas as they are."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class FormulaPage(Worksheet):  # type: ignore[misc,unused-ignore]
    """XlsxWriter's worksheet without its search for functions that need a prefix.

    Each formula is searched there for some thirty functions that came after Excel 2019. None stands in a definition,
    for LibreOffice, WPS and the engine would not know it, and the search was more than half the time of writing.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Return what stands behind the equals sign."""
        return formula.removeprefix("=")
