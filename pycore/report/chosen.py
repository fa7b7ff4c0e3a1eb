"""Which of the reports that a workbook can write is meant."""

from __future__ import annotations

from pycore.errors import FileProblem
from pycore.language import Language, Text
from pycore.sheets.definition import Workbook


def chosen_chapter(workbook: Workbook, asked: str = "") -> str:
    """Return the name of the chapter that is asked for, of the first where none is.

    Raises:
        FileProblem: the workbook has no report, or none of that name; the sentence says which there are.
    """
    chapters = workbook.chapters()
    if not chapters:
        raise FileProblem(
            Text(
                f"“{workbook.title.zh}”工作簿没有定义报告，无法生成。请使用带有报告定义的模板版本。",
                f"No report is defined for the workbook {workbook.title.en}. Use a version of the template that has one.",
            )
        )
    if not asked:
        return next(iter(chapters))
    if asked not in chapters:
        raise FileProblem(
            Text(
                f"“{workbook.title.zh}”工作簿没有名为“{asked}”的报告。可用：{_listed(workbook, 'zh')}。",
                f"The workbook {workbook.title.en} has no report called {asked}. There are: {_listed(workbook, 'en')}.",
            )
        )
    return asked


def _listed(workbook: Workbook, language: Language) -> str:
    """The names that may be asked for, each with its title."""
    said = [Text(f"{n}（{c.title.zh}）", f"{n} ({c.title.en})")[language] for n, c in workbook.chapters().items()]
    return Text("、", ", ")[language].join(said)
