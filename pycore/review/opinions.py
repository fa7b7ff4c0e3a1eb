"""Three opinions on each number: the value in the file, the native formulas' value, and the core's.

A value in the file that differs from the core's is either stale or edited. The two are told apart by *local
consistency*: each such cell's formula is calculated once more on the values that the file itself has for its
precedents. Where that gives the file's value the cell only passes on what came from before it. Where it does not, the
difference begins at this cell, and it is

* **edited** (tampering), if one of these holds:
  (a) no precedent is an input cell, so no change of an input explains it;
  (b) the file's digest of the inputs is that of its present inputs, so no input has changed since the calculation;
  (c) a cell that reads it still has the right value, or is inconsistent with it without reading any input itself: had
  an input changed, what was calculated from the old input would have stayed consistent among itself;
* **stale** otherwise: an input was changed and the workbook was not recalculated.

Cells that only the core can fill, `IF(TL_ON,…,"text")`, may hold either of the two values; the time of calculation
and the version of the core may be any.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import formualizer

from pycore.cell_values import is_blank
from pycore.engine.book import Book, CellKey
from pycore.engine.formula_text import column_letters, pieces
from pycore.engine.formula_tree import FormulaProblem, address, precedents
from pycore.engine.host import engine_functions
from pycore.engine.package import ErrorValue, Value
from pycore.engine.recalculate import ERRORS, Values, recalculate
from pycore.language import Text
from pycore.review.finding import Finding, Severity
from pycore.sheets.definition import Role

TOLERANCE = 1e-9
_SMALLEST = 1e-12
_ANY_VALUE = re.compile(r"\b(?:TL_CALCULATED_AT|TL_VERSION)\(")
_DIGEST = re.compile(r"\bTL_DIGEST\(")
_WITH_CORE = re.compile(r"\bIF\(\s*TL_ON\s*,", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*/>|<((?:\w+:)?)f\b[^>]*>[^<]*</\1f>")
_SCRATCH = "tl review"
_ENTERED = (Role.INPUT, Role.OVERRIDE)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell on whose value the three do not agree.

    Attributes:
        who: whose value stands alone: ``cached``, ``native``, ``core``, or ``all`` where no two agree.
        relative: the largest difference between two of them over the larger of the two; None where one is no number.
    """

    sheet: str
    cell: str
    cached: Value
    native: Value
    core: Value
    who: str
    relative: float | None


@dataclass(frozen=True, eq=False)
class Opinions:
    """What the file, the native formulas and the core say.

    Attributes:
        core, native: values of the formula cells.
        core_only: cells that only the core can fill.
        edited, stale: the cells at which a difference of the file begins, told apart as the module says.
    """

    core: Mapping[CellKey, Value]
    native: Mapping[CellKey, Value]
    disagreements: tuple[Disagreement, ...]
    core_only: frozenset[CellKey]
    edited: tuple[CellKey, ...]
    stale: tuple[CellKey, ...]
    effect: Text | None
    findings: tuple[Finding, ...]


def three_opinions(book: Book, tolerance: float = TOLERANCE) -> Opinions:
    """Compare the values in a file with what its formulas give, natively and with the core.

    `tolerance` (default 1e-9) is relative to the larger of two numbers. Raises FileProblem if the workbook cannot be
    calculated.
    """
    core = _by_cell(recalculate(book.package, engine_functions()))
    native = _by_cell(recalculate(book.package, engine_functions(), native=True))
    return _Judged(book, core, native, tolerance).opinions()


def core_only_cells(formulas: Mapping[CellKey, str]) -> frozenset[CellKey]:
    """Find the cells that only the core can fill: without it their formula gives a constant text, or asks for it."""
    return frozenset(cell for cell, formula in formulas.items() if is_core_only(formula))


