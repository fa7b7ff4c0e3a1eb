"""Run by LibreOffice's Python: how long hard recalculations of a workbook take, and how many calls they make.

Reads a task as JSON: `command`, `workbook`, `rounds`, `sheet`, `cell` (an input to change), `counting`.
"""

import json
import time

from running import opened, run


def measure(desktop, services, task):
    """Open the workbook, recalculate it, change an input."""
    job = services.createInstance("org.twinledger.addin.Opening") if task["counting"] else None

    def calls():
        return sum(json.loads(job.execute(())).values()) if job else 0

    book = opened(desktop, task["workbook"])
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


run(measure)
