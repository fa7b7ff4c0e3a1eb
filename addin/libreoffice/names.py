"""The names by which LibreOffice knows the extension; saved files carry them, so they never change.

LibreOffice calls an add-in function by service and method: `org.twinledger.addin.TL_FUEL_CO2`. LibreOffice 7.4 also
stores that name in an .xlsx, in capitals; every reader of TwinLedger takes it for `TL_FUEL_CO2`.
"""

from __future__ import annotations

MODULE = "org.twinledger.addin"
INTERFACE = "XFunctions"
SERVICE = MODULE
OPENING = MODULE + ".Opening"
IDENTIFIER = MODULE
