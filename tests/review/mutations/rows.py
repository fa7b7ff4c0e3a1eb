"""Insert and delete rows as a spreadsheet program does: every reference in the workbook follows."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from pycore.formulas.text import Token, tokens, translated
from pycore.package.package import Package
from tests.review.mutations.editing import SPACE

_CELL = re.compile(r"(\$?[A-Z]{1,3}\$?)([1-9]\d*)\Z")
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
Move = Callable[[int], int | None]


def inserted(package: Package, sheet: str, at: int, count: int = 1, continued: bool = True) -> bytes:
    """Insert rows before row `at`; new rows take styles and, if `continued`, formulas from the row above."""
    return _moved(package, sheet, lambda row: row + count if row >= at else row, at, count, continued)


def deleted(package: Package, sheet: str, at: int) -> bytes:
    """Delete row `at`."""
    return _moved(package, sheet, lambda row: row - 1 if row > at else (None if row == at else row), at, 0, False)


def _moved(package: Package, sheet: str, move: Move, at: int, count: int, continued: bool) -> bytes:
    changed: dict[str, bytes] = {}
    for one in package.sheets:
        tree = etree.fromstring(package.members[one.part])
        own = one.name == sheet
        if own:
            _rows(tree, move, at, count)
        for formula in tree.iter(f"{SPACE}f", f"{SPACE}formula", f"{SPACE}formula1", f"{SPACE}formula2"):
            if formula.text:
                formula.text = followed(formula.text, sheet, own, move)
        if own and count and continued:
            _continued(tree, at, count)
        if own:
            for element in tree.iter():
                for name in ("sqref", "ref"):
                    if isinstance(element.tag, str) and element.get(name) and element.tag != f"{SPACE}dimension":
                        element.set(name, _areas(element.get(name, ""), move))
        changed[one.part] = etree.tostring(tree)
    for part, content in package.members.items():
        if part.startswith("xl/charts/chart"):
            tree = etree.fromstring(content)
            for formula in tree.iter(f"{_CHART}f"):
                formula.text = followed(formula.text or "", sheet, False, move)
            changed[part] = etree.tostring(tree)
    workbook = etree.fromstring(package.members["xl/workbook.xml"])
    for name in workbook.iter(f"{SPACE}definedName"):
        name.text = followed(name.text or "", sheet, False, move)
    changed["xl/workbook.xml"] = etree.tostring(workbook)
    return package.with_members(changed)


def _rows(tree: etree._Element, move: Move, at: int, count: int) -> None:
    data = next(tree.iter(f"{SPACE}sheetData"))
    above = next((r for r in data if r.get("r") == str(at - 1)), None)
    for row in list(data):
        to = move(int(row.get("r", "0")))
        if to is None:
            data.remove(row)
            continue
        row.set("r", str(to))
        for cell in row:
            cell.set("r", re.sub(r"\d+", "", cell.get("r", "")) + str(to))
    for i in range(count if above is not None else 0):
        new = etree.fromstring(etree.tostring(above))
        new.set("r", str(at + i))
        for cell in new:
            cell.set("r", re.sub(r"\d+", "", cell.get("r", "")) + str(at + i))
            cell.attrib.pop("t", None)
            for child in list(cell):
                cell.remove(child)
        data.insert(list(data).index(above) + 1 + i, new)


def _continued(tree: etree._Element, at: int, count: int) -> None:
    """Fill the formulas of the row above down into the new rows."""
    rows = {r.get("r"): r for r in tree.iter(f"{SPACE}row")}
    above = {re.sub(r"\d", "", c.get("r", "")): c.find(f"{SPACE}f") for c in rows[str(at - 1)]}
    for i in range(count):
        for cell in rows[str(at + i)]:
            formula = above.get(re.sub(r"\d", "", cell.get("r", "")))
            if formula is not None and formula.text:
                etree.SubElement(cell, f"{SPACE}f").text = translated(tokens(formula.text), i + 1, 0)


def _areas(text: str, move: Move) -> str:
    found = []
    for area in text.split():
        first, _, last = area.partition(":")
        found.append(_area(first, last or first, move, bool(last)))
    return " ".join(a for a in found if a)


def _area(first: str, last: str, move: Move, two: bool) -> str:
    (a, top), (b, bottom) = _split(first), _split(last)
    rows = [r for r in (move(i) for i in range(top, bottom + 1)) if r is not None]
    if not rows:
        return ""
    return f"{a}{rows[0]}:{b}{rows[-1]}" if two else f"{a}{rows[0]}"


def _split(corner: str) -> tuple[str, int]:
    match = re.fullmatch(r"(\$?[A-Z]+\$?)(\d+)", corner)
    assert match is not None, corner
    return match[1], int(match[2])


def followed(formula: str, sheet: str, own: bool, move: Move) -> str:
    """A formula after rows of `sheet` have moved; `own` says that it stands on that sheet itself."""
    parts = tokens(formula)
    written = [p.text for p in parts]
    skip = -1
    for i, piece in enumerate(parts):
        if i <= skip or piece.kind != "word" or not (match := _CELL.match(piece.text)):
            continue
        if i + 1 < len(parts) and parts[i + 1].text[:1] in "(!":
            continue
        if _sheet_before(parts, i, sheet, own) is False:
            continue
        if i + 2 < len(parts) and parts[i + 1].text == ":" and (end := _CELL.match(parts[i + 2].text)):
            rows = [r for r in (move(k) for k in range(int(match[2]), int(end[2]) + 1)) if r is not None]
            written[i], written[i + 2] = (
                (match[1] + str(rows[0]), end[1] + str(rows[-1])) if rows else ("#REF!", "#REF!")
            )
            skip = i + 2
            continue
        to = move(int(match[2]))
        written[i] = "#REF!" if to is None else match[1] + str(to)
    return "".join(written)


def _sheet_before(parts: list[Token], i: int, sheet: str, own: bool) -> bool:
    if i and parts[i - 1].text.endswith("!"):
        held = parts[i - 2].text
        return held.strip("'").replace("''", "'") == sheet
    return own
