"""What the ledgers of the park share: where and when a row belongs, air pollutants, uncertainty, and what a ledger is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.equations.domain import NOT_NEGATIVE, Domain
from pycore.language import Text, both
from pycore.sheets.definition import Column, Kind
from pycore.sheets.formulas import by_core
from workbooks.common.columns import (
    EVIDENCE,
    NO_EVIDENCE,
    NO_UNIT,
    PERCENT,
    QUALITY,
    SCIENTIFIC,
    UNLISTED_QUALITY,
    Test,
    calculated,
    choice,
    factor_uncertainty,
    missing,
    not_listed,
    number,
    row_check,
    text,
    unlisted,
)
from workbooks.industrial_park.lists import gwp_field

T_CO2E = both("tCO2e")
POLLUTANTS: tuple[tuple[str, Text], ...] = (
    ("so2", both("SO2")),
    ("nox", both("NOx")),
    ("pm", both("颗粒物 | PM")),
    ("voc", both("VOC")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerInfo:
    """What the sums over the ledgers need to know of one.

    Attributes:
        key: key of its table and of its sheet.
        domain: term of the total: energy, process, waste or reduction.
        part: column of the inventory that it is added to.
        masses: column with the mass of a gas in t, and its gas or, in brackets, the column that names the gas.
        own: columns with values that replace the library's.
        pollutants: whether its rows carry SO2, NOx, PM and VOC.
    """

    key: str
    title: Text
    domain: str
    part: str
    masses: tuple[tuple[str, str], ...]
    own: tuple[str, ...] = ()
    pollutants: bool = False

    @property
    def sheet(self) -> str:
        """The key of the sheet that it stands on."""
        return self.key

    @property
    def sign(self) -> int:
        """-1 where its rows are taken off the total."""
        return -1 if self.domain == "reduction" else 1


YEAR = choice(
    "year",
    "年份 | year",
    "=settings_years",
    width=9,
    required=True,
    help=both(
        "统计年份，在“计算设置”中由基准年推出。 | A year of the history; it follows from the base year in the settings."
    ),
)
SECTOR = choice("sector", "行业 | sector", "sector", width=15, required=True)
ENTERPRISE = choice(
    "enterprise",
    "企业（空白：园区公共） | enterprise (blank: park level)",
    "=enterprises_name",
    width=20,
    help=both(
        "从“重点企业”表选择；公共设施和其他企业留空。 | From the sheet of enterprises; blank for shared facilities and others."
    ),
)
PLACE = (YEAR, SECTOR, ENTERPRISE)
PLACE_TESTS: tuple[Test, ...] = (
    missing("year", "年份 | year"),
    unlisted("year", "settings_years", "年份不在统计年份内 | not a year of the history"),
    missing("sector", "行业 | sector"),
    not_listed("sector", "行业 | sector"),
    unlisted("enterprise", "enterprises_name", "企业不在企业表中 | enterprise not in the table of enterprises"),
    (
        'IF([enterprise]="",FALSE,INDEX(enterprises_sector,MATCH([enterprise],enterprises_name,0))<>[sector])',
        "与企业所属行业不同 | not the sector of the enterprise",
    ),
)


def gwp(gas: str) -> str:
    """The cell with the GWP of a gas that is known when the workbook is defined."""
    return f"settings_{gwp_field(gas)}"


def blank_or(inputs: tuple[str, ...], formula: str) -> str:
    """Blank while one of the inputs is."""
    test = ",".join(f'[{i}]=""' for i in inputs)
    return f'IF({f"OR({test})" if len(inputs) > 1 else test},"",{formula})'


def zero_if_blank(key: str) -> str:
    """The cell, or 0 where it is blank; a text stays one and fails."""
    return f'IF([{key}]="",0,[{key}])'


def within(column: Column, domain: Domain) -> Column:
    """The column with the legal interval of what it shows, so that a simulation draws nothing beyond."""
    return replace(column, domain=domain)


def mass(key: str, gas: str, formula: str, *, width: float = 13) -> Column:
    return calculated(
        key, Text(f"{gas} 排放量", gas), both(f"t{gas}"), formula, width=width, format="#,##0.000", total=True
    )


def co2e(formula: str, words: Text | str = "排放量（当量） | emission (CO2e)") -> Column:
    return calculated("co2e", words, T_CO2E, formula, width=15, total=True)


# ── air pollutants ───────────────────────────────────────────────────────────────────────────────────────────────


def pollutant_columns(activity: str, of_activity: Text) -> tuple[Column, ...]:
    """Factors of the user's own, after control, where they come from, and the masses."""
    help = Text(
        f"按{of_activity.zh}计、治理后的排放因子；没有缺省值。只有监测量时填 监测量×1000÷活动量。",
        f"After control, for each unit of {of_activity.en}; there is no default. From a measured mass: mass × 1000 / activity.",
    )
    unit = both("kg/活动单位 | kg per unit")
    factors = tuple(
        number(
            f"{key}_factor",
            f"{name.zh} 因子 | {name.en} factor",
            unit,
            NOT_NEGATIVE,
            width=11,
            format="0.0000",
            help=help,
            uncertain="[u_activity]",
        )
        for key, name in POLLUTANTS
    )
    masses = tuple(
        calculated(
            key,
            name,
            "t",
            blank_or(
                (activity, f"{key}_factor"), by_core(ACTIVITY_EMISSION, f"[{activity}]", f"[{key}_factor]") + "/1000"
            ),
            width=10,
            format="#,##0.000",
            total=True,
        )
        for key, name in POLLUTANTS
    )
    return (*factors, text("pollutant_source", "污染物因子来源 | source of pollutant factors", width=20), *masses)


