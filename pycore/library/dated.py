"""Which value of a series a day or a year belongs to. What is not published is said, never filled by a neighbour."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from pycore.errors import LibraryError
from pycore.language import Text
from pycore.library.records import Factor, TableValue

_NO_END = "9999-12-31"
_SHOWN = 4


def time_of(factor: Factor) -> tuple[str, str]:
    """Return the first and the last day that a value is for; a value without days is one of its year."""
    if isinstance(factor, TableValue) and factor.valid_from:
        return factor.valid_from, factor.valid_until or _NO_END
    return f"{factor.year}-01-01", f"{factor.year}-12-31"


def in_order(series: Sequence[Factor]) -> tuple[Factor, ...]:
    """Return the values of a series oldest first."""
    return tuple(sorted(series, key=time_of))


def value_at(series: Sequence[Factor], day: str, reason: Text | None = None) -> Factor:
    """Return the value whose time holds a day, as "2024-12-31"; of two that overlap, the one that began later.

    Raises:
        LibraryError: the day is none, several values began together, which are then no series, or no value is for it. The sentence names the nearest published before and
            after, with their ids, and the `reason` of the gap where it is known.
    """
    try:
        if datetime.date.fromisoformat(day).isoformat() != day:
            raise ValueError(day)
    except ValueError as error:
        raise LibraryError(
            Text(
                f"“{day}”不是日期；应为 2024-12-31 这样的日期。",
                f"'{day}' is no date; expected one as 2024-12-31.",
            )
        ) from error
    holding = [f for f in series if time_of(f)[0] <= day <= time_of(f)[1]]
    if not holding:
        raise _gap(series, day, day, day, reason)
    latest = max(time_of(f)[0] for f in holding)
    newest = [f for f in holding if time_of(f)[0] == latest]
    if len(newest) > 1:
        ids = [f.id for f in newest]
        raise LibraryError(
            Text(
                f"{day} 有 {len(ids)} 个数值同时起算，不是同一个量的序列：{_listed(ids, '、')}。请按编号取值。",
                f"For {day} {len(ids)} values begin together, which are no series of one quantity: "
                f"{_listed(ids, ', ')}. Ask by id.",
            )
        )
    return newest[0]


def value_of_year(series: Sequence[Factor], year: int, reason: Text | None = None) -> Factor:
    """Return the value of a series for a year: the only one whose time holds a day of it.

    Raises:
        LibraryError: no value is for the year (as `value_at` says it), or several are.
    """
    first, last = f"{year}-01-01", f"{year}-12-31"
    holding = [f for f in series if time_of(f)[0] <= last and time_of(f)[1] >= first]
    if not holding:
        raise _gap(series, str(year), first, last, reason)
    if len(holding) > 1:
        ids = [f.id for f in holding]
        raise LibraryError(
            Text(
                f"{year} 年有 {len(ids)} 个数值：{'、'.join(ids)}。请按日期取值。",
                f"{year} has {len(ids)} values: {', '.join(ids)}. Ask by date.",
            )
        )
    return holding[0]


def values_by_year(series: Sequence[Factor]) -> dict[int, Factor]:
    """Return the values by the year that they begin in, oldest first; years without a value are not there.

    Raises:
        LibraryError: a year has several values.
    """
    found: dict[int, Factor] = {}
    for factor in in_order(series):
        year = int(time_of(factor)[0][:4])
        if year in found:
            raise LibraryError(
                Text(
                    f"{year} 年有多个数值（{found[year].id}、{factor.id}），不是逐年的序列。请按日期取值。",
                    f"{year} has several values ({found[year].id}, {factor.id}): no series by year. Ask by date.",
                )
            )
        found[year] = factor
    return found


def _listed(ids: Sequence[str], sign: str) -> str:
    """Write the first few ids, with dots where there are more."""
    return sign.join(ids[:_SHOWN]) + ("…" if len(ids) > _SHOWN else "")


def _gap(series: Sequence[Factor], wanted: str, first: str, last: str, reason: Text | None) -> LibraryError:
    """Say that there is no value of a day or a year, and which are the nearest."""
    ordered = in_order(series)
    before = [f for f in ordered if time_of(f)[1] < first][-1:]
    after = [f for f in ordered if time_of(f)[0] > last][:1]
    ids = [f.id for f in (*before, *after)]
    beginning = ids[0].rpartition(".")[0]
    because = reason or Text("", "")
    return LibraryError(
        Text(
            f"{beginning} 没有 {wanted} 的数值。{because.zh}最接近的已公布数值是 {'、'.join(ids)}，不以其代替；"
            "请填写有来源的自有值。",
            f"{beginning} has no value for {wanted}. {_sentence(because.en)}The nearest published are "
            f"{', '.join(ids)}, and none is taken in its place; enter your own value with its source.",
        )
    )


def _sentence(text: str) -> str:
    """Write what is missing as one sentence in both languages."""
    return f"{text[:1].upper()}{text[1:]} " if text else ""
