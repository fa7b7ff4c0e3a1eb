"""What ledgers of fuels share: the unit of a fuel's amount, and its parameters from the set that the settings name."""

from __future__ import annotations

from pycore.accounting.combustion import FUEL_CO2
from pycore.language import both
from pycore.library import library
from workbooks.common.columns import code_of, factor_uncertainty, factor_value
from workbooks.common.formulas import is_one_of
from workbooks.common.ledger import of_choice, taken
from workbooks.common.own_fuels import BY_VOLUME, OWN_FUELS

_GASES = tuple(fuel.key for fuel in library().fuels("2023") if fuel.quantity_unit != "t")
IS_GAS = OWN_FUELS.one_of(BY_VOLUME, is_one_of("[fuel]", "fuel", _GASES))
"""Whether the row's fuel is counted by volume."""
_AS_GAS = f'IF([fuel]="","",IF({IS_GAS},"{{}}","t"))'

MEASURE = of_choice("measure", both("10⁴Nm³ | 10⁴ Nm³").within(_AS_GAS))
FUEL_FACTORS = (
    taken("ncv", FUEL_CO2, "fuel.{settings.fuel_set}.{fuel}.ncv", format="0.000", users=OWN_FUELS),
    taken("carbon_content", FUEL_CO2, "fuel.{settings.fuel_set}.{fuel}.carbon_content", users=OWN_FUELS),
    taken("oxidation", FUEL_CO2, "fuel.{settings.fuel_set}.{fuel}.oxidation", format="0.000", users=OWN_FUELS),
)


def fuel_id(parameter: str) -> str:
    """The formula for the id of a parameter of the row's fuel in the set that the settings name."""
    return f'"fuel."&{code_of("settings_fuel_set", "fuel_set")}&"."&{code_of("[fuel]", "fuel")}&".{parameter}"'


def fuel_value(parameter: str) -> str:
    """The value in use of a parameter of the row's fuel, of the library's or of the user's own."""
    return OWN_FUELS.or_else(f"{parameter}_used", factor_value(fuel_id(parameter)))


def fuel_uncertainty(parameter: str) -> str:
    """Its relative uncertainty."""
    return OWN_FUELS.or_else("uncertainty", factor_uncertainty(fuel_id(parameter)))
