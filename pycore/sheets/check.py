"""All mistakes of a definition at once, each as a sentence that names block and column.

What is misspelt in a definition would otherwise show late and elsewhere: a row of an example dropped in silence, an
uncertainty that only a simulation asks for, a name that is #NAME? in the finished workbook.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pycore.cells.addresses import LAST_COLUMN, column_number
from pycore.errors import TwinLedgerError
from pycore.formulas.text import tokens
from pycore.language import Language, Text
from pycore.sheets.check_chapter import chapter_problems
from pycore.sheets.definition import (
    CHART_KINDS,
    DISTRIBUTIONS,
    ONLY_CHAPTER,
    Chart,
    ChoiceList,
    Column,
    Field,
    Kind,
    Lines,
    Link,
    Panel,
    Role,
    Table,
    Uncertain,
    Workbook,
)
from pycore.sheets.excel_limits import name_fault, sheet_name_fault
from pycore.sheets.layout import LISTS_SHEET
from pycore.sheets.meaning_fits import unfit
from pycore.sheets.own_entries import FLAG, NAME, SOURCE, UNCERTAINTY, YEAR, parameters

_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_PLACEHOLDER = re.compile(r"\[(\w+)\]")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_CHAPTER = re.compile(r"[a-z][a-z0-9_]*\Z")
_WORD = re.compile(r"[A-Za-z_]\w*\Z")
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?[0-9]+\Z")
_CONSTANTS = frozenset({"TRUE", "FALSE"})


class DefinitionProblems(TwinLedgerError):
    """A definition has mistakes; `problems` has a sentence for each."""

    def __init__(self, key: str, problems: list[Text]) -> None:
        super().__init__(
            Text(
                f"工作簿 {key} 的定义有 {len(problems)} 处错误：\n" + "\n".join(p.zh for p in problems),
                f"The definition of {key} has {len(problems)} mistakes:\n" + "\n".join(p.en for p in problems),
            )
        )
        self.problems = problems


def check_definition(workbook: Workbook) -> None:
    """Look a whole definition through.

    Raises:
        DefinitionProblems: names everything that is wrong.
    """
    problems = list(_Check(workbook).problems())
    if problems:
        raise DefinitionProblems(workbook.key, problems)


def _said(where: str, zh: str, en: str) -> Text:
    return Text(f"{where}：{zh}", f"{where}: {en}")


class _Check:
    """Looks for the mistakes of a definition, all of them, before a workbook is written."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.names = Counter(names_of(workbook))
        self.lists = {item.key: item for item in workbook.lists}

    def problems(self) -> Iterator[Text]:
        """Yield every mistake as a sentence that begins with where it is."""
        yield from self._sheets()
        yield from self._own_names()
        for block in self.workbook.filled_blocks():
            for entry in block.entries:
                yield from self._entry(block, entry)
            if isinstance(block, Table):
                yield from self._prefilled(block)
                yield from self._adds(block)
        for sheet in self.workbook.sheets:
            for other in sheet.blocks:
                if isinstance(other, Lines):
                    for line in other.lines:
                        yield from self._formula(other.key, line, frozenset(), only_formulas=True)
                elif isinstance(other, Chart):
                    yield from self._chart(other)
        yield from self._results()
        yield from self._chapters()
        for item in self.workbook.lists:
            yield from self._list(item)
        for example, data in self.workbook.examples.items():
            yield from self._data(example, data)

    # --- sheets and names ---

    def _sheets(self) -> Iterator[Text]:
        """Yield what is wrong with the sheets: no sheet of lists, names that Excel refuses, two things alike."""
        if all(sheet.key != LISTS_SHEET for sheet in self.workbook.sheets):
            yield _said(
                self.workbook.key,
                f"缺少键为 {LISTS_SHEET} 的工作表",
                f"there is no sheet with the key {LISTS_SHEET}",
            )
        for language in _LANGUAGES:
            titles = Counter(sheet.title[language].casefold() for sheet in self.workbook.sheets)
            for sheet in self.workbook.sheets:
                title = sheet.title[language]
                fault = sheet_name_fault(title)
                if fault is not None:
                    yield _said(
                        sheet.key,
                        f"工作表名“{title}”{fault.zh}",
                        f'the name of the sheet "{title}": {fault.en}',
                    )
                if titles[title.casefold()] > 1:
                    yield _said(sheet.key, f"工作表名“{title}”重复", f'two sheets are called "{title}"')
        for key, times in Counter(b.key for sheet in self.workbook.sheets for b in sheet.blocks).items():
            if times > 1:
                yield _said(key, "键重复", "two blocks have this key")

    def _own_names(self) -> Iterator[Text]:
        """Yield defined names that Excel does not take or that two things have."""
        for name, times in self.names.items():
            fault = name_fault(name)
            if fault is not None:
                yield _said(name, f"Excel 不接受这个名称：{fault.zh}", f"Excel does not take this name: {fault.en}")
            if times > 1:
                yield _said(name, "名称重复", "two things have this name")
        for name, ends in self.workbook.areas.items():
            for end in ends:
                if end not in self.names:
                    yield _said(name, f"区域的一端 {end} 不存在", f"{end}, one end of the area, does not exist")

    def _adds(self, table: Table) -> Iterator[Text]:
        """Yield what a table of own entries lacks: its list, the columns of every such table, a parameter."""
        if table.adds is None:
            return
        if table.adds.to not in self.lists:
            yield _said(
                table.key, f"没有名为“{table.adds.to}”的列表", f'there is no list "{table.adds.to}" to add entries to'
            )
        held = {column.key for column in table.columns}
        for key in (NAME, YEAR, SOURCE, UNCERTAINTY, FLAG):
            if key not in held:
                yield _said(table.key, f"自有条目的表缺少列 {key}", f"a table of own entries lacks the column {key}")
        if all(column.uncertain is None for column in parameters(table)):
            yield _said(table.key, "自有条目没有带不确定度的参数", "own entries have no parameter with an uncertainty")

    # --- columns and fields ---

    def _entry(self, block: Table | Panel, entry: Column | Field) -> Iterator[Text]:
        """Yield the mistakes of a column or a field: its formula, its list, its row check, its uncertainty."""
        where = f"{block.key}.{entry.key}"
        columns = frozenset(e.key for e in block.entries) if isinstance(block, Table) else frozenset()
        yield from self._formula(where, entry.formula, columns)
        if entry.kind is Kind.CHOICE:
            wanted = entry.choices[1:] if entry.choices.startswith("=") else f"{entry.choices}_list"
            if wanted not in self.names:
                yield _said(where, f"没有名为“{entry.choices}”的列表", f'there is no list "{entry.choices}"')
        if (misfit := unfit(entry)) is not None:
            yield _said(where, misfit.zh, misfit.en)
        if not isinstance(entry, Column):
            return
        for key in entry.checks:
            if key not in columns:
                yield _said(
                    where,
                    f"行检查所查的列 {key} 不存在",
                    f"the row check asks for a column {key} that is not there",
                )
        yield from self._formula(where, entry.only_if, columns)
        for argument in entry.arguments:
            yield from self._formula(where, argument, columns)
        if entry.uncertain is not None and isinstance(block, Table):
            yield from self._uncertain(where, entry.uncertain, block)

    def _uncertain(self, where: str, uncertain: Uncertain, table: Table) -> Iterator[Text]:
        """Yield what is wrong with the templates of an uncertainty: each is a column of the table or stands for itself."""
        columns = {c.key: c for c in table.columns}
        for template in (uncertain.relative, uncertain.distribution):
            cell = _PLACEHOLDER.fullmatch(template)
            of_itself = _NUMBER.fullmatch(template) if template == uncertain.relative else template in DISTRIBUTIONS
            if cell is None and not of_itself:
                yield _said(
                    where,
                    f"不确定度的写法 {template or '（空）'} 既不是 [列] 也不是可用的值",
                    f"{template or 'nothing'} in the uncertainty is neither a [column] nor a value that it takes",
                )
            elif cell is not None and cell[1] not in columns:
                yield from self._formula(where, template, columns)
            elif cell is not None and template == uncertain.relative and columns[cell[1]].kind is not Kind.NUMBER:
                yield _said(
                    where, f"不确定度 [{cell[1]}] 不是数值列", f"the uncertainty [{cell[1]}] is no column of numbers"
                )

    def _list(self, item: ChoiceList) -> Iterator[Text]:
        """Yield codes of a list that stand there twice, and what is said of codes that it has not."""
        codes = Counter(code for code, _ in item.entries)
        for code, times in codes.items():
            if times > 1:
                yield _said(item.key, f"代码 {code} 重复", f"two entries have the code {code}")
        for code in item.entries_are:
            if code not in codes:
                yield _said(item.key, f"没有代码 {code}", f"there is no code {code} to say what it is")

    def _formula(
        self,
        where: str,
        formula: Text | str,
        columns: Collection[str],
        only_formulas: bool = False,
        only_placeholders: bool = False,
    ) -> Iterator[Text]:
        """Look for columns that the table has not, and for names that the workbook has not."""
        texts = {formula.zh, formula.en} if isinstance(formula, Text) else {formula}
        seen: set[str] = set()
        for text in sorted(texts):
            if only_formulas and not text.startswith("="):
                continue
            for key in _PLACEHOLDER.findall(text):
                if key not in columns and key not in seen:
                    seen.add(key)
                    yield _said(
                        where,
                        f"公式中的 [{key}] 不是本表的列",
                        f"[{key}] in the formula is no column of the table",
                    )
            if only_placeholders:
                continue
            written = _PLACEHOLDER.sub("0", text.removeprefix("=").replace("{i}", "1"))
            for word in _words(written):
                if word not in self.names and word not in seen:
                    seen.add(word)
                    yield _said(where, f"公式中的名称 {word} 不存在", f"the name {word} in the formula does not exist")

    def _prefilled(self, table: Table) -> Iterator[Text]:
        """Yield prefilled values of a column that is not there, or of more rows than there are."""
        columns = frozenset(c.key for c in table.columns)
        for key, values in table.prefilled.items():
            where = f"{table.key}.{key}"
            if key not in columns:
                yield _said(where, "预填了不存在的列", "values for a column that is not there")
            if len(values) > table.rows:
                yield _said(
                    where,
                    f"预填 {len(values)} 行，表只有 {table.rows} 行",
                    f"{len(values)} values for {table.rows} rows",
                )
            for value in values:
                if isinstance(value, Text | str):
                    yield from self._formula(where, value, columns, only_formulas=True)

    def _chart(self, chart: Chart) -> Iterator[Text]:
        """Yield names in a chart that do not exist."""
        if chart.kind not in CHART_KINDS:
            yield _said(chart.key, f"没有名为 {chart.kind} 的图形", f"there is no kind of chart {chart.kind}")
        for series in chart.series:
            title = series.title if isinstance(series.title, str) else ""
            for name in (
                title.removeprefix("=") if title.startswith("=") else "",
                series.categories,
                series.values,
                series.sizes,
                series.label_names,
            ):
                if name and name not in self.names:
                    yield _said(chart.key, f"图中的名称 {name} 不存在", f"the name {name} in the chart does not exist")

    def _chapters(self) -> Iterator[Text]:
        """Yield the mistakes of the reports, and names of theirs that nobody can type."""
        for name, chapter in self.workbook.chapters().items():
            if not _CHAPTER.match(name):
                yield _said(
                    f"reports {name}",
                    "报告的名称只能用小写字母、数字和下划线，并以字母开头",
                    "the name of a report is made of small letters, digits and underscores and begins with a letter",
                )
            yield from chapter_problems(self.workbook, chapter, self.names, name)
        if self.workbook.report is not None and ONLY_CHAPTER in self.workbook.reports:
            yield _said(f"reports {ONLY_CHAPTER}", "名称重复", "two things have this name")

    def _results(self) -> Iterator[Text]:
        """Yield results, former names and columns of the overview that are not there."""
        for name, _ in self.workbook.results:
            if name not in self.names:
                yield _said("results", f"名称 {name} 不存在", f"the name {name} does not exist")
        for old, name in self.workbook.renamed.items():
            if name not in self.names:
                yield _said(f"renamed {old}", f"名称 {name} 不存在", f"the name {name} does not exist")
        tables = {t.key: {c.key for c in t.columns} for t in self.workbook.tables()}
        for key, columns in self.workbook.overview:
            for column in columns if key in tables else ("",):
                if column not in tables.get(key, ()):
                    where = f"overview {key}.{column}".rstrip(".")
                    yield _said(where, "没有这个表或列", "there is no such table or column")

    # --- examples ---

    def _data(self, example: str, data: Mapping[str, Any]) -> Iterator[Text]:
        """Yield the mistakes of an example: unknown tables, and values that their cells cannot hold."""
        blocks = {block.key: block for block in self.workbook.filled_blocks()}
        for key, given in data.items():
            where = f"{example}.{key}"
            block = blocks.get(key)
            if block is None:
                yield _said(where, "没有这个表", "there is no such table or panel")
                continue
            rows = given if isinstance(block, Table) else [given]
            if isinstance(block, Table) and len(rows) > block.rows:
                yield _said(
                    where,
                    f"{len(rows)} 行数据，表只有 {block.rows} 行",
                    f"{len(rows)} rows of data for {block.rows} rows",
                )
            entries = {entry.key: entry for entry in block.entries}
            for number, row in enumerate(rows, 1):
                for column, value in row.items():
                    yield from self._value(f"{where}[{number}].{column}", entries.get(column), value)

    def _value(self, where: str, entry: Column | Field | None, value: Any) -> Iterator[Text]:
        """Yield what is wrong with one value of an example."""
        if entry is None:
            yield _said(where, "没有这一列", "there is no such column")
        elif entry.role in (Role.CALCULATED, Role.CHECK):
            yield _said(where, "此处由公式计算，不填写", "it is calculated and not filled in")
        elif entry.kind is Kind.NUMBER and isinstance(value, str | Text) and not isinstance(value, Link):
            yield _said(where, f"应为数值，却是“{value}”", f'it takes a number and not "{value}"')
        elif (
            entry.kind is Kind.NUMBER and isinstance(value, int | float) and entry.domain and value not in entry.domain
        ):
            yield _said(where, f"{value} 超出允许范围", f"{value} is out of range")
        elif isinstance(value, Link):
            if value.name not in self.names:
                yield _said(
                    where,
                    f"链接的名称 {value.name} 不存在",
                    f"it links to {value.name}, which does not exist",
                )
        elif entry.kind is Kind.CHOICE and isinstance(value, str) and value and not entry.choices.startswith("="):
            item = self.lists.get(entry.choices)
            codes = [code for code, _ in item.entries] if item else []
            labels = [label[language] for _, label in item.entries for language in _LANGUAGES] if item else []
            follows = item is not None and any(label.zh.startswith("=") for _, label in item.entries)
            if item is not None and not follows and value not in codes and value not in labels:
                yield _said(
                    where,
                    f"“{value}”不是列表 {entry.choices} 的代码",
                    f'"{value}" is no code of the list {entry.choices}',
                )


