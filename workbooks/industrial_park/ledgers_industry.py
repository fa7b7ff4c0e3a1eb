"""Processes with an equation of their own: cement clinker, steel, nitric and adipic acid, flat glass."""

from __future__ import annotations

from pycore.accounting.carbonates import CARBONATE_FACTOR_DOMAIN
from pycore.accounting.clinker import CLINKER_CO2
from pycore.accounting.glass import GLASS_CO2
from pycore.accounting.nitrous_oxide import ADIPIC_ACID_N2O, NITRIC_ACID_N2O
from pycore.accounting.steel import CRUDE_STEEL_CARBON_DOMAIN, PIG_IRON_CARBON_DOMAIN, STEEL_CO2
from pycore.equations.domain import FRACTION, NOT_NEGATIVE
from pycore.language import Text, both
from pycore.sheets.definition import Column, Kind, Role, Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.common.columns import (
    NO_UNIT,
    PERCENT,
    REASON,
    calculated,
    choice,
    code_of,
    factor_uncertainty,
    factor_value,
    failed,
    missing,
    not_listed,
    not_number,
    number,
    of_equation,
    out_of,
    own_value,
    u_activity,
    used,
    without_reason,
)
from workbooks.industrial_park.ledgers_methods import method_row
from workbooks.industrial_park.ledgers_shared import (
    PLACE,
    POLLUTANT_TESTS,
    LedgerInfo,
    blank_or,
    closing_columns,
    co2e,
    gwp,
    library_uncertainty,
    mass,
    pollutant_columns,
    spread,
    within,
    zero_if_blank,
)
from workbooks.industrial_park.size import Size


def _info(
    key: str, zh: str, en: str, masses: tuple[str, str], own: tuple[str, ...], *, pollutants: bool = True
) -> LedgerInfo:
    return LedgerInfo(
        key=key, title=Text(zh, en), domain="process", part="process", masses=(masses,), own=own, pollutants=pollutants
    )


STEEL_PARTS = ("limestone", "dolomite", "pig_iron", "crude_steel")
_STEEL_FACTORS = ("limestone_factor", "dolomite_factor", "pig_iron_carbon", "crude_steel_carbon")
CLINKER = _info("clinker", "水泥熟料", "Cement clinker", ("co2", "CO2"), ("emission_factor_own",))
STEEL = _info("steel", "钢铁", "Iron and steel", ("co2", "CO2"), tuple(f"{key}_own" for key in _STEEL_FACTORS))
NITRIC = _info(
    "nitric", "硝酸、己二酸", "Nitric and adipic acid", ("n2o", "N2O"), ("emission_factor_own", "removal_own")
)
# What a glass furnace emits besides CO2 of its carbonates comes with its fuel.
GLASS = _info(
    "glass", "平板玻璃", "Flat glass", ("co2", "CO2"), ("emission_factor_own", "calcination_own"), pollutants=False
)


def _amount(key: str, zh: str, en: str, *, required: bool = False, help: Text = NO_UNIT) -> Column:
    return number(
        key, Text(zh, en), "t", NOT_NEGATIVE, required=required, uncertain="[u_activity]", width=14, help=help
    )


def _co2_to_co2e() -> Column:
    return co2e(f'IF([co2]="","",[co2]*{gwp("CO2")})')


_CLINKER_ID = '"process.clinker.CO2"'


def _clinker(size: Size) -> Table:
    return Table(
        key="clinker",
        title=both("水泥熟料台账 | Ledger of cement clinker"),
        rows=size.clinker,
        ledger=True,
        totals=True,
        note=both(
            "（熟料总产量 − 电石渣生产的熟料）× 因子。 | (All clinker − clinker made from carbide slag) × factor."
        ),
        columns=(
            *PLACE,
            _amount("clinker", "熟料总产量", "all clinker", required=True),
            _amount("carbide_slag", "其中电石渣熟料", "of which from carbide slag"),
            used(
                "emission_factor",
                "熟料因子 | factor of clinker",
                "tCO2/t",
                "clinker",
                "emission_factor_own",
                _CLINKER_ID,
                format="0.0000",
            ),
            of_equation(
                "co2",
                "CO2 排放量 | CO2",
                "tCO2",
                CLINKER_CO2,
                "[clinker]",
                zero_if_blank("carbide_slag"),
                "[emission_factor]",
                total=True,
            ),
            _co2_to_co2e(),
            own_value(
                "emission_factor_own",
                "熟料因子 | factor of clinker",
                "tCO2/t",
                CLINKER_CO2.arguments[2].domain,
                format="0.0000",
            ),
            REASON,
            *pollutant_columns("clinker", both("熟料总产量 | clinker")),
            *closing_columns(
                ("clinker", "carbide_slag"),
                (
                    missing("clinker", "熟料总产量 | all clinker"),
                    not_number("clinker", "熟料总产量 | all clinker"),
                    not_number("carbide_slag", "电石渣熟料 | clinker from carbide slag"),
                    out_of(
                        "carbide_slag",
                        "[carbide_slag]>[clinker]",
                        "电石渣熟料大于总产量 | more from carbide slag than all clinker",
                    ),
                    failed("co2e"),
                    without_reason(*CLINKER.own),
                    *POLLUTANT_TESTS,
                ),
            ),
            u_activity("co2e"),
            library_uncertainty(
                "u_factor", "因子不确定度 | uncertainty of factor", "co2e", _CLINKER_ID, "emission_factor_own"
            ),
            *spread(
                (
                    "[clinker]*[emission_factor]*[u_activity]",
                    f"{zero_if_blank('carbide_slag')}*[emission_factor]*[u_activity]",
                ),
                ("[co2e]*[u_factor]",),
            ),
        ),
    )


