"""Power and heat sold above what the site can make of its fuels: the first law, with plausible efficiencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pycore.accounting.energy_usual import (
    COAL_ENERGY,
    FEED_ENERGY,
    GJ_PER_MWH,
    MOST_OF_LOSS,
    MOST_TO_BOTH,
    PRODUCT_ENERGY,
)
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.amount_scale import scale
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import Dimension, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

# Our judgement, all on the side of whoever sells: no plant does better than this.
MOST_TO_POWER = 0.6
"""Of the fuel's net energy: the best combined cycles."""
MOST_LOSS_TO_POWER = 0.15
_GENERATES = re.compile(
    r"发电|汽轮|机组|热电|余热|余压|透平|膨胀机|自备电|turbine|generat|\bCHP\b|waste heat|expander", re.IGNORECASE
)
_RESOLD = re.compile(r"转供|转售|趸售|resale|resold|passed on", re.IGNORECASE)
_RENEWABLE = re.compile(r"光伏|风电|风力|水电|太阳能|photovoltaic|\bPV\b|solar|wind|hydro", re.IGNORECASE)
_FROM_POWER = re.compile(r"电锅炉|热泵|electric boiler|heat pump", re.IGNORECASE)
_ENERGY = re.compile(r"[GM]J/")

Site = tuple[str, str, str]
"""Stage, enterprise and year, as far as the ledgers have them."""


@dataclass
class Account:
    """What a site takes in and sells, GJ; the rows in which it sells. The loss is what feed holds above its products."""

    fuel: float = 0.0
    loss: float = 0.0
    feed: float = 0.0
    bought_power: float = 0.0
    bought_heat: float = 0.0
    power: list[tuple[TableRow, float]] = field(default_factory=list)
    heat: list[tuple[TableRow, float]] = field(default_factory=list)


def site_of(line: TableRow) -> Site | None:
    """Where a row belongs; None for a row of a park that names no enterprise."""
    enterprise = line.text(M.ENTERPRISE)
    if line.key(M.ENTERPRISE) and not enterprise:
        return None
    return line.code(M.STAGE), enterprise, line.text(M.YEAR)


def fuel_energy(line: TableRow) -> float:
    """The net energy of a row of fuel or biomass, GJ; 0 where it is not calculated."""
    column = line.column(M.CALORIFIC_VALUE)
    size = 1.0 if _ENERGY.match(column.unit.en) and not column.unit.en.startswith("MJ/t") else 0.001
    return (line.number(M.AMOUNT) or 0.0) * (line.number(M.CALORIFIC_VALUE) or 0.0) * size


def accounts(subject: Subject) -> dict[Site, Account]:
    """Return what each site takes in and sells, by the ledgers of fuels, carbon, power and heat."""
    return subject.once("energy of sites", lambda: _accounts(subject))


def _accounts(subject: Subject) -> dict[Site, Account]:
    found: dict[Site, Account] = {}

    def of(line: TableRow) -> Account:
        site = site_of(line)
        return Account() if site is None else found.setdefault(site, Account())

    for line in subject.having(M.AMOUNT, M.CALORIFIC_VALUE, M.EVIDENCE):
        of(line).fuel += fuel_energy(line)
    for line in subject.ledger(Ledger.CARBON):
        if line.code(M.FLOW_RANGE) == SharedEntry.INTERNAL:
            continue
        carbon, direction = line.number(M.CARBON) or 0.0, line.code(M.DIRECTION)
        if direction == SharedEntry.IN:
            energy = carbon * (COAL_ENERGY if line.code(M.MATERIAL) == SharedEntry.FEED_COAL else FEED_ENERGY)
            of(line).loss += energy
            of(line).feed += energy
        elif direction == SharedEntry.OUT_IN_PRODUCT:
            of(line).loss -= carbon * PRODUCT_ENERGY
    for line in subject.ledger(Ledger.ELECTRICITY):
        size = scale(line.column(M.ELECTRICITY).unit, {Dimension.ELECTRICITY: GJ_PER_MWH}) or 0.0
        amount = (line.number(M.ELECTRICITY) or 0.0) * size
        if line.code(M.TRADE) == SharedEntry.SOLD and amount > 0:
            of(line).power.append((line, amount))
        elif line.code(M.TRADE) == SharedEntry.BOUGHT:
            of(line).bought_power += amount
    for line in subject.ledger(Ledger.HEAT):
        amount = line.number(M.HEAT) or 0.0
        if line.code(M.TRADE) == SharedEntry.SOLD and amount > 0:
            of(line).heat.append((line, amount))
        elif line.code(M.TRADE) == SharedEntry.BOUGHT:
            of(line).bought_heat += amount
    return found


