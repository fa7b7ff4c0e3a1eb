"""Run by LibreOffice's Python: change cells of a workbook as a user does, and save it; nothing is recalculated on opening.

Reads a task as JSON: `command`, `workbook`, `target` (addresses of files), `edits` ({"sheet", "insert_row" or "cell", "value"}).
"""

import contextlib
import json
import subprocess
import sys
import time
import uuid

import uno
from com.sun.star.beans import PropertyValue


def connect(pipe):
    """Wait until LibreOffice answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(300):
        with contextlib.suppress(Exception):
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        time.sleep(0.2)
    raise SystemExit("LibreOffice did not start")


def opened(desktop, address, *properties):
    """Open a workbook; a LibreOffice that has just started answers before it can."""
    for _ in range(50):
        book = desktop.loadComponentFromURL(address, "_blank", 0, properties)
        if book is not None:
            return book
        time.sleep(0.2)
    raise SystemExit("LibreOffice did not open the workbook")


def change(book, edit):
    """Make one edit: a row inserted above a row, or a value typed into a cell."""
    sheet = book.Sheets.getByName(edit["sheet"])
    sheet.unprotect("")
    if "insert_row" in edit:
        sheet.Rows.insertByIndex(edit["insert_row"] - 1, 1)
        return
    cell = sheet.getCellRangeByName(edit["cell"])
    if isinstance(edit["value"], str):
        cell.String = edit["value"]
    else:
        cell.Value = edit["value"]


def main():
    """Open, edit, save."""
    task = json.load(sys.stdin)
    pipe = "twinledger" + uuid.uuid4().hex
    office = subprocess.Popen(
        [*task["command"], "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    desktop = connect(pipe).ServiceManager.createInstance("com.sun.star.frame.Desktop")
    try:
        hidden = PropertyValue(Name="Hidden", Value=True)
        book = opened(desktop, task["workbook"], hidden)
        for edit in task["edits"]:
            change(book, edit)
        form = PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML")
        book.storeToURL(task["target"], (form,))
        book.close(True)
        json.dump({"saved": True}, sys.stdout)
    finally:
        with contextlib.suppress(Exception):
            desktop.terminate()
        office.wait(30)


main()