_STEEL_IDS = {
    "limestone_factor": '"process.limestone_flux.CO2"',
    "dolomite_factor": '"process.dolomite_flux.CO2"',
    "pig_iron_carbon": '"process.pig_iron.carbon"',
    "crude_steel_carbon": '"process.crude_steel.carbon"',
}
_STEEL_NAMES = {
    "limestone_factor": ("石灰石因子", "factor of limestone", "tCO2/t", CARBONATE_FACTOR_DOMAIN),
    "dolomite_factor": ("白云石因子", "factor of dolomite", "tCO2/t", CARBONATE_FACTOR_DOMAIN),
    "pig_iron_carbon": ("生铁含碳量", "carbon in pig iron", "tC/t", PIG_IRON_CARBON_DOMAIN),
    "crude_steel_carbon": ("粗钢含碳量", "carbon in crude steel", "tC/t", CRUDE_STEEL_CARBON_DOMAIN),
}


def _steel_parts(uncertainty: str) -> tuple[str, ...]:
    """Absolute uncertainties of the four terms, in tCO2e; `uncertainty` names the column, {0} for the factor."""
    to_co2 = ("", "", "*44/12", "*44/12")
    return tuple(
        f"{zero_if_blank(part)}*[{factor}]{ratio}*{gwp('CO2')}*[{uncertainty.format(factor)}]"
        for part, factor, ratio in zip(STEEL_PARTS, _STEEL_FACTORS, to_co2, strict=True)
    )


# Scrap-based steelmaking brings more carbon out than pig iron brings in: right by the guide's formula, and to be said.
_CARBON_DIFFERENCE = calculated(
    "difference",
    "碳差提示 | carbon difference",
    NO_UNIT,
    kind=Kind.TEXT,
    role=Role.CHECK,
    width=20,
    formula=Text(
        *(
            f'IF([co2]="","",IF(SUM([pig_iron])*[pig_iron_carbon]<SUM([crude_steel])*[crude_steel_carbon],"{text}",""))'
            for text in ("! 碳差为负，废钢为主时说明", "! negative: say why (scrap)")
        )
    ),
)


