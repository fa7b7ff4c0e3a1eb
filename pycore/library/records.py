"""What a row of the library is: a frozen model for each kind, each field saying what it must hold."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from pycore.language import Text
from pycore.library.source_words import english_source

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")

Flag = Literal["S", "V", "V2", "C", "M", "I"]
Distribution = Literal["normal", "lognormal", "uniform", "triangular", "none"]


def plain_number(found: object) -> object:
    """Refuse texts that Python would read as a number but a reader of the table would not (nan, 1_000)."""
    if isinstance(found, str) and not NUMBER.fullmatch(found):
        raise ValueError("not a plain number")
    return found


_FLAG = Text(
    "可信度标记 S（指南原文）、V（公开来源）、V2（两处以上）、C（计算并核对）、M（凭记忆）或 I（推断）",
    "a trust flag: S (stated in a guide), V (public source), V2 (two or more), C (computed and checked), "
    "M (remembered) or I (inferred)",
)
Id = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9_\-]+(\.[A-Za-z0-9_\-]+)+$"),
    Text(
        "由点分隔的英文编号，如 fuel.2023.diesel.ncv",
        "an id of words joined by points, as fuel.2023.diesel.ncv",
    ),
]
IdOrBlank = Annotated[
    str,
    Field(pattern=r"^$|^[A-Za-z0-9_\-]+(\.[A-Za-z0-9_\-]+)+$"),
    Text("被替代行的编号，或留空", "the id of the row that this one supersedes, or a blank"),
]
Word = Annotated[str, Field(min_length=1), Text("文字，不能为空", "a text that is not blank")]
Unit = Annotated[str, Field(min_length=1), Text("单位（无量纲写 1）", "a unit (1 when there is none)")]
SourceText = Annotated[
    str,
    Field(min_length=1),
    Text("出处（文件名、表号，以及从何处读到）", "a source: document, table, and where it was read"),
]
LibraryNumber = Annotated[
    float,
    BeforeValidator(plain_number),
    Field(allow_inf_nan=False),
    Text(
        "有限的数字，如 0.5306 或 1.2e-3，不带千分位和单位",
        "a finite number as 0.5306 or 1.2e-3, without separators or unit",
    ),
]
Fraction = Annotated[
    float,
    BeforeValidator(plain_number),
    Field(ge=0, allow_inf_nan=False),
    Text(
        "不小于 0 的小数：95 % 区间的一半除以均值，如 0.05",
        "a fraction not below 0: half of the 95 % interval over the mean, as 0.05",
    ),
]
Year = Annotated[int, Field(ge=1900, le=2100), Text("四位年份，如 2023", "a year of four digits, as 2023")]
Count = Annotated[int, Field(ge=0), Text("不小于 0 的整数", "a whole number not below 0")]
TrustFlag = Annotated[Flag, _FLAG]
Shape = Annotated[
    Distribution,
    Text(
        "normal、lognormal、uniform、triangular；不确定度为 0 时、且仅在此时为 none",
        "normal, lognormal, uniform or triangular; none when, and only when, the uncertainty is 0",
    ),
]


class LibraryRow(BaseModel):
    """A row of a data file: frozen, and with exactly the columns that its fields name."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @classmethod
    def expected(cls, column: str) -> Text:
        """Say what the column must hold, for the error about a cell that does not hold it."""
        notes = cls.model_fields[column].metadata
        return next((note for note in notes if isinstance(note, Text)), Text("文字", "a text"))


class Record(LibraryRow):
    """A row that has an id of its own; no two rows of the library, in whichever files, share one."""

    id: Id


class Entry(Record):
    """A sourced value: what a factor and a benchmark have in common.

    `uncertainty` is relative, half of the 95 % interval over the mean, as a fraction; 0 is an exact or agreed
    value. `flag` says how far the value can be trusted, `uncertainty_flag` the same of the uncertainty.
    `supersedes` is the id of the row that this one replaces; the older row stays usable.
    """

    value: LibraryNumber
    unit: Unit
    source: SourceText
    year: Year
    region: Word
    uncertainty: Fraction
    distribution: Shape
    uncertainty_flag: TrustFlag
    flag: TrustFlag
    version: Word
    supersedes: IdOrBlank
    note_zh: str
    note_en: str

    @field_validator("distribution")
    @classmethod
    def an_exact_value_has_no_distribution(cls, distribution: str, info: ValidationInfo) -> str:
        """Hold that `none` and an uncertainty of 0 go together."""
        if "uncertainty" in info.data and (distribution == "none") != (info.data["uncertainty"] == 0):
            raise ValueError("distribution and uncertainty contradict each other")
        return distribution

    @property
    def source_text(self) -> Text:
        """The source in both languages."""
        return Text(self.source, english_source(self.source))

    @property
    def name(self) -> Text:
        """The name in both languages."""
        raise NotImplementedError

    @property
    def note(self) -> Text:
        """The remark in both languages; blank when there is none."""
        return Text(self.note_zh, self.note_en)


class Factor(Entry):
    """One value of the factor library: an emission factor, fuel parameter, carbon content, GWP or constant.

    `key` is the short code of the item (diesel, chongqing, CH4) and `set` the series that it belongs to
    (2015, 2023, average, AR5), so that a workbook can look up by set and item.
    """

    category: Word
    key: Word
    set: str
    name_zh: Word
    name_en: Word

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_zh, self.name_en)


