"""The rows of a guide: its lines of calculation, its indicators and its measures.

A guide is data: a line says which function calculates an emission source, what the user enters, which factors
of the library it takes and where it stands in the inventory. A workbook makes its ledgers from the lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from pycore.language import Text
from pycore.library.guide_words import (
    AREAS,
    DENOMINATORS,
    DEPARTMENTS,
    DOMAINS,
    FORMS,
    PARTS,
    QUANTITIES,
    SECTORS,
)
from pycore.library.records import LibraryNumber, Record, TrustFlag, Word


def _code(*names: Mapping[str, Text], blank: bool = False) -> tuple[AfterValidator, Text]:
    """Return the check and the description of a column that holds one of the codes."""
    codes = [code for each in names for code in each]

    def known(code: str) -> str:
        if code not in codes and not (blank and code == ""):
            raise ValueError("not one of the codes")
        return code

    zh, en = ("，或留空", " or a blank") if blank else ("", "")
    return AfterValidator(known), Text(f"{'、'.join(codes)} 之一{zh}", f"one of {', '.join(codes)}{en}")


def _pairs(found: object) -> object:
    """Read `name=text name=text` as pairs."""
    if not isinstance(found, str):
        return found
    pairs = tuple((name, text) for name, _, text in (part.partition("=") for part in found.split()))
    if any(not name or not text for name, text in pairs) or len(dict(pairs)) != len(pairs):
        raise ValueError("not pairs name=text")
    return pairs


Pairs = Annotated[
    tuple[tuple[str, str], ...],
    BeforeValidator(_pairs),
    Text("以空格分隔的 参数=内容，如 activity=t", "argument=text, separated by blanks, as activity=t"),
]
AssessmentArea = Annotated[str, *_code(AREAS)]
Sector = Annotated[str, *_code(SECTORS, blank=True)]


class GuideRow(Record):
    """What the rows of a guide have in common.

    `guide` is the key of the guide; the clause is where it says this; `flag` is the trust in our reading.
    """

    guide: Word
    name_zh: Word
    name_en: Word
    clause_zh: Word
    clause_en: Word
    flag: TrustFlag
    note_zh: str
    note_en: str
    version: Word

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_zh, self.name_en)

    @property
    def clause(self) -> Text:
        """Where the guide says this, in both languages."""
        return Text(self.clause_zh, self.clause_en)

    @property
    def note(self) -> Text:
        """The remark in both languages; blank when there is none."""
        return Text(self.note_zh, self.note_en)


class GuideLine(GuideRow):
    """One gas of one emission source: how it is calculated and where it stands in the inventory.

    `key` names the emission source: rows with the same key share what the user enters, and differ in their
    gas (an aluminium cell emits CF4 and C2F6). Every argument of `function` is either in `inputs`, with the
    unit in which the user enters it, or in `factors`, with the id of the factor; a left-out optional argument
    keeps its default. An id may hold choices in braces: `fuel.{set}.{fuel}.ncv`; the unit of a fuel's amount
    is then `fuel_unit`, the unit that its calorific value is for. `tonnes` turns the result of the function
    into t of the gas; `sign` is -1 for what is counted off within its domain (electricity that leaves).
    `sector` is the sector or, for fuels, the department that the line belongs to unless the user says another.
    """

    key: Word
    domain: Annotated[str, *_code(DOMAINS)]
    part: Annotated[str, *_code(PARTS)]
    sector: Annotated[str, *_code(SECTORS, DEPARTMENTS, blank=True)]
    gas: Word
    function: Annotated[
        str, Field(pattern=r"^TL_[A-Z0-9_]+$"), Text("函数名，如 TL_FUEL_CO2", "a function as TL_FUEL_CO2")
    ]
    activity_zh: Word
    activity_en: Word
    inputs: Pairs
    factors: Pairs
    tonnes: LibraryNumber
    sign: Annotated[
        Literal[1, -1], BeforeValidator(lambda found: {"1": 1, "-1": -1}.get(found, found)),
        Text("1 或 -1", "1 or -1"),
    ]  # fmt: skip

    @property
    def activity(self) -> Text:
        """What the first input is called, in both languages."""
        return Text(self.activity_zh, self.activity_en)

    @property
    def input_units(self) -> dict[str, str]:
        """The unit of each argument that the user enters."""
        return dict(self.inputs)

    @property
    def factor_ids(self) -> dict[str, str]:
        """The id of the factor that each other argument takes, choices in braces."""
        return dict(self.factors)


class Indicator(GuideRow):
    """An indicator that an assessment may use.

    `kind` tells the guide's performance indicators from the optional others. A `decline` of `quantity` for
    each unit of `per` follows from the inventory; `share`, `amount` and `status` are what the user enters.
    """

    area: AssessmentArea
    sector: Sector
    kind: Annotated[Literal["performance", "optional"], Text("performance 或 optional", "performance or optional")]
    quantity: Annotated[str, *_code(QUANTITIES, blank=True)]
    per: Annotated[str, *_code(DENOMINATORS, blank=True)]
    form: Annotated[str, *_code(FORMS)]
    unit: Word


class Measure(GuideRow):
    """A measure of a guide's catalogue. The guides at hand give neither effect nor cost: the user enters both."""

    area: AssessmentArea
    sector: Sector
    direction_zh: Word
    direction_en: Word

    @property
    def direction(self) -> Text:
        """The direction of co-control that the measure belongs to, in both languages."""
        return Text(self.direction_zh, self.direction_en)
