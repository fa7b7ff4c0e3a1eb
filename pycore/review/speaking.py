"""Which rules of the review can speak in a workbook, and what the others miss there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pycore.language import Text
from pycore.review.rules import installed_rules
from pycore.review.rules.rule import Rule
from pycore.sheets.definition import Table, Workbook
from pycore.sheets.meaning_of import Meanings, meanings_of
from pycore.sheets.meanings import Meaning

_NEAR = 0.5
"""Part of what a rule needs that a table must have for the sentence to be about that table."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """A rule in a workbook: `missing` is a sentence that says why it cannot speak there; None where it can."""

    rule: Rule
    missing: Text | None


def speaking_rules(definition: Workbook, rules: Iterable[Rule] | None = None) -> list[Speaking]:
    """Say of each rule whether it can speak in a workbook, in the order of the rules."""
    meanings = meanings_of(definition)
    return [Speaking(rule, _missing(rule, meanings)) for rule in (installed_rules() if rules is None else rules)]


def _missing(rule: Rule, meanings: Meanings) -> Text | None:
    found = [*_groups(rule, meanings), *_fields(rule, meanings)]
    if not found:
        return None
    return Text("；".join(t.zh for t in found) + "。", "; ".join(t.en for t in found) + ".")


def _groups(rule: Rule, meanings: Meanings) -> Iterator[Text]:
    for group in rule.needs:
        if meanings.tables(*group):
            continue
        zh, en = _said(group)
        # The table that comes nearest says best what is missing, where it is near at all.
        near = max(meanings.definition.tables(), key=lambda table: _share(group, meanings, table), default=None)
        if near is None or _share(group, meanings, near) < _NEAR:
            yield Text(f"没有同时含有{zh}的表", f"no table has {en} together")
            continue
        lacking_zh, lacking_en = _said([m for m in group if m not in meanings.all_of(near)])
        yield Text(f"“{near.title.zh}”缺{lacking_zh}", f'"{near.title.en}" lacks {lacking_en}')


def _share(group: Iterable[Meaning], meanings: Meanings, table: Table) -> float:
    """The part of a group that a table has."""
    wanted = frozenset(group)
    return len(wanted & meanings.all_of(table)) / len(wanted)


def _fields(rule: Rule, meanings: Meanings) -> Iterator[Text]:
    lacking = [m for m in rule.fields if m not in meanings.fields]
    if lacking:
        zh, en = _said(lacking)
        yield Text(f"没有一项填写的是{zh}", f"no field of a panel is {en}")


def _said(meanings: Iterable[Meaning]) -> tuple[str, str]:
    listed = list(dict.fromkeys(meanings))
    return "、".join(m.said.zh for m in listed), ", ".join(m.said.en for m in listed)
