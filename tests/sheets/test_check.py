"""Every mistake of a definition is a sentence that names its place, and all of them come at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pycore.language import Text
from pycore.sheets.check import DefinitionProblems, check_definition, names_of
from pycore.sheets.definition import (
    Chart,
    ChoiceList,
    Column,
    Field,
    Kind,
    Lines,
    Link,
    Panel,
    Role,
    Series,
    Sheet,
    Table,
    Uncertain,
    Workbook,
)
from pycore.sheets.layout import Layout
from pycore.sheets.registry import installed_workbooks


def same(text: str) -> Text:
    return Text(text, text)


COLOUR = ChoiceList(key="colour", title=same("colour"), named=True, entries=(("r", Text("红", "red")),))
MASS = Column(key="mass", title=same("mass"), uncertain=Uncertain(relative="[u]"))
COLUMNS = (
    MASS,
    Column(key="u", title=same("u")),
    Column(key="shade", title=same("shade"), kind=Kind.CHOICE, choices="colour"),
    Column(key="like", title=same("like"), kind=Kind.CHOICE, choices="=bricks_mass"),
    Column(
        key="double",
        title=same("double"),
        role=Role.CALCULATED,
        formula='IF([mass]="","",[mass]*2+A1+TRUE+colour_r)',
    ),
    Column(key="check", title=same("check"), role=Role.CHECK, formula="[mass]", checks=("mass",)),
)
BRICKS = Table(key="bricks", title=same("bricks"), rows=2, columns=COLUMNS, prefilled={"u": [0.1]})
COVER = Panel(
    key="cover",
    title=same("cover"),
    fields=(Field(key="addin", title=same("a"), formula="SUM(bricks_double)"),),
)
LINES = Lines(key="said", title=same("said"), lines=(same('="a b_c"&cover_addin'), same("plain [text] here")))
CHART = Chart(
    key="chart",
    title=same("c"),
    kind="bar",
    series=(Series(title="s", categories="bricks_mass", values="bricks_u"),),
)
GOOD = Workbook(
    key="kiln", title=same("kiln"), version="1", lists=(COLOUR,), results=(("bricks_double", same("d")),),
    areas={"both": ("bricks_mass", "bricks_u")},
    sheets=(
        Sheet(key="a", title=same("a"), blocks=(COVER, BRICKS, CHART)),
        Sheet(key="lists", title=same("lists"), blocks=()),
    ),
    examples={"default": {"bricks": [{"mass": 1, "shade": "r"}], "cover": {}}},
)  # fmt: skip


def with_column(**changes: Any) -> Workbook:
    return with_table(columns=(replace(MASS, **changes), *COLUMNS[1:]))


def with_table(**changes: Any) -> Workbook:
    return with_blocks(COVER, replace(BRICKS, **changes), CHART)


def with_blocks(*blocks: Any) -> Workbook:
    return replace(GOOD, sheets=(Sheet(key="a", title=same("a"), blocks=blocks), GOOD.sheets[1]))


def with_example(**data: Any) -> Workbook:
    return replace(GOOD, examples={"default": data})


WRONG: dict[str, tuple[Workbook, str]] = {
    "a column that is not there": (with_column(formula="[mas]*2"), "bricks.mass: [mas] in the formula is no column"),
    "a name that is not there": (with_column(formula="bricks_mas*2"), "bricks.mass: the name bricks_mas in the formula"),
    "in one language only": (with_column(formula=Text("1", "nothing_there")), "the name nothing_there"),
    "an uncertainty": (with_column(uncertain=Uncertain(relative="[uu]")), "bricks.mass: [uu] in the formula"),
    "a list": (with_column(kind=Kind.CHOICE, choices="coluor"), 'bricks.mass: there is no list "coluor"'),
    "another range": (with_column(kind=Kind.CHOICE, choices="=brick_mass"), 'there is no list "=brick_mass"'),
    "an argument": (with_column(arguments=("[masss]",)), "bricks.mass: [masss]"),
    "a row check": (with_column(checks=("maas",)), "the row check asks for a column maas"),
    "prefilled": (with_table(prefilled={"uu": [1]}), "bricks.uu: values for a column that is not there"),
    "too much prefilled": (with_table(prefilled={"u": [1, 2, 3]}), "bricks.u: 3 values for 2 rows"),
    "a prefilled formula": (with_table(prefilled={"u": ["=[maß]"]}), "bricks.u: [maß]"),
    "a line": (with_blocks(COVER, BRICKS, replace(LINES, lines=(same("=cover_adin"),))), "said: the name cover_adin"),
    "a chart": (
        with_blocks(COVER, BRICKS, replace(CHART, series=(Series(title="s", categories="x", values="bricks_u"),))),
        "chart: the name x in the chart",
    ),
    "a result": (replace(GOOD, results=(("bricks_dubble", same("d")),)), "results: the name bricks_dubble"),
    "an area": (replace(GOOD, areas={"both": ("bricks_mass", "bricks_uu")}), "both: bricks_uu, one end"),
    "a name that Excel refuses": (with_blocks(COVER, replace(BRICKS, key="c1"), CHART), "c1_mass: Excel does not take"),
    "two of one key": (with_blocks(COVER, BRICKS, BRICKS, CHART), "bricks: two blocks have this key"),
    "two of one name": (
        replace(GOOD, areas={"bricks_mass": ("bricks_mass", "bricks_u")}), "bricks_mass: two things have this name",
    ),
    "a sheet's name": (
        replace(GOOD, sheets=(replace(GOOD.sheets[0], title=same("a/b")), GOOD.sheets[1])), 'the name of the sheet "a/b"',
    ),
    "two sheets of one name": (
        replace(GOOD, sheets=(GOOD.sheets[0], replace(GOOD.sheets[1], title=same("A")))), 'two sheets are called "A"',
    ),
    "no lists": (replace(GOOD, sheets=GOOD.sheets[:1]), "there is no sheet with the key lists"),
    "a table of an example": (with_example(brick=[{"mass": 1}]), "default.brick: there is no such table"),
    "a column of an example": (with_example(bricks=[{}, {"maß": 1}]), "default.bricks[2].maß: there is no such column"),
    "a field of an example": (with_example(cover={"name": 1}), "default.cover[1].name: there is no such column"),
    "a code of an example": (with_example(bricks=[{"shade": "x"}]), 'default.bricks[1].shade: "x" is no code'),
    "a link of an example": (with_example(bricks=[{"mass": Link("x", 1)}]), "it links to x"),
    "too long an example": (with_example(bricks=[{}, {}, {}]), "default.bricks: 3 rows of data for 2 rows"),
}  # fmt: skip


def test_a_good_definition_has_no_mistakes() -> None:
    check_definition(GOOD)
    check_definition(with_blocks(COVER, BRICKS, CHART, LINES))


@pytest.mark.parametrize(("workbook", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_named_with_its_place(workbook: Workbook, said: str) -> None:
    with pytest.raises(DefinitionProblems) as caught:
        check_definition(workbook)
    assert any(said in problem.en for problem in caught.value.problems), caught.value.text.en


def test_all_mistakes_come_at_once_in_both_languages() -> None:
    wrong = replace(with_column(formula="[a]+[b]+nowhere"), results=(("gone", same("d")),))
    with pytest.raises(DefinitionProblems) as caught:
        check_definition(wrong)
    assert len(caught.value.problems) == 4
    assert "kiln 的定义有 4 处错误" in caught.value.text.zh
    assert all(p.zh != p.en for p in caught.value.problems)


@pytest.mark.parametrize("workbook", installed_workbooks().values(), ids=lambda w: w.key)
def test_the_workbooks_that_stand_have_no_mistakes(workbook: Workbook) -> None:
    check_definition(workbook)
    # The names that are looked for are those that the finished workbook has.
    assert sorted(names_of(workbook)) == sorted(Layout(workbook, "zh").names)
