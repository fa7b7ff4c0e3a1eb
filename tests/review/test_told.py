"""A review crosses from the child to its parent whole, and nothing else passes for one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pycore.cells.stored import ErrorValue
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.result import KeyFigure, Review, Verdict
from pycore.review.told import NoReview, read_review, review_data

SAID = Text("中文", "English")
REVIEW = Review(
    file="a.xlsx", digest="ab", verdict=Verdict.FINDINGS, template="coal_chemical", version="1.1.0", language="zh",
    findings=(
        Finding("rule-a", Severity.ERROR, "S", "A1:B2", SAID, SAID, SAID, SAID, "F", {"cells": ["S!A1"], "core": 1.5}),
        Finding("rule-b", Severity.NOTE, "", "", SAID, SAID, SAID),
    ),
    key_figures=(
        KeyFigure("total", SAID, "", "S!A1", 1.0, 2.0),
        KeyFigure("grade", SAID, "甲醇", "S!A2", "可接受", True),
        KeyFigure("lost", SAID, "", "S!A3", 5.0, None, recalculated=False),
        KeyFigure("copied", SAID, "", "S!A4", 5.0, 5.0, clean=6.0, has_clean=True),
    ),
    families=3, touched=1, formulas=9, seconds=0.5, page="<html>", clean_copy="UEs=",
)  # fmt: skip


def crossed(review: Review) -> Review:
    return read_review(json.loads(json.dumps(review_data(review))))


def test_a_review_comes_back_as_it_was() -> None:
    back = crossed(REVIEW)
    assert back == REVIEW
    assert [f.more for f in back.findings] == [f.more for f in REVIEW.findings]
    assert (back.seconds, back.page, back.clean_copy) == (REVIEW.seconds, REVIEW.page, REVIEW.clean_copy)


def test_an_error_is_its_code_and_what_json_has_not_is_written_out() -> None:
    figure = KeyFigure("total", SAID, "", "S!A1", ErrorValue("#NUM!"), ErrorValue("#N/A"))
    finding = replace(REVIEW.findings[0], more={"pair": (1, 2), "file": Path("x"), "set": frozenset({"a"})})
    back = crossed(replace(REVIEW, key_figures=(figure,), findings=(finding,)))
    assert (back.key_figures[0].cached, back.key_figures[0].core) == ("#NUM!", "#N/A")
    assert back.findings[0].more == {"pair": [1, 2], "file": "x", "set": ["a"]}


@pytest.mark.parametrize(
    "change",
    [
        {"file": 7}, {"verdict": 9}, {"verdict": "CLEAN"}, {"verdict": True}, {"families": 1.5}, {"seconds": "1"},
        {"findings": "none"}, {"findings": [["rule-a"]]}, {"findings": [7]}, {"figures": [[*range(9)]]},
        {"figures": [["total", ["a", "b"], "", "S!A1", [1], 2.0, True, None, False]]},
        {"figures": [["total", ["a", "b", "c"], "", "S!A1", 1.0, 2.0, True, None, False]]},
        {"figures": [["total", ["a", "b"], "", "S!A1", 1.0, 2.0, 1, None, False]]},
        {"figures": [["total", ["a", "b"], "", "S!A1", 1.0, 2.0, True, [1], True]]},
        {"figures": [["total", ["a", "b"], "", "S!A1", 1.0, 2.0, True, 1.0, 1]]},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_review_is_told_so(change: dict[str, Any]) -> None:
    with pytest.raises(NoReview):
        read_review({**review_data(REVIEW), **change})


@pytest.mark.parametrize("told", [None, 7, [], "review", {}, {"file": "a"}], ids=str)
def test_neither_is_anything_else(told: object) -> None:
    with pytest.raises(NoReview):
        read_review(told)
