"""Merge workbooks into one: what is given, placed, held against what stands there, written and calculated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pycore.cells.stored import Value
from pycore.engine.recalculate import Values
from pycore.errors import FileProblem
from pycore.filling.fill import other_unit
from pycore.filling.ledger import LedgerPlace
from pycore.filling.values import units_of
from pycore.filling.writing import (
    TypedRow,
    asked_units,
    results_of,
    unit_asked,
    with_results_written,
    with_rows_typed,
)
from pycore.language import Text
from pycore.merging.checks import noted, refuse_findings, refuse_what_is_said
from pycore.merging.conflicts import doublings, given_twice
from pycore.merging.given import GivenRow, Omitted, alike_name, given_alike, given_by_meaning
from pycore.merging.merged import Merged, TakenRow, compared, counted_column
from pycore.merging.placing import PlacedRow, Placing, Unplaced
from pycore.merging.source import GivingFile
from pycore.merging.sums import Sums
from pycore.package.package import Package
from pycore.package.written_cells import write_cells
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Kind
from pycore.sheets.exchange import Takes
from pycore.sheets.meanings import RowKind
from pycore.sheets.resize import can_grow


def takes_of(target: Book) -> Takes:
    """What a workbook declares to take.

    Raises:
        FileProblem: it takes nothing.
    """
    takes = target.definition.takes
    if takes is None:
        title = target.definition.title
        raise FileProblem(
            Text(
                f"--into：{target.name}（{title.zh}）没有可由其他工作簿填写的台账。",
                f"--into: {target.name} ({title.en}) has no ledger that other workbooks fill.",
            )
        )
    return takes


def merge(target: Book, sources: Sequence[GivingFile], *, despite_findings: bool = False) -> Merged:
    """Fill the ledgers of a workbook from others and calculate it; the books stay as they are.

    Raises:
        FileProblem: a workbook gives or takes nothing, a file has findings that are errors, or a ledger cannot grow.
    """
    takes = takes_of(target)
    refuse_what_is_said(target, sources)
    if not despite_findings:
        refuse_findings(sources)
    before = results_of(target)
    book = target.with_results(_by_cell(before))
    return _Merging(book, takes, before).result(sources)


def _by_cell(values: Values) -> dict[CellKey, Value]:
    return {(sheet, *place): value for sheet, cells in values.items() for place, value in cells.items()}


class _Merging:
    """One merge under way."""

    def __init__(self, target: Book, takes: Takes, before: Values) -> None:
        self.target = target
        self.takes = takes
        self.before = before
        self.unplaced: list[Unplaced] = []
        self.omitted: list[Omitted] = []
        self.conflicts: list[Text] = []
        self.notes: list[Text] = []

    def result(self, sources: Sequence[GivingFile]) -> Merged:
        """Read, place and write."""
        sources = self._once(sources)
        rows = self._without_doubles(self._given(sources))
        placing = Placing(self.target, self.takes)
        self.notes += noted(self.target, sources, self.takes)
        found = doublings(rows, placing, self.takes)
        first, rest = self._enterprises(placing, rows)
        if any(row.given.kind is not None for row in first) and self.takes.added.zh:
            self.notes.append(self.takes.added)
        book, places, said = with_rows_typed(self.target, _by_table(first))
        self.notes += said
        book = book.with_results(_by_cell(self.before)) if not said else book.with_results(_by_cell(results_of(book)))
        placing = Placing(book, self.takes)
        placed = [*first, *self._with_room(placing, list(self._placed(placing, rest)))]
        sums = Sums(placing, self.takes, self.target)
        for source in sources:
            if source.book.definition.key == self.target.definition.key:
                sums.add(source)
        self.omitted += sums.omitted
        self.conflicts += sums.refused
        merged = Merged(
            self.target,
            tuple(sources),
            added=tuple(sums.added),
            doublings=tuple(found),
        )
        merged = self._written(merged, book, places, placed, sums.cells)
        return replace(
            merged,
            unplaced=tuple(self.unplaced),
            omitted=tuple(self.omitted),
            conflicts=tuple(self.conflicts),
            notes=tuple(self.notes),
        )

    # ── what is given ──

    def _once(self, sources: Sequence[GivingFile]) -> list[GivingFile]:
        """Leave out a file that is given again."""
        found: dict[str, GivingFile] = {}
        own = hashlib.sha256(self.target.package.data).hexdigest()
        for source in sources:
            if source.digest == own:
                self.conflicts.append(
                    Text(
                        f"{source.name} 就是接收数据的工作簿，没有采用。",
                        f"{source.name} is the workbook that takes: it was not taken.",
                    )
                )
            elif source.digest in found:
                other = found[source.digest].name
                self.conflicts.append(
                    Text(
                        f"{source.name} 与 {other} 内容相同（sha256:{source.short}），只取一次。",
                        f"{source.name} is the same file as {other} (sha256:{source.short}) and was taken once.",
                    )
                )
            else:
                found[source.digest] = source
        return list(found.values())

    def _given(self, sources: Sequence[GivingFile]) -> list[GivenRow]:
        """All rows that the files give."""
        rows: list[GivenRow] = []
        for source in sources:
            gives = source.book.definition.gives
            if source.book.definition.key == self.target.definition.key:
                found, omitted = given_alike(source, self.takes)
            elif gives is not None:
                found, omitted = given_by_meaning(source, gives, self.target.language, self.takes.enterprises[1])
            else:
                title = source.book.definition.title
                raise FileProblem(
                    Text(
                        f"{source.name}（{title.zh}）没有声明可供其他工作簿采用的数据。",
                        f"{source.name} ({title.en}) declares nothing that other workbooks could take.",
                    )
                )
            rows += found
            self.omitted += omitted
        return rows

    def _without_doubles(self, rows: list[GivenRow]) -> list[GivenRow]:
        """Take out the rows of an enterprise and a year that more than one file gives: somebody has to say which."""
        twice = given_twice([row for row in rows if row.year or row.kind is RowKind.ENTERPRISE])
        named = {who for who, _ in twice}
        for (who, year), files in twice.items():
            said = next(row.enterprise for row in rows if alike_name(row.enterprise) == who)
            self.conflicts.append(
                Text(
                    f"“{said}”{year} 年的数据由 {'、'.join(files)} 同时给出，均未采用。请只给其中一个文件。",
                    f'"{said}", {year}: given by {" and by ".join(files)}; none was taken. Give one of the files only.',
                )
            )
        kept = []
        for row in rows:
            key = (alike_name(row.enterprise), row.year)
            if key in twice or (key[0] in named and not row.year):
                why = Text("同一企业由多个文件给出", "more than one file gives this enterprise")
                self.unplaced.append(Unplaced(row, why, conflict=True))
            else:
                kept.append(row)
        return kept

    # ── where it goes ──

    def _is_enterprise(self, row: GivenRow) -> bool:
        return row.kind is RowKind.ENTERPRISE or (row.kind is None and row.table == self.takes.enterprises[0])

    def _enterprises(self, placing: Placing, rows: list[GivenRow]) -> tuple[list[PlacedRow], list[GivenRow]]:
        """Place the enterprises, whose names the ledgers choose from; and say what rows are left with one."""
        known = set(placing.names)
        first: list[PlacedRow] = []
        for row in filter(self._is_enterprise, rows):
            who = alike_name(row.enterprise)
            if not row.enterprise:
                self._refuse(
                    row,
                    Text(
                        "文件没有企业名称：请用 --set 文件:name=… 给出",
                        "the file names no enterprise: give it with --set FILE:name=…",
                    ),
                )
            elif who in known:
                why = Text("企业已在表中，保留原有的行", "the enterprise stands in the table: its row is left as it is")
                self.unplaced.append(Unplaced(row, why))
            else:
                for one in placing.placed(row):
                    lacking = self._lacking(one) if isinstance(one, PlacedRow) else None
                    if isinstance(one, Unplaced):
                        self.unplaced.append(replace(one, conflict=True))
                    elif lacking is not None:
                        self._refuse(row, lacking)
                    else:
                        first.append(one)
                        known.add(who)
        rest = []
        for row in rows:
            if self._is_enterprise(row):
                continue
            if row.enterprise and alike_name(row.enterprise) not in known:
                table = placing.book.definition.table(self.takes.enterprises[0]).title
                self._refuse(
                    row,
                    Text(
                        f"“{row.enterprise}”不在“{table.zh}”表中",
                        f'"{row.enterprise}" is not on the table "{table.en}"',
                    ),
                )
            else:
                rest.append(row)
        return first, rest

    def _refuse(self, row: GivenRow, why: Text) -> None:
        self.unplaced.append(Unplaced(row, why, conflict=True))

    def _lacking(self, row: PlacedRow) -> Text | None:
        """What the table of enterprises asks for and the file does not say."""
        if row.given.kind is None:
            return None
        columns = [row.table.column(key) for key in self.takes.asked if key not in row.values]
        if not columns:
            return None
        name = row.given.source.name
        zh = "、".join(f"{c.title.zh}（{c.key}）" for c in columns)
        en = ", ".join(f"{c.title.en} ({c.key})" for c in columns)
        return Text(
            f"“{row.table.title.zh}”中没有“{row.given.enterprise}”，其文件也没有：{zh}。请用 --set {name}:{columns[0].key}=… "
            "逐项给出，或先在表中填写该企业",
            f'"{row.given.enterprise}" is not on the table "{row.table.title.en}", and its file does not say: {en}. Give each '
            f"with --set {name}:{columns[0].key}=…, or type the enterprise into the table first",
        )

    def _placed(self, placing: Placing, rows: list[GivenRow]) -> Iterator[PlacedRow]:
        """Place rows in the ledgers; what stands there already is named and not taken again."""
        for row in rows:
            for one in placing.placed(row):
                if isinstance(one, Unplaced):
                    self.unplaced.append(one)
                    continue
                standing = placing.standing(one)
                if standing is None:
                    yield one
                    continue
                place = placing.place(one.table)
                self._refuse(
                    row,
                    Text(
                        f"{place.sheet} 第 {standing} 行已有同一企业、年份的同类数据：请核对，确为另一项时先在本工作簿中合并或删去",
                        f"row {standing} of {place.sheet} has the same of this enterprise and year: check, and bring the two "
                        "together in this workbook where both are right",
                    ),
                )

    def _with_room(self, placing: Placing, placed: list[PlacedRow]) -> Iterator[PlacedRow]:
        """Leave out what a table of a fixed length has no room for."""
        left: dict[str, int] = {}
        for row in placed:
            if can_grow(row.table):
                yield row
                continue
            free = left.setdefault(row.table.key, placing.place(row.table).free)
            left[row.table.key] = free - 1
            if free > 0:
                yield row
            else:
                title = row.table.title
                why = Text(
                    f"“{title.zh}”没有空行，且不能加长", f'"{title.en}" has no blank row left and cannot be made longer'
                )
                self._refuse(row.given, why)

    # ── the workbook ──

    def _written(
        self,
        merged: Merged,
        book: Book,
        places: Mapping[str, LedgerPlace],
        placed: list[PlacedRow],
        cells: Mapping[CellKey, Value],
    ) -> Merged:
        """Type what was placed, calculate, and once more without the rows whose unit is not that of their choice."""
        own = self.takes.enterprises[0]
        while placed or cells:
            rest = [row for row in placed if row.table.key != own]
            typed, others, notes = with_rows_typed(book, _by_table(rest))
            if cells:
                typed = Book.of(Package.read(write_cells(typed.package, _by_sheet(cells))), book.name)
            values = results_of(typed)
            taken = list(_taken(placed, {**places, **others}, values, own))
            wrong = dict(_of_other_unit(taken, {**places, **others}, values))
            if not wrong:
                self.notes += notes
                after = typed.with_results(_by_cell(values))
                return replace(
                    merged,
                    taken=tuple(taken),
                    totals=tuple(compared(self.target, after, [row.table for row in placed])),
                    data=with_results_written(typed, values),
                )
            self.unplaced += wrong.values()
            placed = [row for i, row in enumerate(placed) if i not in wrong]
        return merged


def _by_table(rows: Sequence[PlacedRow]) -> dict[str, list[TypedRow]]:
    found: dict[str, list[TypedRow]] = {}
    for row in rows:
        found.setdefault(row.table.key, []).append(row.values)
    return found


def _by_sheet(cells: Mapping[CellKey, Value]) -> dict[str, dict[tuple[int, int], Value]]:
    found: dict[str, dict[tuple[int, int], Value]] = {}
    for (sheet, row, column), value in cells.items():
        found.setdefault(sheet, {})[row, column] = value
    return found


def _taken(
    placed: Sequence[PlacedRow], places: Mapping[str, LedgerPlace], values: Values, own: str
) -> Iterator[TakenRow]:
    """Each row with where it stands and what the ledger counts for it; an enterprise has its count in the ledgers."""
    at: dict[str, int] = {}
    for row in placed:
        place = places[row.table.key]
        number = place.next_row + at.get(row.table.key, 0)
        at[row.table.key] = number - place.next_row + 1
        column = counted_column(row.table) if row.table.key != own else None
        counted = None if column is None else values.get(place.sheet, {}).get((number, place.columns[column.key]))
        emission = float(counted) if isinstance(counted, float | int) else None
        yield TakenRow(row, number, emission, tuple(_amounts(row, place, number, values.get(place.sheet, {}))))


def _amounts(
    row: PlacedRow, place: LedgerPlace, number: int, values: Mapping[tuple[int, int], Value]
) -> Iterator[tuple[str, float]]:
    """The required numbers of a row, each with its unit."""
    for column in row.table.columns:
        held = row.values.get(column.key)
        if held is None or not (column.required and column.kind is Kind.NUMBER) or isinstance(held.value, str):
            continue
        units = units_of(column)
        only = units[0] if len(units) == 1 else ""
        yield unit_asked(row.table, place, column, number, values) or held.unit or only, float(held.value)


def _of_other_unit(
    taken: Sequence[TakenRow], places: Mapping[str, LedgerPlace], values: Values
) -> Iterator[tuple[int, Unplaced]]:
    """Yield the rows whose amount is in another unit than the choice of the row asks for."""
    for i, row in enumerate(taken):
        table, place = row.placed.table, places[row.placed.table.key]
        found = asked_units(table, place, row.placed.values, row.number, values.get(place.sheet, {}))
        for column, held, asked in found:
            given = row.placed.given
            yield i, Unplaced(given, other_unit(given.where, held, asked, column).text, conflict=True)
