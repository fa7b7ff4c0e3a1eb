"""Findings that say the same of one cell become one, and others stay."""

from __future__ import annotations

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.findings.overlap import without_repeats
from pycore.language import Text


def found(
    rule: str, cell: str = "C8", severity: Severity = Severity.ERROR, sheet: str = "因子库", effect: str = ""
) -> Finding:
    said = Text(f"{rule} 说", f"{rule} says")
    return Finding(rule, severity, sheet, cell, said, said, said, Text(effect, effect) if effect else None)


@pytest.mark.parametrize(
    ("stays", "goes"),
    [
        ("factor-library", "template-library-changed"),
        ("template-formula-changed", "formula-hard-coded"),
        ("template-formula-changed", "value-native-differs"),
        ("formula-external", "template-formula-changed"),
        ("value-cached-edited", "error-values"),
        ("unit-percent", "validation"),
    ],
)
def test_two_findings_of_one_cell_are_one(stays: str, goes: str) -> None:
    for findings in ([found(stays), found(goes)], [found(goes), found(stays)]):
        kept = without_repeats(findings)
        assert [f.rule for f in kept] == [stays]
        assert kept[0].more["also"] == [goes]


def test_other_cells_sheets_and_rules_stay() -> None:
    findings = [
        found("factor-library"),
        found("template-library-changed", "C9"),
        found("template-library-changed", sheet="基准值库"),
        found("evidence-missing"),
    ]
    assert without_repeats(findings) == findings


def test_an_area_takes_in_its_cells_and_the_graver_severity_stays() -> None:
    area = found("template-formula-changed", "C8:C20", Severity.WARNING)
    kept = without_repeats([area, found("error-swallowed", "C9", Severity.ERROR, effect="10 t")])
    assert [(f.rule, f.severity) for f in kept] == [("template-formula-changed", Severity.ERROR)]
    assert "error-swallowed says" in kept[0].found.en
    assert kept[0].effect == Text("10 t", "10 t")


def test_what_is_only_noted_takes_nothing_in() -> None:
    findings = [found("template-formula-changed", severity=Severity.NOTE), found("formula-hard-coded")]
    assert without_repeats(findings) == findings


def test_equal_findings_are_one() -> None:
    assert without_repeats([found("validation"), found("validation")]) == [found("validation")]
