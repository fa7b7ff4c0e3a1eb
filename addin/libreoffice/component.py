"""The component that LibreOffice loads: hands every call to the bridge, and re-enters formulas when a workbook opens.

LibreOffice starts this file with its own Python, which may be older than the core needs. So it uses nothing that an
old Python lacks, and where the core cannot run every function is a true error and TL_EXPLAIN says why.
"""

import json
import os
import struct
import sys
from functools import lru_cache, partial

import uno
import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.sheet import ResultEvent, XVolatileResult
from com.sun.star.task import XJob
from org.twinledger.addin import XFunctions

SERVICE = "org.twinledger.addin"
OPENING = "org.twinledger.addin.Opening"
OLDEST = (3, 11)
ENVIRONMENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "environment.json")


def add_environment():
    """Let Python find the libraries of the environment that installed the extension, if its version is the same."""
    if os.path.exists(ENVIRONMENT):
        with open(ENVIRONMENT, encoding="utf-8") as file:
            environment = json.load(file)
        if environment["python"] == list(sys.version_info[:2]):
            sys.path.extend(path for path in environment["paths"] if path not in sys.path)


if sys.version_info >= OLDEST:
    add_environment()
    from addin.libreoffice.bridge import CALLS, answer
    from addin.libreoffice.reentry import enter_again, is_ours
    from pycore.functions.catalogue import catalogue

    def opened(document):
        """Enter the formulas of one of our workbooks again."""
        if is_ours(document):
            enter_again(document, catalogue())

else:
    CALLS = {}
    _FOUND = ".".join(map(str, sys.version_info[:2]))
    _NEEDED = ".".join(map(str, OLDEST))
    _REASON = (
        (f"此 LibreOffice 自带 Python {_FOUND}，TwinLedger 需要 {_NEEDED} 或更新版本。工作簿改用原生公式。",),
        (f"This LibreOffice has Python {_FOUND}; TwinLedger needs {_NEEDED} or newer. Workbooks calculate natively.",),
    )  # fmt: skip
    _VALUE_ERROR = struct.unpack("<d", struct.pack("<Q", (0x7FF8 << 48) | 519))[0]

    def answer(name, arguments):
        """Say why there is no core, or be a true #VALUE!."""
        return _REASON if name == "TL_EXPLAIN" else _VALUE_ERROR

    def opened(document):
        """Leave the workbook to its native formulas."""


def result(name, *arguments):
    """Answer a call; a range goes the way of results that come later, since Python can't type it otherwise."""
    given = answer(name, arguments)
    return spilled(given) if isinstance(given, tuple) else given


class Spilled(unohelper.Base, XVolatileResult):
    """A range as a result: Calc asks for it and has it at once."""

    def __init__(self, rows):
        self.rows = rows

    def addResultListener(self, listener):
        event = ResultEvent()
        event.Source = self
        event.Value = uno.Any("[][]any", self.rows)
        listener.modified(event)

    def removeResultListener(self, listener):
        pass


# The same rows are the same object, so that Calc keeps one listener for them and not one for each recalculation.
spilled = lru_cache(maxsize=1024)(Spilled)


class Functions(unohelper.Base, XFunctions, XServiceInfo):
    """The functions of Calc, each by its name."""

    def __init__(self, context):
        pass

    def __getattr__(self, name):
        if not name.startswith("TL_"):
            raise AttributeError(name)
        return partial(result, name)

    def getImplementationName(self):
        return SERVICE

    def supportsService(self, name):
        return name == SERVICE

    def getSupportedServiceNames(self):
        return (SERVICE,)


class Opening(unohelper.Base, XJob, XServiceInfo):
    """The job that runs when a document has been loaded; it returns how often each function has been called."""

    def __init__(self, context):
        pass

    def execute(self, arguments):
        for argument in arguments:
            if argument.Name == "Environment":
                opened(next((entry.Value for entry in argument.Value if entry.Name == "Model"), None))
        return json.dumps(CALLS)

    def getImplementationName(self):
        return OPENING

    def supportsService(self, name):
        return name == OPENING

    def getSupportedServiceNames(self):
        return (OPENING,)


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Functions, SERVICE, (SERVICE,))
g_ImplementationHelper.addImplementation(Opening, OPENING, (OPENING,))
