"""A number as text inside a formula: the core and every program write the same, under every locale."""

from __future__ import annotations

import re

import formualizer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.number_format import fixed_text
from pycore.language import Language
from pycore.sheets.definition import Workbook
from pycore.sheets.fixed_text import fixed
from pycore.sheets.formulas import template_of
from pycore.sheets.registry import installed_workbooks

# What follows the reader's locale: TEXT with a format, FIXED, DOLLAR, and dates or numbers read from texts.
_FOLLOWS_LOCALE = re.compile(r"\b(?:TEXT|FIXED|DOLLAR|VALUE|NUMBERVALUE|DATEVALUE|TIMEVALUE)\(")


def calculated(number: float, formula: str) -> str:
    book = formualizer.Workbook()
    book.add_sheet("S")
    book.set_value("S", 1, 1, number)
    book.set_formula("S", 1, 2, f"={formula}")
    return str(book.evaluate_cell("S", 1, 2))


@pytest.mark.parametrize(
    ("number", "digits", "sign", "group", "percent", "text"),
    [
        (2277326.4, 0, False, True, False, "2,277,326"),
        (-157268.5, 0, True, True, False, "-157,269"),
        (19.16, 1, True, True, False, "+19.2"),
        (0.0314, 1, False, False, True, "3.1%"),
        (-0.0314, 1, True, False, True, "-3.1%"),
        (0.0, 1, True, False, True, "0.0%"),
        (-0.04, 1, False, False, False, "0.0"),
        (0.999, 2, False, False, False, "1.00"),
        (0.005, 2, False, False, False, "0.01"),
        (1000, 0, False, True, False, "1,000"),
        (999.5, 0, False, True, False, "1,000"),
        (1000000, 2, False, True, False, "1,000,000.00"),
        (123456789012.3, 1, False, True, False, "123,456,789,012.3"),
        (1000000005, 0, False, True, False, "1,000,000,005"),
        (12.0305, 3, False, False, False, "12.031"),
        (7, 3, False, False, False, "7.000"),
        (0.007, 3, False, False, False, "0.007"),
    ],
)
def test_the_formula_and_the_core_write_a_number_alike(
    number: float, digits: int, sign: bool, group: bool, percent: bool, text: str
) -> None:
    assert fixed_text(number, digits, sign=sign, group=group, percent=percent) == text
    assert calculated(number, fixed("A1", digits, sign=sign, group=group, percent=percent)) == text


@given(
    st.integers(-(10**12), 10**12),
    st.integers(0, 9),
    st.integers(0, 4),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_any_number_of_twelve_digits_is_written_alike(
    figures: int, scale: int, digits: int, sign: bool, group: bool, percent: bool
) -> None:
    number = float(f"{figures}e-{scale}")
    if abs(number) * (100 if percent else 1) >= 1e12:
        return
    said = calculated(number, fixed("A1", digits, sign=sign, group=group, percent=percent))
    assert said == fixed_text(number, digits, sign=sign, group=group, percent=percent)


@pytest.mark.parametrize("workbook", installed_workbooks().values(), ids=lambda w: w.key)
def test_no_text_of_a_workbook_follows_the_locale_of_its_reader(workbook: Workbook) -> None:
    found = [f"{where}: {formula}" for where, formula in formulas_of(workbook) if _FOLLOWS_LOCALE.search(formula)]
    assert found == []


def formulas_of(workbook: Workbook) -> list[tuple[str, str]]:
    """Every formula template of a definition, in both languages, with the key of its block."""
    languages: tuple[Language, ...] = ("zh", "en")
    found: list[tuple[str, str]] = []
    for sheet in workbook.sheets:
        for block in sheet.blocks:
            entries = [e.formula for e in getattr(block, "entries", ())]
            texts = [line for line in getattr(block, "lines", ()) if not isinstance(line, int)]
            prefilled = [v for values in getattr(block, "prefilled", {}).values() for v in values if v]
            for template in (*entries, *texts, *prefilled):
                if isinstance(template, (int, float)):
                    continue
                found += [(block.key, template_of(template, language)) for language in languages]
    return found
