"""Policy conformity by name: the documents of the explanatory note, what each asks, and the project's answer."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pycore.language import Text, both
from pycore.sheets.definition import Role
from pycore.sheets.meanings import Meaning
from workbooks.coal_chemical import project
from workbooks.common import said
from workbooks.common.cells import blank_if, either, is_blank
from workbooks.common.closing_sheets import Check, bad
from workbooks.common.columns import EVIDENCE, choice, code_of, text
from workbooks.common.pages import calculated_text, label, table

DATA = Path(__file__).parent / "data" / "policies.csv"
REPLACEMENT = "replacement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One demand of a document.

    Attributes:
        number: of the document, as 环环评〔2021〕45号; blank where the note gives none.
        province: the code of the province whose projects it is for; blank for all.
        nature: the codes of the kinds of project that it is for, with spaces between; blank for all.
        when: ``replacement`` where it is for projects that replace capacity; blank for all.
        cited: the clauses of the explanatory note that cite it or ask for it.
        flag: the trust in what is said here of the document and its demand.
    """

    id: str
    name: Text
    number: str
    year: str
    clause: Text
    demand: Text
    province: str
    nature: str
    when: str
    cited: str
    source: Text
    flag: str

    @property
    def title(self) -> Text:
        """The name of the document with its number and year."""
        year = "" if self.year in self.number + self.name.en else self.year
        zh = "，".join(part for part in (self.number, f"{year} 年" if year else "") if part)
        en = ", ".join(part for part in (self.number, year) if part)
        return Text(f"{self.name.zh}（{zh}）" if zh else self.name.zh, f"{self.name.en} ({en})" if en else self.name.en)


def policies(path: Path = DATA) -> tuple[Policy, ...]:
    """Read the documents, in the order of the file: national ones first, then the provinces."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_policy(row) for row in csv.DictReader(file))


def _policy(row: dict[str, str]) -> Policy:
    def words(key: str) -> Text:
        return Text(row[f"{key}_zh"], row[f"{key}_en"])

    plain = {key: row[key] for key in ("id", "number", "year", "province", "nature", "when", "cited", "flag")}
    return Policy(**plain, name=words("name"), clause=words("clause"), demand=words("demand"), source=words("source"))


POLICIES = policies()


def _conditions(policy: Policy) -> Iterator[str]:
    """What must hold of the project for a document to be for it."""
    if policy.province:
        yield f'IFERROR({code_of("project_province", "province")},"")="{policy.province}"'
    if policy.nature:
        yield either(f"project_nature=nature_{kind}" for kind in policy.nature.split())
    if policy.when == REPLACEMENT:
        yield "SUM(summary_replaced_activity)>0"


def _applies(policy: Policy) -> str:
    """Yes or no in the words of the workbook; blank while the project does not say what it depends on."""
    conditions = tuple(_conditions(policy))
    if not conditions:
        return "=yesno_yes"
    asked = [f"project_{field}" for field in ("province", "nature") if getattr(policy, field)]
    answer = f"IF(AND({','.join(conditions)}),yesno_yes,yesno_no)"
    return "=" + (blank_if(is_blank(*asked), answer) if asked else answer)


_CHECK = said.first_of(
    ("[applies]<>yesno_yes", ""),
    ('[conformity]=""', "✗ 未回答 | ✗ not answered"),
    ("ISERROR(MATCH([conformity],conformity_list,0))", "✗ 符合性不在列表中 | ✗ conformity not in the list"),
    ("[conformity]=conformity_no", "✗ 不符合 | ✗ does not conform"),
    ("[conformity]=conformity_open", "✗ 待说明 | ✗ to be explained"),
    ('[explanation]=""', "✗ 缺说明 | ✗ explanation missing"),
    ('AND([conformity]=conformity_yes,[evidence]="")', "✗ 缺佐证材料 | ✗ evidence missing"),
    (
        "SUMPRODUCT(--(documents_explanation=[explanation]))>1",
        "! 说明与另一条相同 | ! the same words as in another answer",
    ),
    otherwise="✓",
)

DOCUMENTS = table(
    "documents",
    "逐份文件的符合性 | Conformity document by document",
    "44 24 46 16 15 46 26 24 14 26 8 8",
    label("deed", "文件 | document"),
    label("clause", "条款 | clause"),
    label("demand", "要求 | what it asks", meaning=Meaning.REQUIREMENT),
    calculated_text("applies", "适用 | applies"),
    choice("conformity", "符合性 | conformity", "conformity", meaning=Meaning.CONFORMITY),
    text("explanation", "符合性说明 | how the project conforms", meaning=Meaning.EXPLANATION),
    EVIDENCE,
    calculated_text("check", "检查 | check", said.or_error(_CHECK, "✗ 计算出错 | ✗ error"), role=Role.CHECK),
    label("cited", "编制说明 | in the note"),
    label("source", "所据 | read in"),
    label("flag", "可信标志 | trust flag"),
    calculated_text(
        "due", "须回答（计算用） | to be answered (for formulas)", 'IF([applies]=yesno_yes,1,"")', helper=True
    ),
    rows=len(POLICIES),
    filled={
        "deed": [policy.title for policy in POLICIES],
        "clause": [policy.clause for policy in POLICIES],
        "demand": [policy.demand for policy in POLICIES],
        "applies": [_applies(policy) for policy in POLICIES],
        "cited": [policy.cited for policy in POLICIES],
        "source": [policy.source for policy in POLICIES],
        "flag": [policy.flag for policy in POLICIES],
    },
    note="适用与否由项目所在省份、建设性质和有无替代削减得出；不适用的不必回答。每条写明本项目怎样做到，不同要求不用同一句话。"
    "可信标志：S 编制说明原文；V 公开转载文本；M 要求内容凭记忆，引用前核对原文；I 推断。"
    " | What applies follows from province, kind of project and whether capacity is replaced; "
    "the rest needs no answer. Say of each demand how the project meets it, in words of its own. "
    "Flags: S as the note has it; V read in a reprint; M the demand is remembered, "
    "check the text before you cite it; I inferred.",
)
POLICY = replace(
    project.POLICY,
    blocks=(DOCUMENTS, *project.POLICY.blocks),
    intro=both(
        "先逐份回答编制说明点名的文件，再按 4.5.1 的主题写明区域、园区和行业的文件与规划。"
        " | Answer the documents that the note names, then, by the topics of 4.5.1, those of region, park and sector."
    ),
)

APPLICABLE = "COUNTIF(documents_applies,yesno_yes)"


def answered(code: str) -> str:
    """How many of the documents that apply are answered so."""
    return f"COUNTIFS(documents_applies,yesno_yes,documents_conformity,conformity_{code})"


CHECKS: tuple[Check, ...] = (
    (
        "适用的政策文件未答、不符合或缺说明、佐证 | documents that apply: not answered, not met, or lacking words or evidence",
        bad("documents_check"),
        "policy",
    ),
)
NOTES: tuple[Check, ...] = (
    (
        "说明与另一条相同的政策文件 | documents answered in the same words as another",
        'COUNTIF(documents_check,"!*")',
        "policy",
    ),
    (
        "要求内容凭记忆的政策文件（M），引用前核对 | documents whose demand is remembered (M): check before citing",
        'COUNTIFS(documents_applies,yesno_yes,documents_flag,"M")',
        "policy",
    ),
)
