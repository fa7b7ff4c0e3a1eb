"""The environmental protection tax: pollution equivalents, and the tax on the first pollutants of an outlet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

from pycore.accounting.arguments import GROUP_MEASURES
from pycore.cells.values import NOT_AVAILABLE, VALUE, cells_of, is_blank
from pycore.decision.tables import GROUP_DECISION
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import choice_of, number_of, refuse_other_count
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.equations.number_text import format_number
from pycore.language import Text

AIR, WATER = "air", "water"
_MEDIA = {"air": AIR, "大气": AIR, "气": AIR, "废气": AIR, "water": WATER, "水": WATER, "废水": WATER}
FIRST_CLASS = frozenset({"Hg", "Cd", "Cr", "Cr6", "As", "Pb", "Ni", "benzo_a_pyrene", "Be", "Ag"})
"""Class I water pollutants of table 2 of the law: of these the first five count, of the others the first three."""
_MOST_OF_AIR, _MOST_OF_CLASS_I, _MOST_OF_OTHERS = 3, 5, 3
_NAMES_OF_TOTALS = ("总", "total ")
_KILOGRAMS = Domain(0, hint=Text("质量以 kg 计，不小于 0。", "Masses are in kg and not below 0."), typical=(0, 1e6))
_SHARES = Domain(
    0,
    10,
    hint=Text("减征后按 0.75 或 0.5 填写，不是百分数。", "After a reduction 0.75 or 0.5, not per cent."),
    typical=(0.5, 1),
)
"""12 over 1.2, the largest rate of the law over the smallest: a pollutant may have a rate of its own."""
LAW = Clause(
    Text(
        "《中华人民共和国环境保护税法》第七至九条、附表一、附表二",
        "Environmental Protection Tax Law, articles 7 to 9, tables 1 and 2",
    ),
    "V",
)


@dataclass(frozen=True, slots=True)
class Taxed:
    """One pollutant of an outlet: its key in the library, its mass, its equivalents, and what is due of its tax."""

    key: str
    name: Text
    kilograms: float
    equivalents: float
    share: float = 1.0


def taxed_of(pollutants: Any, masses: Any, medium: str, function: str, shares: Any = None) -> list[Taxed]:
    """Read pollutants, masses and shares side by side; rows without a mass are left out, a blank share is all of it.

    Raises:
        ArgumentProblem: different counts, an unknown pollutant or medium, one that occurs twice, a mass or share below 0.
    """
    names, weighed = cells_of(pollutants), cells_of(masses)
    due = cells_of(shares) if shares is not None else [None] * len(names)
    words = Text("污染物", "pollutants")
    refuse_other_count(function, len(names), words, len(weighed), Text("质量", "masses"))
    refuse_other_count(function, len(names), words, len(due), Text("应缴份额", "shares due"))
    known = _equivalents(medium_of(medium))
    found: dict[str, Taxed] = {}
    for place, (name, mass, part) in enumerate(zip(names, weighed, due, strict=True), 1):
        if is_blank(mass):
            continue
        kilograms = number_of(mass, _KILOGRAMS, Text(f"{function} 第 {place} 个质量", f"{function}: mass {place}"))
        entry = known.get(_plain(str(name)))
        if entry is None:
            raise _unknown(name, place, medium, function)
        key, said, value = entry
        if key in found:
            raise ArgumentProblem(
                VALUE,
                Text(
                    f"{function} 的污染物“{said.zh}”出现两次。同一排放口请合并为一行。",
                    f'{function}: the pollutant "{said.en}" occurs twice. Add the masses of one outlet up.',
                ),
            )
        of = Text(f"{function} 第 {place} 个应缴份额", f"{function}: share due {place}")
        share = 1.0 if is_blank(part) else number_of(part, _SHARES, of)
        found[key] = Taxed(key, said, kilograms, kilograms / value, share)
    return list(found.values())


def counted(taxed: list[Taxed], medium: str) -> list[Taxed]:
    """Return the pollutants of one outlet that are taxed, the largest equivalents first."""
    order = sorted(taxed, key=lambda one: -one.equivalents)
    if medium == AIR:
        return order[:_MOST_OF_AIR]
    first = [one for one in order if one.key in FIRST_CLASS]
    others = [one for one in order if one.key not in FIRST_CLASS]
    return [*first[:_MOST_OF_CLASS_I], *others[:_MOST_OF_OTHERS]]


def medium_of(text: str) -> str:
    """Read the medium; raises `ArgumentProblem` for one that is none."""
    return choice_of(text, _MEDIA, Text("介质", "medium"), Text("air（大气）或 water（水）", '"air" or "water"'))


@cache
def _equivalents(medium: str) -> dict[str, tuple[str, Text, float]]:
    """The pollutants of a medium by key and by name in both languages, with the mass of one equivalent in kg."""
    from pycore.library import library

    found: dict[str, tuple[str, Text, float]] = {}
    for factor in library().category("tax"):
        if factor.id.startswith(f"tax.equivalent_{medium}."):
            zh, en = factor.name.zh.rpartition("：")[2], factor.name.en.rpartition(": ")[2]
            entry = (factor.key, Text(zh, en), factor.value)
            for name in (factor.key, zh, en, *(zh.removeprefix(t) for t in _NAMES_OF_TOTALS)):
                found.setdefault(_plain(name), entry)
    return found


def _plain(name: str) -> str:
    return "".join(name.split()).casefold().replace("（", "(").replace("）", ")")


def _unknown(name: object, place: int, medium: str, function: str) -> ArgumentProblem:
    known = {key: said for key, said, _ in _equivalents(medium_of(medium)).values()}
    zh, en = "、".join(list(known)[:12]), ", ".join(list(known)[:12])
    return ArgumentProblem(
        NOT_AVAILABLE,
        Text(
            f"{function} 第 {place} 个污染物“{name}”没有污染当量值。可用代码或名称，如 {zh}……",
            f'{function}: pollutant {place}, "{name}", has no pollution equivalent. Known by key or name: {en} …',
        ),
    )


def _equivalent_pollution(pollutants: Any, masses: Any, medium: str) -> float:
    return math.fsum(one.equivalents for one in taxed_of(pollutants, masses, medium, "TL_EQUIVALENT_POLLUTION"))


def _pollution_tax(pollutants: Any, masses: Any, rate: float, medium: str, shares: Any = None) -> float:
    """Return the tax of one outlet in CNY: pollutants are chosen before what a reduction lets off is taken off."""
    taxed = taxed_of(pollutants, masses, medium, "TL_POLLUTION_TAX", shares)
    return rate * math.fsum(one.equivalents * one.share for one in counted(taxed, medium_of(medium)))


def _tax_steps(pollutants: Any, masses: Any, rate: float, medium: str, shares: Any = None) -> list[Text]:
    """Say which pollutants are taxed, each with its equivalents and what is due of them."""
    taxed = counted(taxed_of(pollutants, masses, medium, "TL_POLLUTION_TAX", shares), medium_of(medium))
    return [_step(one) for one in taxed]


def _step(one: Taxed) -> Text:
    due = Text("", "")
    if one.share != 1:
        percent = format_number(100 * one.share)
        due = Text(f"，按 {percent}% 计征", f", {percent} % due")
    return Text(
        f"{one.name.zh}：{format_number(one.kilograms)} kg，{format_number(one.equivalents)} 污染当量{due.zh}",
        f"{one.name.en}: {format_number(one.kilograms)} kg, {format_number(one.equivalents)} equivalents{due.en}",
    )


_POLLUTANTS = Argument("pollutants", "", Text("污染物（代码或名称）", "pollutants, by key or name"), kind="range")
_MASSES = Argument("masses", "kg", Text("各污染物排放量", "mass of each"), _KILOGRAMS, kind="range", symbol="m_i")
_MEDIUM = Argument(
    "medium",
    "",
    Text("air 大气，water 水", '"air" or "water"'),
    kind="text",
    optional=True,
    default=AIR,
)
_SYMBOLS = (
    SymbolMeaning("i", Text("各污染物依次", "each pollutant in turn")),
    SymbolMeaning("q_i", Text("污染当量值（因子库）", "mass of one equivalent (library)"), "kg"),
    SymbolMeaning("N", Text("污染当量数", "pollution equivalents")),
)
EQUIVALENT_POLLUTION = Method(
    "TL_EQUIVALENT_POLLUTION",
    _equivalent_pollution,
    group=GROUP_DECISION,
    title=Text("污染当量数（全部污染物）", "pollution equivalents of all pollutants"),
    arguments=[_POLLUTANTS, _MASSES, _MEDIUM],
    unit="1",
    clause=LAW,
    formulation=Formulation((r"N = \sum_i \frac{m_i}{q_i}",), _SYMBOLS),
    note=Text(
        "汞的当量值为 0.0001 kg，1 kg 汞即 10,000 当量，会主导合计；请同时给出不含汞的数。",
        "One equivalent of mercury is 0.0001 kg: 1 kg is 10,000 of them and dominates the sum. Give it without mercury too.",
    ),
)
POLLUTION_TAX = Method(
    "TL_POLLUTION_TAX",
    _pollution_tax,
    group=GROUP_MEASURES,
    title=Text("环境保护税（一个排放口）", "environmental protection tax of one outlet"),
    arguments=[
        _POLLUTANTS,
        _MASSES,
        Argument(
            "rate",
            "CNY",
            Text("每污染当量税额", "tax on one equivalent"),
            Domain(
                0,
                50,
                hint=Text(
                    "税法规定大气 1.2～12 元、水 1.4～14 元。",
                    "The law gives CNY 1.2 to 12 for air and 1.4 to 14 for water.",
                ),
                typical=(1.2, 14),
            ),
            symbol="a",
        ),
        _MEDIUM,
        Argument(
            "shares",
            "1",
            Text("各污染物减征后应缴的份额（空白为 1）", "share due of each after its reduction (blank: 1)"),
            _SHARES,
            kind="range",
            optional=True,
            symbol="c_i",
        ),
    ],
    unit="CNY",
    clause=LAW,
    steps=_tax_steps,
    formulation=Formulation(
        (r"N_i = \frac{m_i}{q_i}", r"T = a \cdot \sum_k c_k N_k"),
        (
            *_SYMBOLS[:2],
            SymbolMeaning("N_i", Text("污染物 i 的当量数", "equivalents of pollutant i")),
            SymbolMeaning("k", Text("征税的污染物依次", "each pollutant that is taxed")),
            SymbolMeaning("N_k", Text("征税污染物的当量数", "equivalents of a pollutant that is taxed")),
            SymbolMeaning("c_k", Text("该污染物应缴的份额", "share due of that pollutant"), "1"),
            SymbolMeaning("T", Text("税额", "tax"), "CNY"),
        ),
    ),
    note=Text(
        "大气按当量数取前三项；水取第一类前五项、其他类前三项。每个排放口分别计算。减征逐个污染物，先取项、后减征。",
        "Air: the first three by equivalents; water: the first five of class I and three of the others. An outlet at a time. "
        "A reduction is that of one pollutant, after they have been chosen.",
    ),
)
