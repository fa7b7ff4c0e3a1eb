"""Every command that reads somebody's file: how it is called, and the exit statuses that its help promises.

3, "could not be read here", is promised too, but says that something outside ended the child: of a file that is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
COAL = WORKBOOKS / "coal_chemical" / "coal_chemical_example_zh.xlsx"
PARK = WORKBOOKS / "industrial_park" / "industrial_park_example_zh.xlsx"
OWN_FACTORS = Path(__file__).parents[1] / "upgrade" / "own_factors.csv"
TABLE = "装置,进出,物料,年消耗量,单位\n气化,输入,原料煤,210.5,万t/a\n"
_SET_STAGE = ("--set", "stage=拟建", "--set", "flow=边界外")


@dataclass(frozen=True)
class Command:
    """A way to call the program on a mutant.

    Attributes:
        arguments: {book} is the mutant, {folder} an empty folder beside it, {table} a table that is as it should be.
        exits: what it may end with.
        example: what the mutants are made from.
        as_json: its output is machine-readable whenever it does not refuse.
    """

    arguments: tuple[str, ...]
    exits: frozenset[int]
    example: Path = COAL
    as_json: bool = False


def _command(*arguments: str, exits: tuple[int, ...] = (0, 2), example: Path = COAL) -> Command:
    return Command(arguments, frozenset(exits), example, "--json" in arguments)


COMMANDS: dict[str, Command] = {
    "review": _command("review", "{book}", "--json", exits=(0, 1, 2)),
    "review with all that it writes": _command(
        "review", "{book}", "--html", "{folder}/page.html", "--annotate", "{folder}/notes", "--sarif", "{folder}/a.sarif",
        "--clean-copy", "{folder}/clean.xlsx", exits=(0, 1, 2),
    ),
    "calculate": _command("calculate", "{book}", "-o", "{folder}/out.xlsx"),
    "calculate natively": _command("calculate", "{book}", "-o", "{folder}/out.xlsx", "--native", "--any"),
    "report": _command("report", "{book}", "--html", "{folder}/out.html", "--docx", "{folder}/out.docx", "--pptx", "{folder}/out.pptx"),
    "dataset": _command("dataset", "{book}", "-o", "{folder}/data"),
    "dataset of a park": _command("dataset", "{book}", "-o", "{folder}/data", "--json", example=PARK),
    "compare": _command("compare", "{example}", "{book}", "--html", "{folder}/out.html", exits=(0, 1, 2)),
    "compare the other way": _command("compare", "{book}", "{example}", "--json", exits=(0, 1, 2)),
    "upgrade": _command("upgrade", "{book}", "-o", "{folder}/out.xlsx", "--json"),
    "explain": _command("explain", "{book}", "synergy_grade[1]", "--json"),
    "simulate": _command("simulate", "{book}", "--draws", "50", "--json"),
    "doctor": _command("doctor", "{book}", "--json", exits=(0, 1)),
    "errata": _command("errata", "{book}", "--json", exits=(0, 1, 2)),
    "alternatives": _command("alternatives", "{book}", "-o", "{folder}/out.xlsx"),
    "improve": _command("improve", "{book}", "-o", "{folder}/out.xlsx"),
    "factors add": _command("factors", "add", "{book}", str(OWN_FACTORS), "-o", "{folder}/out.xlsx", exits=(0, 1, 2)),
    "fill": _command("fill", "{book}", "{table}", "--ledger", "carbon", *_SET_STAGE, "-o", "{folder}/out.xlsx", exits=(0, 1, 2)),
    "fill from it": _command("fill", "{example}", "{book}", "--ledger", "carbon", "--preview", "--json", exits=(0, 1, 2)),
    "merge": _command("merge", "{book}", "--into", str(PARK), "-o", "{folder}/out.xlsx", "--despite-findings", exits=(0, 1, 2)),
    "merge into it": _command("merge", str(COAL), "--into", "{book}", "--preview", "--json", exits=(0, 1, 2), example=PARK),
}  # fmt: skip
