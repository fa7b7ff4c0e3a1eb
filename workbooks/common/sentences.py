"""Sentences that write themselves from the results, in Chinese and in English.

A sentence is a template with ``{slots}``; each slot is a formula for a word or a number. Numbers stand in helper
cells, one each, so that a sentence stays short and its numbers are written alike in every program and locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pycore.language import Language, Text, as_text, both
from pycore.sheets.definition import Block, Lines, Sheet, Table
from pycore.sheets.fixed_text import fixed
from workbooks.common.columns import figure
from workbooks.common.fields import entry
from workbooks.common.pages import calculated_text, free_sheet, label, panel, table

_SLOT = re.compile(r"\{(\w+)\}")

Cell = str | Text
"""A formula for a word in a sentence; a `Text` where it differs by the language of the sentence."""


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


def phrase(words: Text | str, **cells: Cell) -> Text:
    """A formula for words with {slots} in both languages."""
    said = as_text(words)
    return Text(joined(said.zh, cells, "zh"), joined(said.en, cells, "en"))


OPEN_CHECKS = phrase("（检查表尚有 {open} 项待处理） |  ({open} open on the sheet Checks)", open="checks_total").within(
    'IF(checks_total>0,{},"")'
)
"""What follows a verdict while the sheet Checks has something to settle."""


def paragraph(words: Text | str, unless: str = "FALSE", **cells: Cell) -> Text:
    """A line that is blank while `unless` holds."""
    return phrase(words, **cells).within(f'=IF({unless},"",{{}})')


def word(cell: str, words: Iterable[Text]) -> Text:
    """The word in a cell in the language of the sentence, whichever language the workbook has.

    Args:
        words: those that the cell may hold.
    """
    known = tuple(words)
    zh, en = ("{" + ",".join(f'"{known_word[language]}"' for known_word in known) + "}" for language in ("zh", "en"))
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
    """The helper cells of a sheet's sentences: each number once, with the text that a sentence takes.

    A number is named by words and given by a formula; each method returns the cell with its text: – where there is no
    number, a text as it stands.
    """

    key: str = "said"
    _numbers: list[_Number] = field(default_factory=list)

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
        """Take in a number, its thousands grouped."""
        said = fixed("[value]", digits, sign=sign, group=group and not percent, percent=percent)
        number = _Number(title=as_text(words), formula=formula, text=said)
        if number not in self._numbers:
            self._numbers.append(number)
        return f"INDEX({self.key}_text,{self._numbers.index(number) + 1})"

    def percent(self, words: Text | str, formula: str, digits: int = 1) -> str:
        """Take in a fraction that is said as a percentage."""
        return self.number(words, formula, digits, percent=True)

    def change(self, words: Text | str, formula: str, digits: int = 1) -> str:
        """Take in a fraction that is said as a percentage with its sign."""
        return self.number(words, formula, digits, sign=True, percent=True)

    def table(self) -> Table:
        """The table of the helper cells."""
        no_number = 'IF(ISTEXT([value]),IF([value]="","–",[value]),"–")'
        return table(
            self.key,
            "结论中的数字（计算用） | Numbers in the conclusion (for its sentences)",
            "44 18 18",
            label("item", "数字 | number"),
            figure("value", "数值 | value", format="#,##0.0000"),
            calculated_text("text", "文字 | as text"),
            filled={
                "item": [number.title for number in self._numbers],
                "value": ["=" + number.formula for number in self._numbers],
                "text": [f"=IF(ISNUMBER([value]),{number.text},{no_number})" for number in self._numbers],
            },
            helper=True,
        )


def _paragraphs(key: str, title: str, lines: Iterable[str]) -> Lines:
    return Lines(key=key, title=both(title), lines=tuple(Text(line, line) for line in lines), height=3, span=4)


def conclusion_sheet(
    lines: Sequence[Text], numbers: Numbers, *, landscape: bool = True, before: Sequence[Block] = ()
) -> Sheet:
    """The conclusion, a paragraph in each language for each line, remarks of the consultant, and the numbers in it."""
    remarks = entry("remarks", "编制单位补充说明 | remarks of the consultant")
    limits = entry("limits", "数据与方法局限 | limits of data and method")
    return free_sheet(
        "conclusion",
        "结论 | Conclusion",
        *before,
        _paragraphs("conclusion_zh", "结论（中文） | Conclusion (Chinese)", (line.zh for line in lines)),
        _paragraphs("conclusion_en", "结论（英文） | Conclusion (English)", (line.en for line in lines)),
        panel("statement", "补充说明 | Remarks", remarks, limits),
        numbers.table(),
        page="" if landscape else "portrait",
        intro="结论文字由计算结果自动生成，中英文各一份，可复制到报告中。"
        " | The text writes itself from the results, in Chinese and in English, for use in the report.",
    )
