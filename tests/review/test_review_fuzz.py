"""No input makes the review crash: whatever is broken in a package, it ends with a verdict and the file as it was."""

from __future__ import annotations

import functools
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pycore.review.result import Review, Verdict
from pycore.review.review import review

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "workbooks" / "coal_chemical" / "coal_chemical_example_zh.xlsx"
EXAMPLES = int(os.environ.get("TWINLEDGER_FUZZ", "25"))
TOKENS = (
    b"", b"0", b"-1", b"999999999", b"1e999", b"nan", b'"', b"<", b">", b"&", b"&#0;", b"</c>", b"<c/>", b"<v>", b"</v>",
    b"<f>", b"</f>", b"</row>", b"(", b")", b"!", b"$", b":", b"A1", b"XFD1048576", b"XFE1", b"#REF!", b"{", b"}", b"\\x00",
    b'r="A1"', b't="s"', b't="e"', b't="shared"', b't="array"', b's="99999"', b'ref="A1:XFD1048576"', b"TL_FUEL_CO2(",
    b"cover_template", b"IF(TL_ON,", b"\xff\xfe", "燃料".encode(), "－".encode(),
)  # fmt: skip


@functools.cache
def members() -> dict[str, bytes]:
    with zipfile.ZipFile(EXAMPLE) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, int, int, bytes]:
    """A part, and the stretch of it that becomes something else."""
    name = draw(st.sampled_from(sorted(members())))
    size = len(members()[name])
    start = draw(st.integers(0, max(size - 1, 0)))
    length = draw(st.sampled_from((0, 1, 2, 5, 20, 200, size)))
    return name, start, length, draw(st.sampled_from(TOKENS) | st.binary(max_size=12))


def judged(data: bytes, folder: Path) -> Review:
    path = folder / "submitted.xlsx"
    path.write_bytes(data)
    found = review(path)
    assert path.read_bytes() == data
    assert [p.name for p in folder.iterdir()] == ["submitted.xlsx"]
    assert isinstance(found.verdict, Verdict)
    if found.verdict is Verdict.REFUSED:
        assert found.findings
    for finding in found.findings:
        assert finding.sentence("zh")
        assert finding.sentence("en")
    return found


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(changes(), min_size=1, max_size=4))
def test_broken_parts_end_with_a_verdict(tmp_path_factory, damage):  # type: ignore[no-untyped-def]
    parts = dict(members())
    for name, start, length, token in damage:
        data = parts[name]
        parts[name] = data[:start] + token + data[start + length :]
    judged(package(parts), tmp_path_factory.mktemp("broken"))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sets(st.sampled_from(sorted(members())), min_size=1, max_size=3), st.booleans())
def test_missing_and_exchanged_parts_end_with_a_verdict(tmp_path_factory, names, exchange):  # type: ignore[no-untyped-def]
    parts = dict(members())
    others = sorted(parts)
    for name in names:
        other = others[(others.index(name) + 1) % len(others)]
        if exchange:
            parts[name] = members()[other]
        else:
            parts.pop(name, None)
    judged(package(parts), tmp_path_factory.mktemp("missing"))
