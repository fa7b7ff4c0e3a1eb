"""Closed lists as a definition writes them: an entry is one line, its code and then its words, ``"new 新建 | new"``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pycore.equations.flags import FLAGS
from pycore.language import Text, as_text, both
from pycore.library import Factor, library
from pycore.sheets.definition import ChoiceList
from pycore.sheets.meanings import Meaning
from pycore.sheets.meanings import SharedEntry as Shared
from workbooks.common.users_choices import label_of_row

Entry = tuple[str, Text]


def entries(*lines: str) -> tuple[Entry, ...]:
    """Entries from lines: a code without spaces, and behind it the words that the drop-down shows."""
    split = (line.partition(" ") for line in lines)
    return tuple((code, both(words)) for code, _, words in split)


def choice_list(key: str, title: str, *lines: str, meaning: Meaning | None = None) -> ChoiceList:
    """A closed list whose entries are looked up by their code."""
    return ChoiceList(key=key, title=both(title), entries=entries(*lines), meaning=meaning)


def named_list(
    key: str,
    title: str,
    *lines: str,
    meaning: Meaning | None = None,
    entries_are: Mapping[str, Shared] | None = None,
) -> ChoiceList:
    """A closed list each of whose entries has a name of its own in formulas, `key_code`."""
    return ChoiceList(
        key=key,
        title=both(title),
        entries=entries(*lines),
        named=True,
        meaning=meaning,
        entries_are=entries_are or {},
    )


def list_of(
    key: str, title: str, known: Iterable[tuple[str, Text | str]], *, meaning: Meaning | None = None
) -> ChoiceList:
    """A closed list whose entries stand elsewhere, in the library as a rule: a code and its words each."""
    labelled = tuple((code, as_text(words)) for code, words in known)
    return ChoiceList(key=key, title=both(title), entries=labelled, meaning=meaning)


def by_short_name(factors: Iterable[Factor]) -> tuple[Entry, ...]:
    """Factors of the library by what stands before the colon of their names."""
    return tuple((f.key, Text(f.name_zh.split("：")[0], f.name_en.split(": ")[0])) for f in factors)


QUALITY = choice_list(
    "quality",
    "数据质量 | data quality",
    "A A 连续计量 | A metered",
    "B B 台账与结算 | B ledgers, invoices",
    "C C 设计与可研 | C design, feasibility",
    "D D 类比与估算 | D analogy, estimate",
)
"""How activity data were found, which sets their uncertainty: a list that every workbook with ledgers has."""
TRUST = choice_list(
    "trust",
    "可信标志 | trust flag",
    *(f"{flag} {flag} {words.zh} | {flag} {words.en}" for flag, words in FLAGS.items()),
)
"""How far a factor can be trusted, for the own factors of every workbook."""
OWN_ENTRIES = 6
"""How many entries of the user's own a list has room for."""
OWN_FUEL = both("自有燃料 | own fuel")
OWN_CARBONATE = both("自有碳酸盐 | own carbonate")
OWN_GAS = both("自有气体 | own gas")
"""What an entry of the user's own is called; with its number, while it has no name."""


def own_entries(table: str, one: Text, list_key: str, beside: Sequence[str] = ()) -> Iterator[Entry]:
    """The entries of the user's own in a list; each is called what the table of them calls it.

    Args:
        beside: further ranges of names that are taken, such as those of the gases that the list does not offer itself.
    """
    unnamed = [Text(f"{one.zh}{row}", f"{one.en} {row}") for row in range(1, OWN_ENTRIES + 1)]
    for row in range(1, OWN_ENTRIES + 1):
        yield f"own{row}", label_of_row(f"{table}_name", row, unnamed, list_key, beside)


FUELS = list_of(
    "fuel",
    "燃料 | fuel",
    (*((fuel.key, fuel.name) for fuel in library().fuels("2023")), *own_entries("own_fuels", OWN_FUEL, "fuel")),
    meaning=Meaning.FUEL,
)
"""The fuels of the library, which both sets of parameters have, and those of the user's own."""
CARBONATES = list_of(
    "carbonate",
    "碳酸盐 | carbonate",
    (
        *by_short_name(library().category("carbonate")),
        *own_entries("own_carbonates", OWN_CARBONATE, "carbonate"),
    ),
    meaning=Meaning.CARBONATE,
)
"""The carbonates of the library and those of the user's own."""
FUEL_MEASURES = named_list("fuel_measure", "燃料计量单位 | unit of a fuel", "t t | t", "volume 10⁴Nm³ | 10⁴ Nm³")
"""What an own fuel is counted in; it goes with the list of fuels."""
FUEL_KINDS = named_list(
    "fuel_kind",
    "燃料种类 | kind of fuel",
    "coal 煤及煤制品 | coal and coal products",
    "liquid 油品 | liquid fuel",
    "gas 外购燃气 | gas bought",
    "own_gas 自产燃料气（副产煤气、弛放气） | fuel gas of the plant's own",
    "other 其他 | other",
)
"""What an own fuel is, for everything that is asked of coal or of fuel gas; it goes with the list of fuels too."""
GAS_GROUPS = named_list(
    "gas_group", "气体类别 | group of gases", "HFCs 氢氟碳化物 HFCs | HFCs", "PFCs 全氟碳化物 PFCs | PFCs"
)
"""The groups of an inventory that hold more than one gas, and so may lack one; it goes with a list of own gases."""
GWP_SETS = choice_list(
    "gwp_set",
    "GWP 取值 | GWP set",
    "AR5 AR5（第五次评估报告） | AR5 (fifth assessment report)",
    "AR6 AR6（第六次评估报告） | AR6 (sixth assessment report)",
    "AR4 AR4（第四次评估报告） | AR4 (fourth assessment report)",
    "SAR SAR（第二次评估报告） | SAR (second assessment report)",
    meaning=Meaning.GWP_SET,
)
"""The assessment reports whose GWPs over 100 years the library has."""
FUEL_SETS = choice_list(
    "fuel_set",
    "燃料参数口径 | fuel factor set",
    "2023 2023 口径（统计年鉴/GB/T 32151 系列） | 2023 set (yearbook, GB/T 32151 series)",
    "2015 2015 口径（GB/T 32151.10-2015） | 2015 set (GB/T 32151.10-2015)",
    meaning=Meaning.FUEL_SET,
)
"""The sets of fuel parameters, which `workbooks.common.fuels` asks the settings for."""
PROVINCIAL_FUEL_SETS = replace(
    FUEL_SETS,
    entries=(
        *FUEL_SETS.entries,
        *entries("provincial_2025 省级指南 2025 年版（14 种燃料） | provincial guide of 2025 (14 fuels)"),
    ),
)
"""The same for inventories of places, with the provincial guide."""


def of_sets(factors: Iterable[Factor], sets: ChoiceList) -> Iterator[Factor]:
    """Leave out the fuel parameters of sets that a workbook does not offer."""
    offered = {code for code, _ in sets.entries}
    return (factor for factor in factors if factor.category != "fuel" or factor.set in offered)
