"""Every built workbook against what Excel takes, read from the files as they are shipped."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import formualizer
import pytest
from lxml import etree

from pycore.reading.book import Book
from pycore.sheets import excel_limits as limits
from pycore.sheets.excel_limits import name_fault, sheet_name_fault
from pycore.sheets.registry import installed_workbooks

FOLDER = Path(__file__).resolve().parents[2] / "workbooks"
BUILT = sorted(path for key in installed_workbooks() for path in (FOLDER / key).glob("*.xlsx"))
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

pytestmark = pytest.mark.parametrize("path", BUILT, ids=lambda p: p.stem)


@cache
def book(path: Path) -> Book:
    return Book.open(path)


def validations(path: Path) -> Iterator[etree._Element]:
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part):
                yield from etree.fromstring(archive.read(part)).iter(f"{_MAIN}dataValidation")


def test_every_defined_name_is_one_that_excel_takes(path: Path) -> None:
    assert {name: fault.en for name in book(path).names if (fault := name_fault(name))} == {}


def test_every_sheet_has_a_name_that_excel_takes(path: Path) -> None:
    names = [sheet.name for sheet in book(path).package.sheets]
    assert [name for name in names if sheet_name_fault(name)] == []
    assert len({name.casefold() for name in names}) == len(names)


def test_validations_are_within_their_limits(path: Path) -> None:
    for one in validations(path):
        for attribute in ("prompt", "error"):
            assert len(one.get(attribute, "")) <= limits.VALIDATION_TEXT, one.get(attribute)
        for attribute in ("promptTitle", "errorTitle"):
            assert len(one.get(attribute, "")) <= limits.VALIDATION_TITLE, one.get(attribute)
        for formula in one.iter(f"{_MAIN}formula1", f"{_MAIN}formula2"):
            assert len(formula.text or "") <= limits.VALIDATION_TEXT, formula.text


def test_formulas_are_within_their_limits(path: Path) -> None:
    seen: set[str] = set()
    for cell, formula in book(path).formulas.items():
        assert len(formula) < limits.FORMULA, cell
        shape = re.sub(r"\d+", "0", formula)
        if shape in seen:
            continue
        seen.add(shape)
        texts = re.findall(r'"((?:[^"]|"")*)"', formula)
        assert max((len(t.replace('""', '"')) for t in texts), default=0) <= limits.TEXT_IN_FORMULA, cell
        depth, arguments = measured(formualizer.parse("=" + formula).to_dict())
        assert depth <= limits.NESTING, cell
        assert arguments <= limits.ARGUMENTS, cell


def measured(tree: Any) -> tuple[int, int]:
    """How deep functions are nested in a formula, and the most arguments that one of them has."""
    if isinstance(tree, list):
        parts = [measured(part) for part in tree]
    elif isinstance(tree, dict):
        parts = [measured(part) for part in tree.values()]
    else:
        return 0, 0
    depth = max((d for d, _ in parts), default=0)
    most = max((a for _, a in parts), default=0)
    if isinstance(tree, dict) and tree.get("node_type") == "Function":
        return depth + 1, max(most, len(tree["args"]))
    return depth, most


def test_texts_of_cells_are_within_their_limit(path: Path) -> None:
    for cell, value in book(path).values.items():
        assert not isinstance(value, str) or len(value) <= limits.CELL_TEXT, cell


def test_no_text_that_is_looked_up_is_too_long_or_a_pattern(path: Path) -> None:
    """MATCH takes no text above 255 characters, and reads * ? ~ as signs."""
    definition = book(path).definition
    ranges = {f"{item.key}_list" for item in definition.lists}
    ranges |= {
        entry.choices[1:]
        for block in definition.filled_blocks()
        for entry in block.entries
        if entry.choices.startswith("=")
    }
    for name in ranges:
        for cell in book(path).cells_of(name):
            value = book(path).values.get(cell)
            if isinstance(value, str):
                assert len(value) <= limits.TEXT_IN_FORMULA, (name, value)
                assert not re.search(r"[*?~]|^[=<>]", value), (name, value)