def _steel(size: Size) -> Table:
    inputs = ",".join(f"[{part}]" for part in STEEL_PARTS)
    arguments = [
        x
        for part, factor in zip(STEEL_PARTS, _STEEL_FACTORS, strict=True)
        for x in (zero_if_blank(part), f"[{factor}]")
    ]
    return Table(
        key="steel",
        title=both("钢铁生产台账 | Ledger of iron and steel"),
        rows=size.steel,
        ledger=True,
        totals=True,
        note=both(
            "石灰石 × 因子 + 白云石 × 因子 +（生铁 × 含碳量 − 粗钢 × 含碳量）× 44/12；生铁和粗钢各用各自的数量。空白按 0 计。 | Limestone × factor + "
            "dolomite × factor + (pig iron × carbon − crude steel × carbon) × 44/12; pig iron and crude steel "
            "each with its own amount. Blanks count as 0."
        ),
        columns=(
            *PLACE,
            _amount("limestone", "熔剂石灰石", "limestone as flux"),
            _amount("dolomite", "熔剂白云石", "dolomite as flux"),
            _amount("pig_iron", "炼钢用生铁", "pig iron for steelmaking"),
            _amount("crude_steel", "粗钢产量", "crude steel"),
            *(
                within(
                    calculated(
                        key,
                        Text(zh, en),
                        both(unit),
                        f'IF(COUNTA({inputs})=0,"",IF([{key}_own]<>"",[{key}_own],{factor_value(_STEEL_IDS[key])}))',
                        format="0.00000",
                        width=11,
                        role=Role.DEFAULT,
                    ),
                    domain,
                )
                for key, (zh, en, unit, domain) in _STEEL_NAMES.items()
            ),
            mass("co2", "CO2", f'IF(COUNTA({inputs})=0,"",{by_core(STEEL_CO2, *arguments)})'),
            _co2_to_co2e(),
            *(
                own_value(f"{key}_own", Text(zh, en), both(unit), domain)
                for key, (zh, en, unit, domain) in _STEEL_NAMES.items()
            ),
            REASON,
            *pollutant_columns("crude_steel", both("粗钢产量 | crude steel")),
            _CARBON_DIFFERENCE,
            *closing_columns(
                STEEL_PARTS,
                (
                    *(
                        not_number(part, Text(zh, en))
                        for part, zh, en in (
                            ("limestone", "石灰石", "limestone"),
                            ("dolomite", "白云石", "dolomite"),
                            ("pig_iron", "生铁", "pig iron"),
                            ("crude_steel", "粗钢", "crude steel"),
                        )
                    ),
                    (f"COUNTA({inputs})=0", "缺活动数据 | no activity"),
                    failed("co2e"),
                    without_reason(*STEEL.own),
                    *POLLUTANT_TESTS,
                ),
            ),
            u_activity("co2e"),
            *(
                library_uncertainty(
                    f"u_{key}",
                    f"{_STEEL_NAMES[key][0]}不确定度 | uncertainty: {_STEEL_NAMES[key][1]}",
                    "co2e",
                    id,
                    f"{key}_own",
                )
                for key, id in _STEEL_IDS.items()
            ),
            *spread(_steel_parts("u_activity"), _steel_parts("u_{0}")),
        ),
    )


_ACID_ID = "INDEX(methods_factor1,[method])"
_REMOVAL_ID = f'"abatement."&{code_of("[abatement]", "abatement")}&".removal"'
_IS_ADIPIC = 'INDEX(methods_key,[method])="adipic_acid"'


def _acid_n2o() -> str:
    cells = ("[output]", "[emission_factor]", "[removal]", "[utilisation]")
    return blank_or(
        ("output", "emission_factor"),
        f"IF({_IS_ADIPIC},{by_core(ADIPIC_ACID_N2O, *cells)},{by_core(NITRIC_ACID_N2O, *cells)})",
    )


def _nitric(size: Size) -> Table:
    return Table(
        key="nitric",
        title=both("硝酸、己二酸台账 | Ledger of nitric and adipic acid"),
        rows=size.nitric,
        ledger=True,
        totals=True,
        note=both(
            "产量 × 因子 ×（1 − 去除率 × 投运率）；“高压法，安装 NSCR”的因子已含去除效果。 | Output × factor × (1 − removal × share of time); "
            "the factor of high pressure with NSCR already holds its effect."
        ),
        columns=(
            *PLACE,
            choice("line", "生产工艺 | process", "acid_line", width=30, required=True),
            _amount("output", "产量（折纯）", "output (100 %)", required=True),
            choice("abatement", "N2O 减排技术 | N2O abatement", "abatement", width=22),
            number(
                "utilisation",
                "投运率 | share of time",
                "0–1",
                FRACTION,
                format="0.000",
                width=9,
                uncertain="[u_activity]",
            ),
            method_row("line"),
            within(
                calculated(
                    "emission_factor",
                    "N2O 因子 | N2O factor",
                    "tN2O/t",
                    f'IF([method]="","",IF([emission_factor_own]<>"",[emission_factor_own],{factor_value(_ACID_ID)}))',
                    format="0.00000",
                    width=11,
                    role=Role.DEFAULT,
                ),
                ADIPIC_ACID_N2O.arguments[1].domain,
            ),
            within(
                calculated(
                    "removal",
                    "去除率 | removal",
                    "0–1",
                    f'IF([removal_own]<>"",[removal_own],IF([abatement]="","",{factor_value(_REMOVAL_ID)}))',
                    format="0.000",
                    width=9,
                    role=Role.DEFAULT,
                ),
                FRACTION,
            ),
            mass("n2o", "N2O", _acid_n2o()),
            co2e(f'IF([n2o]="","",[n2o]*{gwp("N2O")})'),
            own_value("emission_factor_own", "N2O 因子 | N2O factor", "tN2O/t", ADIPIC_ACID_N2O.arguments[1].domain),
            own_value("removal_own", "去除率 | removal", "0–1", FRACTION, format="0.000"),
            REASON,
            *pollutant_columns("output", both("产量 | output")),
            *closing_columns(
                ("line", "output"),
                (
                    missing("line", "生产工艺 | process"),
                    not_listed("line", "生产工艺 | process", "acid_line"),
                    not_listed("abatement", "N2O 减排技术 | N2O abatement"),
                    missing("output", "产量 | output"),
                    not_number("output", "产量 | output"),
                    ('AND([removal]<>"",[utilisation]="")', "有去除率但缺投运率 | removal without share of time"),
                    ('AND([removal]="",[utilisation]<>"")', "有投运率但缺去除率 | share of time without removal"),
                    (
                        'AND(INDEX(methods_key,[method])="nitric_acid_high_nscr",[removal]<>"")',
                        "因子已含 NSCR 去除效果 | the factor already holds the NSCR",
                    ),
                    failed("co2e"),
                    without_reason(*NITRIC.own),
                    *POLLUTANT_TESTS,
                ),
            ),
            u_activity("co2e"),
            library_uncertainty(
                "u_factor", "因子不确定度 | uncertainty of factor", "co2e", _ACID_ID, "emission_factor_own"
            ),
            calculated(
                "u_removal",
                "去除率不确定度 | uncertainty of removal",
                "±%",
                f'IF([co2e]="","",IF([removal]="",0,IF([removal_own]<>"",[u_activity],{factor_uncertainty(_REMOVAL_ID)})))',
                format=PERCENT,
                width=12,
            ),
            *spread(
                ("[co2e]*[u_activity]",),
                (
                    "[co2e]*[u_factor]",
                    f"[output]*[emission_factor]*{zero_if_blank('removal')}*{zero_if_blank('utilisation')}*{gwp('N2O')}*[u_removal]",
                ),
            ),
        ),
    )


