"""Calculate a workbook without Excel: its formulas run in formualizer, its TL_ functions in Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import formualizer

from pycore.cells.stored import Area, CircularReference, ErrorValue, StoredCell, Value
from pycore.engine.calls import Calls
from pycore.engine.conditional_sums import (
    OWN_PREFIX,
    conditional_functions,
    may_add,
    names_whole_columns,
    sums_that_meet_errors,
    with_own_names,
)
from pycore.engine.engine_load import engine_of
from pycore.engine.engine_problem import said_as_problem
from pycore.engine.engine_values import absent, is_kind, spilled, value_of
from pycore.engine.known_formulas import holding, readers, single_values
from pycore.engine.switch import SWITCH as SWITCH
from pycore.engine.switch import Values as Values
from pycore.engine.switch import switched_off as switched_off
from pycore.errors import FileProblem
from pycore.formulas.cell_names import family_of, normalise_formula
from pycore.formulas.circles import find_circle
from pycore.formulas.defined_names import FormulaNames
from pycore.formulas.plain_references import joins_references, with_plain_references
from pycore.formulas.readings import Readings
from pycore.formulas.spilling import SingleValues
from pycore.formulas.structured import resolve_structured
from pycore.formulas.tree import CellKey
from pycore.language import Text
from pycore.package.atomic import write_atomically
from pycore.package.package import Package, SheetPart, write_values

Functions = Mapping[str, Callable[..., object]]
StoredCells = Mapping[SheetPart, Sequence[StoredCell]]
_TYPED_ERROR = re.compile(rb"""<(?:\w+:)?c\b[^>]*\bt="e"[^>]*>\s*<(?:\w+:)?v>""")

VERSION_FUNCTION = "TL_VERSION"


def recalculate(
    package: Package,
    functions: Functions,
    native: bool = False,
    stored: StoredCells | None = None,
    readings: Readings | None = None,
) -> Values:
    """Calculate every formula of a workbook: `{sheet: {(row, column): value}}`, `write_values` takes it.

    `functions` are called with float, str, bool, None (blank), a list of lists (range) or an error such as
    `{"type": "Error", "kind": "Div"}`, and return the same. An exception in one is `#VALUE!`, a number that
    is not finite `#NUM!`. With `native` they are absent, as in a program without the add-in: each gives
    `#NAME?`, so `TL_ON` is false and the native branch of every cell calculates.

    The values are those of all formula cells and of all cells that an array formula fills: float, str, bool,
    `ErrorValue`, or None where an array no longer reaches; a formula that depends on itself, or on one that does,
    is a `CircularReference`, whether the file lets programs iterate or not. Dates are serial numbers. The package
    stays as it is.

    Args:
        stored: the cells of each sheet, where they have been read already.
        readings: what is known of the formulas of the workbook's template.

    Raises:
        FileProblem: the engine cannot read or calculate the workbook.
    """
    return Calculation(package, functions, native, stored, readings).values()


def calculate_file(
    source: Path | str,
    target: Path | str,
    functions: Functions,
    native: bool = False,
    *,
    in_place: bool = False,
    package: Package | None = None,
    stored: StoredCells | None = None,
    readings: Readings | None = None,
) -> Values:
    """Calculate the workbook `source`, or its `package` that was read, and write it with its new values to `target`.

    The source is only changed where it is the target as well and `in_place` says that this is meant. `stored` and
    `readings` are as for `recalculate`.

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
    values = recalculate(package := package or Package.read(source), functions, native, stored, readings)
    write_atomically(target, write_values(package, switched_off(package, values)))
    return values


