"""Run by LibreOffice's Python: how long hard recalculations of a workbook take, and how many calls they make.

Reads a task as JSON: `command`, `workbook`, `rounds`, `sheet`, `cell` (an input to change), `counting`.
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


def measure(desktop, services, task):
    """Open the workbook, recalculate it, change an input."""
    job = services.createInstance("org.twinledger.addin.Opening") if task["counting"] else None

    def calls():
        return sum(json.loads(job.execute(())).values()) if job else 0

    hidden = PropertyValue(Name="Hidden", Value=True)
    book = desktop.loadComponentFromURL(task["workbook"], "_blank", 0, (hidden,))
    seconds = []
    for _ in range(task["rounds"]):
        before, start = calls(), time.perf_counter()
        book.calculateAll()
        seconds.append(time.perf_counter() - start)
        full = calls() - before
    cell = book.Sheets.getByName(task["sheet"]).getCellRangeByName(task["cell"])
    before, start = calls(), time.perf_counter()
    cell.Value *= 1.01
    book.calculate()
    changed = time.perf_counter() - start
    result = {
        "seconds": min(seconds),
        "calls": full,
        "change_seconds": changed,
        "change_calls": calls() - before,
    }
    book.close(True)
    return result


def main():
    task = json.load(sys.stdin)
    pipe = "twinledger" + uuid.uuid4().hex
    office = subprocess.Popen(
        [*task["command"], "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    services = connect(pipe).ServiceManager
    desktop = services.createInstance("com.sun.star.frame.Desktop")
    try:
        json.dump(measure(desktop, services, task), sys.stdout)
    finally:
        with contextlib.suppress(Exception):
            desktop.terminate()
        office.wait(30)


main()
