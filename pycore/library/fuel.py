"""A fuel: its three parameters of one set, read together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pycore.language import Text
from pycore.library.records import Factor

PARAMETERS = ("ncv", "carbon_content", "oxidation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuel:
    """A fuel of one set: net calorific value (GJ/t or GJ/1e4Nm3), carbon content (tC/GJ), oxidation."""

    key: str
    set: str
    ncv: Factor
    carbon_content: Factor
    oxidation: Factor

    @property
    def name(self) -> Text:
        """The fuel's name: what stands before the colon in the names of its rows."""
        return Text(self.ncv.name_zh.partition("：")[0], self.ncv.name_en.partition(":")[0])

    @property
    def quantity_unit(self) -> str:
        """The unit that the fuel is measured in: t or 1e4Nm3."""
        return self.ncv.unit.partition("/")[2]

    @property
    def emission_factor(self) -> float:
        """Return tCO2 for each t or 1e4Nm3: ncv x carbon content x oxidation x 44/12."""
        return self.ncv.value * self.carbon_content.value * self.oxidation.value * 44 / 12


def assemble(factors: Iterable[Factor]) -> tuple[Fuel, ...]:
    """Put the rows of the category `fuel` together, a fuel for each set and key, in the order of the file."""
    rows: dict[tuple[str, str], dict[str, Factor]] = {}
    for factor in factors:
        rows.setdefault((factor.set, factor.key), {})[factor.id.rpartition(".")[2]] = factor
    return tuple(Fuel(key=key, set=fuel_set, **parameters) for (fuel_set, key), parameters in rows.items())