class Calculation:
    """One run: the copy that the engine is given, the engine, and what is read back from it."""

    def __init__(
        self,
        package: Package,
        functions: Functions,
        native: bool,
        stored: StoredCells | None = None,
        readings: Readings | None = None,
    ) -> None:
        self.package = package
        self.stored = stored or {}
        self.calls = Calls(native)
        self.rewrote = False
        """Whether formulas had to be changed for what the values turned out to be, other than sums that meet errors."""
        self.added_up = False
        """Whether sums have been given functions that let errors in; elsewhere these give what the engine's own do."""
        self.circles = False
        """Whether formulas go round in a circle, or seemed to, when they were last evaluated."""
        self.callbacks = {
            name: absent if native else self.calls.wrapped(name, function) for name, function in functions.items()
        }
        self.callbacks.setdefault(VERSION_FUNCTION, absent)
        self.known = frozenset(self.callbacks)
        self.names = FormulaNames(package.names, self.known, self._constant)
        self.defined = tuple((n.name, n.formula) for n in package.names)
        self._single: dict[frozenset[str], SingleValues] = {}
        self.readings = holding(readings, self.defined, self.names, package.tables, self.known)
        self.intersections, self.lists = readers(self.defined, self.known, self.readings)
        self.tables = {table.name.lower(): table for table in package.tables}
        self.formulas: dict[str, dict[tuple[int, int], str]] = {}
        self.families: dict[tuple[str, tuple[int, int]], str] = {}
        self.arrays: dict[str, dict[tuple[int, int], tuple[Area, bool]]] = {}
        self.confined: set[tuple[str, tuple[int, int]]] = set()
        self.rewritten: dict[str, dict[tuple[int, int], str | None]] = {}
        """What the engine is given instead of what stands in the file."""
        self._found: dict[str, dict[tuple[int, int], object]] = {}
        self._seen: dict[str, Mapping[str, str]] = {}
        self._joins: dict[str, bool] = {}  # by families of formulas that stand as they are

    def values(self) -> Values:
        self.rewritten = {sheet.name: self.rewritten_cells(sheet.name) for sheet in self.package.sheets}
        with said_as_problem():
            self.engine = self._engine()
            return self.settled()

    def settled(self) -> Values:
        """Evaluate what is not evaluated yet, and read the values."""
        self._evaluate()
        self._read_what_is_needed()
        self._add_errors_up()
        if self._confine_arrays(self.engine):
            self.rewrote = True
            self._evaluate()
        return self._with_circles({sheet.name: self._read(sheet.name) for sheet in self.package.sheets})

    def _evaluate(self) -> None:
        self.engine.evaluate_all()
        self._found.clear()

    def _given(self, sheet: str) -> dict[tuple[int, int], object]:
        """What the engine gives for the formulas of a sheet, asked of it once after each evaluation."""
        found = self._found.get(sheet)
        if found is None:
            value = self.engine.get_value
            found = self._found[sheet] = {place: value(sheet, *place) for place in self.formulas[sheet]}
        return found

    def enter(self, formulas: Mapping[CellKey, str]) -> None:
        """Give the engine formulas for some cells anew, or a new engine in its place; it has yet to calculate."""
        refused = False
        for (sheet, row, column), formula in formulas.items():
            if formula != self.formulas[sheet][row, column]:
                self.formulas[sheet][row, column] = formula
                # What was found out about the formula before holds for it no more.
                self.families.pop((sheet, (row, column)), None)
                if may_add(formula):
                    self._adding[sheet][row, column] = formula
                else:
                    self._adding[sheet].pop((row, column), None)
            self.rewritten[sheet][row, column] = formula
            try:
                self.engine.set_formula(sheet, row, column, f"={formula}")
            except RuntimeError:
                # It takes a formula that names its own cell from a file only, whether the formula reads that cell or not.
                refused = True
        if refused:
            self.engine = self._engine()

    # --- the copy that the engine is given ---

    def rewritten_cells(self, sheet: str) -> dict[tuple[int, int], str | None]:
        """Find the cells that the engine must be given in another form, and note all that have a formula."""
        formulas = self.formulas[sheet] = {}
        arrays = self.arrays[sheet] = {}
        rewritten: dict[tuple[int, int], str | None] = {}
        wide: list[Area] = []
        part = self.package.sheet(sheet)
        for cell in self.stored.get(part) or self.package.formula_cells(part):
            place = (cell.row, cell.column)
            if cell.formula is None:
                # The engine takes the cached values inside an array for obstacles to its spill.
                if wide and any(place in area for area in wide):
                    rewritten[place] = None
                continue
            family = family_of(cell.formula, cell.row)
            known = cell.array is None and family in self._as_it_is
            formula = cell.formula if known else self._written(cell.formula, family, sheet, cell)
            formulas[place] = formula
            if formula == cell.formula:
                self.families[sheet, place] = family
                if cell.array is None and not known:
                    self._gives_one(formula, family)  # asked again when all is calculated, and read only now
            if cell.array is not None:
                arrays[place] = (cell.array, cell.spills)
                if cell.array.size > 1:
                    wide.append(cell.array)
            if cell.array is not None or cell.shared or formula != cell.formula:
                rewritten[place] = formula
        return rewritten

    def _written(self, formula: str, family: str, sheet: str, cell: StoredCell) -> str:
        """Write the formula of a cell so that the engine reads it as Excel does."""
        stored = formula
        formula = normalise_formula(formula, self.known, family)
        formula = resolve_structured(self.names.written_out(formula, sheet), self.tables, cell.row)
        joins = self._joins.get(family) if formula == stored else joins_references(formula)
        if joins is None:
            joins = self._joins[family] = joins_references(formula)
        if joins:
            formula = with_plain_references(formula, sheet, self._names_seen(sheet))
        if cell.array is None:
            formula = self.intersections.written(formula, family)
        return self.lists.written(formula, family)

    @cached_property
    def _as_it_is(self) -> frozenset[str]:
        """Families of ordinary formulas of the template that the engine is given as they stand."""
        return self.readings.intact & self.readings.without_lists if self.readings else frozenset()

    def _names_seen(self, sheet: str) -> Mapping[str, str]:
        """The defined names that formulas of a sheet see: its own come before those of the workbook."""
        seen = self._seen.get(sheet)
        if seen is None:
            names = self.package.names
            seen = {n.name: n.formula for owner in (None, sheet) for n in names if n.sheet == owner}
            self._seen[sheet] = seen
        return seen

    def _register_sums(self, engine: formualizer.Workbook) -> None:
        texts = [formula for formulas in self.formulas.values() for formula in formulas.values()]
        whole = any(names_whole_columns(text) for text in texts + [formula for _, formula in self.defined])
        for name, callback in conditional_functions(whole).items():
            engine.register_function(OWN_PREFIX + name, callback, min_args=0)

    def _add_errors_up(self) -> None:
        """Let errors into the sums that meet them, and on into the sums of those."""
        if not any(self._adding.values()):
            return
        names = {sheet: self._names_seen(sheet) for sheet in self.formulas}
        while cells := sums_that_meet_errors(self._adding, names, self._errors()):
            cells -= set(self._in_circles())
            if not cells:
                return
            self.enter({cell: with_own_names(self.formulas[cell[0]][cell[1:]]) for cell in cells})
            self.added_up = True
            self._evaluate()

    def _read_what_is_needed(self) -> None:
        """Write the formulas that seem to go round in a circle so that the engine reads what they need only."""
        met = self._in_circles()
        self.circles = bool(met)
        changed: dict[CellKey, str] = {}
        for sheet, row, column in met:
            before = self.formulas[sheet][row, column]
            formula = with_plain_references(before, sheet, self._names_seen(sheet))
            if formula != before and (row, column) not in self.arrays[sheet]:
                changed[sheet, row, column] = formula
        if changed:
            self.rewrote = True
            self.enter(changed)
            self._evaluate()

    def _in_circles(self) -> list[CellKey]:
        """List the formula cells that are part of a circle, or read one."""
        return [
            (sheet, *place)
            for sheet in self.formulas
            for place, found in self._given(sheet).items()
            if found.__class__ is dict and is_kind(found, "Circ")
        ]

    def _with_circles(self, values: Values) -> Values:
        """Name the circle in each value that meets one."""
        met = self._in_circles() if any("#REF!" in of_sheet.values() for of_sheet in values.values()) else []
        if not met:
            return values
        self.circles = True
        formulas = {(sheet, *place): text for sheet, texts in self.formulas.items() for place, text in texts.items()}
        known: dict[CellKey, CircularReference] = {}
        belongs = set(met).__contains__
        for cell in met:
            if cell not in known:
                circle = find_circle(cell, formulas, self._names_seen, belongs)
                known.update(dict.fromkeys(circle or (cell,), CircularReference(circle or (cell,))))
            values[cell[0]][cell[1:]] = known.get(cell) or CircularReference(circle)
        return values

    @cached_property
    def _adding(self) -> dict[str, dict[tuple[int, int], str]]:
        """The formulas that may add up where a criterion is met."""
        return {
            sheet: {place: formula for place, formula in formulas.items() if may_add(formula)}
            for sheet, formulas in self.formulas.items()
        }

    def _errors(self) -> list[CellKey]:
        """Find the cells that hold an error, calculated or typed in."""
        found = [
            (sheet, *place)
            for sheet in self.formulas
            for place, given in self._given(sheet).items()
            if isinstance(given, dict)
        ]
        for name, arrays in self.arrays.items():
            filled = {p for area, _ in arrays.values() for p in area.places()} - self.formulas[name].keys()
            found += [(name, *p) for p in filled if isinstance(self.engine.get_value(name, *p), dict)]
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
        return value_of(engine.get_value("S", 1, 1))

    def _engine(self) -> formualizer.Workbook:
        """Give the workbook to an engine; it has yet to calculate."""
        # A circle is an error wherever a file stands; what iteration ends at depends on what was there before.
        data = self.package.with_formulas(self.rewritten, self.package.once_through(), compressed=False)
        engine = engine_of(data, date1904=self.package.date1904)
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
        for sheet, formulas in self.formulas.items():
            for place, formula in formulas.items():
                area, spills = self.arrays[sheet].get(place, (None, False))
                if spills or (area is None and self._gives_one(formula, self.families.get((sheet, place), ""))):
                    continue
                if area is None and self._stays_in_its_cell(sheet, place):
                    continue
                reached = spilled(engine, sheet, place)
                if not is_kind(engine.get_value(sheet, *place), "Spill") and (
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

    def _stays_in_its_cell(self, sheet: str, place: tuple[int, int]) -> bool:
        """Tell whether formulas to the right and below keep an array from spilling, and none has tried to."""
        formulas, (row, column) = self.formulas[sheet], place
        if (row, column + 1) not in formulas or (row + 1, column) not in formulas:
            return False
        found = self._given(sheet)[place]
        return not (isinstance(found, list) or is_kind(found, "Spill"))

    def _gives_one(self, formula: str, family: str = "") -> bool:
        """Tell whether a formula gives one value for certain, as far as the functions have given such so far."""
        gave = self.calls.gave_arrays
        called = frozenset(n for n in gave if n in formula.upper()) if gave else frozenset()
        if called not in self._single:
            functions = self.known - called - {VERSION_FUNCTION}
            self._single[called] = single_values(self.defined, functions, None if called else self.readings)
        return self._single[called].is_single(formula, family)

    def _read(self, sheet: str) -> dict[tuple[int, int], Value]:
        values = {place: value_of(found) for place, found in self._given(sheet).items()}
        for place, (area, spills) in self.arrays[sheet].items():
            if area.size > 1:
                self._read_array(sheet, place, area, spills, values)
        return values

    def _read_array(
        self, sheet: str, place: tuple[int, int], area: Area, spills: bool, values: dict[tuple[int, int], Value]
    ) -> None:
        """Read the cells that an array fills. One of a single row or column is repeated, as Ctrl+Shift+Enter
        does; beyond it stands `#N/A`, or nothing where a dynamic array has become smaller.
        """
        reached = spilled(self.engine, sheet, place) or Area(*place, *place)
        rows, columns = reached.last_row - place[0] + 1, reached.last_column - place[1] + 1
        for row, column in area.places():
            down, right = row - place[0], column - place[1]
            if not spills and (sheet, place) not in self.confined:
                down, right = (0 if rows == 1 else down), (0 if columns == 1 else right)
            if (sheet, place) in self.confined or (down < rows and right < columns):
                found = self.engine.get_value(sheet, place[0] + down, place[1] + right)
                values[row, column] = value_of(found)
            else:
                values[row, column] = None if spills else ErrorValue("#N/A")
