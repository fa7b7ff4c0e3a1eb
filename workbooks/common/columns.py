"""Columns that ledgers share, and the ways in which a cell takes its factor from the factor sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.equations.expression import plain_number
from pycore.language import NO_TEXT, Language, Text, as_text, both
from pycore.sheets import entry_faults as faults
from pycore.sheets.definition import Column, Formula, Kind, Role, Uncertain
from pycore.sheets.formulas import core_first
from pycore.sheets.meanings import Meaning
from pycore.sheets.user_names import name_test
from workbooks.common.cells import either

NO_UNIT = NO_TEXT
PLAIN = "#,##0.00"
DASH = '#,##0.00;-#,##0.00;"–"'
PERCENT = "0.0%"
SCIENTIFIC = '0.00E+00;-0.00E+00;"–"'
CONTENT = "[<0.01]0.000000;0.0000"
"""Carbon content: the little that waste water and ash hold shows as well."""

NEEDS_ADDIN = both('"需加载项" | "needs add-in"')
"""What a cell says natively that only the core can fill."""


Test = tuple[str, Text | str]
"""A formula that is true where a row is wrong, and what is said then."""


class More(TypedDict, total=False):
    """What a column may say beside what it is; see `pycore.sheets.definition.Column`."""

    width: float
    format: str
    required: bool
    total: bool
    lines: int
    helper: bool
    role: Role
    kind: Kind
    help: Text
    meaning: Meaning | None
    blank: Text | str


def _column(key: str, words: Text | str, more: More, **own: Any) -> Column:
    """A column: its head, its own nature, and what else is said of it, which goes first.

    What a `blank` cell counts as stands behind the head on the sheet, and not in reports.
    """
    title, said = as_text(words), {**own, **more}
    if blank := said.pop("blank", None):
        of_blank = as_text(blank)
        head = Text(f"{title.zh}（{of_blank.zh}）", f"{title.en} ({of_blank.en})")
        return Column(key=key, title=head, printed=title, **said)
    return Column(key=key, title=title, **said)


def choice(key: str, words: Text | str, choices: str, **more: Unpack[More]) -> Column:
    """A choice from a closed list, or from a range of the workbook, ``=name``."""
    return _column(key, words, more, kind=Kind.CHOICE, choices=choices)


def text(key: str, words: Text | str, *, formula: Formula = "", **more: Unpack[More]) -> Column:
    """A text to fill in, or one by a formula where the role says so."""
    meaning = Meaning.USE if key == "use" else None
    return _column(key, words, more, kind=Kind.TEXT, width=18, format="General", formula=formula, meaning=meaning)


def number(
    key: str, words: Text | str, unit: Text | str, domain: Domain, *, uncertain: str = "", **more: Unpack[More]
) -> Column:
    """A number to fill in; `uncertain` is the template of its relative uncertainty, such as ``[u]``."""
    drawn = Uncertain(relative=uncertain) if uncertain else None
    return _column(key, words, more, unit=as_text(unit), domain=domain, width=13, format=PLAIN, uncertain=drawn)


def calculated(key: str, words: Text | str, unit: Text | str, formula: Formula, **more: Unpack[More]) -> Column:
    """A number by a formula; a text where the kind says so."""
    own = {"unit": as_text(unit), "formula": formula, "role": Role.CALCULATED}
    return _column(key, words, more, width=13, format=PLAIN, **own)


def figure(key: str, words: Text | str, *, unit: Text | str = NO_UNIT, **more: Unpack[More]) -> Column:
    """A calculated column whose formulas differ from row to row; they are given as prefilled cells."""
    return _column(key, words, more, unit=as_text(unit), role=Role.CALCULATED, width=15, format=DASH)


def of_equation(
    key: str, words: Text | str, unit: Text | str, equation: Equation, *arguments: str, **more: Unpack[More]
) -> Column:
    """The result of an equation, by the core and natively; its arguments are columns of their names if none is said."""
    own = {"unit": as_text(unit), "role": Role.CALCULATED, "equation": equation, "arguments": arguments}
    return _column(key, words, more, width=14, format=PLAIN, **own)


def factor_value(id_expression: str) -> str:
    """The value in use of a factor, looked up by an expression for its id."""
    return f"INDEX(factors_used,MATCH({id_expression},factors_id,0))"


def factor_uncertainty(id_expression: str) -> str:
    """The relative uncertainty of the value in use."""
    return f"INDEX(factors_u,MATCH({id_expression},factors_id,0))"


def code_of(cell: str, list_key: str) -> str:
    """The code that belongs to the label chosen in a cell."""
    return f"INDEX({list_key}_code,MATCH({cell},{list_key}_list,0))"


def own_value(key: str, words: Text | str, unit: Text | str, domain: Domain, *, format: str = "0.00000") -> Column:
    """A value that replaces the library's; it asks for a reason."""
    return Column(
        key=key,
        title=as_text(words).within("自有值：{} | own value: {}"),
        unit=as_text(unit),
        role=Role.OVERRIDE,
        domain=domain,
        format=format,
        width=11,
        uncertain=Uncertain(relative="[u_activity]"),
        help=both(
            "填写后代替因子库的值，须在“替代理由”说明。 | Takes the place of the library's value; give the reason."
        ),
    )


