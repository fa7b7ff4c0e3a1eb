"""What is known of a machine: plain values, so that every check can be tested without that machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pycore.contributions import LeftOut


@dataclass(frozen=True, slots=True)
class InstalledLibrary:
    """A library that the core needs: the version that is there, or None, and whether it is one that fits."""

    name: str
    version: str | None
    wanted: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Core:
    """The Python that runs TwinLedger, and whether the core answers.

    Attributes:
        answer: what TL_FUEL_CO2(1000, 26.7, 0.0274, 0.98) gives, or the error as text.
        workbooks: keys of the installed workbooks.
        left_out: what other packages bring and cannot be used.
        slow: packages that load libraries with a long start together with their functions, and which.
    """

    version: str
    python: str
    bits: int
    executable: Path
    libraries: tuple[InstalledLibrary, ...]
    answer: float | str
    workbooks: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()
    slow: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class InstalledProgram:
    """A spreadsheet program: its version (None: unknown) and whether it is a 32- or 64-bit program (0: unknown)."""

    path: Path
    version: str | None
    bits: int = 0


@dataclass(frozen=True, slots=True)
class ExcelTrust:
    """Excel's settings for code, the user's or those of an administrator's policy.

    Attributes:
        macros: VBAWarnings: 1 all run, 2 ask, 3 signed ones only, 4 none; None when unset (2).
        vba_project: access to the VBA project is allowed (needed by the second way of making the add-in only).
        locations_off: trusted locations are switched off.
        add_ins_off: all add-ins are switched off.
        signed_add_ins_only: only add-ins with a trusted signature start.
        by_policy: an administrator's policy sets one of these.
    """

    macros: int | None = None
    vba_project: bool = False
    locations_off: bool = False
    add_ins_off: bool = False
    signed_add_ins_only: bool = False
    by_policy: bool = False


@dataclass(frozen=True, slots=True)
class AddIn:
    """The add-in of Excel, as registered.

    Attributes:
        registered: files that Excel's list of add-ins (OPEN, OPEN1 …) names as TwinLedger.xlam.
        present: those of them that exist.
        trusted: those of them that lie in a trusted location.
        blocked: those of them that carry the mark of a file from the internet.
        disabled: Excel has put it on its list of disabled items after a crash.
        interpreter: the Python that the settings name for it, or None.
        interpreter_present: that Python exists.
        dll_present: the library that connects Excel with that Python lies where the add-in looks for it.
        outside_code_page: characters in its paths that the code page of Windows lacks.
    """

    registered: tuple[Path, ...] = ()
    present: tuple[Path, ...] = ()
    trusted: tuple[Path, ...] = ()
    blocked: tuple[Path, ...] = ()
    disabled: bool = False
    interpreter: Path | None = None
    interpreter_present: bool = False
    dll_present: bool = False
    outside_code_page: str = ""


@dataclass(frozen=True, slots=True)
class Installation:
    """What TwinLedger-Setup.exe has left in the registry: where it is and its version."""

    folder: Path
    version: str
    present: bool


@dataclass(frozen=True, slots=True)
class Windows:
    """What is known of Excel and WPS on Windows."""

    excel: InstalledProgram | None
    wps: InstalledProgram | None
    trust: ExcelTrust
    add_in: AddIn
    installation: Installation | None


@dataclass(frozen=True, slots=True)
class Extension:
    """The LibreOffice extension: its version, and the folders of libraries named in it that are gone."""

    version: str
    lost_folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """LibreOffice and the extension in it, if there is one.

    Attributes:
        python_in_front: the Python that a terminal would give LibreOffice in place of its own, or None.
    """

    program: InstalledProgram
    extension: Extension | None
    python_in_front: Path | None = None


@dataclass(frozen=True, slots=True)
class BookState:
    """A workbook that was asked about.

    Attributes:
        problem: why it cannot be read, in (zh, en), or None.
        calculated_with_core: what its record says of the last calculation; None when it says nothing.
        links: where its links to the add-in point, and whether that file exists.
        foreign_links: other files that it is linked to.
        blocked: it carries the mark of a file from the internet.
    """

    file: Path
    problem: tuple[str, str] | None = None
    template: str = ""
    calculated_with_core: bool | None = None
    links: tuple[tuple[str, bool], ...] = ()
    foreign_links: tuple[str, ...] = ()
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the checks judge.

    Attributes:
        system: "Windows", "Darwin" or "Linux".
        windows: None on other systems.
        chinese_font: a font with Chinese characters, None if there is none; "" when nothing could be asked.
    """

    system: str
    core: Core
    windows: Windows | None = None
    libreoffice: LibreOffice | None = None
    chinese_font: str | None = ""
    books: tuple[BookState, ...] = ()
