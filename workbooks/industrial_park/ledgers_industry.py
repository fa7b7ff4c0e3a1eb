"""Processes with an equation of their own: cement clinker, steel, nitric and adipic acid, flat glass."""

from __future__ import annotations

from functools import partial

from pycore.accounting.clinker import CLINKER_CO2
from pycore.accounting.glass import GLASS_CO2
from pycore.accounting.nitrous_oxide import ADIPIC_ACID_N2O, NITRIC_ACID_N2O
from pycore.accounting.steel import STEEL_CO2
from pycore.equations.domain import FRACTION
from pycore.language import both
from pycore.sheets.definition import Kind, Role
from pycore.sheets.formulas import by_core
from workbooks.common.columns import calculated, choice, number, of_equation
from workbooks.common.ledger import Part, entered, taken
from workbooks.common.own_carbonates import OWN_CARBONATES
from workbooks.industrial_park.ledgers_methods import method_factors, method_row
from workbooks.industrial_park.ledgers_shared import (
    ParkLedger,
    blank_or,
    co2e_of,
    gwp,
    mass,
    zero_if_blank,
)

ledger = partial(ParkLedger, domain="process", part="process", masses=(("co2", "CO2"),))

_CLINKER = ("[clinker]", zero_if_blank("carbide_slag"), "[emission_factor]")
CLINKER = ledger(
    key="clinker",
    name="水泥熟料 | Cement clinker",
    title="水泥熟料台账 | Ledger of cement clinker",
    note="（熟料总产量 − 电石渣生产的熟料）× 因子。 | (All clinker − clinker made from carbide slag) × factor.",
    columns=(
        entered("clinker", CLINKER_CO2, "熟料总产量 | all clinker"),
        entered(
            "carbide_slag",
            CLINKER_CO2,
            "其中电石渣熟料 | of which from carbide slag",
            argument="carbide_slag_clinker",
            required=False,
        ),
        taken(
            "emission_factor",
            CLINKER_CO2,
            "process.clinker.CO2",
            "熟料因子 | factor of clinker",
            chosen="clinker",
            format="0.0000",
        ),
        of_equation("co2", "CO2 排放量 | CO2", "tCO2", CLINKER_CO2, *_CLINKER, total=True),
        co2e_of("CO2"),
    ),
    parts=(Part(key="co2", equation=CLINKER_CO2, arguments=_CLINKER, counts=gwp("CO2")),),
    filled=("carbide_slag",),
    tests=(
        (
            "IF(ISNUMBER([carbide_slag]),[carbide_slag]>[clinker],FALSE)",
            "电石渣熟料大于总产量 | more from carbide slag than all clinker",
        ),
    ),
    pollutants=("clinker", "熟料总产量 | clinker"),
)

STEEL_PARTS = (
    ("limestone", "熔剂石灰石 | limestone as flux"),
    ("dolomite", "熔剂白云石 | dolomite as flux"),
    ("pig_iron", "炼钢用生铁 | pig iron for steelmaking"),
    ("crude_steel", "粗钢产量 | crude steel"),
)
_STEEL_FACTORS = (
    ("limestone_factor", "process.limestone_flux.CO2", "石灰石因子 | factor of limestone"),
    ("dolomite_factor", "process.dolomite_flux.CO2", "白云石因子 | factor of dolomite"),
    ("pig_iron_carbon", "process.pig_iron.carbon", "生铁含碳量 | carbon in pig iron"),
    ("crude_steel_carbon", "process.crude_steel.carbon", "粗钢含碳量 | carbon in crude steel"),
)
_STEEL_ENTERED = tuple(key for key, _ in STEEL_PARTS)
_STEEL_ARGUMENTS = tuple(
    cell
    for key, (factor, _, _) in zip(_STEEL_ENTERED, _STEEL_FACTORS, strict=True)
    for cell in (zero_if_blank(key), f"[{factor}]")
)
_NO_STEEL = f"COUNTA({','.join(f'[{key}]' for key in _STEEL_ENTERED)})=0"
_MORE_CARBON_OUT = "SUM([pig_iron])*[pig_iron_carbon]<SUM([crude_steel])*[crude_steel_carbon]"
STEEL = ledger(
    key="steel",
    name="钢铁 | Iron and steel",
    title="钢铁生产台账 | Ledger of iron and steel",
    note=(
        "石灰石 × 因子 + 白云石 × 因子 +（生铁 × 含碳量 − 粗钢 × 含碳量）× 44/12；生铁和粗钢各用各自的数量。空白按 0 计。 | Limestone × factor "
        "+ dolomite × factor + (pig iron × carbon − crude steel × carbon) × 44/12; pig iron and crude steel each "
        "with its "
        "own amount. Blanks count as 0."
    ),
    columns=(
        *(entered(key, STEEL_CO2, words, required=False) for key, words in STEEL_PARTS),
        *(taken(key, STEEL_CO2, id, words, unneeded=_NO_STEEL) for key, id, words in _STEEL_FACTORS),
        mass("CO2", f'IF({_NO_STEEL},"",{by_core(STEEL_CO2, *_STEEL_ARGUMENTS)})'),
        co2e_of("CO2"),
    ),
    parts=(Part(key="co2", equation=STEEL_CO2, arguments=_STEEL_ARGUMENTS, counts=gwp("CO2")),),
    filled=_STEEL_ENTERED,
    tests=((_NO_STEEL, "缺活动数据 | no activity"),),
    pollutants=("crude_steel", "粗钢产量 | crude steel"),
    # Steel from scrap brings out more carbon than pig iron brings in: right by the guide's formula, and to be said.
    extra=(
        calculated(
            "difference",
            "碳差提示 | carbon difference",
            "",
            both("! 碳差为负，废钢为主时说明 | ! negative: say why (scrap)").within(
                f'IF([co2]="","",IF({_MORE_CARBON_OUT},"{{}}",""))'
            ),
            kind=Kind.TEXT,
            role=Role.CHECK,
            width=20,
        ),
    ),
)

