"""Demands of policies and rules that are all answered in the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M

FEWEST = 4
"""Answers in the same words that are too many, where they are also more than half of all."""


def _check(subject: Subject) -> Iterator[Finding]:
    lines = [line for line in subject.having(*RULE.needs[0]) if line.text(M.EXPLANATION).strip()]
    answers = Counter(line.text(M.EXPLANATION).strip() for line in lines)
    for words, count in answers.most_common(1):
        if count < FEWEST or 2 * count <= len(lines):
            return
        first = next(line for line in lines if line.text(M.EXPLANATION).strip() == words)
        yield RULE.at(
            first.cell(M.EXPLANATION),
            Text(
                f"{len(lines)} 条要求的符合性说明中有 {count} 条都是“{words}”",
                f'{count} of {len(lines)} demands are answered with the same words: "{words}"',
            ),
            Text("每条要求各有说明", "words of its own for each demand"),
            Text(
                "请逐条写明本项目怎样满足该要求，并引用相应的佐证材料。",
                "Say of each demand how the project meets it, and name the evidence for it.",
            ),
        )


RULE = Rule(
    "policy-answers",
    20,
    Text("不同的政策要求用同一句话作答", "Different policy demands are answered in the same words"),
    Severity.WARNING,
    _check,
    needs=((M.REQUIREMENT, M.CONFORMITY, M.EXPLANATION),),
)
