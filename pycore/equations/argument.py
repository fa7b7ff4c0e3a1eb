"""An argument of a function: its meaning, unit and domain, and the sentence for what it cannot take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pycore.cells.number_text import number_meant
from pycore.cells.values import NUM, VALUE, describe
from pycore.equations.domain import ANY, Domain
from pycore.equations.unit_names import shown
from pycore.errors import TwinLedgerError
from pycore.language import Text

ArgumentKind = Literal["number", "text", "range", "any"]


class ArgumentProblem(TwinLedgerError):
    """An argument cannot be used; `code` is the Excel error that the cell shows."""

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a function: its meaning, unit and domain.

    Attributes:
        kind: `number` and `text` broadcast over ranges; `range` is taken whole; `any` is passed as it is.
        default: value when the argument is left out or blank; `None` with `optional` means "none given".
    """

    name: str
    unit: str
    meaning: Text
    domain: Domain = ANY
    kind: ArgumentKind = "number"
    optional: bool = False
    default: float | str | None = None
    symbol: str = ""

    @property
    def required(self) -> bool:
        """A call without it is refused."""
        return not self.optional

    def problem(self, value: object, function: str = "") -> ArgumentProblem:
        """Build the sentence for a value that this argument cannot take."""
        at = f"{function} " if function else ""
        unit = f"（{shown(self.unit).zh}）" if shown(self.unit).zh else ""
        unit_en = f" ({shown(self.unit).en})" if shown(self.unit).en else ""
        numeric = isinstance(value, (int, float)) and not isinstance(value, bool)
        if self.kind == "text":
            return ArgumentProblem(
                VALUE,
                Text(
                    f"{at}参数“{self.meaning.zh}”收到{describe(value, 'zh')}，应为文字。请改填文字。",
                    f"{at}argument {self.name}: got {describe(value, 'en')}, expected a text. Enter a text.",
                ),
            )
        if numeric:
            hint = self.domain.hint
            return ArgumentProblem(
                NUM,
                Text(
                    f"{at}参数“{self.meaning.zh}”{unit}的值是 {describe(value, 'zh')}，"
                    f"应为 {self.domain.text.zh}。{hint.zh}",
                    f"{at}argument {self.name}{unit_en}: got {describe(value, 'en')}, "
                    f"expected {self.domain.text.en}. {hint.en}".rstrip(),
                ),
            )
        meant = number_meant(value) if isinstance(value, str) else None
        number = Text("数值", "a number") if meant is None else Text(f"数值 {meant:.15g}", f"the number {meant:.15g}")
        return ArgumentProblem(
            VALUE,
            Text(
                f"{at}参数“{self.meaning.zh}”{unit}收到{describe(value, 'zh')}，应为数值"
                f"（{self.domain.text.zh}）。请改填{number.zh}。",
                f"{at}argument {self.name}{unit_en}: got {describe(value, 'en')}, expected a number "
                f"({self.domain.text.en}). Enter {number.en}.",
            ),
        )
