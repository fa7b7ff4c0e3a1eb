"""Explain one cell of a workbook: the equation with the numbers put in, the clause, the factors with their
sources, and the cells that all of it comes from, down to what was filled in.

The values are those that stand in the file; nothing is recalculated except to follow conditions and lookups,
and to say where a value no longer fits its formula.
"""

from __future__ import annotations

import math
from dataclasses import replace

from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.equations.number_text import format_number
from pycore.errors import FileProblem, TwinLedgerError
from pycore.explain.address import AddressProblem
from pycore.explain.equation_use import equation_use
from pycore.explain.explanation import CellKind, Explanation, FactorSource
from pycore.explain.place import NOTHING, CellMeaning, Places
from pycore.explain.source import FunctionCall, SourceCell, Trace, Why
from pycore.explain.sources import trace
from pycore.explain.values import Reading
from pycore.formulas.circles import circular, find_circle
from pycore.formulas.tree import FormulaProblem, Tree, address, parse
from pycore.language import Text
from pycore.library import library
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Role
from pycore.sheets.meaning_of import meanings_of
from pycore.sheets.meanings import Meaning

DEEPEST = 64
"""Levels that are followed where no depth is asked for; none of our workbooks has half as many."""

_PRECISION = 1e-9


def explain_cell(book: Book, cell: CellKey, depth: int | None = None) -> Explanation:
    """Explain a cell, recursively down to the inputs.

    Args:
        cell: see `explain.address.find_cell`.
        depth: levels of source cells; 0 is the cell alone. Without it, all of them.

    Raises:
        FileProblem: the workbook was never calculated.
        AddressProblem: the cell is empty and in no table.
        FormulaProblem: the formula of the cell cannot be read.
    """
    if cell in book.formulas and not _is_calculated(book, cell):
        name = book.name or "FILE.xlsx"
        raise FileProblem(
            Text(
                f"{address(cell)} 是公式，但文件尚未计算，没有可解释的数值。请先运行：twinledger calculate {name}",
                f"{address(cell)} is a formula, and the file was never calculated: "
                f"there is no value to explain. First run: twinledger calculate {name}",
            )
        )
    explainer = _Explainer(book)
    explainer.refuse_empty(cell)
    return explainer.explanation(SourceCell(cell, Why.VALUE), DEEPEST if depth is None else min(depth, DEEPEST))


def _is_calculated(book: Book, cell: CellKey) -> bool:
    """Tell a calculated file: the writer leaves 0 in every formula, also in the switch of the add-in."""
    if "TL_ON" in book.names and not isinstance(book.value("TL_ON"), bool):
        return False
    return book.values.get(cell) is not None


