"""What a review has to say of a file: the verdict, the findings and the key figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from pycore.cells.stored import Value
from pycore.findings.finding import Finding
from pycore.formulas.tree import CellKey
from pycore.language import Text
from pycore.review.three_values import equal_values


class Verdict(Enum):
    """The outcome in a word; its value is the exit status, and of several files the highest counts.

    A file that was not reviewed ranks above a refused one: of that one something is known.
    """

    CLEAN = 0
    FINDINGS = 1
    REFUSED = 2
    NOT_REVIEWED = 3

    @property
    def text(self) -> Text:
        """The verdict in words."""
        return {
            Verdict.CLEAN: Text("通过：未发现需要处理的问题", "clean: nothing to settle"),
            Verdict.FINDINGS: Text("有审核发现", "findings to settle"),
            Verdict.REFUSED: Text("拒绝读取", "refused"),
            Verdict.NOT_REVIEWED: Text("未能在此审核", "could not be reviewed here"),
        }[self]

    @property
    def was_read(self) -> bool:
        """Tell whether the numbers of the file were read."""
        return self in (Verdict.CLEAN, Verdict.FINDINGS)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One result of the workbook: what the file says and what its inputs give.

    Attributes:
        core: the recalculated value; None where there is none.
        recalculated: False where nothing was calculated, or only from values that could not be: `core` is None then.
        clean: what the inputs give in a fresh template of the same version.
        has_clean: whether that was worked out; for an untouched template it is what was recalculated.
    """

    name: str
    title: Text
    label: str
    cell: str
    cached: Value
    core: Value
    recalculated: bool = True
    clean: Value = None
    has_clean: bool = False


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """What a product's figure is held against: the lowest and the highest value of advanced value and benchmarks."""

    name: str
    label: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Review:
    """All that a review says about one file.

    Attributes:
        proven: formulas in two forms, with the core and natively, of which one was calculated: the tests of the template
            have proven that both give the same. 0 where each was calculated both ways.
    """

    file: str
    digest: str
    verdict: Verdict
    template: str = ""
    version: str = ""
    language: str = ""
    findings: tuple[Finding, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    families: int = 0
    touched: int = 0
    formulas: int = 0
    proven: int = field(default=0, compare=False)
    project: str = ""
    """What the file is of, as it says itself: the project, the park."""
    ranges: tuple[HeldAgainst, ...] = ()
    seconds: float = field(default=0.0, compare=False)
    page: str = field(default="", compare=False, repr=False)
    """The HTML page, where one was asked for."""
    issued: frozenset[CellKey] = field(default=frozenset(), compare=False, repr=False)
    """The cells with the formula that the template has there; known in the process that read the file alone."""
    clean_copy: str = field(default="", compare=False, repr=False)
    """The clean copy in base 64, where it was asked for and could be made."""

    @property
    def clean_differs(self) -> bool:
        """Tell whether a fresh template gives another result for the same inputs."""
        return any(f.has_clean and not equal_values(f.clean, f.core) for f in self.key_figures)

    @property
    def proof(self) -> Text:
        """What was not calculated both ways, and why that is sound; nothing where all was, or nothing could be."""
        if not self.proven:
            return Text("", "")
        return Text(
            f"模板未被改动：{self.proven:,} 个有两种算法的公式只按核心计算，其原生公式给出同一结果由该版本模板的测试证明"
            "（用 --full 两种都算）",
            f"the template is untouched: {self.proven:,} formulas in two forms were calculated with the core only; that "
            "their native form gives the same is proven by the tests of this version (--full calculates both)",
        )
