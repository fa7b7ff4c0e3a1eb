"""The face of the product: names and argument orders that stand in submitted workbooks for years."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pycore.equations.flags import FLAGS
from pycore.functions.catalogue import GROUPS, catalogue
from pycore.language import Language

# From the list of public functions; a ? marks what may be left out.
PUBLISHED = {
    "TL_VERSION": "",
    "TL_FACTOR": "id field?",
    "TL_CONVERT": "value from_unit to_unit",
    "TL_GWP": "gas assessment?",
    "TL_CO2E": "mass gas assessment?",
    "TL_EXPLAIN": "function arguments?",
    "TL_FUEL_CO2": "consumption ncv carbon_content oxidation",
    "TL_CARBON_CO2": "consumption carbon oxidation?",
    "TL_COMBUSTION_GAS": "consumption ncv emission_factor",
    "TL_GAS_CARBON": "gases volume_fractions",
    "TL_ELECTRICITY_CO2": "electricity emission_factor",
    "TL_HEAT_CO2": "heat emission_factor",
    "TL_STEAM_HEAT": "steam pressure temperature?",
    "TL_WATER_HEAT": "water temperature",
    "TL_CO2_RECOVERED": "volume purity",
    "TL_CARBON_BALANCE_CO2": "carbon_in carbon_in_products carbon_in_waste",
    "TL_CARBONATE_CO2": "consumption emission_factor purity?",
    "TL_CLINKER_CO2": "clinker carbide_slag_clinker emission_factor",
    "TL_STEEL_CO2": "limestone limestone_factor dolomite dolomite_factor pig_iron pig_iron_carbon "
    "crude_steel crude_steel_carbon",
    "TL_ACTIVITY_EMISSION": "activity emission_factor",
    "TL_NITRIC_ACID_N2O": "output emission_factor removal? utilisation?",
    "TL_ADIPIC_ACID_N2O": "output emission_factor removal? utilisation?",
    "TL_GLASS_CO2": "carbonate emission_factor calcination",
    "TL_WASTEWATER_CH4": "tow sludge bo mcf recovered?",
    "TL_TOTAL_EMISSION": "energy process waste reduction",
    "TL_FLUE_GAS_MASS": "concentration flow hours",
    "TL_INTENSITY": "emission output",
    "TL_DECLINE_RATE": "base current",
    "TL_BENCHMARK": "product indicator scheme?",
    "TL_BENCHMARK_LEVEL": "product value scheme",
    "TL_SYNERGY": "pollutant pollutant_reference ghg ghg_reference basis?",
    "TL_SYNERGY_STATE": "pollutant pollutant_reference ghg ghg_reference basis?",
    "TL_SYNERGY_GRADE": "pollutant pollutant_reference ghg ghg_reference basis?",
    "TL_SYNERGY_CONFIDENCE": "pollutant pollutant_reference ghg ghg_reference "
    "u_pollutant u_pollutant_reference u_ghg u_ghg_reference draws? seed?",
    "TL_ELASTICITY": "pollutant_reduction pollutant_base ghg_reduction ghg_base",
    "TL_U_PRODUCT": "uncertainties",
    "TL_U_SUM": "values uncertainties",
    "TL_TREND_UNCERTAINTY": "base current u_activity u_factor",
    "TL_MONTE_CARLO": "values uncertainties distributions? groups? draws? seed?",
    "TL_PEDIGREE": "scores basic?",
    "TL_COUPLING": "scores weights? variant?",
    "TL_COUPLING_GRADE": "d closed?",
    "TL_CATALYST_HG": "catalyst hgcl2_fraction",
    "TL_RELEASE": "input fractions",
    "TL_CLOSURE": "input outputs",
    "TL_PER_REDUCTION": "scenario_value base_value base_mercury scenario_mercury",
    "TL_AHP": "matrix method?",
    "TL_ENTROPY_WEIGHTS": "matrix directions",
    "TL_CRITIC_WEIGHTS": "matrix directions",
    "TL_TOPSIS": "matrix weights directions",
    "TL_UNIT_COST": "capex life rate opex saving reduction",
    "TL_RANK_STABILITY": "matrix weights directions spread? draws? seed?",
    "TL_PORTFOLIO": "costs benefits budget? targets? goal? exclusive? requires? overlap?",
    "TL_PARETO": "costs benefits",
    "TL_CRF": "rate years",
    "TL_EQUIVALENT_POLLUTION": "pollutants masses medium?",
    "TL_LANDFILL_GAS_CO2E": "gas methane_fraction destruction gwp oxidation? baseline_destruction?",
    "TL_PV_GENERATION": "capacity full_load_hours degradation? year?",
    "TL_FUEL_SWITCH_CO2": "useful_heat efficiency_before factor_before efficiency_after factor_after",
    "TL_HEAT_PUMP_CO2": "heat boiler_efficiency fuel_factor cop grid_factor",
    "TL_MODE_SHIFT_CO2": "distance factor_before factor_after induced?",
    "TL_ELECTRIC_VEHICLE_CO2": "distance fuel fuel_factor electricity grid_factor",
    "TL_END_OF_PIPE_CO2": "removed reagent_factor electricity grid_factor",
    "TL_POLLUTION_TAX": "pollutants masses rate medium?",
    "TL_ALLOCATION": "output benchmark adjustment? free_share?",
    "TL_LMDI": "base current form?",
    "TL_SUN": "base current",
    "TL_GREY_RELATION": "reference series rho? scaling?",
    "TL_GREY_ABSOLUTE": "reference series",
    "TL_DECOUPLING": "emission_base emission_current output_base output_current",
    "TL_OFP": "species masses",
}
# More optional arguments may follow the published ones, never come between them.
FOLLOWED_BY_MORE = {
    "TL_CO2_RECOVERED",
    "TL_COUPLING_GRADE",
    "TL_POLLUTION_TAX",
    "TL_SYNERGY",
    "TL_SYNERGY_STATE",
    "TL_SYNERGY_GRADE",
}
# Excel cuts the description of a function or an argument here.
LONGEST = 255
LANGUAGES: tuple[Language, ...] = ("zh", "en")

every_function = pytest.mark.parametrize("name", list(catalogue()))


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_a_published_function_keeps_its_name_and_argument_order(name: str) -> None:
    definition = catalogue()[name]
    found = [a.name + ("?" if a.optional else "") for a in definition.arguments]
    expected = PUBLISHED[name].split()
    if name in FOLLOWED_BY_MORE:
        assert all(a.endswith("?") for a in found[len(expected) :])
        found = found[: len(expected)]
    assert found == expected


@pytest.mark.parametrize(
    ("name", "argument", "default"),
    [
        ("TL_FACTOR", "field", "value"),
        ("TL_GWP", "assessment", "AR5"),
        ("TL_CARBON_CO2", "oxidation", 1),
        ("TL_CARBONATE_CO2", "purity", 1),
        ("TL_NITRIC_ACID_N2O", "removal", 0),
        ("TL_NITRIC_ACID_N2O", "utilisation", 0),
        ("TL_WASTEWATER_CH4", "recovered", 0),
        ("TL_BENCHMARK", "scheme", "MEE2026"),
        ("TL_SYNERGY", "basis", "reference"),
        ("TL_MONTE_CARLO", "draws", 100_000),
        ("TL_MONTE_CARLO", "seed", 1),
        ("TL_PEDIGREE", "basic", 1.05),
    ],
)
def test_a_published_default_stays(name: str, argument: str, default: object) -> None:
    found = {a.name: a.default for a in catalogue()[name].arguments}
    assert found[argument] == default


@every_function
def test_names_are_ascii_without_dots(name: str) -> None:
    assert name.startswith("TL_")
    assert name.isascii()
    assert name.replace("_", "").isalnum()
    assert name == name.upper()


@every_function
def test_what_excel_shows_is_short_enough_in_both_languages(name: str) -> None:
    definition = catalogue()[name]
    for language in LANGUAGES:
        description = f"{definition.title[language]}。{definition.note[language]}"
        assert 0 < len(description) <= LONGEST
        for argument in definition.arguments:
            assert 0 < len(argument.meaning[language]) <= LONGEST


@every_function
def test_every_function_has_a_group_a_clause_and_a_flag(name: str) -> None:
    definition = catalogue()[name]
    assert definition.group in GROUPS
    assert definition.clause.text.zh
    assert definition.clause.text.en
    assert definition.clause.flag in FLAGS


@every_function
def test_optional_arguments_come_last(name: str) -> None:
    optional = [a.optional for a in catalogue()[name].arguments]
    assert optional == sorted(optional)


HEAVY = [
    "numpy", "scipy", "pandas", "pint", "pydantic", "uncertainties", "iapws", "formualizer", "matplotlib",
    "rich", "typer",
]  # fmt: skip


def loaded_after(statement: str) -> set[str]:
    script = f"{statement}\nimport sys\nprint(*[n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_catalogue_loads_no_heavy_library() -> None:
    """Excel waits for this import, and xlwings Lite downloads what it needs."""
    assert loaded_after("import pycore.functions.catalogue") == set()


def test_the_heat_of_steam_needs_no_library_at_all() -> None:
    """In every region: what a browser or Excel waits for is the standard library alone."""
    states = "(4.0, 400), (1.0, None), (20.0, None), (25.0, 400)"
    statement = (
        "from pycore.functions.catalogue import call\n"
        f"assert all(call('TL_STEAM_HEAT', [1.0, p, t]) > 0 for p, t in ({states}))"
    )
    assert loaded_after(statement) == set()


def test_a_plain_equation_loads_no_heavy_library() -> None:
    assert loaded_after("from pycore.functions.catalogue import call; call('TL_FUEL_CO2', [1, 2, 0.02, 1])") == set()
