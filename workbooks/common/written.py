"""Results that a command writes into a workbook, with the digest of the inputs that they were made from.

A table that the workbook calculates for the inputs as they stand has beside it a table of the same columns that a
command fills: it changes an input, lets the workbook calculate, and copies the row. So what a command says is what the
workbook itself says, and a reviewer can repeat it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pycore.language import Text, both
from pycore.sheets.definition import Column, Field, Kind, Role
from pycore.sheets.formulas import core_first
from pycore.sheets.meanings import Meaning
from workbooks.common import said
from workbooks.common.closing_sheets import digest_now
from workbooks.common.fields import formed, verdict


def written(column: Column, meaning: Meaning | None = None) -> Column:
    """The same column, as a command fills it."""
    return replace(column, role=Role.WRITTEN, formula="", equation=None, arguments=(), meaning=meaning)


def written_field(
    key: str,
    words: str,
    meaning: Meaning,
    *,
    unit: Text | str = "",
    kind: Kind = Kind.TEXT,
    format: str = "General",
) -> Field:
    """A field that a command fills."""
    unit = both(unit) if unit else both("")
    return Field(key=key, title=both(words), unit=unit, role=Role.WRITTEN, kind=kind, format=format, meaning=meaning)


def made_from(panel: str, inputs: Sequence[str], command: str, now: Meaning, then: Meaning) -> tuple[Field, ...]:
    """The digest of the inputs as they are, that of the inputs which a command has used, and whether they agree.

    Args:
        inputs: the names of what the results depend on.
        command: what is to be run where they do not agree.
    """
    is_now, was = f"{panel}_digest_now", f"{panel}_digest_from"
    # A call of the core is in it, so that it is known as what only the core can tell, as the digest itself is.
    told = said.first_of(
        (f'AND(TL_VERSION()<>"",{is_now}={was})', "✓ 与当前输入一致 | ✓ made from the inputs as they are"),
        otherwise=f"✗ 输入已改变，请重新运行 {command} | ✗ stale: inputs have changed, run {command} again",
    )
    unknown = said.quoted("? 需 TwinLedger 核心核对是否过期 | ? whether it is stale needs the TwinLedger core")
    standing = said.if_then(
        f'{was}=""',
        said.quoted(f"– 尚未运行 {command} | – {command} has not been run"),
        said.in_both(lambda language: core_first(told[language], unknown[language])),
    )
    return (
        formed("digest_now", "当前输入的摘要 | digest of the inputs now", digest_now(inputs), meaning=now),
        written_field("digest_from", "写入时的输入摘要 | digest of the inputs that it was made from", then),
        verdict("standing", "是否过期 | is it stale", standing),
    )
