"""What a test does without the program that it needs."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip, but never in CI: there a check that did not run must not look like one that passed."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must not go without it: {what}")
    pytest.skip(what)
