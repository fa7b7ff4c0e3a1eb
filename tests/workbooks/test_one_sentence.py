"""For one fault the row check of the sheet, the reader and the review say the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pycore.engine.make import make_workbook
from pycore.findings.finding import Finding, Severity
from pycore.language import Language
from pycore.reading.book import Book
from pycore.reading.inspection import Inspection
from pycore.review.review import review
from pycore.sheets.definition import Kind, Role, Table, Workbook
from pycore.sheets.entry_faults import is_unusual
from pycore.sheets.registry import installed_workbooks
from workbooks.coal_chemical import WORKBOOK
from workbooks.common.ledger import entry_hints, entry_tests

FAULTS: dict[str, tuple[str, str, dict[str, Any], str, str]] = {
    "required": ("fuels", "consumption", {"consumption": None}, "✗ 缺消耗量", "✗ consumption missing"),
    "kind": ("fuels", "consumption", {"consumption": "300 t"}, "✗ 消耗量不是数值", "✗ consumption is not a number"),
    "list": ("fuels", "fuel", {"fuel": "天然汽"}, "✗ 燃料不在下拉列表中", "✗ fuel is not in the list"),
    "domain": ("fuels", "oxidation_own", {"oxidation_own": 98, "reason": "x"}, "✗ 自有值：碳氧化率应为 0 到 1，疑为百分数", "✗ own value: "),
    "range": ("heat", "temperature", {"temperature": 650}, "? 温度超出常见范围 20–600，请核对", "? temperature "),
    "reason": ("fuels", "reason", {"ncv_own": 30, "reason": None}, "✗ 自有值缺理由", "✗ own value without a reason"),
}  # fmt: skip


def _made(tmp_path: Path, language: Language, table: str, changed: dict[str, Any]) -> Path:
    rows = [dict(row) for row in WORKBOOK.examples["default"][table]]
    rows[0].update(changed)
    rows[0] = {key: value for key, value in rows[0].items() if value is not None}
    path = tmp_path / "book.xlsx"
    path.write_bytes(make_workbook(WORKBOOK, language, {**WORKBOOK.examples["default"], table: rows}))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_sheet_reader_and_review_say_the_same_of_one_fault(tmp_path: Path, kind: str, language: Language) -> None:
    table, column, changed, zh, en = FAULTS[kind]
    path = _made(tmp_path, language, table, changed)
    book = Book.open(path)
    said = str(book.values[book.cells_of(f"{table}_check")[0]])
    assert said == zh if language == "zh" else said.startswith(en)
    words = said[2:]

    sheet, row, _ = cell = book.cells_of(f"{table}_{column}")[0]
    inspection = Inspection(book)
    hint = kind == "range"
    told = [p for p in (inspection.hints if hint else inspection.problems) if p.fault and p.fault[language] == words]
    assert len(told) == 1, [p.text[language] for p in inspection.problems]
    assert f"：{words}：" in told[0].text.zh or f": {words}: " in told[0].text.en
    assert not (hint and inspection.problems)

    found = [f for f in review(path).findings if _names(f, sheet, row)]
    if kind != "reason":  # The review says of an own value also where it comes from, by a rule of its own.
        assert [f for f in found if words in f.found[language]], [f.sentence(language) for f in found]
    if hint:
        assert {f.severity for f in found} == {Severity.NOTE}
    assert cell in book.cells or kind == "required"


def _names(finding: Finding, sheet: str, row: int) -> bool:
    return finding.sheet == sheet and finding.cell.rstrip("0123456789") + str(row) == finding.cell


@pytest.mark.parametrize("definition", [pytest.param(w, id=k) for k, w in installed_workbooks().items()])
def test_row_checks_of_ledgers_test_all_that_their_columns_say(definition: Workbook) -> None:
    seen = 0
    for table in definition.tables():
        check = table.row_check
        if check is None or not any(column.key == "u_activity" for column in table.columns):
            continue
        for column in table.columns:
            if column.role in (Role.INPUT, Role.OVERRIDE) and column.key in _of_the_ledger(table):
                for mark, tests in (("✗", entry_tests(column)), ("?", entry_hints(column))):
                    for condition, sentence in tests:
                        assert f'IF({condition},"{mark} {sentence.zh}",' in check.formula.zh, (
                            f"{table.key}_{column.key}"
                        )  # type: ignore[union-attr]
                        seen += 1
    assert seen > 50


def _of_the_ledger(table: Table) -> set[str]:
    """The columns before the reason for own values; a workbook has its own tests for what follows."""
    keys = [column.key for column in table.columns]
    return set(keys[: keys.index("reason" if "reason" in keys else "evidence")])


@pytest.mark.parametrize("definition", [pytest.param(w, id=k) for k, w in installed_workbooks().items()])
def test_values_of_the_library_and_the_example_are_usual(definition: Workbook) -> None:
    """A hint on what the library itself gives would be noise."""
    book = Book.open(Path("workbooks") / definition.key / f"{definition.key}_example_zh.xlsx")
    compared = 0
    for table in definition.tables():
        for column in table.columns:
            if column.kind is Kind.NUMBER and column.domain is not None and column.domain.usual is not None:
                for cell in book.cells_of(f"{table.key}_{column.key}"):
                    value = book.values.get(cell)
                    if isinstance(value, int | float):
                        compared += 1
                        assert not is_unusual(value, column.domain), (table.key, column.key, value)
    assert compared > 20
