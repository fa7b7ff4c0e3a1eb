"""A ledger says what is entered, where factors come from and by which equations it calculates; the rest follows.

From the definition of a `Ledger` its table gets, in this order: the place of a row (stage and unit, or year and
enterprise), what the definition lists, an own value for every factor of the library, reason, evidence, data quality,
the check of the row, and its uncertainty. The check follows from what each column says of itself (required, closed
list, number, domain); only what is special to a ledger is written by hand. The uncertainty follows from the
derivatives of the equations: an argument adds the square of x·∂E/∂x·u. Rows that take the same factor of the library
vary together, so that their parts are added before they are squared (IPCC 2006, volume 1, chapter 3, section 3.2.3.1,
on correlated inputs).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pycore.equations.argument import Argument
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.equations.expression import Number
from pycore.equations.unit_names import shown
from pycore.language import NO_TEXT, Text, as_text, both
from pycore.library import library
from pycore.sheets.definition import Column, Formula, Kind, Role, Sheet, Table, Uncertain
from pycore.sheets.entry_faults import words_of
from workbooks.common.alternatives import ALTERNATIVE, COUNTED, counts
from workbooks.common.cells import blank_if, either, sum_where
from workbooks.common.columns import (
    EVIDENCE,
    NO_EVIDENCE,
    PERCENT,
    QUALITY,
    REASON,
    SCIENTIFIC,
    Test,
    calculated,
    code_of,
    factor_uncertainty,
    factor_value,
    failed,
    missing,
    not_listed,
    not_number,
    outside,
    own_value,
    row_check,
    u_activity,
    unusual,
    without_reason,
)
from workbooks.common.users_choices import UsersChoices

_PLACE = re.compile(r"\{([\w.]+)\}")
_BRACES = re.compile(r"\{[\w.]+\}")
_CELL = re.compile(r"\[(\w+)\]")
_BEGINS = re.compile(r'"(\w+\.[\w.]*)"')
"""What ids begin with, as a formula writes them."""


def argument_of(equation: Equation, name: str) -> Argument:
    """The argument of an equation by its name."""
    return next(a for a in equation.arguments if a.name == name)


def entered(
    key: str,
    equation: Equation,
    words: Text | str = "",
    unit: Text | str = "",
    *,
    argument: str = "",
    width: float = 14,
    format: str = "#,##0.00",
    certain: bool = False,
    required: bool = True,
    help: Text = NO_TEXT,
) -> Column:
    """Activity data of an equation: words, unit and domain are those of its argument where they are not said here.

    Args:
        argument: name of the argument where it is not the key of the column.
        certain: the uncertainty of the row's activity data is not that of this number.
    """
    means = argument_of(equation, argument or key)
    return Column(
        key=key,
        title=as_text(words) if words else means.meaning,
        unit=as_text(unit) if unit else _unit(means),
        domain=means.domain,
        width=width,
        required=required,
        help=help,
        format=format,
        uncertain=None if certain else Uncertain(relative="[u_activity]"),
    )


def _unit(argument: Argument) -> Text:
    unit = shown(argument.unit)
    return unit if unit.zh else both("0–1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A factor that the library gives and the user may replace with an own value.

    Attributes:
        id: its id, with the choices of the row and of the settings in braces, `fuel.{settings.fuel_set}.{fuel}.ncv`;
            after `=`, a formula for it.
        chosen: key of the column that is filled in where the factor is needed; the first choice in the id says it else.
        value: formula for the value where it is not simply that of the id.
        uncertainty: formula for its relative uncertainty where it is not simply that of the id.
        unneeded: formula that is true where the row has no use for it, instead of `chosen`.
        replaceable: whether the ledger has a column for an own value.
        shown: whether the ledger has a column for the factor in use; without one the result takes it by itself.
        users: entries of the user's own among the choices, whose table has the factor where one of them is chosen.
        ids: the ids that it can have, where a formula takes them from elsewhere.
    """

    key: str
    title: Text
    unit: Text
    domain: Domain
    id: str
    format: str = "0.00000"
    width: float = 11
    chosen: str = ""
    value: str = ""
    uncertainty: str = ""
    unneeded: str = ""
    replaceable: bool = True
    shown: bool = True
    users: UsersChoices | None = None
    ids: Collection[str] = ()

    def may_be(self, id: str) -> bool:
        """Whether the library's factor of an id can be the one in a row."""
        if not self.id.startswith("="):
            written = "[^.]+".join(map(re.escape, _BRACES.split(self.id)))
            return re.fullmatch(written, id) is not None
        return id in self.ids or any(id.startswith(begins) for begins in _BEGINS.findall(self.id))

    @property
    def own(self) -> str:
        """The key of the column for an own value."""
        return f"{self.key}_own"

    def blank(self) -> str:
        """The condition under which a row has no use for the factor."""
        if self.unneeded:
            return self.unneeded
        chosen = self.chosen or next(p for p in _PLACE.findall(self.id) if "." not in p)
        return f'[{chosen}]=""'


