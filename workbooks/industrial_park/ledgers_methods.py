"""The formula basis: every line of the guide's appendix A with its equation, units, factors and clause.

Ledgers look up here which gases a chosen line emits and which factors it takes, so that a line of the guide that is
activity × factor is a row of data and needs no definition of its own.
"""

from __future__ import annotations

import re

from pycore.equations.equation import Equation
from pycore.equations.unit_names import shown
from pycore.functions.catalogue import catalogue
from pycore.language import NO_TEXT, Text, both
from pycore.library import library
from pycore.library.guide import EmissionSource
from pycore.library.guide_records import GuideLine
from pycore.library.guide_words import PARTS
from pycore.sheets.definition import Column, Role, Sheet
from workbooks.common.cells import blank_if
from workbooks.common.columns import calculated
from workbooks.common.pages import label, sheet, table
from workbooks.common.users_choices import UsersChoices
from workbooks.industrial_park.lists import GUIDE_KEY

MOST_GASES = 2
_FUEL = re.compile(r"^fuel\.\{set\}\.([a-z_]+)\.")

# ── what the sheet says of a source; a source is one activity with a line of the guide for each gas ──────────────


def _equation(source: EmissionSource) -> str:
    function = source.lines[0].function
    definition = catalogue()[function]
    return definition.formula if isinstance(definition, Equation) else function


def _factor(line: GuideLine) -> str:
    """The id of the emission factor, blank where it depends on a further choice."""
    id = line.factor_ids.get("emission_factor", "")
    return "" if "{" in id else id


def _fuel(source: EmissionSource) -> str:
    """The one fuel that a vehicle burns; blank where the fuel is the user's choice."""
    match = _FUEL.match(source.lines[0].factor_ids.get("ncv", ""))
    return match[1] if match else ""


def _entered(source: EmissionSource) -> list[Text]:
    """The units of what is entered."""
    return [shown(unit) for unit in source.lines[0].input_units.values()]


def _units(source: EmissionSource) -> Text:
    units = _entered(source)
    return Text("、".join(unit.zh or "0–1" for unit in units), ", ".join(unit.en or "0–1" for unit in units))


def _factor_unit(source: EmissionSource) -> Text:
    factor = library().factors.get(_factor(source.lines[0]))
    return shown(factor.unit) if factor else NO_TEXT


def _gas(source: EmissionSource, place: int) -> str:
    return source.lines[place].gas if place < len(source.lines) else ""


def _factor_of_gas(source: EmissionSource, place: int) -> str:
    return _factor(source.lines[place]) if place < len(source.lines) else ""


def method_factors() -> frozenset[str]:
    """The ids of the factors that the sheet names for the gases of its lines."""
    sources = library().guide(GUIDE_KEY).sources()
    return frozenset(_factor_of_gas(source, place) for source in sources for place in range(MOST_GASES))


_COLUMNS = (
    ("name", "核算项 | line", lambda source: source.name),
    ("part", "类别 | kind", lambda source: PARTS[source.lines[0].part]),
    ("function", "函数 | function", lambda source: source.lines[0].function),
    ("equation", "公式 | equation", _equation),
    ("units", "填写项单位 | units of what is entered", _units),
    ("gas1", "气体 1 | gas 1", lambda source: _gas(source, 0)),
    ("factor1", "因子 1 编号 | id of factor 1", lambda source: _factor_of_gas(source, 0)),
    ("gas2", "气体 2 | gas 2", lambda source: _gas(source, 1)),
    ("factor2", "因子 2 编号 | id of factor 2", lambda source: _factor_of_gas(source, 1)),
    ("unit", "活动数据单位 | unit of the activity", lambda source: _entered(source)[0]),
    ("factor_unit", "因子单位 | unit of the factor", _factor_unit),
    ("tonnes", "换算为 t | conversion to t", lambda source: source.lines[0].tonnes),
    ("fuel", "限定燃料 | its fuel", _fuel),
    ("key", "编号 | key", lambda source: source.key),
    ("clause", "条款 | clause", lambda source: source.lines[0].clause),
    ("flag", "依据标志 | flag", lambda source: source.lines[0].flag),
    ("note", "说明 | remark", lambda source: source.lines[0].note),
)
"""The columns, each with what it says of a source."""


def _column(key: str, words: str) -> Column:
    if key == "tonnes":
        return Column(key=key, title=both(words), role=Role.LABEL, format="General")
    return label(key, words)


def method_sheet() -> Sheet:
    """Return the sheet of the formula basis."""
    sources = library().guide(GUIDE_KEY).sources()
    methods = table(
        "methods",
        "附录 A 各核算项 | Lines of appendix A",
        "32 16 24 44 18 9 44 9 44 13 13 10 13 26 34 9 54",
        *(_column(key, words) for key, words, _ in _COLUMNS),
        ledger=True,
        filled={key: [read(source) for source in sources] for key, _, read in _COLUMNS},
        note="气体排放量（t）= 公式结果 × 换算；再乘 GWP 得当量。依据标志：S 原文文字；V 公开资料核对；M 凭记忆（原文公式为图片，未能读出）；I 推断。"
        " | Mass of the gas in t = result of the equation × conversion, then × GWP. "
        "Flags of our reading: S the guide's words; V a public source; M remembered "
        "(the guide's formulas are pictures that could not be read); I inferred.",
    )
    return sheet(
        "methods",
        "核算方法 | Methods",
        methods,
        tab="library",
        intro="《重庆市产业园区规划温室气体排放环境影响评价技术指南》附录 A 的每一项：公式、单位、因子编号和条款。台账按所选项从这里查找气体和因子。"
        " | Every line of appendix A of the Chongqing guide: equation, units, ids of "
        "factors and clause. The ledgers look up gases and factors of the chosen line here.",
    )


def method_row(chosen: str, users: UsersChoices | None = None) -> Column:
    """The row of the chosen line on the sheet of methods, for the look-ups; 0 for an entry of the user's own."""
    found = f"MATCH([{chosen}],methods_name,0)"
    row = blank_if(f'[{chosen}]=""', users.one_of("0", found) if users is not None else found)
    on_sheet = both("“核算方法”表中的行。 | Row on the sheet Methods.")
    return calculated(
        "method", "方法行号 | row of the method", "", row, width=8, format="0", help=on_sheet, helper=True
    )