def _said(rows: list[tuple[TableRow, float]]) -> str:
    """What rows say of how it is made or where it comes from."""
    return " ".join(line.text(m) for line, _ in rows for m in (M.USE, M.EVIDENCE) if line.key(m))


def _check(subject: Subject) -> Iterator[Finding]:
    for account in accounts(subject).values():
        power, heat = (sum(amount for _, amount in rows) for rows in (account.power, account.heat))
        loss = max(account.loss, 0.0)
        said = _said(account.power)
        resold = account.bought_power if _RESOLD.search(said) else 0.0
        from_loss = MOST_LOSS_TO_POWER * loss if _GENERATES.search(said) else 0.0
        most = MOST_TO_POWER * account.fuel + from_loss + resold
        renewable = bool(_RENEWABLE.search(said))
        if power > most * (1 + 1e-9) and not renewable:
            yield _power_finding(account, power, most)
            continue
        turned = account.bought_power if _FROM_POWER.search(_said(account.heat)) else 0.0
        most = MOST_TO_BOTH * account.fuel + MOST_OF_LOSS * loss + account.bought_heat + resold + turned
        made = heat + (0.0 if renewable else power)
        if heat > 0 and made > most * (1 + 1e-9):
            yield _heat_finding(account, made, most)


def _power_finding(account: Account, power: float, most: float) -> Finding:
    line, _ = max(account.power, key=lambda row: row[1])
    sold, can = written_number(power / GJ_PER_MWH), written_number(most / GJ_PER_MWH)
    fuel = written_number(account.fuel)
    return RULE.at(
        line.cell(M.ELECTRICITY),
        Text(
            f"外供电量合计 {sold} MWh，台账中的燃料共 {fuel} GJ，按 {MOST_TO_POWER:.0%} 的效率至多发电 {can} MWh",
            f"{sold} MWh of power are sold; the fuels of the ledgers hold {fuel} GJ, which at {MOST_TO_POWER:.0%} make at "
            f"most {can} MWh",
        ),
        Text("外供电量不大于燃料能够发出的电量", "no more power sold than the fuels can make"),
        Text(
            "没有发电的燃料或装置，请核对购入与外供；余热、余压发电或转供的，请在用途中写明，并补填燃料台账。",
            "No fuel or unit makes it: check whether it is bought or sold. Power from waste heat or passed on wants saying so "
            "in the row, and its fuel a row of the ledger.",
        ),
        effect=_deducted(account.power),
    )


def _heat_finding(account: Account, made: float, most: float) -> Finding:
    line, _ = max(account.heat, key=lambda row: row[1])
    return RULE.at(
        line.cell(M.AMOUNT),
        Text(
            f"外供热力和电力合计 {written_number(made)} GJ，燃料和原料扣除产品后至多可供 {written_number(most)} GJ",
            f"{written_number(made)} GJ of heat and power are sold; fuels, and feed without its products, give at most "
            f"{written_number(most)} GJ",
        ),
        Text("外供不大于燃料和原料所能提供的能量", "no more sold than fuel and feed can give"),
        Text(
            "请核对外供热量的数量、单位和蒸汽参数，以及是否漏填燃料。",
            "Check the amount of heat sold, its unit and the state of the steam, and whether a fuel is left out.",
        ),
        effect=_deducted(account.heat),
    )


def _deducted(rows: list[tuple[TableRow, float]]) -> Text | None:
    """What the rows take off the total."""
    total = sum(abs(line.number(M.EMISSION) or 0.0) for line, _ in rows)
    if not total:
        return None
    return Text(f"少计 CO2 {written_number(total)} t。", f"{written_number(total)} t of CO2 are deducted.")


RULE = Rule(
    "balance-energy",
    19,
    Text("外供电力、热力大于燃料和原料所能提供的能量", "More power or heat sold than fuel and feed can give"),
    Severity.WARNING,
    _check,
    needs=((M.ELECTRICITY, M.TRADE), (M.FUEL, M.AMOUNT, M.CALORIFIC_VALUE)),
)
