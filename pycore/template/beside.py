"""Hold what stands beside the cells against the template: what is hidden or covered, locks, rules and looks.

Not compared, because programs rewrite it when they save: fonts, borders and number formats that neither hide nor
mislead, widths and heights, the place and colours of charts, prompts of validations, page set-up, and the order in which
conditional formats apply.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Area, Cell, Value
from pycore.findings.finding import Finding
from pycore.template import findings as say
from pycore.template.areas import area_text, consecutive, meet, run_text
from pycore.template.pair import Pair, is_filled
from pycore.template.sheet import ConditionalFormat, SheetFacts, Validation

NameAt = Callable[[int, int], str]
_MOST_ROWS = 10_000
_MOST_CELLS = 100_000  # of an area that is gone through cell by cell


def beside_findings(pair: Pair, facts: SheetFacts, name_at: NameAt) -> Iterator[Finding]:
    """Yield what differs; `name_at` gives the defined name of the template for a row and column of it."""
    yield from _hidden_lines(pair, facts)
    yield from _unseen(pair, facts)
    yield from _validations(pair, facts, name_at)
    yield from _conditional_formats(pair, facts)
    yield from _merged(pair, facts)
    yield from _lying(pair, facts)
    yield from _locks(pair, facts)


# ── what is hidden ──


def _hidden_lines(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    sheet = pair.file.name
    known_rows = {
        at
        for first, last in pair.ours.facts.hidden_rows
        for row in range(first, min(last, _MOST_ROWS) + 1)
        if (at := pair.rows.row(row)) is not None
    }
    known_columns = {c for first, last in pair.ours.facts.hidden_columns for c in range(first, last + 1)}
    rows, columns = facts.out_of_reach
    ours_rows, ours_columns = pair.ours.facts.out_of_reach
    hidden = list(facts.hidden_rows) + ([(1, rows)] if rows > ours_rows else [])
    for first, last in hidden:
        held = [
            r
            for (r, _), cell in pair.cells.items()
            if first <= r <= last and r not in known_rows and is_filled(cell)
        ]
        if held:
            where = f"{max(first, min(held))}:{min(last, max(held))}"
            yield say.lines_hidden("row-hidden", sheet, where, len(held))
    hidden = list(facts.hidden_columns) + ([(1, columns)] if columns > ours_columns else [])
    for first, last in hidden:
        held = [
            c
            for (_, c), cell in pair.cells.items()
            if first <= c <= last and c not in known_columns and is_filled(cell)
        ]
        if held:
            where = f"{column_letters(max(first, min(held)))}:{column_letters(min(last, max(held)))}"
            yield say.lines_hidden("column-hidden", sheet, where, len(held))


def _unseen(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    for found, known, sentence in (
        (facts.invisible, pair.ours.facts.invisible, say.text_invisible),
        (facts.misleading, pair.ours.facts.misleading, say.format_misleading),
    ):
        by_column: dict[int, list[tuple[int, Value]]] = defaultdict(list)
        for row, column in sorted(found):
            cell = pair.cells.get((row, column))
            if cell is not None and is_filled(cell) and (pair.rows.back.get(row, 0), column) not in known:
                by_column[column].append((row, cell.value))
        for column, hits in by_column.items():
            for run in consecutive(hits):
                place = run_text(column, run[0][0], run[-1][0])
                yield sentence(pair.file.name, place, len(run), run[0][1])
    if facts.zeros_hidden and not pair.ours.facts.zeros_hidden:
        yield say.zeros_hidden(pair.file.name)


# ── rules ──


def _validations(pair: Pair, facts: SheetFacts, name_at: NameAt) -> Iterator[Finding]:
    theirs: dict[Validation, list[Area]] = defaultdict(list)
    for rule, areas in facts.validations:
        theirs[rule] += areas
    everything = [area for areas in theirs.values() for area in areas]
    for rule, areas in pair.ours.facts.validations:
        for area in areas:
            for column, run in _uncovered(pair.area(area), theirs.get(rule, [])):
                first, last = run[0][0], run[-1][0]
                changed = any((first, column) in other for other in everything)
                place = run_text(column, first, last)
                yield say.validation_removed(pair.file.name, place, name_at(area.first_row, column), changed)


def _conditional_formats(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    theirs: dict[ConditionalFormat, list[Area]] = defaultdict(list)
    for rule, areas in facts.formats:
        theirs[rule] += areas
    ours: dict[ConditionalFormat, list[Area]] = defaultdict(list)
    for rule, areas in pair.ours.facts.formats:
        ours[rule] += [at for area in areas if (at := pair.area(area)) is not None]
    lost = Counter(
        (column, run[0][0], run[-1][0])
        for rule, kept in ours.items()
        for area in kept
        for column, run in _uncovered(area, theirs.get(rule, []))
    )
    for (column, first, last), count in lost.items():
        yield say.format_lost(pair.file.name, run_text(column, first, last), count)
    marked = [area for kept in ours.values() for area in kept]
    for rule, given in theirs.items():
        added = [area for area in given if not _inside(area, ours.get(rule, []))]
        held = [cell for area in added for cell in pair.filled(area)]
        if held and rule.look.hides:
            yield say.format_hides(pair.file.name, area_text(added[0]), len(held))
        elif held and rule not in ours:
            over_marks = any(meet(area, mark) for area in added for mark in marked)
            yield say.format_added(pair.file.name, area_text(added[0]), over_marks)


def _inside(area: Area, others: Sequence[Area]) -> bool:
    """Tell whether an area lies in others; a copied or inserted row may have left it a little larger."""
    return any((area.first_row, area.first_column) in other for other in others)


def _uncovered(area: Area | None, given: Sequence[Area]) -> Iterator[tuple[int, list[tuple[int, Value]]]]:
    """The cells of an area that others leave out, by column and run of rows."""
    if area is None or area in given or area.size > _MOST_CELLS:
        return
    columns: dict[int, list[tuple[int, Value]]] = defaultdict(list)
    for row, column in area.places():
        if not any((row, column) in other for other in given):
            columns[column].append((row, None))
    for column, hits in columns.items():
        for run in consecutive(hits):
            yield column, run


# ── what covers ──


def _merged(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    """Merged cells show the first of them only; the template's own hold nothing else."""
    for area in facts.merged:
        hidden = [c for c in pair.filled(area) if (c.row, c.column) != (area.first_row, area.first_column)]
        if hidden:
            yield say.cells_merged(pair.file.name, area_text(area), hidden)


