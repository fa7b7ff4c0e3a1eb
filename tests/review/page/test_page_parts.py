"""The parts of the page that are worked out from a review: reasons, names of rules, unique formulas, traces."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.gate.rules import RULES
from pycore.language import Text
from pycore.reading.book import Book
from pycore.review.page.formulas import unique_formulas
from pycore.review.page.reasons import reasons
from pycore.review.page.rule_names import rule_name
from pycore.review.page.trace import trace
from pycore.review.rules import installed_rules
from tests.review.page.test_html import example

ROOT = Path(__file__).parents[3]


def found(rule: str, severity: Severity, *, beneath: bool = False, following: int = 0, effect: str = "") -> Finding:
    text = Text(rule, rule)
    said = Text(effect, effect) if effect else None
    return Finding(rule, severity, "S", "A1", text, text, text, said, beneath=beneath, following=following)


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE


class TestReasons:
    def test_errors_come_before_warnings_and_notes_are_none(self) -> None:
        given = [found("n", N), found("w", W), found("e", E), found("f", E), found("g", E)]
        assert [(r.number, r.said) for r in reasons(given, "en")] == [(3, "e"), (4, "f"), (5, "g")]
        assert [r.said for r in reasons(given[:2], "en")] == ["w"]
        assert reasons([found("n", N)], "zh") == []

    def test_what_follows_is_counted_and_is_no_reason_of_its_own(self) -> None:
        given = [found("a", E, following=7), found("b", E, beneath=True), found("a", E), found("c", W)]
        first, second = reasons(given, "zh")
        assert (first.number, first.also) == (1, "7 个单元格、1 条发现随此而来，另有同类 1 条")
        assert (second.number, second.said) == (4, "c")

    def test_one_effect_is_said_once(self) -> None:
        one, two = reasons([found("a", E, effect="-83,000 t"), found("b", E, effect="-83,000 t")], "en")
        assert (one.effect, two.effect) == ("-83,000 t", "")


class TestRuleNames:
    def test_every_rule_of_the_template_has_a_name(self) -> None:
        ids = {
            f"template-{call.args[0].value}"
            for path in (ROOT / "pycore" / "template").glob("*.py")
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "finding"
            and isinstance(call.args[0], ast.Constant)
        }  # fmt: skip
        assert len(ids) > 15
        general = rule_name("template-")
        assert [rule for rule in sorted(ids) if rule_name(rule) == general] == []

    @pytest.mark.parametrize("rule", [*(r.id for r in installed_rules()), *RULES, "not-reviewed", "rule-failed"])
    def test_every_other_rule_is_said_in_words(self, rule: str) -> None:
        assert rule not in (rule_name(rule).zh, rule_name(rule).en)

    def test_a_rule_that_nobody_knows_keeps_its_id(self) -> None:
        assert rule_name("of-a-province").en == "of-a-province"


class TestUniqueFormulas:
    def test_each_family_stands_once_with_its_cells(self) -> None:
        book = Book.open(example())
        listed = unique_formulas(book, book.formulas.keys(), most=10**6)
        every = [one for _, found in listed.sheets for one in found]
        assert sum(one.cells for one in every) == len(book.formulas)
        assert len({(one.sheet, one.family) for one in every if len(one.family) < 320}) == sum(
            len(one.family) < 320 for one in every
        )
        assert (listed.left_out, listed.changed) == (0, 0)
        column = next(one for one in every if one.cells > 100)
        assert "RC[" in column.family
        assert column.text.startswith("=")

    def test_one_that_the_template_does_not_have_is_never_left_out(self) -> None:
        book = Book.open(example())
        odd = list(book.formulas)[-1]
        listed = unique_formulas(book, book.formulas.keys() - {odd}, most=3)
        every = [one for _, found in listed.sheets for one in found]
        assert len(every) == 3
        assert [one.issued for one in every].count(False) == 1
        assert listed.changed == 1
        assert listed.left_out == listed.families - 3


def node(cell: str, kind: str, *below: str) -> dict[str, object]:
    children = [{"cell": name, "why": "value"} for name in below]
    return {"cell": cell, "what": cell, "value": "1", "kind": kind, "notes": [], "children": children}


class TestTrace:
    def test_it_ends_at_sources_and_names_a_second_visit(self) -> None:
        nodes = {n["cell"]: n for n in (
            node("r", "formula", "a", "b"), node("a", "formula", "i"), node("b", "formula", "a"), node("i", "input", "z"),
            node("z", "formula"),
        )}  # fmt: skip
        way = trace(nodes, "r", {"i": "invoice 3"}, "en")  # type: ignore[arg-type]
        assert way is not None
        a, b = way.below
        assert [(one.cell, one.facts, one.below) for one in a.below] == [("i", (("evidence", "invoice 3"),), [])]
        assert (b.below[0].cell, b.below[0].again, b.below[0].below) == ("a", True, [])

    def test_it_has_no_more_lines_than_there_is_room_for(self) -> None:
        names = [f"i{n}" for n in range(500)]
        nodes = {"r": node("r", "formula", *names), **{n: node(n, "input") for n in names}}
        way = trace(nodes, "r", {}, "zh", most=40)  # type: ignore[arg-type]
        assert way is not None
        assert (len(way.below), way.more) == (39, 461)

    def test_a_circle_comes_to_an_end(self) -> None:
        nodes = {"a": node("a", "formula", "b"), "b": node("b", "formula", "a")}
        way = trace(nodes, "a", {}, "en")  # type: ignore[arg-type]
        assert way is not None
        assert way.below[0].below[0].again
