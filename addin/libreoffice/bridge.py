"""Answer the calls that Calc makes, with the core."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from addin.libreoffice.cells import Outgoing, incoming, outgoing
from pycore.cells.values import VALUE, CellError
from pycore.functions.catalogue import call, catalogue
from pycore.language import Text

# What the functions import when they are called, by the name of the package to install.
LIBRARIES = {
    "pydantic": "pydantic", "numpy": "numpy", "scipy": "scipy", "pint": "pint",
}  # fmt: skip
CALLS: Counter[str] = Counter()
"""How often each function has been called since LibreOffice was started."""

_VERSION = "TL_VERSION"
_EXPLAIN = "TL_EXPLAIN"


@cache
def missing_libraries() -> tuple[str, ...]:
    """Return the libraries that this Python lacks."""
    return tuple(name for name in LIBRARIES if find_spec(name) is None)


def answer(name: str, arguments: Sequence[Any]) -> Outgoing:
    """Call a function with what Calc hands over and return what Calc takes.

    TL_VERSION is an error while a library is missing: a workbook then counts the add-in as absent and
    calculates natively throughout, instead of failing in some of its cells.
    """
    CALLS[name] += 1
    missing = missing_libraries()
    if missing and name == _VERSION:
        return outgoing(CellError(VALUE, not_there(missing)))
    given = [incoming(argument) for argument in _flat(name, arguments)]
    result = call(name, given)
    if missing and name == _EXPLAIN and (isinstance(result, CellError) or given[:1] == [_VERSION]):
        return outgoing([[not_there(missing).zh], [not_there(missing).en]])
    return outgoing(result)


def not_there(missing: Sequence[str]) -> Text:
    """Say which libraries are missing and what to do."""
    listed = ", ".join(missing)
    return Text(
        f"LibreOffice 的 Python 中缺少 {listed}，工作簿改用原生公式。请在装有这些库的同版本 Python 中运行 "
        "twinledger libreoffice install。",
        f"LibreOffice's Python lacks {listed}; workbooks calculate natively. Run `twinledger libreoffice "
        "install` from a Python of the same version that has them.",
    )


def _flat(name: str, arguments: Sequence[Any]) -> list[Any]:
    """Put the arguments of a call in one list; what is left out at its end is not there."""
    given = list(arguments)
    definition = catalogue().get(name)
    # A function of another package that was there when the extension was made, and is not now, is unknown to `call`.
    if definition is not None and definition.variadic:
        given[-1:] = given[-1]
    while given and given[-1] is None:
        given.pop()
    return given