def names_of(workbook: Workbook) -> Iterator[str]:
    """Every name that the finished workbook has; see `Layout.names`, which needs a definition without mistakes."""
    for item in workbook.lists:
        yield from (f"{item.key}_list", f"{item.key}_code")
        if item.known:
            yield f"{item.key}_known"
        if item.named:
            yield from (f"{item.key}_{code}" for code, _ in item.entries)
    for block in workbook.filled_blocks():
        yield from (f"{block.key}_{entry.key}" for entry in block.entries)
        if isinstance(block, Table):
            yield from (f"{block.key}_{c.key}_total" for c in block.columns if block.totals and c.total)
            if block.row_check is not None:
                yield f"{block.key}_frame"
    yield from workbook.areas
    yield "TL_ON"


def _words(formula: str) -> Iterator[str]:
    """The words of a formula that are neither functions, cells, numbers nor logical values."""
    found = tokens(formula)
    for i, piece in enumerate(found):
        following = found[i + 1].text if i + 1 < len(found) else ""
        if piece.kind != "word" or not _WORD.match(piece.text) or following.startswith(("(", "!")):
            continue
        cell = _CELL.match(piece.text)
        if piece.text.upper() in _CONSTANTS or (cell and column_number(cell[1]) <= LAST_COLUMN):
            continue
        yield piece.text
