"""What the ledgers of the park share: where and when a row belongs, air pollutants, what a ledger adds to the total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.equations.domain import NOT_NEGATIVE
from pycore.equations.equation import Equation
from pycore.language import Text, as_text, both
from pycore.sheets.definition import Column, Sheet
from pycore.sheets.formulas import by_core
from pycore.sheets.meanings import Meaning
from workbooks.common.cells import blank_if, is_blank
from workbooks.common.columns import Test, calculated, choice, number, text
from workbooks.common.ledger import Ledger
from workbooks.industrial_park.lists import gwp_field
from workbooks.industrial_park.pollutants import NAMED_POLLUTANTS
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import GHG

PLACE = (
    choice(
        "year",
        "年份 | year",
        "=settings_years",
        width=9,
        required=True,
        meaning=Meaning.YEAR,
        help=both(
            "统计年份，在“计算设置”中由基准年推出。 | A year of the history; it follows from the base year in the settings."
        ),
    ),
    choice("sector", "行业 | sector", "sector", width=15, required=True),
    choice(
        "enterprise",
        "企业 | enterprise",
        "=enterprises_name",
        blank="空白：园区公共 | blank: park level",
        width=20,
        meaning=Meaning.ENTERPRISE,
        help=both(
            "从“重点企业”表选择；公共设施和其他企业留空。 | From the sheet of enterprises; blank for shared facilities and others."
        ),
    ),
)
_OTHER_SECTOR: Test = (
    'IF([enterprise]="",FALSE,INDEX(enterprises_sector,MATCH([enterprise],enterprises_name,0))<>[sector])',
    "与企业所属行业不同 | not the sector of the enterprise",
)


@dataclass(frozen=True, kw_only=True)
class ParkLedger(Ledger):
    """A ledger of the park: its rows have a year, and its emission goes into a column of the inventory.

    Attributes:
        domain: term of the total: energy, process, waste or reduction.
        part: column of the inventory that it is added to.
        masses: column with the mass of a gas in t, and its gas or, in brackets, the column that names the gas.
        pollutants: column that factors of SO2, NOx, PM and VOC refer to, and its name; none where rows carry none.
    """

    domain: str
    part: str
    masses: tuple[tuple[str, str], ...]
    pollutants: tuple[str, Text | str] | None = None
    rows: int = 0
    place: tuple[Column, ...] = PLACE
    place_tests: tuple[Test, ...] = (_OTHER_SECTOR,)
    alike: str = "year"
    emission: str = "[co2e]"
    present: str = "co2e"

    def extras(self) -> tuple[Column, ...]:
        """Air pollutants before what else the ledger has of its own."""
        return (*(_pollutant_columns(*self.pollutants) if self.pollutants else ()), *self.extra)

    def last_tests(self) -> tuple[Test, ...]:
        """What may be wrong with the factors of air pollutants."""
        return _POLLUTANT_TESTS if self.pollutants else ()

    @property
    def sign(self) -> int:
        """-1 where its rows are taken off the total."""
        return -1 if self.domain == "reduction" else 1

    def sheet_of(self, size: Size) -> Sheet:
        """The sheet, with as many rows as the size says."""
        return replace(self, rows=getattr(size, self.key)).sheet()


def gwp(gas: str) -> str:
    """The cell with the GWP of a gas that is known when the workbook is defined."""
    return f"settings_{gwp_field(gas)}"


def blank_or(inputs: Sequence[str], formula: str) -> str:
    """Blank while one of the inputs is."""
    return blank_if(is_blank(*(f"[{key}]" for key in inputs)), formula)


def zero_if_blank(key: str) -> str:
    """The cell, or 0 where it is blank; a text stays one and fails."""
    return f'IF([{key}]="",0,[{key}])'


def mass(gas: str, formula: str, *, width: float = 13) -> Column:
    """The mass of a gas in t, by a formula."""
    return calculated(
        gas.lower(), f"{gas} 排放量 | {gas}", f"t{gas}", formula, width=width, format="#,##0.000", total=True
    )


def mass_by(gas: str, equation: Equation, *arguments: str, needs: Sequence[str], width: float = 13) -> Column:
    """The mass of a gas in t by an equation; blank while what it needs is."""
    return mass(gas, blank_or(needs, by_core(equation, *arguments)), width=width)


def co2e(formula: str, words: Text | str = "排放量（当量） | emission (CO2e)") -> Column:
    """The emission of the row that the total counts."""
    return calculated("co2e", words, GHG, formula, width=15, total=True)


def co2e_of(gas: str) -> Column:
    """The emission of the row where it is one gas."""
    return co2e(f'IF([{gas.lower()}]="","",[{gas.lower()}]*{gwp(gas)})')


def _pollutant_columns(activity: str, words: Text | str) -> tuple[Column, ...]:
    """Factors of the user's own, after control, where they come from, and the masses."""
    help = as_text(words).within(
        "按{}计、治理后的排放因子；没有缺省值。只有监测量时填 监测量×1000÷活动量。 | After control, for each unit of {}; there is no "
        "default. From a measured mass: mass × 1000 / activity."
    )

    def factor(key: str, name: Text) -> Column:
        return number(
            f"{key}_factor",
            name.within("{} 因子 | {} factor"),
            "kg/活动单位 | kg per unit",
            NOT_NEGATIVE,
            width=11,
            format="0.0000",
            help=help,
            uncertain="[u_activity]",
        )

    def emitted(key: str, name: Text) -> Column:
        by_factor = by_core(ACTIVITY_EMISSION, f"[{activity}]", f"[{key}_factor]") + "/1000"
        formula = blank_or((activity, f"{key}_factor"), by_factor)
        return calculated(key, name, "t", formula, width=10, format="#,##0.000", total=True)

    return (
        *(factor(key, name) for key, name in NAMED_POLLUTANTS),
        text("pollutant_source", "污染物因子来源 | source of pollutant factors", width=20),
        *(emitted(key, name) for key, name in NAMED_POLLUTANTS),
    )


_FACTOR_CELLS = ",".join(f"[{key}_factor]" for key, _ in NAMED_POLLUTANTS)
_MASS_CELLS = ",".join(f"[{key}]" for key, _ in NAMED_POLLUTANTS)
_POLLUTANT_TESTS: tuple[Test, ...] = (
    (f'AND(COUNTA({_FACTOR_CELLS})>0,[pollutant_source]="")', "污染物因子缺来源 | pollutant factors without a source"),
    (
        f"COUNT({_FACTOR_CELLS})<>COUNT({_MASS_CELLS})",
        "污染物计算出错，请核对因子 | pollutant error: check the factors",
    ),
)