STAGE = choice(
    "stage",
    "阶段 | stage",
    "stage",
    width=11,
    required=True,
    meaning=Meaning.STAGE,
    help=both("现有工程、拟建工程或“以新带老”替代削减。 | Existing, proposed, or replaced by the project."),
)
UNIT = choice("unit", "工序 | process unit", "unit", width=15, required=True, meaning=Meaning.UNIT)
REASON = text("reason", "替代理由 | reason for own value", width=20, meaning=Meaning.REASON)
EVIDENCE = text(
    "evidence",
    "佐证材料（文件、页码） | evidence (document, page)",
    width=26,
    meaning=Meaning.EVIDENCE,
    help=both("例如：可研报告 表 5-2；碳核查报告 第 12 页。 | E.g. feasibility study, table 5-2."),
)
QUALITY = choice(
    "quality",
    "数据质量 | data quality",
    "quality",
    width=15,
    meaning=Meaning.QUALITY,
    help=both("决定活动数据的不确定度；留空按 C 级。 | Sets the uncertainty of the activity data; blank counts as C."),
)

_QUALITY_ID = '"quality."&IF([quality]="","C",' + code_of("[quality]", "quality") + ")"


def u_activity(present: str) -> Column:
    """Relative uncertainty of the activity data, from the data quality of the row."""
    return calculated(
        "u_activity",
        "活动数据不确定度 | uncertainty of activity",
        "±%",
        f'IF([{present}]="","",{factor_value(_QUALITY_ID)})',
        format=PERCENT,
        width=11,
        helper=True,
    )


def combined(area: str) -> str:
    """The root of the sum of squares of neighbouring cells, by the core or natively."""
    return core_first(f"TL_U_PRODUCT({area})", f"SQRT(SUMPRODUCT({area},{area}))")


def row_check(
    inputs: tuple[str, ...], tests: Sequence[Test], hints: Sequence[Test] = (), remarks: Sequence[Test] = ()
) -> Column:
    """One cell that says what is wrong in the row: the first test that is met speaks, else ✓; blank rows are silent.

    A hint speaks after all tests; it asks for a second look with ?, as the review does, and does not count as a fault.
    A remark, with !, says what is still open where nothing is in doubt.
    """
    any_input = "COUNTA(" + ",".join(f"[{i}]" for i in inputs) + ")=0"

    def written(language: Language) -> str:
        nested = '"✓"'
        marked = [(mark, *one) for mark, ones in (("✗", tests), ("?", hints), ("!", remarks)) for one in ones]
        for mark, condition, sentence in reversed(marked):
            nested = f'IF({condition},"{mark} {as_text(sentence)[language]}",{nested})'
        return f'IF({any_input},"",IFERROR({nested},"✗ {faults.CALCULATION_FAILED[language]}"))'

    return Column(
        key="check",
        title=both("行检查 | row check"),
        role=Role.CHECK,
        kind=Kind.TEXT,
        width=24,
        formula=Text(written("zh"), written("en")),
        checks=inputs,
    )


def missing(key: str, words: Text | str) -> Test:
    return (f'[{key}]=""', faults.missing(as_text(words)))


def not_number(key: str, words: Text | str) -> Test:
    return (f'AND([{key}]<>"",NOT(ISNUMBER([{key}])))', faults.not_a_number(as_text(words)))


def out_of(key: str, condition: str, words: Text | str) -> Test:
    """A test on a number that is there; a text or an error in its place is left to the other tests."""
    return (f"IF(ISNUMBER([{key}]),{condition},FALSE)", as_text(words))


def outside(key: str, words: Text | str, domain: Domain) -> Test:
    """A number beyond its domain; what the domain knows of the usual slip is said."""
    beyond = []
    if not math.isinf(domain.low):
        beyond.append(f"[{key}]{'<=' if domain.low_open else '<'}{plain_number(domain.low)}")
    if not math.isinf(domain.high):
        beyond.append(f"[{key}]{'>=' if domain.high_open else '>'}{plain_number(domain.high)}")
    return out_of(key, either(beyond), faults.outside(as_text(words), domain))


def unusual(key: str, words: Text | str, domain: Domain) -> Test:
    """A number that its domain allows and that is seldom seen: a hint."""
    assert domain.usual is not None, key
    low, high = (plain_number(end) for end in domain.usual)
    return out_of(key, f"OR([{key}]<{low},[{key}]>{high})", faults.unusual(as_text(words), domain))


def not_listed(key: str, words: Text | str, list_key: str = "") -> Test:
    """A choice that its list does not hold: pasted over the drop-down, its row would drop out of the sums unseen.

    The list is named as a column of choices names it: by its key, or with `=` for a range of the user's.
    """
    named = list_key or key
    cells = named.removeprefix("=") if named.startswith("=") else f"{named}_list"
    return unlisted(key, cells, faults.not_listed(as_text(words), named))


def unlisted(key: str, cells: str, words: Text | str) -> Test:
    """A choice that is not in a range. MATCH reads * as a pattern, so what it finds must equal what stands there."""
    return (f'IF([{key}]="",FALSE,IFERROR(INDEX({cells},MATCH([{key}],{cells},0))<>[{key}],TRUE))', as_text(words))


def unusable_name(key: str, words: Text | str) -> Test:
    """A name that sums would read as a pattern."""
    return (
        name_test(f"[{key}]"),
        as_text(words).within(
            "{}含汇总时有特殊含义的符号或过长 | {}: signs that sums take for conditions, or too long"
        ),
    )


def without_reason(*own: str) -> Test:
    given = "COUNTA(" + ",".join(f"[{o}]" for o in own) + ")>0"
    return (f'AND({given},[reason]="")', faults.OWN_WITHOUT_REASON)


NO_UNIT_CHOSEN = missing("unit", "工序 | process unit")
NO_EVIDENCE = ('[evidence]=""', both("缺佐证材料 | evidence missing"))


def failed(key: str) -> Test:
    return (f"ISERROR([{key}])", faults.CALCULATION_FAILED)
