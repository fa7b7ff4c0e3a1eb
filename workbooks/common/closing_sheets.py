"""What closes every workbook: the checks sheet and the calculation record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pycore.language import Text, as_text, both
from pycore.library import Carried
from pycore.sheets.definition import Block, ChoiceList, Column, Field, Formula, Kind, Panel, Role, Sheet, Table
from pycore.sheets.formulas import core_first
from pycore.sheets.user_names import looked_up, name_count
from workbooks.common.cells import in_words
from workbooks.common.columns import figure, text
from workbooks.common.fields import derived, fixed
from workbooks.common.pages import calculated_text, free_sheet, label, panel, table

CHECKS_TITLE = both("检查 | Checks")
Check = tuple[Text | str, str, str]
"""One check: what it is about, the formula that counts, the key of the sheet to go to."""


def bad(cells: str) -> str:
    """Count the cells of a check column that name something wrong; they turn errors into words themselves."""
    return f'COUNTIF({cells},"✗*")'


def _number(key: str, words: str) -> Column:
    return figure(key, words, format="0")


def _status(count: str, found: str, *words: str) -> Column:
    """What a count says: an error, a tick for nothing, and `found` for more."""
    formula = f'IF(ISERROR([{count}]),"✗ {{}}",IF([{count}]=0,"✓",{found}))'
    return calculated_text("status", "结果 | result", in_words(formula, "计算出错 | error", *words), role=Role.CHECK)


_GO_TO = text("link", "转到 | go to", role=Role.CALCULATED)


def link_to(title: Text) -> Text:
    """A formula that leads to a sheet by its title."""
    return title.within('=HYPERLINK("#\'{}\'!A1","{}")')


# ── rows of ledgers that nothing counts ──────────────────────────────────────────────────────────────────────────


def _rows_without_formulas(ledgers: Sequence[tuple[Table, Sheet]]) -> Table:
    """Rows of ledgers that a user has inserted and filled in, without the formulas: nothing counts them.

    A row inside the names of a ledger is found by its check, which says something in every row that is filled in; one
    beside them, above the first row or below the last, by the frame of the ledger, which it has made longer.
    """
    return table(
        "ledger_rows",
        "台账的行：填写了但没有公式 | Rows of the ledgers: filled in, but without formulas",
        "50 12 18 24 12",
        label("item", "台账 | ledger"),
        _number("lost", "没有公式的行数 | rows without formulas"),
        _status(
            "lost", '"✗ {} "&[row]&" {}"', "第 | row", "行没有公式，不计入合计 | has no formulas: it is not counted"
        ),
        _GO_TO,
        _number("row", "最后一处的行号 | row of the last"),
        filled={
            "item": [ledger.title for ledger, _ in ledgers],
            "lost": [f"={_inside(ledger)}+{_beside(ledger)}" for ledger, _ in ledgers],
            "link": [link_to(sheet.title) for _, sheet in ledgers],
            "row": ["=" + _last_lost(ledger) for ledger, _ in ledgers],
        },
        note="插入的行要复制上一行的公式才会计入；台账首行之上、末行之下插入的行不计入，请删去，或用 twinledger upgrade --rows 加长台账。"
        " | An inserted row counts once the formulas of the row above are copied to it; rows above the first or below "
        "the last row of a ledger do not count: delete them, or make the ledger longer with twinledger upgrade --rows.",
    )


def _first_column(ledger: Table) -> str:
    return f"{ledger.key}_{ledger.columns[0].key}"


def _inside(ledger: Table, last: bool = False) -> str:
    """How many rows inside the names are filled in and have no check, or the number of the last of them."""
    check = ledger.row_check
    assert check is not None
    filled = "+".join(f'({ledger.key}_{key}<>"")' for key in check.checks)
    if len(check.checks) == 1:
        filled += "+0"  # a truth alone is above every number: FALSE>0 holds
    lost = f'({filled}>0)*({ledger.key}_{check.key}="")'
    return f"SUMPRODUCT(MAX({lost}*ROW({_first_column(ledger)})))" if last else f"SUMPRODUCT({lost})"


def _beside(ledger: Table) -> str:
    return f"(ROWS({ledger.key}_frame)-ROWS({_first_column(ledger)})-2)"


def _last_lost(ledger: Table) -> str:
    """The number of the last row without formulas: inside the names, else above or below them."""
    top = f"ROW(INDEX({_first_column(ledger)},1))"
    above = f"ROW(INDEX({ledger.key}_frame,1,1))<{top}-1"
    beside = f"IF({above},{top}-1,{top}+ROWS({_first_column(ledger)}))"
    return f'IF([lost]=0,"",IF({_inside(ledger)}>0,{_inside(ledger, last=True)},{beside}))'


# ── the checks sheet ─────────────────────────────────────────────────────────────────────────────────────────────

_STRANGE_NAMES = (
    "“{}”中含特殊符号（= < > * ? ~）、首尾空格或过长的名称"
    " | names with signs that sums take for conditions, spaces around, or too long: {}"
)
_LOST_ROWS = (
    "有填写但没有公式的台账行（见下表） | rows of ledgers without formulas (see below)",
    "SUM(ledger_rows_lost)",
    "checks",
)


def _name_checks(blocks: Sequence[tuple[Table | Panel, Sheet]], lists: Sequence[ChoiceList]) -> Iterator[Check]:
    """A check for each block in which users give names that sums look up."""
    named = looked_up([block for block, _ in blocks], lists)
    for block, sheet in blocks:
        names = [name for entry in block.entries if (name := f"{block.key}_{entry.key}") in named]
        if names:
            yield (block.title.within(_STRANGE_NAMES), "+".join(name_count(name) for name in names), sheet.key)


def _check_table(key: str, title: str, checks: Sequence[Check], mark: str, titles: dict[str, Text]) -> Table:
    return table(
        key,
        title,
        "50 12 18 24",
        label("item", "检查内容 | check"),
        _number("count", "数量 | count"),
        _status("count", f'"{mark}"'),
        _GO_TO,
        filled={
            "item": [as_text(words) for words, _, _ in checks],
            "count": [f"={count}" for _, count, _ in checks],
            "link": [link_to(titles.get(sheet, CHECKS_TITLE)) for *_, sheet in checks],
        },
    )


def checks_sheet(
    sheets: Sequence[Sheet],
    lists: Sequence[ChoiceList],
    checks: Sequence[Check],
    notes: Sequence[Check],
    *more: Block,
) -> Sheet:
    """The checks sheet: it counts what is missing or contradictory and links to it; further blocks stand below.

    Args:
        sheets: the other sheets, to link to; what every ledger and every name is checked for follows from them.
        lists: the choice lists, some of which follow names that a user gives.
        checks: what must be settled; counted on the cover.
        notes: what wants attention only.
    """
    titles = {sheet.key: sheet.title for sheet in sheets}
    blocks = [(block, sheet) for sheet in sheets for block in sheet.blocks if isinstance(block, (Table, Panel))]
    ledgers = [(block, sheet) for block, sheet in blocks if isinstance(block, Table) and block.row_check is not None]
    checks = (*checks, *_name_checks(blocks, lists), *((_LOST_ROWS,) if ledgers else ()))
    lost = (_rows_without_formulas(ledgers),) if ledgers else ()
    total = derived("total", "待处理项数 | open", "", bad("check_rows_status"), format="0")
    return free_sheet(
        "checks",
        CHECKS_TITLE,
        panel("checks", "总览 | Overview", total),
        _check_table("check_rows", "缺失与矛盾 | Missing or contradictory", checks, "✗", titles),
        *((_check_table("note_rows", "提示 | For attention", notes, "!", titles),) if notes else ()),
        *lost,
        *more,
        tab="check",
        page="" if more or ledgers else "one page",
        intro="先处理红色项；黄色项供说明和审核参考。 | Settle the red ones first; the yellow ones are for explanation and review.",
    )


# ── the calculation record ───────────────────────────────────────────────────────────────────────────────────────

DIGEST_DIGITS = 16
MOST_ARGUMENTS = 250
"""Excel takes 255 arguments."""


def input_names(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Names of all input ranges, in the order of the sheets, for the digest."""
    blocks = [block for sheet in sheets for block in sheet.blocks if isinstance(block, (Table, Panel))]
    inputs = (Role.INPUT, Role.OVERRIDE)
    return tuple(f"{block.key}_{entry.key}" for block in blocks for entry in block.entries if entry.role in inputs)


