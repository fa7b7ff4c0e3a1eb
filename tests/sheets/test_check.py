"""Every mistake of a definition is a sentence that names its place, and all of them come at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pycore.equations.domain import FRACTION
from pycore.language import Text
from pycore.sheets.chapter import (
    Chapter,
    ChartOf,
    Items,
    LinesOf,
    MapOf,
    PanelOf,
    Prose,
    Ranked,
    Section,
    Simulated,
    TableOf,
)
from pycore.sheets.check import DefinitionProblems, check_definition, names_of
from pycore.sheets.definition import (
    DISTRIBUTIONS,
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
from pycore.sheets.meanings import Meaning, SharedEntry
from pycore.sheets.registry import installed_workbooks
from pycore.uncertainty import distributions


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


REPORT = Chapter(
    title=same("report"),
    subject="cover_addin",
    author="cover_addin",
    sections=(
        Section(
            title=same("Bricks"),
            parts=(
                Prose(text=same("{cover_addin}, {bricks_mass[2]:0.0} and {bricks_double} of {#bricks}, {#simulation_picture}"), given=("bricks_mass",)),
                TableOf(table="bricks", columns=("mass", "u"), keep=("mass",), where=("shade", "cover_addin")),
                PanelOf(panel="cover", fields=("addin",)),
                ChartOf(chart="chart"),
                Items(table="bricks", text=same("{shade}: {bricks_mass}")),
                Ranked(label="bricks_shade", value="bricks_mass", whole="bricks_mass[2]", text=same("{list}"), unit=same("t")),
                LinesOf(lines=same("said")),
                Simulated(title=same("s"), grades_title=same("s"), drivers_title=same("s"), picture_title=same("s"), empty=same("s")),
            ),
        ),
    ),
)  # fmt: skip


def with_part(part: Any) -> Workbook:
    """A report with one part."""
    section = Section(title=same("Bricks"), sections=(Section(title=same("Clay"), parts=(part,)),))
    return replace(GOOD, report=replace(REPORT, sections=(section,)))


def said(text: str) -> Workbook:
    return with_part(Prose(text=same(text)))


WRONG: dict[str, tuple[Workbook, str]] = {
    "an uncertainty without brackets": (
        with_column(uncertain=Uncertain(relative="bricks_u")), "bricks.mass: bricks_u in the uncertainty is neither",
    ),
    "an uncertainty that is a text": (
        with_column(uncertain=Uncertain(relative="[shade]")), "bricks.mass: the uncertainty [shade] is no column of numb",
    ),
    "a distribution": (
        with_column(uncertain=Uncertain(relative="[u]", distribution="gauss")), "bricks.mass: gauss in the uncertainty",
    ),
    "a distribution of a column": (
        with_column(uncertain=Uncertain(relative="0.1", distribution="[shap]")), "bricks.mass: [shap] in the formula",
    ),
    "a meaning of another kind": (with_column(meaning=Meaning.FUEL), "bricks.mass: declared to be the fuel, which is a"),
    "a meaning of another unit": (
        with_column(meaning=Meaning.HOURS, unit=same("t")), "bricks.mass: declared to be hours of work, which its unit t",
    ),
    "a meaning of another dimension": (
        with_column(meaning=Meaning.EMISSION, unit=same("GJ")), "declared to be an emission, which its unit GJ cannot be",
    ),
    "a meaning without a unit": (with_column(meaning=Meaning.MASS), "which its unit (no unit) cannot be"),
    "a kind of chart": (with_blocks(COVER, BRICKS, replace(CHART, kind="colum")), "chart: there is no kind of chart colum"),
    "the title of a series": (
        with_blocks(COVER, BRICKS, replace(CHART, series=(replace(CHART.series[0], title="=cover_adin"),))),
        "chart: the name cover_adin in the chart",
    ),
    "a former name": (replace(GOOD, renamed={"old": "bricks_maß"}), "renamed old: the name bricks_maß does not exist"),
    "a table of the overview": (replace(GOOD, overview=(("brick", ("mass",)),)), "overview brick: there is no such table"),
    "a column of the overview": (
        replace(GOOD, overview=(("bricks", ("mass", "maß")),)), "overview bricks.maß: there is no such table or column",
    ),
    "a code that stands twice": (
        replace(GOOD, lists=(replace(COLOUR, entries=(*COLOUR.entries, *COLOUR.entries)),)), "two entries have the code r",
    ),
    "what an entry is": (
        replace(GOOD, lists=(replace(COLOUR, entries_are={"b": SharedEntry.YES}),)), "colour: there is no code b",
    ),
    "a text for a number": (with_example(bricks=[{"mass": "1 t"}]), 'default.bricks[1].mass: it takes a number and not "1 t"'),
    "a number out of range": (
        replace(with_column(domain=FRACTION), examples={"default": {"bricks": [{"mass": 2}]}}), "bricks[1].mass: 2 is out of",
    ),
    "a value for a formula": (with_example(bricks=[{"double": 2}]), "default.bricks[1].double: it is calculated and not"),
    "the subject of the report": (replace(GOOD, report=replace(REPORT, subject="cover_nam")), "report: the name cover_nam"),
    "the subject of one of several reports": (
        replace(GOOD, reports={"stock": REPORT, "policy": replace(REPORT, subject="cover_nam")}),
        "policy: the name cover_nam",
    ),
    "a section of one of several reports": (
        replace(GOOD, reports={"stock": with_part(TableOf(table="brick")).report}), "stock / Bricks / Clay: there is no table",
    ),
    "the name of a report": (replace(GOOD, reports={"Two words": REPORT}), "reports Two words: the name of a report is made"),
    "two reports of one name": (
        replace(GOOD, report=REPORT, reports={"report": REPORT}), "reports report: two things have this name",
    ),
    "a name in a sentence": (said("{bricks_mas}"), "report / Bricks / Clay: the name bricks_mas does not exist"),
    "a name that is no value": (said("{colour_list}"), "Clay: the name colour_list stands for no value"),
    "a row that is not there": (said("{bricks_mass[3]}"), "Clay: bricks_mass has 2 rows and no row 3"),
    "a brace": (said("{bricks mass}"), "Clay: braces that name nothing: {bricks mass}"),
    "a reference": (said("{#brick}"), "Clay: the report has no table or picture brick"),
    "a sentence of one language": (
        with_part(Prose(text=Text("{cover_addin}", "{cover_adin}"))), "Clay: the name cover_adin does not exist",
    ),
    "a condition of a sentence": (with_part(Prose(text=same("a"), given=("x_y",))), "Clay: the name x_y does not exist"),
    "a table of the report": (with_part(TableOf(table="brick")), "Clay: there is no table brick"),
    "a column of the report": (with_part(TableOf(table="bricks", columns=("maß",))), "Clay / bricks: there is no column maß"),
    "a column that keeps rows": (with_part(TableOf(table="bricks", keep=("maß",))), "Clay / bricks: there is no column maß"),
    "a column that picks rows": (with_part(TableOf(table="bricks", where=("maß", "cover_addin"))), "there is no column maß"),
    "a cell that picks rows": (with_part(TableOf(table="bricks", where=("mass", "cover_x"))), "bricks: the name cover_x does"),
    "numbers of rows": (with_part(TableOf(table="bricks", numbered_by=("n_o",))), "Clay / bricks: the name n_o does not"),
    "a panel of the report": (with_part(PanelOf(panel="cvoer")), "Clay: there is no panel cvoer"),
    "a field of the report": (with_part(PanelOf(panel="cover", fields=("adin",))), "Clay / cover: there is no field adin"),
    "a chart of the report": (with_part(ChartOf(chart="chrat")), "Clay: there is no chart chrat"),
    "a map": (
        with_part(MapOf(key="m", title=same("m"), label="bricks_shade", x="bricks_x", y="bricks_u", size="bricks_u",
                        group="bricks_shade", unit=same("m"), size_unit=same("t"))),
        "Clay: the name bricks_x does not exist",
    ),
    "items of the report": (with_part(Items(table="bricks", text=same("{shde}"))), "Clay: the name shde does not exist"),
    "a table of items": (with_part(Items(table="brick", text=same("a"))), "Clay: there is no table brick"),
    "what is ranked": (
        with_part(Ranked(label="bricks_shade", value="bricks_mas", text=same("{list}"), unit=same("t"))), "name bricks_mas",
    ),
    "what shares are of": (
        with_part(Ranked(label="bricks_shade", value="bricks_mass", whole="bricks_mass[9]", text=same("a"), unit=same("t"))),
        "bricks_mass has 2 rows and no row 9",
    ),
    "lines of the report": (with_part(LinesOf(lines=same("siad"))), "Clay: there are no lines siad"),
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
    check_definition(replace(with_blocks(COVER, BRICKS, CHART, LINES), report=REPORT))
    check_definition(replace(with_blocks(COVER, BRICKS, CHART, LINES), report=REPORT, reports={"policy_2": REPORT}))


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


def test_what_is_drawn_from_is_what_the_simulation_knows() -> None:
    assert set(DISTRIBUTIONS) == set(distributions.DISTRIBUTIONS)
