"""Append the rows of a table to a ledger: nothing that stands there is typed over, nothing of the table is lost unsaid.

The rows go behind the last that is filled in. Only their input cells are written, and the calculated values; where the
ledger is too short it is made longer first, as an upgrade does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.errors import FileProblem, Problem
from pycore.filling.ledger import LedgerPlace, place_of
from pycore.filling.mapping import HeadMap, Names, map_heads, no_such_column
from pycore.filling.synonyms import SUMS, words_of
from pycore.filling.values import Converted, Taking
from pycore.filling.writing import asked_units, results_of, with_results_written, with_rows_typed
from pycore.language import Text
from pycore.reading.book import Book
from pycore.reading.cells import CellProblem, missing, without_reason
from pycore.reading.choices import Choices, as_text
from pycore.reading.source_tables import SourceSheet, SourceTable, table_of
from pycore.sheets.definition import Column, Role, Table
from pycore.sheets.meaning_of import meanings_of
from pycore.sheets.meanings import Meaning


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table as the ledger takes it: its values by the key of their column, and where it came from."""

    number: int
    values: Mapping[str, Converted]
    where: str


@dataclass(frozen=True, slots=True)
class Filling:
    """What became of a table."""

    table: Table
    source: SourceTable
    heads: HeadMap
    given: Mapping[str, str]
    """What was set for every row, by column."""
    lines: tuple[Line, ...]
    rejected: tuple[Problem, ...]
    sums: tuple[str, ...]
    """Rows of totals, which were left out."""
    notes: tuple[Text, ...] = ()
    data: bytes = b""
    """The new workbook; nothing in a preview."""
    first_row: int = 0
    """The row of the sheet on which the first line stands."""


@dataclass(frozen=True)
class Wish:
    """What a user asks for beside the files."""

    ledger: str
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    hours: float | None = None
    preview: bool = False


def fill_ledger(book: Book, sheets: Sequence[SourceSheet], wish: Wish) -> Filling:
    """Read a table into a ledger of a workbook, and give the new workbook unless only a preview is wanted.

    Raises:
        FileProblem: there is no such ledger, sheet or column, no head is recognised, a required column is not in the
            table, or the ledger has no room and cannot grow.
    """
    table = ledger_of(book, wish.ledger)
    names = Names(book.definition, table)
    given_columns = {_column(names, name): value for name, value in wish.given.items()}
    source = _source(sheets, wish, names)
    heads = map_heads(names, source.heads, wish.columns, [column.key for column in given_columns])
    taking = Taking(book.definition, table, Choices(book), wish.hours)
    given = {c.key: taking.value(c, value, "", f"--set {c.key}") for c, value in given_columns.items()}
    place = place_of(book, table)
    lines, rejected, sums = _lines(_Reading(table, source, heads, given, taking, place), names)
    shown = {key: as_text(one.value) for key, one in given.items()}
    filled = Filling(table, source, heads, shown, lines, rejected, sums)
    if wish.preview or not lines:
        return filled
    return _written(book, filled)


def ledger_of(book: Book, name: str) -> Table:
    """Find a ledger by its key, its title or the name of its sheet.

    Raises:
        FileProblem: the workbook has none of that name.
    """
    ledgers = {t.key: t for t in book.definition.tables() if t.ledger and any(c.role is Role.INPUT for c in t.columns)}
    for table in ledgers.values():
        sheet = book.definition.sheet_of(table.key)
        if name.strip() in (table.key, table.title.zh, table.title.en, sheet.title.zh, sheet.title.en):
            return table
    known = "、".join(f"{key}（{table.title.zh}）" for key, table in ledgers.items())
    raise FileProblem(
        Text(
            f"--ledger：工作簿没有台账“{name}”，应为以下之一：{known}。",
            f'--ledger: the workbook has no ledger "{name}"; expected one of {", ".join(ledgers)}.',
        )
    )


def _column(names: Names, name: str) -> Column:
    column = names.column(name)
    if column is None:
        raise no_such_column("--set", name, names)
    return column


