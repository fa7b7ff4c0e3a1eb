"""xlwings' real decorators, also where `xlwings.func` does nothing because there is no Excel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from addin.excel.com_free import xlwings_udfs

Function = Callable[..., Any]


class RealDecorators:
    """`func`, `arg` and `ret` of `xlwings.udfs`: they write the metadata that the wrappers come from."""

    def func(self, **options: Any) -> Callable[[Function], Function]:
        return xlwings_udfs().xlfunc(**options)  # type: ignore[no-any-return]

    def arg(self, name: str, **options: Any) -> Callable[[Function], Function]:
        return xlwings_udfs().xlarg(name, **options)  # type: ignore[no-any-return]

    def ret(self, **options: Any) -> Callable[[Function], Function]:
        return xlwings_udfs().xlret(**options)  # type: ignore[no-any-return]
