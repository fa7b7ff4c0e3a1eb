"""Which cells a formula's value comes from: only the branch that calculates, the row that a lookup finds and
the cells that a sum counts.
"""

from __future__ import annotations

from collections.abc import Callable

from pycore.cells.stored import ErrorValue
from pycore.cells.values import is_blank
from pycore.equations.number_text import format_number
from pycore.explain import lookup
from pycore.explain.gathering import Gathering
from pycore.explain.source import FunctionCall, SourceCell, Trace, Why
from pycore.explain.values import Reading, plain_argument, written
from pycore.formulas.criteria import criterion
from pycore.formulas.tree import (
    AreaOnSheet,
    FormulaProblem,
    Tree,
    address,
    function_name,
    meaning,
    precedents,
    walk,
)
from pycore.functions.catalogue import catalogue
from pycore.language import Text
from pycore.reading.book import Book, CellKey

_CONDITIONAL = {"SUMIFS": 1, "AVERAGEIFS": 1, "COUNTIFS": 0}
_REPLACED_ERRORS = frozenset({"IFERROR", "IFNA"})


def trace(book: Book, reading: Reading, cell: CellKey, tree: Tree, hidden: Callable[[CellKey], bool],
          is_own_value: Callable[[CellKey], bool]) -> Trace:  # fmt: skip
    """Find what the value of a cell comes from.

    Args:
        hidden: tells the entries of choice lists, which are no news in a condition or a key.
        is_own_value: tells the cells in which a user replaces a value of the library.
    """
    tracer = _Tracer(book, reading, cell[0], hidden, is_own_value)
    try:
        tracer.visit(tree, Why.VALUE)
    except RecursionError:
        # A chain of a thousand operators: every cell that it names, without a closer look.
        tracer.gathering.found.clear()
        for area in precedents(book.formulas[cell], cell[0], book.names, whole_lines=True):
            tracer.gathering.add_area(area, "")
        return Trace(tracer.gathering.sources(), tracer.calls, tracer.gathering.notes)
    tracer.say_what_was_asked()
    return Trace(tracer.gathering.sources(), tracer.calls, tracer.gathering.notes, tracer.chosen(tree))


