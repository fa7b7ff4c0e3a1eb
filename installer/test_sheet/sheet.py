"""Builds the test sheet, zh and en, from `steps.toml` and the worked example: python -m installer.test_sheet.sheet [DIR]."""

from __future__ import annotations

import io
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from pycore import __version__
from pycore.language import Language, Text
from pycore.package.atomic import write_atomically
from pycore.reading.book import Book

HERE = Path(__file__).parent
STEPS = HERE / "steps.toml"
EXAMPLES = HERE.parents[1] / "workbooks" / "coal_chemical"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
VERDICTS = Text("符合,不符合,未做", "as expected,different,not done")
_TITLE = Text(
    f"TwinLedger {__version__} 人工测试表（Windows、Excel、WPS）",
    f"TwinLedger {__version__}: test sheet for a person (Windows, Excel, WPS)",
)
_ABOUT = Text(
    "这些是开发环境中无法运行的部分。照“步骤”做，把看到的与“应当看到”比较，填“实际看到”和“结论”。不符合时请附截图，并运行 twinledger doctor --json。",
    "What could not be run where TwinLedger is developed. Do each step, compare with what should be seen, and fill in what you saw and a verdict. Where it differs add a screenshot and the output of twinledger doctor --json.",
)
_FIELDS = (
    Text("测试人、日期", "tester, date"),
    Text("Windows 版本", "Windows version"),
    Text("Excel 版本和位数", "Excel version and bitness"),
    Text("WPS 版本", "WPS version"),
)
_HEADS = (
    Text("序号", "no."),
    Text("分钟", "min"),
    Text("步骤", "step"),
    Text("应当看到", "what should be seen"),
    Text("实际看到", "what was seen"),
    Text("结论", "verdict"),
)
_WIDTHS = (6, 6, 58, 58, 40, 13)
_TEAL, _PALE, _INPUT = "#0B5563", "#E3F0F0", "#FFF6D6"


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, what should be seen, and how long it takes."""

    minutes: int
    do: Text
    see: Text


@dataclass(frozen=True, slots=True)
class Part:
    """Steps under one title."""

    title: Text
    steps: tuple[Step, ...]


def parts() -> tuple[Part, ...]:
    """Read the steps, with the numbers of the worked example put in."""
    known = {language: _known(language) for language in LANGUAGES}

    def filled(data: dict[str, str]) -> Text:
        return Text(data["zh"].format(**known["zh"]), data["en"].format(**known["en"]))

    data = tomllib.loads(STEPS.read_text(encoding="utf-8"))
    return tuple(
        Part(
            Text(**part["title"]),
            tuple(Step(s["minutes"], filled(s["do"]), filled(s["see"])) for s in part["step"]),
        )
        for part in data["part"]
    )


def _known(language: Language) -> dict[str, str]:
    """What the steps say of the worked example, read from the file that is delivered."""
    file = f"coal_chemical_example_{language}.xlsx"
    book = Book.open(EXAMPLES / file)
    fuels, _, _ = book.cells_of("fuels_consumption")[0]
    performance, _, _ = book.cells_of("performance_e_ghg")[0]
    synergy, _, _ = book.cells_of("synergy_grade")[0]
    consumption, co2 = (float(str(book.value(name))) for name in ("fuels_consumption", "fuels_co2"))
    return {
        "file": file,
        "fuels_sheet": fuels,
        "performance_sheet": performance,
        "synergy_sheet": synergy,
        "consumption": f"{consumption:g}",
        "fuel_co2": f"{co2:,.2f}",
        "doubled": f"{2 * co2:,.2f}",
        "performance": f"{float(str(book.value('performance_e_ghg'))):.3f}",
        "grade": str(book.value("synergy_grade")),
    }


def sheet(language: Language) -> bytes:
    """Return the test sheet of a language as a workbook."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    font = {
        "font_name": "Microsoft YaHei" if language == "zh" else "Calibri",
        "font_size": 10,
        "valign": "top",
        "text_wrap": True,
    }
    text = book.add_format({**font, "border": 1, "border_color": "#C9D2D9"})
    entry = book.add_format({**font, "border": 1, "border_color": "#C9D2D9", "bg_color": _INPUT})
    head = book.add_format({**font, "bold": True, "font_color": "white", "bg_color": _TEAL, "border": 1})
    section = book.add_format({**font, "bold": True, "bg_color": _PALE, "font_color": _TEAL, "text_wrap": False})
    title = book.add_format({**font, "bold": True, "font_size": 15, "font_color": _TEAL, "text_wrap": False})
    page = book.add_worksheet(Text("测试表", "Test sheet")[language])
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.set_row(0, 26)
    page.write(0, 0, _TITLE[language], title)
    page.merge_range(1, 0, 1, 5, _ABOUT[language], book.add_format(font))
    page.set_row(1, 30)
    for row, field in enumerate(_FIELDS, 2):
        page.merge_range(row, 0, row, 2, field[language], text)
        page.write_blank(row, 3, None, entry)
    row = len(_FIELDS) + 3
    for column, name in enumerate(_HEADS):
        page.write(row, column, name[language], head)
    page.freeze_panes(row + 1, 0)
    first, number = row + 1, 0
    for part in parts():
        row += 1
        page.write(row, 0, part.title[language], section)
        for column in range(1, len(_HEADS)):
            page.write_blank(row, column, None, section)
        for step in part.steps:
            row, number = row + 1, number + 1
            page.set_row(row, _height(step, language))
            page.write_row(row, 0, (number, step.minutes, step.do[language], step.see[language]), text)
            page.write_blank(row, 4, None, entry)
            page.write_blank(row, 5, None, entry)
    choices = VERDICTS[language].split(",")
    page.data_validation(first, 5, row, 5, {"validate": "list", "source": choices})
    different = book.add_format({"bg_color": "#FBE3E0", "font_color": "#B3261E"})
    page.conditional_format(
        first, 5, row, 5, {"type": "cell", "criteria": "==", "value": f'"{choices[1]}"', "format": different}
    )
    for column, choice in enumerate(choices):
        # Counted beside the fields at the top, where the reader looks first.
        page.write(2 + column, 4, choice, text)
        page.write_formula(2 + column, 5, f"=COUNTIF(F{first + 1}:F{row + 1},E{3 + column})", text, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(first - 1)
    book.close()
    return buffer.getvalue()


def _height(step: Step, language: Language) -> float:
    """Points for a row: the longer of its two texts, at so many characters a line."""
    a_line = 34 if language == "zh" else 60
    lines = max(-(-len(t[language]) // a_line) for t in (step.do, step.see))
    return 15.0 * lines + 4


def main(arguments: list[str]) -> int:
    """Write both sheets."""
    folder = Path(arguments[0]) if arguments else HERE
    for language in LANGUAGES:
        path = folder / f"TwinLedger_test_sheet_{language}.xlsx"
        write_atomically(path, sheet(language))
        print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
