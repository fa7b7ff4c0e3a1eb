"""TL_EXPLAIN: the lines that say how a function comes to its result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from pycore.cells.values import (
    DIVISION,
    NOT_AVAILABLE,
    NUM,
    CellError,
    cells_of,
    error_among,
    is_range,
    shape_of,
)
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.definition import Clause, Definition
from pycore.equations.equation import Equation
from pycore.equations.flags import flag_text
from pycore.equations.method import Method
from pycore.equations.number_text import format_number
from pycore.equations.unit_names import shown
from pycore.equations.units import GROUP_ABOUT
from pycore.errors import TwinLedgerError
from pycore.language import Language, Text

FUNCTION = "TL_EXPLAIN"
Find = Callable[[str], Definition | CellError]
"""Finds a function by its name, or says that there is none."""


def explain(definition: Definition, values: Sequence[Any], language: Language = "zh") -> list[str]:
    """Explain one calculation: what, equation, numbers, result, clause, sources of the constants."""
    zh = language == "zh"
    lines = [f"{definition.function}{'：' if zh else ': '}{definition.title[language]}"]
    if isinstance(definition, Equation):
        lines.append(("公式：" if zh else "equation: ") + definition.formula)
        lines += definition.argument_sentences(values, language)
        lines.append(definition.sentence(values, language))
        for constant in definition.constants:
            lines.append(_constant_line(constant, language))
    elif isinstance(definition, Method):
        lines += _method_lines(definition, values, language)
    lines.append(
        ("依据：" if zh else "clause: ")
        + definition.clause.text[language]
        + " "
        + flag_text(definition.clause.flag)[language]
    )
    if definition.note[language]:
        lines.append(("说明：" if zh else "note: ") + definition.note[language])
    return lines


def _constant_line(constant: Any, language: Language) -> str:
    """Say a constant: what it is, its number and unit, and where the library has it from."""
    colon = "：" if language == "zh" else ": "
    line = f"{constant.meaning[language]}{colon}{constant.text} {shown(constant.unit)[language]}".rstrip()
    if constant.factor:
        from pycore.library import library

        row = library().entry(constant.factor)
        origin = (row.id, row.source_text[language], flag_text(row.flag)[language])
        line += f"（{'，'.join(origin)}）" if language == "zh" else f" ({', '.join(origin)})"
    return line


def _method_lines(method: Method, values: Sequence[Any], language: Language) -> list[str]:
    """Say a method: its arguments, its steps where it tells them, its result."""
    full = method.complete(values)
    lines = []
    for argument, value in zip(method.arguments, full, strict=False):
        if value is None:
            continue
        number = "…" if is_range(value) else format_number(value)
        unit = shown(argument.unit)[language]
        lines.append(f"{argument.meaning[language]} ({argument.name}) = {number} {unit}".rstrip())
    if method.steps is not None:
        lines += [step[language] for step in method.steps(*full)]
    result = method(*values)
    name = "结果：" if language == "zh" else "result: "
    cells = cells_of(result)
    lines.append(f"{name}{'; '.join(map(format_number, cells))} {shown(method.unit)[language]}".rstrip())
    return lines


def _explain_function(language: Language, find: Find, function: str, *arguments: Any) -> list[list[str]]:
    """Return the lines that explain a call, one a row; the reason where the call gives an error."""
    definition = find(function.strip().upper())
    if isinstance(definition, CellError):
        raise ArgumentProblem(definition.code, definition.text)
    values = [cells_of(a)[0] if is_range(a) and shape_of(a) == (1, 1) else a for a in arguments]
    try:
        passed = error_among([cell for a in values for cell in cells_of(a)])
        if passed is None:
            return [[line] for line in explain(definition, values, language)]
        code, reason = passed.code, passed.text
    # The reason for an error is exactly what is asked for, so it is a text here and not an error.
    except ArgumentProblem as problem:
        code, reason = problem.code, problem.text
    except TwinLedgerError as error:
        code, reason = NOT_AVAILABLE, error.text
    except ZeroDivisionError:
        code, reason = DIVISION, Text("除数为 0。", "division by zero")
    except OverflowError:
        code, reason = NUM, Text("结果超出数值范围。", "the result is out of range")
    if language == "en":
        return [[f"{code}: {reason.en}"]]
    return [[f"{code}：{reason.zh}"], [reason.en]]


def reason_of(error: CellError, language: Language = "zh") -> str:
    """Say why a cell shows an error."""
    return f"{error.code}{'：' if language == 'zh' else ': '}{error.message(language)}"


def explaining(find: Find, language: Language) -> Method:
    """Return the function that explains others, found by their names, in a language; a cell has it in Chinese."""
    return Method(
        FUNCTION,
        partial(_explain_function, language, find),
        group=GROUP_ABOUT,
        title=Text("解释一次计算", "explain a calculation"),
        arguments=[
            Argument("function", "", Text("函数名", "name of the function"), kind="text"),
            Argument("arguments", "", Text("该函数的参数", "its arguments"), kind="any", optional=True),
        ],
        unit="",
        clause=Clause(Text("TwinLedger", "TwinLedger"), "S"),
        variadic=True,
        note=Text(
            "返回多行：公式、代入数值、依据、因子来源。",
            "Lines: equation, numbers put in, clause, factor sources.",
        ),
    )
