"""Ozone formation potential: what volatile organics can make of ozone, by their maximum incremental reactivity."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from pycore.cells.values import NOT_AVAILABLE, cells_of, is_blank
from pycore.drivers import GROUP_DRIVERS
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import number_of, refuse_other_count
from pycore.equations.definition import Clause
from pycore.equations.domain import NOT_NEGATIVE
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text

_FUNCTION = "TL_OFP"


@cache
def _reactivities() -> dict[str, float]:
    """The reactivity of each species, by key and by name in both languages."""
    from pycore.library import library
    from pycore.library.not_found import bare

    found: dict[str, float] = {}
    for factor in library().category("mir"):
        names = (factor.key, factor.name.zh.rpartition("：")[0], factor.name.en.rpartition(":")[0])
        for name in names:
            found.setdefault(bare(name), factor.value)
    return found


def _ofp(species: Any, masses: Any) -> float:
    names, weighed = cells_of(species), cells_of(masses)
    refuse_other_count(_FUNCTION, len(names), Text("物种", "species"), len(weighed), Text("质量", "masses"))
    return math.fsum(
        number_of(mass, NOT_NEGATIVE, Text(f"{_FUNCTION} 第 {place} 个质量", f"{_FUNCTION}: mass {place}"))
        * _reactivity(name, place)
        for place, (name, mass) in enumerate(zip(names, weighed, strict=True), 1)
        if not is_blank(mass)
    )


def _reactivity(name: Any, place: int) -> float:
    """Return the MIR of a species; raises `ArgumentProblem` for one that the library has not."""
    from pycore.library.not_found import bare

    known = _reactivities()
    value = known.get(bare(str(name)))
    if value is None:
        import difflib

        near = difflib.get_close_matches(bare(str(name)), known, n=3)
        zh = f"，是否为 {'、'.join(near)}" if near else ""
        en = f" Did you mean {', '.join(near)}?" if near else ""
        raise ArgumentProblem(
            NOT_AVAILABLE,
            Text(
                f"{_FUNCTION} 第 {place} 个物种“{name}”在因子库中没有 MIR{zh}。全部物种见 twinledger factors mir。",
                f'{_FUNCTION}: species {place}, "{name}", has no MIR in the library.{en} See twinledger factors mir.',
            ),
        )
    return value


OFP = Method(
    _FUNCTION,
    _ofp,
    group=GROUP_DRIVERS,
    title=Text("臭氧生成潜势", "ozone formation potential"),
    arguments=[
        Argument("species", "", Text("VOC 物种（代码或名称）", "species, by key or name"), kind="range"),
        Argument("masses", "t", Text("各物种排放量", "mass of each"), NOT_NEGATIVE, kind="range", symbol="m_i"),
    ],
    unit="t",
    clause=Clause(
        Text("MIR 法（Carter，2010，SAPRC-07 尺度）", "MIR method (Carter 2010, SAPRC-07 scale)"),
        "V",
    ),
    formulation=Formulation(
        (r"\mathit{OFP} = \sum_i m_i \cdot \mathit{MIR}_i",),
        (
            SymbolMeaning("i", Text("各物种依次", "each species in turn")),
            SymbolMeaning(
                r"\mathit{MIR}_i", Text("最大增量反应活性（因子库）", "maximum incremental reactivity (library)"), "g/g"
            ),
            SymbolMeaning(r"\mathit{OFP}", Text("臭氧生成潜势", "ozone formation potential"), "t"),
        ),
    ),
    note=Text(
        "单位与质量相同。MIR 描述 NOx 充足时的潜势，不等于实际生成的臭氧。没有质量的行不计。",
        "In the unit of the masses. MIR is the potential where NOx abounds, not the ozone that forms. Rows without a mass are "
        "left out.",
    ),
)
