"""Greenhouse gases that the library has no GWP of: refrigerants and their blends, further fluorinated gases.

The gas of a row follows from the line of the guide that it chooses, so an own gas is chosen as such a line: what is
used or filled, times the share of it that is emitted, times the GWP. A GWP has no uncertainty here, as those of the
library have none: it is agreed upon and not measured.
"""

from __future__ import annotations

from collections.abc import Iterator

from pycore.equations.domain import FRACTION, Domain
from pycore.library import library
from pycore.sheets.meanings import Meaning
from pycore.sheets.own_entries import UNCERTAINTY
from workbooks.common.choices import GAS_GROUPS, GWP_SETS, OWN_GAS, Entry, own_entries
from workbooks.common.columns import choice, number
from workbooks.common.own_entries import (
    OF_FLAG,
    OF_SOURCE,
    OF_UNCERTAINTY,
    OF_YEAR,
    OwnEntries,
    incomplete,
    name_of_entry,
    own_entry_table,
)
from workbooks.common.users_choices import UsersChoices

OWN_GASES = UsersChoices("own_gases", "line", incomplete(OWN_GAS))
"""The gases of the user's own, as a ledger of lines chooses them."""
_GWP = Domain(0, low_open=True, typical=(1, 1e4), usual=(1, max(factor.value for factor in library().category("gwp"))))
LINES = "process_line"
"""The list of the lines that they stand among."""


def own_gas_lines() -> Iterator[Entry]:
    """Their entries in that list; by the name of a gas of the library its amounts would be added up twice."""
    return own_entries(OWN_GASES.table, OWN_GAS, LINES, beside=("gas_list",))


_TABLE = own_entry_table(
    OWN_GASES,
    LINES,
    OWN_GAS,
    "自有气体（因子库没有的制冷剂等含氟气体） | Own gases (refrigerants and other fluorinated gases that the library has not)",
    "26 14 18 14 12 10 44 14 22 40 22",
    name_of_entry("气体名称 | name of the gas"),
    choice("group", "气体类别 | group of gases", GAS_GROUPS.key, required=True),
    number(
        "gwp",
        "100 年 GWP | GWP over 100 years",
        "tCO2e/t",
        _GWP,
        format="#,##0.#",
        required=True,
        meaning=Meaning.FACTOR,
    ),
    choice("assessment_report", "评估报告 | assessment report", GWP_SETS.key, required=True),
    number(
        "emission_factor",
        "排放份额 | share emitted",
        "0–1",
        FRACTION,
        format="0.000",
        required=True,
        meaning=Meaning.FACTOR,
        uncertain=f"[{UNCERTAINTY}]",
    ),
    OF_YEAR,
    OF_SOURCE,
    OF_UNCERTAINTY,
    OF_FLAG,
    hints=(
        (
            'IF([assessment_report]="",FALSE,[assessment_report]<>settings_gwp_set)',
            "所据评估报告与计算设置的 GWP 取值不同 | from another assessment report than the settings choose",
        ),
    ),
    helps={
        "name": "填写后出现在工业生产过程台账的列表末尾；不能与因子库已有气体或过程同名。"
        " | It then stands at the end of the list of processes; another name than the gases and processes there.",
        "gwp": "混合制冷剂按组分质量分数加权。 | Of a blend the mean of its parts by mass.",
        "emission_factor": "使用、充注或存量 1 t 中排放的份额（泄漏率）；台账填实际排放量时为 1。"
        " | What is emitted of 1 t that is used, filled or held (leakage); 1 where the ledger has what is emitted.",
        "uncertainty": "排放份额的 95% 区间半宽除以均值；GWP 不另计不确定度。"
        " | Of the share emitted: half of the 95 % interval over the mean; the GWP carries none.",
    },
    note="每种气体填一行，各项都须填写；填好后在工业生产过程台账的列表中选用，数量以 t 计，排放量 = 数量 × 排放份额 × GWP，并计入分气体清单。"
    " | A row for each gas; every column is required. The ledger of industrial processes then offers it: amount in t × "
    "share emitted × GWP, and it counts in the inventory by gas.",
)
OWN_GAS_ENTRIES = OwnEntries(OWN_GASES, LINES, _TABLE, (GAS_GROUPS,))
"""The gases of the user's own, wherever a workbook has a list of lines with gases."""