def _source(sheets: Sequence[SourceSheet], wish: Wish, names: Names) -> SourceTable:
    """The sheet that was asked for, or that whose heads are recognised best."""
    wanted = [sheet for sheet in sheets if not wish.sheet or sheet.name == wish.sheet]
    if not wanted:
        listed = "、".join(s.name for s in sheets), ", ".join(s.name for s in sheets)
        raise FileProblem(
            Text(
                f"--sheet：文件没有工作表“{wish.sheet}”，有：{listed[0]}。",
                f'--sheet: the file has no sheet "{wish.sheet}"; it has {listed[1]}.',
            )
        )
    asked = {word.strip() for word in wish.columns}
    tables = [t for s in wanted if (t := table_of(s, lambda words: names.recognised(words) or words in asked))]
    if not tables:
        titles = [c.title for c in names.columns if c.required]
        raise FileProblem(
            Text(
                f"{wanted[0].file} 中没有认出表头，应有“{'”“'.join(t.zh for t in titles)}”等列。"
                "请用 --map 表中列名=台账列 指定，或改正表头。",
                f"No heads were recognised in {wanted[0].file}; expected columns such as "
                f"{', '.join(t.en for t in titles)}. Name them with --map HEAD=COLUMN, or correct the heads.",
            )
        )
    return max(tables, key=lambda t: sum(names.recognised(head.words) for head in t.heads))


# ── the rows of the table ──


@dataclass(frozen=True)
class _Reading:
    """What the rows are read with."""

    table: Table
    source: SourceTable
    heads: HeadMap
    given: Mapping[str, Converted]
    taking: Taking
    place: LedgerPlace


def _lines(reading: _Reading, names: Names) -> tuple[tuple[Line, ...], tuple[Problem, ...], tuple[str, ...]]:
    """Take the rows one by one: those that can be appended, what is wrong with the others, and rows of totals."""
    _refuse_without_required(reading, names)
    lines: list[Line] = []
    rejected: list[Problem] = []
    sums: list[str] = []
    for number, row in reading.source.rows:
        if not any(head.column in row for head in (m.head for m in reading.heads.columns)):
            continue
        where = reading.source.sheet.place(number, min(row))
        if any(as_text(value).strip().rstrip("：:").casefold() in words_of(SUMS) for value in row.values()):
            sums.append(where)
            continue
        line, problems = _line(reading, number, row, where)
        problems = problems or list(_not_whole(reading, line)) or list(_there_already(reading, line))
        if problems:
            rejected += problems
        else:
            lines.append(line)
    return tuple(lines), tuple(rejected), tuple(sums)


def _refuse_without_required(reading: _Reading, names: Names) -> None:
    lacking = [
        c for c in names.columns
        if c.required and c.role is Role.INPUT and c.key not in reading.heads.keys() | set(reading.given)
    ]  # fmt: skip
    if not lacking:
        return
    heads = [head.words for head in reading.source.heads]
    zh = "、".join(f"{c.title.zh}（{c.key}）" for c in lacking)
    en = ", ".join(f"{c.title.en} ({c.key})" for c in lacking)
    first = lacking[0].key
    raise FileProblem(
        Text(
            f"{reading.source.sheet.place(reading.source.head_row, 1)}：表头为“{'、'.join(heads)}”，没有台账必填的列：{zh}。"
            f"请用 --map 表中列名={first} 指定，或用 --set {first}=值 为所有行填写。",
            f"{reading.source.sheet.place(reading.source.head_row, 1)}: the heads are {', '.join(heads)}; columns that the "
            f"ledger requires are not among them: {en}. Name one with --map HEAD={first}, or give all rows a value with "
            f"--set {first}=VALUE.",
        )
    )


