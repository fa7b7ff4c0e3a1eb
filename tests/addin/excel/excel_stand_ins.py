"""Stand-ins for the COM objects that Excel hands to xlwings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

CallUdf = Callable[..., Any]


@dataclass
class ComRange:
    """What Excel hands over for a range: its `Value`, as pywin32 gives it."""

    Value: Any


class RangeImplementation:
    """The part of xlwings' Windows range that reading an argument uses."""

    max_cells_per_read = None

    def __init__(self, xl: ComRange | None) -> None:
        self.xl = xl
        app = SimpleNamespace(engine=None, pid=0)
        self.sheet = SimpleNamespace(book=SimpleNamespace(app=app))

    @property
    def raw_value(self) -> Any:
        assert self.xl is not None
        return self.xl.Value
