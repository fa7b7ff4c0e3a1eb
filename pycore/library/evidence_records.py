"""What a row of evidence, of the origins of evidence and of the errata is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from pycore.language import Text
from pycore.library.records import Id, LibraryNumber, LibraryRow, SourceKind, Word, Year

Agreement = Literal["agrees", "differs", "related"]
ErratumStatus = Literal["corrected", "confirmed", "open"]

VERDICTS: dict[str, Text] = {
    "agrees": Text("一致", "agrees"),
    "differs": Text("不同", "differs"),
    "related": Text("相关，不是同一个量", "related, another quantity"),
}
KINDS_OF_SOURCE: dict[str, Text] = {
    "official": Text("文件原文", "the document itself"),
    "transcription": Text("二手转录", "second-hand transcription"),
    "package": Text("软件包数据", "data of a package"),
    "computed": Text("计算", "computed"),
    "judgement": Text("判断", "judgement"),
}
STATUSES: dict[str, Text] = {
    "corrected": Text("已更正", "corrected"),
    "confirmed": Text("已核实", "confirmed"),
    "open": Text("待定", "open"),
}


def _one_of(names: dict[str, Text]) -> Text:
    """Make a validator that takes one of some words, or says which there are."""
    return Text(f"{'、'.join(names)} 之一", f"one of {', '.join(names)}")


class Evidence(LibraryRow):
    """One place where a value of the library was found, or where another number stands.

    `source` is the document that is cited and `place` its page, table or item; `value` is in the unit of the factor.
    `origin` says who handed the number down: of one transcriber every row counts once. `checked` is no where the row
    only repeats what the library named as its source before and was not read again.
    """

    factor: Id
    source: Word
    year: Year
    place: str
    value: LibraryNumber
    agrees: Annotated[Agreement, _one_of(VERDICTS)]
    kind: Annotated[SourceKind, _one_of(KINDS_OF_SOURCE)]
    origin: Word
    checked: Annotated[Literal["yes", "no"], Text("yes 或 no", "yes or no")]
    note_zh: str
    note_en: str

    @property
    def note(self) -> Text:
        """The remark in both languages; blank when there is none."""
        return Text(self.note_zh, self.note_en)


class Origin(LibraryRow):
    """Who handed numbers down: `transcriber` is shared by origins that are not independent of each other."""

    origin: Word
    transcriber: Word
    what_zh: Word
    what_en: Word

    @property
    def what(self) -> Text:
        """What it is, in both languages."""
        return Text(self.what_zh, self.what_en)


class Erratum(LibraryRow):
    """What a row of the library held wrongly or doubtfully, since when, and what follows for those who used it.

    `column` is the column of the factor's row; `from_version` the edition that brought the old value, `to_version` the
    one that corrected, confirmed or questioned it. Only a `corrected` row has a new value other than the old.
    """

    id: Id
    column: Annotated[
        Literal["value", "uncertainty", "distribution"],
        Text("value、uncertainty 或 distribution", "value, uncertainty or distribution"),
    ]
    status: Annotated[ErratumStatus, _one_of(STATUSES)]
    from_version: Word
    to_version: Word
    old_value: Word
    new_value: Annotated[
        str,
        Field(min_length=1),
        Text(
            "数值；仅当 status 为 corrected 时与 old_value 不同",
            "a value; other than old_value when, and only when, the status is corrected",
        ),
    ]
    reason_zh: Word
    reason_en: Word
    effect_zh: Word
    effect_en: Word

    @field_validator("new_value")
    @classmethod
    def only_a_correction_changes_the_value(cls, new: str, info: ValidationInfo) -> str:
        """Hold that a value that is confirmed or open stays as it is."""
        given = info.data
        if {"status", "old_value"} <= given.keys() and (given["status"] == "corrected") != (new != given["old_value"]):
            raise ValueError("status and values contradict each other")
        return new

    @property
    def reason(self) -> Text:
        """Why, in both languages."""
        return Text(self.reason_zh, self.reason_en)

    @property
    def effect(self) -> Text:
        """What follows for results, in both languages."""
        return Text(self.effect_zh, self.effect_en)
