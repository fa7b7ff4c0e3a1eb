"""`twinledger fill`: paste a table of a study into a ledger, its columns mapped by their heads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pycore.commands.confined import confined
from pycore.commands.output import JsonOption, Lang, LanguageOption, print_json, print_table, read_language, say, stop
from pycore.commands.targets import check_preview
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.filling.fill import Filling, Line

_SHOWN_ROWS = 12
_SHOWN_PROBLEMS = 40
"""Lines that are printed; `--json` has all."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("fill", cls=confined(["book"], ["output"], tables=["table"]))(fill)


def fill(
    book: Annotated[Path, typer.Argument(help="工作簿 / the workbook")],
    table: Annotated[Path, typer.Argument(help="来源表 .xlsx 或 .csv / the table to read, .xlsx or .csv")],
    ledger: Annotated[str, typer.Option("--ledger", help="台账的键名或标题 / key or title of the ledger")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="新文件 / the new file (.xlsx)")] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="只预览，不写文件 / show what would be taken, write nothing")
    ] = False,
    sheet: Annotated[str, typer.Option("--sheet", help="来源表的工作表 / sheet of the table's file")] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", help="表中列名=台账列，可重复 / HEAD=COLUMN of the ledger, may be repeated"),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", help="所有行的值：台账列=值，可重复 / COLUMN=VALUE for all rows, may be repeated"),
    ] = None,
    hours: Annotated[
        float | None,
        typer.Option(
            "--hours", min=0, max=8784, help="年运行小时，用于 t/h / hours of a year, for amounts by the hour"
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace an existing file")] = False,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """把可研等的表粘入台账，按表头对应、换算单位 / paste a table into a ledger; exit status 0 all rows, 1 some rejected, 2 refused."""
    from pycore.filling.fill import Wish, fill_ledger
    from pycore.package.atomic import write_atomically
    from pycore.reading.book import Book
    from pycore.reading.source_tables import read_source

    language = read_language(lang)
    check_preview(output, preview, [book, table], force=force, language=language)
    wish = Wish(
        ledger, sheet, _pairs(columns, "--map", language), _pairs(given, "--set", language), hours, preview
    )  # fmt: skip
    filled = fill_ledger(Book.open(book), read_source(table), wish)
    if output is not None and filled.data:
        write_atomically(output, filled.data)
    if as_json:
        print_json(_json(filled, language))
    else:
        _print(filled, language, output if filled.data else None, preview)
    raise typer.Exit(1 if filled.rejected or not filled.lines else 0)


def _pairs(listed: list[str] | None, option: str, language: Language) -> dict[str, str]:
    """Read `name=value` as it is typed."""
    pairs = {}
    for text in listed or ():
        name, sign, value = text.rpartition("=") if option == "--map" else text.partition("=")
        if not (name.strip() and sign and value.strip()):
            raise stop(
                Text(f"{option} 应写作 名称=值，给出的是“{text}”。", f'{option} wants NAME=VALUE, given was "{text}".'),
                language,
                2,
            )
        pairs[name.strip()] = value.strip()
    return pairs


def _print(filled: Filling, language: Language, output: Path | None, preview: bool) -> None:
    """Print how the table was read, the rows that were taken, and every row that was not."""
    zh = language == "zh"
    sheet = filled.source.sheet
    named = f"{sheet.file} {sheet.name}".strip()
    print_table(
        (f"{named} → {filled.table.title.zh}" if zh else f"{named} → {filled.table.title.en}"),
        ["来源列", "台账列", "单位", "依据"] if zh else ["head", "column", "unit", "why"],
        _mapping(filled, language),
    )
    keys = _filled_keys(filled)
    if filled.lines:
        print_table(
            "将写入的行" if zh and preview else "写入的行" if zh else "Rows",
            ["行" if zh else "row", *(filled.table.column(key).title[language] for key in keys)],
            [_shown(line, keys) for line in filled.lines[:_SHOWN_ROWS]],
        )
    if len(filled.lines) > _SHOWN_ROWS:
        more = len(filled.lines) - _SHOWN_ROWS
        say(
            Text(f"  …另有 {more} 行，用 --json 查看全部。", f"  … and {more} more: see them all with --json.")[
                language
            ]
        )
    for note in filled.notes:
        say(note[language])
    if filled.sums:
        listed = "、".join(filled.sums) if zh else ", ".join(filled.sums)
        say(Text(f"合计行未导入：{listed}", f"Rows of totals were left out: {listed}")[language])
    if filled.rejected:
        rows = len(filled.rejected)
        say(Text(f"未导入，{rows} 处需要处理：", f"Not taken, {rows} to see to:")[language])
        for problem in filled.rejected[:_SHOWN_PROBLEMS]:
            say(f"  {problem.text[language]}")
        if rows > _SHOWN_PROBLEMS:
            more = rows - _SHOWN_PROBLEMS
            say(Text(f"  …另有 {more} 处", f"  … and {more} more")[language])
    if output is not None:
        taken, row = len(filled.lines), filled.first_row
        say(
            Text(
                f"已写入 {output}：“{filled.table.title.zh}”从第 {row} 行起追加 {taken} 行，原有内容不变。",
                f'Written to {output}: {taken} rows appended to "{filled.table.title.en}" from row {row}; all else is as it was.',
            )[language]
        )
    else:
        said = "没有写入文件。", "Nothing was written."
        say(Text(*said)[language])


def _mapping(filled: Filling, language: Language) -> list[list[str]]:
    """The lines of the preview: each head with its column, and heads that were not taken."""
    from pycore.filling.values import units_of

    zh = language == "zh"
    lines = []
    for one in filled.heads.columns:
        source = one.unit_head.words if one.unit_head is not None else one.head.unit
        target = one.column.unit[language]
        if source and target:
            unit = f"{source} → {target}"
        elif target and units_of(one.column):
            unit = f"{target}（未注明）" if zh else f"{target} (not said)"
        else:
            unit = source or target
        lines.append(
            [one.head.whole, f"{one.column.title[language]} [{one.column.key}]", unit, one.how.value[language]]
        )
    for key, value in filled.given.items():
        lines.append(["--set", f"{filled.table.column(key).title[language]} [{key}]", "", value])
    unsure = {head: "有多列相似，请用 --map 指定" if zh else "several alike: use --map" for heads in filled.heads.unsure
              for head in heads}  # fmt: skip
    left = "未采用" if zh else "not taken"
    lines += [[head.whole, "–", head.unit, unsure.get(head, left)] for head in filled.heads.unused]
    return lines


def _filled_keys(filled: Filling) -> list[str]:
    keys = {key for line in filled.lines for key in line.values}
    return [column.key for column in filled.table.columns if column.key in keys]


def _shown(line: Line, keys: list[str]) -> list[str]:
    def text(key: str) -> str:
        if key not in line.values:
            return ""
        value = line.values[key].value
        return value if isinstance(value, str) else f"{value:,.6g}"

    return [str(line.number), *map(text, keys)]


def _json(filled: Filling, language: Language) -> Mapping[str, Any]:
    """What became of the table, as JSON data."""
    return {
        "ledger": filled.table.key,
        "source": filled.source.sheet.place(filled.source.head_row, 1),
        "columns": [
            {"head": one.head.whole, "column": one.column.key, "unit": one.head.unit, "how": one.how.name.lower()}
            for one in filled.heads.columns
        ],
        "given": dict(filled.given),
        "not_taken": [head.whole for head in filled.heads.unused],
        "rows": [{"from": line.where, **{key: one.value for key, one in line.values.items()}} for line in filled.lines],
        "first_row": filled.first_row,
        "totals": list(filled.sums),
        "rejected": [
            {
                "where": problem.where,
                "found": problem.found[language],
                "expected": problem.expected[language],
                "action": problem.action[language],
            }
            for problem in filled.rejected
        ],
        "notes": [note[language] for note in filled.notes],
    }
