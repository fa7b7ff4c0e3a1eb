"""Findings by cause: one that stands by itself, and beneath it those that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pycore.findings.finding import Finding
from pycore.language import Text


@dataclass(frozen=True, slots=True)
class Group:
    """A finding and those that follow from it; what is settled at the first settles the others."""

    cause: Finding
    beneath: tuple[Finding, ...] = ()

    @property
    def said(self) -> Text | None:
        """How much follows from the cause, in a sentence without its end; None where nothing does."""
        return following_said(self.cause.following, len(self.beneath))


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Put findings that follow from one before them beneath it; the order stays.

    A list that begins with one that follows has lost its cause: it then stands by itself.
    """
    groups: list[list[Finding]] = []
    for finding in findings:
        if finding.beneath and groups:
            groups[-1].append(finding)
        else:
            groups.append([finding])
    return [Group(first, tuple(rest)) for first, *rest in groups]


def following_said(cells: int, findings: int) -> Text | None:
    """Say how many cells and findings follow from one.

    >>> following_said(51, 2).en
    '51 cells and 2 findings follow from this'
    """
    if not cells and not findings:
        return None
    zh = [f"{cells} 个单元格"] * bool(cells) + [f"{findings} 条发现"] * bool(findings)
    en = [_counted(cells, "cell")] * bool(cells) + [_counted(findings, "finding")] * bool(findings)
    verb = "follows" if cells + findings == 1 else "follow"
    return Text(f"{'、'.join(zh)}随此而来", f"{' and '.join(en)} {verb} from this")


def _counted(count: int, word: str) -> str:
    """Write a number with its word in English."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
