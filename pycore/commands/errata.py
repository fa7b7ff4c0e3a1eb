"""`twinledger errata`: which submitted files used a value that has since been corrected, and what that changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pycore.commands.output import (
    JsonOption,
    Lang,
    LanguageOption,
    both_json,
    headed,
    print_json,
    print_table,
    read_language,
    say,
    say_error,
)
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.review.errata.result import CorrectedResult, CorrectedValue, FileErrata

_STALE = Text(
    "  标 * 的结果在文件中没有值或是另一个值（{n} 个，见 --json），这里按文件的输入和因子重新计算；请用 twinledger review 审核。",
    "  Results marked * have no value or another one in the file ({n}, see --json) and were calculated anew here from its inputs "
    "and factors: run `twinledger review`.",
)


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("errata")(errata)


def errata(
    books: Annotated[list[Path], typer.Argument(help="提交的工作簿 / submitted workbooks", show_default=False)],
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """哪些文件采用了后来订正的因子值，订正使结果和等级改变多少 / which files used a value corrected since, and what that changes: exit status 0 none did, 1 one did, 2 refused, 3 could not be read here; of several files the highest."""
    from pycore.review.errata.many import errata_many

    language = read_language(lang)
    found = errata_many(books)
    if as_json:
        print_json([_json(one) for one in found])
    else:
        for one in found:
            _print(one, language)
    raise typer.Exit(max(one.outcome.value for one in found))


# ── JSON ───────────────────────────────────────────────────────────────────────────────────────────────────


def _json(found: FileErrata) -> dict[str, Any]:
    """Return what was found of a file as JSON data; texts in both languages."""
    return {
        "file": found.file,
        "outcome": found.outcome.name.lower(),
        "template": found.template,
        "version": found.version,
        "library": found.library,
        "errata": [_value_json(value) for value in found.values],
        "results": [_result_json(result) for result in found.results],
        "problems": [both_json(problem) for problem in found.problems],
    }


def _value_json(value: CorrectedValue) -> dict[str, Any]:
    """Return a corrected value as JSON data, with each of its corrections."""
    return {
        "id": value.id,
        "name": both_json(value.name),
        "column": value.column,
        "cell": value.cell,
        "rows": value.rows,
        "old": value.old,
        "new": value.new,
        "corrections": [
            {
                "from_version": one.from_version,
                "to_version": one.to_version,
                "old": one.old,
                "new": one.new,
                "reason": both_json(one.reason),
                "effect": both_json(one.effect),
            }
            for one in value.corrections
        ],
    }


def _result_json(result: CorrectedResult) -> dict[str, Any]:
    """Return a key result as JSON data; `relative` is a fraction."""
    return {
        "name": result.name,
        "title": both_json(result.title),
        "label": result.label,
        "cell": result.cell,
        "in_file": result.in_file,
        "submitted": result.submitted,
        "corrected": result.corrected,
        "changed": result.changed,
        "relative": result.relative,
    }


# ── words ──────────────────────────────────────────────────────────────────────────────────────────────────


def _print(found: FileErrata, language: Language) -> None:
    """Print what was found of a file: changed grades, the errata, the key results; else one sentence."""
    named = headed(found.file, language)
    for problem in found.problems:
        say_error(named + problem[language])
    if found.problems:
        return
    if not found.values:
        none = Text("输入没有采用后来订正的因子值。", "no input uses a value that has been corrected since.")
        say(named + none[language])
        return
    say(named + _head(found)[language])
    grades = [r for r in found.results if r.changed and r.is_grade]
    for grade in grades:
        said = Text(f"  改变：{_whose(grade).zh} {_word(grade.submitted)} → {_word(grade.corrected)}",
                    f"  Changed: {_whose(grade).en} {_word(grade.submitted)} → {_word(grade.corrected)}")  # fmt: skip
        say(said[language])
    for value in found.values:
        _print_value(value, language)
    _print_results(found, language)


def _head(found: FileErrata) -> Text:
    """Say how many corrected values the file used, and whether that changes anything."""
    count = len(found.values)
    if not any(r.changed for r in found.results):
        return Text(
            f"采用了 {count} 个后来订正的值，主要结果和等级不变。",
            f"it used values that have been corrected since ({count}); no key result or grade changes.",
        )
    return Text(
        f"采用了 {count} 个后来订正的值，主要结果随之改变。",
        f"it used values that have been corrected since ({count}), and key results change.",
    )


def _print_value(value: CorrectedValue, language: Language) -> None:
    """Print an erratum: old and new value, editions, where, how many rows use it, reason and effect."""
    column = "" if value.column == "value" else f" {value.column}"
    place = (
        Text(f"{value.cell}，{value.rows} 行采用", f"{value.cell}, rows that use it: {value.rows}")
        if value.rows
        else Text(f"{value.cell}，主要结果采用", f"{value.cell}, used by key results")
    )
    for one in value.corrections:
        said = Text(
            f"  {value.id}（{value.name.zh}）{column} {one.old} → {one.new}，{one.to_version} 版订正；"
            f"{place.zh}。{one.reason.zh}{one.effect.zh}",
            f"  {value.id} ({value.name.en}){column} {one.old} → {one.new}, corrected in {one.to_version}; "
            f"{place.en}. {one.reason.en} {one.effect.en}",
        )
        say(said[language])


def _print_results(found: FileErrata, language: Language) -> None:
    """Print the key results as a table, changed grades first."""
    heads = [
        Text("结果", "result"),
        Text("提交时", "as submitted"),
        Text("订正后", "corrected"),
        Text("变化", "change"),
        Text("单元格", "cell"),
    ]
    rows = [
        [
            _whose(result)[language] + (" *" if result.stale else ""),
            _word(result.submitted),
            _word(result.corrected),
            _change(result)[language],
            result.cell,
        ]
        for result in found.results
    ]
    print_table(Text("主要结果", "Key results")[language], [h[language] for h in heads], rows)
    stale = sum(result.stale for result in found.results)
    if stale:
        say(_STALE.format(n=stale)[language])


def _whose(result: CorrectedResult) -> Text:
    """Say whose result it is, and what."""
    return Text(*(f"{result.label} {title}".strip() for title in (result.title.zh, result.title.en)))


def _word(value: object) -> str:
    """Write a value of a result."""
    if isinstance(value, float):
        return f"{value:,.4f}"
    return "–" if value is None else str(value)


def _change(result: CorrectedResult) -> Text:
    """Write by how much a result changes: in percent, or that it does."""
    if not result.changed:
        return Text("不变", "none")
    if result.relative is None:
        return Text("改变", "changed")
    return Text(*(f"{result.relative:+.3%}",) * 2)
