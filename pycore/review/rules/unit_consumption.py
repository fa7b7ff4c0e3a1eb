"""Power, fuel and energy of a site against what its processes and products take, from the library of ranges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.library.ranges import UnitRange, unit_ranges
from pycore.reading.book import CellKey
from pycore.review.rules.amount_scale import scale
from pycore.review.rules.balance_energy import Account, Site, accounts, site_of
from pycore.review.rules.ledger_rows import OUTPUT_OF
from pycore.review.rules.rule import Rule, written_number
from pycore.review.rules.unit_carbide_slag import clinker_columns
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import Dimension
from pycore.sheets.meanings import Meaning as M

# Our judgement: how far a site may lie outside what the source has, for its products differ and so do boundaries.
LEAST, MOST = 0.7, 3.0
OWN_POWER = 0.45
"""Of a fuel's net energy into power that a site makes itself."""
_GJ_PER_MWH, _GJ_PER_TCE = 3.6, 29.3076
_CLINKER = "cement_clinker"
_TONNES = {Dimension.MASS: 1.0}

Produced = tuple[UnitRange, float, CellKey]
"""A range, the tonnes that it is for, and the cell that says so."""


def _made(subject: Subject) -> dict[tuple[Site, str], list[Produced]]:
    """What each site makes that there is a range for, by what the range is of."""
    found: dict[tuple[Site, str], list[Produced]] = defaultdict(list)

    def add(site: Site | None, process: str, tonnes: float | None, cell: CellKey) -> None:
        for one in unit_ranges():
            if site is not None and one.process == process and tonnes and tonnes > 0:
                found[site, one.quantity].append((one, tonnes, cell))

    for line in subject.having(M.PROCESS_LINE, M.AMOUNT):
        add(site_of(line), line.code(M.PROCESS_LINE), line.number(M.AMOUNT), line.cell(M.AMOUNT))
    for table in subject.tables.values():
        columns = clinker_columns(table)
        for line in subject.lines(table.key) if columns else ():
            add(site_of(line), _CLINKER, line.number(columns[0]), line.cell(columns[0]))
    for stage, output in OUTPUT_OF.items():
        for line in subject.having(M.PRODUCT, output):
            if scale(line.column(output).unit, _TONNES) == 1:
                add((stage, "", ""), line.code(M.PRODUCT), line.number(output), line.cell(output))
    return found


def _supply(account: Account, quantity: str) -> tuple[float, float]:
    """What a site has at most and at least of a quantity, MWh or tce; own generation counts for the most alone."""
    sold = sum(amount for _, amount in account.power)
    bought = max(account.bought_power - sold, 0.0)
    if quantity == "electricity":
        most = (account.bought_power + OWN_POWER * account.fuel - sold) / _GJ_PER_MWH
        return max(most, 0.0), bought / _GJ_PER_MWH
    if quantity == "fuel":
        return account.fuel / _GJ_PER_TCE, account.fuel / _GJ_PER_TCE
    everything = account.fuel + account.feed + account.bought_power + account.bought_heat
    return everything / _GJ_PER_TCE, everything / _GJ_PER_TCE


def _check(subject: Subject) -> Iterator[Finding]:
    known = accounts(subject)
    for (site, quantity), made in _made(subject).items():
        account = known.get(site)
        if account is None:
            continue  # the ledgers say nothing of the site at all
        size = 1000.0  # kWh in a MWh, kg in a t
        low = sum(one.low * tonnes for one, tonnes, _ in made) / size
        high = sum(one.high * tonnes for one, tonnes, _ in made) / size
        most, least = _supply(account, quantity)
        if most < LEAST * low:
            yield _finding(subject, made, most, small=True)
        elif least > MOST * high:
            yield _finding(subject, made, least, small=False)


def _finding(subject: Subject, made: list[Produced], supply: float, *, small: bool) -> Finding:
    one, _, cell = max(made, key=lambda each: each[1])
    tonnes = sum(each[1] for each in made)
    found = written_number(float(f"{supply * 1000 / tonnes:.3g}"))
    sources = "; ".join(dict.fromkeys(f"{each.source}（{each.flag}）" for each, _, _ in made))
    processes = "、".join(dict.fromkeys(each.title.zh for each, _, _ in made))
    names = ", ".join(dict.fromkeys(each.title.en for each, _, _ in made))
    remembered = any(not each.is_read for each, _, _ in made)
    doubt = Text("；范围凭记忆，待核", "; the range is remembered and wants confirming") if remembered else Text("", "")
    return RULE.at(
        cell,
        Text(
            f"{processes}：按产量 {written_number(tonnes)} t 和台账的能源计，{'至多' if small else '至少'} {found} {one.unit}",
            f"{names}: by the output of {written_number(tonnes)} t and the energy of the ledgers {'at most' if small else 'at least'} "
            f"{found} {one.unit}",
        ),
        Text(
            f"{one.low:g} 到 {one.high:g} {one.unit}（{sources}）{doubt.zh}",
            f"{one.low:g} to {one.high:g} {one.unit} ({sources}){doubt.en}",
        ),
        Text(
            "请核对电量、燃料和产量的单位，以及是否漏填台账；自备电厂、外购热力等请补填。",
            "Check the units of power, fuel and output, and whether ledger rows are missing: own power, heat bought.",
        ),
        severity=Severity.WARNING if small and not remembered else None,
    )


RULE = Rule(
    "unit-consumption",
    15,
    Text("单位产品电耗、能耗不在该工艺的范围", "Unit consumption out of the range of the process"),
    Severity.NOTE,
    _check,
    needs=((M.FUEL, M.AMOUNT, M.CALORIFIC_VALUE),),
)
