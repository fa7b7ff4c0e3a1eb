"""Functions of the calculation record: a digest of cells, and the time of calculation."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from typing import Any

from pycore.cells.values import is_blank, rows_of
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.method import Method
from pycore.equations.units import GROUP_ABOUT
from pycore.language import Text

_OWN = Clause(Text("TwinLedger 计算记录", "TwinLedger calculation record"), "S")
DIGITS = 16


def _digest(*ranges: Any) -> str:
    """Return the first digits of a SHA-256 over all cells, range by range; a number counts as its 15 digits show it."""
    hashed = hashlib.sha256()
    for area in ranges:
        for row in rows_of(area):
            for cell in row:
                hashed.update(_written(cell).encode() + b"\x1f")
            hashed.update(b"\x1e")
        hashed.update(b"\x1d")
    return hashed.hexdigest()[:DIGITS]


def _written(cell: Any) -> str:
    """Write a cell for the digest, with a letter for its kind, so that the number 1 and the text "1" differ."""
    if is_blank(cell):
        return ""
    if isinstance(cell, bool):
        return f"b{cell}"
    return f"n{cell:.15g}" if isinstance(cell, (int, float)) else f"t{cell}"


def _calculated_at() -> str:
    """Return the time in UTC; `SOURCE_DATE_EPOCH` fixes it, so that a build can be repeated."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


DIGEST = Method(
    "TL_DIGEST",
    _digest,
    group=GROUP_ABOUT,
    title=Text("单元格内容摘要", "digest of cells"),
    arguments=[Argument("ranges", "", Text("一个或多个区域", "one or more ranges"), kind="any")],
    unit="",
    clause=_OWN,
    variadic=True,
    note=Text(
        "SHA-256 的前 16 位；用于证明输入未被改动。",
        "The first 16 digits of a SHA-256: proves that inputs are unchanged.",
    ),
)
CALCULATED_AT = Method(
    "TL_CALCULATED_AT",
    _calculated_at,
    group=GROUP_ABOUT,
    title=Text("计算时间（UTC）", "time of calculation (UTC)"),
    arguments=[],
    unit="",
    clause=_OWN,
)
