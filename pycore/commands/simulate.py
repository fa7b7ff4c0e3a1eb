"""`twinledger simulate`: Monte Carlo on a whole workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pycore.commands.confined import confined
from pycore.commands.output import (
    JsonOption,
    Lang,
    LanguageOption,
    print_json,
    print_table,
    read_language,
    say,
)
from pycore.commands.targets import check_targets
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.reading.book import Book
    from pycore.simulate.result import NumberResult, Result, Simulation, TextResult
    from pycore.simulate.run import Progress


SECONDS, MEGABYTES = 3600.0, 8192
"""Limits of a simulation, which may be asked for as many draws as somebody has patience for."""


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("simulate", cls=confined(["book"], ["picture"], seconds=SECONDS, megabytes=MEGABYTES))(simulate)


def simulate(
    book: Annotated[Path, typer.Argument(help="工作簿 / workbook", show_default=False)],
    draws: Annotated[int, typer.Option("--draws", help="抽样次数 / number of draws")] = 100_000,
    seed: Annotated[
        int, typer.Option("--seed", help="随机种子，同一种子结果相同 / the same seed gives the same numbers")
    ] = 1,
    picture: Annotated[
        Path | None,
        typer.Option("--picture", help="分布图，.png、.svg 或 .pdf / picture of the distribution"),
    ] = None,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """对整本工作簿做蒙特卡洛模拟，共用因子同步变化 / Monte Carlo on the whole workbook, shared factors vary together."""
    from pycore.reading.book import Book
    from pycore.simulate.picture import picture_format, write_picture
    from pycore.simulate.simulate import simulate as run

    language = read_language(lang)
    if picture is not None:
        picture_format(picture)
        check_targets([picture], [book])
    opened = Book.open(book)
    with _progress(draws, language) as progress:
        simulation = run(opened, draws, seed, progress)
    if picture is not None:
        write_picture(simulation, picture, language)
    if as_json:
        print_json(simulation_json(simulation, opened, language))
        return
    _print(simulation, opened, language)
    if picture is not None:
        say(Text(f"图片已写入 {picture}", f"The picture is at {picture}")[language])


@contextmanager
def _progress(draws: int, language: Language) -> Iterator[Progress]:
    """Show a bar on stderr where a person looks at it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(Text("抽样", "draws")[language], total=draws)
        yield lambda done, wanted: bar.update(task, completed=done, total=wanted)


# ── JSON ───────────────────────────────────────────────────────────────────────────────────────────────────


def simulation_json(simulation: Simulation, book: Book, language: Language) -> dict[str, Any]:
    """Describe a simulation as data, with all that is needed to repeat it."""
    from pycore import __version__
    from pycore.formulas.tree import address

    return {
        "book": book.name,
        "template": book.definition.key,
        "template_version": book.version,
        "core_version": __version__,
        "draws": simulation.draws,
        "seed": simulation.seed,
        "numbers": [_number_json(r, language) for r in simulation.numbers],
        "texts": [
            {**_face(r, language), "calculated": r.calculated, "shares": dict(r.shares), "firm": r.firm}
            for r in simulation.texts
        ],
        "confidence": simulation.confidence,
        "sources": [
            {
                "cell": address(s.cell), "name": s.name, "label": s.label, "mean": s.mean, "relative": s.relative,
                "distribution": s.distribution, "low": _finite(s.low), "high": _finite(s.high),
                "share": simulation.shares[s.cell], "cut": simulation.cut.get(s.cell, 0.0),
            }
            for s in simulation.sources
        ],
        "linked": [address(cell) for cell in simulation.linked],
        "errors": {address(cell): code for cell, code in simulation.errors.items()},
        "notes": [note[language] for note in simulation.notes],
    }  # fmt: skip


def _face(result: Result, language: Language) -> dict[str, Any]:
    """Return what names a result in the JSON: name, row counted from 1, title, label, cell."""
    from pycore.formulas.tree import address

    return {
        "name": result.name,
        "index": result.index + 1,
        "title": result.title[language],
        "label": result.label,
        "cell": address(result.cell),
        "failed": result.failed,
    }


def _number_json(result: NumberResult, language: Language) -> dict[str, Any]:
    """Return a number with its distribution as JSON data: calculated value, mean, spread, 95 % interval, shares."""
    from pycore.formulas.tree import address

    numbers = (
        "calculated",
        "mean",
        "standard_deviation",
        "low",
        "median",
        "high",
        "relative",
        "reference",
        "met",
    )
    return {
        **_face(result, language),
        "unit": result.unit[language],
        **{name: _finite(getattr(result, name)) for name in numbers},
        "contributions": [
            {"cell": address(c.source.cell), "label": c.source.label, "share": c.share} for c in result.contributions
        ],
    }


