"""A sample of mutants in every full run, and that a mutant which nothing notices is named."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.mutants.__main__ import ROOT, SAMPLED, sample

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants need fork")]
COUNT = 40
# One factor of the pedigree matrix, which its own tests notice and those of the distributions do not.
FACTOR = "'reliability': (1.0, 1.05, 1.1, 1.2, 2.5)"


def examined(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.mutants", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=900)


def test_a_mutant_that_nothing_notices_is_named_with_its_file_and_line() -> None:
    noticed = examined("uncertainty", "--only", FACTOR, "--tests", "tests/uncertainty/test_data_quality.py")
    assert (noticed.returncode, "1 noticed" in noticed.stdout) == (0, True), noticed.stdout + noticed.stderr
    unnoticed = examined("uncertainty", "--only", FACTOR, "--tests", "tests/uncertainty/test_distributions.py")
    assert unnoticed.returncode == 1, unnoticed.stdout + unnoticed.stderr
    lines = (ROOT / "pycore/uncertainty/data_quality.py").read_text(encoding="utf-8").splitlines()
    line = next(i for i, text in enumerate(lines, 1) if text.strip().startswith('"reliability"'))
    assert f"unnoticed: pycore/uncertainty/data_quality.py:{line}: " in unnoticed.stdout
    assert f"→  {FACTOR}" in unnoticed.stdout


def test_the_sample_is_the_same_each_time_and_from_every_package() -> None:
    chosen = sample(COUNT)
    assert chosen == sample(COUNT)
    assert {m.file.split("/")[1] for m in chosen} == set(SAMPLED)


def test_the_tests_notice_every_mutant_of_the_sample() -> None:
    """Another sample with every change of the three packages or their tests; `make mutants` runs all of them."""
    found = examined("--sample", str(COUNT))
    assert found.returncode == 0, found.stdout + found.stderr