_FACTOR_CELLS = ",".join(f"[{key}_factor]" for key, _ in POLLUTANTS)
_MASS_CELLS = ",".join(f"[{key}]" for key, _ in POLLUTANTS)
POLLUTANT_TESTS: tuple[Test, ...] = (
    (f'AND(COUNTA({_FACTOR_CELLS})>0,[pollutant_source]="")', "污染物因子缺来源 | pollutant factors without a source"),
    (
        f"COUNT({_FACTOR_CELLS})<>COUNT({_MASS_CELLS})",
        "污染物计算出错，请核对因子 | pollutant error: check the factors",
    ),
)


# ── evidence, check, uncertainty ─────────────────────────────────────────────────────────────────────────────────


def closing_columns(inputs: tuple[str, ...], tests: tuple[Test, ...]) -> tuple[Column, ...]:
    """Evidence, data quality and the check of a row; place and evidence are tested in every ledger."""
    return (
        EVIDENCE,
        QUALITY,
        row_check(("year", "sector", *inputs), (*PLACE_TESTS, *tests, UNLISTED_QUALITY, NO_EVIDENCE)),
    )


def library_uncertainty(key: str, words: Text | str, present: str, id_expression: str, own: str = "") -> Column:
    """Relative uncertainty of a factor: the library's, or that of the row's data where an own value is used; 0 where there is none."""
    found = factor_uncertainty(id_expression)
    inner = f'IF([{own}]<>"",[u_activity],{found})' if own else found
    return calculated(key, words, "±%", f'IF([{present}]="","",{inner})', format=PERCENT, width=12)


def _squares(terms: tuple[str, ...]) -> str:
    return "+".join(f"({term})^2" for term in terms)


def spread(activity: tuple[str, ...], factors: tuple[str, ...]) -> tuple[Column, ...]:
    """Variance of a row in (tCO2e)², apart for activity data, and its relative uncertainty.

    Each term is an absolute half of the 95 % interval, in tCO2e; the terms are independent. Activity data of two
    years are independent and factors are shared, so that the trend needs the two apart (IPCC Approach 1).
    """
    return (
        calculated(
            "variance_activity",
            "方差：活动数据 | variance: activity",
            NO_UNIT,
            f'IF([co2e]="","",{_squares(activity)})',
            format=SCIENTIFIC,
            width=12,
        ),
        calculated(
            "variance",
            "方差：合计 | variance: total",
            NO_UNIT,
            f'IF([co2e]="","",[variance_activity]+{_squares(factors)})',
            format=SCIENTIFIC,
            width=12,
        ),
        calculated(
            "u",
            "合成不确定度 | combined uncertainty",
            "±%",
            'IF([co2e]="","",IF([co2e]=0,0,SQRT([variance])/ABS([co2e])))',
            format=PERCENT,
            width=12,
        ),
    )


def label(key: str, words: Text | str, unit: Text | str, formula: str | Text, *, width: float = 11) -> Column:
    """A text that follows from the choices of the row: a unit, the name of a gas."""
    return calculated(key, words, unit, formula, kind=Kind.TEXT, width=width)
