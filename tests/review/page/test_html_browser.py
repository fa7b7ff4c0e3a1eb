"""The calculation as data: every result down to its inputs, each cell once."""

from __future__ import annotations

from pycore.explain.explain import explain_cell
from pycore.formulas.tree import address
from pycore.reading.book import Book
from pycore.review.page.browser import browsable, embedded
from tests.review.page.test_html import embedded_data, example, page


def test_every_cell_below_a_result_is_there_and_every_reference_leads_somewhere() -> None:
    book = Book.open(example())
    cells = embedded_data(page())["cells"]
    for name, _ in book.definition.results:
        for cell in book.cells_of(name):
            if book.values.get(cell) not in (None, ""):
                assert {e.cell for e in explain_cell(book, cell).walk()} <= cells.keys()
    for node in cells.values():
        assert all(child["cell"] in cells for child in node["children"])


def test_a_node_has_the_equation_its_numbers_and_its_clause() -> None:
    cells = embedded_data(page("en"))["cells"]
    performance = next(n for n in cells.values() if "TL_INTENSITY" in n.get("formula", ""))
    (use,) = performance["equations"]
    assert use["function"] == "TL_INTENSITY"
    assert use["numbers"]
    assert use["clause"]
    assert use["flag"].startswith("[")
    assert {a["cell"] for a in use["arguments"]} <= cells.keys()


def test_factors_say_their_source_and_trust() -> None:
    factors = [n["factor"] for n in embedded_data(page())["cells"].values() if "factor" in n]
    assert factors
    assert all(f["origin"] and f["flag"] for f in factors)


def test_inputs_are_reached_from_every_result() -> None:
    data = embedded_data(page())
    for start in data["starts"]:
        waiting, met = [start["cell"]], set()
        while waiting:
            cell = waiting.pop()
            if cell not in met:
                met.add(cell)
                waiting += [c["cell"] for c in data["cells"][cell]["children"]]
        assert any(data["cells"][cell]["kind"] == "input" for cell in met)


def test_cells_with_findings_know_their_findings() -> None:
    data = embedded_data(page())
    assert sorted(n for numbers in data["findings"].values() for n in numbers) == [1, 2, 3, 4]


def test_an_empty_cell_is_there_with_the_reason() -> None:
    book = Book.open(example("en"))
    (node,) = browsable(book, [("Cover", 900, 40)], "en").values()
    assert node["cell"] == address(("Cover", 900, 40))
    assert node["notes"]


def test_what_is_embedded_cannot_end_its_element() -> None:
    assert embedded({"</script>": "<!--&\u2028"}) == '{"\\u003c/script\\u003e":"\\u003c!--\\u0026\\u2028"}'
