"""Ledgers whose lines are activity × factor: biomass, natural gas fugitive and most industrial processes.

One definition serves all of them: the chosen line says, on the sheet of methods, which gases it emits and by which
factors. A new line of the guide is a new row of the library.
"""

from __future__ import annotations

from dataclasses import dataclass

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.accounting.combustion import NCV_DOMAIN
from pycore.accounting.combustion_gases import COMBUSTION_GAS
from pycore.equations.domain import NOT_NEGATIVE
from pycore.language import Text, both
from pycore.sheets.definition import Column, Role, Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.common.columns import (
    NO_UNIT,
    PERCENT,
    REASON,
    calculated,
    choice,
    factor_uncertainty,
    factor_value,
    failed,
    missing,
    not_listed,
    not_number,
    number,
    own_value,
    text,
    u_activity,
    without_reason,
)
from workbooks.industrial_park.ledgers_methods import method_row
from workbooks.industrial_park.ledgers_shared import (
    PLACE,
    POLLUTANT_TESTS,
    LedgerInfo,
    Test,
    closing_columns,
    co2e,
    label,
    pollutant_columns,
    spread,
)
from workbooks.industrial_park.lists import gwp_of
from workbooks.industrial_park.size import Size


def _info(key: str, title: Text, domain: str, part: str, gases: int, *, pollutants: bool) -> LedgerInfo:
    places = range(1, gases + 1)
    return LedgerInfo(
        key=key,
        title=title,
        domain=domain,
        part=part,
        pollutants=pollutants,
        masses=tuple((f"mass{n}", f"[gas{n}]") for n in places),
        own=tuple(f"factor{n}_own" for n in places),
    )