_DAY = Field(pattern=r"^$|^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
Day = Annotated[str, _DAY, Text("日期，如 2021-07-16，或留空", "a date, as 2021-07-16, or a blank")]
SourceKind = Literal["official", "transcription", "package", "computed", "judgement"]


class TableValue(Factor):
    """A value of a table that is read when it is first asked for.

    `valid_from` and `valid_until` say which days the value is for, both included: the same day for a closing price,
    1 January and 31 December for a figure of a year. A blank `valid_until` is a value in force whose end is not
    known; both blank, one that no date belongs to. `kind` is what the source is: an official text, somebody's
    transcription of one (press, excerpts, code), data of a software package, computed here, or judged.
    """

    valid_from: Day
    valid_until: Annotated[
        str,
        _DAY,
        Text(
            "日期，不早于 valid_from，或留空（现行，未见终止）",
            "a date not before valid_from, or a blank (in force, no end known)",
        ),
    ]
    kind: Annotated[
        SourceKind,
        Text(
            "official、transcription、package、computed 或 judgement",
            "official, transcription, package, computed or judgement",
        ),
    ]

    @field_validator("valid_until")
    @classmethod
    def a_time_ends_after_it_begins(cls, until: str, info: ValidationInfo) -> str:
        """Hold that an end has a beginning, and not a later one."""
        if until and not "" < info.data.get("valid_from", until) <= until:
            raise ValueError("the end has no beginning before it")
        return until


class Benchmark(Entry):
    """A performance benchmark of a product: an advanced value (level 0) or a level, 1 the strictest.

    `condition` names the special case that the value is for, blank in the ordinary one; `scope` says what the
    value covers; `decimals` is how many the document prints; the conditions are those it was set under.
    """

    scheme: Word
    product: Word
    product_zh: Word
    product_en: Word
    indicator: Annotated[
        str,
        Field(pattern=r"^[A-Za-z][A-Za-z0-9]*$"),
        Text("GHG 或一种污染物的符号（NOx、SO2、PM 等）", "GHG, or the symbol of a pollutant (NOx, SO2, PM …)"),
    ]
    level: Annotated[
        int, Field(ge=0), Text("0（先进值），或等级 1、2、3 等", "0 (the advanced value), or a level 1, 2, 3 …")
    ]
    condition: str
    scope: Word
    decimals: Count
    conditions_zh: str
    conditions_en: str

    @property
    def name(self) -> Text:
        """Product, indicator, scheme and level as one name in both languages."""
        level = Text(f"{self.level} 级", f"level {self.level}") if self.level else Text("先进值", "advanced value")
        return Text(
            f"{self.product_zh} {self.indicator} {level.zh}（{self.scheme}）",
            f"{self.product_en} {self.indicator} {level.en} ({self.scheme})",
        )

    @property
    def conditions(self) -> Text:
        """The conditions that the value was set under, in both languages."""
        return Text(self.conditions_zh, self.conditions_en)


Exponent = Annotated[int | None, Text("整数指数，或留空", "a whole exponent, or a blank")]


class Coefficient(Record):
    """One coefficient of IAPWS-IF97: its table, part and number, exponents I and J, and n."""

    table: Count
    part: Annotated[
        Literal["region1", "region2_ideal", "region2_residual", "region3", "region4", "boundary23"],
        Text(
            "region1、region2_ideal、region2_residual、region3、region4 或 boundary23",
            "region1, region2_ideal, region2_residual, region3, region4 or boundary23",
        ),
    ]
    number: Count
    I: Exponent  # noqa: E741  (the symbol of the release)
    J: Exponent
    n: LibraryNumber
    flag: TrustFlag
    source: SourceText
    version: Word

    @field_validator("I", "J", mode="before")
    @classmethod
    def a_blank_exponent_is_none(cls, found: object) -> object:
        """Read a blank cell as no exponent."""
        return None if found == "" else found


class Absence(Record):
    """A value that people look for and the source does not publish, with the reason.

    What is said of an id holds for all ids below it that have no value: `mercury.coal.province` for every province.
    """

    name_zh: Word
    name_en: Word
    source: SourceText
    reason_zh: Word
    reason_en: Word


class FactorSet(Record):
    """A set of factors that belong together: an edition of a standard, a guide or a database.

    Sets of one `family` stand for each other, and a workbook takes one of them: `key` is the word that it chooses
    by. `ids` are the beginnings of the ids of its values, `gwp` the assessment report whose GWPs it is made with, a
    blank where no source says. `text` is how far the document was read, `not_seen` where only its title is known.
    `supersedes` is the id of the older edition, which stays usable.
    """

    family: Word
    key: Word
    name_zh: Word
    name_en: Word
    source: SourceText
    issued: Annotated[
        str,
        Field(pattern=r"^$|^\d{4}(-\d{2}(-\d{2})?)?$"),
        Text("年、年月或日期，或留空", "a year, month or date, or a blank"),
    ]
    in_force: Day
    supersedes: IdOrBlank
    gwp: Annotated[
        Literal["", "SAR", "AR4", "AR5", "AR6"],
        Text("SAR、AR4、AR5、AR6，或留空", "SAR, AR4, AR5, AR6 or a blank"),
    ]
    text: Annotated[
        Literal["transcribed", "remembered", "not_seen"],
        Text("transcribed、remembered 或 not_seen", "transcribed, remembered or not_seen"),
    ]
    ids: str
    flag: TrustFlag
    note_zh: str
    note_en: str

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_zh, self.name_en)

    @property
    def note(self) -> Text:
        """The remark in both languages; blank when there is none."""
        return Text(self.note_zh, self.note_en)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The beginnings of the ids of its values, as ("fuel.2015.",)."""
        return tuple(self.ids.split())


class LibraryEdition(LibraryRow):
    """One edition of the library and what changed in it; the last row is the current version."""

    version: Word
    date: Annotated[
        str,
        Field(pattern=r"^\d{4}-\d{2}-\d{2}$"),
        Text("日期，如 2026-05-31", "a date, as 2026-05-31"),
    ]
    change_zh: Word
    change_en: Word
