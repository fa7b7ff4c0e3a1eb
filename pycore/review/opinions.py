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

Cells that only the core can fill, whose native form is a text (`IFERROR(IF(TL_ON,…,NA()),"text")`), may hold either of
the two values; the time of calculation and the version of the core may be any.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from pycore.cells.addresses import column_letters
from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import Values, recalculate
from pycore.errors import FileProblem
from pycore.findings.finding import Finding, Severity
from pycore.formulas.cell_names import family_of
from pycore.formulas.text import pieces
from pycore.formulas.tree import Area, FormulaProblem, address, precedents
from pycore.language import Text
from pycore.package.package import Package
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.review.cell_index import CellIndex
from pycore.review.local_values import local_values
from pycore.review.outside import reaches_outside
from pycore.sheets.definition import Role

TOLERANCE = 1e-9
_SMALLEST = 1e-12
_ANY_VALUE = re.compile(r"\b(?:TL_CALCULATED_AT|TL_VERSION)\(")
_DIGEST = re.compile(r"\bTL_DIGEST\(")
# The two forms of a cell that calculates both ways: since 1.1.0, and that of 1.0.0, `IF(TL_ON,core,native)`.
_WITH_CORE = re.compile(
    r"\b(?:IFERROR\(\s*(?=IF\(\s*TL_ON\s*,)|(?<!IFERROR\()IF\(\s*TL_ON\s*,)", re.IGNORECASE
)
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

    `tolerance` (default 1e-9) is relative to the larger of two numbers. A formula that reaches outside the file keeps
    the value that the file has for it, and so does every formula of a workbook that the engine cannot calculate at
    all; a finding says so.
    """
    try:
        return _judged(book, book.package, frozenset(), tolerance)
    except FileProblem as problem:
        outside = frozenset(c for c, f in book.formulas.items() if reaches_outside(f))
        if outside:
            with suppress(FileProblem):
                found = _judged(book, _frozen(book, outside), outside, tolerance)
                return replace(found, findings=(_not_calculated(outside), *found.findings))
        return _uncalculated(book, problem)


def _judged(book: Book, package: Package, outside: frozenset[CellKey], tolerance: float) -> Opinions:
    core = _by_cell(recalculate(package, engine_functions()))
    native = _by_cell(recalculate(package, engine_functions(), native=True))
    return opinions_of(book, core, native, tolerance, outside)


def opinions_of(
    book: Book,
    core: Mapping[CellKey, Value],
    native: Mapping[CellKey, Value],
    tolerance: float = TOLERANCE,
    outside: frozenset[CellKey] = frozenset(),
) -> Opinions:
    """Compare the values in a file with those that its formulas have given, where these are known already.

    `outside` are formulas that were not calculated, because they reach outside the file.
    """
    return _Judged(book, core, native, tolerance, outside).opinions()


def _frozen(book: Book, cells: Collection[CellKey]) -> Package:
    """The package with the formulas of some cells replaced by what the file has as their values."""
    by_sheet: dict[str, dict[tuple[int, int], str | None]] = defaultdict(dict)
    for sheet, row, column in cells:
        by_sheet[sheet][row, column] = _literal(book.values.get((sheet, row, column)))
    return Package.read(book.package.with_formulas(by_sheet))


def _literal(value: Value) -> str:
    if isinstance(value, ErrorValue) or value is None:
        return "NA()"
    if isinstance(value, bool):
        return str(value).upper()
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else repr(value)


def _uncalculated(book: Book, problem: FileProblem) -> Opinions:
    """What can be said of a workbook that cannot be calculated: the values are those of the file."""
    cached = {cell: book.values.get(cell) for cell in book.formulas}
    said = Finding(
        "value-not-calculated",
        Severity.ERROR,
        "",
        "",
        problem.text,
        Text("可以重新计算的工作簿", "a workbook that can be calculated again"),
        Text("结果未经复算，请向提交者索取可计算的文件。", "Its results were not checked; ask for a file that calculates."),
    )  # fmt: skip
    return Opinions(cached, cached, (), core_only_cells(book.formulas), (), (), None, (said,))


def core_only_cells(formulas: Mapping[CellKey, str]) -> frozenset[CellKey]:
    """Find the cells that only the core can fill: without it their formula gives a constant text, or asks for it."""
    known: dict[str, bool] = {}
    found = set()
    for cell, formula in formulas.items():
        family = family_of(formula, cell[1])
        if family not in known:
            known[family] = is_core_only(formula)
        if known[family]:
            found.add(cell)
    return frozenset(found)


def is_core_only(formula: str) -> bool:
    """Tell whether the native branch of a formula is a constant text, `IFERROR(IF(TL_ON,…,NA()),"–")`.

    >>> is_core_only('IF(A1="","",IFERROR(IF(TL_ON,TL_X(A1),NA()),"needs add-in"))')
    True
    >>> is_core_only("IFERROR(IF(TL_ON,TL_X(A1),NA()),A1*2)"), is_core_only("IF(TL_ON,TL_X(A1),A1*2)")
    (False, False)
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
        self,
        book: Book,
        core: Mapping[CellKey, Value],
        native: Mapping[CellKey, Value],
        tolerance: float,
        outside: frozenset[CellKey],
    ) -> None:
        self.book = book
        self.core = core
        self.native = native
        self.tolerance = tolerance
        self.formulas = book.formulas
        self.core_only = core_only_cells(self.formulas)
        self.cached = {cell: book.values.get(cell) for cell in core}
        self.outside = outside

    def opinions(self) -> Opinions:
        missing = self._missing()
        wrong_native = [
            cell
            for cell, value in self.core.items()
            if cell not in self.core_only and not self._equal(value, self.native.get(cell))
        ]
        # A file that was not calculated has no values; those that stand in it all the same must be right.
        wrong_cached = [
            c for c in self.core if not (missing and self.cached[c] is None) and not self._cached_is_right(c)
        ]
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
        roots = self._without_followers(wrong_native)
        findings += [
            self._native_differs(cells, len(wrong_native) - len(roots)) for cells in _by_column(roots)
        ]
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
        inputs = CellIndex(_input_cells(self.book))
        suspects = set(wrong)
        index = CellIndex(wrong)
        readers: dict[CellKey, list[CellKey]] = defaultdict(list)
        for cell in self.formulas:
            for area in self._reads(cell):
                for precedent in index.inside(area):
                    readers[precedent].append(cell)
        wanted = (suspects | {r for c in suspects for r in readers[c]}) - self.outside
        local = local_values(self.book, wanted)
        inconsistent = {c for c in wanted if c in local and not self._consistent(c, local[c])}
        unchanged = self._inputs_unchanged()
        edited: list[CellKey] = []
        stale: list[CellKey] = []
        for cell in wrong:
            if cell not in inconsistent:
                continue
            contradicted = any(
                r in inconsistent and (r not in suspects or not inputs.touches(self._reads(r)))
                for r in readers[cell]
                if r != cell
            )
            is_edited = unchanged or not inputs.touches(self._reads(cell)) or contradicted
            (edited if is_edited else stale).append(cell)
        edited = self._first_first(edited)
        other = [] if edited or stale else list(wrong)
        return edited, stale, other

    def _first_first(self, edited: list[CellKey]) -> list[CellKey]:
        """In the order in which they follow from each other: those that read no other edited cell come first."""
        index = CellIndex(edited)
        return sorted(edited, key=lambda c: (sum(1 for a in self._reads(c) for _ in index.inside(a)), c))

    def _without_followers(self, wrong: list[CellKey]) -> list[CellKey]:
        """The cells at which a difference begins: none of those that they read differs."""
        index = CellIndex(wrong)
        found = [c for c in wrong if not any(p != c for area in self._reads(c) for p in index.inside(area))]
        return found or wrong

    def _consistent(self, cell: CellKey, value: Value) -> bool:
        cached = self.cached[cell] if cell in self.cached else self.book.values.get(cell)
        if cell in self.core_only and (
            self._equal(cached, self.native.get(cell)) or _ANY_VALUE.search(self.formulas.get(cell, ""))
        ):
            return True
        return self._equal(cached, value)

    def _reads(self, cell: CellKey) -> tuple[Area, ...]:
        """The rectangles that a formula reads."""
        if cell not in self._known_reads:
            try:
                found = tuple(precedents(self.formulas[cell], cell[0], self.book.names, whole_lines=True))
            except (FormulaProblem, KeyError):
                found = ()
            self._known_reads[cell] = found
        return self._known_reads[cell]

    @cached_property
    def _known_reads(self) -> dict[CellKey, tuple[Area, ...]]:
        return {}

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
        for name, title in self.book.definition.results_with_units():
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
                    label = as_text(self.book.value(f"{table.key}_{table.columns[0].key}", index))
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

    def _native_differs(self, cells: list[CellKey], followers: int) -> Finding:
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
            Text(f"另有 {followers} 个单元格随之不同。", f"{followers} other cells differ with it.")
            if followers
            else None,
            more={"cells": [address(c) for c in cells]},
        )


def _not_calculated(cells: Collection[CellKey]) -> Finding:
    first = min(cells)
    return Finding(
        "value-not-calculated",
        Severity.ERROR,
        first[0],
        address(first).rpartition("!")[2],
        Text(
            f"{len(cells)} 个公式引用了文件之外的内容，无法复算，其值照文件采用",
            f"{len(cells)} formula(s) reach outside the file and cannot be calculated; their values are taken from it",
        ),
        Text("只引用本工作簿的公式", "formulas that stay within the workbook"),
        Text("请把所需数值抄入本工作簿并注明来源。", "Copy the value into the workbook and name its source."),
        more={"cells": [address(c) for c in sorted(cells)]},
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
