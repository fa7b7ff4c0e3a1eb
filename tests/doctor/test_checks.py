"""Each thing that can be wrong has its sentence in both languages, and a machine in order has none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pycore.contributions import LeftOut, PackageSource
from pycore.doctor.checks import diagnose
from pycore.doctor.core_checks import KNOWN_ANSWER
from pycore.doctor.diagnosis import Status
from pycore.doctor.facts import (
    AddIn,
    BookState,
    Core,
    ExcelTrust,
    Extension,
    Facts,
    Installation,
    InstalledLibrary,
    InstalledProgram,
    LibreOffice,
    Windows,
)
from pycore.language import Text

XLAM = Path("/t/addin/TwinLedger.xlam")
CORE = Core(
    "0.1.0", "3.11.9", 64, Path("/t/python/python.exe"), (InstalledLibrary("numpy", "2.4.6", ">=1.26", True),), KNOWN_ANSWER,
    ("coal_chemical",),
)  # fmt: skip
ADD_IN = AddIn((XLAM,), (XLAM,), (XLAM,), (), False, Path("/t/python/pythonw.exe"), True, True, "")
WINDOWS = Windows(
    InstalledProgram(Path("/office/EXCEL.EXE"), "16.0.17928", 64), None, ExcelTrust(), ADD_IN, Installation(Path("/t"), "0.1.0", True)
)  # fmt: skip
OFFICE = LibreOffice(InstalledProgram(Path("/usr/bin/soffice"), "7.4.7.2"), Extension("0.1.0"))
HEALTHY = Facts("Windows", CORE, WINDOWS, OFFICE, "")


def add_in(**changes: Any) -> Facts:
    return replace(HEALTHY, windows=replace(WINDOWS, add_in=replace(ADD_IN, **changes)))


def trust(untrusted: bool = True, **changes: Any) -> Facts:
    there = replace(ADD_IN, trusted=()) if untrusted else ADD_IN
    return replace(HEALTHY, windows=replace(WINDOWS, trust=ExcelTrust(**changes), add_in=there))


def windows(**changes: Any) -> Facts:
    return replace(HEALTHY, windows=replace(WINDOWS, **changes))


def core(**changes: Any) -> Facts:
    return replace(HEALTHY, core=replace(CORE, **changes))


def office(**changes: Any) -> Facts:
    return replace(HEALTHY, libreoffice=replace(OFFICE, **changes))


def book(**changes: Any) -> Facts:
    return replace(HEALTHY, books=(replace(BookState(Path("b.xlsx"), template="coal_chemical 1.0.0"), **changes),))


def not_good(facts: Facts) -> list[tuple[str, Status]]:
    return [(d.id, d.status) for d in diagnose(facts) if d.status is not Status.GOOD]


def test_a_machine_in_order_has_only_good_news() -> None:
    assert not_good(HEALTHY) == []
    ids = {d.id for d in diagnose(HEALTHY)}
    assert {"python", "core", "libraries", "workbooks", "installation", "excel", "addin", "interpreter", "trust",
            "libreoffice", "extension"} <= ids  # fmt: skip


WRONG: list[tuple[Facts, str]] = [
    (core(python="3.10.4"), "python"),
    (core(answer=KNOWN_ANSWER * 1.001), "core"),
    (core(answer="ImportError: numpy"), "core"),
    (core(libraries=(InstalledLibrary("numpy", None, ">=1.26", False),)), "libraries"),
    (core(workbooks=()), "workbooks"),
    (core(left_out=(LeftOut(PackageSource("twinledger.functions", "a 1.0"), Text("坏了", "broken")),)), "contribution"),
    (replace(HEALTHY, chinese_font=None), "font"),
    (windows(installation=Installation(Path("/t"), "0.1.0", False)), "installation"),
    (windows(installation=Installation(Path("/t"), "0.0.9", True)), "installation"),
    (windows(excel=InstalledProgram(Path("/e"), "15", 64)), "excel"),
    (add_in(registered=(), present=(), trusted=()), "addin"),
    (add_in(present=()), "addin-lost"),
    (add_in(registered=(XLAM, Path("/u/TwinLedger.xlam")), present=(XLAM, Path("/u/TwinLedger.xlam")),
            trusted=(XLAM, Path("/u/TwinLedger.xlam"))), "addin-twice"),
    (add_in(blocked=(XLAM,)), "addin-blocked"),
    (add_in(disabled=True), "addin-disabled"),
    (add_in(interpreter=None), "interpreter"),
    (add_in(interpreter_present=False), "interpreter"),
    (add_in(dll_present=False), "interpreter-dll"),
    (add_in(outside_code_page="𠮷"), "code-page"),
    (trust(untrusted=False, add_ins_off=True), "trust-addins-off"),
    (trust(untrusted=False, signed_add_ins_only=True), "trust-signed"),
    (trust(macros=4), "trust-macros"),
    (trust(macros=3), "trust-macros"),
    (trust(untrusted=False, macros=4, locations_off=True), "trust-macros"),
    (office(program=InstalledProgram(Path("/s"), "6.4.7")), "libreoffice"),
    (office(extension=Extension("0.0.9")), "extension"),
    (office(extension=Extension("0.1.0", ("/gone/site-packages",))), "extension"),
    (book(problem=("不是工作簿。", "not a workbook.")), "book"),
    (book(blocked=True, calculated_with_core=True), "book-blocked"),
    (book(foreign_links=("C:\\x.xlsx",), calculated_with_core=True), "book-foreign-link"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "id"), WRONG, ids=[f"{i}-{id}" for i, (_, id) in enumerate(WRONG)])
def test_what_is_wrong_is_said_and_nothing_else(facts: Facts, id: str) -> None:
    assert not_good(facts) == [(id, Status.WRONG)]


NOTES: list[tuple[Facts, list[str]]] = [
    (core(libraries=()), ["libraries"]),
    (windows(excel=None, wps=InstalledProgram(Path("/w/12.1.0.20540/et.exe"), "12.1.0.20540", 64)), ["excel", "wps"]),
    (trust(), ["trust-location"]),
    (trust(untrusted=False, locations_off=True, macros=1), ["trust-location"]),
    (office(extension=None), ["extension"]),
    (office(python_in_front=Path("/opt/conda/bin/python3")), ["libreoffice-python"]),
    (office(python_in_front=Path("/opt/conda/bin/python3"), extension=None), ["extension"]),
    (
        replace(HEALTHY, system="Linux", windows=None, libreoffice=None, chinese_font="Noto Sans"),
        ["spreadsheet"],
    ),
    (book(calculated_with_core=False), ["book-core"]),
    (book(calculated_with_core=True, links=(("D:\\TwinLedger.xlam", False),)), ["book-link"]),
]


@pytest.mark.parametrize(("facts", "ids"), NOTES, ids=[ids[0] for _, ids in NOTES])
def test_what_stops_nobody_is_a_note(facts: Facts, ids: list[str]) -> None:
    assert not_good(facts) == [(id, Status.NOTE) for id in ids]


def test_what_was_found_is_in_the_sentence() -> None:
    (said,) = [d for d in diagnose(add_in(interpreter_present=False)) if d.status is Status.WRONG]
    assert "/t/python/pythonw.exe" in said.sentence.zh.replace("\\", "/")
    assert "does not exist. Run TwinLedger-Setup.exe again." in said.sentence.en


def test_an_administrators_policy_is_said_to_be_one() -> None:
    for policy, words in ((True, "administrator"), (False, "Trust Center")):
        (said,) = [d for d in diagnose(trust(macros=4, by_policy=policy)) if d.status is Status.WRONG]
        assert words in said.action.en


def test_every_sentence_is_in_both_languages_and_what_is_wrong_says_what_to_do() -> None:
    cases = [HEALTHY, *(facts for facts, _ in WRONG), *(facts for facts, _ in NOTES)]
    for diagnosis in (d for facts in cases for d in diagnose(facts)):
        assert diagnosis.found.zh
        assert diagnosis.found.en
        assert bool(diagnosis.action.zh) == bool(diagnosis.action.en)
        if diagnosis.status is Status.WRONG and diagnosis.id != "book":  # a file's own error says it itself
            assert (
                diagnosis.action.zh.startswith("请")
                or "：" in diagnosis.action.zh
                or "右键" in diagnosis.action.zh
                or "需要" in diagnosis.action.zh
            )
            assert diagnosis.action.zh.endswith("。")
            assert diagnosis.action.en.endswith(".")
