"""What a coal chemical workbook gives to the workbook of a park: its existing plant, which is what runs in a base year.

What the guide of parks has no line for is given all the same, so that it is named and not lost: the CO2 that process
units give off by their carbon balance, heat, carbonates of desulphurisation, and methane. The figure reported for the
enterprise holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pycore.cells.stored import Value
from pycore.language import Text, both
from pycore.sheets.exchange import From, GivenRows, Gives, HeldRow, Holding, NotGiven, Worked
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import RowKind

_EXISTING = "existing"
COAL_INDUSTRY = "25"
"""GB/T 4754-2017, division 25: coal to synthesis gas is 2522, coal to liquid fuels 2523."""
_LEFT_OUT = (
    NotGiven(
        lambda row: row["stage"] != _EXISTING,
        both("不是现有工程：基准年没有运行 | not the existing plant: it does not run in the base year"),
    ),
    NotGiven(lambda row: row["counting"] == 0, both("未采用的备选方案 | an option that is not chosen")),
)
_IN_BALANCE = NotGiven(
    lambda row: row["in_balance"] == "yes",
    both("自产燃料气，碳已在碳平衡内 | fuel gas of its own, whose carbon is in the carbon balance"),
)
_ROW = {M.EVIDENCE: From("evidence"), M.QUALITY: From("quality")}


def _existing(table: str, held: Holding) -> list[HeldRow]:
    return [row for row in held.tables[table] if not any(out.test(row) for out in _LEFT_OUT)]


def _filled(value: Value) -> bool:
    return value is not None and value != ""


# ── fuels, with the NOx of the stacks of their process unit ──────────────────────────────────────────────────────


def _carbon_by_energy(row: HeldRow, _: Holding) -> Value:
    """The own carbon content; of measured carbon what it is for each unit of energy, so that the CO2 is the same."""
    if _filled(row["carbon"]) and row.number("ncv"):
        return row.number("carbon") / row.number("ncv")
    return row["carbon_content_own"]


def _reason(row: HeldRow, held: Holding) -> Value:
    own = [key for key in ("ncv_own", "carbon_content_own", "oxidation_own") if _filled(row[key])]
    said = [str(row["reason"])] if own and _filled(row["reason"]) else []
    if _filled(row["carbon"]):
        said.append(
            both("实测收到基含碳量 ÷ 低位发热量 | measured carbon as received ÷ net calorific value")[held.language]
        )
    return ("；" if held.language == "zh" else "; ").join(said) or None


def _carries_nox(row: HeldRow, held: Holding) -> list[HeldRow]:
    """The stacks whose NOx the row carries: those of its unit, where it is the unit's row of most energy."""
    fuels = [r for r in _existing("fuels", held) if r["unit"] == row["unit"] and not _IN_BALANCE.test(r)]
    most = max(fuels, key=lambda r: r.number("consumption") * r.number("ncv"), default=None)
    if most is None or most.place != row.place:
        return []
    return [stack for stack in _existing("nox", held) if stack["unit"] == row["unit"]]


def _nox(row: HeldRow, held: Holding) -> Value:
    return sum(stack.number("nox") for stack in _carries_nox(row, held)) or None


def _stacks(row: HeldRow, held: Holding) -> Value:
    named = [f"{stack['stack']} {stack.number('nox'):.6g} t" for stack in _carries_nox(row, held)]
    return ("；" if held.language == "zh" else "; ").join(named) or None


def _without_fuel(stack: HeldRow, held: Holding) -> bool:
    return not any(r["unit"] == stack["unit"] and not _IN_BALANCE.test(r) for r in _existing("fuels", held))


def _if(test: Callable[[HeldRow, Holding], bool], column: str) -> Callable[[HeldRow, Holding], Value]:
    return lambda row, held: row[column] if test(row, held) else None


_FUELS = GivenRows(
    kind=RowKind.FUELS,
    table="fuels",
    values={
        M.FUEL: From("fuel"),
        M.AMOUNT: From("consumption", measure="measure"),
        M.USE: From("use"),
        M.CALORIFIC_VALUE: From("ncv_own"),
        M.CARBON_PER_ENERGY: Worked(_carbon_by_energy),
        M.OXIDATION: From("oxidation_own"),
        M.REASON: Worked(_reason),
        M.NOX_MASS: Worked(_nox, unit="t"),
        M.NOX_FROM: Worked(_stacks),
        M.EMISSION: From("counted"),
        **_ROW,
    },
    left_out=(*_LEFT_OUT, _IN_BALANCE),
)