def _lying(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    known = [(d.kind, at) for d in pair.ours.facts.drawn if (at := pair.area(d.place)) is not None]
    for one in facts.drawn:
        if (one.kind, one.place) not in known:
            covered = pair.filled(one.place)
            yield say.drawing_added(pair.file.name, area_text(one.place), one.kind, covered)
    for chart in facts.charts:
        under = [cell for cell in pair.filled(chart.place) if not _under_a_chart(pair, cell)]
        if under:
            yield say.chart_covers(pair.file.name, area_text(chart.place), under)
    if facts.comments:
        yield say.comments_added(pair.file.name, [area_text(a) for a in facts.comments])


def _under_a_chart(pair: Pair, cell: Cell) -> bool:
    row = pair.rows.back.get(cell.row, cell.row)
    return any((row, cell.column) in chart.place for chart in pair.ours.facts.charts)


def _locks(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    if pair.ours.facts.protected and not facts.protected:
        yield say.protection_removed(pair.file.name)
    if facts.password and not pair.ours.facts.password:
        yield say.password_set(pair.file.name)


# ── charts, which may show figures of other sheets ──


def chart_findings(pairs: Mapping[str, Pair], facts: Mapping[str, SheetFacts]) -> Iterator[Finding]:
    """Compare charts by where their figures come from, by their words and their axes.

    Args:
        pairs, facts: by the template's name of the sheet.
    """
    for name, pair in pairs.items():
        theirs = list(facts[name].charts)
        for chart in pair.ours.facts.charts:
            wanted = [(_moved(pairs, s.categories), _moved(pairs, s.values)) for s in chart.series]

            def alike(other: object, wanted: list[tuple[str, str]] = wanted) -> int:
                found = [(s.categories, s.values) for s in getattr(other, "series", ())]
                return sum(a == b for a, b in zip(found, wanted, strict=False))

            best = max(theirs, key=lambda c: (alike(c), c.title == chart.title), default=None)
            place = area_text(chart.place)
            if best is None:
                yield say.chart_changed(pair.file.name, place, say.CHART_MISSING)
                continue
            theirs.remove(best)
            found = [(s.categories, s.values) for s in best.series]
            place = area_text(best.place)
            if found != wanted:
                other = next((f for f, w in zip(found, wanted, strict=False) if f != w), None)
                yield say.chart_changed(
                    pair.file.name, place, say.chart_series(len(found), len(wanted), other)
                )
            if best.title != chart.title:
                yield say.chart_changed(pair.file.name, place, say.chart_title(best.title))
            if best.scales != chart.scales:
                yield say.chart_changed(pair.file.name, place, say.chart_scales(best.scales))
        for extra in theirs:
            yield say.chart_added(pair.file.name, area_text(extra.place))


def _moved(pairs: Mapping[str, Pair], reference: str) -> str:
    """Where the figures of the template's chart stand in the file."""
    sheet, _, cells = reference.rpartition("!")
    pair, area = pairs.get(sheet), Area.of(cells)
    at = pair.area(area) if pair is not None and area is not None else None
    return reference if pair is None or at is None else f"{pair.file.name}!{area_text(at)}"
