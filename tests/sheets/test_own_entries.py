"""What is known of tables of own entries: their parameters, which of them emits, and the units of an entry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pycore.sheets.check import DefinitionProblems, check_definition
from pycore.sheets.definition import Adds, Sheet, Table, Workbook
from pycore.sheets.own_entries import emitting, parameters, tables_of_own_entries, unit_of
from tests.workbooks.carbonates_alone import WORKBOOK as CARBONATES
from tests.workbooks.minimal import WORKBOOK
from workbooks.common.own_gases import OWN_GAS_ENTRIES

FUELS = WORKBOOK.table("own_fuels")


def test_the_parameters_are_the_numbers_of_the_entry_and_not_of_its_source() -> None:
    assert [column.key for column in parameters(FUELS)] == ["ncv", "carbon_content", "oxidation"]
    assert [table.key for table in tables_of_own_entries(CARBONATES)] == ["own_carbonates"]


def test_what_emits_is_in_proportion_to_an_uncertain_parameter() -> None:
    """A GWP is agreed upon and has no uncertainty: without the share that is emitted nothing would be left."""
    assert emitting(FUELS).key == "ncv"
    assert emitting(OWN_GAS_ENTRIES.table).key == "emission_factor"


def test_a_unit_for_two_measures_is_that_of_the_entry() -> None:
    ncv, carbon, oxidation = parameters(FUELS)
    assert unit_of(ncv, "t").en == "GJ/t"
    assert unit_of(ncv, "10⁴Nm³").zh == "GJ/10⁴Nm³"
    assert unit_of(carbon, "t").en == "tC/GJ"
    assert unit_of(oxidation, "t").zh == ""


def with_own(table: Table) -> Workbook:
    """The workbook of carbonates with another table of own ones."""

    def changed(sheet: Sheet) -> Sheet:
        return replace(sheet, blocks=tuple(table if block.key == table.key else block for block in sheet.blocks))

    return replace(CARBONATES, sheets=tuple(map(changed, CARBONATES.sheets)))


def test_a_table_that_adds_to_no_list_or_lacks_the_source_is_a_mistake_of_the_definition() -> None:
    own = CARBONATES.table("own_carbonates")
    assert own.adds is not None
    check_definition(CARBONATES)
    with pytest.raises(DefinitionProblems, match='own_carbonates: there is no list "stones" to add entries to'):
        check_definition(with_own(replace(own, adds=Adds("stones", own.adds.one))))
    certain = tuple(replace(column, uncertain=None) for column in own.columns)
    with pytest.raises(DefinitionProblems, match="own entries have no parameter with an uncertainty"):
        check_definition(with_own(replace(own, columns=certain)))
