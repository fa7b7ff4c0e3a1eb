"""Nothing goes into the installer that may not be passed on: by the metadata of each distribution, and by its files."""

from __future__ import annotations

import base64
import csv
import io
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.windows.build import placed, stage
from installer.windows.licences import (
    LICENCES_FILE,
    LeftOut,
    Licence,
    LicenceError,
    Rules,
    check_licences,
    licence,
    may_ship,
    read_rules,
)
from installer.windows.plan import read_plan
from installer.windows.repack import repack
from installer.windows.wheelhouse import (
    EXTRA,
    ROOT,
    leave_out,
    missing,
    pins,
    requirements_with_hashes,
    windows,
)

RULES = read_rules()
OWNER = "Copyright 2026 The TwinLedger authors"
PUBLISHED = "283ea6cc2997a1a70da0049e09adf9317bb60ca1b51279b65196b83a69e1996b"
PART = LeftOut("thing", "without.pro", ("thing/pro/*", "*/LICENSE_PRO.txt"))


def metadata(**lines: str | list[str]) -> Message:
    message = Message()
    for name, values in lines.items():
        for value in [values] if isinstance(values, str) else values:
            message[name.replace("_", "-")] = value
    return message


def wheel(folder: Path, more: dict[str, bytes] | None = None, said: str = "License: MIT\n") -> Path:
    """A wheel as others make it: files, a library outside of the package, a command, licences, a record."""
    path = folder / "thing-1.2-cp311-cp311-win_amd64.whl"
    head = f"Metadata-Version: 2.4\nName: thing\nVersion: 1.2\n{said}License-File: LICENSE.txt\nLicense-File: LICENSE_PRO.txt\n"
    files = {
        "thing/__init__.py": b"", "thing/pro/__init__.py": b"# not for pay", "thing/pro/deep/a, b.py": b"",
        "thing/prose.py": b"x = 1\n", "thing/a, b.txt": b"", "thing-1.2.data/data/thing64-1.2.dll": b"MZ",
        "thing-1.2.dist-info/METADATA": head.encode() + b"\nVersion: of the text\n",
        "thing-1.2.dist-info/WHEEL": b"Wheel-Version: 1.0\n", "thing-1.2.dist-info/entry_points.txt": b"[console_scripts]\n",
        "thing-1.2.dist-info/LICENSE.txt": b"free", "thing-1.2.dist-info/LICENSE_PRO.txt": b"paid",
        "thing-1.2.dist-info/RECORD": b"of the other one",
    } | (more or {})  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


# ── a part is left out of a wheel ──────────────────────────────────────────────────────────────────────────


def test_the_part_is_gone_and_the_version_says_so(tmp_path: Path) -> None:
    path = repack(wheel(tmp_path), PART)
    assert [p.name for p in tmp_path.iterdir()] == ["thing-1.2+without.pro-cp311-cp311-win_amd64.whl"]
    with zipfile.ZipFile(path) as archive:
        info = "thing-1.2+without.pro.dist-info"
        assert set(archive.namelist()) == {
            "thing/__init__.py", "thing/prose.py", "thing/a, b.txt",
            # The library keeps its name: the add-in calls it by that.
            "thing-1.2+without.pro.data/data/thing64-1.2.dll",
            f"{info}/METADATA", f"{info}/WHEEL", f"{info}/entry_points.txt", f"{info}/LICENSE.txt", f"{info}/RECORD",
        }  # fmt: skip
        assert archive.read(f"{info}/METADATA").decode() == (
            "Metadata-Version: 2.4\nName: thing\nVersion: 1.2+without.pro\nLicense: MIT\nLicense-File: LICENSE.txt\n"
            "\nVersion: of the text\n"
        )


def test_the_record_names_every_file_with_its_digest_and_size(tmp_path: Path) -> None:
    with zipfile.ZipFile(repack(wheel(tmp_path), PART)) as archive:
        (record,) = (n for n in archive.namelist() if n.endswith("/RECORD"))
        rows = {name: rest for name, *rest in csv.reader(io.StringIO(archive.read(record).decode()))}
        assert list(rows) == archive.namelist()
        assert rows.pop(record) == ["", ""]
        for name, (digest, size) in rows.items():
            data = archive.read(name)
            # A digest of the record is base64 for addresses without padding.
            written = base64.b64decode(digest.removeprefix("sha256=") + "=", altchars=b"-_", validate=True)
            assert (sha256(data).digest(), len(data)) == (written, int(size))


def test_the_same_wheel_gives_the_same_bytes(tmp_path: Path) -> None:
    first = repack(wheel(tmp_path), PART).read_bytes()
    assert repack(wheel(tmp_path), PART).read_bytes() == first


