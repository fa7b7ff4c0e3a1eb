"""Names that a user gives and other cells look up: enterprises, scenarios, process units of the plant's own.

SUMIFS, COUNTIF and MATCH read a text as a pattern: `>0` is a comparison, `a*` and `a?b` stand for many texts. A row
under such a name would be summed wrongly and no check would see it, so such names are refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pycore.language import Text
from pycore.sheets.definition import ChoiceList, Kind, Panel, Role, Table

LONGEST = 100
"""Characters; a criterion of SUMIFS above 255 is an error, and a name stands in sentences and charts."""

_FOLLOWS = re.compile(
    r'=IF\((?P<cell>(?P<name>\w+)|INDEX\((?P<column>\w+),(?P<row>\d+)\))="","(?P<unnamed>[^"]*)",.*\b(?P=cell)\)\)?'
)
_WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Followed:
    """The cell that an entry of a list takes its words from: a name, a row of it, and the words while it is blank."""

    name: str
    row: int
    unnamed: str


def followed(label: str) -> Followed | None:
    """Read the label of an entry that a user names; None for one whose words are fixed.

    >>> followed('=IF(INDEX(own_name,2)="","own 2",INDEX(own_name,2))')
    Followed(name='own_name', row=2, unnamed='own 2')
    """
    found = _FOLLOWS.fullmatch(label)
    if found is None:
        return None
    return Followed(found["name"] or found["column"], int(found["row"] or 1), found["unnamed"])


def looked_up(blocks: Sequence[Table | Panel], lists: Sequence[ChoiceList]) -> frozenset[str]:
    """Find the defined names of the input cells whose texts are looked up by other cells.

    They are the texts that a drop-down offers from another table, and the fields that an entry of a list follows.
    """
    entries = [(f"{block.key}_{entry.key}", entry) for block in blocks for entry in block.entries]
    offered = {e.choices[1:] for _, e in entries if e.kind is Kind.CHOICE and e.choices.startswith("=")}
    labels = (label.zh for item in lists for _, label in item.entries if label.zh.startswith("="))
    followed = {word for label in labels for word in _WORD.findall(label)}
    typed = {name for name, e in entries if e.kind is Kind.TEXT and e.role is Role.INPUT}
    return frozenset((offered | followed) & typed)


def name_problem(text: str) -> Text | None:
    """Say why a name cannot be looked up; None where it can.

    >>> name_problem("甲厂"), name_problem(">0").en
    (None, 'begins with >, which a sum takes for a comparison')
    """
    if text[:1] in ("=", "<", ">"):
        return Text(
            f"以 {text[0]} 开头，汇总时会被当作比较条件",
            f"begins with {text[0]}, which a sum takes for a comparison",
        )
    wild = next((c for c in text if c in "*?~"), "")
    if wild:
        return Text(f"含有 {wild}，汇总时会被当作通配符", f"holds {wild}, which a sum takes for a wildcard")
    if text != text.strip():
        return Text(
            "首尾有空格，与不带空格的同名项不相等",
            "has spaces around it and does not equal the same name without",
        )
    if len(text) > LONGEST:
        return Text(f"超过 {LONGEST} 个字符", f"is longer than {LONGEST} characters")
    return None


def name_test(cell: str) -> str:
    """A formula that is TRUE for a name that cannot be looked up; the same conditions as `name_problem`."""
    parts = [f'LEFT({cell},1)="{c}"' for c in ("=", "<", ">", " ")]
    parts += [f'RIGHT({cell},1)=" "', f"LEN({cell})>{LONGEST}"]
    parts += [f'LEN(SUBSTITUTE({cell},"{c}",""))<LEN({cell})' for c in "*?~"]
    return f"OR({','.join(parts)})"


def name_count(cells: str) -> str:
    """A formula that counts what is wrong with the names of a range, or of a cell; 0 where all can be looked up.

    The names are held against patterns, in which ~ takes a sign for itself. (Functions of texts on whole ranges are
    #VALUE! in Gnumeric.)
    """
    patterns = [f'"={sign}*"' for sign in ("=", "<", ">", " ")] + ['"=* "']
    patterns += [f'"=*~{sign}*"' for sign in "*?~"] + [f'REPT("?",{LONGEST + 1})&"*"']
    return "+".join(f"COUNTIF({cells},{pattern})" for pattern in patterns)


def name_validation(cell: str) -> str:
    """The rule of the cell's data validation, without the leading =: TRUE for a name that can be looked up."""
    return f"NOT({name_test(cell)})"


NAME_RULE = Text(
    f"名称不能以 = < > 开头，不能含 * ? ~，首尾不能有空格，不超过 {LONGEST} 个字符：汇总公式会把这些符号当作条件。",
    f"A name does not begin with = < or >, holds no * ? or ~, has no spaces around it and at most {LONGEST} characters: sums would take these for conditions.",
)
