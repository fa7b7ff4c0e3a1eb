"""What must hold between rows.

Ids are unique, chains of superseded values are whole, fuels complete, and every line of a guide finds its
factors and a GWP of its gas.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pycore.errors import Problem
from pycore.language import Text
from pycore.library.fuel import PARAMETERS
from pycore.library.guide_records import GuideLine
from pycore.library.reading import CORRECT, Located
from pycore.library.records import Absence, Entry, Factor, FactorSet, TableValue


def inconsistencies(rows: Sequence[Located], all_read: bool = True, put_off: Collection[str] = ()) -> list[Problem]:
    """Return every contradiction between the rows.

    When something could not be read (`all_read` false), what only seems to be missing is not reported; nor is what
    belongs to a category whose table is put off.
    """
    problems = [*_duplicates(rows), *_forked_or_circular_chains(rows)]
    if all_read:
        problems += [*_unknown_predecessors(rows), *_incomplete_fuels(rows), *_lines_without_data(rows)]
        problems += _sets_without_values(rows, put_off)
    return problems


def strangers(category: str, rows: Sequence[Located]) -> Iterator[Problem]:
    """Yield what does not belong into the table of a category, which is read when one of its ids is asked for."""
    for located in rows:
        row = located.row
        if row is None:
            continue
        if not isinstance(row, TableValue):
            yield Problem(
                located.where,
                Text("不带 valid_from 等列的行", "a row without the columns valid_from and so on"),
                Text(f"类别 {category} 的数值", f"values of the category {category}"),
                Text("请移到 data 文件夹本身。", "Move it to the folder data itself."),
            )
            continue
        for column, text in (
            ("category", f"{row.category}."),
            ("id", row.id),
            ("supersedes", row.supersedes or f"{category}."),
        ):
            if not text.startswith(f"{category}."):
                shown = text.removesuffix(".") if column == "category" else text
                yield Problem(
                    f"{located.where} {column}",
                    Text(f" {shown}", shown),
                    Text(f"与文件名相同的类别 {category}", f"the category {category}, as the name of the file"),
                    CORRECT,
                )


def _duplicates(rows: Sequence[Located]) -> Iterator[Problem]:
    """Yield every id that stands in two rows."""
    first: dict[str, str] = {}
    for located in rows:
        if not located.id:
            continue
        if located.id in first:
            place = first[located.id]
            yield Problem(
                f"{located.where} id",
                Text(f"与 {place} 重复的编号 {located.id}", f"the id {located.id}, which {place} already has"),
                Text("全库唯一的编号", "an id that no other row of the library has"),
                CORRECT,
            )
        first.setdefault(located.id, located.where)


def _superseding(rows: Sequence[Located]) -> Iterator[tuple[Entry | FactorSet, str]]:
    """Yield the rows that supersede another, with where they stand."""
    for located in rows:
        if isinstance(located.row, (Entry, FactorSet)) and located.row.supersedes:
            yield located.row, f"{located.where} supersedes"


def _unknown_predecessors(rows: Sequence[Located]) -> Iterator[Problem]:
    """Yield every row that supersedes an id which is not there or is of another kind."""
    kinds = {located.id: _kind(located.row) for located in rows}
    for row, where in _superseding(rows):
        if kinds.get(row.supersedes) is not _kind(row):
            yield Problem(
                where,
                Text(f"不存在的编号 {row.supersedes}", f"{row.supersedes}, which does not exist"),
                Text("库中已有的同类数值的编号，或留空", "the id of a value of the same kind, or a blank"),
                CORRECT,
            )


def _kind(row: object) -> type:
    """The kind that a row's predecessor must have; a value of a table may replace any other factor."""
    return Factor if isinstance(row, Factor) else type(row)


