"""The LibreOffice extension: the TL_ functions in Calc, answered by the core in LibreOffice's own Python.

`interface`, `configuration` and `extension` make the file TwinLedger.oxt; `cells`, `bridge`, `reentry` and `component`
run inside LibreOffice; `office` installs the file and `command_line` is its command.
"""
