"""What the cover says beside the checks: what the project comes to, and what above a reference is not explained."""

from __future__ import annotations

from pycore.language import Text
from workbooks.common.fields import verdict
from workbooks.common.said import first_of

_NO_DATA = "SUM(summary_proposed_activity)=0"
_CONCLUSION: Text = first_of(
    (_NO_DATA, "! 数据不足，尚不能评价 | ! not enough data yet"),
    (
        'COUNTIF(required_verdict,"✗*")>0',
        "✗ 不满足相关要求，见“结论” | ✗ does not meet the requirements: see Conclusion",
    ),
    ('COUNTIF(required_verdict,"!*")>0', "! 尚有待处理的要求，见“结论” | ! requirements are open: see Conclusion"),
    otherwise="✓ 满足相关要求 | ✓ meets the requirements",
)
COVER_LINES = (
    verdict("gaps", "差距说明 | gaps", "gaps_status"),
    verdict("conclusion", "评价结论 | conclusion", _CONCLUSION),
)