def test_pip_installs_it_for_whoever_asks_for_the_version_as_published(tmp_path: Path) -> None:
    repack(wheel(tmp_path), PART)
    (tmp_path / "requirements.txt").write_text(requirements_with_hashes(tmp_path))
    assert missing(tmp_path, "3.11", [Requirement("thing==1.2")]) == []
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--isolated", "--no-index", "--no-deps", "--require-hashes", "--quiet",
         "--disable-pip-version-check", "--find-links", str(tmp_path), "-r", str(tmp_path / "requirements.txt"),
         "--target", str(tmp_path / "there"), "--platform", "win_amd64", "--python-version", "3.11", "--only-binary=:all:"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "there" / "thing" / "prose.py").is_file()
    assert not (tmp_path / "there" / "thing" / "pro").exists()


def test_a_wheel_without_what_is_to_be_left_out_stops_the_build(tmp_path: Path) -> None:
    path = wheel(tmp_path)
    with pytest.raises(LicenceError, match=r"There is no thing/paid/\* in thing-1\.2"):
        repack(path, LeftOut("thing", "without.paid", ("thing/paid/*",)))
    assert path.exists()


# ── the licences ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (metadata(Name="A_b", License_Expression="MIT", License="old", Classifier="License :: Other"), "MIT"),
        (metadata(Name="a", Classifier=["Topic :: X", "License :: OSI Approved :: BSD License"], License="x"), "BSD License"),
        (metadata(Name="a", License="Apache-2.0"), "Apache-2.0"),
        (metadata(Name="a", License="Copyright\nAll rights"), ""),
        (metadata(Name="a"), ""),
    ],
)  # fmt: skip
def test_what_the_metadata_says_is_read(lines: Message, said: str) -> None:
    found = licence(lines)
    assert (found.said, found.distribution) == (said, canonicalize_name(str(lines["Name"])))