class _Tracer:
    """Walks a formula and gathers the cells that its value comes from, along the branch that was taken."""

    def __init__(self, book: Book, reading: Reading, sheet: str, hidden: Callable[[CellKey], bool],
                 is_own_value: Callable[[CellKey], bool]) -> None:  # fmt: skip
        self.book, self.reading, self.sheet = book, reading, sheet
        self.hidden, self.is_own_value = hidden, is_own_value
        self.calls: list[FunctionCall] = []
        self.native = ""
        switch = self._named_area("TL_ON")
        self.switch = None if switch is None else switch[:3]
        self.gathering = Gathering(book, self.switch, hidden)
        self.asked: list[Tree] = []

    def _named_area(self, name: str) -> AreaOnSheet | None:
        return self._area({"node_type": "Reference", "reference": name}) if name in self.book.names else None

    def _area(self, tree: Tree) -> AreaOnSheet | None:
        """Return the cells that a part of a formula names, if it names cells."""
        if tree["node_type"] == "BinaryOp" and tree["operator"] == ":":
            first, last = self._area(tree["left"]), self._area(tree["right"])
            if first is None or last is None or first.sheet != last.sheet:
                return None
            return AreaOnSheet(
                first.sheet, min(first.row1, last.row1), min(first.column1, last.column1),
                max(first.row2, last.row2), max(first.column2, last.column2),
            )  # fmt: skip
        if tree["node_type"] != "Reference":
            return None
        try:
            found = meaning(tree["reference"], self.sheet, self.book.names)
        except FormulaProblem:
            return None
        return found if isinstance(found, AreaOnSheet) else None

    # ── formulas ───────────────────────────────────────────────────────────────────────────────────────────

    def visit(self, tree: Tree, why: Why) -> None:
        """Go through a part of the formula; `why` says what its cells are for."""
        match tree["node_type"]:
            case "Reference":
                self._reference(tree, why)
            case "UnaryOp":
                self.visit(tree["operand"], why)
            case "BinaryOp":
                area = self._area(tree)
                if area is not None:
                    self._whole(area, why, "")
                else:
                    self.visit(tree["left"], why)
                    self.visit(tree["right"], why)
            case "Array":
                for row in tree["rows"]:
                    for item in row:
                        self.visit(item, why)
            case "Function":
                self._function(function_name(tree["name"]), tree, why)

    def _reference(self, tree: Tree, why: Why) -> None:
        """Gather the cells of a reference; a name that stands for a formula is gone through as that formula."""
        area = self._area(tree)
        if area is not None:
            self._whole(area, why, "")
            return
        try:
            stands_for = meaning(tree["reference"], self.sheet, self.book.names)
        except FormulaProblem as problem:
            self.gathering.notes.append(problem.text)
            return
        assert not isinstance(stands_for, AreaOnSheet)
        self.visit(stands_for, why)

    def _whole(self, area: AreaOnSheet, why: Why, function: str) -> None:
        """Gather one cell, or of an area of values the cells that count for the function around it."""
        if area.rows == area.columns == 1:
            self.gathering.add(area[:3], why)
        elif why is Why.VALUE:
            self.gathering.add_area(area, function)

    def _function(self, name: str, tree: Tree, why: Why) -> None:
        """Go through a function: branches and look-ups by what they choose, all others by their arguments."""
        arguments: list[Tree] = tree["args"]
        if name == "IF" and len(arguments) > 1:
            self._if(arguments, why)
        elif name in _REPLACED_ERRORS and len(arguments) == 2:
            switched = self._switched(arguments[0])
            if switched is not None:
                self._both_ways(*switched, arguments[1], why)
            else:
                self._error_replaced(arguments, why)
        elif name == "INDEX" and len(arguments) > 1:
            self._index(arguments, why)
        elif name == "MATCH" and arguments:
            self.visit(arguments[0], Why.KEY)
        elif name in _CONDITIONAL or name in ("SUMIF", "COUNTIF"):
            self._conditional(name, arguments, why)
        elif name == "SUMPRODUCT":
            self._sumproduct(arguments, why)
        else:
            texts: list[bool] = []
            if name in catalogue() and why is Why.VALUE:
                self._call(name, tree)
                texts = [a.kind == "text" for a in catalogue()[name].arguments]
            for i, argument in enumerate(arguments):
                area = self._area(argument)
                if area is None and i < len(texts) and texts[i]:
                    # A text that is put together, such as an id, is what the function looks up.
                    self.visit(argument, Why.KEY)
                    continue
                if area is not None:
                    self._whole(area, why, name)
                else:
                    self.visit(argument, why)

    def _call(self, name: str, tree: Tree) -> None:
        """Note a call of a TL_ function, its arguments with the cells that they come from."""
        values, cells = [], []
        for argument in tree["args"]:
            area = self._area(argument)
            cells.append(area[:3] if area is not None and area.rows == area.columns == 1 else None)
            try:
                values.append(plain_argument(self.reading.argument(argument, self.sheet)))
            except FormulaProblem as problem:
                self.gathering.notes.append(problem.text)
                values.append(None)
        call = FunctionCall(catalogue()[name], written(tree), tuple(values), tuple(cells), self.native)
        if call.text not in [c.text for c in self.calls]:
            self.calls.append(call)

    def _is_switch(self, tree: Tree) -> bool:
        area = self._area(tree)
        return area is not None and area[:3] == self.switch

    def _switched(self, tree: Tree) -> tuple[Tree, Tree] | None:
        """The switch and the core's way in `IF(TL_ON,core,NA())`, which stands where the native form takes over."""
        if tree["node_type"] != "Function" or function_name(tree["name"]) != "IF" or len(tree["args"]) != 3:
            return None
        condition, core, _ = tree["args"]
        return (condition, core) if self._is_switch(condition) else None

    def _both_ways(self, switch: Tree, core: Tree, native: Tree, why: Why) -> None:
        """Visit a value that the core or the native form gives: the core's calls say it in either case."""
        outer, self.native = self.native, written(native)
        if self.reading.holds(switch, self.sheet):
            self.visit(core, why)
        else:
            if why is Why.VALUE:
                for node in walk(core):
                    name = function_name(node["name"]) if node["node_type"] == "Function" else ""
                    if name in catalogue():
                        self._call(name, node)
                # The value is made of the arguments, also where the native form asks conditions of them.
                for cell in (c for call in self.calls for c in call.cells if c is not None):
                    self.gathering.add(cell, why)
            self.visit(native, why)
        self.native = outer

    def _if(self, arguments: list[Tree], why: Why) -> None:
        """Go through the branch that holds, and through the condition as such; both where it cannot be told."""
        condition, yes = arguments[0], arguments[1]
        no: Tree = arguments[2] if len(arguments) > 2 else {"node_type": "Literal", "value": False}
        if self._is_switch(condition):
            self._both_ways(condition, yes, no, why)
            return
        holds = self.reading.holds(condition, self.sheet)
        if holds is None:
            self.visit(yes, why)
            self.visit(no, why)
            self.visit(condition, Why.CONDITION)
            return
        self.visit(yes if holds else no, why)
        if _asks_for_blanks(condition):
            if holds:
                self._blanks(condition)
            elif why is Why.VALUE:
                self.asked.append(condition)
        else:
            self.visit(condition, Why.CONDITION)
        if holds and why is Why.VALUE:
            self._own_value(yes, no)

    def say_what_was_asked(self) -> None:
        """Gather the cells that are filled in where a fixed value, as 1 in `IF(A8="","",1)`, stands for nothing else."""
        if not self.gathering.found and not self.calls:
            for condition in self.asked:
                self.visit(condition, Why.CONDITION)

    def chosen(self, tree: Tree) -> CellKey | None:
        """Return the one cell that the branches which hold come to; None where anything is calculated of it."""
        while tree["node_type"] == "Function" and function_name(tree["name"]) == "IF" and len(tree["args"]) == 3:
            condition, yes, no = tree["args"]
            holds = None if self._is_switch(condition) else self.reading.holds(condition, self.sheet)
            if holds is None:
                return None
            tree = yes if holds else no
        area = self._area(tree)
        return area[:3] if area is not None and area.rows == area.columns == 1 else None

    def _blanks(self, condition: Tree) -> None:
        """The blank cells are why the result is blank."""
        blank = Text("空白，所以结果为空白", "blank, so the result is blank")
        for node in walk(condition):
            area = self._area(node)
            if area is None or area.rows * area.columns > 1 or self.hidden(area[:3]):
                continue
            if is_blank(self.book.values.get(area[:3])):
                self.gathering.found.setdefault(area[:3], SourceCell(area[:3], Why.VALUE, blank))

    def _own_value(self, yes: Tree, no: Tree) -> None:
        """Note that an own value is used instead of the default, and what the default is."""
        area = self._area(yes)
        if area is None or not self.is_own_value(area[:3]):
            return
        try:
            default = self.reading.value(no, self.sheet)
        except FormulaProblem:
            default = None
        if isinstance(default, float):
            number = format_number(default)
            self.gathering.notes.append(
                Text(f"采用自有值，代替缺省值 {number}", f"own value in use, in place of the default {number}")
            )
        else:
            self.gathering.notes.append(Text("采用自有值", "own value in use"))

    def _error_replaced(self, arguments: list[Tree], why: Why) -> None:
        """Go through what replaces an error where there is one, else through the value."""
        try:
            value = self.reading.value(arguments[0], self.sheet)
        except FormulaProblem:
            value = None
        if isinstance(value, ErrorValue):
            self.visit(arguments[1], why)
            self.visit(arguments[0], Why.CONDITION)
        else:
            self.visit(arguments[0], why)

    # ── lookups and sums ───────────────────────────────────────────────────────────────────────────────────

    def _index(self, arguments: list[Tree], why: Why) -> None:
        """Gather the cell that an INDEX gives, its keys, and how the look-up came to it."""
        area = self._area(arguments[0])
        if area is None:
            self.visit(arguments[0], why)
        else:
            keys = lookup.keys(self.reading, self.sheet, arguments[1:])
            place = lookup.position(self.reading, self.sheet, area, arguments[1:])
            if place is not None:
                # A lookup says which id it looked for; a number in INDEX says no more than the cell does.
                found = Text(f"查找“{keys[0]}”", f'looked up "{keys[0]}"') if keys else None
                self.gathering.add(place, why, found)
            elif keys:
                self.gathering.notes.append(
                    Text(
                        f"在 {address(area[:3])} 起的区域中查不到“{'”“'.join(keys)}”",
                        f"{', '.join(keys)} cannot be found in the range from {address(area[:3])}",
                    )
                )
            else:
                self._whole(area, why, "")
        for argument in arguments[1:]:
            self.visit(argument, Why.KEY)

    def _conditional(self, name: str, arguments: list[Tree], why: Why) -> None:
        """Add the cells that meet the criteria, and what the criteria are."""
        if name in _CONDITIONAL:
            first = _CONDITIONAL[name]
            summed, pairs = arguments[:1], arguments[first:]
        else:
            summed, pairs = [arguments[2] if len(arguments) > 2 else arguments[0]], arguments[:2]
        target = self._area(summed[0])
        ranges = [self._area(a) for a in pairs[::2]]
        try:
            tests = [criterion(self.reading.value(a, self.sheet)) for a in pairs[1::2]]
        except FormulaProblem:
            tests = []
        known = [r for r in ranges if r is not None]
        if target is None or len(known) != len(ranges) or len(tests) != len(ranges) or why is not Why.VALUE:
            for argument in arguments:
                self.visit(argument, why)
            return
        self.gathering.add_matching(target, list(zip(known, tests, strict=True)), name)
        for wanted in pairs[1::2]:
            self.visit(wanted, Why.CONDITION)

    def _sumproduct(self, arguments: list[Tree], why: Why) -> None:
        """Gather the products of areas of one shape row by row; anything else argument by argument."""
        areas = [self._area(a) for a in arguments]
        known = [a for a in areas if a is not None]
        same_shape = len({(a.rows, a.columns) for a in known}) == 1
        if len(known) != len(areas) or not same_shape or why is not Why.VALUE:
            for argument, area in zip(arguments, areas, strict=True):
                if area is not None:
                    self._whole(area, why, "SUMPRODUCT")
                else:
                    self.visit(argument, why)
            return
        self.gathering.add_products(known)


def _asks_for_blanks(condition: Tree) -> bool:
    """Tell the guard of a blank input: `E8=""`, or OR of such."""
    if condition["node_type"] == "Function" and function_name(condition["name"]) in ("OR", "AND"):
        return all(_asks_for_blanks(a) for a in condition["args"])
    if condition["node_type"] != "BinaryOp" or condition["operator"] != "=":
        return False
    right = condition["right"]
    return bool(right["node_type"] == "Literal" and right["value"] == "")
