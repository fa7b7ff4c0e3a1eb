"""Explain one cell of a workbook: the equation with the numbers put in, the clause, the factors with their
sources, and the cells that all of it comes from, down to what was filled in.

The values are those that stand in the file; nothing is recalculated except to follow conditions and lookups,
and to say where a value no longer fits its formula.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import CellError, cells_of, error_among, is_blank, is_range
from pycore.equations.equation import Equation
from pycore.equations.flags import FLAGS, flag_text
from pycore.equations.method import Method
from pycore.equations.number_text import format_number
from pycore.errors import FileProblem, TwinLedgerError
from pycore.explain.address import AddressProblem
from pycore.explain.place import NOTHING, Place, Places
from pycore.explain.source import Call, Source, Trace, Why
from pycore.explain.sources import trace
from pycore.explain.values import Reading
from pycore.formulas.tree import FormulaProblem, Tree, address, parse
from pycore.functions.explanation import explain
from pycore.language import Language, Text
from pycore.library import library
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Role

DEEPEST = 64
"""Levels that are followed where no depth is asked for; none of our workbooks has half as many."""

_PRECISION = 1e-9
# "0–1" under a header says what may be filled in; it is no unit to write after a number.
_RANGE_FOR_UNIT = re.compile(r"[\d.]+[–-][\d.]+")


class CellKind(StrEnum):
    """What a cell is in an explanation."""

    INPUT = "input"
    OWN_VALUE = "own_value"
    DEFAULT = "default"
    FACTOR = "factor"
    FORMULA = "formula"
    LABEL = "label"
    BLANK = "blank"
    OVERWRITTEN = "overwritten"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentCell:
    """An argument of a function in a cell; `cell` is blank where it is not one cell."""

    name: str
    meaning: Text
    unit: str
    value: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EquationUse:
    """A TL_ function in a cell: what it is, and the calculation with the numbers put in.

    Attributes:
        call: the call as it stands in the cell; `native` is the native form beside it, or "".
        formula: the equation with the names of its arguments; "" for a method.
        numbers: the calculation, line by line; or why it gives no result.
        constants: the constants in the equation, each with its source.
    """

    function: str
    title: Text
    call: str
    native: str
    formula: str
    numbers: tuple[Text, ...]
    constants: tuple[Text, ...]
    clause: Text
    flag: str
    arguments: tuple[ArgumentCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorSource:
    """Where a factor or benchmark comes from, as its row in the workbook says.

    Attributes:
        own: the value is the user's own, for the `reason` given.
        superseded_by: id of the newer entry in the library, or "".
    """

    id: str
    name: str
    value: Value
    unit: str
    source: str
    year: str
    region: str
    flag: str
    own: bool
    reason: str
    superseded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One cell and the cells that its value comes from.

    Attributes:
        cell: `sheet!E8`.
        title, row, column: of the table, the words of the row, and the column.
        why: why the parent needs it: for its value, as a key of a lookup, or in a condition.
        found: how a lookup came to this cell.
        formula: as it stands in the cell, with its equals sign; "" without one.
        numbers: an ordinary formula with its numbers put in.
        repeated: explained further up; its sources are not repeated.
        unexplored: number of source cells beyond the depth that was asked for.
    """

    cell: str
    title: Text
    row: str
    column: Text
    unit: Text
    value: Value
    kind: CellKind
    why: Why = Why.VALUE
    found: Text | None = None
    formula: str = ""
    numbers: str = ""
    equations: tuple[EquationUse, ...] = ()
    factor: FactorSource | None = None
    notes: tuple[Text, ...] = ()
    children: tuple[Explanation, ...] = ()
    repeated: bool = False
    unexplored: int = 0

    def shown_value(self, language: Language) -> str:
        """Write the value with its unit."""
        if is_blank(self.value):
            return "空白" if language == "zh" else "blank"
        if isinstance(self.value, bool):
            return str(self.value).upper()
        if isinstance(self.value, str):
            quotes = ("“", "”") if language == "zh" else ('"', '"')
            return str(self.value) if isinstance(self.value, ErrorValue) else self.value.join(quotes)
        unit = self.unit[language]
        if _RANGE_FOR_UNIT.fullmatch(unit):
            unit = ""
        if "%" in unit and isinstance(self.value, float):
            return unit.replace("%", f"{format_number(self.value * 100)}%")
        return f"{format_number(self.value)} {unit}".rstrip()

    def walk(self) -> list[Explanation]:
        """List this cell and all below it."""
        return [self, *(e for child in self.children for e in child.walk())]


