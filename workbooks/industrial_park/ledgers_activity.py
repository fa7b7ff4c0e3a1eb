"""Ledgers whose lines are activity × factor: biomass, natural gas fugitive and most industrial processes.

One definition serves all of them: the chosen line says, on the sheet of methods, which gases it emits and by which
factors. A new line of the guide is a new row of the library.
"""

from __future__ import annotations

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.accounting.combustion_gases import COMBUSTION_GAS
from pycore.language import Text, as_text, both
from pycore.sheets.definition import Column
from pycore.sheets.formulas import by_core
from workbooks.common.columns import Test, calculated, choice, code_of, factor_uncertainty, factor_value, text
from workbooks.common.ledger import Part, Taken, entered, of_choice, taken
from workbooks.common.own_gases import LINES, OWN_GASES
from workbooks.industrial_park.ledgers_methods import method_factors, method_row
from workbooks.industrial_park.ledgers_shared import ParkLedger, co2e
from workbooks.industrial_park.lists import gwp_of


def _of_line(column: str) -> str:
    """What the sheet of methods says of the chosen line."""
    return f"INDEX(methods_{column},[method])"


def _said(own: str, otherwise: str, owned: bool) -> str:
    """What is said of a gas of the user's own, where the list of the ledger has them, and what of a line."""
    return OWN_GASES.one_of(own, otherwise) if owned else otherwise


_TONNES, _SHARE = '"t"', '"t/t"'
"""What a gas of the user's own is counted in, and what its factor is: the share of it that is emitted."""
_BY_ENERGY = f'{_of_line("function")}="{COMBUSTION_GAS.function}"'
_HEAT_VALUE = entered(
    "ncv",
    COMBUSTION_GAS,
    "低位发热量（锅炉） | net calorific value (boiler)",
    "GJ/t",
    width=13,
    format="0.00",
    required=False,
    help=both(
        "按热值计的项（锅炉）填实测值，没有缺省值。 | For lines by energy (boilers), measured; there is no default."
    ),
)
_HEAT_TEST: Test = (
    f'IF([method]="",FALSE,AND({_BY_ENERGY},[ncv]=""))',
    "缺低位发热量 | net calorific value missing",
)


def _gas(place: int, nth: str, heat: bool, owned: bool) -> tuple[Column | Taken, ...]:
    """A gas of the line: which, its factor, its mass and its GWP; a gas of the user's own is alone in its row."""
    gas, factor = f"[gas{place}]", f"[factor{place}]"
    by_line = f"{by_core(ACTIVITY_EMISSION, '[activity]', factor)}*{_said('1', _of_line('tonnes'), owned)}"
    alone = "[line]" if place == 1 else '""'
    id = _said(f'"{OWN_GASES.table}."&{code_of("[line]", LINES)}', _of_line(f"factor{place}"), owned)
    if heat:
        by_energy = f'IF([ncv]="","",{by_core(COMBUSTION_GAS, "[activity]", "[ncv]", factor)})'
        by_line = f"IF({_BY_ENERGY},{by_energy},{by_line})"
    named = f'IF([method]="","",{_said(alone, _of_line(f"gas{place}"), owned)}&"")'

    def words(zh: str, en: str) -> Text:
        return Text(zh.format(nth), en.format(nth).strip())

    return (
        of_choice(f"gas{place}", named, words("气体{}", "gas {}")),
        taken(
            f"factor{place}",
            ACTIVITY_EMISSION,
            f"={id}",
            words("因子{}", "factor {}"),
            "见“因子单位” | see unit of factor",
            argument="emission_factor",
            unneeded=f'IF([method]="",TRUE,{gas}="")',
            value=_said(OWN_GASES.cell("emission_factor_used"), factor_value(id), True) if owned else "",
            uncertainty=_said(OWN_GASES.cell("uncertainty"), factor_uncertainty(f"[id_factor{place}]"), True)
            if owned
            else "",
            ids=method_factors(),
        ),
        calculated(
            f"mass{place}",
            words("气体{}排放量", "mass of gas {}"),
            "t",
            f'IF(OR([activity]="",{factor}=""),"",{by_line})',
            format="#,##0.0000",
            width=12,
        ),
        calculated(
            f"gwp{place}",
            words("GWP{}", "GWP {}"),
            "tCO2e/t",
            f'IF([mass{place}]="","",{_said(OWN_GASES.cell("gwp_used"), gwp_of(gas), owned)})',
            format="#,##0.#",
            width=9,
        ),
    )


