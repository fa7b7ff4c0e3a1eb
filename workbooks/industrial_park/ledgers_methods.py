"""The formula basis: every line of the guide's appendix A with its equation, units, factors and clause.

Ledgers look up here which gases a chosen line emits and which factors it takes, so that a line of the guide that is
activity × factor is a row of data and needs no definition of its own.
"""

from __future__ import annotations

import re

from pycore.equations.equation import Equation
from pycore.equations.unit_names import shown
from pycore.functions.catalogue import catalogue
from pycore.language import Text, both
from pycore.library import library
from pycore.library.guide import EmissionSource
from pycore.library.guide_records import Line
from pycore.library.guide_words import PARTS
from pycore.sheets.definition import Column, Role, Sheet, Table
from workbooks.common.columns import NO_UNIT, text
from workbooks.industrial_park.lists import GUIDE_KEY

MOST_GASES = 2
_FUEL = re.compile(r"^fuel\.\{set\}\.([a-z_]+)\.")


def _equation(line: Line) -> str:
    definition = catalogue()[line.function]
    return definition.formula if isinstance(definition, Equation) else line.function


def _emission_factor(line: Line) -> str:
    """The id of the emission factor, blank where it depends on a further choice."""
    id = line.factor_ids.get("emission_factor", "")
    return "" if "{" in id else id


def _fuel(source: EmissionSource) -> str:
    """The one fuel that a vehicle burns; blank where the fuel is the user's choice."""
    match = _FUEL.match(source.lines[0].factor_ids.get("ncv", ""))
    return match[1] if match else ""


def _units(source: EmissionSource) -> Text:
    units = [shown(unit) for unit in source.lines[0].input_units.values()]
    return Text("、".join(u.zh or "0–1" for u in units), ", ".join(u.en or "0–1" for u in units))


def _unit(source: EmissionSource) -> Text:
    return shown(next(iter(source.lines[0].input_units.values())))


def _factor_unit(source: EmissionSource) -> Text:
    factor = library().factors.get(_emission_factor(source.lines[0]))
    return shown(factor.unit) if factor else NO_UNIT


def _of(source: EmissionSource, place: int) -> Line | None:
    return source.lines[place] if place < len(source.lines) else None


def _label(key: str, zh: str, en: str, width: float) -> Column:
    return text(key, Text(zh, en), width=width, role=Role.LABEL)


def method_sheet() -> Sheet:
    """Return the sheet of the formula basis."""
    sources = library().guide(GUIDE_KEY).sources()
    first = [source.lines[0] for source in sources]
    gases = {
        f"{column}{place + 1}": [read(line) if (line := _of(source, place)) else "" for source in sources]
        for place in range(MOST_GASES)
        for column, read in (("gas", lambda line: line.gas), ("factor", _emission_factor))
    }
    table = Table(
        key="methods",
        title=both("附录 A 各核算项 | Lines of appendix A"),
        rows=len(sources),
        ledger=True,
        note=both(
            "气体排放量（t）= 公式结果 × 换算；再乘 GWP 得当量。依据标志：S 原文文字；V 公开资料核对；M 凭记忆（原文公式为图片，未能读出）；I 推断。 | Mass of the gas in "
            "t = result of the equation × conversion, then × GWP. Flags of our reading: S the guide's words; V a "
            "public source; M remembered (the guide's formulas are pictures that could not be read); I inferred."
        ),
        columns=(
            _label("name", "核算项", "line", 34),
            _label("part", "类别", "kind", 16),
            _label("function", "函数", "function", 24),
            _label("equation", "公式", "equation", 46),
            _label("units", "填写项单位", "units of what is entered", 18),
            _label("gas1", "气体 1", "gas 1", 9),
            _label("factor1", "因子 1 编号", "id of factor 1", 34),
            _label("gas2", "气体 2", "gas 2", 9),
            _label("factor2", "因子 2 编号", "id of factor 2", 34),
            _label("unit", "活动数据单位", "unit of the activity", 13),
            _label("factor_unit", "因子单位", "unit of the factor", 13),
            Column(key="tonnes", title=both("换算为 t | conversion to t"), role=Role.LABEL, format="General", width=10),
            _label("fuel", "限定燃料", "its fuel", 13),
            _label("key", "编号", "key", 26),
            _label("clause", "条款", "clause", 36),
            _label("flag", "依据标志", "flag", 9),
            _label("note", "说明", "remark", 60),
        ),
        prefilled={
            "name": [source.name for source in sources],
            "part": [PARTS[line.part] for line in first],
            "function": [line.function for line in first],
            "equation": [_equation(line) for line in first],
            "units": [_units(source) for source in sources],
            **gases,
            "unit": [_unit(source) for source in sources],
            "factor_unit": [_factor_unit(source) for source in sources],
            "tonnes": [line.tonnes for line in first],
            "fuel": [_fuel(source) for source in sources],
            "key": [source.key for source in sources],
            "clause": [line.clause for line in first],
            "flag": [line.flag for line in first],
            "note": [line.note for line in first],
        },
    )
    return Sheet(
        key="methods",
        title=both("核算方法 | Methods"),
        tab="library",
        blocks=(table,),
        intro=both(
            "《重庆市产业园区规划温室气体排放环境影响评价技术指南》附录 A 的每一项：公式、单位、因子编号和条款。台账按所选项从这里查找气体和因子。 | Every line of appendix A of "
            "the Chongqing guide: equation, units, ids of factors and clause. The ledgers look up gases and "
            "factors of the chosen line here."
        ),
    )


def method_row(chosen: str) -> Column:
    """The row of the chosen line on the sheet of methods, for the look-ups of the row."""
    return Column(
        key="method",
        title=both("方法行号 | row of the method"),
        role=Role.CALCULATED,
        format="0",
        width=8,
        formula=f'IF([{chosen}]="","",MATCH([{chosen}],methods_name,0))',
        help=both("“核算方法”表中的行。 | Row on the sheet Methods."),
    )
