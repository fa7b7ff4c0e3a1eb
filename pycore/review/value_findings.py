"""The sentences on values: edited, stale, missing or not calculated, and what they make of the results."""

from __future__ import annotations

from collections.abc import Collection

from pycore.cells.addresses import column_letters
from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.engine.not_known import unknown_functions
from pycore.errors import FileProblem
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import FormulaProblem, address
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.review.three_values import ThreeValues


def effect_on_results(values: ThreeValues) -> Text:
    """Say what the values in the file make of the totals, the performance and the grade."""
    zh, en = [], []
    tables = {f"{t.key}_{c.key}": t for t in values.book.definition.tables() for c in t.columns}
    for name, title in values.book.definition.results_with_units():
        try:
            cells = values.book.cells_of(name)
        except (FormulaProblem, LookupError):
            continue
        table = tables.get(name)
        for index, cell in enumerate(cells):
            file, core = values.book.values.get(cell), values.core.get(cell)
            if values.as_filed(file, core):
                continue
            label = ""
            if table is not None:
                label = as_text(values.book.value(f"{table.key}_{table.columns[0].key}", index))
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


def edited(values: ThreeValues, cell: CellKey, effect: Text | None) -> Finding:
    """Say that the value of a cell was typed over: neither its formula nor an older input gives it."""
    sheet, row, column = cell
    cached, core = values.cached[cell], values.core[cell]
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
        more={"cached": cached, "core": core, "native": values.native.get(cell)},
    )


def stale(roots: list[CellKey], count: int, effect: Text | None, certain: bool = True) -> Finding:
    """Say that inputs were changed and `count` values, beginning at the roots, are still those of before.

    Args:
        certain: whether the file has a digest of its inputs. Without one, results that were altered all together to fit
            other inputs look the same.
    """
    first = roots[0]
    zh, en = ("", "")
    if not certain:
        zh = "，或结果被一并改写（文件未用加载项计算，没有输入摘要，两者无法区分）"
        en = (
            ", or the results were altered all together (the file was calculated without the add-in and has no digest of "
            "its inputs, so the two cannot be told apart)"
        )
    return Finding(
        "value-cached-stale",
        Severity.WARNING,
        first[0],
        f"{column_letters(first[2])}{first[1]}",
        Text(
            f"输入改动后没有重新计算{zh}：{count} 个结果已过时，从 {'、'.join(map(address, roots[:4]))} 开始",
            f"inputs were changed and the workbook was not recalculated{en}: {count} results are stale, "
            f"beginning at {', '.join(map(address, roots[:4]))}",
        ),
        Text("由当前输入得出的结果", "results of the present inputs"),
        Text(
            "请用 twinledger calculate 或 Excel 重新计算后提交" + ("。" if certain else "，并请提交者说明。"),
            "Recalculate with `twinledger calculate` or in Excel and submit again"
            + ("." if certain else ", and ask for the reason."),
        ),
        effect,
        more={"roots": [address(c) for c in roots], "cells": count},
    )


def differs(values: ThreeValues, cells: list[CellKey], effect: Text | None) -> Finding:
    """Say that values differ from the core's, where it is not known why."""
    sheet, row, column = cells[0]
    return Finding(
        "value-cached-differs",
        Severity.ERROR,
        sheet,
        f"{column_letters(column)}{row}",
        Text(
            f"{len(cells)} 个结果与重新计算的不同，如 {_shown(values.cached[cells[0]])}",
            f"{len(cells)} result(s) differ from the recalculated ones, e.g. {_shown(values.cached[cells[0]])}",
        ),
        Text(_shown(values.core[cells[0]]), _shown(values.core[cells[0]])),
        Text("以重新计算的结果为准。", "Use the recalculated results."),
        effect,
        more={"cells": [address(c) for c in cells]},
    )


def native_differs(values: ThreeValues, cells: list[CellKey], followers: int) -> Finding:
    """Say that native formulas, of cells below each other, do not give what the core gives."""
    sheet, row, column = cells[0]
    letters = column_letters(column)
    place = f"{letters}{row}" if len(cells) == 1 else f"{letters}{row}:{letters}{cells[-1][1]}"
    native, core = values.native.get(cells[0]), values.core[cells[0]]
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
        Text(f"另有 {followers} 个单元格随之不同。", f"{followers} other cells differ with it.") if followers else None,
        more={"cells": [address(c) for c in cells]},
    )


def has_no_native_form(values: ThreeValues, cell: CellKey) -> bool:
    """Tell whether a formula says itself, by NA(), that its native form has no value here where the core has one."""
    native, core = values.native.get(cell), values.core[cell]
    said = isinstance(native, ErrorValue) and native == "#N/A" and not isinstance(core, ErrorValue)
    return said and "NA()" in values.book.formulas.get(cell, "")