def taken(
    key: str,
    equation: Equation,
    id: str,
    words: Text | str = "",
    unit: Text | str = "",
    *,
    argument: str = "",
    format: str = "0.00000",
    width: float = 11,
    chosen: str = "",
    value: str = "",
    uncertainty: str = "",
    unneeded: str = "",
    domain: Domain | None = None,
    replaceable: bool = True,
    shown: bool = True,
    users: UsersChoices | None = None,
    ids: Collection[str] = (),
) -> Taken:
    """A factor of the library for an argument of an equation; see `Taken`."""
    means = argument_of(equation, argument or key)
    return Taken(
        key=key,
        title=as_text(words) if words else means.meaning,
        unit=as_text(unit) if unit else _unit(means),
        domain=domain or means.domain,
        id=id,
        format=format,
        width=width,
        chosen=chosen,
        value=value,
        uncertainty=uncertainty,
        unneeded=unneeded,
        replaceable=replaceable,
        shown=shown,
        users=users,
        ids=ids,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A result that the emission of a row adds up: an equation, what its arguments are, and what it counts.

    Attributes:
        key: column of the result; blank where a row has none.
        arguments: templates of the cells of the arguments.
        counts: what one unit of it counts in the emission, e.g. the cell of a GWP.
        scale: what the equation's result is multiplied with to be the column.
    """

    key: str
    equation: Equation
    arguments: tuple[str, ...] = ()
    counts: str = "1"
    scale: str = "1"

    @property
    def cells(self) -> tuple[str, ...]:
        """The templates of the cells of the arguments, in their order."""
        return self.arguments or tuple(f"[{a.name}]" for a in self.equation.arguments)

    def moved_by(self, key: str) -> Iterator[tuple[str, bool]]:
        """Yield x·∂E/∂x for each argument that a column is, as the emission counts it, and whether it is all of it."""
        for argument, cell in zip(self.equation.arguments, self.cells, strict=False):
            if key not in _CELL.findall(cell):
                continue
            if self.equation.is_factor(argument.name):
                yield f'IF([{self.key}]="",0,{_times(f"[{self.key}]", self.counts)})', True
            elif self.equation.contribution(argument.name) != Number(0):
                moved = f"({self.equation.native_contribution(argument.name, self.cells)})"
                yield f'IF([{self.key}]="",0,{_times(_times(moved, self.scale), self.counts)})', False


def _times(text: str, factor: str) -> str:
    return text if factor == "1" else f"{text}*{factor}"


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger of emissions; see the module for what follows from it.

    Attributes:
        columns: what is entered, taken from the library and calculated, in the order of the sheet.
        place: the columns that every ledger of the workbook begins with.
        emission: template of the cell with what the row counts; the column of the one equation else.
        unit: unit of the emission where it is not that of the first column in it.
        parts: the equations whose results the emission adds up; the one column with an equation else.
        activity: columns that carry the uncertainty of the activity data, beside those entered.
        tests: what may be wrong in a row beyond what the columns say of themselves.
        hints: what is possible and seldom so, said with ? after all tests.
        extra: columns of the user's own after the reason, see `extras`.
        closing: columns after all others.
        alike: column within which rows vary together, the stage or the year; all rows where there is none.
        present: column that is blank where a row has no result; the last of the parts else.
        filled: columns that make a row count as filled in, beside the required ones.
        alternatives: whether a row may belong to an option of a group of alternatives, of which one counts; see
            `workbooks.common.alternatives`.
    """

    key: str
    name: Text
    title: Text
    rows: int
    columns: Sequence[Column | Taken]
    place: tuple[Column, ...] = ()
    place_tests: tuple[Test, ...] = ()
    note: Text = NO_TEXT
    intro: Text = NO_TEXT
    emission: str = ""
    unit: Text | str = ""
    parts: tuple[Part, ...] = ()
    activity: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    hints: tuple[Test, ...] = ()
    extra: tuple[Column, ...] = ()
    closing: tuple[Column, ...] = ()
    alike: str = ""
    totals: bool = True
    present: str = ""
    filled: tuple[str, ...] = ()
    alternatives: bool = False

    def __post_init__(self) -> None:
        for field in ("name", "title", "note", "intro"):
            object.__setattr__(self, field, as_text(getattr(self, field)))

    def extras(self) -> tuple[Column, ...]:
        """Columns of the user's own after the reason; a workbook's ledgers may put more before them."""
        return self.extra

    def last_tests(self) -> tuple[Test, ...]:
        """Tests that a workbook's ledgers have in common, after those of the ledger."""
        return ()

    def sheet(self) -> Sheet:
        """The sheet that the ledger stands on alone."""
        return Sheet(key=self.key, title=self.name, tab="input", intro=self.intro, blocks=(self.table(),))

    def table(self) -> Table:
        """The table, with all that follows."""
        reason = (REASON,) if self.own_values else ()
        listed = tuple(
            self._used(c) if isinstance(c, Taken) else self._where_counted(c)
            for c in self.columns
            if c not in self._unshown
        )
        return Table(
            key=self.key,
            title=self.title,
            note=self.note,
            rows=self.rows,
            ledger=True,
            totals=self.totals,
            columns=(
                *self.place,
                *listed,
                *self._own_columns,
                *reason,
                *self.extras(),
                *self._alternative,
                EVIDENCE,
                QUALITY,
                self._row_check(),
                *self._uncertainty(),
                *map(self._where_counted, self.closing),
            ),
        )

    # ── alternatives ─────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _alternative(self) -> tuple[Column, ...]:
        """The option that a row belongs to, and whether it counts."""
        return (ALTERNATIVE, counts(self.place[0].key)) if self.alternatives else ()

    def _where_counted(self, column: Column) -> Column:
        """A number that is calculated for rows that count: all others stay blank, as all that is made of them."""
        if not self.alternatives or column.role is not Role.CALCULATED or column.kind is not Kind.NUMBER:
            return column
        return replace(column, only_if=COUNTED)

    # ── factors ──────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def factors(self) -> tuple[Taken, ...]:
        """The factors that it takes from the library."""
        return tuple(c for c in self.columns if isinstance(c, Taken))

    @cached_property
    def _unshown(self) -> tuple[Taken, ...]:
        return tuple(f for f in self.factors if not f.shown)

    @property
    def _replaceable(self) -> tuple[Taken, ...]:
        return tuple(f for f in self.factors if f.replaceable)

    @cached_property
    def _own_columns(self) -> tuple[Column, ...]:
        return tuple(own_value(f.own, f.title, f.unit, f.domain, format=f.format) for f in self._replaceable)

    @property
    def own_values(self) -> tuple[str, ...]:
        """The columns with values that replace the library's."""
        return tuple(f.own for f in self._replaceable)

    def _id(self, factor: Taken) -> str:
        """The formula for the id of a factor."""
        if factor.id.startswith("="):
            return factor.id[1:]
        lists = {c.key: c.choices for c in self._entries if c.kind is Kind.CHOICE}

        def code(match: re.Match[str]) -> str:
            panel, _, key = match[1].rpartition(".")
            return f'"&{code_of(f"{panel}_{key}", key) if panel else code_of(f"[{key}]", lists[key])}&"'

        text = _PLACE.sub(code, f'"{factor.id}"')
        return text.removesuffix('&""').removeprefix('""&')

    def _used(self, factor: Taken) -> Column:
        """The factor in use: the own value where one is given, else the library's; the formula says so."""
        value = factor.value or factor_value(self._id(factor))
        if factor.users is not None:
            value = factor.users.or_else(f"{factor.key}_used", value)
        inner = f'IF([{factor.own}]<>"",[{factor.own}],{value})' if factor.replaceable else value
        return Column(
            key=factor.key,
            title=factor.title,
            unit=factor.unit,
            role=Role.DEFAULT,
            format=factor.format,
            width=factor.width,
            domain=factor.domain,
            formula=f'IF({factor.blank()},"",{inner})',
        )

    # ── the check of a row ───────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _entries(self) -> tuple[Column, ...]:
        inputs = (*self.place, *(c for c in self.columns if isinstance(c, Column)))
        return tuple(c for c in inputs if c.role is Role.INPUT)

    def _row_check(self) -> Column:
        required = (*(c.key for c in self._entries if c.required), *self.filled)
        reason = (without_reason(*self.own_values),) if self.own_values else ()
        tests = (
            *(test for column in self._entries for test in entry_tests(column)),
            *self.place_tests,
            *(test for column in self._own_columns for test in entry_tests(column)),
            *dict.fromkeys(factor.users.test for factor in self.factors if factor.users is not None),
            *(outside(f.key, words_of(f.title), f.domain) for f in self.factors if f.shown),
            *(test for column in self._alternative[:1] for test in entry_tests(column)),
            *self.tests,
            failed(self._present),
            *reason,
            *self.last_tests(),
            *entry_tests(QUALITY),
            NO_EVIDENCE,
        )
        hints = (
            *(hint for column in (*self._entries, *self._own_columns) for hint in entry_hints(column)),
            *(hint for factor in self.factors if factor.shown for hint in entry_hints(factor)),
            *self.hints,
        )
        return row_check(required, tests, hints)

    # ── uncertainty ──────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _parts(self) -> tuple[Part, ...]:
        if self.parts:
            return self.parts
        results = [c for c in self.columns if isinstance(c, Column) and isinstance(c.equation, Equation)]
        return tuple(Part(key=c.key, equation=c.equation, arguments=c.arguments) for c in results[-1:])

    @property
    def _present(self) -> str:
        """The result that is blank where a row has none."""
        return self.present or self._parts[-1].key

    def _moved_by(self, key: str) -> str:
        """x·∂E/∂x of a column: how far the emission moves if it moved by its own size. Blank where it does not."""
        if self._moves_whole(key):
            return self._emission
        return "+".join(term for part in self._parts for term, _ in part.moved_by(key))

    def _moves_whole(self, key: str) -> bool:
        """Whether a column is a factor of all that the row emits."""
        moved = [whole for part in self._parts for _, whole in part.moved_by(key)]
        return len(moved) == len(self._parts) and all(moved)

    def moved_by_factor(self, id: str, rows: Mapping[str, str]) -> Iterator[str]:
        """Yield how far the emission of rows moves if the library's factor of an id moved by its own size.

        Args:
            id: of a factor whose row on the sheet of factors asks, in cells of that row.
            rows: which rows count, as columns with what they hold.
        """
        whole = _CELL.fullmatch(self._emission)
        for factor in self.factors:
            if not factor.may_be(id) or not self._moved_by(factor.key):
                continue
            taking = {**rows, f"id_{factor.key}": "[id]"}
            counted = self._counted_with(factor.key)
            if whole and self._moves_whole(factor.key):
                yield sum_where(self.key, whole[1], **taking)
            elif counted:
                yield from (_times(sum_where(self.key, part.key, **taking), part.counts) for part in counted)
            else:
                yield f"{sum_where(self.key, f'half_{factor.key}', **taking)}/[u]"

    def _counted_with(self, key: str) -> tuple[Part, ...]:
        """The parts that a column moves, if it is a factor of all of them and each counts the same in every row."""
        moved = [(part, whole) for part in self._parts for _, whole in part.moved_by(key)]
        alike = all(whole and part.scale == "1" and not _CELL.search(part.counts) for part, whole in moved)
        return tuple(part for part, _ in moved) if alike else ()

    @property
    def _emission(self) -> str:
        return self.emission or f"[{self._parts[-1].key}]"

    def _uncertainty(self) -> tuple[Column, ...]:
        """Relative uncertainty of everything that a row takes in, of the row, and the squares that totals add."""
        optional = {c.key for c in self._entries if not c.required}
        carriers = [*(c.key for c in self._entries if c.uncertain is not None), *self.activity]
        activity = [(key, by) for key in carriers if (by := self._moved_by(key))]
        factors = [(f, by) for f in self.factors if (by := self._moved_by(f.key))]
        if not activity:
            return (u_activity(self._present),)
        terms = [
            f'IF([{key}]="",0,({_grouped(by)}*[u_activity])^2)'
            if key in optional
            else f"({_grouped(by)}*[u_activity])^2"
            for key, by in activity
        ]
        squared = self._unit.within("({})² | ({})²")
        alone = "+".join(("[variance_activity]", *(f"[half_{f.key}]^2" for f, _ in factors)))
        shared = "+".join(("[variance_activity]", *(self._shared(f) for f, _ in factors)))
        return (
            u_activity(self._present),
            *(self._factor_id(f) for f, _ in factors),
            *(self._factor_uncertainty(f) for f, _ in factors),
            *(self._half(f, by) for f, by in factors),
            self._where_present("variance_activity", "方差：活动数据 | variance: activity", squared, "+".join(terms)),
            self._where_present("variance", "方差：本行 | variance: the row alone", squared, alone),
            self._where_present("shared", "方差：计入共用因子 | variance: with shared factors", squared, shared),
            self._combined([key for key, _ in activity if key not in optional], [key for key, _ in activity], factors),
        )

    def _where_present(self, key: str, words: Text | str, unit: Text, formula: str) -> Column:
        shown = f'IF([{self._present}]="","",{formula})'
        return calculated(key, words, unit, shown, format=SCIENTIFIC, width=12, helper=True)

    @cached_property
    def _unit(self) -> Text:
        """The unit of what the row counts, of its half-widths and, squared, of its variances."""
        if self.unit:
            return as_text(self.unit)
        key = _CELL.findall(self._emission)[0]
        return next(c.unit for c in (*self.place, *self.columns, *self.extras(), *self.closing) if c.key == key)

    def _combined(self, sure: Sequence[str], carriers: Sequence[str], factors: Sequence[tuple[Taken, str]]) -> Column:
        """The relative uncertainty of the row: of a product the root of the sum of squares, else from its variance."""
        keys = [*carriers, *(f.key for f, _ in factors)]
        if len(sure) == len(carriers) and all(self._moves_whole(key) for key in keys):
            parts = [*["[u_activity]"] * len(carriers), *(f"[u_{f.key}]" for f, _ in factors)]
            formula = f"SQRT({'+'.join(f'{part}^2' for part in parts)})"
        else:
            formula = f"IF({self._emission}=0,0,SQRT([variance])/ABS({self._emission}))"
        return calculated(
            "u",
            "合成不确定度 | combined uncertainty",
            "±%",
            f'IF([{self._present}]="","",{formula})',
            format=PERCENT,
            width=12,
        )

    def _factor_id(self, factor: Taken) -> Column:
        """The id of the factor in use; blank where the row has none or an own value, which no other row shares."""
        blank = [f'[{self._present}]=""']
        blank += [f'[{factor.key}]=""'] if factor.shown else []
        blank += [f'[{factor.own}]<>""'] if factor.replaceable else []
        title = words_of(factor.title).within("{}编号 | id: {}")
        formula = blank_if(either(blank), self._id(factor))
        width = _widest_id(factor.id)
        return calculated(f"id_{factor.key}", title, "", formula, kind=Kind.TEXT, width=width, helper=True)

    def _factor_uncertainty(self, factor: Taken) -> Column:
        """The library's, or that of the row's data where an own value is used; 0 where the row has no factor."""
        found = factor.uncertainty or factor_uncertainty(f"[id_{factor.key}]")
        if factor.users is not None:
            found = factor.users.or_else("uncertainty", found)
        if factor.replaceable:
            found = f'IF([{factor.own}]<>"",[u_activity],{found})'
        if factor.shown:
            found = f'IF([{factor.key}]="",0,{found})'
        title = words_of(factor.title).within("{}不确定度 | uncertainty: {}")
        formula = f'IF([{self._present}]="","",{found})'
        return calculated(f"u_{factor.key}", title, "±%", formula, format=PERCENT, width=11, helper=True)

    def _half(self, factor: Taken, moved: str) -> Column:
        """Half of the 95 % interval that the factor gives the emission of the row, with its sign."""
        title = words_of(factor.title).within("{}：半宽 | half-width: {}")
        return self._where_present(f"half_{factor.key}", title, self._unit, f"{_grouped(moved)}*[u_{factor.key}]")

    def _shared(self, factor: Taken) -> str:
        """The row's part of the square of the sum over all rows that take the same factor."""
        half, id = f"{self.key}_half_{factor.key}", f"{self.key}_id_{factor.key}"
        within = f"{self.key}_{self.alike},[{self.alike}]," if self.alike else ""
        alike = f"SUMIFS({half},{within}{id},[id_{factor.key}])"
        return f'[half_{factor.key}]*IF([id_{factor.key}]="",[half_{factor.key}],{alike})'


def _widest_id(template: str) -> float:
    """The width of a column for ids, so that none breaks within a word: that of the longest it can be."""
    begins, _, _ = template.removeprefix("=").strip('"').partition("{")
    last = template.rpartition(".")[2]
    ids = [id for id in library().factors if begins and id.startswith(begins)] or list(library().factors)
    ends = [id for id in ids if id.endswith(f".{last}")] or ids
    return max(len(id) for id in ends) + 2.0


def _grouped(text: str) -> str:
    """A cell as it is, anything longer in parentheses."""
    return text if re.fullmatch(r"\[\w+\]", text) else f"({text})"


def entry_hints(column: Column | Taken) -> Iterator[Test]:
    """What deserves a second look in a column: a number outside of what is usual, in the words of its title."""
    if column.domain is not None and column.domain.usual is not None:
        yield unusual(column.key, words_of(column.title), column.domain)


def entry_tests(column: Column) -> Iterator[Test]:
    """What a column says of its entries: required, closed list, number, domain, in the words of its title."""
    words = words_of(column.title)
    if column.required:
        yield missing(column.key, words)
    if column.kind is Kind.CHOICE:
        yield not_listed(column.key, words, column.choices)
    if column.kind is Kind.NUMBER:
        yield not_number(column.key, words)
        if column.domain is not None and (column.domain.low, column.domain.high) != (Domain().low, Domain().high):
            yield outside(column.key, words, column.domain)


def of_choice(key: str, formula: Formula, words: str = "计量单位 | unit", *, width: float = 9) -> Column:
    """A text that follows from a choice of the row: its unit, the name of a gas."""
    return calculated(key, words, "", formula, kind=Kind.TEXT, width=width)
