"""The clean copy of a submitted file: its inputs in a fresh template of the same version, calculated.

Nothing else of the file comes along, so that what the copy shows follows from the inputs alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pycore.cells.stored import Area, ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate, switched_off
from pycore.errors import TwinLedgerError
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import address
from pycore.language import Text
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.reading.issued_rows import calculating_as_issued
from pycore.review.result import KeyFigure
from pycore.review.three_values import equal_values
from pycore.template.compare import TemplateReport
from pycore.template.finding import shown
from pycore.template.looks.issued import blank_template
from pycore.template.pair import Pair
from pycore.upgrade.upgrade import upgrade_book


@dataclass(frozen=True, eq=False)
class CleanCopy:
    """A clean copy, or why there is none.

    Attributes:
        data: the file, calculated; empty where it could not be made.
        values: of its cells.
        cells: where a cell of the submitted file stands in it, of those that stand elsewhere.
        problem: why it could not be made.
    """

    data: bytes = b""
    values: Mapping[CellKey, Value] | None = None
    cells: Mapping[CellKey, CellKey] | None = None
    problem: Text | None = None

    def value(self, cell: CellKey) -> Value:
        """What the copy has in the place of a cell of the submitted file."""
        return (self.values or {}).get((self.cells or {}).get(cell, cell))


class _DoesNotFit(Exception):
    """More rows are filled than the blank template has."""


def is_touched(template: TemplateReport) -> bool:
    """Tell whether formulas, texts, structure or looks of a file differ from the template's by more than notes."""
    return any(f.severity is not Severity.NOTE for f in template.findings)


def clean_copy(book: Book, template: TemplateReport, calculated: Mapping[CellKey, Value]) -> CleanCopy:
    """Carry the inputs of a file into a fresh template of its version and calculate it.

    Args:
        template: what the comparison with the template has found.
        calculated: what the formulas of the file give, for inputs that are formulas.
    """
    values = {**book.values, **calculated}
    try:
        with calculating_as_issued(book):
            return _filled(book, template, values)
    except _DoesNotFit:
        return _of_the_present_template(book)
    except (TwinLedgerError, KeyError) as error:
        text = error.text if isinstance(error, TwinLedgerError) else Text(str(error), str(error))
        return CleanCopy(problem=text)


def _filled(book: Book, template: TemplateReport, values: Mapping[CellKey, Value]) -> CleanCopy:
    version = template.version
    blank = blank_template(book, version)
    if blank is None:
        missing = Text(f"没有版本 {version} 的空白模板", f"no blank template of version {version} is kept")
        return CleanCopy(problem=missing)
    known = {s.name for s in blank.sheets}
    typed: dict[str, dict[tuple[int, int], float | str]] = {}
    other: dict[str, dict[tuple[int, int], str | None]] = {}
    moved: dict[CellKey, CellKey] = {}
    for pair in template.pairs:
        if pair.ours.name not in known:
            continue
        cells = {(c.row, c.column): c.value for c in blank.sheet_cells(pair.ours.name) if c.formula is None}
        held = dict(_inputs(pair, values, moved))
        changed = {place: held.get(place) for place in pair.ours.inputs if place in cells or place in held}
        changed = {place: value for place, value in changed.items() if value != cells.get(place)}
        typed[pair.ours.name], other[pair.ours.name] = _as_written(changed)
    package = Package.read(blank.with_inputs(typed))
    if any(other.values()):
        package = Package.read(package.with_formulas(other))
    calculated = recalculate(package, engine_functions())
    data = write_values(package, switched_off(package, calculated))
    by_cell = {(s, *place): value for s, cells in calculated.items() for place, value in cells.items()}
    return CleanCopy(data, by_cell, moved)


def _as_written(
    changed: Mapping[tuple[int, int], Value],
) -> tuple[dict[tuple[int, int], float | str], dict[tuple[int, int], str | None]]:
    """Part the inputs into numbers and texts, which are typed, and what is emptied or no constant of its own."""
    typed: dict[tuple[int, int], float | str] = {}
    other: dict[tuple[int, int], str | None] = {}
    for place, value in changed.items():
        if value is None or value == "":
            other[place] = None
        elif isinstance(value, bool):
            other[place] = str(value).upper()
        elif isinstance(value, ErrorValue):
            other[place] = "NA()"
        else:
            typed[place] = value
    return typed, other


def _inputs(
    pair: Pair, values: Mapping[CellKey, Value], moved: dict[CellKey, CellKey]
) -> Iterator[tuple[tuple[int, int], Value]]:
    """Yield the inputs of a sheet by their cells in the blank template; notes in `moved` where rows stand now."""
    rows = dict(pair.rows.back)
    for block in pair.rows.blocks:
        if block.inserted:
            rows |= _with_inserted(pair, block.first, block.last, block.inserted, rows)
    columns: dict[int, set[int]] = defaultdict(set)
    for row, column in pair.ours.inputs:
        columns[row].add(column)
    sheet = pair.file.name
    for row, column in pair.cells:
        ours = rows.get(row)
        if ours is None:
            continue
        if (ours, pair.ours.name) != (row, sheet):
            moved[sheet, row, column] = (pair.ours.name, ours, column)
        value = values.get((sheet, row, column))
        if column in columns[ours] and not is_blank(value):
            yield (ours, column), value


