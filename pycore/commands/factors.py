"""`twinledger factors`: the values of the library, with their evidence, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pycore.commands.output import JsonOption, Lang, LanguageOption, both_json, print_json, read_language, say, stop
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.library import Benchmark, Erratum, Evidence, Factor, Spread


_ALSO = (
    "另见 twinledger factors add：把省级或企业的因子表填入工作簿的“自有因子”表 / "
    "see also twinledger factors add: fill the own factors of a workbook from a table"
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("factors", epilog=_ALSO)(factors)


def factors(
    words: Annotated[list[str] | None, typer.Argument(help="查找的词 / words to look for")] = None,
    evidence: Annotated[
        str, typer.Option("--evidence", metavar="ID", help="一个数值的依据 / the evidence of one value, by its id")
    ] = "",
    edition: Annotated[
        str,
        typer.Option(
            "--edition", metavar="VERSION", help="按旧版因子库的数值 / values as this edition of the library held them"
        ),
    ] = "",
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """在因子库中查找 / find factors and benchmarks whose id, names, notes or source hold every word."""
    language = read_language(lang)
    if bool(words) == bool(evidence):
        usage = Text(
            "请给出查找的词，或用 --evidence 给出一个编号，二者取一。",
            "Give words to look for, or one id with --evidence, and not both.",
        )
        raise stop(usage, language, 2)
    if evidence:
        _show_evidence(evidence, edition, as_json, language)
    else:
        _search(" ".join(words or ()), edition, as_json, language)


def _search(words: str, edition: str, as_json: bool, language: Language) -> None:
    """Print the entries that hold every word."""
    from pycore.library import library

    found = library().find(words)
    if edition:
        found = tuple(library().as_of(entry.id, edition) for entry in found if library().had(entry.id, edition))
    if not found:
        nothing = Text(
            f"因子库中没有同时含有“{words}”的条目。请减少词数或换用中文名、英文名或编号的一部分。",
            f'Nothing in the factor library holds "{words}". Use fewer words, or part of a name or an id.',
        )
        raise stop(nothing, language, 1)
    if as_json:
        print_json([_factor_json(entry) for entry in found])
        return
    for entry in found:
        say("\n".join(_factor_lines(entry, language)))


def _factor_json(entry: Factor | Benchmark) -> dict[str, Any]:
    """Describe an entry as data, with what it supersedes and what supersedes it."""
    from pycore.equations.flags import flag_text
    from pycore.library import library

    newer = library().superseded_by(entry.id)
    return {
        "id": entry.id,
        "name": both_json(entry.name),
        "value": entry.value,
        "unit": entry.unit,
        "source": entry.source,
        "year": entry.year,
        "region": entry.region,
        "uncertainty": entry.uncertainty,
        "distribution": entry.distribution,
        "flag": {"code": entry.flag, **both_json(flag_text(entry.flag))},
        "sources": len(library().support(entry.id).transcribers),
        "version": entry.version,
        "supersedes": entry.supersedes or None,
        "superseded_by": newer.id if newer else None,
        "note": both_json(entry.note),
    }


def _factor_lines(entry: Factor | Benchmark, language: Language) -> list[str]:
    """Write an entry on its lines: value, source, uncertainty, flag, successor."""
    from pycore.equations.flags import flag_text
    from pycore.equations.number_text import format_number
    from pycore.library import library

    zh = language == "zh"
    colon, comma = ("：", "，") if zh else (": ", ", ")
    spread = f"±{entry.uncertainty:.3%}".replace(".000%", "%") if entry.uncertainty else ("无" if zh else "none")
    unit = "" if entry.unit == "1" else f" {entry.unit}"
    lines = [
        f"{entry.id}  {entry.name[language]} = {format_number(entry.value)}{unit}",
        f"    {'来源' if zh else 'source'}{colon}{comma.join((entry.source_text[language], str(entry.year), entry.region))}",
        f"    {'不确定度' if zh else 'uncertainty'}{colon}{spread}    "
        f"{'可信标志' if zh else 'flag'}{colon}{flag_text(entry.flag)[language]}",
    ]
    newer = library().superseded_by(entry.id)
    if newer is not None:
        lines.append(f"    {'已被替代' if zh else 'superseded by'}{colon}{newer.id} = {format_number(newer.value)}")
    return lines


# ── evidence ───────────────────────────────────────────────────────────────────────────────────────────────


def _show_evidence(id: str, edition: str, as_json: bool, language: Language) -> None:
    """Print where a value was found, how far its sources differ and what was corrected."""
    from pycore.library import library

    entry = library().as_of(id, edition) if edition else library().entry(id)
    support, spread, errata = library().support(id), library().spread(id), library().errata_of(id)
    if as_json:
        rows = [_evidence_json(row) for row in support.rows]
        print_json(
            {
                **_factor_json(entry),
                "checked": support.checked,
                "spread": None
                if spread is None
                else {"min": spread.lowest, "max": spread.highest, "relative": spread.relative},
                "evidence": rows,
                "errata": [_erratum_json(erratum) for erratum in errata],
            }
        )
        return
    lines = _factor_lines(entry, language)
    lines.append(f"    {_count(len(support.transcribers))[language]}")
    if spread is not None:
        lines.append(f"    {_spread_text(spread)[language]}")
    lines += [f"  - {_evidence_text(row)[language]}" for row in support.rows]
    lines += [f"  ! {_erratum_text(erratum)[language]}" for erratum in errata]
    say("\n".join(lines))


def _count(sources: int) -> Text:
    """Write a number of sources."""
    return Text(
        f"相互独立、数值一致的来源：{sources} 处" if sources else "没有找到载有此数值的来源",
        f"independent sources that agree: {sources}" if sources else "no source with this number was found",
    )


def _spread_text(spread: Spread) -> Text:
    """Say how far the sources of a value differ."""
    from pycore.equations.number_text import format_number

    ends = [format_number(end) for end in (spread.lowest, spread.highest)]
    size = "" if spread.relative is None else f"{spread.relative:.2%}"
    return Text(
        f"来源不一：{ends[0]}～{ends[1]}" + (f"，相差 {size}" if size else ""),
        f"sources differ: {ends[0]} to {ends[1]}" + (f", {size} apart" if size else ""),
    )


def _evidence_text(row: Evidence) -> Text:
    """Write a row of evidence on one line."""
    from pycore.equations.number_text import format_number
    from pycore.library import library
    from pycore.library.evidence_records import KINDS_OF_SOURCE, VERDICTS

    # A value of a table is its own evidence: its source is who handed it down, and no row of the origins.
    origin = library().origins.get(row.origin)
    by = (
        Text("", "") if origin is None else Text(f" {row.origin}，{origin.what.zh}", f" {row.origin}, {origin.what.en}")
    )
    kind, verdict, number = KINDS_OF_SOURCE[row.kind], VERDICTS[row.agrees], format_number(row.value)
    cited = [part for part in (row.source, row.place, str(row.year)) if part]
    old = Text("未重新核对", "not read again") if row.checked == "no" else Text("", "")
    zh = [part for part in (old.zh, row.note.zh) if part]
    en = [part for part in (old.en, row.note.en) if part]
    return Text(
        f"{number}（{verdict.zh}）：{'，'.join(cited)}；{kind.zh}{by.zh}" + "".join(f"；{s}" for s in zh),
        f"{number} ({verdict.en}): {', '.join(cited)}; {kind.en}{by.en}" + "".join(f"; {s}" for s in en),
    )


_COLUMNS = {
    "value": Text("数值", "value"),
    "uncertainty": Text("不确定度", "uncertainty"),
    "distribution": Text("分布", "distribution"),
}


def _erratum_text(erratum: Erratum) -> Text:
    """Write an erratum on its lines."""
    from pycore.library.evidence_records import STATUSES

    status = STATUSES[erratum.status]
    values = f" {erratum.old_value} → {erratum.new_value}" if erratum.status == "corrected" else ""
    column = _COLUMNS[erratum.column]
    return Text(
        f"勘误 {erratum.to_version} {column.zh}{status.zh}{values}：{erratum.reason.zh}{erratum.effect.zh}",
        f"erratum {erratum.to_version} {column.en} {status.en}{values}: {erratum.reason.en} {erratum.effect.en}",
    )


def _evidence_json(row: Evidence) -> dict[str, Any]:
    """Describe a row of evidence as data."""
    from pycore.library import library

    origin = library().origins.get(row.origin)
    transcriber = row.origin if origin is None else origin.transcriber
    what = Text(row.origin, row.origin) if origin is None else origin.what
    return {
        "value": row.value,
        "agrees": row.agrees,
        "kind": row.kind,
        "source": row.source,
        "place": row.place,
        "year": row.year,
        "origin": {"code": row.origin, "transcriber": transcriber, **both_json(what)},
        "checked": row.checked == "yes",
        "note": both_json(row.note),
    }


def _erratum_json(erratum: Erratum) -> dict[str, Any]:
    """Describe an erratum as data."""
    return {
        "column": erratum.column,
        "status": erratum.status,
        "from": erratum.from_version,
        "to": erratum.to_version,
        "old": erratum.old_value,
        "new": erratum.new_value,
        "reason": both_json(erratum.reason),
        "effect": both_json(erratum.effect),
    }
