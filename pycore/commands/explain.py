"""`twinledger explain`: how the value of one cell comes about, down to the inputs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pycore.commands.confined import confined
from pycore.commands.output import JsonOption, Lang, LanguageOption, both_json, print_json, read_language
from pycore.language import Language, Text

if TYPE_CHECKING:
    from rich.tree import Tree

    from pycore.explain.equation_use import EquationUse
    from pycore.explain.explanation import Explanation, FactorSource

_WIDTH_OF_A_PIPE = 4000
_WHY = {"key": Text("查找键 ", "key "), "condition": Text("条件 ", "condition ")}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("explain", cls=confined(["book"]))(explain)


def explain(
    book: Annotated[Path, typer.Argument(help="工作簿 / the workbook")],
    cell: Annotated[
        str,
        typer.Argument(help="单元格或名称：\"'化石燃料'!N7\"、Fuels!N7、synergy_grade[1] / a cell or a name"),
    ],
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=0, help="向下几层，缺省直到输入 / levels, default down to the inputs"),
    ] = None,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """解释一个单元格：公式、代入数值、依据、因子来源，直到输入 / explain one cell down to its inputs."""
    from pycore.explain.address import find_cell
    from pycore.explain.explain import explain_cell
    from pycore.reading.book import Book

    opened = Book.open(book)
    found = explain_cell(opened, find_cell(opened, cell), depth)
    if as_json:
        print_json(explanation_json(found))
        return
    _print(explanation_tree(found, read_language(lang)))


# ── JSON ───────────────────────────────────────────────────────────────────────────────────────────────────


def explanation_json(found: Explanation) -> dict[str, Any]:
    """Describe an explanation as data, with every text in both languages."""
    return {
        "cell": found.cell,
        "kind": found.kind.value,
        "title": both_json(found.title),
        "row": found.row,
        "column": both_json(found.column),
        "unit": both_json(found.unit),
        "value": found.value,
        "why": found.why.value,
        "found": both_json(found.found) if found.found else None,
        "formula": found.formula or None,
        "numbers": found.numbers or None,
        "equations": [_equation_json(e) for e in found.equations],
        "factor": _factor_json(found.factor) if found.factor else None,
        "notes": [both_json(note) for note in found.notes],
        "repeated": found.repeated,
        "unexplored": found.unexplored,
        "children": [explanation_json(child) for child in found.children],
    }


def _equation_json(equation: EquationUse) -> dict[str, Any]:
    """Return a function in a cell as JSON data, its sentences in both languages."""
    return {
        "function": equation.function,
        "title": both_json(equation.title),
        "call": equation.call,
        "native": equation.native or None,
        "formula": equation.formula or None,
        "numbers": [both_json(line) for line in equation.numbers],
        "constants": [both_json(line) for line in equation.constants],
        "clause": {**both_json(equation.clause), "flag": equation.flag},
        "arguments": [
            {
                "name": a.name,
                "meaning": both_json(a.meaning),
                "unit": a.unit,
                "value": a.value,
                "cell": a.cell or None,
            }
            for a in equation.arguments
        ],
    }


def _factor_json(factor: FactorSource) -> dict[str, Any]:
    """Return a factor with its source as JSON data; what is not known is null."""
    return {
        "id": factor.id,
        "name": factor.name,
        "value": factor.value,
        "unit": factor.unit,
        "source": factor.source,
        "year": factor.year or None,
        "region": factor.region or None,
        "flag": factor.flag,
        "own": factor.own,
        "reason": factor.reason or None,
        "superseded_by": factor.superseded_by or None,
    }


# ── the tree on the terminal ───────────────────────────────────────────────────────────────────────────────


def _print(tree: Tree) -> None:
    """Print a tree to a terminal as wide as it is, and to a pipe a line for each line."""
    from rich.console import Console

    console = Console(highlight=False)
    if console.is_terminal:
        console.print(tree)
        return
    # In a pipe a line of the tree is a line of the file.
    console = Console(highlight=False, width=_WIDTH_OF_A_PIPE)
    with console.capture() as captured:
        console.print(tree)
    typer.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def explanation_tree(found: Explanation, language: Language) -> Tree:
    """Draw an explanation as a tree; the native form of a function is shown where it is first met."""
    from rich.tree import Tree

    shown: set[str] = set()

    def node(one: Explanation, parent: Explanation | None) -> Tree:
        tree = Tree(_label(one, parent, language, shown), guide_style="dim")
        for child in one.children:
            tree.children.append(node(child, one))
        return tree

    return node(found, None)


def _label(one: Explanation, parent: Explanation | None, language: Language, shown: set[str]) -> Any:
    """Write a node of the tree: cell, what it is, value and kind, and below them the lines of its explanation."""
    from rich.text import Text as Plain

    zh = language == "zh"
    # What the cell shares with the one above it is not said again.
    same_table = parent is not None and parent.title == one.title
    same_row = same_table and parent is not None and parent.row == one.row
    title = "" if same_table else one.title[language]
    row = "" if same_row or one.factor is not None else one.row
    label = Plain()
    if one.why.value in _WHY:
        label.append(_WHY[one.why.value][language], style="dim")
    label.append(one.cell, style="bold")
    words = " · ".join(part for part in (title, row, one.column[language]) if part)
    label.append(f"  {words} = " if words else "  = ")
    label.append(one.shown_value(language), style=_STYLES.get(one.kind.value, ""))
    if one.kind.value in _KINDS:
        label.append(f"  〔{_KINDS[one.kind.value].zh}〕" if zh else f"  [{_KINDS[one.kind.value].en}]", style="dim")
    if one.found is not None:
        label.append(f"  {one.found[language]}", style="dim")
    if one.repeated:
        label.append("  （见上）" if zh else "  (see above)", style="dim")
        return label
    for line in _lines(one, language, shown, parent is None):
        label.append("\n  " + line)
    return label


_STYLES = {"input": "blue", "own_value": "magenta", "factor": "cyan", "default": "cyan", "overwritten": "red"}
_KINDS = {
    "input": Text("填写", "input"),
    "own_value": Text("自有值", "own value"),
    "default": Text("缺省值", "default"),
    "factor": Text("因子", "factor"),
    "overwritten": Text("公式被改成数值", "formula overwritten"),
}


def _lines(one: Explanation, language: Language, shown: set[str], root: bool) -> list[str]:
    """Write the lines below a cell: formula, functions, numbers, factor, notes, and how many sources are not opened."""
    zh = language == "zh"
    lines: list[str] = []
    if one.formula and one.factor is None and (root or not one.equations):
        lines.append(f"{'公式：' if zh else 'formula: '}{one.formula}")
    for equation in one.equations:
        sheet = one.cell.rpartition("!")[0] + "!"
        lines += _equation_lines(equation, sheet, language, equation.function not in shown and not root)
        shown.add(equation.function)
    if one.numbers:
        lines.append(f"{'代入：' if zh else 'numbers: '}{one.numbers} = {one.shown_value(language)}")
    if one.factor is not None:
        lines += _factor_lines(one.factor, language)
    if one.notes:
        lines.append(("；" if zh else "; ").join(note[language] for note in one.notes))
    if one.unexplored:
        lines.append(
            f"其下还有 {one.unexplored} 个来源单元格未展开（--depth）"
            if zh
            else f"source cells below that are not opened: {one.unexplored} (--depth)"
        )
    return lines


def _equation_lines(equation: EquationUse, sheet: str, language: Language, with_native: bool) -> list[str]:
    """Write a function in a cell: equation, native form, arguments, numbers, constants, clause with its flag."""
    from pycore.equations.flags import flag_words
    from pycore.equations.unit_names import shown

    zh = language == "zh"
    colon = "：" if zh else ": "
    lines = [f"{equation.call}{colon}{equation.title[language]}"]
    if equation.formula:
        lines.append(f"{'方程' if zh else 'equation'}{colon}{equation.formula}")
    if with_native and equation.native:
        lines.append(f"{'原生公式' if zh else 'native form'}{colon}{equation.native}")
    arguments = []
    for a in equation.arguments:
        cell = a.cell.removeprefix(sheet) + " = " if a.cell else ""
        arguments.append(f"{a.name} = {cell}{a.value} {shown(a.unit)[language]}".rstrip())
    if arguments:
        lines.append(f"{'参数' if zh else 'arguments'}{colon}{('；' if zh else '; ').join(arguments)}")
    lines += [f"{'代入' if zh else 'numbers'}{colon}{line[language]}" for line in equation.numbers]
    lines += [f"{'常数' if zh else 'constant'}{colon}{line[language]}" for line in equation.constants]
    flag = flag_words(equation.flag)[language]
    lines.append(f"{'依据' if zh else 'clause'}{colon}{equation.clause[language]} {flag}")
    return lines


def _factor_lines(factor: FactorSource, language: Language) -> list[str]:
    """Write a factor: id, own value and its reason, source, year and region, flag, what has superseded it."""
    from pycore.equations.flags import flag_words

    zh = language == "zh"
    colon, comma = ("：", "，") if zh else (": ", ", ")
    lines = [f"{factor.id}{colon}{factor.name}"]
    if factor.own:
        reason = factor.reason or ("未填写" if zh else "none given")
        lines.append(f"{'采用自有值，理由' if zh else 'own value, reason'}{colon}{reason}")
    origin = comma.join(part for part in (factor.source, factor.year, factor.region) if part)
    lines.append(f"{'来源' if zh else 'source'}{colon}{origin} {flag_words(factor.flag)[language]}")
    if factor.superseded_by:
        lines.append(f"{'已有新值' if zh else 'superseded by'}{colon}{factor.superseded_by}")
    return lines
