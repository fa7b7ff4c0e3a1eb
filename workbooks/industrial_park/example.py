"""The worked example, put together: plan and present, ledgers, future."""

from __future__ import annotations

from typing import Any

from workbooks.industrial_park import example_future, example_ledgers, example_plan

EXAMPLE: dict[str, Any] = {**example_plan.EXAMPLE, **example_ledgers.EXAMPLE, **example_future.EXAMPLE}
