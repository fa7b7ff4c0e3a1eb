"""Three methods side by side for each way of the mercury of each plant and year, and the one that is used."""

from __future__ import annotations

from pycore.accounting.mercury import native_release
from pycore.sheets.formulas import core_first
from workbooks.common.cells import at, blank_if, count_where, sum_where
from workbooks.common.columns import choice
from workbooks.common.pages import label, sheet, table
from workbooks.common.quantities import in_unit, percentage
from workbooks.mercury_pvc import size
from workbooks.mercury_pvc.lists import PATHWAYS

_WAYS = len(PATHWAYS.entries)
_WAY, _ROW = f"(MOD({{i}}-1,{_WAYS})+1)", f"(INT(({{i}}-1)/{_WAYS})+1)"
_kg = in_unit("kgHg", "#,##0.000")
_WHERE = {"plant": "[plant]", "year": "[year]", "pathway": "[pathway]"}
_NONE = '[plant]=""'
_INPUT = at("hg_accounts_hg_in", _ROW)
_DISTRIBUTED = core_first(
    f"INDEX(TL_RELEASE([entering],distribution_used),{_WAY},1)",
    native_release("[entering]", "distribution_used", _WAY, 1),
)
_OTHERS = "SUMIFS(reconcile_term,reconcile_plant,[plant],reconcile_year,[year])-[term]"
_DISTRIBUTION_SAYS = (
    "IF(settings_preference=preference_distribution,[distributed],"
    'IF([measured]<>"",[measured],IF(settings_preference=preference_measured_balance,MAX(0,[balance]),[distributed])))'
)
_USED = blank_if(
    _NONE,
    f'IF([way_chosen]=method_measured,IF([measured]="",NA(),[measured]),IF([way_chosen]=method_balance,MAX(0,'
    f"[balance]),"
    f"IF([way_chosen]=method_distribution,[distributed],{_DISTRIBUTION_SAYS})))",
)
_SPREAD = blank_if(
    f'OR({_NONE},[measured]="")',
    "IF(MAX([measured],[distributed])=0,0,ROUND(ABS([measured]-[distributed])/MAX([measured],[distributed]),9))",
)

RECONCILE = table(
    "reconcile",
    "各去向的汞量：三种方法并列 | Mercury by pathway: three methods side by side",
    "22 9 26 13 13 13 13 11 22 13 13",
    label("plant", "企业 | plant", f'INDEX(output_plant,{_ROW})&""'),
    label("year", "年份 | year", blank_if(_NONE, f"INDEX(output_year,{_ROW})")),
    label("pathway", "去向 | pathway", blank_if(_NONE, f"INDEX(pathway_list,{_WAY})")),
    _kg("entering", "汞输入 | mercury in", blank_if(_NONE, _INPUT)),
    _kg(
        "measured",
        "浓度 × 流量 | concentration × flow",
        blank_if(f"IF({_NONE},TRUE,{count_where('outflows', **_WHERE)}=0)", sum_where("outflows", "hg", **_WHERE)),
    ),
    _kg("distributed", "输入 × 分配系数 | input × distribution", blank_if(_NONE, _DISTRIBUTED)),
    _kg("balance", "物料平衡（差值） | mass balance", blank_if(_NONE, f"[entering]-({_OTHERS})")),
    percentage("spread", "监测与系数之差 | measured against distribution", _SPREAD),
    choice("way_chosen", "指定方法 | method chosen", "method"),
    _kg("used", "采用 | in use", _USED),
    _kg(
        "term",
        "平衡的其他项 | term of the balance",
        blank_if(_NONE, 'IF([measured]="",[distributed],[measured])'),
        helper=True,
    ),
    rows=_WAYS * size.PLANT_YEARS,
    helps={
        "way_chosen": (
            "留空按“区域与设置”的取值次序；指定的在报告中说明理由。 | "
            "Blank: in the order of the settings; explain a choice "
            "in the report."
        ),
    },
    note=(
        "物料平衡 = 输入 − 其他去向之和（有监测的取监测，没有的取分配系数）。 | "
        "Mass balance = input − all other pathways (measured values where there are any, else by distribution)."
    ),
)
SHEET = sheet("reconcile", "汞去向核定 | Reconciliation", RECONCILE, tab="result")
