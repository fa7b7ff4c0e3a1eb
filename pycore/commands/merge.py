"""`twinledger merge`: fill the ledgers of a workbook from enterprises' own workbooks, or from another of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pycore.commands.confined import confined
from pycore.commands.output import JsonOption, Lang, LanguageOption, print_json, print_table, read_language, say, stop
from pycore.commands.targets import check_preview
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.merging.merged import Merged

_SECONDS = 900.0
"""Every file is reviewed, and the workbook calculated twice or three times."""
_SHOWN = 40
"""Lines of a list that are printed; `--json` has all."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("merge", cls=confined(["books", "into"], ["output"], seconds=_SECONDS))(merge)


def merge(
    books: Annotated[list[Path], typer.Argument(help="给出数据的工作簿 / the workbooks that give rows")],
    into: Annotated[
        Path, typer.Option("--into", help="接收数据的工作簿，只读 / the workbook that takes them; only read")
    ],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="新文件 / the new file (.xlsx)")] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="只预览，不写文件 / show what would be taken, write nothing")
    ] = False,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="文件中没有的企业信息：文件:列=值，可重复，如 a.xlsx:output=74000；year 指定计入的年份 / FILE:COLUMN=VALUE of an "
            "enterprise that its file does not say, may be repeated; year sets the year that its rows count for",
        ),
    ] = None,
    despite_findings: Annotated[
        bool,
        typer.Option(
            "--despite-findings", help="审核有错误或未计算的文件也采用 / take files with errors or without results too"
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace an existing file")] = False,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """把企业的工作簿（或另一园区的工作簿）汇入一个工作簿的台账 / fill the ledgers of a workbook from others; exit status 0 all rows, 1 some not taken or in conflict, 2 refused."""
    from pycore.merging.merge import merge as merge_books
    from pycore.merging.merge import takes_of
    from pycore.merging.source import read_file
    from pycore.package.atomic import write_atomically
    from pycore.reading.book import Book

    language = read_language(lang)
    check_preview(output, preview, [*books, into], force=force, language=language)
    target = Book.open(into)
    takes = takes_of(target)
    columns = [c.key for c in target.definition.table(takes.enterprises[0]).columns]
    said = _said(given or (), books, [*columns, "year"], language)
    sources = [read_file(book, said.get(index, {})) for index, book in enumerate(books)]
    merged = merge_books(target, sources, despite_findings=despite_findings)
    if output is not None and merged.data:
        write_atomically(output, merged.data)
    if as_json:
        print_json(_json(merged, language))
    else:
        _print(merged, language, output if merged.data else None)
    settled = merged.taken and not merged.unplaced and not merged.conflicts
    raise typer.Exit(0 if settled else 1)


def _said(
    listed: Iterable[str], books: Sequence[Path], columns: Sequence[str], language: Language
) -> dict[int, dict[str, str]]:
    """Read `FILE:COLUMN=VALUE` as it is typed, by the number of the file."""
    found: dict[int, dict[str, str]] = {}
    for text in listed:
        place, sign, value = text.partition("=")
        name, colon, column = place.rpartition(":")
        places = [i for i, book in enumerate(books) if name.strip() in (book.name, str(book))]
        if (
            not (sign and colon and value.strip())
            or len({books[i] for i in places}) != 1
            or column.strip() not in columns
        ):
            files = ", ".join(dict.fromkeys(book.name for book in books))
            raise stop(
                Text(
                    f"--set 应写作 文件:列=值，给出的是“{text}”；文件为 {files} 之一，列为 {'、'.join(columns)} 之一。",
                    f'--set wants FILE:COLUMN=VALUE, given was "{text}"; the file is one of {files}, the column one of '
                    f"{', '.join(columns)}.",
                ),
                language,
                2,
            )
        for index in places:
            found.setdefault(index, {})[column.strip()] = value.strip()
    return found


# ── printed ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _number(value: Any) -> str:
    """A number as one reads it: whole where it is large."""
    if isinstance(value, bool) or not isinstance(value, float | int):
        return str(value or "")
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:,.6g}"


def _whose(enterprises: Sequence[str], language: Language) -> str:
    """The name of the enterprise, or how many there are."""
    if len(enterprises) > 1:
        return Text(f"{len(enterprises)} 家", f"{len(enterprises)} of them")[language]
    return enterprises[0] or Text("园区公共", "the park")[language]


def _heads(language: Language, *heads: tuple[str, str]) -> list[str]:
    return [Text(*head)[language] for head in heads]


def _print(merged: Merged, language: Language, output: Path | None) -> None:
    """Print what is taken from whom, totals before and after, and all that somebody has to look at."""
    from pycore.merging.merged import shares

    zh = language == "zh"
    if merged.taken:
        print_table(
            Text("采用的行" if output else "将采用的行", "Rows taken" if output else "Rows that would be taken")[language],
            _heads(language, ("文件", "file"), ("企业", "enterprise"), ("台账", "ledger"), ("行数", "rows"),
                   ("数量", "amount"), ("台账计入 tCO2e", "counted, tCO2e")),
            [
                [
                    f"{one.source.name} {one.source.short}",
                    _whose(one.enterprises, language),
                    one.table.title[language],
                    str(one.rows),
                    ("；" if zh else "; ").join(f"{_number(amount)} {unit}" for unit, amount in one.amounts),
                    _number("" if one.emission is None else one.emission),
                ]
                for one in shares(merged, _SHOWN)
            ],
        )  # fmt: skip
    if merged.added:
        print_table(
            Text("相加的数", "Figures added up")[language],
            _heads(language, ("表", "table"), ("行", "row"), ("列", "column"), ("原有", "before"), ("合并后", "after"),
                   ("文件", "file")),
            [
                [one.table.title[language], " ".join(one.row), one.table.column(one.column).title[language],
                 _number(one.before), _number(one.after), one.source.name]
                for one in merged.added[:_SHOWN]
            ],
        )  # fmt: skip
        _more(len(merged.added) - _SHOWN, language)
    if merged.totals:
        print_table(
            Text("合并前后", "Before and after")[language],
            _heads(language, ("结果", "result"), ("单位", "unit"), ("合并前", "before"), ("合并后", "after")),
            [
                [
                    f"{one.label} {one.title[language]}".strip(),
                    one.unit[language],
                    _number(one.before),
                    _number(one.after),
                ]
                for one in merged.totals
            ],
        )
    _listed(Text("冲突，需要决定：", "Conflicts, to be decided:"), merged.conflicts, language)
    _listed(Text("可能重复计算：", "What may count twice:"), [one.text for one in merged.doublings], language)
    unplaced = [
        Text(f"{one.given.where}{_what(one.given, 'zh')}：{one.why.zh}", f"{one.given.where}{_what(one.given, 'en')}: {one.why.en}")
        for one in sorted(merged.unplaced, key=lambda one: not one.conflict)
    ]  # fmt: skip
    _listed(Text("未采用的行：", "Rows not taken:"), unplaced, language)
    omitted = [
        Text(f"{o.source.name} “{o.table.title.zh}”{o.rows} 行：{o.why.zh}", f'{o.source.name} "{o.table.title.en}", {o.rows} rows: {o.why.en}')
        for o in merged.omitted
    ]  # fmt: skip
    _listed(Text("按声明不采用：", "Not given or not taken, as declared:"), omitted, language)
    _listed(Text("请注意：", "To be known:"), merged.notes, language)
    if output is not None:
        count = len(merged.taken)
        say(
            Text(
                f"已写入 {output}：{count} 行，每行的佐证列写明企业、文件和 sha256 前 12 位；{merged.target.name} 没有改动。",
                f"Written to {output}: {count} rows, whose evidence names enterprise, file and the first 12 digits of its "
                f"sha256; {merged.target.name} is as it was.",
            )[language]
        )
    else:
        say(Text("没有写入文件。", "Nothing was written.")[language])


def _what(given: Any, language: Language) -> str:
    """What a row is and how much, in parentheses."""
    from pycore.sheets.meanings import Meaning

    if given.kind is None:
        return ""
    said = [given.kind.said[language]]
    use = given.values.get(Meaning.USE)
    said += [str(use.value)] if use is not None else []
    for meaning in (Meaning.AMOUNT, Meaning.GAS_VOLUME, Meaning.MASS, Meaning.NOX_MASS, Meaning.METHANE):
        if (held := given.values.get(meaning)) is not None:
            said.append(f"{_number(held.value)} {held.unit}".strip())
            break
    if (held := given.values.get(Meaning.EMISSION)) is not None:
        said.append(f"{_number(held.value)} {held.unit}".strip())
    return Text(f"（{'，'.join(said)}）", f" ({', '.join(said)})")[language]


def _listed(title: Text, lines: Sequence[Text], language: Language) -> None:
    """Print a list with its title, unless it is empty."""
    if not lines:
        return
    say(title[language])
    for line in lines[:_SHOWN]:
        say(f"  {line[language]}")
    _more(len(lines) - _SHOWN, language)


def _more(left: int, language: Language) -> None:
    if left > 0:
        say(
            Text(f"  …另有 {left} 项，用 --json 查看全部。", f"  … and {left} more: see them all with --json.")[
                language
            ]
        )


# ── as JSON ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _json(merged: Merged, language: Language) -> Mapping[str, Any]:
    """What became of the files, as JSON data."""
    return {
        "into": merged.target.name,
        "files": [{"file": one.name, "sha256": one.digest, "errors": len(one.errors)} for one in merged.sources],
        "rows": [
            {
                "from": row.placed.given.where,
                "enterprise": row.placed.given.enterprise,
                "ledger": row.placed.table.key,
                "number": row.number,
                "counted": row.emission,
                "values": {key: one.value for key, one in row.placed.values.items()},
            }
            for row in merged.taken
        ],
        "added": [
            {"ledger": one.table.key, "of": list(one.row), "column": one.column, "before": one.before, "after": one.after,
             "from": one.source.name}
            for one in merged.added
        ],
        "totals": [
            {"title": one.title[language], "label": one.label, "unit": one.unit[language], "before": _plain(one.before),
             "after": _plain(one.after)}
            for one in merged.totals
        ],
        "conflicts": [one[language] for one in merged.conflicts],
        "doublings": [
            {"what": one.what[language], "year": one.year, "unit": one.unit, "givers": dict(one.givers),
             "takers": dict(one.takers), "said": one.text[language]}
            for one in merged.doublings
        ],
        "not_taken": [
            {"from": one.given.where, "what": _what(one.given, language).strip(" （）()"), "why": one.why[language],
             "conflict": one.conflict}
            for one in merged.unplaced
        ],
        "omitted": [
            {"from": one.source.name, "ledger": one.table.key, "rows": one.rows, "why": one.why[language]}
            for one in merged.omitted
        ],
        "notes": [one[language] for one in merged.notes],
    }  # fmt: skip


def _plain(value: Any) -> Any:
    """A result as JSON data; an error by its code."""
    return value if value is None or isinstance(value, float | int | str) else str(value)
