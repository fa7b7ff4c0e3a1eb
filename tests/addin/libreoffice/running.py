"""Used by the scripts that LibreOffice's Python runs beside it: start a LibreOffice, do one task in it, end it.

A script reads its task as JSON, with the `command` that starts LibreOffice, and prints its answer as JSON.
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


def opened(desktop, address):
    """Open a workbook unseen; a LibreOffice that has just started answers before it can."""
    hidden = PropertyValue(Name="Hidden", Value=True)
    for _ in range(50):
        book = desktop.loadComponentFromURL(address, "_blank", 0, (hidden,))
        if book is not None:
            return book
        time.sleep(0.2)
    raise SystemExit("LibreOffice did not open the workbook")


def save(book, address):
    """Write a workbook as .xlsx."""
    book.storeToURL(address, (PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML"),))


def run(work):
    """Do `work(desktop, services, task)` in a LibreOffice of its own and print what it returns."""
    task = json.load(sys.stdin)
    pipe = "twinledger" + uuid.uuid4().hex
    office = subprocess.Popen(
        [*task["command"], "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    services = connect(pipe).ServiceManager
    desktop = services.createInstance("com.sun.star.frame.Desktop")
    try:
        json.dump(work(desktop, services, task), sys.stdout)
    finally:
        with contextlib.suppress(Exception):
            desktop.terminate()
        office.wait(30)