_ACID = ("[output]", "[emission_factor]", "[removal]", "[utilisation]")
_IS_ADIPIC = 'INDEX(methods_key,[method])="adipic_acid"'
NITRIC = ledger(
    key="nitric",
    name="硝酸、己二酸 | Nitric and adipic acid",
    title="硝酸、己二酸台账 | Ledger of nitric and adipic acid",
    note=(
        "产量 × 因子 ×（1 − 去除率 × 投运率）；“高压法，安装 NSCR”的因子已含去除效果。 | Output × factor × (1 − removal × share of time); the "
        "factor of high pressure with NSCR already holds its effect."
    ),
    masses=(("n2o", "N2O"),),
    columns=(
        choice("line", "生产工艺 | process", "acid_line", width=30, required=True),
        entered("output", ADIPIC_ACID_N2O, "产量（折纯） | output (100 %)"),
        choice("abatement", "N2O 减排技术 | N2O abatement", "abatement", width=22),
        number(
            "utilisation", "投运率 | share of time", "0–1", FRACTION, format="0.000", width=9, uncertain="[u_activity]"
        ),
        method_row("line"),
        taken(
            "emission_factor",
            ADIPIC_ACID_N2O,
            "=INDEX(methods_factor1,[method])",
            "N2O 因子 | N2O factor",
            chosen="method",
            ids=method_factors(),
        ),
        taken(
            "removal",
            ADIPIC_ACID_N2O,
            "abatement.{abatement}.removal",
            "去除率 | removal",
            unneeded='AND([abatement]="",[removal_own]="")',
            format="0.000",
            width=9,
        ),
        mass(
            "N2O",
            blank_or(
                ("output", "emission_factor"),
                f"IF({_IS_ADIPIC},{by_core(ADIPIC_ACID_N2O, *_ACID)},{by_core(NITRIC_ACID_N2O, *_ACID)})",
            ),
        ),
        co2e_of("N2O"),
    ),
    parts=(Part(key="n2o", equation=ADIPIC_ACID_N2O, arguments=_ACID, counts=gwp("N2O")),),
    tests=(
        ('AND([removal]<>"",[utilisation]="")', "有去除率但缺投运率 | removal without share of time"),
        ('AND([removal]="",[utilisation]<>"")', "有投运率但缺去除率 | share of time without removal"),
        (
            'AND(INDEX(methods_key,[method])="nitric_acid_high_nscr",[removal]<>"")',
            "因子已含 NSCR 去除效果 | the factor already holds the NSCR",
        ),
    ),
    pollutants=("output", "产量 | output"),
)

_GLASS = ("[consumption]", "[emission_factor]", "[calcination]")
# What a glass furnace emits besides CO2 of its carbonates comes with its fuel.
GLASS = ledger(
    key="glass",
    name="平板玻璃 | Flat glass",
    title="平板玻璃台账 | Ledger of flat glass",
    note="碳酸盐重量 × 因子 × 煅烧比例，每种碳酸盐一行。 | Mass of the carbonate × factor × fraction calcined, one row for each carbonate.",
    columns=(
        choice("carbonate", "碳酸盐 | carbonate", "carbonate", width=22, required=True),
        entered("consumption", GLASS_CO2, "消耗量 | consumption", argument="carbonate"),
        taken(
            "emission_factor",
            GLASS_CO2,
            "carbonate.{carbonate}",
            "碳酸盐因子 | factor",
            format="0.0000",
            users=OWN_CARBONATES,
        ),
        taken(
            "calcination",
            GLASS_CO2,
            "process.glass.calcination",
            "煅烧比例 | fraction calcined",
            chosen="carbonate",
            format="0.000",
        ),
        of_equation("co2", "CO2 排放量 | CO2", "tCO2", GLASS_CO2, *_GLASS, total=True),
        co2e_of("CO2"),
    ),
    parts=(Part(key="co2", equation=GLASS_CO2, arguments=_GLASS, counts=gwp("CO2")),),
)
