"""All checks in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pycore.doctor.core_checks import (
    check_any_spreadsheet,
    check_contributions,
    check_core,
    check_font,
    check_libraries,
    check_python,
    check_workbooks,
)
from pycore.doctor.diagnosis import Diagnosis
from pycore.doctor.excel_checks import (
    check_add_in,
    check_excel,
    check_installation,
    check_interpreter,
    check_trust,
    check_wps,
)
from pycore.doctor.facts import Facts
from pycore.doctor.other_checks import check_books, check_libreoffice

CHECKS: tuple[Callable[[Facts], Iterable[Diagnosis]], ...] = (
    check_python,
    check_core,
    check_libraries,
    check_workbooks,
    check_contributions,
    check_installation,
    check_excel,
    check_add_in,
    check_interpreter,
    check_trust,
    check_wps,
    check_libreoffice,
    check_font,
    check_any_spreadsheet,
    check_books,
)


def diagnose(facts: Facts) -> list[Diagnosis]:
    """Judge the facts; nothing outside them is looked at."""
    return [diagnosis for check in CHECKS for diagnosis in check(facts)]