def is_core_only(formula: str) -> bool:
    """Tell whether the native branch of a formula is a constant text, `IF(TL_ON,…,"–")`.

    >>> is_core_only('IF(A1="","",IF(TL_ON,TL_X(A1),"needs add-in"))'), is_core_only("IF(TL_ON,TL_X(A1),A1*2)")
    (True, False)
    """
    if "TL_VERSION(" in formula:
        return True
    return any(
        len(parts := _arguments(formula, match.end())) == 2 and _is_text(parts[1])
        for match in _WITH_CORE.finditer(formula)
    )


def _arguments(formula: str, start: int) -> list[str]:
    """The arguments from `start` to the bracket that closes them."""
    found: list[str] = []
    depth, current = 0, ""
    for piece in pieces(formula[start:]):
        if piece.kind != "other":
            current += piece.text
            continue
        for character in piece.text:
            if character in "({":
                depth += 1
            elif character in ")}":
                depth -= 1
                if depth < 0:
                    return [*found, current]
            if character == "," and depth == 0:
                found.append(current)
                current = ""
            else:
                current += character
    return [*found, current]


def _is_text(argument: str) -> bool:
    parts = [p for p in pieces(argument.strip()) if not p.text.isspace()]
    return len(parts) == 1 and parts[0].kind == "string"


def _by_cell(values: Values) -> dict[CellKey, Value]:
    return {(sheet, *place): value for sheet, cells in values.items() for place, value in cells.items()}


