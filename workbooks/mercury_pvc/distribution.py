"""Where the mercury of the input goes: sets of fractions with their sources, and the one in use.

Sets contradict each other: what 2009's practice sent into acid a line with a good remover holds in its carbon. So the
remover's efficiency is the switch between the two.
"""

from __future__ import annotations

from collections.abc import Mapping

from pycore.equations.cell_inputs import NOISE
from pycore.equations.domain import FRACTION
from pycore.sheets.definition import Role
from workbooks.common.cells import in_words
from workbooks.common.columns import code_of, factor_value, figure, number
from workbooks.common.pages import calculated_text, free_sheet, label, table
from workbooks.mercury_pvc.lists import DISTRIBUTIONS, PATHWAYS

_ROWS = tuple(code for code, _ in PATHWAYS.entries)
_SETS = tuple(code for code, _ in DISTRIBUTIONS.entries)


def _of(set: str, key: str) -> str:
    return factor_value(f'"mercury.distribution_{set}.{key}"')


_LEFT = f"(1-{_of('A', 'spent_catalyst')})"
_TO_ACID = f"{_of('A', 'acid')}/({_of('A', 'acid')}+{_of('A', 'alkali')})"
_NATIONAL = {key: _of("A", key) for key in ("spent_catalyst", "carbon", "acid", "alkali")}
_REMOVER = {
    "spent_catalyst": _of("A", "spent_catalyst"),
    "carbon": f"{_LEFT}*settings_remover",
    "acid": f"{_LEFT}*(1-settings_remover)*{_TO_ACID}",
    "alkali": f"{_LEFT}*(1-settings_remover)*(1-{_TO_ACID})",
}
_MEASURED = {
    "spent_catalyst": _of("B", "spent_catalyst"),
    "carbon": _of("B", "carbon"),
    "acid": _of("B", "released"),
    "deposit": f"1-{_of('B', 'spent_catalyst')}-{_of('B', 'carbon')}-{_of('B', 'released')}",
}
_TOOLKIT = {
    "air": _of("C", "air"),
    "water": _of("C", "water"),
    "acid": _of("C", "product"),
    "spent_catalyst": _of("C", "treatment"),
}


def _column(found: Mapping[str, str]) -> list[str]:
    return [f"={found[key]}" if key in found else "=0" for key in _ROWS]


_USED = (
    f"CHOOSE(MATCH({code_of('settings_distribution', 'distribution_set')},distribution_set_code,0),"
    f"{','.join(f'[{s}]' for s in _SETS if s != 'own')},SUM([own]))"
)
_SUM_CHECK = in_words(
    # As TL_RELEASE refuses: a smaller difference is the noise of the additions.
    f'IF(ABS(SUM(distribution_used)-1)<={NOISE:.10f},"✓","✗ {{}} "&ROUND(SUM(distribution_used),9)&"{{}}")',
    "合计为 | they add up to",
    "，应为 1 | , not to 1",
)

DISTRIBUTION = table(
    "distribution",
    "汞分配系数集 | Distribution of mercury, sets",
    "26 14 16 16 14 12 14 18 60",
    label("pathway", "去向 | pathway"),
    *(figure(code, DISTRIBUTIONS.label(code), format="0.000", total=True) for code in _SETS if code != "own"),
    number("own", "自有系数 | own fractions", "0–1", FRACTION, format="0.000", total=True),
    figure("used", "采用 | in use", format="0.000", total=True),
    calculated_text("adds_up", "合计 | sum", _SUM_CHECK, role=Role.CHECK),
    label("note", "说明 | note"),
    totals=True,
    filled={
        "pathway": [words for _, words in PATHWAYS.entries],
        "miit": _column(_NATIONAL),
        "remover": _column(_REMOVER),
        "measured_line": _column(_MEASURED),
        "toolkit": _column(_TOOLKIT),
        "used": [f"={_USED}"] * len(_ROWS),
        "note": [
            "工具包的“行业专门处置”60% 列于此行。 | The Toolkit's sector-specific treatment, 60 %, stands here.",
            (
                "2009 年的除汞器 8%；实测生产线 46%：以除汞器效率为开关。 | "
                "8 % in the practice of 2009, 46 % on the measured line: the remover's efficiency decides."
            ),
            (
                "工具包的“产品、副产盐酸”36%；实测生产线的酸、碱、大气合计 3.7% 列于此行。 | "
                "The Toolkit's product and by-product acid, 36 %; for the measured line, acid, alkali and air "
                "together, 3.7 %."
            ),
            "",
            "",
            "",
            "实测生产线不大于 1%（含在 3.7% 内）。 | At most 1 % on the measured line, included in the 3.7 %.",
            "",
            (
                "实测生产线未查明 21.7%（来源各项合计 99.9%，此处取余数）。 | "
                "Not accounted for on the measured line: 21.7 % (the source adds up to 99.9 %; the remainder "
                "is used here)."
            ),
        ],
    },
    note=(
        "不同来源相互矛盾，不能平均：选择与本地工艺最接近的一套，或填自有系数（合计须为 1）。 | "
        "The sources contradict each other and cannot be averaged: choose the set nearest to local practice, or "
        "enter your own fractions, which must add up to 1."
    ),
)
SHEET = free_sheet("distribution", "分配系数 | Distribution", DISTRIBUTION, tab="input", page="one page")
