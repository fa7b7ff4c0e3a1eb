"""The inventory by gas: those of the library and the user's own, the guide's seven groups, and air pollutants."""

from __future__ import annotations

from pycore.sheets.definition import Column, Sheet, Table
from workbooks.common.cells import at, blank_if, sum_where
from workbooks.common.choices import GAS_GROUPS, OWN_ENTRIES
from workbooks.common.columns import code_of, figure
from workbooks.common.own_gases import OWN_GASES
from workbooks.common.pages import chart, free_sheet, label, table
from workbooks.common.quantities import percentage
from workbooks.industrial_park.inventory import PRESENT, YEARS, emission, year_title
from workbooks.industrial_park.ledgers import LEDGERS
from workbooks.industrial_park.ledgers_activity import PROCESS
from workbooks.industrial_park.ledgers_shared import gwp
from workbooks.industrial_park.lists import GASES
from workbooks.industrial_park.pollutants import NAMED_POLLUTANTS
from workbooks.industrial_park.units import GHG, MASS

# The seven of the guide (3.1), in its order.
GROUPS = ("CO2", "CH4", "N2O", "HFCs", "PFCs", "SF6", "NF3")
_MEMBERS = {"CF4": "PFCs", "C2F6": "PFCs"}


def group_of(gas: str) -> str:
    """The guide's group of a gas."""
    return "HFCs" if gas.startswith("HFC-") else _MEMBERS.get(gas, gas)


def _mass(gas: str, year: int) -> str:
    """Mass of a gas in t, summed over the ledgers before reductions."""
    terms = []
    for ledger in LEDGERS:
        for column, of in ledger.masses if ledger.domain != "reduction" else ():
            if of.startswith("["):
                named = {of[1:-1]: f'"{gas}"'}
                terms.append(sum_where(ledger.key, column, year=f"settings_year{year}", **named))
            elif of == gas:
                terms.append(sum_where(ledger.key, column, year=f"settings_year{year}"))
    return "=" + "+".join(terms)


def _own_mass(place: int, year: int) -> str:
    """Mass of a gas of the user's own in t: only lines of industrial processes have them."""
    name = at(f"{OWN_GASES.table}_listed", place)
    return "=" + sum_where(PROCESS.key, PROCESS.masses[0][0], year=f"settings_year{year}", gas1=name)


def _of_own(place: int, column: str, otherwise: str) -> str:
    """A column of a gas of the user's own, once it has a name."""
    of_entry = [at(f"{OWN_GASES.table}_{key}", place) for key in ("name", column)]
    return f'=IF(OR({of_entry[0]}="",{of_entry[1]}=""),"{otherwise}",{of_entry[1]})'


def _own_group(place: int) -> str:
    """The group of a gas of the user's own by its code, as those of the library have it."""
    group = at(f"{OWN_GASES.table}_group", place)
    return f'=IF({group}="","–",{code_of(group, GAS_GROUPS.key)})'


def _gases() -> Table:
    gases, own = [gas for gas, _ in GASES], range(1, OWN_ENTRIES + 1)

    def mass(year: int) -> Column:
        return figure(f"mass{year}", year_title(year).within("质量（{}） | mass ({})"), unit="t", format=MASS)

    def co2e(year: int) -> Column:
        # A gas that is emitted and has no GWP in the set is an error; one that is not emitted is 0.
        formula = f"IF([mass{year}]=0,0,[mass{year}]*[gwp])"
        return emission(f"co2e{year}", year_title(year).within("当量（{}） | CO2e ({})"), formula, total=True)

    whole = f"SUM(gases_co2e{PRESENT})"
    share = blank_if(f"{whole}=0", f"[co2e{PRESENT}]/{whole}")
    return table(
        "gases",
        "分气体清单（减排前） | Inventory by gas (before reductions)",
        "22 12 12 15 15 15 15 15 15 13",
        label("gas", "气体 | gas"),
        label("group", "类别 | group"),
        figure("gwp", "GWP", unit="tCO2e/t", format="#,##0.#"),
        *(mass(year) for year in YEARS),
        *(co2e(year) for year in YEARS),
        percentage("share", "占比（基准年） | share (base year)", share),
        totals=True,
        filled={
            "gas": [*gases, *("=" + at(f"{OWN_GASES.table}_listed", place) for place in own)],
            "group": [*map(group_of, gases), *map(_own_group, own)],
            "gwp": [
                *(f'=IF(ISERROR({gwp(gas)}),"–",{gwp(gas)})' for gas in gases),
                *(_of_own(place, "gwp", "–") for place in own),
            ],
            **{
                f"mass{year}": [*(_mass(gas, year) for gas in gases), *(_own_mass(place, year) for place in own)]
                for year in YEARS
            },
        },
        note="质量由台账按气体汇总，再乘 GWP；所选取值没有 GWP 而又有排放的气体报错，不按 0 计。 | Masses summed from the ledgers by gas, times GWP; a "
        "gas that is emitted and has no GWP in the set is an error, never 0.",
    )


def _groups(key: str, title: str, groups: tuple[str, ...]) -> Table:
    def co2e(year: int) -> Column:
        formula = sum_where("gases", f"co2e{year}", group="[group]")
        return emission(f"co2e{year}", year_title(year), formula, total=True)

    columns = (label("group", "类别 | group"), *(co2e(year) for year in YEARS))
    return table(key, title, "22 15…", *columns, totals=True, filled={"group": groups})


def gases_sheet() -> Sheet:
    """Return the sheet of gases and pollutants."""
    others, pollutants = (
        "非 CO2 温室气体 | Greenhouse gases other than CO2",
        "历年大气污染物排放 | Air pollutants by year",
    )
    years = [(f"co2e{year}", f"=settings_year{year}") for year in YEARS]
    return free_sheet(
        "gases",
        "分气体与污染物 | Gases and pollutants",
        _groups("gas_groups", "七种温室气体（减排前） | The seven greenhouse gases (before reductions)", GROUPS),
        chart("groups", others, GHG, "other_gases_group", years, width=700),
        _gases(),
        _groups("other_gases", "图表数据：非 CO2 温室气体 | Chart data: gases other than CO2", GROUPS[1:]),
        chart("pollutants", pollutants, "t", "park_years_year", NAMED_POLLUTANTS, width=700),
        page="one page, portrait",
        intro="七种温室气体（指南 3.1）和同一套台账得到的大气污染物。"
        " | The seven greenhouse gases (guide 3.1), and air pollutants from the same ledgers.",
    )
