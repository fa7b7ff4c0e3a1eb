"""`twinledger doctor --library`: how far the values of the factor library can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from pycore.commands.output import both_json, print_json, say
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.library.evidence import Spread
    from pycore.library.trust import Trust


def show_trust(as_json: bool, language: Language) -> None:
    """Print the counts by flag and what deserves a look; exit status 1 when a value lacks the evidence it needs."""
    from pycore.library import library
    from pycore.library.trust import trust

    found = trust(library())
    if as_json:
        print_json(_json(found))
    else:
        say("\n".join(_lines(found, language)))
    if found.unsupported:
        raise typer.Exit(1)


def _lines(found: Trust, language: Language) -> list[str]:
    """Write the counts by flag, what was not checked again and what differs."""
    from pycore.equations.flags import flag_text
    from pycore.equations.number_text import format_number

    total = sum(found.counts.values())
    lines = [
        Text(f"因子库 {found.edition}：{total} 个数值", f"factor library {found.edition}: {total} values")[language],
        *(f"  {count:4d}  {flag_text(flag)[language]}" for flag, count in found.counts.items()),
    ]
    for title, ids in (
        (Text("高于 M 而没有依据", "above M without evidence"), found.unsupported),
        (Text("沿用原出处、未重新核对", "source taken over and not read again"), found.unchecked),
    ):
        lines += [f"{title[language]}{_number(len(ids))[language]}", *(f"  {id}" for id in ids)]
    lines.append(f"{Text('来源不一', 'sources differ')[language]}{_number(len(found.differing))[language]}")
    lines += [
        f"  {id}  {format_number(spread.lowest)} … {format_number(spread.highest)}{_apart(spread)}"
        for id, spread in found.differing
    ]
    lines.append(f"{Text('待定', 'open questions')[language]}{_number(len(found.open_questions))[language]}")
    lines += [f"  {erratum.id} {erratum.column}  {erratum.reason[language]}" for erratum in found.open_questions]
    return lines


def _number(count: int) -> Text:
    """Write how many there are, before the list of them."""
    return Text(f"（{count}）：" if count else "：无", f" ({count}):" if count else ": none")


def _apart(spread: Spread) -> str:
    """Say how far sources are apart."""
    return "" if spread.relative is None else f"  {spread.relative:.2%}"


def _json(found: Trust) -> dict[str, Any]:
    """Describe the stock-taking as data."""
    return {
        "edition": found.edition,
        "counts": dict(found.counts),
        "unsupported": list(found.unsupported),
        "unchecked": list(found.unchecked),
        "differing": [
            {"id": id, "min": spread.lowest, "max": spread.highest, "relative": spread.relative}
            for id, spread in found.differing
        ],
        "open": [
            {"id": e.id, "column": e.column, "reason": both_json(e.reason), "effect": both_json(e.effect)}
            for e in found.open_questions
        ],
    }
