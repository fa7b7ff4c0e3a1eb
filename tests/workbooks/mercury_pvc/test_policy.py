"""Cross-checks, policy, burden, uncertainty, logs and conclusion of the example, against plain arithmetic of its inputs.

Equivalents are those of the Environmental Protection Tax Law: SO2 and NOx 0.95, soot 2.18, dust 4, HCl 10.75, Cl2 0.34,
VCM 0.55, mercury 0.0001 kg; of water COD 1, NH3-N 0.8, suspended solids 4, phosphorus 0.25, mercury 0.0005 kg.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from math import sqrt
from typing import Any

import pytest

from pycore.language import as_text, both
from pycore.sheets.chapter import Chapter
from pycore.sheets.check import check_definition
from tests.workbooks.calculated import Calculated
from workbooks.mercury_pvc import WORKBOOK
from workbooks.mercury_pvc.policy_known import KNOWN
from workbooks.mercury_pvc.report_policy import sections

pytestmark = pytest.mark.slow

DATA: dict[str, Any] = dict(WORKBOOK.examples["default"])
YEAR = 2025
PLANTS = [plant["name"] for plant in DATA["plants"]]
AIR = {"so2": 0.95, "nox": 0.95, "soot": 2.18, "dust": 4, "hcl": 10.75, "cl2": 0.34, "vcm": 0.55, "hg": 0.0001}
WATER = {"cod": 1, "nh3n": 0.8, "ss": 4, "phosphorus": 0.25, "hg": 0.0005}
PAID = {"none": 1, "r30": 0.75, "r50": 0.5}


@pytest.fixture(scope="module")
def book() -> Calculated:
    return Calculated(WORKBOOK, DATA)


def changed(change: Any) -> Calculated:
    """The example with something else in it."""
    data = copy.deepcopy(DATA)
    change(data)
    return Calculated(WORKBOOK, data)


def equivalents(row: dict[str, Any], of: dict[str, float]) -> list[tuple[float, str]]:
    return sorted(((row.get(key, 0) / mass, key) for key, mass in of.items()), reverse=True)


def air_tax(row: dict[str, Any], rate: float, mercury: bool) -> float:
    """The first three of an outlet, each with what its concentration lets off."""
    first = equivalents(row, {key: mass for key, mass in AIR.items() if mercury or key != "hg"})[:3]
    return sum(n * rate * PAID[row.get(f"cut_{key}", "none")] for n, key in first)


def water_tax(row: dict[str, Any], rate: float, mercury: bool) -> float:
    others = equivalents(row, {key: mass for key, mass in WATER.items() if key != "hg"})[:3]
    of_mercury = row.get("hg", 0) / WATER["hg"] if mercury else 0
    due = sum(n * PAID[row.get(f"cut_{key}", "none")] for n, key in others)
    return (due + of_mercury * PAID[row.get("cut_hg", "none")]) * rate


def recovery(rate: float, years: float) -> float:
    return rate / (1 - (1 + rate) ** -years)


# ── tax ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_tax_of_each_outlet_is_that_of_its_first_three_with_and_without_mercury(book: Calculated) -> None:
    rows = DATA["tax_air"]
    assert book.column("tax_air_due")[: len(rows)] == pytest.approx([air_tax(row, 1.2, True) for row in rows])
    assert book.column("tax_air_due_without")[: len(rows)] == pytest.approx([air_tax(row, 1.2, False) for row in rows])
    rows = DATA["tax_water"]
    assert book.column("tax_water_due")[: len(rows)] == pytest.approx([water_tax(row, 1.4, True) for row in rows])
    assert book.column("tax_water_due_without")[: len(rows)] == pytest.approx(
        [water_tax(row, 1.4, False) for row in rows]
    )


def test_without_mercury_a_fourth_pollutant_takes_its_place() -> None:
    row = {
        **DATA["tax_air"][0],
        "outlet": "DA009",
        "so2": 950,
        "nox": 475,
        "dust": 1200,
        "vcm": 55,
        "hcl": 0,
        "hg": 0.05,
        "cut_hg": "none",
    }

    def add(data: dict[str, Any]) -> None:
        data["tax_air"] = [row]
        data["tax_settings"]["air_rate_hg"] = 1.8

    book = changed(add)
    # SO2 1,000, NOx 500, mercury 500, dust 300, VCM 100 equivalents.
    assert book.value("tax_air_counted") == pytest.approx(2_000)
    assert book.value("tax_air_counted_hg") == pytest.approx(500)
    assert book.value("tax_air_counted_without") == pytest.approx(1_800)
    assert book.value("tax_air_due") == pytest.approx(1_500 * 1.2 + 500 * 1.8)
    assert book.value("tax_air_due_without") == pytest.approx(1_800 * 1.2)


def test_each_pollutant_of_an_outlet_has_its_own_reduction() -> None:
    air = {**DATA["tax_air"][0], "so2": 950, "nox": 1900, "soot": 2180, "vcm": 0, "hcl": 0, "hg": 0.05}
    air |= {"cut_so2": "r30", "cut_nox": "r50", "cut_hg": "r50"}
    water = DATA["tax_water"][0] | {"cut_cod": "r50", "cut_ss": "r30", "cut_hg": "r50"}
    book = changed(lambda data: data.update(tax_air=[air], tax_water=[water]))
    # 1,000 of SO2 at 75 %, 2,000 of NOx at 50 %, 1,000 of soot in full; 500 of mercury come too late.
    assert book.value("tax_air_due") == pytest.approx((750 + 1_000 + 1_000) * 1.2)
    assert book.value("tax_water_due") == pytest.approx(water_tax(water, 1.4, True))
    assert book.value("tax_water_due") < book.value("tax_water_counted") * 1.4


def test_a_reduction_without_an_amount_is_named_in_its_row() -> None:
    row = {**DATA["tax_air"][0], "cl2": None, "cut_cl2": "r30"}
    check = changed(lambda data: data.update(tax_air=[row])).value("tax_air_check")
    assert check == "✗ Cl2有减征而没有排放量"


def test_mercury_beyond_the_first_three_adds_no_tax() -> None:
    row = {**DATA["tax_air"][0], "so2": 950, "nox": 950, "soot": 2180, "vcm": 0, "hcl": 0, "hg": 0.00001}
    book = changed(lambda data: data.update(tax_air=[row]))
    assert book.value("tax_air_counted_hg") == 0
    assert book.value("tax_air_due") == book.value("tax_air_due_without")


def test_an_outlet_without_masses_or_given_twice_is_a_fault() -> None:
    bare = {key: DATA["tax_air"][0][key] for key in ("plant", "year", "outlet", "evidence")}
    again = dict(DATA["tax_air"][1])
    book = changed(lambda data: data.update(tax_air=[bare, again, again, {**again, "outlet": "x", "hg": -1}]))
    said = book.column("tax_air_check")
    assert said[0] == "✗ 没有任何污染物的量"
    assert said[1].startswith("✗ 同一排放口重复")
    assert said[3].startswith("✗")


# ── burden ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_burden_of_each_plant_adds_up_and_is_ranked_by_its_share(book: Calculated) -> None:
    co2 = dict(zip(zip(book.column("co2_accounts_plant"), book.column("co2_accounts_year"), strict=True),
                   book.column("co2_accounts_co2"), strict=True))  # fmt: skip
    price = next(row for row in DATA["price_path"] if row["year"] == DATA["costs"]["price_year"])
    shares = []
    for place, name in enumerate(PLANTS):

        def of(key: str, plant: str = name) -> list[dict[str, Any]]:
            return [row for row in DATA[key] if row["plant"] == plant]

        tax = sum(air_tax(row, 1.2, True) for row in of("tax_air"))
        tax += sum(water_tax(row, 1.4, True) for row in of("tax_water"))
        allowance = co2[as_text(name).zh, YEAR] * (1 - price["free"]) * price["price"] / 1e4
        monitoring = sum(row.get("monitoring", 0) for row in of("plant_costs"))
        retrofit = sum(
            row.get("capex", 0) * (recovery(0.06, row["life"]) if "life" in row else 0)
            + row.get("running", 0)
            - row.get("saving", 0)
            for row in of("plant_costs")
        )
        relief = sum(
            row.get("grant", 0) * (recovery(0.06, row["life"]) if "life" in row else 0) + row.get("support", 0)
            for row in of("plant_costs")
        )
        revenue = next(row["revenue"] for row in of("output") if row["year"] == YEAR)
        total = tax / 1e4 + allowance + monitoring + retrofit
        assert book.column("burden_taxes")[place] == pytest.approx(tax / 1e4)
        assert book.column("burden_allowance")[place] == pytest.approx(allowance)
        assert book.column("burden_total")[place] == pytest.approx(total)
        assert book.column("burden_net")[place] == pytest.approx(total - relief)
        shares.append(total / revenue)
    assert book.column("burden_share")[: len(PLANTS)] == pytest.approx(shares)
    ranks = [1 + sum(other > share for other in shares) for share in shares]
    assert book.column("burden_rank") == [*ranks, *[""] * 4]
    assert book.value("burden_region_share_high") == pytest.approx(max(shares))


def test_allowances_are_left_out_where_they_do_not_count() -> None:
    book = changed(lambda data: data["costs"].update(covered="no"))
    assert set(book.column("burden_allowance")) == {0, ""}
    assert max(book.column("allowances_cost")[:6]) > 0


def test_without_interest_an_investment_is_spread_evenly() -> None:
    book = changed(lambda data: data["costs"].update(rate=0))
    row = DATA["plant_costs"][2]
    assert book.column("plant_costs_retrofit")[2] == pytest.approx(row["capex"] / 10 + row["running"] - row["saving"])


def test_a_plant_without_revenue_has_no_share_and_mercury_that_is_not_taxed_is_said() -> None:
    def change(data: dict[str, Any]) -> None:
        for row in data["output"]:
            if row["plant"] == PLANTS[0]:
                del row["revenue"]
        data["tax_air"] = [row for row in data["tax_air"] if row["plant"] != PLANTS[1]]

    book = changed(change)
    assert book.column("burden_share")[0] == ""
    assert book.column("burden_rank")[0] == ""
    assert book.column("burden_state")[1].startswith("!")


# ── cross-checks ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_ledgers_stand_beside_what_other_sources_say(book: Calculated) -> None:
    rows = DATA["crosscheck"]
    names = ("production", "monitoring", "permit", "energy", "statistics", "census", "enforcement", "other")
    given = [[row[name] for name in names if name in row] for row in rows]
    assert book.column("crosscheck_sources")[: len(rows)] == [len(values) for values in given]
    spreads = [(max(values) - min(values)) / max(values) if len(values) > 1 else "" for values in given]
    assert book.column("crosscheck_spread")[: len(rows)] == [pytest.approx(s) if s != "" else "" for s in spreads]
    # The example takes the values in use from its own ledgers, so nothing is off by more than rounding.
    assert max(abs(off) for off in book.column("crosscheck_against")[: len(rows)]) < 1e-3
    assert book.value("crosscheck_limits_twice") == sum(len(values) > 1 for values in given)


def test_the_ledgers_have_a_value_of_every_quantity() -> None:
    place = {"plant": PLANTS[0], "year": YEAR, "production": 1, "chosen": "production", "evidence": "x"}
    codes = [code for code, _ in WORKBOOK_LIST]
    book = changed(lambda data: data.update(crosscheck=[{**place, "quantity": code} for code in codes]))
    values = dict(zip(codes, book.column("crosscheck_booked"), strict=False))

    def total(key: str, column: str, **criteria: Any) -> float:
        wanted = {"plant": PLANTS[0], "year": YEAR, **criteria}
        return sum(row.get(column, 0) for row in DATA[key] if all(row[k] == v for k, v in wanted.items()))

    used = total("catalyst", "stock_begin") + total("catalyst", "bought") - total("catalyst", "stock_end")
    assert values["pvc"] == total("output", "pvc")
    assert values["carbide"] == total("output", "carbide_used")
    assert values["catalyst"] == pytest.approx(used)
    assert values["hgcl2"] == pytest.approx(0.060)
    assert values["electricity"] == total("power", "electricity")
    assert values["coal"] == total("fuels", "consumption")
    assert values["steam"] == total("heat", "heat")
    assert values["spent"] == pytest.approx(total("outflows", "flow", pathway="spent_catalyst"))
    assert values["spent_carbon"] == pytest.approx(total("outflows", "flow", pathway="carbon"))
    assert values["nox"] == pytest.approx(total("fuels", "nox") + total("process", "nox"))
    for key in ("hg_air", "hg_water", "co2", "so2", "pm"):
        assert values[key] > 0


WORKBOOK_LIST = next(each for each in WORKBOOK.lists if each.key == "check_quantity").entries


def test_a_spread_above_the_limit_without_a_reason_is_a_fault_and_one_source_a_remark() -> None:
    first = {**DATA["crosscheck"][0], "statistics": 300_000}
    alone = {**DATA["crosscheck"][1]}
    del alone["census"]
    zero = {**DATA["crosscheck"][2], "production": 0, "energy": 0, "statistics": 0, "reason": "x"}
    none = {key: DATA["crosscheck"][3][key] for key in ("plant", "year", "quantity", "chosen", "evidence")}
    other = {**DATA["crosscheck"][4], "chosen": "census", "census": DATA["crosscheck"][4]["production"] * 0.95}
    percent = {**DATA["crosscheck"][3], "quantity": "hgcl2", "production": 6.2, "permit": 6.2, "statistics": 6.2}
    book = changed(lambda data: data.update(crosscheck=[first, alone, zero, none, other, percent, dict(alone)]))
    said = book.column("crosscheck_check")
    assert said[0].startswith("✗ 来源间离散超限")
    assert said[2] == "✓"
    assert book.column("crosscheck_spread")[2] == 0
    assert said[3] == "✗ 没有任何来源的值"
    assert said[4].startswith("✗ 采用来源与台账不一致")
    assert "百分数" in said[5]
    assert said[6].startswith("✗ 同一企业、年份、量重复")
    explained = changed(lambda data: data.update(crosscheck=[{**first, "reason": "统计口径不含自用"}, alone]))
    assert explained.column("crosscheck_check")[0] == "✓"
    assert explained.column("crosscheck_check")[1].startswith("! 只有一个来源")
    assert explained.value("crosscheck_plants_beyond") == 1


# ── policy ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_register_begins_with_what_sources_say_and_its_rows_are_in_order(book: Calculated) -> None:
    said = book.column("policies_check")
    assert said[: len(KNOWN)] == ["✓"] * len(KNOWN)
    assert set(said[len(KNOWN) :]) == {""}
    assert {known.flag for known in KNOWN} == {"V", "V2", "M"}


def test_instruments_with_demands_on_one_element_only_are_found(book: Calculated) -> None:
    codes = [code for code, _ in next(each for each in WORKBOOK.lists if each.key == "instrument").entries]
    for place, code in enumerate(codes):
        about = [known.codes.split()[0] for known in KNOWN if known.codes.split()[2] == code]
        assert book.column("policy_cover_on_mercury")[place] == sum(e in ("mercury", "both") for e in about)
        assert book.column("policy_cover_on_carbon")[place] == sum(e in ("carbon", "both") for e in about)
    assert book.column("policy_cover_state")[codes.index("tax")].startswith("! 只管汞")
    assert book.column("policy_cover_found_conflict")[codes.index("limit")] == 1


def test_a_conflict_of_one_demand_and_a_score_without_a_reason_are_faults() -> None:
    def change(data: dict[str, Any]) -> None:
        del data["policy_pairs"][0]["second"]
        data["proposal_scores"][0]["feasibility"] = 6
        del data["proposal_scores"][1]["reason"]
        data["proposal_scores"].append(dict(data["proposal_scores"][2]))

    book = changed(change)
    assert book.column("policy_pairs_check")[0] == "✗ 冲突须有两项要求"
    said = book.column("proposal_scores_check")
    assert said[0].startswith("✗ 实践可行性")
    assert said[1].startswith("✗ 缺评分理由")
    assert said[3] == "✗ 没有对应的建议"


def test_proposals_are_ordered_by_the_mean_of_their_scores(book: Calculated) -> None:
    keys = ("feasibility", "compatible", "regional", "capacity", "available", "enforceable", "lasting")
    means = [sum(row[key] for key in keys) / 7 for row in DATA["proposal_scores"]]
    assert book.column("proposal_scores_score")[:3] == pytest.approx(means)
    assert book.column("proposal_scores_rank")[:3] == [1, 2, 3]
    assert book.column("proposal_scores_weakest")[2] == "监管可执行性"


# ── uncertainty ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_uncertainties_of_mercury_follow_from_the_rows_of_the_ledgers(book: Calculated) -> None:
    hg = dict(zip(range(len(DATA["catalyst"])), book.column("catalyst_hg"), strict=False))
    u = book.column("catalyst_u_activity")
    # Amount and fraction each carry the uncertainty of the row's data.
    square = sum(2 * (hg[i] * u[i]) ** 2 for i, row in enumerate(DATA["catalyst"]) if row["year"] == YEAR)
    total = sum(hg[i] for i, row in enumerate(DATA["catalyst"]) if row["year"] == YEAR)
    assert book.value("approach1_hg_in_u_activity") == pytest.approx(sqrt(square) / total)
    assert book.value("approach1_hg_in_u_factor") == pytest.approx(0, abs=1e-6)
    materials = book.column("approach1_hg_in_half")[1]
    assert book.value("u_hg_in_level") == pytest.approx(sqrt(square + materials**2) / book.value("u_hg_in_total"))
    assert sum(book.column("approach1_hg_out_part")) == pytest.approx(1)


def test_the_rows_of_co2_add_up_to_the_account_by_either_method(book: Calculated) -> None:
    of_year = [row for row, year in enumerate(book.column("co2_accounts_year")) if year == YEAR]
    co2 = book.column("co2_accounts_co2")
    assert book.value("u_co2_total") == pytest.approx(sum(co2[row] for row in of_year))
    by_factor = changed(lambda data: data["settings"].update(furnace="factor", lime="yes", upstream="yes"))
    co2 = by_factor.column("co2_accounts_co2")
    assert by_factor.value("u_co2_total") == pytest.approx(sum(co2[row] for row in of_year))
    amounts = by_factor.column("approach1_co2_current")
    assert amounts[1] == 0
    assert amounts[2] > 0
    assert amounts[3] == 0
    assert amounts[6] > 0


def test_the_factor_of_the_furnace_is_the_same_for_all_plants() -> None:
    book = changed(lambda data: data["settings"].update(furnace="factor"))
    u = book.column("process_u_emission_factor")[0]
    # One factor for all: its relative uncertainty stays that of each plant, however many there are.
    assert book.column("approach1_co2_u_factor")[2] == pytest.approx(u)
    assert book.column("approach1_co2_u_factor")[3] == pytest.approx(book.column("process_u_emission_factor")[1])


# ── logs and conclusion ──────────────────────────────────────────────────────────────────────────────────────────


def test_logs_want_dates_whole_people_and_evidence() -> None:
    def change(data: dict[str, Any]) -> None:
        data["data_log"][0]["date"] = "去年"
        data["training_log"][0]["participants"] = 12.5
        del data["change_log"][0]["evidence"]
        del data["training_log"][1]["minutes"]

    book = changed(change)
    assert book.value("data_log_check").startswith("✗ 日期")
    assert book.value("training_log_check") == "✗ 参会人数须为整数"
    assert book.value("change_log_check").startswith("✗ 缺佐证")
    assert book.column("data_log_check")[1] == "✓"


def test_the_conclusion_says_the_numbers_of_the_results(book: Calculated) -> None:
    zh, en = book.lines("conclusion_zh"), book.lines("conclusion_en")
    gross = [f"{value:.2f}" for value in book.column("region_years_gross")]
    assert all(value in zh[0] and value in en[0] for value in gross)
    assert "达到 2010 年减半的要求" in zh[0]
    assert "half of 2010 is met" in en[0]
    within, out = (sum(str(cell).startswith(mark) for cell in book.column("hg_accounts_closed")) for mark in ("✓", "!"))
    assert f"{within} 个企业（年）在允许偏差内，{out} 个不闭合，其中 0 个未说明" in zh[1]
    assert "boilers and captive power" in en[4]
    assert "锅炉与自备电厂" in zh[4]


def test_an_empty_workbook_says_nothing_and_has_no_errors() -> None:
    book = Calculated(WORKBOOK, {})
    assert set(book.lines("conclusion_zh")) == {""}
    assert set(book.column("burden_total")) == {""}
    assert book.value("u_co2_level") == ""


def test_of_equal_pollutants_the_earlier_is_taxed_and_never_a_fourth() -> None:
    row = {**DATA["tax_air"][0], "so2": 95, "nox": 95, "soot": 218, "dust": 400, "vcm": 55, "hcl": 0, "hg": 0.01}
    book = changed(lambda data: data.update(tax_air=[{**row, "cut_hg": "none"}]))
    # Six pollutants of 100 equivalents each.
    assert book.value("tax_air_counted") == pytest.approx(300)
    assert book.value("tax_air_counted_hg") == 0
    assert book.value("tax_air_counted_without") == pytest.approx(300)


def test_the_report_on_policy_is_written_in_both_languages() -> None:
    chapter = Chapter(
        title=both("政策 | Policy"), subject="region_province", author="region_prepared_by", sections=sections()
    )
    check_definition(replace(WORKBOOK, report=chapter))
    titles = [part.title for part in sections()]
    assert [title.en for title in titles][-2:] == [
        "Conclusion",
        "Logs of data, assumptions, changes and trainings",
    ]
    assert all(title.zh and title.en for title in titles)
