"""`twinledger functions` and `call`: the functions, from the shell."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pycore.cells.values import ERROR_CODES, CellError
from pycore.commands.output import (
    JsonOption,
    Lang,
    LanguageOption,
    both_json,
    print_json,
    print_table,
    read_language,
    result_json,
    say,
)
from pycore.errors import TwinLedgerError
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.equations.argument import Argument
    from pycore.equations.definition import Definition


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("functions")(functions)
    app.command("call")(call)


# ── functions ──────────────────────────────────────────────────────────────────────────────────────────────


def functions(
    as_json: JsonOption = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="把全部公式写成一个网页 / write every formula as one web page (.html)")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace an existing file")] = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """列出全部 TL_ 函数 / list every TL_ function with its arguments, units, domains, clause and help."""
    from pycore.functions.catalogue import GROUPS, catalogue

    definitions = list(catalogue().values())
    language = read_language(lang)
    if html is not None:
        _write_mathematics(html, force, language)
        return
    if as_json:
        print_json([function_json(d) for d in definitions])
        return
    heads = [
        Text("函数", "function"),
        Text("参数", "arguments"),
        Text("结果单位", "unit"),
        Text("说明", "title"),
    ]
    for group in dict.fromkeys(d.group for d in definitions):
        print_table(
            GROUPS.get(group, Text(group, group))[language],
            [head[language] for head in heads],
            [_function_row(d, language) for d in definitions if d.group == group],
        )


def _write_mathematics(target: Path, force: bool, language: Language) -> None:
    """Write the page of mathematics; `FileProblem` where the file exists and is not to be replaced."""
    from pycore.commands.targets import check_new, check_targets
    from pycore.mathematics.page import mathematics_html
    from pycore.package.atomic import write_atomically

    check_targets([target], [], (".html", ".htm"))
    check_new(target, force)
    write_atomically(target, mathematics_html(language).encode())
    say(Text(f"全部公式已写入 {target}。", f"All formulas are at {target}.")[language])


def _function_row(definition: Definition, language: Language) -> list[str]:
    """Write the row of a function in the table: name, arguments with units, unit of the result, title."""
    from pycore.equations.unit_names import shown

    def argument(a: Argument) -> str:
        unit = shown(a.unit)[language]
        text = f"{a.name} {unit}" if unit else a.name
        return f"[{text}]" if a.optional else text

    return [
        definition.function,
        ", ".join(argument(a) for a in definition.arguments) + (" …" if definition.variadic else ""),
        shown(definition.unit)[language],
        definition.title[language],
    ]


def function_json(definition: Definition) -> dict[str, Any]:
    """Describe a function as data: what help, documentation and generated wrappers need."""
    from pycore.equations.equation import Equation
    from pycore.equations.method import Method

    cells = [f"{chr(ord('A') + i)}1" for i in range(len(definition.arguments))]
    native = guarded = latex = None
    if isinstance(definition, Equation):
        native, guarded, latex = definition.native(cells), definition.native_guarded(cells), definition.latex
    elif isinstance(definition, Method) and definition.native_form is not None:
        native = definition.native(cells[: definition.required_count])
    clause = definition.clause
    return {
        "name": definition.function,
        "group": definition.group,
        "title": both_json(definition.title),
        "signature": definition.signature,
        "arguments": [_argument_json(a) for a in definition.arguments],
        "variadic": definition.variadic,
        "unit": definition.unit,
        "clause": {**both_json(clause.text), "flag": clause.flag},
        "note": both_json(definition.note),
        "latex": latex,
        "native": native,
        "native_guarded": guarded,
    }


def _argument_json(argument: Argument) -> dict[str, Any]:
    """Describe an argument as data; an open end of its domain is null."""
    import math

    domain = argument.domain

    return {
        "name": argument.name,
        "unit": argument.unit,
        "meaning": both_json(argument.meaning),
        "kind": argument.kind,
        "optional": argument.optional,
        "default": argument.default,
        "domain": {
            "low": None if math.isinf(domain.low) else float(domain.low),
            "high": None if math.isinf(domain.high) else float(domain.high),
            "low_open": domain.low_open,
            "high_open": domain.high_open,
            "text": both_json(domain.text),
        }
        if argument.kind in ("number", "range")
        else None,
    }


# ── call ───────────────────────────────────────────────────────────────────────────────────────────────────


def call(
    name: Annotated[str, typer.Argument(help="函数名 / name of the function")] = "",
    arguments: Annotated[str, typer.Argument(help="参数，JSON 列表 / arguments, a JSON list")] = "[]",
    batch: Annotated[
        bool,
        typer.Option("--batch", help='从标准输入读取 [["TL_…", [参数]], …] / read many calls from stdin'),
    ] = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """调用一个函数，或用 --batch 调用多个 / call one function, or many with --batch; prints JSON."""
    from pycore.functions.catalogue import call as call_function

    language = read_language(lang)
    if batch:
        calls = _batch(_json(sys.stdin.buffer.read().decode("utf-8-sig", "replace"), "stdin"))
        print_json([result_json(call_function(function, values, language), language) for function, values in calls])
        return
    if not name:
        raise BadInput(
            Text("没有给出函数名。", "No function was named."),
            Text(
                "twinledger call TL_FUEL_CO2 '[1000, 26.7, 0.0274, 0.98]'",
                "twinledger call TL_FUEL_CO2 '[…]'",
            ),
        )
    result = result_json(call_function(name, _values(_json(arguments, name), name), language), language)
    print_json(result)
    if isinstance(result, dict):
        raise typer.Exit(1)


class BadInput(TwinLedgerError):
    """What was typed or piped in is not what the command reads."""

    def __init__(self, found: Text, expected: Text) -> None:
        super().__init__(Text(f"{found.zh}应为：{expected.zh}", f"{found.en} Expected: {expected.en}"))


_A_LIST = Text(
    "JSON 列表，如 [1000, 26.7, 0.0274, 0.98]；空白单元格写 null，区域写列表的列表。",
    "a JSON list, as [1000, 26.7, 0.0274, 0.98]; null for a blank cell, a list of lists for a range.",
)
_A_BATCH = Text('[["TL_…", [参数]], …]。', '[["TL_…", [arguments]], …].')


def _json(text: str, where: str) -> Any:
    """Read JSON that was typed or piped in; `BadInput` names the place and the reason, NaN and Infinity are refused."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not JSON")

    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        reason = str(error) or "nested too deeply"
        found = Text(f"{where}：不是有效的 JSON（{reason}）。", f"{where}: this is not valid JSON ({reason}).")
        raise BadInput(found, _A_BATCH if where == "stdin" else _A_LIST) from error


