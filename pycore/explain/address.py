"""Read which cell is meant: an address such as `'化石燃料'!K8`, or a name such as `synergy_grade[1]`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from pycore.cells.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number
from pycore.cells.values import is_blank
from pycore.errors import TwinLedgerError
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text
from pycore.reading.book import Book, CellKey

_CORNER = re.compile(r"\$?([A-Za-z]{1,4})\$?([0-9]{1,8})")
_NAME = re.compile(r"([^\W\d][\w.]*)(?:\[([0-9]{1,7})\])?")
_NEAR = 3


class AddressProblem(TwinLedgerError):
    """The cell that was asked for is not in the workbook."""


def find_cell(book: Book, text: str) -> CellKey:
    """Find the cell that an address or a defined name means.

    Args:
        text: `'化石燃料'!K8`, `化石燃料!$K$8`, the sheet also by its name in the other language or its key
            (`Fuels!K8`); or a defined name, with the number of the cell in it (`synergy_grade[1]`). A name
            of several cells without a number is the first of them that is not blank.

    Raises:
        AddressProblem: no such sheet, cell or name, with the nearest that there are.
    """
    asked = text.strip().removeprefix("=").strip()
    sheet, mark, corner = asked.rpartition("!")
    if mark:
        return _on_sheet(book, _sheet(book, sheet), corner.strip(), asked)
    if _CORNER.fullmatch(asked) and not _known_name(book, asked):
        example = f"{_sheets(book)[0]}!{asked.replace('$', '')}"
        raise AddressProblem(
            Text(
                f"“{asked}”没有写工作表。请写成“工作表!单元格”，例如 {example}；"
                f"本工作簿的工作表有：{'、'.join(_sheets(book))}。",
                f'"{asked}" names no sheet. Write sheet!cell, for example {example}; '
                f"the sheets are {', '.join(_sheets(book))}.",
            )
        )
    return _named(book, asked)


def _sheets(book: Book) -> list[str]:
    return [sheet.name for sheet in book.package.sheets]


def _sheet(book: Book, written: str) -> str:
    """Find a sheet by its name in either language, in any case and with or without quotes, or by its key."""
    name = written.strip()
    if len(name) > 1 and name[0] == name[-1] == "'":
        name = name[1:-1].replace("''", "'")
    there = {sheet.casefold(): sheet for sheet in _sheets(book)}
    if name.casefold() in there:
        return there[name.casefold()]
    # The sheet by its name in the other language, or by its key.
    other = {
        alias.casefold(): sheet.title[book.language]
        for sheet in book.definition.sheets
        for alias in (sheet.key, sheet.title.zh, sheet.title.en)
    }
    found = other.get(name.casefold(), "").casefold()
    if found in there:
        return there[found]
    near = _near(name, [*_sheets(book), *other])
    near = list(dict.fromkeys(there.get(other.get(n.casefold(), n).casefold(), n) for n in near))
    raise AddressProblem(
        Text(
            f"没有工作表“{name}”。{_did_you_mean(near).zh}本工作簿的工作表有：{'、'.join(_sheets(book))}。",
            f'There is no sheet "{name}". {_did_you_mean(near).en}The sheets are {", ".join(_sheets(book))}.',
        )
    )


def _on_sheet(book: Book, sheet: str, corner: str, asked: str) -> CellKey:
    """Read the cell behind the sheet's name; `AddressProblem` where it is none."""
    match = _CORNER.fullmatch(corner)
    if match is None:
        raise AddressProblem(
            Text(
                f"“{asked}”中的“{corner}”不是一个单元格，应为列字母加行号，例如 {sheet}!K8。一次只能解释一个单元格。",
                f'"{corner}" in "{asked}" is not a cell; expected column letters and a row, '
                f"such as {sheet}!K8. One cell can be explained at a time.",
            )
        )
    row, column = int(match[2]), column_number(match[1])
    rows = max((key[1] for key in book.cells if key[0] == sheet), default=0)
    columns = max((key[2] for key in book.cells if key[0] == sheet), default=0)
    if not 1 <= row <= rows or not 1 <= column <= columns:
        last = f"{column_letters(max(columns, 1))}{max(rows, 1)}"
        beyond = row > LAST_ROW or column > LAST_COLUMN or row < 1
        raise AddressProblem(
            Text(
                f"{sheet}!{corner} {'不是有效的单元格' if beyond else '不在有内容的区域内'}："
                f"“{sheet}”的内容在 A1:{last}。",
                f"{sheet}!{corner} {'is no cell of a sheet' if beyond else 'is outside what is filled in'}: "
                f'"{sheet}" holds A1:{last}.',
            )
        )
    return (sheet, row, column)


def _known_name(book: Book, name: str) -> str | None:
    """Return a defined name as the workbook spells it, whatever the case of what was typed."""
    if name in book.names:
        return name
    folded = name.casefold()
    return next((n for n in book.names if n.casefold() == folded), None)


def _named(book: Book, asked: str) -> CellKey:
    """Find a cell by a defined name and the row in brackets; `AddressProblem` names what comes near."""
    match = _NAME.fullmatch(asked)
    name = _known_name(book, match[1]) if match else None
    if match is None or name is None:
        near = _near(match[1] if match else asked, list(book.names))
        raise AddressProblem(
            Text(
                f"“{asked}”不是单元格地址，也不是本工作簿的名称。{_did_you_mean(near).zh}"
                "应为“工作表!单元格”（如 化石燃料!K8）或名称（如 synergy_grade[1]）。",
                f'"{asked}" is neither a cell nor a name of this workbook. {_did_you_mean(near).en}'
                "Expected sheet!cell, such as Fuels!K8, or a name, such as synergy_grade[1].",
            )
        )
    try:
        cells = book.cells_of(name)
    except FormulaProblem as problem:
        raise AddressProblem(
            Text(
                f"名称 {name} 不是一片单元格（{problem.text.zh}）请写出单元格地址。",
                f"The name {name} does not stand for cells ({problem.text.en}) Give the address of a cell.",
            )
        ) from problem
    if match[2] is None:
        filled = (c for c in cells if c in book.cells and not is_blank(book.values[c]))
        return next(filled, cells[0])
    number = int(match[2])
    if not 1 <= number <= len(cells):
        raise AddressProblem(
            Text(
                f"{name}[{number}] 不存在：{name} 有 {len(cells)} 个单元格，应为 1 到 {len(cells)}。",
                f"There is no {name}[{number}]: {name} has {len(cells)} cells; expected 1 to {len(cells)}.",
            )
        )
    return cells[number - 1]


def _near(asked: str, there: Sequence[str]) -> list[str]:
    """Return the names that come nearest to what was typed, the nearest first."""
    folded = {name.casefold(): name for name in there}
    near = difflib.get_close_matches(asked.casefold(), folded, n=_NEAR, cutoff=0.5)
    # A short Chinese name that is a part of another is near to it, whatever the ratio says.
    near += [f for f in folded if asked and (asked.casefold() in f or f in asked.casefold())]
    return [folded[n] for n in dict.fromkeys(near)][:_NEAR]


def _did_you_mean(near: Sequence[str]) -> Text:
    if not near:
        return Text("", "")
    return Text(f"是否为 {'、'.join(near)}？", f"Did you mean {', '.join(near)}? ")
