"""Steam in a workbook without the core: formulas over the coefficients of IAPWS-IF97 on the sheet of steam properties.

Regions 2 and 4. In region 3, above 16.5 MPa and 350 °C and up to the boundary of region 2, the density has to be
found first, which no formula does: there the native form is `#N/A`. Water (region 1) is refused as with the core,
and hot water is counted by its heat capacity, so that no formula needs region 1.

Each function takes cell addresses and returns a formula without `=`; where the core refuses a value, the formula
is `#NUM!`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pycore.accounting.steam import (
    CRITICAL_PRESSURE,
    CRITICAL_TEMPERATURE,
    PRESSURE,
    SATURATION_TOLERANCE,
    TEMPERATURE,
    ZERO_CELSIUS,
)
from pycore.equations.domain import Domain
from pycore.if97.tables import GAS_CONSTANT, REGION2_TEMPERATURE, steam_tables
from pycore.language import Text

_REFUSED = "SQRT(-1)"
_REGION3_FROM = 623.15


@dataclass(frozen=True, slots=True)
class CoefficientTable:
    """A table of the sheet: `<key>_<column>` is the name of a column of its."""

    key: str
    title: Text
    columns: tuple[str, ...]
    rows: Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class SheetConstant:
    """A constant of the sheet; `if97_<key>` is the name of its cell."""

    key: str
    title: Text
    unit: str
    value: float


CONSTANTS = (
    SheetConstant("r", Text("水的气体常数 R", "specific gas constant R"), "kJ/(kg·K)", GAS_CONSTANT),
    SheetConstant("t", Text("第 2 区基准温度", "reducing temperature of region 2"), "K", REGION2_TEMPERATURE),
    SheetConstant("zero", Text("0 ℃", "0 °C"), "K", ZERO_CELSIUS),
)


CARRIED_PARTS = ("region2_ideal", "region2_residual", "region4", "boundary23")
"""The parts of the library's coefficients that the tables hold."""


def coefficient_tables() -> tuple[CoefficientTable, ...]:
    """Return the tables that the formulas look into."""
    tables = steam_tables()
    return (
        CoefficientTable(
            "steam0",
            Text("第 2 区 理想部分（表 10）", "Region 2, ideal part (table 10)"),
            ("j", "n"),
            tables.region2_ideal,
        ),
        CoefficientTable(
            "steam2",
            Text("第 2 区 剩余部分（表 11）", "Region 2, residual part (table 11)"),
            ("i", "j", "n"),
            tables.region2_residual,
        ),
        CoefficientTable(
            "steam4",
            Text("第 4 区 饱和线（表 34）", "Region 4, saturation (table 34)"),
            ("n",),
            [(n,) for n in tables.region4],
        ),
        CoefficientTable(
            "steam23",
            Text("第 2、3 区边界（表 1）", "Boundary of regions 2 and 3 (table 1)"),
            ("n",),
            [(n,) for n in tables.boundary23],
        ),
    )


def saturation_auxiliaries(pressure: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Write the auxiliary quantities E, F, G and D of equation 31, each for a cell of its own.

    In one formula they would be written out over and over, and a reader could check none of them.

    Args:
        cells: where E, F and G stand.
    """
    root, fourth_root = f"SQRT({pressure})", f"{pressure}^0.25"
    e, f, g = (cells[letter] for letter in "EFG")
    return {
        "E": f"{root}+{_region4(3)}*{fourth_root}+{_region4(6)}",
        "F": f"{_region4(1)}*{root}+{_region4(4)}*{fourth_root}+{_region4(7)}",
        "G": f"{_region4(2)}*{root}+{_region4(5)}*{fourth_root}+{_region4(8)}",
        "D": f"2*{g}/(-{f}-SQRT({f}^2-4*{e}*{g}))",
    }


def native_saturation(pressure: str, auxiliary_d: str) -> str:
    """Write the saturation temperature in °C at a pressure up to the critical one (equation 31)."""
    n9, n10, d = _region4(9), _region4(10), auxiliary_d
    kelvin = f"({n10}+{d}-SQRT(({n10}+{d})^2-4*({n9}+{n10}*{d})))/2"
    return f"IF({_legal({pressure: PRESSURE.domain})},{kelvin}-if97_zero,{_REFUSED})"


def above_critical(pressure: str) -> str:
    """Write the condition that there is no saturation at a pressure."""
    return f"{pressure}>{CRITICAL_PRESSURE}"


def below_saturation(temperature: str, saturation: str) -> str:
    """Write the condition that a reading is water; so close below saturation it is rounding."""
    return f"{temperature}<{saturation}-{SATURATION_TOLERANCE}"


def native_temperature(pressure: str, temperature: str, saturation: str) -> str:
    """Write the temperature in °C that counts: the reading, and saturation where there is none or it is that.

    Args:
        saturation: a cell that is blank above the critical pressure.
    """
    above = f"IF({temperature}<{CRITICAL_TEMPERATURE},{_REFUSED},{temperature})"
    below = f"IF({below_saturation(temperature, saturation)},{_REFUSED},MAX({temperature},{saturation}))"
    legal = _legal({pressure: PRESSURE.domain, temperature: TEMPERATURE.domain})
    read = f'IF({legal},IF({saturation}="",{above},{below}),{_REFUSED})'
    return f'IF({temperature}="",IF({saturation}="",{_REFUSED},{saturation}),{read})'


def native_enthalpy(pressure: str, temperature: str) -> str:
    """Write the enthalpy in kJ/kg at MPa and the °C of `native_temperature` (equations 5 and 15 to 17)."""
    kelvin = f"({temperature}+if97_zero)"
    tau = f"(if97_t/{kelvin})"
    boundary = f"INDEX(steam23_n,1)+INDEX(steam23_n,2)*{kelvin}+INDEX(steam23_n,3)*{kelvin}^2"
    ideal = f"SUMPRODUCT(steam0_n*steam0_j*{tau}^(steam0_j-1))"
    residual = f"SUMPRODUCT(steam2_n*{pressure}^steam2_i*steam2_j*({tau}-0.5)^(steam2_j-1))"
    region3 = f"AND({kelvin}>{_REGION3_FROM},{pressure}>{boundary})"
    return f"IF({region3},NA(),if97_r*if97_t*({ideal}+{residual}))"


def _region4(number: int) -> str:
    return f"INDEX(steam4_n,{number})"


def _legal(domains: Mapping[str, Domain]) -> str:
    """Write the condition that cells are in their domains; in a comparison a text is above every number."""
    return f"AND({','.join(c for cell, domain in domains.items() for c in domain.excel_conditions(cell))})"