class _Explainer:
    """One explanation under way: it remembers the cells that were met, so that each is opened once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.reading = Reading(book)
        self.places = Places(book)
        self.met: set[CellKey] = set()
        self.meanings = meanings_of(book.definition)
        self.tables = {table.key: table for table in book.definition.tables()}

    def refuse_empty(self, cell: CellKey) -> None:
        """Raise AddressProblem for an empty cell between the tables."""
        if cell in self.book.formulas or not is_blank(self.book.values.get(cell)):
            return
        if self.places.of(cell).role is not None:
            return
        sheet = cell[0]
        zh = "、".join(f"{title.zh} {cells}" for title, cells in self.places.on(sheet))
        en = ", ".join(f"{title.en} {cells}" for title, cells in self.places.on(sheet))
        raise AddressProblem(
            Text(
                f"{address(cell)} 是空白，不属于任何表。“{sheet}”中有：{zh or '没有表'}。",
                f'{address(cell)} is empty and in no table. "{sheet}" has {en or "no table"}.',
            )
        )

    def explanation(self, source: SourceCell, depth: int) -> Explanation:
        """Explain a source cell, and its own sources so many levels down."""
        cell = source.cell
        place = self.places.of(cell)
        value = self.book.values.get(cell)
        kind = self._kind(cell, place, value)
        here = Explanation(
            cell=address(cell),
            title=place.title,
            row=place.row,
            column=place.column,
            unit=self._unit(cell, place),
            value=value,
            kind=kind,
            why=source.why,
            found=source.found,
            factor=self._factor(cell) if place.factors else None,
        )
        if cell in self.met:
            return replace(here, repeated=True)
        self.met.add(cell)
        notes = self._notes(source, place, kind)
        if cell not in self.book.formulas:
            return replace(here, notes=tuple(notes))
        here = replace(here, formula="=" + self.book.formulas[cell])
        notes += self._circle(cell)
        try:
            tree = parse(here.formula)
        except FormulaProblem as problem:
            return replace(here, notes=(*notes, problem.text))
        traced = trace(self.book, self.reading, cell, tree, self._is_list, self._is_own_value)
        notes += traced.notes + self._differs(cell, tree, value)
        sources = self._worth_showing(traced, kind)
        if depth <= 0 and sources:
            # Not explained to the end here: it may be further down, where there is room.
            self.met.discard(cell)
        children = tuple(self.explanation(s, depth - 1) for s in sources) if depth > 0 else ()
        calls = traced.calls
        if depth <= 0 and not calls:
            # The equation stands in the cell that was chosen, which is not opened any more: it is said here.
            calls, chosen = self._calls_of_chosen(traced.chosen)
            notes += chosen
        return replace(
            here,
            numbers="" if traced.calls or is_blank(value) else self.reading.with_numbers(tree, cell[0]),
            equations=tuple(equation_use(call) for call in calls),
            notes=tuple(dict.fromkeys(notes)),
            children=children,
            unexplored=0 if depth > 0 else len(sources),
        )

    def _calls_of_chosen(self, chosen: CellKey | None) -> tuple[list[FunctionCall], list[Text]]:
        """Return the functions of the cell that a formula hands on, and a note where they stand; none where it has none."""
        passed: set[CellKey] = set()
        while chosen is not None and chosen in self.book.formulas and chosen not in passed:
            passed.add(chosen)
            try:
                tree = parse("=" + self.book.formulas[chosen])
            except FormulaProblem:
                break
            traced = trace(self.book, self.reading, chosen, tree, self._is_list, self._is_own_value)
            if traced.calls:
                column, where = self.places.of(chosen).column, address(chosen)
                return traced.calls, [Text(f"采用 {where}（{column.zh}）的值", f"takes {where} ({column.en})")]
            chosen = traced.chosen
        return [], []

    def _worth_showing(self, traced: Trace, kind: CellKind) -> list[SourceCell]:
        """Return the sources that tell a reader more; of a factor only an own value does."""
        if kind is not CellKind.FACTOR:
            return traced.sources
        # The row of a factor says it all; only an own value in it has more to tell.
        return [s for s in traced.sources if self._is_own_value(s.cell) and not is_blank(self.book.values.get(s.cell))]

    def _kind(self, cell: CellKey, place: CellMeaning, value: Value) -> CellKind:
        """Tell what a cell is: a formula, a factor, an input, an own value, a default, blank, or typed over."""
        if cell in self.book.formulas:
            is_factor = place.factors and place.key in ("used", "value", "uncertainty")
            return CellKind.FACTOR if is_factor else CellKind.FORMULA
        if is_blank(value):
            return CellKind.BLANK
        if place.factors and place.key in ("value", "uncertainty"):
            return CellKind.FACTOR
        if place.role is Role.OVERRIDE:
            return CellKind.OWN_VALUE
        if place.role is Role.DEFAULT:
            return CellKind.DEFAULT
        if place.role is Role.INPUT:
            return CellKind.INPUT
        if place.role in (Role.CALCULATED, Role.CHECK) and isinstance(value, float):
            return CellKind.OVERWRITTEN
        return CellKind.LABEL

    def _is_list(self, cell: CellKey) -> bool:
        return self.places.of(cell).is_list

    def _is_own_value(self, cell: CellKey) -> bool:
        return self.places.of(cell).role is Role.OVERRIDE

    def _beside(self, cell: CellKey, key: str) -> Value:
        found = self.places.beside(cell, key)
        value = None if found is None else self.book.values.get(found)
        return None if is_blank(value) else value

    def _text_beside(self, cell: CellKey, key: str) -> str:
        value = self._beside(cell, key)
        return "" if value is None else format_number(value)

    def _text_in_row(self, cell: CellKey, place: CellMeaning, meaning: Meaning) -> str:
        """What the column that is this says in the row of a cell; "" for no such column.

        The columns of a table of factors have the names that every workbook gives them.
        """
        if place.factors:
            return self._text_beside(cell, meaning)
        table = self.tables.get(place.table)
        key = "" if table is None else self.meanings.column(table, meaning)
        return self._text_beside(cell, key) if key else ""

    def _meanings_of(self, place: CellMeaning) -> frozenset[Meaning]:
        table = self.tables.get(place.table)
        return frozenset() if table is None else self.meanings.of(table, place.key)

    def _unit(self, cell: CellKey, place: CellMeaning) -> Text:
        """Return the unit of a cell; that of a factor stands beside it in the table."""
        if place.factors and place.key in ("value", "own", "used"):
            unit = self._text_beside(cell, "unit")
            return NOTHING if unit == "1" else Text(unit, unit)
        return place.unit

    def _notes(self, source: SourceCell, place: CellMeaning, kind: CellKind) -> list[Text]:
        """Return what must be said beside the value: not filled in, typed over, reason, evidence, data quality."""
        notes: list[Text] = []
        cell = source.cell
        if kind is CellKind.BLANK and place.role in (Role.INPUT, Role.OVERRIDE):
            notes.append(Text("尚未填写", "not filled in"))
        if kind is CellKind.OVERWRITTEN:
            notes.append(
                Text(
                    "模板中这里是公式，现在是一个固定的数",
                    "the template has a formula here; now it is a fixed number",
                )
            )
        if kind is CellKind.OWN_VALUE:
            reason = self._text_in_row(cell, place, Meaning.REASON)
            notes.append(Text(f"自有值，理由：{reason or '未填写'}", f"own value, reason: {reason or 'none given'}"))
        filled_in = kind in (CellKind.INPUT, CellKind.OWN_VALUE) and source.why is Why.VALUE
        if filled_in and not self._meanings_of(place) & {Meaning.EVIDENCE, Meaning.QUALITY, Meaning.REASON}:
            evidence, quality = (self._text_in_row(cell, place, m) for m in (Meaning.EVIDENCE, Meaning.QUALITY))
            if evidence:
                notes.append(Text(f"佐证：{evidence}", f"evidence: {evidence}"))
            if quality:
                notes.append(Text(f"数据质量：{quality}", f"data quality: {quality}"))
        return notes

    def _circle(self, cell: CellKey) -> list[Text]:
        """Name the circle behind a result of #REF!, which is how it is calculated here, or of 0, as Excel shows it."""

        def shows_nothing(other: CellKey) -> bool:
            value = self.book.values.get(other)
            return value == "#REF!" if isinstance(value, ErrorValue) else value == 0

        if not shows_nothing(cell):
            return []
        circle = find_circle(
            cell, self.book.formulas, lambda sheet: self.book.names, shows_nothing, certain=not self.book.values[cell]
        )
        return [circular(circle)] if circle else []

    def _differs(self, cell: CellKey, tree: Tree, value: Value) -> list[Text]:
        """Say where the value in the file is not what its formula gives with the values around it."""
        if value is None:
            return [
                Text(
                    "这个公式还没有计算，请先运行 twinledger calculate",
                    "not calculated yet: first run `twinledger calculate`",
                )
            ]
        try:
            now = self.reading.value(tree, cell[0])
        except FormulaProblem:
            return []
        if not isinstance(now, float) or not isinstance(value, float):
            return []
        if math.isclose(now, value, rel_tol=_PRECISION, abs_tol=_PRECISION):
            return []
        return [
            Text(
                f"文件中的值 {format_number(value)} 与公式按现有数值得出的 {format_number(now)} 不同："
                "请先运行 twinledger calculate",
                f"the file has {format_number(value)}, its formula gives {format_number(now)} "
                "with the values in the file: first run `twinledger calculate`",
            )
        ]

    def _factor(self, cell: CellKey) -> FactorSource | None:
        """Return the factor in the row of a cell with its source, or None where the row has no id."""
        id = self._text_beside(cell, "id")
        if not id:
            return None
        own = self._beside(cell, "own")
        used = own if own is not None else self._beside(cell, "value")
        try:
            newer = library().superseded_by(id)
        except TwinLedgerError:
            newer = None
        return FactorSource(
            id=id,
            name=self._text_beside(cell, "name") or self._text_beside(cell, "product"),
            value=used,
            unit=self._text_beside(cell, "unit"),
            source=self._text_beside(cell, "source"),
            year=self._text_beside(cell, "year"),
            region=self._text_beside(cell, "region"),
            flag=self._text_beside(cell, "flag"),
            own=own is not None,
            reason=self._text_beside(cell, "reason"),
            superseded_by=newer.id if newer is not None else "",
        )
