"""The ledger of industrial waste water: methane of the COD that treatment removes and of the COD that is discharged."""

from __future__ import annotations

from pycore.accounting.wastewater import WASTEWATER_CH4
from pycore.equations.domain import FRACTION, NOT_NEGATIVE
from pycore.language import both
from pycore.sheets.definition import Role, Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.common.columns import (
    REASON,
    calculated,
    choice,
    code_of,
    factor_value,
    failed,
    missing,
    not_listed,
    not_number,
    number,
    out_of,
    own_value,
    text,
    u_activity,
    used,
    without_reason,
)
from workbooks.industrial_park.ledgers_shared import (
    PLACE,
    LedgerInfo,
    blank_or,
    closing_columns,
    co2e,
    gwp,
    library_uncertainty,
    mass,
    spread,
    within,
    zero_if_blank,
)
from workbooks.industrial_park.size import Size

WASTEWATER = LedgerInfo(
    key="wastewater",
    title=both("废水处理 | Waste water"),
    domain="waste",
    part="waste",
    masses=(("ch4", "CH4"),),
    own=("bo_own", "mcf_own"),
)
_BO_ID = '"wastewater.bo"'
_BO_DOMAIN = WASTEWATER_CH4.arguments[2].domain
_IS_DISCHARGED = f'{code_of("[line]", "wastewater_line")}="wastewater_discharged"'
_MCF_ID = f'"wastewater.mcf."&IF({_IS_DISCHARGED},"sea_river_lake",{code_of("[treatment]", "treatment")})'
_NO_MCF = f'IF([line]="",TRUE,AND([treatment]="",[mcf_own]="",NOT({_IS_DISCHARGED})))'
_GENERATED = f"([tow]-{zero_if_blank('sludge')})*[bo]*[mcf]"
_T_CO2E_PER_KG = f"/1000*{gwp('CH4')}"
_KG_COD, _KG_CH4 = both("kgCOD"), both("kgCH4")


def wastewater_sheet(size: Size) -> Sheet:
    """Return the sheet of waste water."""
    # Where the recovery takes all, nothing is left to be uncertain.
    absolute = f"IF([co2e]=0,0,{{0}}){_T_CO2E_PER_KG}"
    generated = tuple(absolute.format(f"{_GENERATED}*[{u}]") for u in ("u_bo", "u_mcf"))
    activity = tuple(
        absolute.format(term)
        for term in (
            "[tow]*[bo]*[mcf]*[u_activity]",
            f"{zero_if_blank('sludge')}*[bo]*[mcf]*[u_activity]",
            f"{zero_if_blank('recovered')}*[u_activity]",
        )
    )
    return Sheet(
        key="wastewater",
        title=WASTEWATER.title,
        tab="input",
        intro=both(
            "TOW 分两部分、分行填写：处理系统去除的 COD（选处理方式或行业），和排入环境的 COD（MCF 固定为排入水体）。 | TOW has two parts, in rows of their "
            "own: COD that treatment removes (choose treatment or sector) and COD that is discharged (its MCF is "
            "that of rivers and lakes)."
        ),
        blocks=(
            Table(
                key="wastewater",
                title=both("工业废水台账 | Ledger of industrial waste water"),
                rows=size.wastewater,
                ledger=True,
                totals=True,
                note=both(
                    "CH4 =（TOW − 污泥）× Bo × MCF − 回收量，不小于 0。 | CH4 = (TOW − sludge) × Bo × MCF − recovered, never below 0."
                ),
                columns=(
                    *PLACE,
                    choice("line", "废水去向 | waste water", "wastewater_line", width=26, required=True),
                    choice(
                        "treatment",
                        "处理方式或行业 | treatment or sector",
                        "treatment",
                        width=26,
                        help=both("处理部分必选；排放部分留空。 | For the treated part; blank for the discharged one."),
                    ),
                    text("use", "设施 | facility", width=18),
                    number(
                        "tow",
                        "COD 量（TOW） | COD (TOW)",
                        _KG_COD,
                        NOT_NEGATIVE,
                        required=True,
                        uncertain="[u_activity]",
                        width=14,
                    ),
                    number(
                        "sludge",
                        "以污泥清除 | removed as sludge",
                        _KG_COD,
                        NOT_NEGATIVE,
                        uncertain="[u_activity]",
                        width=14,
                    ),
                    number(
                        "recovered",
                        "甲烷回收量 | methane recovered",
                        _KG_CH4,
                        NOT_NEGATIVE,
                        uncertain="[u_activity]",
                        width=14,
                    ),
                    within(used("bo", "Bo", "kgCH4/kgCOD", "line", "bo_own", _BO_ID, format="0.000"), _BO_DOMAIN),
                    within(
                        calculated(
                            "mcf",
                            "MCF",
                            "0–1",
                            f'IF({_NO_MCF},"",IF([mcf_own]<>"",[mcf_own],{factor_value(_MCF_ID)}))',
                            format="0.000",
                            width=9,
                            role=Role.DEFAULT,
                        ),
                        FRACTION,
                    ),
                    mass(
                        "ch4",
                        "CH4",
                        blank_or(
                            ("tow", "bo", "mcf"),
                            by_core(WASTEWATER_CH4, "[tow]", zero_if_blank("sludge"), "[bo]", "[mcf]", "[recovered]")
                            + "/1000",
                        ),
                    ),
                    co2e(f'IF([ch4]="","",[ch4]*{gwp("CH4")})'),
                    own_value("bo_own", "Bo", "kgCH4/kgCOD", _BO_DOMAIN, format="0.000"),
                    own_value("mcf_own", "MCF", "0–1", FRACTION, format="0.000"),
                    REASON,
                    *closing_columns(
                        ("line", "tow"),
                        (
                            missing("line", "废水去向 | waste water"),
                            not_listed("line", "废水去向 | waste water", "wastewater_line"),
                            (_NO_MCF, "缺处理方式或行业 | treatment or sector missing"),
                            not_listed("treatment", "处理方式 | treatment"),
                            missing("tow", "COD 量 | COD"),
                            not_number("tow", "COD 量 | COD"),
                            not_number("sludge", "污泥 | sludge"),
                            not_number("recovered", "回收量 | recovery"),
                            out_of("sludge", "[sludge]>[tow]", "污泥清除量大于 COD 量 | more as sludge than COD"),
                            (
                                f"AND({_IS_DISCHARGED},SUM([sludge])+SUM([recovered])>0)",
                                "排放部分不应有污泥或回收 | no sludge or recovery in the discharged part",
                            ),
                            out_of(
                                "recovered",
                                f"[recovered]>{_GENERATED}*(1+1E-9)",
                                "回收量大于产生量 | more recovered than generated",
                            ),
                            failed("co2e"),
                            without_reason(*WASTEWATER.own),
                        ),
                    ),
                    u_activity("co2e"),
                    library_uncertainty("u_bo", "Bo 不确定度 | uncertainty of Bo", "co2e", _BO_ID, "bo_own"),
                    library_uncertainty("u_mcf", "MCF 不确定度 | uncertainty of MCF", "co2e", _MCF_ID, "mcf_own"),
                    *spread(activity, generated),
                ),
            ),
        ),
    )
