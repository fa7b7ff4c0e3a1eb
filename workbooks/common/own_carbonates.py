"""Carbonates that the library has not: siderite of a known grade, ankerite, a sorbent by its analysis."""

from __future__ import annotations

from pycore.accounting.carbonates import CARBONATE_CO2
from pycore.sheets.meanings import Meaning
from workbooks.common.choices import CARBONATES, OWN_CARBONATE
from workbooks.common.columns import text
from workbooks.common.own_entries import (
    OF_FLAG,
    OF_SOURCE,
    OF_UNCERTAINTY,
    OF_YEAR,
    OwnEntries,
    incomplete,
    name_of_entry,
    own_entry_table,
    parameter,
)
from workbooks.common.users_choices import UsersChoices

OWN_CARBONATES = UsersChoices("own_carbonates", "carbonate", incomplete(OWN_CARBONATE))
"""The carbonates of the user's own, as ledgers choose them."""
_TABLE = own_entry_table(
    OWN_CARBONATES,
    CARBONATES.key,
    OWN_CARBONATE,
    "自有碳酸盐（因子库没有的碳酸盐） | Own carbonates (that the factor library has not)",
    "26 14 18 14 12 22 44 40 22",
    name_of_entry("碳酸盐名称 | name of the carbonate"),
    text("composition", "化学式或组成 | formula or composition"),
    parameter("emission_factor", CARBONATE_CO2, "tCO2/t", "0.0000", Meaning.FACTOR),
    OF_UNCERTAINTY,
    OF_YEAR,
    OF_FLAG,
    OF_SOURCE,
    helps={
        "name": "填写后出现在各台账的碳酸盐列表末尾；不能与已有碳酸盐同名。"
        " | It then stands at the end of every list of carbonates; another name than those there.",
        "emission_factor": "纯碳酸盐的因子 = 碳酸根数 × CO2 摩尔质量 ÷ 碳酸盐摩尔质量；台账另填纯度或煅烧比例，这里不再乘。"
        " | Of the pure carbonate: its carbonate ions times the molar mass of CO2, over its own; the ledgers ask for "
        "purity or the fraction calcined, which is not to be in it.",
        "uncertainty": "95% 区间半宽除以均值；没有时填 0 并在来源中说明。"
        " | Half of the 95 % interval over the mean; where the source has none, 0, and say so in the source.",
    },
    note="每种碳酸盐填一行，除化学式外各项都须填写；填好后可在台账的碳酸盐下拉列表中选用，按同样的方法核算。"
    " | A row for each carbonate; every column but the formula is required. The ledgers then offer it among the "
    "carbonates and calculate it as any other.",
)
OWN_CARBONATE_ENTRIES = OwnEntries(OWN_CARBONATES, CARBONATES.key, _TABLE)
"""The carbonates of the user's own, wherever a workbook has the list of carbonates."""