def _forked_or_circular_chains(rows: Sequence[Located]) -> Iterator[Problem]:
    """Yield rows of which two supersede the same one, and chains that come back to their beginning."""
    entries = {r.row.id: r.row for r in rows if isinstance(r.row, (Entry, FactorSet))}
    claimed: dict[str, str] = {}
    for row, where in _superseding(rows):
        old = row.supersedes
        if old in claimed:
            yield Problem(
                where,
                Text(f" {old}，而 {claimed[old]} 也替代它", f"{old}, which {claimed[old]} claims as well"),
                Text("每个数值至多被一行替代", "each value superseded by one row at most"),
                CORRECT,
            )
        elif _returns(row.id, entries):
            yield Problem(
                where,
                Text(f" {old}，替代关系绕成了环", f"{old}, which makes the chain a cycle"),
                Text("由新到旧、有尽头的替代链", "a chain from new to old that ends"),
                CORRECT,
            )
        claimed.setdefault(old, where)


def _returns(id: str, entries: dict[str, Entry | FactorSet]) -> bool:
    """Tell whether the chain of what a row supersedes comes back to the row."""
    seen: set[str] = set()
    current = entries.get(id)
    while current is not None and current.id not in seen:
        seen.add(current.id)
        current = entries.get(current.supersedes)
        if current is not None and current.id == id:
            return True
    return False


def _incomplete_fuels(rows: Sequence[Located]) -> Iterator[Problem]:
    """Yield the fuels of a set that have not exactly one row for each parameter."""
    present: dict[tuple[str, str], set[str]] = {}
    places: dict[tuple[str, str], str] = {}
    for located in rows:
        row = located.row
        if isinstance(row, Factor) and row.category == "fuel":
            fuel = (row.set, row.key)
            present.setdefault(fuel, set()).add(row.id.rpartition(".")[2])
            places.setdefault(fuel, located.where)
    for fuel, found in present.items():
        if found != set(PARAMETERS):
            names = "、".join(sorted(found))
            yield Problem(
                f"{places[fuel]} {'.'.join(fuel)}",
                Text(f"参数 {names}", f"the parameters {names.replace('、', ', ')}"),
                Text(f" {'、'.join(PARAMETERS)} 三行齐全", f"one row for each of {', '.join(PARAMETERS)}"),
                CORRECT,
            )


# A choice within an id, as {fuel}; it stands for one or more words of the id.
_CHOICE = re.compile(r"\\\{\w+\\\}")


def _lines_without_data(rows: Sequence[Located]) -> Iterator[Problem]:
    """Yield the lines of a guide that ask for a factor or a GWP which is not in the library."""
    ids = {r.row.id for r in rows if isinstance(r.row, (Factor, Absence))}
    gases = {r.row.key for r in rows if isinstance(r.row, Factor) and r.row.category == "gwp"}
    for located in rows:
        line = located.row
        if not isinstance(line, GuideLine):
            continue
        for wanted in line.factor_ids.values():
            pattern = re.compile(_CHOICE.sub(r"[\\w.-]+", re.escape(wanted)))
            if not any(pattern.fullmatch(id) for id in ids):
                yield Problem(
                    f"{located.where} factors",
                    Text(f"不存在的因子 {wanted}", f"the factor {wanted}, which does not exist"),
                    Text(
                        "库中的因子编号，或列在未公布的数值中",
                        "a factor of the library or one listed as absent",
                    ),
                    CORRECT,
                )
        if line.gas not in gases:
            yield Problem(
                f"{located.where} gas",
                Text(f" {line.gas}，没有它的 GWP", f"{line.gas}, which has no GWP"),
                Text("库中有 GWP 的气体", "a gas that the library has a GWP for"),
                CORRECT,
            )


def _sets_without_values(rows: Sequence[Located], put_off: Collection[str]) -> Iterator[Problem]:
    """Yield the sets of which no value is in the library."""
    begun: set[str] = set()
    for each in rows:
        if isinstance(each.row, Factor):
            words = each.row.id.split(".")
            begun.add(each.row.id)
            begun.update(".".join(words[:count]) + "." for count in range(1, len(words)))
    for located in rows:
        if not isinstance(located.row, FactorSet):
            continue
        for beginning in located.row.beginnings:
            if beginning.partition(".")[0] not in put_off and beginning not in begun:
                yield Problem(
                    f"{located.where} ids",
                    Text(f" {beginning}，没有以它开头的编号", f"{beginning}, which no id begins with"),
                    Text("库中编号的开头", "the beginning of ids of the library"),
                    CORRECT,
                )
