"""A user's own factors in use, each with its source and with what it changes in the key results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text
from pycore.review.rules.factor_sheet import (
    FLAG,
    OWN,
    OWN_FACTORS,
    OWN_ROW,
    REPLACES,
    SHEET,
    UNCERTAINTY,
    UNIT,
    USED_COLUMN,
    VALUE,
    YEAR,
    factor_lines,
    id_of,
)
from pycore.review.rules.factor_used import factors_used
from pycore.review.rules.library_values import own_values
from pycore.review.rules.own_entries import told, with_what_they_add
from pycore.review.rules.rule import Rule, written_amount, written_number
from pycore.review.subject import Subject, TableRow
from pycore.review.what_if import Moved, moved_if
from pycore.sheets.meanings import Meaning
from pycore.sheets.own_entries import parameters

_MOST = 4
"""Key results in the sentence; the data of the finding has all of them."""


@dataclass(frozen=True, slots=True)
class _OwnFactor:
    """An own factor in force.

    Attributes:
        line: its row among the own factors, or on the factor sheet where the value stands beside the library's.
        factor: the row of the factor sheet.
    """

    line: TableRow
    factor: TableRow

    @property
    def column(self) -> str:
        """The column of its value."""
        return VALUE if self.line.table.key == OWN_FACTORS else OWN

    @property
    def text(self) -> Text:
        """What replaces what, from which source."""
        id, unit = id_of(self.factor), self.factor.text(UNIT)
        own = self.line.number(self.column)
        library = self.factor.number(VALUE)
        value = written_amount(own, unit) if own is not None else self.line.text(self.column)
        was = "–" if library is None else written_number(library)
        change = f"{own / library - 1:+.1%}" if own is not None and library else "–"
        source = self.line.text(Meaning.REASON) or "–"
        zh, en = "", ""
        if self.line.table.key == OWN_FACTORS:
            u, year, flag = self.line.number(UNCERTAINTY), self.line.text(YEAR), self.line.code(FLAG)
            spread = "" if u is None else f"±{u:.1%}"
            zh = "，".join(part for part in (f"{year} 年" if year else "", spread, flag) if part)
            en = ", ".join(part for part in (year, spread, flag) if part)
        return Text(
            f"{id} 采用自有值 {value}，因子库为 {was}（{change}）；来源：{source}{'，' + zh if zh else ''}",
            f"{id} is the user's own {value}; the library has {was} ({change}); source: {source}"
            f"{', ' + en if en else ''}",
        )


def _check(subject: Subject) -> Iterator[Finding]:
    used = factors_used(subject)
    replaced = Counter(value.id for value in own_values(subject) if value.line.table.key not in (SHEET, OWN_FACTORS))
    own = list(_own_factors(subject))
    effects = _effects(subject, own)
    for one, moved in zip(own, effects, strict=True):
        rows, before_it = used.get(id_of(one.factor), 0), replaced[id_of(one.factor)]
        other = Text(f"，另有 {before_it} 行填了本行的自有值", f", and {before_it} rows have own values of their own")
        counted = Text(
            f"{one.text.zh}；采用它的行数：{rows}{other.zh if before_it else ''}",
            f"{one.text.en}; rows that use it: {rows}{other.en if before_it else ''}",
        )
        yield RULE.at(
            one.line.cell(one.column),
            counted,
            Text("来源可查、适用于本项目的因子", "a factor with a source that can be read and that fits the project"),
            _CHECK if rows else _COVERED if before_it else _UNUSED,
            severity=Severity.WARNING if moved and lowers_a_grade(moved) else None,
            effect=effect(moved),
            factor=id_of(one.factor),
            rows=rows,
            results=[] if moved is None else [_data(result) for result in moved],
        )
    for line, rows, moved in with_what_they_add(subject):
        yield RULE.at(
            line.cell(parameters(line.table)[0].key),
            told(line, rows),
            Text(
                "来源可查、适用于所用物质的参数",
                "parameters with a source that can be read, of what is used",
            ),
            _CHECK if rows else _NO_ROW,
            effect=effect(moved, _WITHOUT),
            rows=rows,
            results=[] if moved is None else [_data(result, "without") for result in moved],
        )


_CHECK = Text("请核对来源原文、年份和适用范围。", "Check its source, year and range of use.")
_NO_ROW = Text("没有台账行选用它，请核对，或删去。", "No row of a ledger chooses it: check, or delete it.")
_LIBRARY = Text("与采用因子库值相比：{}。", "Against the library's value: {}.")
_WITHOUT = Text("与不计它的排放相比：{}。", "Against the results without what it emits: {}.")
_UNUSED = Text("没有台账行采用它，请核对编号，或删去。", "No row of a ledger uses it: check the id, or delete it.")
_COVERED = Text(
    "用到该因子的行都填了本行的自有值，以本行为准；两处数值不同的，请说明，或删去其一。",
    "Every row that takes this factor has an own value of its own, which goes before it: say why the two differ, or delete "
    "one of them.",
)


def _own_factors(subject: Subject) -> Iterator[_OwnFactor]:
    """Yield the own factors in force, in the order of the factor sheet."""
    of_table = {line.index + 1: line for line in subject.lines(OWN_FACTORS)}
    for factor in factor_lines(subject):
        row = factor.number(OWN_ROW)
        if factor.value(OWN) is not None:
            yield _OwnFactor(factor, factor)
        elif row is not None and (line := of_table.get(int(row))) is not None and line.text(REPLACES):
            yield _OwnFactor(line, factor)


def lowered(result: Moved) -> bool:
    """Tell whether the file's result is below that with the library's value."""
    return isinstance(result.before, float) and isinstance(result.after, float) and result.before < result.after


def lowers_a_grade(moved: Iterable[Moved]) -> bool:
    """Tell whether a result is smaller, and a result in words another, than with the library's value."""
    results = tuple(moved)
    return any(map(lowered, results)) and any(isinstance(result.before, str) for result in results)


