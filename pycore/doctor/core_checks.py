"""Checks of the Python side: does the core answer, are the libraries those it was tested with."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.contributions import LEFT_OUT_ACTION
from pycore.doctor.diagnosis import Diagnosis, good, note, wrong
from pycore.doctor.facts import Facts
from pycore.language import Text

LEAST_PYTHON = (3, 11)
# 1,000 t × 26.7 GJ/t × 0.0274 tC/GJ × 98 % × 44/12
KNOWN_ANSWER = 1000 * 26.7 * 0.0274 * 0.98 * 44 / 12
_INSTALL = Text(
    "请重新运行安装程序，或运行 pip install --upgrade --force-reinstall twinledger。",
    "Run the installer again, or pip install --upgrade --force-reinstall twinledger.",
)


def check_python(facts: Facts) -> Iterator[Diagnosis]:
    """Name the version that runs; too old a Python is wrong."""
    core = facts.core
    shown = f"TwinLedger {core.version}，Python {core.python}（{core.bits} 位）{core.executable}"
    shown_en = f"TwinLedger {core.version}, Python {core.python} ({core.bits}-bit) {core.executable}"
    if tuple(int(n) for n in core.python.split(".")[:2]) < LEAST_PYTHON:
        yield wrong("python", Text(f"{shown}：Python 版本过低。", f"{shown_en}: this Python is too old."),
                    Text("请安装 Python 3.11 或更新版本后重新安装 TwinLedger。", "Install Python 3.11 or newer, then TwinLedger again."))  # fmt: skip
    else:
        yield good("python", shown, shown_en)


def check_core(facts: Facts) -> Iterator[Diagnosis]:
    """Ask the core a question whose answer is known."""
    answer = facts.core.answer
    if isinstance(answer, float) and abs(answer - KNOWN_ANSWER) < 1e-9 * KNOWN_ANSWER:
        yield good(
            "core",
            f"计算核心应答正确（{answer:.4f} tCO2）。",
            f"The core answers rightly ({answer:.4f} tCO2).",
        )
    else:
        yield wrong("core", Text(f"计算核心没有正确应答：得到 {answer}，应为 {KNOWN_ANSWER:.4f}。",
                                 f"The core does not answer rightly: got {answer}, expected {KNOWN_ANSWER:.4f}."), _INSTALL)  # fmt: skip


def check_libraries(facts: Facts) -> Iterator[Diagnosis]:
    """Name the libraries that are missing or of another version."""
    bad = [library for library in facts.core.libraries if not library.fits]
    if bad:
        zh = "、".join(f"{b.name} {b.version or '未安装'}（应为 {b.wanted or '任何版本'}）" for b in bad)
        en = ", ".join(f"{b.name} {b.version or 'not installed'} (expected {b.wanted or 'any'})" for b in bad)
        yield wrong("libraries", Text(f"这些程序库不符：{zh}。", f"These libraries do not fit: {en}."), _INSTALL)
    elif facts.core.libraries:
        count = len(facts.core.libraries)
        yield good("libraries", f"所需的 {count} 个程序库齐全。", f"All {count} libraries that are needed are there.")
    else:
        yield note("libraries", Text("TwinLedger 不是作为软件包安装的，未核对程序库版本。",
                                     "TwinLedger is not installed as a package, so its libraries were not checked."))  # fmt: skip


def check_workbooks(facts: Facts) -> Iterator[Diagnosis]:
    """Name the workbooks that can be made."""
    if facts.core.workbooks:
        names = ", ".join(facts.core.workbooks)
        yield good("workbooks", f"可新建的工作簿：{names}。", f"Workbooks that can be made: {names}.")
    else:
        yield wrong("workbooks", Text("没有登记任何工作簿，twinledger new 无法使用。", "No workbook is registered, so twinledger new cannot work."), _INSTALL)  # fmt: skip


def check_contributions(facts: Facts) -> Iterator[Diagnosis]:
    """Name the packages of others that bring something that cannot be used, or that make a start slow."""
    for one in facts.core.left_out:
        yield wrong("contribution", one.found, LEFT_OUT_ACTION)
    for shown, libraries in facts.core.slow:
        names = ", ".join(libraries)
        yield note("contribution-slow", Text(f"软件包 {shown} 随函数一起载入 {names}，Excel 和 LibreOffice 启动时要等它。",
                                             f"The package {shown} loads {names} together with its functions; Excel and LibreOffice wait for it when they start."),
                   Text("请作者改在函数内部导入。", "Ask its authors to import them inside the functions."))  # fmt: skip


def check_font(facts: Facts) -> Iterator[Diagnosis]:
    """Say whether Chinese can be shown."""
    font = facts.chinese_font
    if font is None:
        yield wrong("font", Text("没有中文字体，工作簿和图片中的汉字会显示为方框。", "There is no font with Chinese characters: they show as boxes in workbooks and pictures."),
                    Text("请安装一种，如 Debian/Ubuntu：apt-get install fonts-noto-cjk。", "Install one, on Debian or Ubuntu: apt-get install fonts-noto-cjk."))  # fmt: skip
    elif font:
        yield good("font", f"中文字体：{font}。", f"Font with Chinese characters: {font}.")


def check_any_spreadsheet(facts: Facts) -> Iterator[Diagnosis]:
    """Say when there is no program to open a workbook with."""
    windows = facts.windows
    if not (facts.libreoffice or (windows and (windows.excel or windows.wps)) or facts.system == "Darwin"):
        yield note("spreadsheet", Text("没有找到 Excel、WPS 或 LibreOffice。命令行可以计算和审核，填写工作簿需要其中之一。",
                                       "Neither Excel, WPS nor LibreOffice was found. The command line calculates and reviews; filling in a workbook needs one of them."))  # fmt: skip
