"""The factor library: every value with id, unit, source, year and trust flag, read from CSV and checked.

In: the CSV files in `data/`.
Out: `library()`: factors, benchmarks, steam coefficients, guides, and the evidence and errata of the values.
Called by: whoever needs a figure; no number stands anywhere else.
"""

from pycore.if97.tables import SteamTables
from pycore.library.carried import Carried, LibrarySource, carried_rows
from pycore.library.evidence import Spread, Support
from pycore.library.evidence_records import Erratum, Evidence, Origin
from pycore.library.fuel import Fuel
from pycore.library.guide import EmissionSource, Guide
from pycore.library.guide_records import GuideLine, Indicator, Measure
from pycore.library.library import Library
from pycore.library.loading import DATA, installed_library, library, load_library, using_library
from pycore.library.records import Absence, Benchmark, Coefficient, Factor

__all__ = [
    "DATA",
    "Absence",
    "Benchmark",
    "Carried",
    "Coefficient",
    "EmissionSource",
    "Erratum",
    "Evidence",
    "Factor",
    "Fuel",
    "Guide",
    "GuideLine",
    "Indicator",
    "Library",
    "LibrarySource",
    "Measure",
    "Origin",
    "Spread",
    "SteamTables",
    "Support",
    "carried_rows",
    "installed_library",
    "library",
    "load_library",
    "using_library",
]
