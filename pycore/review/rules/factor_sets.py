"""Factors of several sets in one workbook, a superseded set in use, and a set with GWPs that are not its own."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.library import library
from pycore.library.sets import mixtures, sets_in_use
from pycore.review.rules.factor_used import factors_used
from pycore.review.rules.library_values import OwnValue, own_values
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import Ledger
from pycore.sheets.meanings import Meaning as M


def _check(subject: Subject) -> Iterator[Finding]:
    used = sets_in_use(library(), factors_used(subject))
    chosen = subject.field_cell(M.FUEL_SET)
    for one, other in mixtures(used):
        yield RULE.at(
            chosen,
            Text(
                f"采用了两套因子：{one.name_zh}（引用 {used[one.id].rows} 处）和 {other.name_zh}（引用 {used[other.id].rows} 处）",
                f"factors of two sets: {one.name_en} ({used[one.id].rows} uses) and {other.name_en} "
                f"({used[other.id].rows} uses)",
            ),
            _ONE_SET,
            Text(
                "请成套采用一套因子，或说明混用的依据。",
                "Take the factors of one set, or say why two are mixed.",
            ),
        )
    for own in own_values(subject):
        yield from _of_another_set(own)
    fuel_set = subject.field_code(M.FUEL_SET)
    for id, of_set in used.items():
        newer = library().set_superseded_by(id)
        # What the choice of fuel parameters says, the rule on superseded factors says at the choice.
        if newer is not None and f"fuel.{fuel_set}." not in of_set.chosen.beginnings:
            yield RULE.at(
                None,
                Text(
                    f"采用了 {of_set.chosen.name_zh} 的因子（引用 {of_set.rows} 处）",
                    f"factors of {of_set.chosen.name_en} are used ({of_set.rows} uses)",
                ),
                Text(f"现行的 {newer.name_zh}", f"the present {newer.name_en}"),
                Text(
                    "请按现行版本核对；库中没有其数值的，请查原文或填自有值。",
                    "Check them against the present edition; where the library lacks its values, look them up or "
                    "enter your own.",
                ),
                severity=Severity.NOTE,
            )
    yield from _gwp_of_another_set(subject)


def _of_another_set(own: OwnValue) -> Iterator[Finding]:
    """An own value that is the default of the same parameter in another set."""
    words = own.id.split(".")
    if own.default is None or own.value == own.default or words[0] != "fuel" or len(words) != 4:
        return
    earlier = {entry.id for entry in library().chain(own.id)}
    for fuel_set in library().fuel_sets():
        id = ".".join(("fuel", fuel_set, *words[2:]))
        other = library().factors.get(id)
        # One of the same chain is a superseded value, which another rule names.
        if other is None or id in earlier or other.value != own.value:
            continue
        of_set = library().set_of(id)
        name = of_set.name if of_set is not None else Text(fuel_set, fuel_set)
        yield RULE.at(
            own.line.cell(own.column),
            Text(
                f"自有值 {written_number(own.value)} 是另一套因子的缺省值：{name.zh}",
                f"the own value {written_number(own.value)} is the default of another set: {name.en}",
            ),
            _ONE_SET,
            Text(
                "请改用所选口径的值，或说明混用的依据。",
                "Take the value of the chosen set, or say why two are mixed.",
            ),
        )
        return


def _gwp_of_another_set(subject: Subject) -> Iterator[Finding]:
    fuel_set, gwp = subject.field_code(M.FUEL_SET), subject.field_code(M.GWP_SET)
    chosen = library().set_of(f"fuel.{fuel_set}.") if fuel_set and subject.ledger(Ledger.FUELS) else None
    if chosen is not None and chosen.gwp and gwp and chosen.gwp != gwp:
        yield RULE.at(
            subject.field_cell(M.GWP_SET),
            Text(f"GWP 取 {gwp}，而 {chosen.name_zh} 采用 {chosen.gwp}", f"GWPs of {gwp}, while {chosen.name_en} uses {chosen.gwp}"),
            Text(f"与因子集一致的 {chosen.gwp}", f"{chosen.gwp}, as the set of factors"),
            Text(
                f"请选 {chosen.gwp}，或说明采用 {gwp} 的依据。",
                f"Choose {chosen.gwp}, or say why {gwp} applies.",
            ),
            severity=Severity.NOTE,
        )  # fmt: skip


_ONE_SET = Text("同一套因子", "factors of one set")
RULE = Rule(
    "factor-sets",
    18,
    Text(
        "混用两套因子，或采用已被替代的因子集、另一套 GWP", "Two sets of factors mixed, a superseded set, or other GWPs"
    ),
    Severity.WARNING,
    _check,
    fields=(M.FUEL_SET,),
)