BIOMASS = _info("biomass", both("生物质燃烧 | Biomass"), "energy", "biomass", 2, pollutants=True)
FUGITIVE = _info("fugitive", both("天然气系统逃逸 | Gas fugitive"), "energy", "fugitive", 1, pollutants=False)
PROCESS = _info("process", both("工业生产过程 | Industrial processes"), "process", "process", 2, pollutants=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What sets one of these ledgers apart.

    Attributes:
        lines: list of the guide's lines to choose from.
        heat: whether some of its lines are by energy, so that the user enters a calorific value.
    """

    info: LedgerInfo
    title: Text
    note: Text
    rows: int
    lines: str
    line_title: Text
    heat: bool = False

    @property
    def places(self) -> range:
        return range(1, len(self.info.masses) + 1)


_LINE = "INDEX(methods_{0},[method])"


def _mass(place: int, heat: bool) -> str:
    factor = f"[factor{place}]"
    by_amount = by_core(ACTIVITY_EMISSION, "[activity]", factor)
    if heat:
        by_energy = f'IF([ncv]="","",{by_core(COMBUSTION_GAS, "[activity]", "[ncv]", factor)})'
        by_amount = f'IF({_LINE.format("function")}="{COMBUSTION_GAS.function}",{by_energy},{by_amount}*{_LINE.format("tonnes")})'
    else:
        by_amount = f"{by_amount}*{_LINE.format('tonnes')}"
    return f'IF(OR([activity]="",{factor}=""),"",{by_amount})'


def _gas_columns(form: _Form, place: int) -> tuple[Column, ...]:
    gas, own = f"[gas{place}]", f"[factor{place}_own]"
    nth = str(place) if len(form.places) > 1 else ""
    factor = f'IF([method]="","",IF({gas}="","",IF({own}<>"",{own},{factor_value(_LINE.format(f"factor{place}"))})))'
    return (
        label(
            f"gas{place}",
            Text(f"气体{nth}", f"gas {nth}".strip()),
            NO_UNIT,
            f'IF([method]="","",{_LINE.format(f"gas{place}")}&"")',
            width=9,
        ),
        calculated(
            f"factor{place}",
            Text(f"因子{nth}", f"factor {nth}".strip()),
            "见“因子单位” | see unit of factor",
            factor,
            format="0.00000",
            width=11,
            role=Role.DEFAULT,
        ),
        calculated(
            f"mass{place}",
            Text(f"气体{nth}排放量", f"mass of gas {nth}".strip()),
            "t",
            _mass(place, form.heat),
            format="#,##0.0000",
            width=12,
        ),
        calculated(
            f"gwp{place}",
            Text(f"GWP{nth}", f"GWP {nth}".strip()),
            "tCO2e/t",
            f'IF([mass{place}]="","",{gwp_of(gas)})',
            format="#,##0.#",
            width=9,
        ),
    )


def _co2e(places: range) -> str:
    others = "".join(f'+IF([mass{n}]="",0,[mass{n}]*[gwp{n}])' for n in places[1:])
    return f'IF([mass1]="","",[mass1]*[gwp1]{others})'


def _uncertainties(places: range) -> tuple[Column, ...]:
    def of(place: int) -> Column:
        found = factor_uncertainty(_LINE.format(f"factor{place}"))
        return calculated(
            f"u_factor{place}",
            f"因子{place}不确定度 | uncertainty of factor {place}",
            "±%",
            f'IF([co2e]="","",IF([mass{place}]="",0,IF([factor{place}_own]<>"",[u_activity],{found})))',
            format=PERCENT,
            width=11,
        )

    terms = tuple(f'IF([mass{n}]="",0,[mass{n}]*[gwp{n}])*[u_factor{n}]' for n in places)
    return (*(of(n) for n in places), *spread(("[co2e]*[u_activity]",), terms))


def _heat_columns(form: _Form) -> tuple[Column, ...]:
    if not form.heat:
        return ()
    return (
        number(
            "ncv",
            "低位发热量（锅炉） | net calorific value (boiler)",
            "GJ/t",
            NCV_DOMAIN,
            format="0.00",
            uncertain="[u_activity]",
            help=both(
                "按热值计的项（锅炉）填实测值，没有缺省值。 | For lines by energy (boilers), measured; there is no default."
            ),
        ),
    )


_HEAT_TEST: Test = (
    f'IF([method]="",FALSE,AND({_LINE.format("function")}="{COMBUSTION_GAS.function}",[ncv]=""))',
    "缺低位发热量 | net calorific value missing",
)


def _table(form: _Form) -> Table:
    places = form.places
    own = form.info.own
    no_gwp: tuple[Test, ...] = tuple(
        (f"ISERROR([gwp{n}])", "所选 GWP 取值没有该气体 | no GWP of this gas in the set") for n in places
    )
    return Table(
        key=form.info.key,
        title=form.title,
        note=form.note,
        rows=form.rows,
        ledger=True,
        totals=True,
        columns=(
            *PLACE,
            choice("line", form.line_title, form.lines, width=30, required=True),
            text("use", "设备、装置 | equipment", width=18),
            number(
                "activity",
                "活动数据 | activity",
                "见“单位” | see unit",
                NOT_NEGATIVE,
                required=True,
                uncertain="[u_activity]",
                width=14,
            ),
            method_row("line"),
            label("measure", "单位 | unit", NO_UNIT, f'IF([method]="","",{_LINE.format("unit")})', width=9),
            *_heat_columns(form),
            label(
                "factor_measure",
                "因子单位 | unit of factor",
                NO_UNIT,
                f'IF([method]="","",{_LINE.format("factor_unit")}&"")',
                width=11,
            ),
            *(column for n in places for column in _gas_columns(form, n)),
            co2e(_co2e(places)),
            *(
                own_value(f"factor{n}_own", f"因子{n} | factor {n}", "见“因子单位” | see unit of factor", NOT_NEGATIVE)
                for n in places
            ),
            REASON,
            *(pollutant_columns("activity", both("活动数据 | activity")) if form.info.pollutants else ()),
            *closing_columns(
                ("line", "activity"),
                (
                    missing("line", form.line_title),
                    not_listed("line", form.line_title, form.lines),
                    missing("activity", "活动数据 | activity"),
                    not_number("activity", "活动数据 | activity"),
                    *((_HEAT_TEST,) if form.heat else ()),
                    *no_gwp,
                    failed("co2e"),
                    without_reason(*own),
                    *(POLLUTANT_TESTS if form.info.pollutants else ()),
                ),
            ),
            u_activity("co2e"),
            *_uncertainties(places),
        ),
    )


def _sheet(form: _Form) -> Sheet:
    return Sheet(key=form.info.key, title=form.info.title, tab="input", blocks=(_table(form),))


def biomass_sheet(size: Size) -> Sheet:
    """Return the sheet of biomass burned."""
    return _sheet(
        _Form(
            info=BIOMASS,
            title=both("生物质燃烧台账 | Ledger of biomass"),
            rows=size.biomass,
            lines="biomass_line",
            heat=True,
            line_title=both("燃烧方式 | combustion"),
            note=both(
                "只计 CH4 和 N2O；生物质的 CO2 不计入（推断）。炉灶按质量，锅炉按热值。 | CH4 and N2O only; CO2 of biomass is not counted "
                "(inferred). Stoves by mass, boilers by energy."
            ),
        )
    )


def fugitive_sheet(size: Size) -> Sheet:
    """Return the sheet of what escapes from the natural gas system."""
    return _sheet(
        _Form(
            info=FUGITIVE,
            title=both("天然气系统逃逸台账 | Ledger of natural gas fugitive"),
            rows=size.fugitive,
            lines="fugitive_line",
            line_title=both("环节 | part of the system"),
            note=both(
                "运输：增压站、计量站、管线（逆止阀）数量 × 因子；消费：消费量 × 因子（因子为每 10⁸ m³，活动数据为 10⁴ m³）。 | Transport: stations and valves × "
                "factor; consumption: volume × factor (factor by 10⁸ m³, activity in 10⁴ m³)."
            ),
        )
    )


def process_sheet(size: Size) -> Sheet:
    """Return the sheet of industrial processes that are activity × factor."""
    return _sheet(
        _Form(
            info=PROCESS,
            title=both("工业生产过程台账（活动数据 × 因子） | Ledger of industrial processes (activity × factor)"),
            rows=size.process,
            lines="process_line",
            line_title=both("生产过程 | process"),
            note=both(
                "表 A.3 中按产量或用量乘因子的各项，气体由所选过程决定；水泥、钢铁、硝酸、己二酸和玻璃各有一张表。 | The lines of table A.3 that are amount × "
                "factor; the process chosen decides the gases. Cement, steel, nitric and adipic acid and glass have "
                "sheets of their own."
            ),
        )
    )