def _finite(value: float | None) -> float | None:
    import math

    return value if value is not None and math.isfinite(value) else None


# ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────

_NUMBER_HEADS = (
    Text("结果", "result"), Text("计算值", "calculated"), Text("均值", "mean"), Text("标准差", "sd"), Text("2.5%", "2.5 %"),
    Text("50%", "50 %"), Text("97.5%", "97.5 %"), Text("±95%", "±95 %"), Text("先进值", "advanced"),
    Text("不高于先进值", "not above it"),
)  # fmt: skip


def _print(simulation: Simulation, book: Book, language: Language) -> None:
    """Print a simulation: what was drawn, numbers, grades, and the main sources of uncertainty."""
    from pycore.formulas.tree import address

    say(
        Text(
            f"{book.name}：抽样 {simulation.draws:,} 次，种子 {simulation.seed}，{len(simulation.sources)} 个不确定量；"
            "共用因子同步变化，台账各行相互独立。",
            f"{book.name}: {simulation.draws:,} draws, seed {simulation.seed}, {len(simulation.sources)} uncertain "
            "quantities; shared factors vary together, ledger rows independently.",
        )[language]
    )
    if simulation.numbers:
        print_table(
            Text("数值结果", "Numbers")[language],
            [head[language] for head in _NUMBER_HEADS],
            [_number_row(r, language) for r in simulation.numbers],
        )
    if simulation.texts:
        print_table(
            Text("等级", "Grades")[language],
            [
                t[language]
                for t in (
                    Text("结果", "result"),
                    Text("计算值", "calculated"),
                    Text("概率", "probability"),
                    Text("判断", "verdict"),
                )
            ],
            [_text_row(r, language) for r in simulation.texts],
        )
    contributions = [row for r in simulation.numbers for row in _contribution_rows(r, language)]
    if contributions:
        print_table(
            Text("不确定性的主要来源（相关系数平方）", "Main sources of uncertainty (squared correlation)")[language],
            [
                t[language]
                for t in (
                    Text("结果", "result"),
                    Text("贡献", "share"),
                    Text("单元格", "cell"),
                    Text("来源", "source"),
                )
            ],
            contributions,
        )
    for cell, code in simulation.errors.items():
        say(
            Text(
                f"! {address(cell)} 为错误值 {code}，未模拟。",
                f"! {address(cell)} is the error {code}: not simulated.",
            )[language]
        )
    for note in simulation.notes:
        say("! " + note[language])


def _number_row(result: NumberResult, language: Language) -> list[str]:
    """Write the row of a number in the table: calculated value, mean, standard deviation, 2.5, 50 and 97.5 % points."""
    values = [
        result.calculated,
        result.mean,
        result.standard_deviation,
        result.low,
        result.median,
        result.high,
    ]
    return [
        result.named(language),
        *(_shown(v) for v in values),
        "–" if result.relative is None else f"{result.relative:.1%}",
        "–" if result.reference is None else _shown(result.reference),
        "–" if result.met is None else f"{result.met:.1%}",
    ]


def _text_row(result: TextResult, language: Language) -> list[str]:
    """Write the row of a text in the table: the share of each outcome and whether it is firm."""
    comma, colon = ("，", "：") if language == "zh" else (", ", ": ")
    shares = comma.join(f"{text} {share:.1%}" for text, share in result.shares.items())
    firm, flips = Text("✓ 可靠", "✓ firm"), Text("! 等级可能翻转", "! grade could flip")
    verdict = (firm if result.firm else flips)[language]
    if result.most_likely != result.calculated:
        verdict += Text(f"{comma}最可能{colon}{result.most_likely}", f"{comma}most likely{colon}{result.most_likely}")[
            language
        ]
    return [result.named(language), result.calculated, shares, verdict]


def _contribution_rows(result: NumberResult, language: Language) -> list[list[str]]:
    """Write the rows of the table of contributions: share of the variance, cell and what is drawn there."""
    from pycore.formulas.tree import address

    return [
        [
            result.named(language) if place == 0 else "",
            f"{c.share:.1%}",
            address(c.source.cell),
            c.source.label,
        ]
        for place, c in enumerate(result.contributions)
    ]


def _shown(value: float) -> str:
    """Five figures for small numbers, whole ones with separators for large ones."""
    if value != value:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1e5 else f"{value:,.5g}" if abs(value) < 1e4 else f"{value:,.1f}"
