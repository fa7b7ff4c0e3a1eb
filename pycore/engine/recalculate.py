"""Calculate a workbook without Excel: its formulas run in formualizer, its TL_ functions in Python."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path

import formualizer

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Area, ErrorValue, Value
from pycore.engine.conditional_sums import (
    OWN_PREFIX,
    ListsOfCriteria,
    conditional_functions,
    may_add,
    names_whole_columns,
    sums_that_meet_errors,
    with_own_names,
)
from pycore.errors import FileProblem
from pycore.formulas.cell_names import family_of, normalise_formula
from pycore.formulas.defined_names import FormulaNames
from pycore.formulas.intersection import Intersections
from pycore.formulas.spilling import SingleValues
from pycore.formulas.structured import resolve_structured
from pycore.formulas.tree import FormulaProblem, resolve
from pycore.language import Text
from pycore.package.atomic import write_atomically
from pycore.package.package import Package, write_values

Functions = Mapping[str, Callable[..., object]]
Values = dict[str, dict[tuple[int, int], Value]]

VERSION_FUNCTION = "TL_VERSION"
SWITCH = "TL_ON"

# What a cell shows for each kind of error of the engine. Excel shows 0 for a circular reference, which would
# enter a total unnoticed; here it is #REF!, which cannot. What the engine does not know
# is #NAME?, as in Excel.
ERRORS: Mapping[str, str] = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "Spill": "#SPILL!",
    "Calc": "#CALC!",
    "Circ": "#REF!",
    "NImpl": "#NAME?",
    "Error": "#NAME?",
}


def recalculate(package: Package, functions: Functions, native: bool = False) -> Values:
    """Calculate every formula of a workbook: `{sheet: {(row, column): value}}`, `write_values` takes it.

    `functions` are called with float, str, bool, None (blank), a list of lists (range) or an error such as
    `{"type": "Error", "kind": "Div"}`, and return the same. An exception in one is `#VALUE!`, a number that
    is not finite `#NUM!`. With `native` they are absent, as in a program without the add-in: each gives
    `#NAME?`, so `TL_ON` is false and the native branch of every cell calculates.

    The values are those of all formula cells and of all cells that an array formula fills: float, str, bool,
    `ErrorValue`, or None where an array no longer reaches. Dates are serial numbers. The package stays as it
    is.

    Raises:
        FileProblem: the engine cannot read or calculate the workbook.
    """
    return Calculation(package, functions, native).values()


def calculate_file(
    source: Path | str,
    target: Path | str,
    functions: Functions,
    native: bool = False,
    *,
    in_place: bool = False,
    package: Package | None = None,
) -> Values:
    """Calculate the workbook `source` and write it, with its new cached values, to `target`.

    Where the source has been read already, `package` is what was read. The source is never changed, unless it is also the target and `in_place` says that this is meant.

    Raises:
        FileProblem: the source cannot be read or calculated, the target cannot be written, or both are one
            file; nothing was changed.
    """
    source, target = Path(source), Path(target)
    one_file = target.exists() and source.exists() and target.samefile(source)
    if one_file and not in_place:
        raise FileProblem(
            Text(
                f"输出文件与输入文件相同：{source}。请用 -o 指定另一个文件，或明确要求就地改写。",
                f"The output is the input itself: {source}. Name another file with -o, or ask for writing in place.",
            )
        )
    package = package or Package.read(source)
    values = recalculate(package, functions, native)
    write_atomically(target, write_values(package, switched_off(package, values)))
    return values


def switched_off(package: Package, values: Values) -> Values:
    """The values as they are stored: the switch `TL_ON` is FALSE, whatever calculated.

    A program without the add-in that does not calculate on opening would go on with a stored TRUE after an edit, and
    call functions that it does not have. One with the add-in calculates it anew on opening.
    """
    names = {n.name: n.formula for n in package.names if n.sheet is None}
    try:
        area = resolve(names[SWITCH], "", names)
    except (KeyError, FormulaProblem):
        return values
    place = (area.row1, area.column1)
    if place not in values.get(area.sheet, {}):
        return values
    return {**values, area.sheet: {**values[area.sheet], place: False}}


class Calculation:
    """One run: the copy that the engine is given, the engine, and what is read back from it."""

    def __init__(self, package: Package, functions: Functions, native: bool) -> None:
        self.package = package
        self.absent = native
        self.rewrote = False
        """Whether formulas had to be changed for what the values turned out to be."""
        self.callbacks = {
            name: _absent if native else self._called(name, function) for name, function in functions.items()
        }
        self.gave_arrays: set[str] = set()
        self.callbacks.setdefault(VERSION_FUNCTION, _absent)
        self.known = frozenset(self.callbacks)
        self.names = FormulaNames(package.names, self.known, self._constant)
        self.defined = [(n.name, n.formula) for n in package.names]
        self.intersections, self.lists = _readers(tuple(self.defined), self.known)
        self.tables = {table.name.lower(): table for table in package.tables}
        self.formulas: dict[str, dict[tuple[int, int], str]] = {}
        self.families: dict[tuple[str, tuple[int, int]], str] = {}
        self.arrays: dict[str, dict[tuple[int, int], tuple[Area, bool]]] = {}
        self.confined: set[tuple[str, tuple[int, int]]] = set()

    def values(self) -> Values:
        rewritten = {sheet.name: self._rewritten(sheet.name) for sheet in self.package.sheets}
        copy = self.package.with_formulas(rewritten, compressed=False)
        with said_as_problem():
            self.engine = self._engine(copy)
            return self.settled()

    def settled(self) -> Values:
        """Evaluate what is not evaluated yet, and read the values."""
        engine = self.engine
        engine.evaluate_all()
        self._add_errors_up(engine)
        if self._confine_arrays(engine):
            self.rewrote = True
            engine.evaluate_all()
        return {sheet.name: self._read(engine, sheet.name) for sheet in self.package.sheets}

    def _called(self, name: str, function: Callable[..., object]) -> Callable[..., object]:
        """Wrap a function for the engine: only finite numbers leave it, and arrays are noticed."""

        def run(*arguments: object) -> object:
            if self.absent:
                return _ABSENT
            result = function(*arguments)
            if result.__class__ is float:
                return result if -_LARGEST <= result <= _LARGEST else _NOT_FINITE
            if isinstance(result, list):
                self.gave_arrays.add(name)
            return _finite(result)

        return run

    # --- the copy that the engine is given ---

    def _rewritten(self, sheet: str) -> dict[tuple[int, int], str | None]:
        """Find the cells that the engine must be given in another form, and note all that have a formula."""
        formulas = self.formulas[sheet] = {}
        arrays = self.arrays[sheet] = {}
        rewritten: dict[tuple[int, int], str | None] = {}
        wide: list[Area] = []
        for cell in self.package.formula_cells(sheet):
            place = (cell.row, cell.column)
            if cell.formula is None:
                # The engine takes the cached values inside an array for obstacles to its spill.
                if wide and any(place in area for area in wide):
                    rewritten[place] = None
                continue
            family = family_of(cell.formula, cell.row)
            formula = normalise_formula(cell.formula, self.known, family)
            formula = resolve_structured(self.names.written_out(formula, sheet), self.tables, cell.row)
            if cell.array is None:
                formula = self.intersections.written(formula, family)
            formula = self.lists.written(formula, family)
            formulas[place] = formula
            if formula == cell.formula:
                self.families[sheet, place] = family
            if cell.array is not None:
                arrays[place] = (cell.array, cell.spills)
                if cell.array.size > 1:
                    wide.append(cell.array)
            if cell.array is not None or cell.shared or formula != cell.formula:
                rewritten[place] = formula
        return rewritten

    def _names_seen(self, sheet: str) -> dict[str, str]:
        """The defined names that formulas of a sheet see: its own come before those of the workbook."""
        return {n.name: n.formula for owner in (None, sheet) for n in self.package.names if n.sheet == owner}

    def _register_sums(self, engine: formualizer.Workbook) -> None:
        texts = [formula for formulas in self.formulas.values() for formula in formulas.values()]
        whole = any(names_whole_columns(text) for text in texts + [formula for _, formula in self.defined])
        for name, callback in conditional_functions(whole).items():
            engine.register_function(OWN_PREFIX + name, callback, min_args=0)

    def _add_errors_up(self, engine: formualizer.Workbook) -> None:
        """Let errors into the sums that meet them, and on into the sums of those."""
        if not any(self._adding.values()):
            return
        names = {sheet: self._names_seen(sheet) for sheet in self.formulas}
        while cells := sums_that_meet_errors(self._adding, names, self._errors(engine)):
            self.rewrote = True
            for sheet, row, column in cells:
                formula = with_own_names(self.formulas[sheet][row, column])
                self.formulas[sheet][row, column] = self._adding[sheet][row, column] = formula
                engine.set_formula(sheet, row, column, f"={formula}")
            engine.evaluate_all()

    @cached_property
    def _adding(self) -> dict[str, dict[tuple[int, int], str]]:
        """The formulas that may add up where a criterion is met."""
        return {
            sheet: {place: formula for place, formula in formulas.items() if may_add(formula)}
            for sheet, formulas in self.formulas.items()
        }

    def _errors(self, engine: formualizer.Workbook) -> list[tuple[str, int, int]]:
        """Find the cells that hold an error, calculated or typed in."""
        calculated = {
            sheet: formulas.keys() | {p for area, _ in self.arrays[sheet].values() for p in area.places()}
            for sheet, formulas in self.formulas.items()
        }
        found = [
            (sheet, *place)
            for sheet, places in calculated.items()
            for place in places
            if isinstance(engine.get_value(sheet, *place), dict)
        ]
        for sheet in self.package.sheets:
            if _TYPED_ERROR.search(self.package.members[sheet.part]):
                found += [
                    (sheet.name, cell.row, cell.column)
                    for cell in self.package.sheet_cells(sheet)
                    if cell.formula is None and isinstance(cell.value, ErrorValue)
                ]
        return found

    def _constant(self, formula: str) -> Value:
        """Calculate a formula that refers to no cell."""
        engine = formualizer.Workbook()
        self._register(engine)
        engine.add_sheet("S")
        engine.set_formula("S", 1, 1, f"={formula}")
        engine.evaluate_all()
        return _value(engine.get_value("S", 1, 1))

    def _engine(self, data: bytes) -> formualizer.Workbook:
        settings = formualizer.EvaluationConfig()
        # Our functions need Python's lock: threads would only wait for each other (measured: four times slower).
        settings.enable_parallel = False
        settings.date_system = "1904" if self.package.date1904 else "1900"
        config = formualizer.WorkbookConfig(eval_config=settings)
        engine = formualizer.Workbook.from_bytes(data, backend="native", config=config)
        engine.set_temporal_egress("serial")
        self._register(engine)
        self._register_sums(engine)
        return engine

    def _register(self, engine: formualizer.Workbook) -> None:
        for name, callback in self.callbacks.items():
            engine.register_function(name, callback, min_args=0)

    # --- arrays ---

    def _confine_arrays(self, engine: formualizer.Workbook) -> bool:
        """Hold arrays to their cells, and say whether any had to be.

        An ordinary formula shows one value of an array (Excel's `@`), and an array entered with
        Ctrl+Shift+Enter ends at its area; the engine spills both over their neighbours.
        """
        confined = False
        single = _single_values(tuple(self.defined), self.known - self.gave_arrays - {VERSION_FUNCTION})
        for sheet, formulas in self.formulas.items():
            for place, formula in formulas.items():
                area, spills = self.arrays[sheet].get(place, (None, False))
                if spills or (area is None and single.is_single(formula, self.families.get((sheet, place), ""))):
                    continue
                reached = _spilled(engine, sheet, place)
                if not _is_spill(engine.get_value(sheet, *place)) and (
                    reached is None or (area is not None and reached.corner in area)
                ):
                    continue
                confined = True
                if area is None:
                    engine.set_formula(sheet, *place, f"=@({formula})")
                    continue
                self.confined.add((sheet, place))
                for row, column in area.places():
                    one = f"=INDEX({formula},{row - place[0] + 1},{column - place[1] + 1})"
                    engine.set_formula(sheet, row, column, one)
        return confined

    def _read(self, engine: formualizer.Workbook, sheet: str) -> dict[tuple[int, int], Value]:
        values: dict[tuple[int, int], Value] = {}
        for place in self.formulas[sheet]:
            values[place] = _value(engine.get_value(sheet, *place))
        for place, (area, spills) in self.arrays[sheet].items():
            if area.size > 1:
                self._read_array(engine, sheet, place, area, spills, values)
        return values

    def _read_array(
        self,
        engine: formualizer.Workbook,
        sheet: str,
        place: tuple[int, int],
        area: Area,
        spills: bool,
        values: dict[tuple[int, int], Value],
    ) -> None:
        """Read the cells that an array fills. One of a single row or column is repeated, as Ctrl+Shift+Enter
        does; beyond it stands `#N/A`, or nothing where a dynamic array has become smaller.
        """
        reached = _spilled(engine, sheet, place) or Area(*place, *place)
        rows, columns = reached.last_row - place[0] + 1, reached.last_column - place[1] + 1
        for row, column in area.places():
            down, right = row - place[0], column - place[1]
            if not spills and (sheet, place) not in self.confined:
                down, right = (0 if rows == 1 else down), (0 if columns == 1 else right)
            if (sheet, place) in self.confined or (down < rows and right < columns):
                found = engine.get_value(sheet, place[0] + down, place[1] + right)
                values[row, column] = _value(found)
            else:
                values[row, column] = None if spills else ErrorValue("#N/A")


@lru_cache(maxsize=4)
def _single_values(defined: tuple[tuple[str, str], ...], functions: frozenset[str]) -> SingleValues:
    """What gives one value when functions gave no array: of the core and without it, in files of one template alike."""
    return SingleValues(defined, functions)


@contextmanager
def said_as_problem() -> Iterator[None]:
    """Say whatever the engine raises as one problem of the file."""
    try:
        yield
    except Exception as error:
        raise FileProblem(
            Text(
                f"计算引擎无法计算这个工作簿：{error}。请用 Excel 或 WPS 打开检查公式后另存。",
                f"The engine cannot calculate this workbook: {error}. "
                "Open it in Excel or WPS, check its formulas and save it again.",
            )
        ) from error


@lru_cache(maxsize=2)
def _readers(defined: tuple[tuple[str, str], ...], known: frozenset[str]) -> tuple[Intersections, ListsOfCriteria]:
    """What knows the formulas of a workbook: a review calculates it twice, and files of one template are alike."""
    return Intersections(defined), ListsOfCriteria(SingleValues(defined, known))


def _spilled(engine: formualizer.Workbook, sheet: str, place: tuple[int, int]) -> Area | None:
    """Give the area over which a cell's array has spilled; None if it holds one value."""
    quoted = sheet.replace("'", "''")
    spill = engine.inspect_cell(f"'{quoted}'!{column_letters(place[1])}{place[0]}").cell.spill
    if spill is None or spill.kind != formualizer.SpillRoleKind.Anchor or spill.extent is None:
        return None
    area = Area.of(spill.extent.rpartition("!")[2])
    # An array of one value is a value.
    return None if area is None or area.size == 1 else area


def _is_spill(value: object) -> bool:
    return isinstance(value, dict) and value.get("kind") == "Spill"


# --- values ------------------------------------------------------------------------------------------------

_TYPED_ERROR = re.compile(rb"""<(?:\w+:)?c\b[^>]*\bt="e"[^>]*>\s*<(?:\w+:)?v>""")
_ABSENT = {"type": "Error", "kind": "Name"}
_NOT_FINITE = {"type": "Error", "kind": "Num"}
_LARGEST = 1.7976931348623157e308
_EPOCH = datetime.datetime(1899, 12, 30)


def _absent(*_: object) -> object:
    return _ABSENT


def _finite(result: object) -> object:
    if isinstance(result, float):
        return result if math.isfinite(result) else _NOT_FINITE
    if isinstance(result, list):
        return [_finite(item) for item in result]
    return result


def _value(found: object) -> Value:
    """Read what the engine gives for a cell; a blank cell that a formula passes on is an empty text."""
    if isinstance(found, float):
        return found if math.isfinite(found) else ErrorValue("#NUM!")
    if found is None:
        return ""
    if isinstance(found, bool | str):
        return found
    if isinstance(found, int):
        return float(found)
    if isinstance(found, dict):
        return ErrorValue(ERRORS.get(str(found.get("kind")), "#VALUE!"))
    if isinstance(found, list):
        first = found[0] if found else None
        return _value(first[0] if isinstance(first, list) and first else first)
    if isinstance(found, datetime.datetime):
        return (found.replace(tzinfo=None) - _EPOCH) / datetime.timedelta(days=1)
    if isinstance(found, datetime.date):
        return float((datetime.datetime(found.year, found.month, found.day) - _EPOCH).days)
    if isinstance(found, datetime.time):
        return (found.hour * 3600 + found.minute * 60 + found.second + found.microsecond / 1e6) / 86400
    if isinstance(found, datetime.timedelta):
        return found / datetime.timedelta(days=1)
    return ErrorValue("#VALUE!")
