"""The environmental tax of each outlet, with and without mercury.

Of an outlet's air pollutants the first three by equivalents are taxed; of its water pollutants those of class I, of
which mercury is one, and the first three of the others. So without mercury a fourth pollutant may take its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pycore.equations.domain import NOT_NEGATIVE, Domain
from pycore.language import both
from pycore.sheets.definition import Column, Panel, Table
from pycore.sheets.formulas import core_first
from workbooks.common.cells import blank_if
from workbooks.common.columns import calculated, choice, factor_value, number, text
from workbooks.common.fields import entry, fixed, quantity
from workbooks.common.pages import panel, table
from workbooks.common.quantities import in_unit
from workbooks.mercury_pvc.entries import checked
from workbooks.mercury_pvc.plants import NO_OUTPUT, PLANT, YEAR

_AIR_RATE = Domain(1.2, 12, hint=both("税法：大气每当量 1.2～12 元。 | The law: CNY 1.2 to 12 for air."))
_WATER_RATE = Domain(1.4, 14, hint=both("税法：水每当量 1.4～14 元。 | The law: CNY 1.4 to 14 for water."))
_equivalents, _money = in_unit("当量 | equivalents", "#,##0.0"), in_unit("元 | CNY", "#,##0", total=True)


@dataclass(frozen=True, kw_only=True)
class Medium:
    """What is taxed of the outlets of a medium.

    Attributes:
        others: the pollutants beside mercury: key of the column, key in the library, words.
        class_one: whether mercury is taxed beside the first three of the others, not among them.
    """

    key: str
    title: str
    keys_title: str
    others: tuple[tuple[str, str, str], ...]
    rows: int
    class_one: bool

    @property
    def _all(self) -> tuple[tuple[str, str, str], ...]:
        return (*self.others, ("hg", "Hg", "汞 | mercury"))

    @property
    def areas(self) -> dict[str, tuple[str, str]]:
        """Names for the keys of all pollutants, and of those beside mercury."""
        keys = f"tax_{self.key}_keys"
        first, last = self.others[0][0], self.others[-1][0]
        return {
            f"tax_{self.key}_all": (f"{keys}_{first}", f"{keys}_hg"),
            f"tax_{self.key}_others": (f"{keys}_{first}", f"{keys}_{last}"),
        }

    def keys(self) -> Panel:
        """The pollutants by their keys in the library, as the function takes them."""
        return panel(
            f"tax_{self.key}_keys", self.keys_title, *(fixed(key, words, code) for key, code, words in self._all)
        )

    def _equivalent(self, key: str, code: str, words: str) -> Column:
        mass = factor_value(f'"tax.equivalent_{self.key}.{code}"')
        return calculated(
            f"e_{key}",
            both(words).within("{}：当量 | {}: equivalents"),
            "当量 | equivalents",
            blank_if('[plant]=""', f"SUM([{key}])/{mass}"),
            helper=True,
        )

    def _reduction(self, key: str, words: str) -> Column:
        return choice(f"cut_{key}", both(words).within("减征：{} | reduced: {}"), "tax_reduction", width=16)

    def _due(self, key: str, words: str) -> Column:
        """What is due of the rate for a pollutant: after its reduction, and for mercury at its own rate."""
        of = {code: factor_value(f'"tax.rule.reduced_{code[1:]}"') for code in ("r30", "r50")}
        cut = f"[cut_{key}]"
        share = f"IF({cut}=tax_reduction_r30,{of['r30']},IF({cut}=tax_reduction_r50,{of['r50']},1))"
        rate, rate_hg = f"tax_settings_{self.key}_rate", f"tax_settings_{self.key}_rate_hg"
        if key == "hg":
            share = f'{share}*IF({rate_hg}="",1,{rate_hg}/{rate})'
        title = both(words).within("{}：应缴份额 | {}: share due")
        return calculated(f"due_{key}", title, "1", self._taxed_at_all(share), helper=True)

    def _taxed_at_all(self, formula: str) -> str:
        """Blank where there is no row, or no rate to tax it at."""
        return blank_if(f'OR([plant]="",tax_settings_{self.key}_rate="")', formula)

    def _tax(self, last: str, names: str) -> str:
        """The tax on pollutants up to one: they are chosen by equivalents, then reduced one by one."""
        first, rate = self.others[0][0], f"tax_settings_{self.key}_rate"
        core = f'TL_POLLUTION_TAX({names},[{first}]:[{last}],{rate},"{self.key}",[due_{first}]:[due_{last}])'
        native = "+".join(f"{equivalents}*[due_{key}]" for key, equivalents in self._taken(last))
        return self._taxed_at_all(core_first(core, f"{rate}*({native})"))

    def _taken(self, last: str) -> list[tuple[str, str]]:
        """Each pollutant up to one with its equivalents where it is taxed, else 0."""
        among = [key for key, _, _ in (self.others if self.class_one or last != "hg" else self._all)]
        found = [(key, _if_of_the_first(key, among)) for key in among]
        return [*found, ("hg", "[e_hg]")] if self.class_one and last == "hg" else found

    def _counted(self, last: str, names: str) -> str:
        """The equivalents that are taxed of pollutants up to one: by the core at a rate of 1, or natively."""
        first = self.others[0][0]
        core = f'TL_POLLUTION_TAX({names},[{first}]:[{last}],1,"{self.key}")'
        native = "+".join(equivalents for _, equivalents in self._taken(last))
        return blank_if('[plant]=""', core_first(core, native))

    def table(self) -> Table:
        """A row for each outlet."""
        first, last = self.others[0][0], self.others[-1][0]
        of_mercury = "[e_hg]" if self.class_one else _if_of_the_first("hg", [key for key, _, _ in self._all])
        return table(
            f"tax_{self.key}",
            self.title,
            f"20 8 20 {'11 ' * len(self._all)}{'16 ' * len(self._all)}13 13 13 13 13 26 24 11…",
            *checked(
                PLANT,
                YEAR,
                text("outlet", "排放口 | outlet", required=True),
                *(number(key, words, "kg", NOT_NEGATIVE, format="#,##0.###") for key, _, words in self._all),
                *(self._reduction(key, words) for key, _, words in self._all),
                _equivalents("counted", "计税当量 | taxed", self._counted("hg", f"tax_{self.key}_all")),
                _equivalents("counted_hg", "其中汞 | of which mercury", blank_if('[plant]=""', of_mercury)),
                _equivalents(
                    "counted_without", "不含汞的计税当量 | taxed without", self._counted(last, f"tax_{self.key}_others")
                ),
                _money("due", "应纳税额 | tax", self._tax("hg", f"tax_{self.key}_all")),
                _money("due_without", "不含汞的税额 | tax without mercury", self._tax(last, f"tax_{self.key}_others")),
                *(self._equivalent(*each) for each in self._all),
                *(self._due(key, words) for key, _, words in self._all),
                tests=(
                    NO_OUTPUT,
                    (f"COUNT([{first}]:[hg])=0", both("没有任何污染物的量 | no amount of any pollutant")),
                    (
                        f"COUNTIFS(tax_{self.key}_plant,[plant],tax_{self.key}_year,[year],"
                        f"tax_{self.key}_outlet,[outlet])>1",
                        both("同一排放口重复：请合并为一行 | outlet given twice: merge into one row"),
                    ),
                    *(
                        (
                            f'AND([cut_{key}]<>"",[{key}]="")',
                            both(words).within("{}有减征而没有排放量 | {}: a reduction without an amount"),
                        )
                        for key, _, words in self._all
                    ),
                    (
                        "OR(ISERROR([counted]),ISERROR([due]))",
                        both("税额不能计算 | the tax cannot be calculated"),
                    ),
                ),
                begins="plant outlet",
            ),
            rows=self.rows,
            ledger=True,
            helps={
                f"cut_{first}": (
                    "减征逐个污染物：该污染物的浓度低于限值 30% 或 50% 且符合法定条件的；留空为不减征。 | "
                    "Pollutant by pollutant: where the concentration of this one is 30 or 50 % below its limit and "
                    "the law's conditions are met; blank: no reduction."
                ),
                "hg": "以汞计，kg（不是 g）。 | As mercury, in kg, not g.",
            },
            note=(
                "当量值取自因子库（税法附表）；各排放口分别取项，先取项、后减征。 | "
                "The mass of an equivalent is from the library (tables of the law); pollutants are chosen outlet "
                "by outlet, before they are reduced."
            ),
        )


def _if_of_the_first(key: str, among: Sequence[str], first: int = 3) -> str:
    """The equivalents of a pollutant where it is one of the first, else 0; of equal ones the earlier goes first."""
    place = among.index(key)
    before = "+".join(
        f"([e_{other}]{'>=' if nth < place else '>'}[e_{key}])" for nth, other in enumerate(among) if other != key
    )
    return f"IF({before}<{first},[e_{key}],0)"


AIR = Medium(
    key="air",
    title="废气排放口的环境保护税 | Environmental tax of air outlets",
    keys_title="大气污染物代码（计算用） | Keys of air pollutants (for the calculation)",
    others=(
        ("so2", "SO2", "SO2"),
        ("nox", "NOx", "NOx"),
        ("soot", "soot", "烟尘 | soot"),
        ("dust", "dust", "一般性粉尘 | dust"),
        ("hcl", "HCl", "HCl"),
        ("cl2", "Cl2", "Cl2"),
        ("vcm", "VCM", "氯乙烯 | VCM"),
    ),
    rows=72,
    class_one=False,
)
WATER = Medium(
    key="water",
    title="废水排放口的环境保护税 | Environmental tax of water outlets",
    keys_title="水污染物代码（计算用） | Keys of water pollutants (for the calculation)",
    others=(
        ("cod", "COD", "COD"),
        ("nh3n", "NH3-N", "氨氮 | NH3-N"),
        ("ss", "SS", "悬浮物 | suspended solids"),
        ("phosphorus", "P", "总磷 | phosphorus"),
    ),
    rows=36,
    class_one=True,
)
SETTINGS = panel(
    "tax_settings",
    "环境保护税税额 | Rates of the environmental tax",
    quantity("air_rate", "大气：每当量 | air, each equivalent", "元 | CNY", _AIR_RATE, format="0.00"),
    quantity(
        "air_rate_hg", "大气：汞（留空同上） | air: mercury (blank: the same)", "元 | CNY", _AIR_RATE, format="0.00"
    ),
    quantity("water_rate", "水：每当量 | water, each equivalent", "元 | CNY", _WATER_RATE, format="0.00"),
    quantity(
        "water_rate_hg", "水：汞（留空同上） | water: mercury (blank: the same)", "元 | CNY", _WATER_RATE, format="0.00"
    ),
    entry("rate_source", "税额来源 | source of the rates"),
    note=(
        "各省税额由省人大常委会决定；因子库只有部分省份、部分年份（见“因子”中的税额行），请按当地公布的填写。 | "
        "Each province sets its rates; the library has some provinces and years only (see the rates among the "
        "factors): enter the local ones as published."
    ),
)
