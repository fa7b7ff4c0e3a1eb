"""Excel's functions that take one of their arguments: IF and its family, and CHOOSE."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pycore.cells.stored import ErrorValue
from pycore.formulas.coercion import VALUE_ERROR, number, plain, truth
from pycore.formulas.elementwise import not_available
from pycore.formulas.lanes import FLOAT, Function, StepResult, errors, is_lanes, numbers, select, truths
from pycore.formulas.parts import (
    MISSING,
    ArrayPart,
    Fixed,
    Form,
    FormulaPart,
    Frame,
    Missing,
    Reader,
    Single,
    StepRun,
    Varying,
    each,
    lift,
    run_of,
)
from pycore.formulas.tree import Tree


def _if(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile IF; a condition that no draw changes leaves one branch, so the other need not be calculable."""
    yes = arguments[1]
    no: Tree = arguments[2] if len(arguments) > 2 else {"node_type": "Literal", "value": False}

    def choose(
        condition: Single, give_yes: Callable[[], FormulaPart], give_no: Callable[[], FormulaPart]
    ) -> FormulaPart:
        if isinstance(condition, Missing):
            return MISSING
        if isinstance(condition, Fixed):
            holds = truth(plain(condition.value))
            if isinstance(holds, ErrorValue):
                return Fixed(holds)
            return _not_blank(give_yes() if holds else give_no())
        run = condition.run
        return each(lambda a, b: _branch(run, a, b), give_yes(), give_no())

    condition = compiler.node(arguments[0])
    if not isinstance(condition, ArrayPart):
        return choose(condition, lambda: compiler.node(yes), lambda: compiler.node(no))
    return each(lambda c, a, b: choose(c, lambda: a, lambda: b), condition, compiler.node(yes), compiler.node(no))


def _not_blank(node: FormulaPart) -> FormulaPart:
    return Fixed(0.0) if isinstance(node, Fixed) and node.value is None else node


def _branch(condition: StepRun, yes: FormulaPart, no: FormulaPart) -> FormulaPart:
    """Choose between two parts draw by draw; an error in the condition is the result."""
    if MISSING in (yes, no):
        return MISSING
    run_yes, run_no = run_of(_not_blank(yes)), run_of(_not_blank(no))

    def run(frame: Frame) -> StepResult:
        holds, wrong = truths(condition(frame))
        if isinstance(holds, ErrorValue):
            return holds
        if not is_lanes(holds):
            return run_yes(frame) if holds else run_no(frame)
        if wrong is None:
            if holds.all():
                return run_yes(frame)
            if not holds.any():
                return run_no(frame)
            return select(holds, run_yes(frame), run_no(frame))
        return select(wrong, VALUE_ERROR, select(holds, run_yes(frame), run_no(frame)))

    return Varying(run)


def _ifs(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile IFS as nested IFs that end in `#N/A`."""
    tree: Tree = {"node_type": "Literal", "value": "#N/A"}
    for i in range(len(arguments) // 2 * 2 - 2, -1, -2):
        tree = {"node_type": "Function", "name": "IF", "args": [arguments[i], arguments[i + 1], tree]}
    return compiler.node(tree)


def _replace_errors(test: Function) -> Form:
    """Return the form of IFERROR or IFNA: the test says which values are replaced."""

    def form(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
        def one(value: Single, otherwise: Callable[[], FormulaPart]) -> FormulaPart:
            if isinstance(value, Missing):
                return MISSING
            if isinstance(value, Fixed):
                return _not_blank(otherwise() if test(value.value) else value)
            run = value.run
            return each(lambda o: _instead(test, run, o), otherwise())

        value = compiler.node(arguments[0])
        if isinstance(value, ArrayPart):
            return each(lambda v, o: one(v, lambda: o), value, compiler.node(arguments[1]))
        return one(value, lambda: compiler.node(arguments[1]))

    return form


def _instead(test: Function, value: StepRun, otherwise: FormulaPart) -> FormulaPart:
    """Replace, draw by draw, the values that the test names; the other part runs only where it is needed."""
    if isinstance(otherwise, Missing):
        return MISSING
    run_otherwise = run_of(_not_blank(otherwise))

    def run(frame: Frame) -> StepResult:
        found = value(frame)
        # NaN carries through the smallest, which costs less than asking each draw; nearly always there is none.
        if test is errors and type(found) is np.ndarray and found.dtype is FLOAT and len(found):
            least = np.minimum.reduce(found)
            if least == least:
                return found
        wrong = test(found)
        if not is_lanes(wrong):
            return run_otherwise(frame) if wrong else found
        return select(wrong, run_otherwise(frame), found) if wrong.any() else found

    return Varying(run)


def _choose(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile CHOOSE; an index that varies chooses draw by draw, one out of range is `#VALUE!`."""
    index = compiler.single(arguments[0])
    if isinstance(index, Missing):
        return MISSING
    if isinstance(index, Fixed):
        position = number(index.value)
        if isinstance(position, ErrorValue):
            return Fixed(position)
        if not 1 <= position < len(arguments):
            return Fixed(VALUE_ERROR)
        return compiler.node(arguments[int(position)])

    def pick(position: StepResult, *choices: StepResult) -> StepResult:
        read = numbers(position)
        if not is_lanes(read):
            if isinstance(read, ErrorValue):
                return read
            return choices[int(read) - 1] if 1 <= read <= len(choices) else VALUE_ERROR
        whole = np.floor(read)
        result: StepResult = VALUE_ERROR
        for i, choice in enumerate(choices, start=1):
            here = whole == i
            if here.all():
                return choice
            if here.any():
                result = select(here, choice, result)
        return result

    return lift(pick, index, *(compiler.single(a) for a in arguments[1:]))


# name -> (fewest arguments, most arguments, form)
BRANCHES: dict[str, tuple[int, int, Form]] = {
    "IF": (2, 3, _if),
    "IFS": (2, 254, _ifs),
    "IFERROR": (2, 2, _replace_errors(errors)),
    "IFNA": (2, 2, _replace_errors(not_available)),
    "CHOOSE": (2, 255, _choose),
}