class _Judged:
    def __init__(
        self, book: Book, core: dict[CellKey, Value], native: dict[CellKey, Value], tolerance: float
    ) -> None:
        self.book = book
        self.core = core
        self.native = native
        self.tolerance = tolerance
        self.formulas = book.formulas
        self.core_only = core_only_cells(self.formulas)
        self.cached = {cell: book.values.get(cell) for cell in core}

    def opinions(self) -> Opinions:
        missing = self._missing()
        wrong_native = [
            cell
            for cell, value in self.core.items()
            if cell not in self.core_only and not self._equal(value, self.native.get(cell))
        ]
        wrong_cached = [] if missing else [c for c in self.core if not self._cached_is_right(c)]
        edited, stale, other = self._told_apart(wrong_cached)
        effect = self._effect() if wrong_cached else None
        found = {*wrong_native, *wrong_cached}
        disagreements = tuple(self._disagreement(cell) for cell in self.core if cell in found)
        findings: list[Finding] = []
        if missing:
            findings.append(_values_missing(missing))
        findings += [self._edited(cell, effect) for cell in edited]
        if stale:
            findings.append(self._stale(stale, len(wrong_cached), effect))
        if other:
            findings.append(self._differs(other, effect))
        findings += [self._native_differs(cells) for cells in _by_column(wrong_native)]
        return Opinions(
            self.core, self.native, disagreements, self.core_only, tuple(edited), tuple(stale), effect, tuple(findings)
        )  # fmt: skip

    # ── agreement ──

    def _equal(self, a: Value, b: Value) -> bool:
        if isinstance(a, (int, float)) and isinstance(b, (int, float)):
            if isinstance(a, bool) or isinstance(b, bool):
                return a == b
            return abs(a - b) <= max(self.tolerance * max(abs(a), abs(b)), _SMALLEST)
        if a is None or b is None or a == "" or b == "":
            return (a is None or a == "") and (b is None or b == "")
        return a == b and isinstance(a, ErrorValue) == isinstance(b, ErrorValue)

    def _cached_is_right(self, cell: CellKey) -> bool:
        cached = self.cached[cell]
        if self._equal(cached, self.core[cell]):
            return True
        if cell not in self.core_only:
            return False
        return self._equal(cached, self.native.get(cell)) or bool(
            _ANY_VALUE.search(self.formulas.get(cell, ""))
        )

    def _missing(self) -> int:
        """Formula cells without any value in the file: a program wrote it that does not calculate."""
        without = sum(c.formula is not None and c.value is None for c in self.book.cells.values())
        return without if without > len(self.formulas) / 2 else 0

    def _disagreement(self, cell: CellKey) -> Disagreement:
        cached, native, core = self.cached[cell], self.native.get(cell), self.core[cell]
        pairs = {
            "core": self._equal(cached, native),
            "native": self._equal(cached, core),
            "cached": self._equal(native, core),
        }
        who = next((name for name, others_agree in pairs.items() if others_agree), "all")
        if cell in self.core_only and who == "all":
            who = "cached"
        numbers = [
            v for v in (cached, native, core) if isinstance(v, (int, float)) and not isinstance(v, bool)
        ]
        largest = max(map(abs, numbers), default=0.0)
        relative = (max(numbers) - min(numbers)) / largest if len(numbers) == 3 and largest else None
        sheet, row, column = cell
        return Disagreement(sheet, f"{column_letters(column)}{row}", cached, native, core, who, relative)

    # ── stale or edited ──

    def _told_apart(self, wrong: list[CellKey]) -> tuple[list[CellKey], list[CellKey], list[CellKey]]:
        """Split the wrong cells at which a difference begins into edited and stale, and give what stays unexplained."""
        if not wrong:
            return [], [], []
        inputs = _input_cells(self.book)
        direct = {c: self._precedents(c) for c in self.formulas}
        readers: dict[CellKey, list[CellKey]] = defaultdict(list)
        suspects = set(wrong)
        for cell, before in direct.items():
            for precedent in before & suspects:
                readers[precedent].append(cell)
        wanted = suspects | {r for c in suspects for r in readers[c]}
        local = local_values(self.book, wanted)
        inconsistent = {c for c in wanted if c in local and not self._consistent(c, local[c])}
        unchanged = self._inputs_unchanged()
        edited: list[CellKey] = []
        stale: list[CellKey] = []
        for cell in wrong:
            if cell not in inconsistent:
                continue
            contradicted = any(
                r in inconsistent and (r not in suspects or not direct[r] & inputs)
                for r in readers[cell]
                if r != cell
            )
            is_edited = unchanged or not direct.get(cell, set()) & inputs or contradicted
            (edited if is_edited else stale).append(cell)
        edited = self._without_echoes(edited, direct)
        other = [] if edited or stale else list(wrong)
        return edited, stale, other

    def _without_echoes(self, edited: list[CellKey], direct: Mapping[CellKey, set[CellKey]]) -> list[CellKey]:
        """An edited cell is reported once; what was calculated again from it afterwards is consistent and not here."""
        return sorted(edited, key=lambda c: (len(direct.get(c, set()) & set(edited)), c))

    def _consistent(self, cell: CellKey, value: Value) -> bool:
        cached = self.cached[cell] if cell in self.cached else self.book.values.get(cell)
        if cell in self.core_only and (
            self._equal(cached, self.native.get(cell)) or _ANY_VALUE.search(self.formulas.get(cell, ""))
        ):
            return True
        return self._equal(cached, value)

    def _precedents(self, cell: CellKey) -> set[CellKey]:
        try:
            areas = precedents(self.formulas[cell], cell[0], self.book.names)
        except (FormulaProblem, KeyError):
            return set()
        return {
            (a.sheet, r, c)
            for a in areas
            if a.rows * a.columns <= 100_000
            for r in range(a.row1, a.row2 + 1)
            for c in range(a.column1, a.column2 + 1)
        }

    def _inputs_unchanged(self) -> bool:
        """The digest in the file, if the core wrote one, is that of the present inputs."""
        digests = [c for c, f in self.formulas.items() if _DIGEST.search(f)]
        return bool(digests) and all(
            not is_blank(self.cached.get(c)) and self._equal(self.cached[c], self.core[c]) for c in digests
        )

    # ── in words ──

    def _effect(self) -> Text | None:
        """What the values in the file make of the totals, the performance and the grade."""
        zh, en = [], []
        tables = {f"{t.key}_{c.key}": t for t in self.book.definition.tables() for c in t.columns}
        for name, title in self.book.definition.results:
            try:
                cells = self.book.cells_of(name)
            except (FormulaProblem, LookupError):
                continue
            table = tables.get(name)
            for index, cell in enumerate(cells):
                file, core = self.book.values.get(cell), self.core.get(cell)
                if self._equal(file, core):
                    continue
                label = ""
                if table is not None:
                    label = str(self.book.value(f"{table.key}_{table.columns[0].key}", index) or "")
                more = _percent(file, core)
                zh.append(
                    f"{title.zh}{'（' + label + '）' if label else ''}：文件为 {_shown(file)}，应为 {_shown(core)}{more}"
                )
                en.append(
                    f"{title.en}{' (' + label + ')' if label else ''}: {_shown(file)} in the file, {_shown(core)} by its inputs{more}"
                )
        if not zh:
            return Text("对总量、绩效和等级没有影响。", "Totals, performance and grade stay as they are.")
        return Text("影响：" + "；".join(zh) + "。", "Effect: " + "; ".join(en) + ".")

    def _edited(self, cell: CellKey, effect: Text | None) -> Finding:
        sheet, row, column = cell
        cached, core = self.cached[cell], self.core[cell]
        return Finding(
            "value-cached-edited",
            Severity.ERROR,
            sheet,
            f"{column_letters(column)}{row}",
            Text(
                f"文件中的结果 {_shown(cached)} 不是由公式和输入得出的，疑被直接改写",
                f"the result {_shown(cached)} in the file does not come from the formula and the inputs: it seems to have been edited",
            ),
            Text(f"{_shown(core)}", f"{_shown(core)}"),
            Text(
                "以重新计算的结果为准，并请提交者说明。",
                "Use the recalculated result and ask for the reason.",
            ),
            effect,
            more={"cached": cached, "core": core, "native": self.native.get(cell)},
        )

    def _stale(self, roots: list[CellKey], count: int, effect: Text | None) -> Finding:
        first = roots[0]
        return Finding(
            "value-cached-stale",
            Severity.WARNING,
            first[0],
            f"{column_letters(first[2])}{first[1]}",
            Text(
                f"输入改动后没有重新计算：{count} 个结果已过时，从 {'、'.join(map(address, roots[:4]))} 开始",
                f"inputs were changed and the workbook was not recalculated: {count} results are stale, "
                f"beginning at {', '.join(map(address, roots[:4]))}",
            ),
            Text("由当前输入得出的结果", "results of the present inputs"),
            Text(
                "请用 twinledger calculate 或 Excel 重新计算后提交。",
                "Recalculate with `twinledger calculate` or in Excel and submit again.",
            ),
            effect,
            more={"roots": [address(c) for c in roots], "cells": count},
        )

    def _differs(self, cells: list[CellKey], effect: Text | None) -> Finding:
        sheet, row, column = cells[0]
        return Finding(
            "value-cached-differs",
            Severity.ERROR,
            sheet,
            f"{column_letters(column)}{row}",
            Text(
                f"{len(cells)} 个结果与重新计算的不同，如 {_shown(self.cached[cells[0]])}",
                f"{len(cells)} result(s) differ from the recalculated ones, e.g. {_shown(self.cached[cells[0]])}",
            ),
            Text(_shown(self.core[cells[0]]), _shown(self.core[cells[0]])),
            Text("以重新计算的结果为准。", "Use the recalculated results."),
            effect,
            more={"cells": [address(c) for c in cells]},
        )

    def _native_differs(self, cells: list[CellKey]) -> Finding:
        sheet, row, column = cells[0]
        letters = column_letters(column)
        place = f"{letters}{row}" if len(cells) == 1 else f"{letters}{row}:{letters}{cells[-1][1]}"
        native, core = self.native.get(cells[0]), self.core[cells[0]]
        return Finding(
            "value-native-differs",
            Severity.ERROR,
            sheet,
            place,
            Text(
                f"原生公式得 {_shown(native)}，计算核心得 {_shown(core)}{_percent(native, core)}",
                f"the native formula gives {_shown(native)} and the core {_shown(core)}{_percent(native, core)}",
            ),
            Text("两者相同", "the same value from both"),
            Text("请检查该公式是否被改动。", "Check whether the formula was changed."),
            more={"cells": [address(c) for c in cells]},
        )


