"""Factors in use whose sources differ: how far the total would move with the lowest and with the highest reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text
from pycore.library import Spread
from pycore.review.rules.factor_sheet import SPREAD, USED_COLUMN, factor_lines, id_of, is_replaced
from pycore.review.rules.factor_used import factors_used
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.review.what_if import Moved, moved_if, total_is_known

_MOST = 12
"""Factors in the sentence; the data of the finding has all of them."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A factor in use that sources read differently, and what the lowest and the highest reading do to the total.

    Nothing is said of a change where the total is an error, which is not `known`.
    """

    line: TableRow
    id: str
    value: float
    spread: Spread
    lowest: Moved | None
    highest: Moved | None
    known: bool

    @property
    def largest(self) -> float:
        """The larger of the two changes, without its sign."""
        return max((abs(moved.relative) for moved in (self.lowest, self.highest) if moved), default=0.0)

    @property
    def text(self) -> Text:
        """The factor with its value and range, and both changes."""
        low, high = (written_number(end) for end in (self.spread.lowest, self.spread.highest))
        said = f"{self.id} {written_number(self.value)}"
        changes = f"{_change(self.lowest)} / {_change(self.highest)}" if self.known else "–"
        return Text(f"{said}（{low}–{high}）：{changes}", f"{said} ({low}–{high}): {changes}")

    @property
    def data(self) -> dict[str, object]:
        """The same for programs; without a change a result is None."""
        return {
            "id": self.id,
            "value": self.value,
            "lowest": self.spread.lowest,
            "highest": self.spread.highest,
            "with_lowest": None if self.lowest is None else self.lowest.after,
            "with_highest": None if self.highest is None else self.highest.after,
        }


def _change(moved: Moved | None) -> str:
    """Write a change of the total: in percent, 0 for none, and what stands there where it is an error then."""
    if moved is None:
        return "0"
    if isinstance(moved.after, str):
        return moved.after
    return f"{moved.relative:+.2g}" if abs(moved.relative) >= 100 else _percent(moved.relative)


def _percent(relative: float) -> str:
    """Write a fraction in percent with two digits that say something.

    >>> _percent(0.0512), _percent(-0.0000158)
    ('+5.1 %', '-0.0016 %')
    """
    return f"{float(f'{100 * relative:.2g}'):+.10g} %"


def _check(subject: Subject) -> Iterator[Finding]:
    found = sorted(_readings(subject), key=lambda one: (-one.largest, one.id))
    if not found:
        return
    moved = next((m for one in found for m in (one.lowest, one.highest) if m is not None), None)
    shown = [one.text for one in found[:_MOST]]
    more = len(found) - len(shown)
    zh = "；".join(text.zh for text in shown) + (f"；另有 {more} 个" if more else "")
    en = "; ".join(text.en for text in shown) + (f"; and {more} more" if more else "")
    yield RULE.at(
        found[0].line.cell(SPREAD),
        Text(
            f"采用的因子中有 {len(found)} 个，各来源的数值不一；采用值（最低–最高）及取最低、最高时{_total(moved).zh}的变化：{zh}",
            f"sources differ on {len(found)} of the factors in use; each with its range, and the change of "
            f"{_total(moved).en} with the lowest / the highest: {en}",
        ),
        Text("说明了理由的取值", "values with the reason for choosing them"),
        Text(
            "请说明采用该值的依据；对结果影响大的，请改用实测值，或在“自有因子”表填写有来源的值。",
            "Say why these values apply; where the effect is large, use measured values or enter one with its source on "
            "the sheet Own factors.",
        ),
        effect=_effect(found[0]),
        factors=[one.data for one in found],
    )


def _total(moved: Moved | None) -> Text:
    """Name the total."""
    if moved is None:
        return Text("总量", "the total")
    of = f"{moved.label} " if moved.label else ""
    return Text(f"“{of}{moved.title.zh}”", f'"{of}{moved.title.en}"')


def _effect(largest: _Read) -> Text | None:
    """Say what the most effective factor does to the total."""
    moved = max(
        (m for m in (largest.lowest, largest.highest) if m is not None), key=lambda m: abs(m.relative), default=None
    )
    if moved is None or isinstance(moved.before, str) or isinstance(moved.after, str):
        return None
    before, after = written_number(moved.before), written_number(moved.after)
    return Text(
        f"影响最大的是 {largest.id}：{_total(moved).zh}由 {before} 变为 {after}。",
        f"{largest.id} matters most: {_total(moved).en} would be {after} instead of {before}.",
    )


def _readings(subject: Subject) -> Iterator[_Read]:
    """Yield the factors in use, not replaced by own values, whose sources differ, with what each reading does."""
    used, library = factors_used(subject), subject.library
    open_lines = [line for line in factor_lines(subject) if used.get(id_of(line)) and not is_replaced(line)]
    differing = [
        (line, spread)
        for line in open_lines
        if id_of(line) in library.factors
        and (spread := library.spread(id_of(line))) is not None
        and line.number(USED_COLUMN) is not None
    ]
    cases = [{line.cell(USED_COLUMN): end} for line, spread in differing for end in (spread.lowest, spread.highest)]
    try:
        moved = [next(iter(found), None) for found in moved_if(subject, cases, total_only=True)]
    except FormulaProblem:
        return  # a file with formulas that cannot be followed has graver findings
    known = total_is_known(subject)
    for number, (line, spread) in enumerate(differing):
        value = line.number(USED_COLUMN)
        assert value is not None
        yield _Read(line, id_of(line), value, spread, moved[2 * number], moved[2 * number + 1], known)


RULE = Rule(
    "factor-spread",
    18,
    Text("采用的因子各来源数值不一", "Factors in use on which sources differ"),
    Severity.NOTE,
    _check,
)
