"""Read the cells of a sheet's XML, and replace single cells in it without touching another byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pycore.cells.stored import Area, StoredCell, Value
from pycore.package.plain_sheets import plain_edits, plain_formula_edits, plain_formulas, plain_sheet, read_plain
from pycore.package.refused_xml import refuse_unreadable_xml
from pycore.package.sheet_scanner import Scanner, Span
from pycore.package.value_xml import (
    escaped,
    prefix_at,
    same_value,
    storable,
    type_of,
    value_element,
    with_type,
)


def read_cells(data: bytes, strings: Sequence[str], part: str) -> Iterator[StoredCell]:
    """Yield every cell that the sheet's XML has, in its order, and no other."""
    refuse_unreadable_xml(data, part)
    plain = plain_sheet(data)
    if plain is not None:
        yield from read_plain(plain, strings)
        return
    for cell, _ in Scanner(data, strings, part).cells():
        yield cell


def replace_values(data: bytes, strings: Sequence[str], part: str, values: Mapping[tuple[int, int], Value]) -> bytes:
    """Give formula cells, and cells that an array formula fills, the cached `values`; keep all other bytes.

    A cell whose cached value is already the new one is left as it is, and so is any that holds no formula.
    """
    refuse_unreadable_xml(data, part)
    plain = plain_formulas(data)
    if plain is not None:
        return spliced(data, plain_edits(data, plain, values))
    arrays: list[Area] = []  # each stands at its first cell, so before the others that it fills
    edits: list[tuple[int, int, bytes]] = []
    for cell, span in Scanner(data, strings, part).cells():
        place = (cell.row, cell.column)
        if cell.array is not None and cell.array.size > 1:
            arrays.append(cell.array)
        if place not in values or not (cell.formula is not None or any(place in area for area in arrays)):
            continue
        value = storable(values[place])
        if not same_value(cell.value, value):
            edits.append((span.start, span.end, with_value(data, span, value)))
    return spliced(data, edits)


def replace_formulas(data: bytes, part: str, formulas: Mapping[tuple[int, int], str | None]) -> bytes:
    """Replace cells by an ordinary formula, or by nothing where it is None, in the copy to calculate."""
    refuse_unreadable_xml(data, part)
    plain = plain_formulas(data)
    short = plain_formula_edits(plain, formulas) if plain is not None else None
    if short is not None:
        return spliced(data, short)
    edits: list[tuple[int, int, bytes]] = []
    for cell, span in Scanner(data, (), part).cells():
        place = (cell.row, cell.column)
        if place not in formulas:
            continue
        prefix = prefix_at(data, span.start)
        style = f' s="{span.style}"' if span.style and span.style.isdigit() else ""
        formula = formulas[place]
        inside = "" if formula is None else f"<{prefix}f>{escaped(formula)}</{prefix}f>"
        text = f'<{prefix}c r="{cell.address}"{style}>{inside}</{prefix}c>'
        edits.append((span.start, span.end, text.encode()))
    return spliced(data, edits)


def spliced(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Return the bytes with the edits put in, each from one offset to another, in ascending order."""
    if not edits:
        return data
    kept: list[bytes] = []
    at = 0
    for start, end, replacement in edits:
        kept += (data[at:start], replacement)
        at = end
    kept.append(data[at:])
    return b"".join(kept)


def with_value(data: bytes, span: Span, value: Value) -> bytes:
    """Write a cell's element anew with another value: only the attribute `t` and the child `v` differ."""
    prefix = prefix_at(data, span.start)
    kind = type_of(value)
    tag = with_type(data[span.start : span.tag_end], kind if kind != "n" else "")
    element = value_element(prefix, kind, value) if kind else b""
    if data[span.tag_end - 2 : span.tag_end] == b"/>":
        if not element:
            return tag
        return tag[:-2].rstrip() + b">" + element + f"</{prefix}c>".encode()

    edits = [(*place, b"") for place in (span.value, span.inline) if place is not None]
    if edits:
        edits[0] = (*edits[0][:2], element)
    else:
        after = span.formula[1] if span.formula is not None else span.tag_end
        edits = [(after, after, element)]
    edits.sort()
    parts, at = [tag], span.tag_end
    for start, end, replacement in edits:
        parts += (data[at:start], replacement)
        at = end
    parts.append(data[at : span.end])
    return b"".join(parts)