# ── the other ledgers ────────────────────────────────────────────────────────────────────────────────────────────

_ELECTRICITY = GivenRows(
    kind=RowKind.ELECTRICITY,
    table="electricity",
    values={
        M.TRADE: From("trade"),
        M.POWER_KIND: From("power"),
        M.USE: From("use"),
        M.AMOUNT: From("electricity"),
        M.EMISSION: From("signed"),
        **_ROW,
    },
    left_out=_LEFT_OUT,
)
_HEAT = GivenRows(
    kind=RowKind.HEAT,
    table="heat",
    values={M.TRADE: From("trade"), M.USE: From("use"), M.AMOUNT: From("heat"), M.EMISSION: From("signed"), **_ROW},
    left_out=_LEFT_OUT,
)
_CARBONATES = GivenRows(
    kind=RowKind.CARBONATES,
    table="carbonates",
    values={
        M.CARBONATE: From("carbonate"),
        M.USE: From("use"),
        M.AMOUNT: From("consumption"),
        M.PURITY: From("purity_used"),
        M.EMISSION: From("co2"),
        **_ROW,
    },
    left_out=_LEFT_OUT,
)
_PROCESS = GivenRows(
    kind=RowKind.PROCESS,
    table="summary_existing",
    values={M.USE: From("unit"), M.EMISSION: From("process")},
    left_out=(NotGiven(lambda row: not row.number("process"), Text("", "")),),
)
_CAPTURE = GivenRows(
    kind=RowKind.CAPTURE,
    table="capture",
    values={
        M.USE: From("use"),
        M.GAS_VOLUME: From("volume"),
        M.MASS: From("mass"),
        M.GAS_FRACTION: From("purity"),
        M.EMISSION: From("co2"),
        M.HANDED_OVER: Worked(_if(lambda row, _: row["recovery"] == "exported", "co2"), unit="tCO2"),
        **_ROW,
    },
    left_out=_LEFT_OUT,
)
_NOX = GivenRows(
    kind=RowKind.NOX,
    table="nox",
    values={M.USE: From("stack"), M.NOX_MASS: Worked(_if(_without_fuel, "nox"), unit="t"), **_ROW},
    left_out=_LEFT_OUT,
)
_METHANE = GivenRows(
    kind=RowKind.METHANE,
    table="methane",
    values={M.USE: From("source"), M.METHANE: From("ch4"), M.EMISSION: From("co2e"), **_ROW},
    left_out=_LEFT_OUT,
)

# ── the enterprise as a whole ────────────────────────────────────────────────────────────────────────────────────


def _listed(said: Iterable[str], held: Holding) -> Value:
    return ("、" if held.language == "zh" else ", ").join(said) or None


def _products(_: HeldRow, held: Holding) -> Value:
    def of(row: HeldRow) -> str:
        unit = "10³ m³/a" if row["product"] == "sng" else "t/a"
        return f"{held.label('product', str(row['product']))[held.language]} {row.number('existing'):,.0f} {unit}"

    return _listed((of(row) for row in held.tables["products"] if row.number("existing")), held)


def _units(_: HeldRow, held: Holding) -> Value:
    inside = (str(row["unit"]) for row in held.tables["units"] if row["existing"] == "yes")
    return _listed(inside, held)


def _facilities(_: HeldRow, held: Holding) -> Value:
    used = (str(row["use"]) for row in _existing("capture", held) if _filled(row["use"]))
    return _listed(used, held)


def _reported(_: HeldRow, held: Holding) -> Value:
    """CO2 of the existing plant by the workbook's own account, and its methane as CO2."""
    total = sum(row.number("total") for row in held.tables["summary_existing"])
    return total + sum(row.number("co2e") for row in _existing("methane", held))


GIVES = Gives(
    enterprise=("project_owner", "project_name"),
    year="project_base_year",
    itself={
        M.SECTOR: Worked(lambda *_: COAL_INDUSTRY),
        M.MADE: Worked(_products),
        M.STAGES_OF_PROCESS: Worked(_units),
        M.FACILITIES: Worked(_facilities),
        M.REPORTED: Worked(_reported, unit="tCO2e"),
        M.REPORTED_BY: Worked(lambda *_: "eia"),
    },
    rows=(_FUELS, _ELECTRICITY, _HEAT, _CARBONATES, _PROCESS, _CAPTURE, _NOX, _METHANE),
)
