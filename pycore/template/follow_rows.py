"""Where the rows of one sheet of the template stand in a file: what says so, and how far a table reaches by now."""

from __future__ import annotations

from collections.abc import Sequence

from pycore.cells.stored import Value
from pycore.package.package import SheetPart
from pycore.template.contents import plain_text
from pycore.template.print import SheetPrint
from pycore.template.rows import BlockRows, RowMap, Signature, map_rows, voted
from pycore.template.submitted import Submitted

MOST_APPENDED = 10_000


def follow_rows(submitted: Submitted, ours: SheetPrint, file: SheetPart) -> RowMap:
    """Map the rows of a sheet of the template to those of the file's."""
    columns = ours.columns
    blocks: list[BlockRows] = []
    shift = 0
    for placed in submitted.print.blocks.values():
        if placed.sheet != ours.name:
            continue
        default = (placed.first + shift, placed.last + shift)
        places = []
        for index, name in enumerate(placed.names):
            area = submitted.areas.get(name)
            if area is None or area.sheet != file.name:
                continue
            if placed.is_table:
                places.append((area.row1, area.row2))
            else:
                first = area.row1 - index
                places.append((first, first + placed.last - placed.first))
        first, last = voted(places, default)
        block = BlockRows(placed.key, placed.caption, placed.first, placed.last, placed.end, first, last)
        if placed.is_table:
            _reach(submitted, block, ours, file)
        blocks.append(block)
        shift = block.file_last - block.last
    blocks.sort(key=lambda b: b.first)
    return map_rows(
        blocks,
        ours.last_row,
        lambda row, block: _our_signature(ours, columns, row),
        lambda row, block: _file_signature(submitted, ours, columns, file, row, block),
    )


def _reach(submitted: Submitted, block: BlockRows, ours: SheetPrint, file: SheetPart) -> None:
    """Take in rows under a block that go on with its formulas, though no name reaches them."""
    last = {c: f for (r, c), f in ours.formulas.items() if r == block.last}
    cells = submitted.cells[file.name]
    for _ in range(MOST_APPENDED):
        row = block.file_last + 1
        if not any((row, c) in cells and submitted.text(file.name, row, c) == f for c, f in last.items()):
            return
        block.file_last = row


def _our_signature(ours: SheetPrint, columns: Sequence[int], row: int) -> Signature:
    return tuple(
        ours.formulas.get((row, c)) or _constant(f.value if (f := ours.fixed.get((row, c))) else None) for c in columns
    )


def _file_signature(
    submitted: Submitted, ours: SheetPrint, columns: Sequence[int], file: SheetPart, row: int, block: BlockRows
) -> Signature:
    """Return what tells a row of the file from others: its formulas and constants, nothing that a user enters."""
    found = []
    for c in columns:
        place = (block.first, c)
        cell = submitted.cells[file.name].get((row, c))
        # What a user enters, a formula that follows another row too, says nothing of which row it is.
        if cell is None or (place in ours.inputs and place not in ours.fixed):
            found.append("")
            continue
        found.append(submitted.text(file.name, row, c) or _constant(cell.value))
    return tuple(found)


def _constant(value: Value) -> str:
    if value is None or value == "":
        return ""
    return f"={value:.12g}" if isinstance(value, float) else f'="{plain_text(str(value))}"'
