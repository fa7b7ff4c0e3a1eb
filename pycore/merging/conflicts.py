"""What two files both say, and what changes hands inside a park and would count twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pycore.cells.stored import Value
from pycore.filling.values import units_of
from pycore.language import Text
from pycore.merging.given import GivenRow, alike_name, enterprise_column
from pycore.merging.placing import Placing
from pycore.reading.choices import as_text
from pycore.sheets.definition import Table, Workbook
from pycore.sheets.exchange import Takes
from pycore.sheets.meaning_of import entry_of, meanings_of
from pycore.sheets.meanings import Meaning, RowKind, SharedEntry


def given_twice(rows: Sequence[GivenRow]) -> dict[tuple[str, str], list[str]]:
    """Find enterprises and years that more than one file gives, each with the names of the files.

    The year is "" for what is said of the enterprise as a whole.
    """
    files: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        if row.enterprise:
            files.setdefault((alike_name(row.enterprise), row.year), {})[row.source.digest] = row.source.name
    return {key: list(names.values()) for key, names in files.items() if len(names) > 1}


# ── what is sold and bought inside ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Traded:
    """What an enterprise buys or sells of electricity or heat in a year."""

    what: Text
    unit: str
    year: str
    enterprise: str
    sold: bool
    amount: float
    new: bool
    """Whether a file gives it; else it stands in the ledger."""


@dataclass(frozen=True, slots=True)
class Doubling:
    """What may count twice: who gives, who takes, and how much of it at most passes between them."""

    what: Text
    year: str
    unit: str
    givers: tuple[tuple[str, float], ...]
    takers: tuple[tuple[str, float], ...]

    @property
    def most(self) -> float:
        """How much may pass inside, at most."""
        return min(sum(n for _, n in self.givers), sum(n for _, n in self.takers) if self.takers else float("inf"))

    @property
    def text(self) -> Text:
        """The sentence: who sells, who buys, and what to look at."""
        givers, takers = _sides(self.givers), _sides(self.takers)
        if not self.takers:
            return Text(
                f"{self.year} {self.what.zh}：{givers.zh} {self.unit} 交给其他单位。接收方在园区内并最终排放的，应在接收方计入，且不能两处都扣减。",
                f"{self.year} {self.what.en}: {givers.en} {self.unit} is handed to others. Where the receiver is in the park and "
                "releases it, it counts there, and is not to be deducted at both.",
            )
        most = f"{self.most:,.10g} {self.unit}"
        return Text(
            f"{self.year} {self.what.zh}：{givers.zh} {self.unit} 外供，{takers.zh} {self.unit} 购入，其中最多 {most} "
            "可能是园区内的同一笔。外供方记出、购入方记入时相抵；只记一方就会重复或漏计，请核对。",
            f"{self.year} {self.what.en}: sold by {givers.en} {self.unit}, bought by {takers.en} {self.unit}; up to {most} of it "
            "may be the same inside the park. It cancels where the seller has it as out and the buyer as in; with one side "
            "alone it counts twice or not at all: check.",
        )


_NAMED = 5
"""Enterprises that a sentence names; the others are counted."""


def _sides(side: Sequence[tuple[str, float]]) -> Text:
    """Who gives or takes how much, the largest first."""
    ordered = sorted(side, key=lambda one: -one[1])
    named = ordered[:_NAMED]
    rest = ordered[_NAMED:]
    zh = "、".join(f"{who or '园区公共'} {amount:,.10g}" for who, amount in named)
    en = ", ".join(f"{who or 'the park'} {amount:,.10g}" for who, amount in named)
    if rest:
        more = f"{sum(amount for _, amount in rest):,.10g}"
        zh, en = f"{zh}、另 {len(rest)} 家 {more}", f"{en}, {len(rest)} others {more}"
    return Text(zh, en)


def doublings(rows: Iterable[GivenRow], placing: Placing, takes: Takes) -> list[Doubling]:
    """Find what one enterprise sells and another buys in a year, in the files and in the ledgers, and CO2 handed over."""
    rows = list(rows)
    traded = [*_given(rows), *_standing(placing, takes)]
    found = []
    for what, unit, year in dict.fromkeys((t.what, t.unit, t.year) for t in traded):
        of_year = [t for t in traded if (t.what, t.unit, t.year) == (what, unit, year)]
        givers, takers = _added(t for t in of_year if t.sold), _added(t for t in of_year if not t.sold)
        others = {name for name, _ in givers} | {name for name, _ in takers}
        if givers and takers and len(others) > 1 and any(t.new for t in of_year):
            found.append(Doubling(what, year, unit, givers, takers))
    for row in rows:
        handed = row.values.get(Meaning.HANDED_OVER)
        if handed is not None and isinstance(handed.value, float | int):
            found.append(Doubling(RowKind.CAPTURE.said, row.year, "tCO2", ((row.enterprise, float(handed.value)),), ()))
    return found


def _added(traded: Iterable[Traded]) -> tuple[tuple[str, float], ...]:
    """The amounts of each enterprise."""
    sums: dict[str, float] = {}
    for one in traded:
        sums[one.enterprise] = sums.get(one.enterprise, 0.0) + one.amount
    return tuple((who, amount) for who, amount in sums.items() if amount)


def _given(rows: Iterable[GivenRow]) -> Iterator[Traded]:
    """What the files give, by meaning or as it stands in their ledgers."""
    for row in rows:
        if row.kind is None:
            definition = row.source.book.definition
            values = {key: one.value for key, one in row.values.items()}
            yield from _of_ledger(definition, definition.table(row.table), values, row.year, row.enterprise, new=True)
            continue
        trade, amount = row.values.get(Meaning.TRADE), row.values.get(Meaning.AMOUNT)
        if trade is not None and amount is not None and isinstance(amount.value, float | int):
            sold = trade.value == SharedEntry.SOLD
            yield Traded(row.kind.said, amount.unit, row.year, row.enterprise, sold, float(amount.value), new=True)


def _standing(placing: Placing, takes: Takes) -> Iterator[Traded]:
    """What stands in the ledgers of the workbook that takes."""
    definition = placing.book.definition
    meanings = meanings_of(definition)
    for table in meanings.tables(Meaning.TRADE, Meaning.AMOUNT):
        named, year = enterprise_column(table, takes), meanings.column(table, Meaning.YEAR)
        key = meanings.column(table, Meaning.TRADE)
        options = placing.choices.options(table.column(key).choices)
        for row in placing.place(table).rows.values():
            who, when = (as_text(row.get(one)).strip() if one else "" for one in (named, year))
            coded = {**row, key: options.code(row.get(key))}
            yield from _of_ledger(definition, table, coded, when, who, new=False)


_KINDS = {Meaning.ELECTRICITY: RowKind.ELECTRICITY, Meaning.HEAT: RowKind.HEAT}


def _of_ledger(
    definition: Workbook,
    table: Table,
    row: Mapping[str, Value],
    year: str,
    enterprise: str,
    *,
    new: bool,
) -> Iterator[Traded]:
    """What a row of a ledger says that is bought or sold; nothing where the ledger is of something else."""
    meanings = meanings_of(definition)
    trade, amount = meanings.column(table, Meaning.TRADE), meanings.column(table, Meaning.AMOUNT)
    kind = next((kind for meaning, kind in _KINDS.items() if meaning in meanings.all_of(table)), None)
    value = row.get(amount)
    if not (trade and amount and kind and row.get(trade) and isinstance(value, float | int)):
        return
    side = entry_of(table.column(trade), definition, as_text(row[trade]))
    units = units_of(table.column(amount))
    yield Traded(
        kind.said, units[0] if units else "", year, enterprise, side == SharedEntry.SOLD, float(value), new=new
    )
