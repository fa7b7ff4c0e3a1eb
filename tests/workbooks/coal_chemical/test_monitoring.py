"""The monitoring plan, the control of data quality and the acceptance follow from ledgers and measures."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.example import EXAMPLE
from workbooks.coal_chemical.monitoring import MONITORED


@cache
def example() -> Calculated:
    return Calculated(WORKBOOK, EXAMPLE, "en")


def listed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["stage"] in ("existing", "construction", "proposed")]


def expected_lines(data: dict[str, Any]) -> list[int]:
    """How many lines each kind has, straight from the rows of the ledgers."""
    carbon = listed(data["carbon"])
    outside = [row for row in carbon if row["flow"] == "external"]
    return [
        len(listed(data["fuels"])),
        len([row for row in listed(data["fuels"]) if row["in_balance"] != "yes"]),
        *(len([row for row in outside if row["direction"] == way]) for way in ("in", "product", "other")),
        *(len(listed(data[ledger])) for ledger in ("electricity", "heat", "capture", "nox")),
        len([row for row in carbon if row["flow"] == "internal" and row["direction"] != "in"]),
        *(len(listed(data[ledger])) for ledger in ("carbonates", "methane")),
    ]


def lines_of(book: Calculated) -> list[tuple[str, ...]]:
    keys = ("item", "method", "standard", "frequency", "responsible", "record", "check")
    columns = [book.column(f"plan_{key}") for key in keys]
    return [line for line in zip(*columns, strict=True) if line[0]]


def test_the_plan_has_a_line_for_each_row_of_the_ledgers_by_kind() -> None:
    counts = expected_lines(EXAMPLE)
    lines = lines_of(example())
    assert len(lines) == sum(counts) == 53
    parameters = [line.parameter.split(" | ")[1] for line in MONITORED]
    wanted = [parameter for parameter, count in zip(parameters, counts, strict=True) for _ in range(count)]
    assert [item.rpartition(": ")[2] for item, *_ in lines] == wanted


def test_a_line_says_what_how_how_often_who_and_for_how_long() -> None:
    assert lines_of(example())[3] == (
        "existing · auxiliary · bituminous coal · own coal boiler: consumption",
        "belt scale, flow meter",
        "GB 17167",
        "continuous",
        "instrument shop",
        "electronic ledger, at least 5 years",
        "✓",
    )


def test_a_change_for_a_single_line_holds_for_it_alone_wherever_it_moves() -> None:
    item = "existing · purification · exported · food-grade CO2 sold: volume, purity"
    data = deepcopy(EXAMPLE)
    data["fuels"].insert(0, {**data["fuels"][0], "fuel": "diesel"})
    for book in (example(), Calculated(WORKBOOK, data, "en")):
        (line,) = [line for line in lines_of(book) if line[0] == item]
        assert line[1:6] == (
            "flow meter; chromatography",
            "GB/T 32151.10",
            "each batch",
            "laboratory",
            "electronic ledger, at least 5 years",
        )


def test_a_method_that_is_changed_changes_its_lines_and_a_blank_one_is_said() -> None:
    data = deepcopy(EXAMPLE)
    data["monitoring"][8] |= {"method": "portable analyser", "frequency": "quarterly", "responsible": None}
    data["monitoring"][5] |= {"record": ""}
    data["monitoring"][11] = {"item": "something else"}
    lines = lines_of(Calculated(WORKBOOK, data, "en"))
    stacks = [line for line in lines if "flue gas flow" in line[0]]
    assert {line[1:4] for line in stacks} == {("portable analyser", "HJ 75, HJ 76", "quarterly")}
    assert {line[6] for line in stacks} == {"! nobody responsible"}
    assert {line[6] for line in lines if line[0].endswith(": methane")} == {"✗ method or frequency missing"}


def test_what_is_replaced_is_not_monitored() -> None:
    assert not [line for line in lines_of(example()) if line[0].startswith("replaced")]


def test_what_is_under_construction_is_monitored() -> None:
    """It runs when the proposed project does, and counts in the state after the project."""
    data = deepcopy(EXAMPLE)
    data["fuels"].append({**data["fuels"][0], "stage": "construction", "use": "start-up boiler"})
    data["nox"].append({**data["nox"][0], "stage": "construction", "stack": "DA-9"})
    lines = [line[0] for line in lines_of(Calculated(WORKBOOK, data, "en"))]
    assert len(lines) == sum(expected_lines(data)) > sum(expected_lines(EXAMPLE))
    assert [line for line in lines if line.startswith("under construction")] == [
        "under construction · gasification · natural gas · start-up boiler: consumption",
        "under construction · gasification · natural gas · start-up boiler: calorific value, carbon",
        "under construction · gasification · DA-9: NOx, flue gas flow",
    ]


def test_the_quality_plan_counts_rows_the_worst_quality_and_what_lacks_evidence() -> None:
    data = deepcopy(EXAMPLE)
    data["nox"][0]["quality"] = "D"
    data["heat"][1]["evidence"] = None
    data["capture"][0].pop("quality")
    book = Calculated(WORKBOOK, data, "en")
    ledgers = ("fuels", "carbon", "carbonates", "electricity", "heat", "capture", "nox", "methane")
    assert book.column("quality_plan_lines") == [len(data[ledger]) for ledger in ledgers]
    worst = [max(row.get("quality", "C") for row in data[ledger]) for ledger in ledgers]
    assert book.column("quality_plan_worst") == worst
    assert worst[5:7] == ["C", "D"]
    assert book.column("quality_plan_lacking") == [0, 0, 0, 0, 1, 0, 0, 0]


def test_acceptance_has_the_measures_adopted_and_asks_for_all_three() -> None:
    book = example()
    names = [row["name"].en for row in EXAMPLE["measures"][:5]]
    assert book.column("acceptance_item")[:7] == [*names, "", ""]
    assert book.column("acceptance_d_nox")[:6] == [0, -18, -8, 0, -6, ""]
    assert book.column("acceptance_check")[:6] == ["✓"] * 5 + [""]
    data = deepcopy(EXAMPLE)
    data["acceptance"][0]["construction"] = "no"
    data["acceptance"][1]["design"] = None
    data["acceptance"][2]["accepted"] = None
    data["measures"][5]["adopted"] = "yes"
    assert Calculated(WORKBOOK, data, "en").column("acceptance_check")[:6] == [
        "✗ not designed, built and put into use together",
        "✗ the three are not filled in",
        "✗ what is accepted is missing",
        "✓",
        "✓",
        "✗ the three are not filled in",
    ]
