"""Sentences that write themselves from the results, in Chinese and in English.

A sentence is a template with ``{slots}``; each slot is a formula for a word or a number. Numbers stand in helper
cells, one each, so that a sentence stays short and its numbers are written alike in every program and locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pycore.language import Language, Text, as_text, both
from pycore.sheets.definition import Column, Field, Kind, Lines, Panel, Role, Sheet, Table
from pycore.sheets.fixed_text import fixed
from workbooks.common.columns import text

_SLOT = re.compile(r"\{(\w+)\}")

Cell = str | Text
"""A formula for a word in a sentence; a `Text` where it differs by the language of the sentence."""


OPEN_CHECKS = both(
    'IF(checks_total>0,"（检查表尚有 "&checks_total&" 项待处理）","") | IF(checks_total>0," ("&checks_total&" open '
    'on the sheet Checks)","")'
)
"""What follows a verdict while the sheet Checks has something to settle."""


def joined(template: str, cells: dict[str, Cell], language: Language) -> str:
    """Turn a sentence with {slots} into texts and cells joined by &."""
    parts = []
    for place, part in enumerate(_SLOT.split(template)):
        if place % 2:
            cell = cells[part]
            parts.append(cell[language] if isinstance(cell, Text) else cell)
        elif part:
            parts.append(f'"{part}"')
    return "&".join(parts)


def sentence(zh: str, en: str, unless: str = "FALSE", **cells: Cell) -> Text:
    """A line that is blank while `unless` holds."""
    return Text(f'=IF({unless},"",{joined(zh, cells, "zh")})', f'=IF({unless},"",{joined(en, cells, "en")})')


def paragraph(words: str, unless: str = "FALSE", **cells: Cell) -> Text:
    """A line in both languages, ``zh | en``, that is blank while `unless` holds."""
    line = both(words)
    return sentence(line.zh, line.en, unless, **cells)


def word(cell: str, pairs: Iterable[tuple[str, str] | Text]) -> Text:
    """The word in a cell in the language of the sentence, whichever language the workbook has.

    Args:
        pairs: the words that the cell may hold, in Chinese and in English.
    """
    both = [(pair.zh, pair.en) if isinstance(pair, Text) else pair for pair in pairs]
    zh, en = ("{" + ",".join(f'"{pair[i]}"' for pair in both) + "}" for i in (0, 1))
    return Text(
        *(f"IFERROR(INDEX({wanted},1,MATCH({cell},{found},0)),{cell})" for wanted, found in ((zh, en), (en, zh)))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    title: Text
    formula: str
    text: str


@dataclass(slots=True)
class Numbers:
    """The helper cells of a sheet's sentences: each number once, with the text that a sentence takes."""

    key: str = "said"
    _numbers: list[_Number] = field(default_factory=list)

    def write(
        self,
        zh: str,
        en: str,
        formula: str,
        digits: int = 0,
        *,
        sign: bool = False,
        group: bool = True,
        percent: bool = False,
    ) -> str:
        """Take a number in and return the cell with its text: – where there is no number, a text as it stands."""
        number = _Number(
            title=Text(zh, en),
            formula=formula,
            text=fixed("[value]", digits, sign=sign, group=group and not percent, percent=percent),
        )
        if number not in self._numbers:
            self._numbers.append(number)
        return f"INDEX({self.key}_text,{self._numbers.index(number) + 1})"

    def number(
        self,
        words: Text | str,
        formula: str,
        digits: int = 0,
        *,
        sign: bool = False,
        group: bool = True,
        percent: bool = False,
    ) -> str:
        """Take a number in by its words in both languages; see `write`."""
        title = as_text(words)
        return self.write(title.zh, title.en, formula, digits, sign=sign, group=group, percent=percent)

    def table(self) -> Table:
        """The table of the helper cells."""
        return Table(
            key=self.key,
            title=both("结论中的数字（计算用） | Numbers in the conclusion (for its sentences)"),
            rows=len(self._numbers),
            columns=(
                text("item", "数字 | number", width=44, role=Role.LABEL),
                Column(key="value", title=both("数值 | value"), role=Role.CALCULATED, format="#,##0.0000", width=18),
                Column(key="text", title=both("文字 | as text"), role=Role.CALCULATED, kind=Kind.TEXT, width=18),
            ),
            prefilled={
                "item": [number.title for number in self._numbers],
                "value": ["=" + number.formula for number in self._numbers],
                "text": [
                    f'=IF(ISNUMBER([value]),{number.text},IF(ISTEXT([value]),IF([value]="","–",[value]),"–"))'
                    for number in self._numbers
                ],
            },
        )


def conclusion_sheet(lines: Sequence[Text], numbers: Numbers, *, landscape: bool = True) -> Sheet:
    """The conclusion, a paragraph in each language for each line, remarks of the consultant, and the numbers in it."""
    return Sheet(
        key="conclusion",
        title=both("结论 | Conclusion"),
        tab="result",
        freeze=False,
        landscape=landscape,
        intro=both(
            "结论文字由计算结果自动生成，中英文各一份，可复制到报告中。 | The text writes itself from the results, in Chinese and in English, "
            "for use in the report."
        ),
        blocks=(
            Lines(
                key="conclusion_zh",
                title=both("结论（中文） | Conclusion (Chinese)"),
                lines=tuple(Text(line.zh, line.zh) for line in lines),
                height=2,
                span=4,
            ),
            Lines(
                key="conclusion_en",
                title=both("结论（英文） | Conclusion (English)"),
                lines=tuple(Text(line.en, line.en) for line in lines),
                height=2,
                span=4,
            ),
            Panel(
                key="statement",
                title=both("补充说明 | Remarks"),
                fields=(
                    Field(key="remarks", title=both("编制单位补充说明 | remarks of the consultant")),
                    Field(key="limits", title=both("数据与方法局限 | limits of data and method")),
                ),
            ),
            numbers.table(),
        ),
    )
