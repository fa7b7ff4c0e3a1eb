"""What a file holds, by name, and in what two files differ: the proof that a changed definition lost nothing.

``python -m workbooks.proof OLD.xlsx NEW.xlsx`` prints every defined name that is gone or new, and for the names that
both files have the values, number formats, validations and families of formulas that differ. A family is a formula as
it reads in every row, with addresses relative to its cell.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from pycore.cells.stored import ErrorValue
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.template.r1c1 import to_r1c1

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Held:
    """What stands under a defined name."""

    values: tuple[Any, ...]
    formats: tuple[str, ...]
    families: tuple[str, ...]
    validations: tuple[str, ...]


def held(path: Path) -> dict[str, Held]:
    """Write down a file by its defined names: values as calculated natively, formats, formulas, validations."""
    package = Package.read(path)
    book = Book.open(path)
    values = recalculate(package, engine_functions(), native=True)
    sheets = openpyxl.load_workbook(path)
    rules = {name: _rules(sheets[name]) for name in sheets.sheetnames}
    found = {"sheets": Held(tuple(sheets.sheetnames), (), (), ())}
    for name in book.names:
        cells = book.cells_of(name)
        if len({column for _, _, column in cells}) > 1 and len({row for _, row, _ in cells}) > 1:
            continue  # A frame: its columns have names of their own.
        looked = [sheets[sheet].cell(row, column) for sheet, row, column in cells]
        formulas = [book.formulas.get(c, "") for c in cells]
        families = (to_r1c1(f, row, column) if f else "" for f, (_, row, column) in zip(formulas, cells, strict=True))
        found[name] = Held(
            values=tuple(values.get(s, {}).get((r, c), book.values.get((s, r, c))) for s, r, c in cells),
            formats=tuple(dict.fromkeys(c.number_format for c in looked)),
            families=tuple(dict.fromkeys(families)),
            validations=tuple(dict.fromkeys(rules[s].get((r, c), "") for s, r, c in cells)),
        )
    return found


def _rules(sheet: Any) -> dict[tuple[int, int], str]:
    rules = {}
    for rule in sheet.data_validations.dataValidation:
        text = f"{rule.type} {rule.operator or ''} {rule.formula1} {rule.formula2 or ''}".strip()
        for area in str(rule.sqref).split():
            left, top, right, bottom = range_boundaries(area)
            rules |= {(r, c): text for r in range(top, bottom + 1) for c in range(left, right + 1)}
    return rules


def differences(old: dict[str, Held], new: dict[str, Held]) -> Iterator[str]:
    """Say name by name in what two files differ."""
    yield from (f"gone: {name}" for name in old if name not in new)
    yield from (f"new: {name}" for name in new if name not in old)
    for name in old.keys() & new.keys():
        before, after = old[name], new[name]
        if len(before.values) != len(after.values):
            yield f"size of {name}: {len(before.values)} -> {len(after.values)}"
        for place, (a, b) in enumerate(zip(before.values, after.values, strict=False), 1):
            if not _same(a, b):
                yield f"value of {name}[{place}]: {a!r} -> {b!r}"
        for kind in ("formats", "families", "validations"):
            a, b = getattr(before, kind), getattr(after, kind)
            if a != b:
                yield f"{kind} of {name}: {a} -> {b}"


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=_TOLERANCE, abs_tol=1e-12)
    if isinstance(a, ErrorValue) and isinstance(b, ErrorValue):
        return True
    return a == b or (a in (None, "") and b in (None, ""))


def main() -> None:
    """Print the differences of two files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    given = parser.parse_args()
    for line in sorted(differences(held(given.old), held(given.new))):
        print(line)


if __name__ == "__main__":
    main()
