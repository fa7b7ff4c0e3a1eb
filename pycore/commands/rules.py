"""`twinledger rules`: the rules of the review, and which of them can speak in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pycore.commands.output import JsonOption, Lang, LanguageOption, print_json, print_table, read_language, say
from pycore.language import Text

if TYPE_CHECKING:
    from pycore.review.rules.rule import Rule


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("rules")(rules)


def rules(
    workbook: Annotated[
        str | None,
        typer.Option(
            "--workbook", help="说明各规则在此工作簿中能否适用，如 coal_chemical / say which can speak in a workbook"
        ),
    ] = None,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """列出审核规则 / list the rules of the review: with --workbook which can speak in it, and what the others miss."""
    from pycore.review.rules import installed_rules
    from pycore.review.speaking import speaking_rules
    from pycore.sheets.registry import workbook_definition

    language = read_language(lang)
    known: list[tuple[Rule, Text | None]] = (
        [(rule, None) for rule in installed_rules()]
        if workbook is None
        else [(one.rule, one.missing) for one in speaking_rules(workbook_definition(workbook))]
    )
    silent = sum(missing is not None for _, missing in known)
    if as_json:
        print_json(
            [
                {"id": rule.id, "severity": rule.severity.value, "text": rule.text[language]}
                | ({"speaks": missing is None, "missing": missing and missing[language]} if workbook else {})
                for rule, missing in known
            ]
        )
        return
    heads = [Text("规则", "rule"), Text("检查什么", "what it looks for")]
    rows = [[rule.id, rule.text[language]] for rule, _ in known]
    if workbook is not None:
        heads.append(Text("能否适用", "can it speak"))
        yes = Text("能", "yes")
        rows = [[*row, (missing or yes)[language]] for row, (_, missing) in zip(rows, known, strict=True)]
    print_table(Text("审核规则", "Rules of the review")[language], [head[language] for head in heads], rows)
    if workbook is not None:
        say(
            Text(
                f"{len(known)} 条规则中 {len(known) - silent} 条在 {workbook} 中适用，{silent} 条不适用。",
                f"Of {len(known)} rules {len(known) - silent} can speak in {workbook}, {silent} cannot.",
            )[language]
        )