def _line(reading: _Reading, number: int, row: Mapping[int, Value], where: str) -> tuple[Line, list[Problem]]:
    """Take the cells of a row, with what is wrong in them; document and reason are those of the table unless said."""
    values: dict[str, Converted] = dict(reading.given)
    problems: list[Problem] = []
    for one in reading.heads.columns:
        held = row.get(one.head.column)
        if is_blank(held):
            continue
        unit = as_text(row.get(one.unit_head.column)) if one.unit_head is not None else one.head.unit
        try:
            values[one.column.key] = reading.taking.value(
                one.column, held, unit.strip(), reading.source.sheet.place(number, one.head.column)
            )
        except CellProblem as wrong:
            problems.append(wrong.problem)
    meanings = meanings_of(reading.taking.definition)
    for meaning in (Meaning.EVIDENCE, Meaning.REASON):
        key = meanings.column(reading.table, meaning)
        own = any(reading.table.column(k).role is Role.OVERRIDE for k in values)
        if key and key not in values and (own or meaning is Meaning.EVIDENCE):
            values[key] = Converted(where)
    return Line(number, values, where), problems


def _not_whole(reading: _Reading, line: Line) -> Iterator[Problem]:
    """Name what a row lacks that the ledger requires."""
    at = {m.column.key: m.head.column for m in reading.heads.columns}
    for column in reading.table.columns:
        if column.required and column.role is Role.INPUT and column.key not in line.values:
            place = reading.source.sheet.place(line.number, at[column.key])
            yield missing(column, place, in_row=True)
    own = [column for column in reading.table.columns if column.role is Role.OVERRIDE and column.key in line.values]
    reason = meanings_of(reading.taking.definition).column(reading.table, Meaning.REASON)
    if own and reason and reason not in line.values:
        yield without_reason(line.where, [(column, line.where) for column in own])


def _there_already(reading: _Reading, line: Line) -> Iterator[Problem]:
    """Say that the ledger has the same row: the table has probably been pasted before."""
    mapped = {m.column.key for m in reading.heads.columns} | set(reading.given)
    same = reading.place.row_with({k: v.value for k, v in line.values.items() if k in mapped})
    if same is not None:
        yield Problem(
            line.where,
            Text(f"与台账第 {same} 行相同的内容", f"what stands in row {same} of the ledger"),
            Text("台账中还没有的行", "a row that the ledger does not have"),
            Text(
                "已填写过则不必再导入；确为另一项时请在表中写明区别（如用途）。",
                "There is nothing to do if it was pasted before; if it is another one, say in the table what differs.",
            ),
        )


# ── the workbook ──


def _written(book: Book, filled: Filling) -> Filling:
    """Write the lines, calculate, and write once more without the rows whose unit is not that of their choice."""
    lines, rejected, key = filled.lines, list(filled.rejected), filled.table.key
    while lines:
        target, places, notes = with_rows_typed(book, {key: [line.values for line in lines]})
        values = results_of(target)
        wrong = dict(_of_other_unit(places[key], filled, lines, values.get(places[key].sheet, {})))
        if not wrong:
            return replace(
                filled,
                lines=lines,
                rejected=tuple(rejected),
                notes=(*filled.notes, *notes),
                data=with_results_written(target, values),
                first_row=places[key].next_row,
            )
        rejected += wrong.values()
        lines = tuple(line for line in lines if line.number not in wrong)
    return replace(filled, lines=(), rejected=tuple(rejected))


def _of_other_unit(
    place: LedgerPlace, filled: Filling, lines: Sequence[Line], values: Mapping[tuple[int, int], Value]
) -> Iterator[tuple[int, Problem]]:
    """Yield the rows whose amount is in one of the column's units and whose choice asks for another."""
    heads = {one.column.key: one.head.column for one in filled.heads.columns}
    for i, line in enumerate(lines):
        for column, held, asked in asked_units(filled.table, place, line.values, place.next_row + i, values):
            if column.key in heads:
                where = filled.source.sheet.place(line.number, heads[column.key])
                yield line.number, other_unit(where, held, asked, column)


def other_unit(where: str, held: Converted, asked: str, column: Column) -> Problem:
    """Say that an amount is in another unit than the choice of its row asks for."""
    number = as_text(held.value)
    return Problem(
        where,
        Text(f"{number} {held.unit}", f"{number} {held.unit}"),
        Text(f"以 {asked} 计的“{column.title.zh}”", f'"{column.title.en}" in {asked}'),
        Text(
            "本行所选项目按此单位计量：请核对所选项目，或在来源表中换算。",
            "What the row is for is counted in that unit: check the choice, or convert the amount in the table.",
        ),
    )
