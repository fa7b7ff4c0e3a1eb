"""The synergy index S (碳污协同度): how pollutant and GHG performance stand against the advanced values.

    S = (ΔE_LAP / e_LAP) / (ΔE_GHG / e_GHG),   ΔE = project − advanced value

The index alone does not decide: in the two mixed quadrants the same S means opposite things, so the signs
of the deviations come first and the interval ends of table 4-1 second. S = −1 is never acceptable. A
value that equals its reference at the benchmark's precision leaves S undefined; then the other value must
be strictly better.

In the reference basis a case is acceptable exactly when the two relative deviations add up to less than zero.

Numbers count as a spreadsheet shows them, with 15 digits, and S counts as −1 where it rounds to −1 at 12
decimals, here and in the native form, so that the rounding of a sum never makes an unacceptable case
acceptable.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from pycore.assessment.performance import GROUP_ASSESSMENT
from pycore.cells.values import NOT_AVAILABLE
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import choice_of
from pycore.equations.definition import Clause
from pycore.equations.domain import POSITIVE, Domain
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.equations.number_text import format_number
from pycore.language import Language, Text

POLLUTANT_DECIMALS = 3
GHG_DECIMALS = 2
INDEX_DECIMALS = 12

BOTH_LOWER = Text("双减", "both lower")
BOTH_HIGHER = Text("双增", "both higher")
POLLUTANT_UP = Text("污增碳减", "pollutant up, carbon down")
CARBON_UP = Text("污减碳增", "pollutant down, carbon up")
POLLUTANT_EQUAL = Text("污平", "pollutant equal")
CARBON_EQUAL = Text("碳平", "carbon equal")
BOTH_EQUAL = Text("双平", "both equal")

ACCEPTABLE = Text("可接受", "acceptable")
OPTIMISE = Text("需优化", "to be optimised")
EXPLAIN = Text("需说明", "to be explained")
MOST_DECIMALS = 12

REFERENCE, PROJECT = "reference", "project"
_BASES = {
    "reference": REFERENCE,
    "advanced": REFERENCE,
    "先进值": REFERENCE,
    "project": PROJECT,
    "项目值": PROJECT,
}
_LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}


def _exact(value: float) -> Fraction:
    """Read a number as a spreadsheet shows it, with 15 significant digits, and then exactly.

    So 0.1144 is 1144/10000 and not its binary neighbour, and S = −1 is met exactly where the documents
    meet it.
    """
    return Fraction(f"{value:.15g}")


def decimals_of(reference: float, least: int) -> int:
    """Return the number of decimals at which a value is held against its reference where none is asked for.

    A benchmark counts at its published precision, `least`; a reference that is given with more decimals
    is not blurred, it is met only exactly (at 12 decimals).
    """
    return least if round(reference, least) == round(reference, MOST_DECIMALS) else MOST_DECIMALS


def _equal(value: Fraction, reference: Fraction, decimals: int) -> bool:
    """Equal at a precision: less than half a unit of the last decimal apart."""
    return bool(abs(value - reference) * 10**decimals * 2 < 1)


@dataclass(frozen=True, slots=True)
class Synergy:
    """The outcome for one product: exact relative deviations, S where it is defined, state and grade."""

    pollutant_deviation: Fraction
    ghg_deviation: Fraction
    index: Fraction | None
    state: Text
    grade: Text


def assess(
    pollutant: float,
    pollutant_reference: float,
    ghg: float,
    ghg_reference: float,
    basis: str = REFERENCE,
    pollutant_decimals: int | None = None,
    ghg_decimals: int | None = None,
) -> Synergy:
    """Assess one product against its advanced values.

    Args:
        pollutant: project performance of the pollutant (kg NOx per unit of product).
        pollutant_reference: its advanced value, in the same unit.
        ghg: project performance of GHG (tCO2 per unit of product).
        ghg_reference: its advanced value, in the same unit.
        basis: what the deviations are relative to: `reference` (default) or `project`.
        pollutant_decimals, ghg_decimals: precision at which "equal to the advanced value" is decided; without
            them 3 decimals for the pollutant and 2 for GHG, or exactly for a reference with more decimals.

    Raises:
        ZeroDivisionError: relative to a project value of zero.

    Source: explanatory note of the coal chemical guide, 4.5.4(2), table 4-1; form of S inferred from its
    rows.
    """
    if pollutant_decimals is None:
        pollutant_decimals = decimals_of(pollutant_reference, POLLUTANT_DECIMALS)
    if ghg_decimals is None:
        ghg_decimals = decimals_of(ghg_reference, GHG_DECIMALS)
    p, p_ref, g, g_ref = (_exact(v) for v in (pollutant, pollutant_reference, ghg, ghg_reference))
    d_p = Fraction(0) if _equal(p, p_ref, pollutant_decimals) else p - p_ref
    d_g = Fraction(0) if _equal(g, g_ref, ghg_decimals) else g - g_ref
    r_p = d_p / (p if basis == PROJECT else p_ref) if d_p else d_p
    r_g = d_g / (g if basis == PROJECT else g_ref) if d_g else d_g
    index = r_p / r_g if r_p and r_g else None
    state = _state(d_p, d_g)
    return Synergy(r_p, r_g, index, state, _grade(state, d_p, d_g, index))


def _state(d_p: Fraction, d_g: Fraction) -> Text:
    """Name the state by the signs of the two deviations; a deviation of 0 counts as equal."""
    if d_p == 0:
        return BOTH_EQUAL if d_g == 0 else POLLUTANT_EQUAL
    if d_g == 0:
        return CARBON_EQUAL
    if d_p < 0:
        return BOTH_LOWER if d_g < 0 else CARBON_UP
    return POLLUTANT_UP if d_g < 0 else BOTH_HIGHER


def _grade(state: Text, d_p: Fraction, d_g: Fraction, index: Fraction | None) -> Text:
    """Grade by the signs first, then by the interval ends of table 4-1."""
    if state is BOTH_EQUAL:
        return EXPLAIN
    if state is BOTH_LOWER:
        good = True
    elif state is BOTH_HIGHER:
        good = False
    elif state is POLLUTANT_UP:
        good = index is not None and round(index, INDEX_DECIMALS) > -1
    elif state is CARBON_UP:
        good = index is not None and round(index, INDEX_DECIMALS) < -1
    else:
        good = (d_g if state is POLLUTANT_EQUAL else d_p) < 0
    return ACCEPTABLE if good else OPTIMISE


def basis_of(text: str) -> str:
    """Read the basis argument."""
    expected = Text("reference（相对先进值）或 project（相对项目值）", '"reference" or "project"')
    return choice_of(text, _BASES, Text("基准", "basis"), expected)


def language_of(text: str) -> Language:
    """Read the language argument of functions that return a text."""
    return choice_of(text, _LANGUAGES, Text("语言", "language"), Text("zh 或 en", '"zh" or "en"'))


_DECIMALS = Domain(0, MOST_DECIMALS, hint=Text("小数位数为 0 到 12。", "Decimals are 0 to 12."), typical=(0, 6))
_NOT_BELOW_ZERO = Domain(
    0, hint=Text("排放绩效不能为负。", "A pollutant performance cannot be negative."), typical=(0.01, 1)
)
_ARGUMENTS = [
    Argument("pollutant", "kg/output_unit",
             Text("项目污染物排放绩效", "pollutant performance of the project"),
             _NOT_BELOW_ZERO, symbol=r"e_\mathrm{LAP}"),
    Argument("pollutant_reference", "kg/output_unit", Text("污染物先进值", "advanced value of the pollutant"),
             POSITIVE, symbol=r"e_\mathrm{LAP,adv}"),
    Argument("ghg", "tCO2/output_unit", Text("项目温室气体排放绩效", "GHG performance of the project"),
             Domain(typical=(0.5, 12)), symbol=r"e_\mathrm{GHG}"),
    Argument("ghg_reference", "tCO2/output_unit", Text("温室气体先进值", "advanced value of GHG"),
             POSITIVE, symbol=r"e_\mathrm{GHG,adv}"),
    Argument("basis", "",
             Text("相对于先进值（reference）或项目值（project）", 'relative to "reference" or "project"'),
             kind="text", optional=True, default=REFERENCE),
    Argument("pollutant_decimals", "1",
             Text("污染物判定相等的小数位数（空白：3 位；先进值位数更多时须完全相同）",
                  "decimals at which the pollutant counts as equal "
                  "(blank: 3; exactly where its reference has more)"),
             _DECIMALS, optional=True),
    Argument("ghg_decimals", "1",
             Text("温室气体判定相等的小数位数（空白：2 位；先进值位数更多时须完全相同）",
                  "decimals at which GHG counts as equal (blank: 2; exactly where its reference has more)"),
             _DECIMALS, optional=True),
]  # fmt: skip
_LANGUAGE = Argument(
    "language",
    "",
    Text("结果语言 zh 或 en", 'language of the result, "zh" or "en"'),
    kind="text",
    optional=True,
    default="zh",
)
CLAUSE = Clause(
    Text(
        "《现代煤化工行业建设项目温室气体排放环境影响评价技术指南（试行）》编制说明 4.5.4(2) 表 4-1；S 的公式据表反推",
        "coal chemical GHG EIA guide, explanatory note 4.5.4(2), table 4-1; form of S inferred from it",
    ),
    "I",
)


@lru_cache(maxsize=65536)
def _assess(
    p: float, pr: float, g: float, gr: float, basis: str, pd: float | None = None, gd: float | None = None
) -> Synergy:
    """Assess cell values: decimals come as floats; the four functions of one row share the outcome."""
    decimals = (None if d is None else int(d) for d in (pd, gd))
    return assess(p, pr, g, gr, basis_of(basis), *decimals)


def _index(*arguments: Any) -> float:
    """Return S for a cell; `#N/A` with the state where a value equals its reference and S is not defined."""
    outcome = _assess(*arguments)
    if outcome.index is None:
        raise ArgumentProblem(
            NOT_AVAILABLE,
            Text(
                f"状态为“{outcome.state.zh}”：有一项与先进值相同，按指南不计算 S，看另一项是否严格更优。",
                f"State “{outcome.state.en}”: a value equals its reference, so S is not computed; "
                "the other value must be strictly better.",
            ),
        )
    return float(outcome.index)


def _state_text(*arguments: Any) -> str:
    return _assess(*arguments[:-1]).state[language_of(arguments[-1])]


def _grade_text(*arguments: Any) -> str:
    return _assess(*arguments[:-1]).grade[language_of(arguments[-1])]


def _steps(p: float, pr: float, g: float, gr: float, basis: str, pd: Any, gd: Any, *_: Any) -> list[Text]:
    """Say both relative deviations, S and the outcome with their numbers, for an explanation."""
    outcome = _assess(p, pr, g, gr, basis, pd, gd)
    project = basis_of(basis) == PROJECT
    lines = [
        _deviation(POLLUTANT, p, pr, p if project else pr, outcome.pollutant_deviation),
        _deviation(GREENHOUSE_GAS, g, gr, g if project else gr, outcome.ghg_deviation),
    ]
    if outcome.index is not None:
        s = format_number(float(outcome.index))
        lines.append(Text(f"S = {s}", f"S = {s}"))
    else:
        lines.append(Text("有一项与先进值相同，不计算 S", "a value equals its reference: S is not computed"))
    lines.append(
        Text("状态：{state}；等级：{grade}", "state: {state}; grade: {grade}").format(
            state=outcome.state, grade=outcome.grade
        )
    )
    return lines


POLLUTANT = Text("污染物", "pollutant")
GREENHOUSE_GAS = Text("温室气体", "GHG")


def _deviation(what: Text, value: float, reference: float, base: float, deviation: Fraction) -> Text:
    """Say one relative deviation with its numbers."""
    value_text, reference_text, base_text = map(format_number, (value, reference, base))
    numbers = f"({value_text} − {reference_text})/{base_text} = {float(deviation):+.4%}"
    if not deviation:
        equal = Text("与先进值相同", "equal to the advanced value")
        return Text("{what}相对偏差：{equal}", "relative deviation, {what}: {equal}").format(what=what, equal=equal)
    return Text("{what}相对偏差：{n}", "relative deviation, {what}: {n}").format(what=what, n=numbers)


# ── The native form ────────────────────────────────────────────────────────────────────────────────────────
# Equality: ROUND(|x − ref|·10^d, 6) < 0.5, the rounding taking away the noise of the subtraction.
# S is held against −1 after rounding to 12 decimals, as in the core.


def _same(value: str, reference: str, decimals: str, least: int) -> str:
    """Write the native test of equality for two cells; without a cell for the decimals, those of `decimals_of`."""
    own = f"IF(ROUND({reference},{least})=ROUND({reference},{MOST_DECIMALS}),{least},{MOST_DECIMALS})"
    if decimals == "":
        decimals = own
    elif not decimals.isdigit():
        decimals = f'IF({decimals}="",{own},{decimals})'
    return f"ROUND(ABS({value}-{reference})*10^{decimals},6)<0.5"


def _ratio(p: str, pr: str, g: str, gr: str, basis: str) -> str:
    """Write S natively; with a cell for the basis the formula chooses between the two denominators."""
    reference = f"(({p}-{pr})/{pr})/(({g}-{gr})/{gr})"
    if basis == "":
        return reference
    project = f"(({p}-{pr})/{p})/(({g}-{gr})/{g})"
    return f'IF(OR({basis}="project",{basis}="项目值"),{project},{reference})'


def native_index(p: str, pr: str, g: str, gr: str, basis: str = "", pd: str = "", gd: str = "") -> str:
    """Write S in native Excel.

    Args:
        p, pr, g, gr: cells of the project's performances and the advanced values.
        basis: cell of the basis, or "" for the reference basis.
        pd, gd: decimals of equality: a number, a cell, or "" for the default (see `decimals_of`).
    """
    same_p, same_g = _same(p, pr, pd, POLLUTANT_DECIMALS), _same(g, gr, gd, GHG_DECIMALS)
    return f"IF(OR({same_p},{same_g}),NA(),{_ratio(p, pr, g, gr, basis)})"


def native_state(
    p: str, pr: str, g: str, gr: str, basis: str = "", pd: str = "", gd: str = "", language: Language = "zh"
) -> str:
    """Write the state in native Excel; arguments as in `native_index`, and the language of the result."""

    def quoted(text: Text) -> str:
        return f'"{text[language]}"'

    same_p, same_g = _same(p, pr, pd, POLLUTANT_DECIMALS), _same(g, gr, gd, GHG_DECIMALS)
    return (
        f"IF({same_p},IF({same_g},{quoted(BOTH_EQUAL)},{quoted(POLLUTANT_EQUAL)}),"
        f"IF({same_g},{quoted(CARBON_EQUAL)},"
        f"IF({p}<{pr},IF({g}<{gr},{quoted(BOTH_LOWER)},{quoted(CARBON_UP)}),"
        f"IF({g}<{gr},{quoted(POLLUTANT_UP)},{quoted(BOTH_HIGHER)}))))"
    )


def native_grade(
    p: str, pr: str, g: str, gr: str, basis: str = "", pd: str = "", gd: str = "", language: Language = "zh"
) -> str:
    """Write the grade in native Excel; arguments as in `native_state`."""
    good, bad, say = (f'"{t[language]}"' for t in (ACCEPTABLE, OPTIMISE, EXPLAIN))
    same_p, same_g = _same(p, pr, pd, POLLUTANT_DECIMALS), _same(g, gr, gd, GHG_DECIMALS)
    ratio = f"ROUND({_ratio(p, pr, g, gr, basis)},{INDEX_DECIMALS})"
    return (
        f"IF({same_p},IF({same_g},{say},IF({g}<{gr},{good},{bad})),"
        f"IF({same_g},IF({p}<{pr},{good},{bad}),"
        f"IF({p}<{pr},IF({g}<{gr},{good},IF({ratio}<-1,{good},{bad})),"
        f"IF({g}<{gr},IF({ratio}>-1,{good},{bad}),{bad}))))"
    )


SYNERGY = Method(
    "TL_SYNERGY",
    _index,
    group=GROUP_ASSESSMENT,
    title=Text("碳污协同度 S", "synergy index S"),
    arguments=_ARGUMENTS,
    unit="1",
    clause=CLAUSE,
    native=native_index,
    steps=_steps,
    formulation=Formulation(
        (
            r"S = \frac{\Delta_\mathrm{LAP}}{\Delta_\mathrm{GHG}}",
            r"\Delta_\mathrm{LAP} = \frac{e_\mathrm{LAP} - e_\mathrm{LAP,adv}}{e_\mathrm{LAP,adv}}",
            r"\Delta_\mathrm{GHG} = \frac{e_\mathrm{GHG} - e_\mathrm{GHG,adv}}{e_\mathrm{GHG,adv}}",
        ),
        (
            SymbolMeaning("S", Text("碳污协同度", "synergy index")),
            SymbolMeaning(
                r"\Delta_\mathrm{LAP}",
                Text(
                    "污染物相对偏差（basis 为项目值时，分母改为项目值）",
                    "relative deviation of the pollutant (by the project's value where the basis is project)",
                ),
            ),
            SymbolMeaning(
                r"\Delta_\mathrm{GHG}",
                Text("温室气体相对偏差（分母同上）", "relative deviation of GHG (divided likewise)"),
            ),
        ),
    ),
    note=Text(
        "任一项与先进值相同时返回 #N/A。S 的大小不能单独定级，请用 TL_SYNERGY_GRADE。",
        "#N/A where a value equals its reference. S alone does not grade: use TL_SYNERGY_GRADE.",
    ),
)
SYNERGY_STATE = Method(
    "TL_SYNERGY_STATE",
    _state_text,
    group=GROUP_ASSESSMENT,
    title=Text("协同状态", "synergy state"),
    arguments=[*_ARGUMENTS, _LANGUAGE],
    unit="",
    clause=CLAUSE,
    native=native_state,
    steps=_steps,
    uses=(SYNERGY,),
    note=Text(
        "双减、双增、污增碳减、污减碳增、污平、碳平、双平。",
        "One of seven states, by the signs of the deviations.",
    ),
)
SYNERGY_GRADE = Method(
    "TL_SYNERGY_GRADE",
    _grade_text,
    group=GROUP_ASSESSMENT,
    title=Text("协同度等级", "synergy grade"),
    arguments=[*_ARGUMENTS, _LANGUAGE],
    unit="",
    clause=CLAUSE,
    native=native_grade,
    steps=_steps,
    uses=(SYNERGY,),
    note=Text(
        "可接受、需优化、需说明；S = −1 不可接受。",
        "Acceptable, to be optimised, to be explained; S = −1 is never acceptable.",
    ),
)
