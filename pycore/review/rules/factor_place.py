"""Electricity factors of another place: the province is missing, or the value is another province's."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.library import library
from pycore.review.rules.library_values import own_values
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry


def _check(subject: Subject) -> Iterator[Finding]:
    reading, province = subject.field_code(M.POWER_READING), subject.field_code(M.PROVINCE)
    here = {province, str(SharedEntry.NATIONAL)}
    id = str(subject.field_value(M.POWER_ID) or "")
    if reading in (SharedEntry.BY_REGION, SharedEntry.BY_PROVINCE) and id not in library().factors:
        yield RULE.at(
            subject.field_cell(M.POWER_READING),
            Text(
                "所在省份没有所选口径的电力因子",
                "there is no electricity factor of this kind for the province",
            ),
            Text("已公布的电力因子", "a published electricity factor"),
            Text("请填写省份，或改用全国平均。", "Enter the province, or choose the national average."),
        )
    if id.startswith("electricity.region."):
        here.add(id.split(".")[2])
    for own in own_values(subject):
        if not own.line.key(M.ELECTRICITY) or not own.value:
            continue
        same = [f for f in library().category("electricity") if f.value == own.value]
        if same and all(f.id.split(".")[2] not in here for f in same):
            places = "、".join(f.name_zh for f in same), ", ".join(f.name_en for f in same)
            yield RULE.at(
                own.line.cell(own.column),
                Text(f"自有电力因子 {written_number(own.value)} 与外地因子相同：{places[0]}", f"the own factor {written_number(own.value)} is that of another place: {places[1]}"),
                Text(f"项目所在地（{subject.field_value(M.PROVINCE) or '未填'}）的因子", f"the factor of the project's place ({subject.field_value(M.PROVINCE) or 'not given'})"),
                Text("请核对省份和年份，并注明来源。", "Check province and year, and name the source."),
            )  # fmt: skip


RULE = Rule(
    "factor-place",
    18,
    Text("电力因子与项目所在地不符", "An electricity factor of another place"),
    Severity.WARNING,
    _check,
    needs=((M.ELECTRICITY, M.OWN_VALUE, M.REASON),),
    fields=(M.PROVINCE,),
)