def _parts(inputs: Sequence[str]) -> list[str]:
    """The names of all inputs, in lists that a function takes."""
    return [",".join(inputs[i : i + MOST_ARGUMENTS]) for i in range(0, len(inputs), MOST_ARGUMENTS)]


def _digest(inputs: Sequence[str]) -> str:
    """The digest of all inputs; of more than a function takes, the digest of their digests."""
    digests = [f"TL_DIGEST({part})" for part in _parts(inputs)]
    return digests[0] if len(digests) == 1 else f"TL_DIGEST({','.join(digests)})"


def digest_now(inputs: Sequence[str]) -> str:
    """The digest of the ranges of some names, by the core; a dash without it."""
    return core_first(_digest(inputs), '"–"')


def _recorded(call: str, native: str) -> str:
    """What the core writes into the record. Each line follows the inputs, so that it is written anew, or taken back,
    whenever one of them changes."""
    return core_first(f"IF(record_filled>=0,{call},NA())", f'"{native}"')


def _line(key: str, words: str, formula: Formula) -> Field:
    return derived(key, words, "", formula, kind=Kind.TEXT)


def record_sheet(carried: Carried, inputs: tuple[str, ...]) -> Sheet:
    """The calculation record: versions, what is carried of the library, time and a digest of the inputs."""
    core = in_words(_recorded('"TwinLedger "&TL_VERSION()', "{}"), "原生公式 | native formulas")
    filled = "+".join(f"COUNTA({part})" for part in _parts(inputs))
    record = panel(
        "record",
        "计算记录 | Calculation record",
        _line("template", "模板与版本 | template and version", 'cover_template&" "&cover_version'),
        _line("core", "计算核心 | core", core),
        fixed("library", "因子库版本 | factor library", carried.version),
        fixed(
            "library_digest",
            "因子库摘要（SHA-256 前 16 位） | digest of the library (SHA-256, first 16)",
            carried.digest[:DIGEST_DIGITS],
        ),
        _line("time", "计算时间（UTC） | time of calculation (UTC)", _recorded("TL_CALCULATED_AT()", "–")),
        _line("inputs", "输入摘要 | digest of the inputs", _recorded(_digest(inputs), "–")),
        derived("filled", "已填写的单元格数 | cells filled in", "", filled, format="0"),
        helps={
            "library": "本工作簿所带各行（含订正）中最新的版本。"
            " | The newest edition among the rows, and their corrections, that this workbook carries.",
            "library_digest": "只计本工作簿所带的行；因子库增加其他行时不变。"
            " | Of the rows that this workbook carries; it stays as it is when the library gets others.",
            "time": "由加载项或 twinledger calculate 写入；没有加载项时改动任何一项，记录即改为原生公式。"
            " | Written by the add-in or by twinledger calculate; a change "
            "without the add-in turns the record to native formulas.",
            "inputs": "所有填写单元格内容的 SHA-256 摘要（前 16 位）；任何一项改变，摘要就改变。"
            " | SHA-256 of the contents of all input cells (first 16 digits); it changes with any of them.",
        },
    )
    return free_sheet("record", "计算记录 | Record", record, tab="check")
