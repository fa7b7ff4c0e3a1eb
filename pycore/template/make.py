"""Take the fingerprint of a definition's blank workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pycore.cells.stored import Value
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, resolve
from pycore.language import Language
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Panel, Role, Table, Workbook
from pycore.sheets.layout import FIRST_ROW, LISTS_SHEET, Layout, PlacedBlock
from pycore.sheets.writer import write_workbook
from pycore.template.formula import CanonicalFormulas
from pycore.template.print import BlockPrint, Content, Fingerprint, FixedCell, SheetPrint
from pycore.template.sheet import calculation_settings, sheet_facts, sheet_rows
from pycore.template.styles import read_styles


def make_fingerprint(definition: Workbook, language: Language) -> Fingerprint:
    """Write the blank workbook, read it and note all that makes it the template."""
    book = Book.open(write_workbook(definition, language))
    layout = Layout(definition, language)
    kinds = dict(_kinds(definition, layout))
    canonical = CanonicalFormulas()
    styles = read_styles(book.package)
    sheets: dict[str, SheetPrint] = {}
    formulas: dict[str, dict[tuple[int, int], str]] = {s.name: {} for s in book.package.sheets}
    fixed: dict[str, dict[tuple[int, int], FixedCell]] = {s.name: {} for s in book.package.sheets}
    families: dict[CellKey, str] = {}
    seen: dict[tuple[str, str], dict[str, int]] = {}
    for key, cell in book.cells.items():
        sheet, row, column = key
        kind, name = kinds.get(key, (Content.TEXT, ""))
        if cell.formula is not None:
            text = canonical.text(book.formulas[key], row, column)
            formulas[sheet][row, column] = text
            of_name = seen.setdefault((sheet, name), {})
            of_name.setdefault(text, len(of_name) + 1)
            families[key] = f"{name or sheet}#{of_name[text]}"
        elif kind is Content.INPUT:
            if _library_input(definition, language, sheet) and not _empty(cell.value):
                fixed[sheet][row, column] = FixedCell(Content.SUGGESTED, name, cell.value)
        elif not _empty(cell.value):
            if kind is Content.CALCULATED:
                kind = Content.HEADER
            fixed[sheet][row, column] = FixedCell(kind, name, cell.value)
    inputs: dict[str, set[tuple[int, int]]] = {s.name: set() for s in book.package.sheets}
    for (sheet, row, column), (kind, _) in kinds.items():
        if kind is Content.INPUT:
            inputs[sheet].add((row, column))
    for tab in book.package.sheets:
        name = tab.name
        sheets[name] = SheetPrint(
            name,
            tab.state,
            formulas[name],
            fixed[name],
            frozenset(inputs[name]),
            sheet_facts(book.package, tab, sheet_rows(book.package, tab), styles),
            max((r for r, _ in (*formulas[name], *fixed[name], *inputs[name])), default=1),
        )
    return Fingerprint(
        definition.key,
        definition.version,
        language,
        sheets,
        dict(_names(book.names)),
        families,
        {key: _block(placed) for key, placed in layout.blocks.items()},
        calculation_settings(book.package),
    )


def _block(placed: PlacedBlock) -> BlockPrint:
    """Return a placed block for the fingerprint: its rows and the keys of its entries."""
    block = placed.block
    keys: list[str] = []
    if isinstance(block, Table):
        keys = [c.key for c in block.columns]
    elif isinstance(block, Panel):
        keys = [f.key for f in block.fields]
    return BlockPrint(
        block.key, placed.sheet, placed.caption, placed.first, placed.last, placed.end,
        isinstance(block, Table), tuple(f"{block.key}_{key}" for key in keys),
    )  # fmt: skip


def _names(names: Mapping[str, str]) -> Iterator[tuple[str, AreaOnSheet]]:
    """Yield the defined names that stand for cells."""
    for name, text in names.items():
        try:
            yield name, resolve(text, "", names)
        except FormulaProblem:
            continue


def _empty(value: Value) -> bool:
    return value is None or value == ""


def _library_input(definition: Workbook, language: Language, sheet: str) -> bool:
    return any(s.title[language] == sheet and s.tab == "library" for s in definition.sheets)


def _kinds(definition: Workbook, layout: Layout) -> Iterator[tuple[CellKey, tuple[Content, str]]]:
    """Say of every cell of a block what it is, and the name of the column or field that it belongs to."""
    for sheet in definition.sheets:
        title = layout.title(sheet)
        library = sheet.tab == "library"
        for block in sheet.blocks:
            placed = layout.blocks[block.key]
            if isinstance(block, Table):
                for number, column in enumerate(block.columns, 1):
                    name = f"{block.key}_{column.key}"
                    for row in (placed.header, placed.header + 1):
                        yield (title, row, number), (Content.HEADER, name)
                    kind = _kind_of(column.role, library)
                    for row in range(placed.first, placed.last + 1):
                        yield (title, row, number), (kind, name)
                    if placed.total:
                        yield (title, placed.total, number), (Content.HEADER, f"{name}_total")
            elif isinstance(block, Panel):
                for index, one in enumerate(block.fields):
                    name, row = f"{block.key}_{one.key}", placed.first + index
                    yield (title, row, 1), (Content.HEADER, name)
                    yield (title, row, 3), (Content.HEADER, name)
                    yield (title, row, 2), (_kind_of(one.role, library or sheet.tab == "check"), name)
            else:
                for row in range(placed.first, placed.last + 1):
                    yield (title, row, 1), (Content.TEXT, block.key)
        if sheet.key == LISTS_SHEET:
            for item in definition.lists:
                place = layout.lists[item.key]
                yield (title, FIRST_ROW, place.left - 1), (Content.HEADER, item.key)
                for row in range(place.top, place.bottom + 1):
                    for column_number in (place.left - 1, place.left):
                        yield (title, row, column_number), (Content.LIBRARY, f"{item.key}_list")


def _kind_of(role: Role, library: bool) -> Content:
    """Tell what the contents of a cell are to the comparison, by its role."""
    if role in (Role.INPUT, Role.OVERRIDE, Role.WRITTEN):
        return Content.INPUT
    if library or role is Role.DEFAULT:
        return Content.LIBRARY
    return Content.HEADER if role is Role.LABEL else Content.CALCULATED