def _ledger(
    key: str,
    name: str,
    title: str,
    line: str,
    note: str,
    *,
    part: str,
    domain: str = "energy",
    gases: int = 2,
    heat: bool = False,
    polluting: bool = True,
    owned: bool = False,
) -> ParkLedger:
    """A ledger of lines of the guide: the list to choose from is called after the ledger.

    Args:
        owned: whether the list has gases of the user's own.
    """
    places = range(1, gases + 1)
    others = "".join(f'+IF([mass{n}]="",0,[mass{n}]*[gwp{n}])' for n in places[1:])

    def result(place: int) -> Part:
        factor, counts = f"[factor{place}]", f"[gwp{place}]"
        arguments = ("[activity]", "[ncv]", factor) if heat else ("[activity]", factor)
        equation = COMBUSTION_GAS if heat else ACTIVITY_EMISSION
        return Part(key=f"mass{place}", equation=equation, arguments=arguments, counts=counts)

    return ParkLedger(
        key=key,
        name=name,
        title=title,
        note=as_text(note),
        domain=domain,
        part=part,
        masses=tuple((f"mass{n}", f"[gas{n}]") for n in places),
        columns=(
            choice("line", line, f"{key}_line", width=30, required=True),
            text("use", "设备、装置 | equipment"),
            entered("activity", ACTIVITY_EMISSION, unit="见“单位” | see unit"),
            method_row("line", OWN_GASES if owned else None),
            of_choice("measure", f'IF([method]="","",{_said(_TONNES, _of_line("unit"), owned)})', "单位 | unit"),
            *((_HEAT_VALUE,) if heat else ()),
            of_choice(
                "factor_measure",
                f'IF([method]="","",{_said(_SHARE, _of_line("factor_unit"), owned)}&"")',
                "因子单位 | unit of factor",
                width=11,
            ),
            *(column for n in places for column in _gas(n, str(n) if gases > 1 else "", heat, owned)),
            co2e(f'IF([mass1]="","",[mass1]*[gwp1]{others})'),
        ),
        parts=tuple(result(n) for n in places),
        tests=(
            *((_HEAT_TEST,) if heat else ()),
            *((OWN_GASES.test,) if owned else ()),
            *((f"ISERROR([gwp{n}])", "所选 GWP 取值没有该气体 | no GWP of this gas in the set") for n in places),
        ),
        pollutants=("activity", "活动数据 | activity") if polluting else None,
    )


BIOMASS = _ledger(
    "biomass",
    "生物质燃烧 | Biomass",
    "生物质燃烧台账 | Ledger of biomass",
    "燃烧方式 | combustion",
    "只计 CH4 和 N2O；生物质的 CO2 不计入（推断）。炉灶按质量，锅炉按热值。 | CH4 and N2O only; CO2 of biomass is not counted "
    "(inferred). Stoves by mass, boilers by energy.",
    part="biomass",
    heat=True,
)
FUGITIVE = _ledger(
    "fugitive",
    "天然气系统逃逸 | Gas fugitive",
    "天然气系统逃逸台账 | Ledger of natural gas fugitive",
    "环节 | part of the system",
    "运输：增压站、计量站、管线（逆止阀）数量 × 因子；消费：消费量 × 因子（因子为每 10⁸ m³，活动数据为 10⁴ m³）。 | Transport: stations and "
    "valves × factor; consumption: volume × factor (factor by 10⁸ m³, activity in 10⁴ m³).",
    part="fugitive",
    gases=1,
    polluting=False,
)
PROCESS = _ledger(
    "process",
    "工业生产过程 | Industrial processes",
    "工业生产过程台账（活动数据 × 因子） | Ledger of industrial processes (activity × factor)",
    "生产过程 | process",
    "表 A.3 中按产量或用量乘因子的各项，气体由所选过程决定；水泥、钢铁、硝酸、己二酸和玻璃各有一张表。 | The lines of table A.3 that are amount "
    "× factor; the process chosen decides the gases. Cement, steel, nitric and adipic acid and glass have sheets "
    "of their "
    "own.",
    part="process",
    domain="process",
    owned=True,
)
