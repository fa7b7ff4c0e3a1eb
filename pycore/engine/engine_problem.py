"""What the engine raises, said as a problem of the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pycore.cells.plain_text import plain_text
from pycore.errors import FileProblem
from pycore.language import Text


@contextmanager
def said_as_problem() -> Iterator[None]:
    """Say whatever the engine raises as one problem of the file."""
    try:
        yield
    except Exception as error:
        if isinstance(error, MemoryError):
            raise  # a limit of the process, which whoever set it names
        reason = plain_text(str(error)) or type(error).__name__
        raise FileProblem(
            Text(
                f"计算引擎无法计算这个工作簿：{reason}。请用 Excel 或 WPS 打开检查公式后另存。",
                f"The engine cannot calculate this workbook: {reason}. "
                "Open it in Excel or WPS, check its formulas and save it again.",
            )
        ) from error
