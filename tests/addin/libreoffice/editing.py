"""Run by LibreOffice's Python: change cells of a workbook as a user does, and save it; nothing is recalculated on opening.

Its task: `workbook`, `target` (addresses of files), `edits` ({"sheet", "insert_row" or "cell", "value"}).
"""

from running import opened, run, save


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


def edited(desktop, services, task):
    """Open, edit, save."""
    book = opened(desktop, task["workbook"])
    for edit in task["edits"]:
        change(book, edit)
    save(book, task["target"])
    book.close(True)
    return {"saved": True}


run(edited)