def _values_missing(count: int) -> Finding:
    return Finding(
        "value-cached-missing",
        Severity.NOTE,
        "",
        "",
        Text(
            f"{count} 个公式单元格在文件中没有结果，写入文件的程序没有计算",
            f"{count} formula cells have no result in the file: the program that wrote it does not calculate",
        ),
        Text("带有计算结果的文件", "a file with its results"),
        Text(
            "已按输入重新计算，以此为准。",
            "The results were calculated from the inputs; use those.",
        ),
    )


def _by_column(cells: Iterable[CellKey]) -> Iterator[list[CellKey]]:
    """Put cells of one column that follow each other together."""
    run: list[CellKey] = []
    for cell in sorted(cells, key=lambda c: (c[0], c[2], c[1])):
        if run and (run[-1][0], run[-1][2], run[-1][1] + 1) != (cell[0], cell[2], cell[1]):
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _shown(value: Value) -> str:
    if is_blank(value):
        return "∅"
    if isinstance(value, float) and not isinstance(value, bool):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return str(value)


def _percent(a: Value, b: Value) -> str:
    if isinstance(a, float) and isinstance(b, float) and b:
        return f" ({(a - b) / abs(b):+.2%})"
    return ""


def _input_cells(book: Book) -> set[CellKey]:
    names = [
        *(f"{t.key}_{c.key}" for t in book.definition.tables() for c in t.columns if c.role in _ENTERED),
        *(f"{p.key}_{f.key}" for p in book.definition.panels() for f in p.fields if f.role in _ENTERED),
    ]
    found: set[CellKey] = set()
    for name in names:
        if name in book.names:
            try:
                found |= {c for c in book.cells_of(name) if c not in book.formulas}
            except FormulaProblem:
                continue
    return found


