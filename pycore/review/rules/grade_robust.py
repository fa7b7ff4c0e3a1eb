"""Grades that flip within the uncertainty."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry


def _of_stage(subject: Subject, stage: SharedEntry) -> list[TableRow]:
    """The grades of one stage; a table that names none is the project's."""
    wanted = (stage, None) if stage is SharedEntry.PROPOSED else (stage,)
    return [line for line in subject.having(*RULE.needs[0]) if line.table.stage in wanted]


def _check(subject: Subject) -> Iterator[Finding]:
    level = subject.field_value(M.CONFIDENCE)
    least = float(level) if isinstance(level, int | float) and level else 0.95
    after = {line.index: line.number(M.ACCEPTABLE) for line in _of_stage(subject, SharedEntry.WITH_MEASURES)}
    adopted = any(line.code(M.ADOPTED) == SharedEntry.YES for line in subject.having(M.ADOPTED))
    for of in (SharedEntry.PROPOSED, SharedEntry.WITH_MEASURES):
        for line in _of_stage(subject, of):
            chance, product = line.number(M.ACCEPTABLE), line.text(M.PRODUCT)
            if chance is None or not product or max(chance, 1 - chance) >= least:
                continue
            if of is SharedEntry.WITH_MEASURES and not adopted:
                continue  # nothing is adopted: it is the grade of the project again
            # The decision rests on the grade with the measures adopted, where there are any.
            then = after.get(line.index)
            settled = of is SharedEntry.PROPOSED and adopted and then is not None and max(then, 1 - then) >= least
            stage = (
                Text("采纳措施后", "with measures") if of is SharedEntry.WITH_MEASURES else Text("本项目", "project")
            )
            yield RULE.at(
                line.cell(M.FIRM),
                Text(
                    f"{product}（{stage.zh}）等级“{line.text(M.GRADE)}”可接受的概率为 {chance:.1%}，等级可能翻转",
                    f'{product} ({stage.en}): grade "{line.text(M.GRADE)}" is acceptable with a probability of {chance:.1%}: it could flip',
                ),
                Text(f"可靠概率不低于 {least:.0%}", f"a grade that is firm at {least:.0%}"),
                Text("采纳措施后的等级可靠，请在报告中说明。", "The grade with measures is firm; say so in the report.")
                if settled
                else Text("请改善数据质量，或采取更多措施，并在报告中说明。", "Better the data or take more measures, and say so in the report."),
                severity=Severity.NOTE if settled else None,
            )  # fmt: skip


RULE = Rule(
    "grade-robust",
    20,
    Text("协同等级在不确定度内可能翻转", "The grade could flip within the uncertainty"),
    Severity.WARNING,
    _check,
    needs=((M.PRODUCT, M.GRADE, M.ACCEPTABLE, M.FIRM),),
)
