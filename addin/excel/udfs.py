"""The module that xlwings loads in Excel's Python process: every function of the catalogue stands in it by name.

The wrappers in the add-in file call `XLPy.CallUDF("addin.excel.udfs", "TL_…", …)`; xlwings' own import reads the same
functions. The language of their help is that of the user's settings.
"""

from __future__ import annotations

from typing import Any, cast

import xlwings

from addin.excel.settings import language_of_settings
from addin.excel.worksheet_functions import Decorators, worksheet_functions

globals().update(worksheet_functions(cast(Decorators, cast(Any, xlwings)), language_of_settings()))
