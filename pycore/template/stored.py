"""A fingerprint as a file: JSON that a person can read and a version control system can compare.

Formulas stand once for each family, in R1C1, with the cells that have them. The files are made when the workbooks
are built and stay when a new version is issued, so that what was submitted on an older template is held against that.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Area
from pycore.errors import FileProblem
from pycore.formulas.tree import AreaOnSheet
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.reading.stored_template import stored_bytes
from pycore.template.print import BlockPrint, Content, Fingerprint, FixedCell, SheetPrint
from pycore.template.sheet import SheetFacts

_FORM = 1
_LINE = 160
RowAndColumn = tuple[int, int]


def fingerprint_json(fingerprint: Fingerprint) -> bytes:
    """Write a fingerprint; equal fingerprints give equal bytes."""
    content = {
        "form": _FORM,
        "template": fingerprint.template,
        "version": fingerprint.version,
        "language": fingerprint.language,
        "settings": dict(fingerprint.settings),
        "names": {name: list(area) for name, area in fingerprint.names.items()},
        "blocks": [asdict(block) for block in fingerprint.blocks.values()],
        "sheets": [_sheet(sheet, fingerprint.families) for sheet in fingerprint.sheets.values()],
    }
    return (_written(content) + "\n").encode()


def read_fingerprint(path: Path) -> Fingerprint:
    """Read a fingerprint.

    Raises:
        FileProblem: the file is damaged, or of a form that this version does not know.
    """
    try:
        content = json.loads(stored_bytes(path))
        if content["form"] != _FORM:
            raise ValueError(f"form {content['form']}")
        families: dict[CellKey, str] = {}
        sheets = {s["name"]: _read_sheet(s, families) for s in content["sheets"]}
        blocks = (BlockPrint(**{**b, "names": tuple(b["names"])}) for b in content["blocks"])
        return Fingerprint(
            content["template"],
            content["version"],
            content["language"],
            sheets,
            {name: AreaOnSheet(*area) for name, area in content["names"].items()},
            families,
            {block.key: block for block in blocks},
            content["settings"],
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise FileProblem(
            Text(
                f"模板指纹文件 {path.name} 已损坏（{error}），请重新安装 TwinLedger。",
                f"The fingerprint file {path.name} is damaged ({error}). Install TwinLedger again.",
            )
        ) from error


def _sheet(sheet: SheetPrint, families: Mapping[CellKey, str]) -> dict[str, Any]:
    """Return a sheet of a fingerprint as JSON data, the cells of one formula together."""
    cells: dict[tuple[str, str], list[RowAndColumn]] = defaultdict(list)
    for place, formula in sheet.formulas.items():
        cells[families[sheet.name, *place], formula].append(place)
    return {
        "name": sheet.name,
        "state": sheet.state,
        "last_row": sheet.last_row,
        "formulas": [[family, formula, _areas(places)] for (family, formula), places in cells.items()],
        "fixed": [
            [_address(*place), fixed.kind.value, fixed.name, fixed.value]
            for place, fixed in sorted(sheet.fixed.items())
        ],
        "inputs": _areas(sheet.inputs),
        "facts": _facts().dump_python(sheet.facts, mode="json"),
    }


def _read_sheet(content: dict[str, Any], families: dict[CellKey, str]) -> SheetPrint:
    """Read a sheet of a fingerprint; fills in the families of its formulas on the way."""
    name = content["name"]
    formulas: dict[RowAndColumn, str] = {}
    for family, formula, areas in content["formulas"]:
        for place in _places(areas):
            formulas[place] = formula
            families[(name, *place)] = family
    fixed = {next(_places(at)): FixedCell(Content(kind), of, value) for at, kind, of, value in content["fixed"]}
    return SheetPrint(
        name,
        content["state"],
        dict(sorted(formulas.items())),
        fixed,
        frozenset(_places(content["inputs"])),
        _facts().validate_python(content["facts"]),
        content["last_row"],
    )


@cache
def _facts() -> TypeAdapter[SheetFacts]:
    return TypeAdapter(SheetFacts)


def _address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def _areas(places: Iterable[RowAndColumn]) -> str:
    """Write cells as `B8:B20 C8`, columns first."""
    found: list[str] = []
    column = first = last = 0
    for next_column, row in [*sorted((c, r) for r, c in places), (0, 0)]:
        if next_column == column and row == last + 1:
            last = row
            continue
        if column:
            end = f":{_address(last, column)}" if last > first else ""
            found.append(_address(first, column) + end)
        column, first, last = next_column, row, row
    return " ".join(found)


def _places(areas: str) -> Iterator[RowAndColumn]:
    """Yield the cells of areas written one behind the other; ValueError for what is no area."""
    for text in areas.split():
        area = Area.of(text)
        if area is None:
            raise ValueError(text)
        yield from area.places()


def _written(value: Any, indent: str = "\n") -> str:
    """JSON in which what is short stands on one line, so that a small change of a template is a small change here."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) <= _LINE or not isinstance(value, dict | list):
        return line
    inner = indent + " "
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {_written(item, inner)}" for key, item in value.items()]
        return "{" + inner + f",{inner}".join(items) + indent + "}"
    return "[" + inner + f",{inner}".join(_written(item, inner) for item in value) + indent + "]"