@pytest.mark.parametrize(
    ("expression", "names", "ships"),
    [
        ("MIT", (), True),
        ("GPL-3.0-or-later", (), False),
        ("Apache-2.0 OR BSD-2-Clause", (), True),
        ("GPL-3.0-or-later OR MIT", (), True),
        ("BSD-3-Clause AND GPL-3.0-or-later", (), False),
        ("(MIT OR GPL-2.0-only) AND (PSF-2.0 OR Zlib)", (), True),
        ("MIT AND (GPL-2.0-only OR LGPL-2.1-only)", (), False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", (), False),
        ("", ("MIT License",), True),
        ("", ("MIT License", "GNU General Public License v3 (GPLv3)"), False),
        ("", ("PolyForm Noncommercial 1.0.0",), False),
        ("", ("MIT-0",), False),
        ("", (), False),
    ],
)
def test_a_licence_ships_only_if_the_list_has_all_of_it(expression: str, names: tuple[str, ...], ships: bool) -> None:
    assert may_ship(Licence("a", expression, names), RULES) is ships


def test_no_copyleft_and_no_licence_without_pay_is_on_the_list() -> None:
    refused = (
        "GPL",
        "General Public",
        "MPL",
        "Mozilla",
        "EUPL",
        "CC-BY",
        "PolyForm",
        "commercial",
        "SSPL",
        "BUSL",
        "Proprietary",
    )
    assert [name for name in RULES.may_ship for word in refused if word.lower() in name.lower()] == []
    assert RULES.exceptions == {}


@pytest.mark.parametrize(
    ("more", "said", "named"),
    [
        ({}, "License: gpl v3\n", "thing-1.2-cp311-cp311-win_amd64.whl: gpl v3"),
        ({}, "", "thing-1.2-cp311-cp311-win_amd64.whl: ?"),
        ({"thing/x.py": b"# polyform noncommercial license"}, "License: MIT\n", "win_amd64.whl: thing/x.py"),
    ],
)
def test_a_wheel_that_may_not_be_passed_on_stops_the_build_and_is_named(
    tmp_path: Path, more: dict[str, bytes], said: str, named: str
) -> None:
    wheel(tmp_path, more, said)
    with pytest.raises(LicenceError) as caught:
        check_licences(tmp_path, RULES)
    assert named in caught.value.text.en
    assert named in caught.value.text.zh
    known = Rules(RULES.may_ship, (), (), {"thing": "known"}, ())
    check_licences(tmp_path, known)


def test_a_wheel_that_may_ship_is_let_pass_whatever_its_description_speaks_of(tmp_path: Path) -> None:
    wheel(
        tmp_path,
        {"thing/_vendor/packaging/licenses/_spdx.py": b"'PolyForm Noncommercial'"},
        "License: MIT\nSummary: not under PolyForm Noncommercial\n",
    )
    check_licences(tmp_path, RULES)


# ── what the installer ships ───────────────────────────────────────────────────────────────────────────────


def shipped() -> dict[str, Message]:
    """The distributions that a Windows installation has, as far as they are installed here, with their metadata."""
    return resolved([Requirement(f"twinledger[{EXTRA}]"), Requirement("pip")], windows(read_plan().product["python"]))


def resolved(wanted: list[Requirement], answers: dict[str, str]) -> dict[str, Message]:
    """What is required, and what that requires in turn, as far as it is installed here."""
    found: dict[str, Message] = {}
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        if name in found or name in ("pywin32", "colorama"):  # Windows' alone
            continue
        there = distribution(name)
        found[name] = there.metadata  # type: ignore[assignment]
        for text in there.requires or []:
            more = Requirement(text)
            if more.marker is None or any(
                more.marker.evaluate(answers | {"extra": e}) for e in ("", *requirement.extras)
            ):
                wanted.append(more)
    return found


def test_every_distribution_that_ships_is_pinned_and_under_a_licence_of_the_list() -> None:
    """By what is installed here; the wheels for Windows are looked at when the installer is built."""
    found = shipped()
    assert {"xlwings", "numpy", "scipy", "typer", "pip"} <= found.keys()
    assert "iapws" not in found
    assert found.keys() - {"twinledger"} <= pins().keys()
    doubtful = {name: licence(m).said for name, m in found.items() if not may_ship(licence(m), RULES)}
    assert doubtful.keys() == RULES.exceptions.keys()


def test_what_the_wheel_requires_at_run_time_is_under_a_licence_of_the_list_but_for_the_named_exceptions() -> None:
    """From pyproject.toml down, on this system; an exception that is required no longer is taken off the list."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = [*project["dependencies"], *project["optional-dependencies"][EXTRA]]
    found = resolved([Requirement(text) for text in texts], default_environment())  # type: ignore[arg-type]
    assert {"numpy", "xlwings", "pydantic-core", "pillow"} <= found.keys()
    doubtful = {name: licence(m).said for name, m in found.items() if not may_ship(licence(m), RULES)}
    assert doubtful.keys() == RULES.exceptions.keys()


def test_our_own_licence_is_declared_and_its_text_is_the_whole_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["license"], project["license-files"]) == ("Apache-2.0", ["LICENSE"])
    assert licence(shipped()["twinledger"]).expression == "Apache-2.0"
    # The text as the foundation publishes it but for the year and the owner that it asks for, by its SHA-256.
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.count(OWNER) == 1
    published = text.replace(OWNER, "Copyright [yyyy] [name of copyright owner]")
    assert sha256(published.strip().encode()).hexdigest() == PUBLISHED


def test_our_own_wheel_needs_its_licence_too(tmp_path: Path) -> None:
    path = wheel(tmp_path, {"thing/x.md": b"xlwings PRO is under PolyForm Noncommercial"}, "License: MIT\n")
    ours = path.with_name("twinledger-1.2-py3-none-any.whl")
    repackaged(path, ours, b"Name: thing\n", b"Name: twinledger\n")
    check_licences(tmp_path, RULES)
    repackaged(ours, ours, b"License: MIT\n", b"")
    with pytest.raises(LicenceError, match=r"twinledger-1\.2-py3-none-any\.whl: \?"):
        check_licences(tmp_path, RULES)


def repackaged(source: Path, target: Path, old: bytes, new: bytes) -> None:
    """Write a wheel with other words in its metadata, and remove the one that it was made from."""
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    source.unlink()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data.replace(old, new) if name.endswith("/METADATA") else data)


def test_the_setup_has_our_licence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.windows.build.fill", lambda folder, python: folder.mkdir())
    stage(tmp_path, read_plan())
    assert (tmp_path / "LICENSE.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert "LICENSE.txt" in {file.target for file in placed(tmp_path, read_plan())}


def test_the_paid_part_of_xlwings_is_left_out_of_the_wheel_that_has_its_files(tmp_path: Path) -> None:
    """The list of files of the xlwings that is installed, packed as a wheel, and what the build leaves of it."""
    there = distribution("xlwings")
    path = tmp_path / f"xlwings-{there.version}-cp311-cp311-win_amd64.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file in there.files or []:
            if "__pycache__" not in file.parts and ".." not in file.parts:
                archive.write(there.locate_file(file), str(file))
    assert any(n.startswith("xlwings/pro/") for n in zipfile.ZipFile(path).namelist())
    with pytest.raises(LicenceError, match=r"xlwings/pro/caller\.py"):
        check_licences(tmp_path, RULES)
    leave_out(tmp_path, RULES)
    check_licences(tmp_path, RULES)
    (left,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(left).namelist()
    assert not [n for n in names if "/pro/" in n or "PRO" in n]
    assert {
        "xlwings/__init__.py",
        "xlwings/udfs.py",
        "xlwings/com_server.py",
        "xlwings/conversion/standard.py",
    } <= set(names)


def test_the_plan_places_nothing_but_our_own_files_and_the_wheels() -> None:
    """What is not in a wheel has no metadata that could be looked at."""
    assert {f.source for f in read_plan().files} == {
        "wheels/*", "excel/TwinLedger.xlam", "excel/xlwings-licence.txt", "excel/{language}/TwinLedger.intellisense.xml",
        "excel/{language}/functions.json", "workbooks/*.xlsx", "guide/*", "twinledger-prompt.cmd", "LICENSE.txt",
    }  # fmt: skip


def test_every_part_that_is_left_out_says_why() -> None:
    for part in tomllib.loads(LICENCES_FILE.read_text(encoding="utf-8"))["left_out"]:
        assert part["why"]
        assert canonicalize_name(part["distribution"]) in pins()