def _batch(data: Any) -> list[tuple[str, list[Any]]]:
    """Read a list of calls, each a name and its arguments; `BadInput` names the call that is not one."""
    if not isinstance(data, list):
        raise BadInput(Text("输入不是列表。", "The input is not a list."), _A_BATCH)
    calls = []
    for place, one in enumerate(data, 1):
        if not (isinstance(one, list) and len(one) == 2 and isinstance(one[0], str)):
            found = Text(f"第 {place} 个调用不是 [函数名, [参数]]。", f"Call {place} is not [name, [arguments]].")
            raise BadInput(found, _A_BATCH)
        calls.append((one[0], _values(one[1], f"{place} {one[0]}")))
    return calls


def _values(data: Any, where: str) -> list[Any]:
    if not isinstance(data, list):
        raise BadInput(Text(f"{where}：参数不是列表。", f"{where}: the arguments are not a list."), _A_LIST)
    return [_value(part, where, 0) for part in data]


def _value(data: Any, where: str, depth: int) -> Any:
    """Read an argument: a cell, or a list of rows; `{"error": "#N/A"}` is a cell with that error."""
    if isinstance(data, list) and depth < 2:
        return [_value(part, where, depth + 1) for part in data]
    if isinstance(data, dict) and isinstance(data.get("error"), str) and data["error"] in ERROR_CODES:
        return CellError(data["error"])
    if isinstance(data, (dict, list)):
        shown = json.dumps(data, ensure_ascii=False)[:60]
        found = Text(f"{where}：{shown} 不是单元格的值。", f"{where}: {shown} is not the value of a cell.")
        raise BadInput(found, _A_LIST)
    return data