def _with_inserted(pair: Pair, first: int, last: int, inserted: list[int], rows: Mapping[int, int]) -> dict[int, int]:
    """Give the filled rows that were inserted into a block the rows of the template that the file leaves empty."""
    columns = {c for r, c in pair.ours.inputs if first <= r <= last}

    def is_filled(row: int) -> bool:
        return any((cell := pair.cells.get((row, c))) is not None and not is_blank(cell.value) for c in columns)

    taken = {ours for file, ours in rows.items() if is_filled(file)}
    free = [row for row in range(first, last + 1) if row not in taken]
    wanted = [row for row in inserted if is_filled(row)]
    if len(wanted) > len(free):
        raise _DoesNotFit
    return dict(zip(wanted, free, strict=False))


def _of_the_present_template(book: Book) -> CleanCopy:
    """Carry over by name, into a template with as many rows as are wanted; only the present one can grow."""
    if book.version != book.definition.version:
        text = Text(
            f"填写的行多于版本 {book.version} 的模板，请用 twinledger upgrade 带入现行模板",
            f"more rows are filled than the template {book.version} has: carry the file into the present one with "
            "`twinledger upgrade`",
        )
        return CleanCopy(problem=text)
    try:
        data, _ = upgrade_book(book)
        new = Book.open(data)
        values = recalculate(new.package, engine_functions())
    except TwinLedgerError as error:
        return CleanCopy(problem=error.text)
    by_cell = {(s, *place): value for s, cells in values.items() for place, value in cells.items()}
    names = [name for name, _ in book.definition.results_with_units() if name in book.names and name in new.names]
    cells = {old: now for name in names for old, now in zip(book.cells_of(name), new.cells_of(name), strict=False)}
    return CleanCopy(write_values(new.package, switched_off(new.package, values)), by_cell, cells)


def beside_clean_copy(figures: list[KeyFigure], copy: CleanCopy) -> list[KeyFigure]:
    """Put the results of the clean copy beside those of the file."""
    if copy.values is None:
        return figures
    return [replace(f, clean=copy.value(_cell(f)), has_clean=True) for f in figures]


def _cell(figure: KeyFigure) -> CellKey:
    sheet, _, cell = figure.cell.rpartition("!")
    area = Area.of(cell)
    assert area is not None  # it was written by `address`
    return sheet.strip("'").replace("''", "'"), area.first_row, area.first_column


def clean_copy_findings(figures: list[KeyFigure], copy: CleanCopy) -> Iterator[Finding]:
    """Yield the results that the inputs alone do not give, and the note of a copy that could not be made."""
    if copy.problem is not None:
        yield _not_made(copy.problem)
    for one in figures:
        if one.has_clean and one.recalculated and not equal_values(one.core, one.clean):
            yield _differs(one)


def _differs(one: KeyFigure) -> Finding:
    """Make the finding of a result that the issued template does not give for the same inputs."""
    sheet, row, column = _cell(one)
    what_zh, what_en = (f"{one.label} {one.title[language]}".strip() for language in ("zh", "en"))
    core, clean, cached = (shown(v) for v in (one.core, one.clean, one.cached))
    return Finding(
        "clean-copy-differs",
        Severity.ERROR,
        sheet,
        address((sheet, row, column)).rpartition("!")[2],
        Text(
            f"“{what_zh}”由文件的公式复算为 {core}（文件中为 {cached}），同样的输入在发布的模板中得 {clean}",
            f"“{what_en}” is {core} by the formulas of the file (which says {cached}); the same inputs give {clean} in the "
            "issued template",
        ),
        Text(f"{clean}", f"{clean}"),
        Text(
            "请以干净副本的结果为准（review --clean-copy 可另存），并要求恢复模板。",
            "Go by the clean copy (`review --clean-copy` writes it), and have the template restored.",
        ),
        more={"cached": one.cached, "core": one.core, "clean": one.clean},
    )


def _not_made(problem: Text) -> Finding:
    """Make the note that there is no clean copy, and why."""
    return Finding(
        "clean-copy-missing",
        Severity.NOTE,
        "",
        "",
        Text(f"未能生成干净副本：{problem.zh}", f"no clean copy could be made: {problem.en}"),
        Text("输入可带入的空白模板", "a blank template that takes the inputs"),
        Text("请按模板比对的结果审核。", "Go by what the comparison with the template says."),
    )
