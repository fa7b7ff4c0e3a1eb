"""The defined names of a file beside those of the template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pycore.findings.finding import Finding
from pycore.formulas.tree import Area
from pycore.template import findings as say
from pycore.template.areas import named_area_text
from pycore.template.pair import Pair
from pycore.template.submitted import Submitted


def name_findings(submitted: Submitted, pairs: Iterable[Pair]) -> Iterator[Finding]:
    """Yield the names of the template that are gone or stand for other cells, and the names that are new."""
    by_sheet = {pair.ours.name: pair for pair in pairs}
    short: dict[tuple[str, str, int, int], list[tuple[str, Area, Area]]] = defaultdict(list)
    for name, ours in submitted.print.names.items():
        pair = by_sheet.get(ours.sheet)
        if pair is None:
            continue
        expected = pair.rows.area(ours, pair.file.name)
        if expected is None:
            continue
        place = named_area_text(expected)
        if name not in submitted.book.names:
            yield say.name_removed(name, pair.file.name, place, f"{pair.file.name}!{place}")
            continue
        found = submitted.areas.get(name)
        if found == expected:
            continue
        if found is None:
            text = submitted.book.names[name]
            yield say.name_changed(name, pair.file.name, place, text, f"{pair.file.name}!{place}")
            continue
        columns_kept = (found.sheet, found.column1, found.column2) == (
            expected.sheet, expected.column1, expected.column2,
        )  # fmt: skip
        block = next((b.key for b in pair.rows.blocks if b.first == ours.row1 and b.last == ours.row2), "")
        if columns_kept and block and found.row1 == expected.row1 and found.row2 < expected.row2:
            short[block, pair.file.name, found.row2 + 1, expected.row2].append((name, found, expected))
            continue
        yield _moved(name, found, expected)
    for (block, sheet, first, last), hits in short.items():
        if len(hits) > 2:
            yield say.rows_outside(sheet, f"A{first}:A{last}", block, len(hits))
        else:
            for name, found, expected in hits:
                yield _moved(name, found, expected)
    yield from _added(submitted)


def _added(submitted: Submitted) -> Iterator[Finding]:
    """Names that hide the template's, and others, which may hold anything; programs keep `_xl…` for themselves."""
    known = {name.casefold(): name for name in submitted.print.names}
    for defined in submitted.book.package.names:
        ours = known.get(defined.name.casefold())
        if ours is not None and (defined.sheet is not None or defined.name != ours):
            yield say.name_shadowed(defined.name, defined.sheet or "", defined.formula)
        elif ours is None and not defined.name.casefold().startswith("_xl"):
            yield say.name_added(defined.name, defined.sheet or "", defined.formula, defined.hidden)


def _moved(name: str, found: Area, expected: Area) -> Finding:
    said = f"{found.sheet}!{named_area_text(found)}"
    place = named_area_text(expected)
    return say.name_changed(name, expected.sheet, place, said, f"{expected.sheet}!{place}")
