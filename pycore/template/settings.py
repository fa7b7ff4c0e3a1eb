"""The calculation settings of a workbook: the template's are a program's usual ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.errors import FileProblem
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import FormulaProblem, precedents
from pycore.language import Text
from pycore.package.package import Package
from pycore.reading.book import Book, CellKey
from pycore.template.finding import finding
from pycore.template.print import Fingerprint
from pycore.template.sheet import calculation_settings

_SETTINGS = {
    "manual": (
        Severity.WARNING,
        Text("计算方式为手动", "calculation is manual"),
        Text("自动计算", "automatic"),
    ),
    "iterate": (
        Severity.WARNING,
        Text("启用了迭代计算，可掩盖循环引用", "iterative calculation is on and can hide circular references"),
        Text("不启用", "off"),
    ),
    "precision": (
        Severity.ERROR,
        Text("以显示精度为准，数值被四舍五入", "precision is as displayed, so values are rounded"),
        Text("完整精度", "full precision"),
    ),
    "date1904": (
        Severity.WARNING,
        Text("使用 1904 日期系统", "the 1904 date system is in use"),
        Text("1900 日期系统", "the 1900 date system"),
    ),
}
_MOST_CELLS = 1_000  # that one formula is asked about
# What a file says of its program can be written by anyone: it explains the setting, and excuses it only where there is
# no circle to hide, because every formula that reads another one is the template's.
_GNUMERIC = re.compile(rb"<(?:\w+:)?Application>\s*gnumeric\b", re.IGNORECASE)
_BY_GNUMERIC = Text(
    "启用了迭代计算，可掩盖循环引用（文件由 Gnumeric 保存，该程序保存时总会启用，未必是填报人所为）",
    "iterative calculation is on and can hide circular references (Gnumeric saved the file, and switches it on in every "
    "file that it saves: whoever filled it in need not have done so)",
)


def setting_findings(package: Package, print_: Fingerprint, circles: bool) -> Iterator[Finding]:
    """Yield the settings that are others than the template's.

    Args:
        circles: formulas that are none of the template's could close a circle.
    """
    for key in calculation_settings(package).keys() - print_.settings.keys():
        severity, found, expected = _SETTINGS[key]
        if key == "iterate" and saved_by_gnumeric(package):
            found = _BY_GNUMERIC
            severity = severity if circles else Severity.NOTE
        yield _calculation_setting(severity, found, expected)


def saved_by_gnumeric(package: Package) -> bool:
    """Tell whether a file says that Gnumeric has saved it, which switches iterative calculation on in every file."""
    return bool(_GNUMERIC.search(package.members.get("docProps/app.xml", b"")))


def reads_formulas(book: Book, cell: CellKey) -> bool:
    """Tell whether a formula reads what other formulas give, or more than can be said of it."""
    try:
        areas = precedents(book.formulas[cell], cell[0], book.names)
    except (FormulaProblem, FileProblem, KeyError):
        return True
    if sum(area.rows * area.columns for area in areas) > _MOST_CELLS:
        return True
    return any(
        (area.sheet, row, column) in book.formulas
        for area in areas
        for row in range(area.row1, area.row2 + 1)
        for column in range(area.column1, area.column2 + 1)
    )


def _calculation_setting(severity: Severity, found: Text, expected: Text) -> Finding:
    """Make the finding of a setting that changes what the workbook calculates."""
    return finding(
        "calculation-settings",
        severity,
        "",
        "",
        found,
        expected,
        Text("请在选项中恢复并重新计算。", "Restore it in the options and recalculate."),
    )