def explain_cell(book: Book, cell: CellKey, depth: int | None = None) -> Explanation:
    """Explain a cell, recursively down to the inputs.

    Args:
        cell: see `explain_address.find_cell`.
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
                f"{address(cell)} 是公式，但文件尚未计算，没有可解释的数值。"
                f"请先运行：twinledger calculate {name}",
                f"{address(cell)} is a formula, and the file was never calculated: "
                f"there is no value to explain. First run: twinledger calculate {name}",
            )
        )
    explainer = _Explainer(book)
    explainer.refuse_empty(cell)
    return explainer.explanation(Source(cell, Why.VALUE), DEEPEST if depth is None else min(depth, DEEPEST))


def _is_calculated(book: Book, cell: CellKey) -> bool:
    """Tell a calculated file: the writer leaves 0 in every formula, also in the switch of the add-in."""
    if "TL_ON" in book.names and not isinstance(book.value("TL_ON"), bool):
        return False
    return book.values.get(cell) is not None


class _Explainer:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.reading = Reading(book)
        self.places = Places(book)
        self.met: set[CellKey] = set()

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

    def explanation(self, source: Source, depth: int) -> Explanation:
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
        return replace(
            here,
            numbers="" if traced.calls or is_blank(value) else self.reading.with_numbers(tree, cell[0]),
            equations=tuple(_equation(call) for call in traced.calls),
            notes=tuple(dict.fromkeys(notes)),
            children=children,
            unexplored=0 if depth > 0 else len(sources),
        )

    def _worth_showing(self, traced: Trace, kind: CellKind) -> list[Source]:
        if kind is not CellKind.FACTOR:
            return traced.sources
        # The row of a factor says it all; only an own value in it has more to tell.
        return [
            s
            for s in traced.sources
            if self._is_own_value(s.cell) and not is_blank(self.book.values.get(s.cell))
        ]

    def _kind(self, cell: CellKey, place: Place, value: Value) -> CellKind:
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

    def _unit(self, cell: CellKey, place: Place) -> Text:
        if place.factors and place.key in ("value", "own", "used"):
            unit = self._text_beside(cell, "unit")
            return NOTHING if unit == "1" else Text(unit, unit)
        return place.unit

    def _notes(self, source: Source, place: Place, kind: CellKind) -> list[Text]:
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
            reason = self._text_beside(cell, "reason")
            notes.append(
                Text(f"自有值，理由：{reason or '未填写'}", f"own value, reason: {reason or 'none given'}")
            )
        filled_in = kind in (CellKind.INPUT, CellKind.OWN_VALUE) and source.why is Why.VALUE
        if filled_in and place.key not in ("evidence", "quality", "reason"):
            evidence, quality = self._text_beside(cell, "evidence"), self._text_beside(cell, "quality")
            if evidence:
                notes.append(Text(f"佐证：{evidence}", f"evidence: {evidence}"))
            if quality:
                notes.append(Text(f"数据质量：{quality}", f"data quality: {quality}"))
        return notes

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


def _equation(call: Call) -> EquationUse:
    definition = call.definition
    numbers, constants = _calculation(call)
    return EquationUse(
        function=definition.function,
        title=definition.title,
        call=call.text,
        native=call.native,
        formula=definition.formula if isinstance(definition, Equation) else "",
        numbers=numbers,
        constants=constants,
        clause=definition.clause.text,
        flag=definition.clause.flag,
        arguments=tuple(_arguments(call)),
    )


def _arguments(call: Call) -> Iterator[ArgumentCell]:
    known = call.definition.arguments
    for i, (value, cell) in enumerate(zip(call.values, call.cells, strict=True)):
        if not known:
            return
        # The last argument of a variadic function stands for all that follow.
        argument = known[min(i, len(known) - 1)]
        if is_range(value):
            text = "…"
        elif isinstance(value, CellError):
            text = value.code
        else:
            text = "" if value is None else format_number(value)
        yield ArgumentCell(
            name=argument.name,
            meaning=argument.meaning,
            unit=argument.unit,
            value=text,
            cell="" if cell is None else address(cell),
        )


def _calculation(call: Call) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Say the calculation with its numbers, or why it gives none; and its constants with their sources."""
    definition, values = call.definition, call.values
    passed = error_among([c for v in values for c in cells_of(v)])
    if passed is not None:
        return (Text(f"{passed.code}：{passed.text.zh}", f"{passed.code}: {passed.text.en}"),), ()
    try:
        if isinstance(definition, Equation):
            if any(is_range(v) for v in values):
                return (), ()
            zh, en = explain(definition, values, "zh"), explain(definition, values, "en")
            # Title, equation and a line for each argument come before the sentence; the constants follow it.
            at = 2 + len(definition.arguments)
            said = [Text(*pair) for pair in zip(zh, en, strict=True)][at : at + 1 + len(definition.constants)]
            return tuple(said[:1]), tuple(said[1:])
        if isinstance(definition, Method):
            steps = definition.steps(*definition.complete(values)) if definition.steps else []
            result = "; ".join(format_number(c) for c in cells_of(definition(*values)))
            return (*steps, Text(f"结果 {result}", f"result {result}")), ()
    except TwinLedgerError as problem:
        return (problem.text,), ()
    except ArithmeticError:
        return (Text("除数为 0 或结果超出范围", "division by zero, or a result out of range"),), ()
    return (), ()


def flag_words(flag: str) -> Text:
    """Say a trust flag in words; a flag that is not one of ours stands as it is."""
    return flag_text(flag) if flag in FLAGS else Text(f"[{flag}]", f"[{flag}]")
