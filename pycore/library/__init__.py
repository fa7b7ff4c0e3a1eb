"""The factor library: sourced values with trust flags, and the benchmarks that performance is held against.

>>> from pycore.library import library
>>> library().factor("fuel.2023.diesel.ncv").value
42.652
"""

from pycore.library.fuel import Fuel
from pycore.library.guide import EmissionSource, Guide
from pycore.library.guide_records import Indicator, Line, Measure
from pycore.library.library import Library
from pycore.library.loading import DATA, library, load_library
from pycore.library.records import Absence, Benchmark, Factor
from pycore.library.steam_tables import SteamTables

__all__ = [
    "DATA",
    "Absence",
    "Benchmark",
    "EmissionSource",
    "Factor",
    "Fuel",
    "Guide",
    "Indicator",
    "Library",
    "Line",
    "Measure",
    "SteamTables",
    "library",
    "load_library",
]