_CARBONATE_ID = f'"carbonate."&{code_of("[carbonate]", "carbonate")}'
_CALCINATION_ID = '"process.glass.calcination"'


def _glass(size: Size) -> Table:
    return Table(
        key="glass",
        title=both("平板玻璃台账 | Ledger of flat glass"),
        rows=size.glass,
        ledger=True,
        totals=True,
        note=both(
            "碳酸盐重量 × 因子 × 煅烧比例，每种碳酸盐一行。 | Mass of the carbonate × factor × fraction calcined, one row for each "
            "carbonate."
        ),
        columns=(
            *PLACE,
            choice("carbonate", "碳酸盐 | carbonate", "carbonate", width=22, required=True),
            _amount("consumption", "消耗量", "consumption", required=True),
            used(
                "emission_factor",
                "碳酸盐因子 | factor",
                "tCO2/t",
                "carbonate",
                "emission_factor_own",
                _CARBONATE_ID,
                format="0.0000",
            ),
            used(
                "calcination",
                "煅烧比例 | fraction calcined",
                "0–1",
                "carbonate",
                "calcination_own",
                _CALCINATION_ID,
                format="0.000",
            ),
            of_equation(
                "co2",
                "CO2 排放量 | CO2",
                "tCO2",
                GLASS_CO2,
                "[consumption]",
                "[emission_factor]",
                "[calcination]",
                total=True,
            ),
            _co2_to_co2e(),
            own_value("emission_factor_own", "碳酸盐因子 | factor", "tCO2/t", CARBONATE_FACTOR_DOMAIN, format="0.0000"),
            own_value("calcination_own", "煅烧比例 | fraction calcined", "0–1", FRACTION, format="0.000"),
            REASON,
            *closing_columns(
                ("carbonate", "consumption"),
                (
                    missing("carbonate", "碳酸盐 | carbonate"),
                    not_listed("carbonate", "碳酸盐 | carbonate"),
                    missing("consumption", "消耗量 | consumption"),
                    not_number("consumption", "消耗量 | consumption"),
                    failed("co2e"),
                    without_reason(*GLASS.own),
                ),
            ),
            u_activity("co2e"),
            library_uncertainty(
                "u_factor", "因子不确定度 | uncertainty of factor", "co2e", _CARBONATE_ID, "emission_factor_own"
            ),
            library_uncertainty(
                "u_calcination",
                "煅烧比例不确定度 | uncertainty of calcination",
                "co2e",
                _CALCINATION_ID,
                "calcination_own",
            ),
            *spread(("[co2e]*[u_activity]",), ("[co2e]*[u_factor]", "[co2e]*[u_calcination]")),
        ),
    )


def industry_sheets(size: Size) -> tuple[Sheet, ...]:
    """Return the sheets of processes with equations of their own."""
    tables = ((CLINKER, _clinker(size)), (STEEL, _steel(size)), (NITRIC, _nitric(size)), (GLASS, _glass(size)))
    return tuple(Sheet(key=info.key, title=info.title, tab="input", blocks=(table,)) for info, table in tables)
