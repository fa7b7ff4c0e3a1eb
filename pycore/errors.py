"""The errors of TwinLedger: each is a sentence in Chinese and English that says what to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from pycore.language import Language, Text


class TwinLedgerError(Exception):
    """Base of every error that TwinLedger raises on purpose; `text` holds the sentence in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.both)
        self.text = text

    def sentence(self, language: Language = "zh") -> str:
        """Return the message in a language."""
        return self.text[language]


class LibraryError(TwinLedgerError):
    """The factor library contradicts itself or lacks something (duplicate id, missing unit, broken chain)."""


class FileProblem(TwinLedgerError):
    """A file cannot be read or written as asked; nothing on disk was changed."""


class NotOurWorkbook(FileProblem):
    """A file is none of our workbooks; `found` is what was seen in its place, as words within another sentence."""

    def __init__(self, text: Text, found: Text) -> None:
        super().__init__(text)
        self.found = found


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one cell of a workbook: where, what was found, what was expected, what to do."""

    where: str
    found: Text
    expected: Text
    action: Text = field(default_factory=lambda: Text("请改正后重新读取。", "Correct it and read the file again."))
    fault: Text | None = None
    """What the row check of the sheet says of it, in the same words."""

    @property
    def text(self) -> Text:
        """The whole sentence: where, what the row check says, what was found, what was expected, what to do."""
        found = "未填写" if self.found.zh == "空白" else f"填写的是 {self.found.zh}"
        fault, fault_en = (f"{self.fault.zh}：", f"{self.fault.en}: ") if self.fault else ("", "")
        return Text(
            f"{self.where}：{fault}{found}，应为{self.expected.zh}。{self.action.zh}",
            f"{self.where}: {fault_en}found {self.found.en}, expected {self.expected.en}. {self.action.en}",
        )


class WorkbookProblems(TwinLedgerError):
    """All that is wrong in a workbook, named at once and not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        lines = [p.text for p in problems]
        super().__init__(
            Text(
                f"工作簿中有 {len(problems)} 处需要改正：\n" + "\n".join(t.zh for t in lines),
                f"{len(problems)} places in the workbook need correction:\n" + "\n".join(t.en for t in lines),
            )
        )
        self.problems = problems
