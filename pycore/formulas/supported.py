"""Which of Excel's functions run on draws."""

from __future__ import annotations

from pycore.formulas.aggregates import AGGREGATES
from pycore.formulas.branches import BRANCHES
from pycore.formulas.elementwise import ELEMENTWISE
from pycore.formulas.look_ups import LOOK_UPS
from pycore.formulas.nth_largest import NTH
from pycore.formulas.parts import Form
from pycore.formulas.range_ends import PLACES
from pycore.formulas.sums_by_criteria import SUMS_BY_CRITERIA

# Those that look at their arguments as parts of the formula: name -> (fewest arguments, most arguments, form)
FORMS: dict[str, tuple[int, int, Form]] = {**BRANCHES, **AGGREGATES, **NTH, **SUMS_BY_CRITERIA, **LOOK_UPS, **PLACES}

SUPPORTED = frozenset(FORMS) | frozenset(ELEMENTWISE)
