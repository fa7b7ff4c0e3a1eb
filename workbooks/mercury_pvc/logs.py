"""The logs: where data come from, what was assumed, what the user changed, and the trainings."""

from __future__ import annotations

from pycore.equations.domain import Domain
from pycore.language import both
from workbooks.common.columns import Test, choice, number, text
from workbooks.common.pages import sheet, table
from workbooks.mercury_pvc.entries import checked

_DATE = "日期（YYYY-MM-DD） | date (YYYY-MM-DD)"


def _no_date(key: str) -> Test:
    """Text such as 2026-06-30, or a date of the program."""
    return (
        (
            f'AND([{key}]<>"",ISERROR(IF(ISNUMBER([{key}]),[{key}],DATE(LEFT([{key}],4),MID([{key}],6,2),'
            f"RIGHT([{key}],2)))))"
        ),
        both("日期写作 2026-06-30 | write dates as 2026-06-30"),
    )


_people = Domain(0, 100_000)
SOURCES = table(
    "data_log",
    "数据来源记录 | Log of data sources",
    "16 20 24 44 14 14 20 34 26 24",
    *checked(
        choice("element", "管控对象 | about", "policy_element", required=True),
        choice("plant", "企业（留空为区域） | plant (blank: the region)", "=plants_name"),
        choice("source", "数据来源 | source of data", "data_source", required=True),
        text("paper", "文件 | document", required=True, lines=2),
        text("pages", "页码、表号 | page, table", required=True),
        text("date", _DATE, required=True),
        text("who", "收集人 | collected by", required=True),
        text("use", "用于 | used for", required=True, lines=2),
        tests=(_no_date("date"),),
        begins="paper use",
    ),
    rows=80,
    ledger=True,
    note="“佐证材料”写此记录存放的位置。 | Evidence: where the document is kept.",
)
ASSUMPTIONS = table(
    "assumption_log",
    "假设记录 | Log of assumptions",
    "44 44 44 20 14 26 24",
    *checked(
        text("assumption", "假设 | assumption", required=True, lines=3),
        text("grounds", "理由 | why", required=True, lines=3),
        text("effect", "对结果的影响 | effect on the results", required=True, lines=3),
        text("reviewer", "复核人 | reviewed by"),
        text("date", _DATE),
        tests=(_no_date("date"),),
        begins="assumption grounds effect",
    ),
    rows=30,
    ledger=True,
)
CHANGES = table(
    "change_log",
    "使用者修改记录 | Log of the user's changes",
    "14 24 44 44 20 26 24",
    *checked(
        text("date", _DATE, required=True),
        text("place", "工作表、表格 | sheet, table", required=True),
        text("change", "修改内容 | change", required=True, lines=2),
        text("grounds", "理由 | why", required=True, lines=2),
        text("who", "修改人 | by whom", required=True),
        tests=(_no_date("date"),),
        begins="change place",
    ),
    rows=30,
    ledger=True,
)
TRAININGS = table(
    "training_log",
    "培训与会议记录 | Log of trainings and meetings",
    "34 14 22 50 12 34 34 26 24",
    *checked(
        text("event", "活动 | event", required=True),
        text("date", _DATE, required=True),
        text("place", "地点 | place", required=True),
        text("agenda", "议程 | agenda", required=True, lines=3),
        number("participants", "参会人数 | participants", "", _people, format="0", required=True),
        text("material", "培训材料 | material"),
        text("minutes", "会议纪要 | minutes"),
        tests=(
            _no_date("date"),
            (
                "IF(ISNUMBER([participants]),[participants]<>INT([participants]),FALSE)",
                both("参会人数须为整数 | participants are a whole number"),
            ),
        ),
        begins="event agenda",
    ),
    rows=15,
    ledger=True,
    note="“佐证材料”写签到表、纪要的文件名。 | Evidence: the list of participants and the minutes.",
)
SHEETS = (
    sheet("data_log", "数据来源 | Data log", SOURCES, tab="check"),
    sheet("assumption_log", "假设记录 | Assumptions", ASSUMPTIONS, tab="check"),
    sheet("change_log", "修改记录 | Changes", CHANGES, tab="check"),
    sheet("training_log", "培训记录 | Trainings", TRAININGS, tab="check"),
)
NO_MINUTES = (
    "没有纪要的培训与会议 | trainings and meetings without minutes",
    'SUMPRODUCT((training_log_event<>"")*(training_log_minutes=""))',
    "training_log",
)
NOT_REVIEWED = (
    "没有复核的假设 | assumptions not reviewed",
    'SUMPRODUCT((assumption_log_assumption<>"")*(assumption_log_reviewer=""))',
    "assumption_log",
)
