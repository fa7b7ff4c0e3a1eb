"""What must hold between values, their evidence and the errata.

Every flag is the one that the evidence gives, a number called agreeing agrees, origins are known, and the errata end
at what the rows hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from pycore.errors import Problem
from pycore.language import Text
from pycore.library.evidence import Support, gather, of_itself
from pycore.library.evidence_records import Erratum, Evidence, Origin
from pycore.library.reading import CORRECT, Located
from pycore.library.records import Entry, LibraryEdition, TableValue

_TO_THE_EVIDENCE = Text(
    "请按 evidence.csv 改正标志，或补充依据。", "Set the flag to what evidence.csv says, or add the evidence."
)

# Rounding to three digits moves a number by half a percent at most.
_ROUNDING = Decimal("0.005")


def unsupported(rows: Sequence[Located], put_off: Collection[str] = ()) -> list[Problem]:
    """Return every contradiction between the values, their evidence and the errata.

    A value without any evidence keeps the flag that its row states: a province's own folder may bring none. Nothing
    is said of values of the categories that are put off.
    """
    entries = {r.row.id: (r.row, r.where) for r in rows if isinstance(r.row, Entry)}
    origins = [r.row for r in rows if isinstance(r.row, Origin)]
    own = [row for r in rows if isinstance(r.row, TableValue) for row in of_itself(r.row)]
    supports = gather([*own, *(r.row for r in rows if isinstance(r.row, Evidence))], origins)
    known = [r for r in rows if not (isinstance(r.row, Evidence) and r.row.factor.partition(".")[0] in put_off)]
    return [
        *_of_evidence(known, {id: entry for id, (entry, _) in entries.items()}, {o.origin for o in origins}),
        *_flags(entries, supports),
        *_of_errata(rows, {id: entry for id, (entry, _) in entries.items()}),
    ]


def _flags(entries: Mapping[str, tuple[Entry, str]], supports: Mapping[str, Support]) -> Iterator[Problem]:
    """Yield every flag that its evidence does not give."""
    for id, (entry, where) in entries.items():
        if id in supports and entry.flag != supports[id].flag:
            follows = supports[id].flag
            yield Problem(
                f"{where} flag",
                Text(f" {entry.flag}（{id}）", f"{entry.flag} for {id}"),
                Text(f"依据所示的 {follows}", f"{follows}, which follows from its evidence"),
                _TO_THE_EVIDENCE,
            )


def _of_evidence(rows: Sequence[Located], entries: Mapping[str, Entry], origins: set[str]) -> Iterator[Problem]:
    """Yield what is wrong in the rows of evidence."""
    for located in rows:
        row = located.row
        if not isinstance(row, Evidence):
            continue
        if row.origin not in origins:
            yield Problem(
                f"{located.where} origin",
                Text(f" {row.origin}", row.origin),
                Text("origins.csv 中的来源", "an origin of origins.csv"),
                CORRECT,
            )
        entry = entries.get(row.factor)
        if entry is None:
            yield Problem(
                f"{located.where} factor",
                Text(f"不存在的编号 {row.factor}", f"{row.factor}, which does not exist"),
                Text("库中数值的编号", "the id of a value of the library"),
                CORRECT,
            )
        elif row.agrees == "agrees" and not same_number(row.value, entry.value):
            yield Problem(
                f"{located.where} value",
                Text(f" {row.value}，称与 {entry.value} 一致", f"{row.value}, said to agree with {entry.value}"),
                Text("舍入后相同的数值，或 differs", "a number that rounds to the same, or differs"),
                CORRECT,
            )
        elif row.agrees == "differs" and row.value == entry.value:
            yield Problem(
                f"{located.where} value",
                Text(f" {row.value}，称与之不同而实同", f"{row.value}, said to differ and the same"),
                Text("另一个数值，或 agrees", "another number, or agrees"),
                CORRECT,
            )


def same_number(one: float, other: float) -> bool:
    """Tell whether two printed numbers are the same when the longer is rounded to the digits of the shorter.

    A shorter number of fewer than three digits is no rounding of the longer one unless it is that close.
    """
    first, second = Decimal(repr(one)), Decimal(repr(other))
    apart = abs(first - second)
    coarser = max(_last_digit(one), _last_digit(other))
    return apart <= coarser / 2 and apart <= _ROUNDING * max(abs(first), abs(second))


def _last_digit(number: float) -> Decimal:
    """The weight of the last digit that is not 0: 0.01 of 13.20, 100 of 14600."""
    digits = Decimal(repr(number)).normalize()
    return Decimal(1).scaleb(int(digits.as_tuple().exponent)) if digits else Decimal(0)


def _of_errata(rows: Sequence[Located], entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield what is wrong in the errata."""
    editions = [r.row.version for r in rows if isinstance(r.row, LibraryEdition)]
    last: dict[tuple[str, str], tuple[Erratum, str]] = {}
    for located in rows:
        row = located.row
        if not isinstance(row, Erratum):
            continue
        for column, edition in (("from_version", row.from_version), ("to_version", row.to_version)):
            if edition not in editions:
                yield Problem(
                    f"{located.where} {column}",
                    Text(f" {edition}", edition),
                    Text("changes.csv 中的版本", "an edition of changes.csv"),
                    CORRECT,
                )
        if row.id not in entries:
            yield Problem(
                f"{located.where} id",
                Text(f"不存在的编号 {row.id}", f"{row.id}, which does not exist"),
                Text("库中数值的编号", "the id of a value of the library"),
                CORRECT,
            )
        else:
            last[row.id, row.column] = row, located.where
    for (id, column), (row, where) in last.items():
        present = getattr(entries[id], column)
        if not _is(row.new_value, present):
            yield Problem(
                f"{where} new_value",
                Text(f" {row.new_value}", row.new_value),
                Text(f"{id} 现有的 {present}", f"the present {present} of {id}"),
                CORRECT,
            )


def _is(text: str, present: object) -> bool:
    """Tell whether a text is the present value, as a number or as it stands."""
    try:
        return float(text) == present
    except ValueError:
        return text == present