def native_form_ends(values: ThreeValues, cells: list[CellKey], followers: int, effect: Text | None) -> Finding:
    """Say that only the core has a value for cells below each other: of steam in region 3 as a rule.

    Args:
        effect: what the results of the file lack, where it was calculated without the core; None where they are right.
    """
    sheet, row, column = cells[0]
    letters = column_letters(column)
    place = f"{letters}{row}" if len(cells) == 1 else f"{letters}{row}:{letters}{cells[-1][1]}"
    core = _shown(values.core[cells[0]])
    steam = "steam23_n" in values.book.formulas.get(cells[0], "")
    why = (
        Text("：水蒸气第 3 区，350 ℃ 以上的高压", ": steam in region 3, above 350 °C at high pressure")
        if steam
        else Text("", "")
    )
    return Finding(
        "value-native-differs",
        Severity.NOTE if effect is None else Severity.WARNING,
        sheet,
        place,
        Text(
            f"原生公式在此没有结果（#N/A{why.zh}），计算核心得 {core}",
            f"the native formula has no value here (#N/A{why.en}) and the core gives {core}",
        ),
        Text("由计算核心得出的值", "the value of the core"),
        Text(
            "这不说明公式被改动。请用加载项或 twinledger calculate 计算，并核对填写的内容。",
            "It says nothing against the formula. Calculate with the add-in or `twinledger calculate`, and check the entries.",
        ),
        _and_followers(effect, followers),
        more={"cells": [address(c) for c in cells]},
    )  # fmt: skip


def _and_followers(effect: Text | None, followers: int) -> Text | None:
    more = (
        Text(f"另有 {followers} 个单元格随之不同。", f"{followers} other cells differ with it.") if followers else None
    )
    if effect is None or more is None:
        return effect or more
    return Text(f"{more.zh}{effect.zh}", f"{more.en} {effect.en}")


def not_calculated(cells: Collection[CellKey]) -> Finding:
    """Say that formulas reach outside the file and were not calculated."""
    return _taken_from_file(
        "value-not-calculated",
        Severity.ERROR,
        cells,
        Text(
            f"{len(cells)} 个公式引用了文件之外的内容，无法复算，其值照文件采用",
            f"{len(cells)} formula(s) reach outside the file and cannot be calculated; their values are taken from it",
        ),
        Text("只引用本工作簿的公式", "formulas that stay within the workbook"),
        Text("请把所需数值抄入本工作簿并注明来源。", "Copy the value into the workbook and name its source."),
    )


def not_known(book: Book, cells: Collection[CellKey]) -> Finding:
    """Say that formulas call functions that are not known here, and were not calculated."""
    names = list(dict.fromkeys(name for cell in sorted(cells) for name in unknown_functions(book.formulas[cell])))[:5]
    return _taken_from_file(
        "value-not-known",
        Severity.NOTE,
        cells,
        Text(
            f"{len(cells)} 个公式用到此处没有的函数（{'、'.join(names)}），无法复算，其值照文件采用",
            f"{len(cells)} formula(s) call functions that are not known here ({', '.join(names)}); their values are taken "
            "from the file",
        ),
        Text("Excel、WPS、LibreOffice 都有的函数", "functions that Excel, WPS and LibreOffice all have"),
        Text(
            "若计算要用到这些单元格，请改用通用函数或填入数值。",
            "If a calculation reads them, enter the values instead.",
        ),
    )


def _taken_from_file(
    rule: str, severity: Severity, cells: Collection[CellKey], found: Text, expected: Text, action: Text
) -> Finding:
    """Make the finding, at the first of them, of cells whose values are taken from the file."""
    sheet, _, place = address(min(cells)).rpartition("!")
    more: dict[str, object] = {"cells": [address(c) for c in sorted(cells)]}
    return Finding(rule, severity, sheet, place, found, expected, action, more=more)


def values_missing(count: int) -> Finding:
    """Say that the file has no values to compare."""
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


def uncalculated(problem: FileProblem) -> Finding:
    """Say that nothing of a workbook was checked, because it cannot be calculated."""
    return Finding(
        "value-not-calculated",
        Severity.ERROR,
        "",
        "",
        problem.text,
        Text("可以重新计算的工作簿", "a workbook that can be calculated again"),
        Text("结果未经复算，请向提交者索取可计算的文件。", "Its results were not checked; ask for a file that calculates."),
    )  # fmt: skip


def _shown(value: Value) -> str:
    """Write a value for a finding, with a sign for a blank."""
    if is_blank(value):
        return "∅"
    if isinstance(value, float) and not isinstance(value, bool):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return str(value)


def _percent(a: Value, b: Value) -> str:
    if isinstance(a, float) and isinstance(b, float) and b:
        return f" ({(a - b) / abs(b):+.2%})"
    return ""