def _effects(subject: Subject, own: list[_OwnFactor]) -> list[tuple[Moved, ...] | None]:
    """Return for each own factor what the library's value would make of the key results; None where that is not known."""
    known = [one for one in own if None not in (one.factor.number(VALUE), one.factor.number(USED_COLUMN))]
    cases = [{one.factor.cell(USED_COLUMN): one.factor.number(VALUE) or 0.0} for one in known]
    try:
        moved = moved_if(subject, cases, total_only=False) if cases else []
    except FormulaProblem:
        return [None for _ in own]
    found = {id(one): results for one, results in zip(known, moved, strict=True)}
    return [found.get(id(one)) for one in own]


def effect(moved: tuple[Moved, ...] | None, against: Text = _LIBRARY) -> Text | None:
    """Say what the own factor makes of the key results: the total first, then words such as grades, then the largest."""
    if moved is None:
        return None
    if not moved:
        return Text("主要结果不变。", "No key result changes.")
    first, rest = moved[0], moved[1:]
    ordered = [first, *sorted(rest, key=lambda m: (not isinstance(m.before, str), -abs(m.relative)))]
    said = [_said(result) for result in ordered[:_MOST]]
    more = len(moved) - len(said)
    zh = "；".join(text.zh for text in said) + (f"；另有 {more} 项" if more else "")
    en = "; ".join(text.en for text in said) + (f"; and {more} more" if more else "")
    return Text(against.zh.format(zh), against.en.format(en))


def _said(moved: Moved) -> Text:
    """Say a result with the library's value and with the own one, which is what the file has."""
    of = f"{moved.label} " if moved.label else ""
    was, now = (v if isinstance(v, str) else written_number(v) for v in (moved.after, moved.before))
    change = ""
    if isinstance(moved.after, float) and isinstance(moved.before, float) and moved.after:
        change = f"{(moved.before - moved.after) / abs(moved.after):+.3g}"
        change = f" ({float(change):+.2%})"
    return Text(f"{of}{moved.title.zh} {was} → {now}{change}", f"{of}{moved.title.en} {was} → {now}{change}")


def _data(moved: Moved, other: str = "with_library") -> dict[str, object]:
    """The same for programs."""
    return {
        "title": moved.title.en,
        "of": moved.label,
        other: moved.after,
        "with_own": moved.before,
    }


RULE = Rule(
    "factor-own",
    18,
    Text("采用自有因子及其对结果的影响", "Own factors in use, and what they change"),
    Severity.NOTE,
    _check,
)