# ── local consistency ──


def local_values(book: Book, cells: Collection[CellKey]) -> dict[CellKey, Value]:
    """Calculate the formulas of some cells, each on the values that the file has for all other cells."""
    wanted = [c for c in cells if c in book.formulas]
    package = book.package
    plain = package.with_members({s.part: _FORMULA.sub(b"", package.members[s.part]) for s in package.sheets})
    settings = formualizer.EvaluationConfig()
    settings.enable_parallel = False
    settings.date_system = "1904" if package.date1904 else "1900"
    engine = formualizer.Workbook.from_bytes(
        plain, backend="native", config=formualizer.WorkbookConfig(eval_config=settings)
    )
    engine.set_temporal_egress("serial")
    for name, function in engine_functions().items():
        engine.register_function(name, function, min_args=0)
    engine.add_sheet(_SCRATCH)
    for number, cell in enumerate(wanted, 1):
        engine.set_formula(_SCRATCH, number, 1, "=" + _qualified(book.formulas[cell], cell[0]))
    engine.evaluate_all()
    return {
        cell: _engine_value(engine.get_value(_SCRATCH, number, 1)) for number, cell in enumerate(wanted, 1)
    }


_REFERENCE = re.compile(r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}\Z", re.ASCII)


def _qualified(formula: str, sheet: str) -> str:
    """Write the sheet before every reference that has none, so that the formula reads the same elsewhere."""
    prefix = "'" + sheet.replace("'", "''") + "'!"
    parts = pieces(formula)
    written = []
    for i, piece in enumerate(parts):
        before = parts[i - 1].text[-1:] if i else ""
        after = parts[i + 1].text[:1] if i + 1 < len(parts) else ""
        own = piece.kind == "word" and _REFERENCE.match(piece.text) and before not in ("!", ":")
        written.append(prefix + piece.text if own and after not in ("(", "!") else piece.text)
    return "".join(written)


def _engine_value(found: object) -> Value:
    if isinstance(found, bool | str | float) or found is None:
        return "" if found is None else found
    if isinstance(found, int):
        return float(found)
    if isinstance(found, dict):
        return ErrorValue(ERRORS.get(str(found.get("kind")), "#VALUE!"))
    if isinstance(found, list) and found:
        first = found[0]
        return _engine_value(first[0] if isinstance(first, list) and first else first)
    return ErrorValue("#VALUE!")
