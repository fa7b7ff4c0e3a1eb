"""The inventory by gas: fifteen gases, the guide's seven groups, and air pollutants."""

from __future__ import annotations

from pycore.language import Text, both
from pycore.sheets.definition import Chart, Column, Role, Series, Sheet, Table
from workbooks.common.columns import DASH, PERCENT, calculated, figure, text
from workbooks.industrial_park.inventory import PRESENT, YEARS, year_title
from workbooks.industrial_park.ledgers import LEDGERS, POLLUTANTS
from workbooks.industrial_park.ledgers_shared import T_CO2E, gwp
from workbooks.industrial_park.lists import GASES

# The seven of the guide (3.1), in its order.
GROUPS = ("CO2", "CH4", "N2O", "HFCs", "PFCs", "SF6", "NF3")
_MEMBERS = {"CF4": "PFCs", "C2F6": "PFCs"}
_MASS = '#,##0.000;-#,##0.000;"–"'


def group_of(gas: str) -> str:
    """The guide's group of a gas."""
    return "HFCs" if gas.startswith("HFC-") else _MEMBERS.get(gas, gas)


def _mass(gas: str, year: int) -> str:
    """Mass of a gas in t, summed over the ledgers before reductions."""
    terms = []
    for ledger in LEDGERS:
        if ledger.domain == "reduction":
            continue
        for column, of in ledger.masses:
            cells = f"SUMIFS({ledger.key}_{column},{ledger.key}_year,settings_year{year}"
            if of.startswith("["):
                terms.append(f'{cells},{ledger.key}_{of[1:-1]},"{gas}")')
            elif of == gas:
                terms.append(f"{cells})")
    return "+".join(terms)


def _gas_table() -> Table:
    gases = [gas for gas, _ in GASES]

    def of_year(year: int) -> tuple[Column, Column]:
        name = year_title(year)
        return (
            figure(f"mass{year}", f"质量（{name.zh}） | mass ({name.en})", unit="t", format=_MASS),
            # A gas that is emitted and has no GWP in the set is an error; one that is not emitted is 0.
            calculated(
                f"co2e{year}",
                f"当量（{name.zh}） | CO2e ({name.en})",
                T_CO2E,
                f"IF([mass{year}]=0,0,[mass{year}]*[gwp])",
                format=DASH,
                width=15,
                total=True,
            ),
        )

    columns = [of_year(year) for year in YEARS]
    return Table(
        key="gases",
        title=both("分气体清单（减排前） | Inventory by gas (before reductions)"),
        rows=len(gases),
        totals=True,
        note=both(
            "质量由台账按气体汇总，再乘 GWP；所选取值没有 GWP 而又有排放的气体报错，不按 0 计。 | Masses summed from the ledgers by gas, times GWP; "
            "a gas that is emitted and has no GWP in the set is an error, never 0."
        ),
        columns=(
            text("gas", "气体 | gas", width=22, role=Role.LABEL),
            text("group", "类别 | group", width=12, role=Role.LABEL),
            figure("gwp", "GWP", unit="tCO2e/t", format="#,##0.#", width=12),
            *(mass for mass, _ in columns),
            *(co2e for _, co2e in columns),
            calculated(
                "share",
                "占比（基准年） | share (base year)",
                "%",
                f'IF(SUM(gases_co2e{PRESENT})=0,"",[co2e{PRESENT}]/SUM(gases_co2e{PRESENT}))',
                format=PERCENT,
            ),
        ),
        prefilled={
            "gas": gases,
            "group": [group_of(gas) for gas in gases],
            "gwp": [f'=IF(ISERROR({gwp(gas)}),"–",{gwp(gas)})' for gas in gases],
            **{f"mass{year}": ["=" + _mass(gas, year) for gas in gases] for year in YEARS},
        },
    )


def _group_table(key: str, title: Text, groups: tuple[str, ...]) -> Table:
    names = {year: year_title(year) for year in YEARS}
    return Table(
        key=key,
        title=title,
        rows=len(groups),
        totals=True,
        columns=(
            text("group", "类别 | group", width=22, role=Role.LABEL),
            *(
                calculated(
                    f"co2e{year}",
                    name,
                    T_CO2E,
                    f"SUMIFS(gases_co2e{year},gases_group,[group])",
                    format=DASH,
                    width=15,
                    total=True,
                )
                for year, name in names.items()
            ),
        ),
        prefilled={"group": list(groups)},
    )


def gases_sheet() -> Sheet:
    """Return the sheet of gases and pollutants."""
    return Sheet(
        key="gases",
        title=both("分气体与污染物 | Gases and pollutants"),
        tab="result",
        freeze=False,
        one_page=True,
        landscape=False,
        intro=both(
            "七种温室气体（指南 3.1）和同一套台账得到的大气污染物。 | The seven greenhouse gases (guide 3.1), and air pollutants from the "
            "same ledgers."
        ),
        blocks=(
            _group_table(
                "gas_groups", both("七种温室气体（减排前） | The seven greenhouse gases (before reductions)"), GROUPS
            ),
            Chart(
                key="chart_groups",
                title=both("非 CO2 温室气体 | Greenhouse gases other than CO2"),
                kind="column",
                width=700,
                y_title=T_CO2E,
                series=tuple(
                    Series(
                        title=f"=settings_year{year}", categories="other_gases_group", values=f"other_gases_co2e{year}"
                    )
                    for year in YEARS
                ),
            ),
            _gas_table(),
            _group_table(
                "other_gases", both("图表数据：非 CO2 温室气体 | Chart data: gases other than CO2"), GROUPS[1:]
            ),
            Chart(
                key="chart_pollutants",
                title=both("历年大气污染物排放 | Air pollutants by year"),
                kind="column",
                width=700,
                y_title=both("t"),
                series=tuple(
                    Series(title=name, categories="park_years_year", values=f"park_years_{key}")
                    for key, name in POLLUTANTS
                ),
            ),
        ),
    )
