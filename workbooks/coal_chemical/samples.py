"""What the site has had tested: coals and other fuels, gases, and materials of its own, with their carbon.

A coal is tested on one basis and burned on another, so carbon and calorific value are brought to the basis as received
by the moisture. The carbon of a gas follows from its composition. The ledgers of fuels and of carbon flows choose a
sample by its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pycore.accounting.as_received import (
    CARBON_AS_RECEIVED,
    CARBON_OF_UNIT_DOMAIN,
    MOISTURE_DOMAIN,
    MOLECULE_CARBON,
    NCV_AS_RECEIVED,
)
from pycore.accounting.combustion import CARBON_FRACTION_DOMAIN, NCV_DOMAIN
from pycore.accounting.gas_composition import CARBON_ATOMS, GAS_CARBON
from pycore.equations.constants import CARBON_MOLAR_MASS, MOLAR_VOLUME, TC_PER_1E4NM3
from pycore.equations.domain import FRACTION, NOT_NEGATIVE, Domain
from pycore.sheets.definition import Column
from pycore.sheets.formulas import by_core, core_first
from workbooks.coal_chemical.lists import OWN_MATERIALS
from workbooks.common import columns as c
from workbooks.common.cells import blank_if, either
from workbooks.common.columns import CONTENT, PERCENT, Test, calculated, choice, figure, number, text
from workbooks.common.pages import calculated_text, free_sheet, label, table
from workbooks.common.users_choices import taken_name

COALS, GASES = 16, 16
_moisture = partial(number, unit="0–1", domain=MOISTURE_DOMAIN, format="0.0000", uncertain="[u]")
_share = partial(number, unit="0–1", domain=FRACTION, format="0.0000", uncertain="[u]")
_U = number("u", "检测不确定度 | uncertainty of the test", "±%", FRACTION, format=PERCENT)


def _tests_of(*columns: Column) -> Iterator[Test]:
    """What numbers and choices of a row must hold."""
    for column in columns:
        if column.choices:
            yield c.not_listed(column.key, column.title, column.choices)
        elif column.domain is not None:
            yield c.not_number(column.key, column.title)
            yield c.outside(column.key, column.title, column.domain)


# ── coals and other fuels ────────────────────────────────────────────────────────────────────────────────────────

# The moisture of the basis tested: all of it as received, what the air leaves when air-dried, none when dry.
_OF_BASIS = "IF([tested_basis]=tested_basis_ar,[total_moisture],IF([tested_basis]=tested_basis_ad,[moisture],0))"
_KNOWN = "OR([tested_basis]=tested_basis_ar,ISNUMBER([total_moisture]))"
_AIR_DRIED = "OR([tested_basis]<>tested_basis_ad,ISNUMBER([moisture]))"


def _as_received(value: str, converted: str) -> str:
    """A value as received: as it is tested, or brought there by the moisture; blank where moisture is missing."""
    there = f'OR([{value}]="",[tested_basis]="",NOT({_KNOWN}),NOT({_AIR_DRIED}))'
    return blank_if(there, f"IF([tested_basis]=tested_basis_ar,[{value}],{converted})")


_COAL_ENTRIES = (
    choice("role", "煤样类别 | kind of sample", "sample_role", required=True),
    choice("purpose", "用途 | use", "sample_use"),
    number("amount", "年用量 | amount a year", "t/a", NOT_NEGATIVE, format="#,##0"),
    choice("tested_basis", "检测基准 | basis tested", "tested_basis", required=True),
    number(
        "carbon_tested", "元素碳（检测基准） | carbon (basis tested)", "tC/t", CARBON_FRACTION_DOMAIN,
        format=CONTENT, uncertain="[u]",
    ),
    number(
        "ncv_tested", "低位发热量（检测基准） | net calorific value (basis tested)", "GJ/t", NCV_DOMAIN,
        format="0.000", uncertain="[u]",
    ),
    _moisture("total_moisture", "收到基全水分 Mt | total moisture as received Mt"),
    _moisture("moisture", "空干基水分 Mad | moisture air-dried Mad"),
    _U,
)  # fmt: skip
_COAL_TESTS: tuple[Test, ...] = (
    c.missing("name", "煤样名称 | name of the sample"),
    c.unusable_name("name", "煤样名称 | name of the sample"),
    ("COUNTIF(samples_name,[name])>1", "名称重复 | name given twice"),
    c.missing("role", "煤样类别 | kind of sample"),
    c.missing("tested_basis", "检测基准 | basis tested"),
    *_tests_of(*_COAL_ENTRIES),
    ('AND([carbon_tested]="",[ncv_tested]="")', "缺元素碳和发热量 | neither carbon nor calorific value"),
    (f"NOT({_KNOWN})", "换算到收到基缺全水分 | total moisture missing"),
    (f"NOT({_AIR_DRIED})", "空干基缺水分 Mad | air-dried: moisture Mad missing"),
    (
        "IF(AND([tested_basis]=tested_basis_ad,ISNUMBER([moisture]),ISNUMBER([total_moisture])),"
        "[moisture]>[total_moisture],FALSE)",
        "Mad 大于 Mt，请核对 | Mad above Mt: check",
    ),
    (
        "IF(ISNUMBER([per_energy]),OR([per_energy]<0.01,[per_energy]>0.08),FALSE)",
        "含碳量与发热量不相称，请核对基准 | carbon and calorific value do not fit: check the bases",
    ),
    c.failed("carbon"),
    c.failed("ncv"),
    c.NO_EVIDENCE,
)
_COAL_TABLE = table(
    "coals",
    "煤和其他固液体燃料的检测（设计、校核、实测） | Tests of coals and other fuels (design, check, measured)",
    "24 15 13 13 15 13 13 13 13 11 13 13 13 14 26 24",
    text("name", "煤样名称 | name of the sample", required=True),
    *_COAL_ENTRIES,
    calculated(
        "carbon",
        "收到基元素碳 | carbon as received",
        "tC/t",
        _as_received("carbon_tested", by_core(CARBON_AS_RECEIVED, "[carbon_tested]", "[total_moisture]", _OF_BASIS)),
        format=CONTENT,
    ),
    calculated(
        "ncv",
        "收到基低位发热量 | net calorific value as received",
        "GJ/t",
        _as_received("ncv_tested", by_core(NCV_AS_RECEIVED, "[ncv_tested]", "[total_moisture]", _OF_BASIS)),
        format="0.000",
    ),
    calculated(
        "per_energy",
        "单位热值含碳量 | carbon by energy",
        "tC/GJ",
        blank_if(either(('[carbon]=""', '[ncv]=""')), "[carbon]/[ncv]"),
        format="0.00000",
    ),
    calculated(
        "carbon_amount",
        "年带入碳 | carbon a year",
        "tC/a",
        blank_if(either(('[carbon]=""', '[amount]=""')), "[amount]*[carbon]"),
        format="#,##0",
    ),
    c.EVIDENCE,
    c.row_check(("name", "carbon_tested", "ncv_tested", "amount"), _COAL_TESTS),
    rows=COALS,
    ledger=True,
    note="收到基 = 空干基 ×（1 − Mt）÷（1 − Mad），干基 ×（1 − Mt）；低位发热量按 GB/T 213 计入水分的汽化热。水分填分数（12 % 填 0.12）。"
    " | As received = air-dried × (1 − Mt) / (1 − Mad), dry × (1 − Mt); the calorific value takes the heat of the "
    "moisture along (GB/T 213). Moisture is a fraction (12 % is 0.12).",
)

# ── design and check coal ────────────────────────────────────────────────────────────────────────────────────────


def _sum(column: str, use: str, role: str) -> str:
    return f"=SUMIFS(coals_{column},coals_purpose,sample_use_{use},coals_role,sample_role_{role})"


_USES = ("feed", "fuel")
_DESIGN = table(
    "design_check",
    "设计煤与校核煤比较 | Design and check coal compared",
    "24 15…",
    label("purpose", "用途 | use"),
    figure("design_amount", "设计煤用量 | design coal", unit="t/a"),
    figure("design_carbon", "设计煤带入碳 | carbon, design coal", unit="tC/a"),
    figure("check_amount", "校核煤用量 | check coal", unit="t/a"),
    figure("check_carbon", "校核煤带入碳 | carbon, check coal", unit="tC/a"),
    calculated(
        "difference",
        "校核与设计相差的碳 | carbon, check less design",
        "tC/a",
        blank_if("OR([design_carbon]=0,[check_carbon]=0)", "[check_carbon]-[design_carbon]"),
    ),
    calculated(
        "difference_co2",
        "折二氧化碳（全部氧化） | as CO2, if all is oxidised",
        "tCO2/a",
        blank_if('[difference]=""', "[difference]*44/12"),
    ),
    filled={
        "purpose": [f"=sample_use_{use}" for use in _USES],
        **{
            f"{role}_{column}": [_sum(source, use, role) for use in _USES]
            for role in ("design", "check")
            for column, source in (("amount", "amount"), ("carbon", "carbon_amount"))
        },
    },
    note="台账按设计煤填写；校核煤只作比较。 | The ledgers take the design coal; the check coal is for comparison.",
)

# ── gases ────────────────────────────────────────────────────────────────────────────────────────────────────────

_GASES = {
    "CO": "一氧化碳 | carbon monoxide", "CO2": "二氧化碳 | carbon dioxide", "CH4": "甲烷 | methane",
    "C2H6": "乙烷 | ethane", "C2H4": "乙烯 | ethylene", "C3H8": "丙烷 | propane", "C3H6": "丙烯 | propylene",
    "C4H10": "丁烷 | butane", "C4H8": "丁烯 | butenes", "C5H12": "戊烷 | pentane", "CH3OH": "甲醇 | methanol",
    "COS": "羰基硫 | carbonyl sulphide", "H2": "氢气 | hydrogen", "N2": "氮气 | nitrogen",
    "H2S": "硫化氢 | hydrogen sulphide", "O2": "氧气 | oxygen",
}  # fmt: skip
_FIRST, _LAST = (list(_GASES)[end].lower() for end in (0, -1))
_ALL = f"[{_FIRST}]:[{_LAST}]"
_SHARES = tuple(_share(gas.lower(), f"{gas} {words}") for gas, words in _GASES.items())
_NAMED = tuple(
    calculated_text(f"name_{gas.lower()}", f"{gas}（计算用） | {gas} (for formulas)", f'IF([{gas.lower()}]="","","{gas}")',
                    helper=True)
    for gas in _GASES
)  # fmt: skip
_ATOMS = "+".join(f"{CARBON_ATOMS[gas]}*SUM([{gas.lower()}])" for gas in _GASES if CARBON_ATOMS[gas])
_NATIVE = (
    f'IF(COUNT({_ALL})<COUNTA({_ALL}),"x"+0,IF(OR(MIN({_ALL})<0,MAX({_ALL})>1,SUM({_ALL})>1+1E-6),SQRT(-1),'
    f"({_ATOMS})*{CARBON_MOLAR_MASS.text}/{MOLAR_VOLUME.text}*{TC_PER_1E4NM3.text}))"
)
_GAS_CARBON = core_first(GAS_CARBON.call([f"[name_{_FIRST}]:[name_{_LAST}]", _ALL]), _NATIVE)
_GAS_TESTS: tuple[Test, ...] = (
    c.missing("name", "气体名称 | name of the gas"),
    c.unusable_name("name", "气体名称 | name of the gas"),
    ("COUNTIF(samples_name,[name])>1", "名称重复 | name given twice"),
    *_tests_of(*_SHARES, _U),
    (f"SUM({_ALL})>1+1E-6", "体积分数合计大于 1 | volume fractions above 1"),
    (f"SUM({_ALL})<0.97", "体积分数合计小于 0.97，组成不全 | volume fractions below 0.97: composition incomplete"),
    c.failed("carbon"),
    c.NO_EVIDENCE,
)
_GAS_TABLE = table(
    "gases",
    "气体组成（体积分数） | Composition of gases (volume fractions)",
    "24 " + " ".join(["9"] * len(_GASES)) + " 11 11 15 26 24" + " 9" * len(_GASES),
    text("name", "气体名称 | name of the gas", required=True),
    *_SHARES,
    _U,
    calculated("fractions", "合计 | sum", "0–1", blank_if(f"COUNT({_ALL})=0", f"SUM({_ALL})"), format="0.0000"),
    calculated(
        "carbon",
        "含碳量 | carbon content",
        "tC/10⁴Nm³ | tC/10⁴ Nm³",
        blank_if(f"COUNTA({_ALL})=0", _GAS_CARBON),
        format=CONTENT,
    ),
    c.EVIDENCE,
    c.row_check(("name", *(gas.lower() for gas in _GASES)), _GAS_TESTS),
    *_NAMED,
    rows=GASES,
    ledger=True,
    note="含碳量 = Σ（碳原子数 × 体积分数）× 12 ÷ 22.4 × 10；体积为标准状态。"
    " | Carbon = Σ (carbon atoms × volume fraction) × 12 / 22.4 × 10; volumes at normal conditions.",
)

# ── materials of the site's own ──────────────────────────────────────────────────────────────────────────────────

_OF_MOLECULE = by_core(MOLECULE_CARBON, "[carbon_atoms]", "[molar_mass]")
_MATERIAL_ENTRIES = (
    number("carbon_atoms", "碳原子数 | carbon atoms", "", Domain(0, 100), format="0"),
    number("molar_mass", "摩尔质量 | molar mass", "g/mol", Domain(2, 2000), format="0.000"),
    number(
        "content_entered", "含碳量（实测） | carbon content (measured)", "tC/t 或 tC/10⁴Nm³ | tC/t or tC/10⁴ Nm³",
        CARBON_OF_UNIT_DOMAIN, format=CONTENT, uncertain="[u]",
    ),
    number("u", "相对不确定度 | relative uncertainty", "±%", FRACTION, format=PERCENT),
)  # fmt: skip
_MATERIAL_TESTS: tuple[Test, ...] = (
    c.missing("name", "物料名称 | name of the material"),
    c.unusable_name("name", "物料名称 | name of the material"),
    ("COUNTIF(own_materials_name,[name])>1", "名称重复 | name given twice"),
    (
        taken_name("material", "own_materials_name", OWN_MATERIALS),
        "物料列表中已有此名称，自有含碳量不起作用 | the list of materials has it: own carbon has no use",
    ),
    *_tests_of(*_MATERIAL_ENTRIES),
    (
        'AND(COUNT([carbon_atoms],[molar_mass])<2,[content_entered]="")',
        "缺含碳量或化学式 | neither carbon content nor formula",
    ),
    c.failed("content"),
    ('AND([content_entered]<>"",[evidence]="")', "实测含碳量缺佐证材料 | measured carbon: evidence missing"),
)  # fmt: skip
_OWN_MATERIALS = table(
    "own_materials",
    "本项目自有物料（进入碳流台账的物料列表） | Materials of the site's own (in the list of the carbon ledger)",
    "30 16 13 13 18 13 18 30 26 24",
    text("name", "物料名称 | name of the material", required=True),
    text("formula", "化学式 | formula"),
    *_MATERIAL_ENTRIES,
    calculated(
        "content",
        "采用含碳量 | carbon content in use",
        "tC/t 或 tC/10⁴Nm³ | tC/t or tC/10⁴ Nm³",
        blank_if(
            '[name]=""',
            f'IF([content_entered]<>"",[content_entered],IF(COUNT([carbon_atoms],[molar_mass])<2,"",{_OF_MOLECULE}))',
        ),
        format=CONTENT,
    ),
    text("source", "来源（化学式、检测、文献） | source (formula, test, literature)"),
    c.EVIDENCE,
    c.row_check(("name", "carbon_atoms", "molar_mass", "content_entered"), _MATERIAL_TESTS),
    rows=OWN_MATERIALS,
    note="因子库没有的物料在此列出，之后可在“碳流台账”的物料列表中选择。填实测含碳量，或填碳原子数和摩尔质量（如 DMC C3H6O3：3、90.078）。"
    " | List what the factor library has not; it can then be chosen in the carbon ledger. Enter the measured "
    "carbon, or carbon atoms and molar mass (DMC, C3H6O3: 3 and 90.078).",
)

# ── all samples by name, for the ledgers ─────────────────────────────────────────────────────────────────────────


def _of_samples(column: str) -> list[str]:
    """The cells of a column of both tables of samples, one under the other; a blank stays blank."""
    cells = [f"INDEX(coals_{column},{row})" for row in range(1, COALS + 1)]
    cells += [f"INDEX(gases_{column},{row})" for row in range(1, GASES + 1)]
    return ["=" + blank_if(f'{cell}=""', cell) for cell in cells]


_SAMPLES = table(
    "samples",
    "供台账选择的检测样品 | Samples that the ledgers choose from",
    "30 18 12",
    label("name", "样品 | sample"),
    figure("carbon", "收到基含碳量 | carbon as received", unit="tC/t 或 tC/10⁴Nm³ | tC/t or tC/10⁴ Nm³"),
    figure("gas", "是气体（1） | a gas (1)", width=12, format="0"),
    filled={
        "name": _of_samples("name"),
        "carbon": _of_samples("carbon"),
        "gas": [0] * COALS + [1] * GASES,
    },
    helper=True,
)
CARBON_OF_SAMPLE = "INDEX(samples_carbon,MATCH([sample],samples_name,0))"
"""The carbon of the sample that a row of a ledger chooses."""
IS_GAS_SAMPLE = "INDEX(samples_gas,MATCH([sample],samples_name,0))=1"

SAMPLES = free_sheet(
    "samples",
    "煤质与物料 | Coals and materials",
    _COAL_TABLE,
    _DESIGN,
    _OWN_MATERIALS,
    tab="input",
    page="one page",
    intro="有实测元素碳或自有物料时在此填写，台账按名称引用；没有时不用填写，台账采用因子库的值。"
    " | Tests of coals and materials of the site's own: the ledgers take them by name. Leave the sheet blank where "
    "there are none; the ledgers then take the library's values.",
)
GAS_SAMPLES = free_sheet(
    "gas_samples",
    "气体组成 | Gas composition",
    _GAS_TABLE,
    _SAMPLES,
    tab="input",
    page="one page",
    intro="按组成计算合成气、燃料气等的含碳量（tC/10⁴Nm³），台账按名称引用；没有时不用填写。"
    " | Carbon of synthesis gas, fuel gas and others (tC per 10⁴ Nm³) from their composition: the ledgers take it by "
    "name. Leave the sheet blank where there is none.",
)
KEYS = {"coals": SAMPLES.key, "gases": GAS_SAMPLES.key, "own_materials": SAMPLES.key}
"""The tables to fill in, each with its sheet."""
