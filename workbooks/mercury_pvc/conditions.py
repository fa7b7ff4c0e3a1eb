"""Runs measured at steady operation, and what electricity, steam and coal a technology takes by them."""

from __future__ import annotations

from pycore.equations.domain import NOT_NEGATIVE, POSITIVE, Domain
from pycore.language import Text
from pycore.sheets.definition import Column, Role, Uncertain
from pycore.sheets.meanings import Meaning
from workbooks.common import columns as c
from workbooks.common.cells import blank_if, count_where, sum_where
from workbooks.common.choices import named_list
from workbooks.common.columns import PERCENT, calculated, choice, number, row_check, text
from workbooks.common.fields import entry, quantity, selection
from workbooks.common.pages import calculated_text, counted, free_sheet, label, panel, table
from workbooks.common.row_tests import all_given, all_listed, all_numbers
from workbooks.common.said import first_of

RUNS = 36
TECHNOLOGIES = named_list(
    "technology",
    "工况与技术 | technology",
    "none 无汞削减措施 | no mercury reduction",
    "optimised 优化运行 | optimised operation",
    "low_mercury 低汞触媒 | low-mercury catalyst",
    "ultra_low 超低汞触媒 | ultra-low mercury catalyst",
    "remover 高效除汞器 | efficient mercury remover",
    "desorption 盐酸深度解吸 | deep desorption of HCl",
    "sulphide 硫化沉淀 | sulphide precipitation",
    "gold 无汞金触媒 | mercury-free gold catalyst",
    "edc 乙炔-二氯乙烷法 | acetylene-EDC route",
    "ethylene 乙烯法 | ethylene route",
    "combination 组合技术 | combination",
)
CARRIERS = (
    ("electricity", "电力 | electricity", "kWh"),
    ("steam", "蒸汽 | steam", "GJ"),
    ("coal", "燃煤 | coal", "t"),
)
"""What is measured in a run: key, words and unit of the amount."""
_LOAD = Domain(0, 1.3, low_open=True, hint=Text("负荷率填小数，95% 填 0.95。", "The load is a fraction; 95 % is 0.95."))
# The two-sided 95 % quantile of Student's distribution for 1, 2, … degrees of freedom, computed with scipy.
STUDENT = (
    *(12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985),
    *(2.178813, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614, 2.073873),
    *(2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.04523, 2.042272, 2.039513, 2.036933, 2.034515),
    *(2.032245, 2.030108),
)

_STEADY = panel(
    "steady",
    "稳定运行的判定 | What counts as steady operation",
    quantity("load", "负荷率下限 | least load", "0–1", _LOAD, format=PERCENT),
    quantity("hours", "持续时间下限 | least duration", "h", NOT_NEGATIVE, format="0.0"),
    selection("exclude", "剔除非稳定工况 | leave other runs out", "yesno", value="yes", required=True),
    entry("source", "判定依据 | source of the limits"),
    helps={
        "load": "留空则不按负荷判定。 | Blank: the load decides nothing.",
        "exclude": "选“否”时非稳定工况仍标记，但参与平均。 | With “no” they are marked and still count in the mean.",
        "source": "监测方案、操作规程或专家意见；填写了下限就须写明。 | Monitoring plan, operating rules or judgement.",
    },
)
_UNSTEADY = 'OR(AND(steady_load<>"",SUM([load])<SUM(steady_load)),AND(steady_hours<>"",SUM([hours])<SUM(steady_hours)))'
_NO_RUN = 'OR([technology]="",NOT(ISNUMBER([output])),SUM([output])<=0)'
_OF_TECHNOLOGY = "INDEX(condition_means_{0},MATCH([technology],technology_list,0))"


def _amount(key: str, words: str, unit: str) -> Column:
    drawn = Uncertain(relative=f"[u_{key}]")
    shown = "#,##0.0" if key != "electricity" else "#,##0"
    return Column(
        key=key, title=c.as_text(words), unit=c.as_text(unit), domain=NOT_NEGATIVE, format=shown, uncertain=drawn
    )


def _per_tonne(key: str, words: str, unit: str) -> Column:
    value = blank_if(f"OR({_NO_RUN},NOT(ISNUMBER([{key}])))", f"[{key}]/[output]")
    return calculated(f"{key}_per", c.as_text(words).within("单位产品{} | {} for each t"), f"{unit}/t", value)


def _deviation(key: str, words: str, unit: str) -> Column:
    """The square of how far a run is from the mean of its technology."""
    value = blank_if(f'OR([{key}_per]="",[counted]=0)', f"([{key}_per]-{_OF_TECHNOLOGY.format(f'{key}_mean')})^2")
    heading = c.as_text(words).within("{}离差平方 | {}: squared deviation")
    return calculated(f"{key}_squared", heading, f"({unit}/t)²", value, helper=True)


def _spread(key: str, words: str) -> Column:
    """The relative uncertainty of a single run, by which a simulation draws it: so the mean has that of the mean."""
    own, of_all = f"[{key}_per]", _OF_TECHNOLOGY.format(f"{key}_half")
    runs = _OF_TECHNOLOGY.format(f"{key}_runs")
    value = f'IF(OR({own}="",[counted]=0),0,IF(OR({own}=0,{of_all}=""),0,{of_all}*SQRT({runs})/{own}))'
    return calculated(
        f"u_{key}", c.as_text(words).within("{}单次不确定度 | {}: of a run"), "±%", value, format=PERCENT, helper=True
    )


_TESTS = (
    *all_given(plant="企业 | plant", technology="技术 | technology", date="日期 | date", load="负荷率 | load"),
    *all_given(hours="持续时间 | duration", output="产量 | output", method="方法与仪表 | method"),
    c.not_listed("plant", "企业 | plant", "=plants_name"),
    *all_listed(technology="技术 | technology"),
    *all_numbers(load="负荷率 | load", hours="持续时间 | duration", output="产量 | output"),
    *all_numbers(electricity="电力 | electricity", steam="蒸汽 | steam", coal="燃煤 | coal"),
    c.outside("load", "负荷率 | load", _LOAD),
    c.outside("hours", "持续时间 | duration", POSITIVE),
    c.outside("output", "产量 | output", POSITIVE),
    *(c.outside(key, words, NOT_NEGATIVE) for key, words, _ in CARRIERS),
    ("COUNT([electricity],[steam],[coal])=0", "没有能耗读数 | no reading of energy"),
    ('AND(COUNT(steady_load,steady_hours)>0,steady_source="")', "稳定判定缺依据 | limits of steadiness lack a source"),
    c.NO_EVIDENCE,
)
CONDITIONS = table(
    "conditions",
    "实测工况台账 | Ledger of measured runs",
    "20 26 13 10 10 12 13 12 11 24 26 22 9 13 13 13 24 11…",
    choice("plant", "企业 | plant", "=plants_name", required=True, meaning=Meaning.ENTERPRISE),
    choice("technology", "技术（情景） | technology", "technology", required=True),
    text("date", "日期 | date", required=True),
    number("load", "负荷率 | load", "0–1", _LOAD, format=PERCENT, required=True),
    number("hours", "持续时间 | duration", "h", POSITIVE, format="0.0", required=True, meaning=Meaning.DURATION),
    number("output", "期间产量 | output in the run", "t", POSITIVE, format="#,##0.0", required=True),
    *(_amount(*carrier) for carrier in CARRIERS),
    text("method", "方法与仪表 | method, instruments", required=True),
    c.EVIDENCE,
    calculated_text(
        "steady",
        "稳定运行 | steady",
        first_of(
            (_NO_RUN, ""),
            (f"NOT({_UNSTEADY})", "✓"),
            ("steady_exclude=yesno_yes", "! 非稳定，已剔除 | ! not steady, left out"),
            otherwise="! 非稳定，仍计入 | ! not steady, counted",
        ),
    ),
    counted("counted", "计入 | counts", blank_if(_NO_RUN, f"IF(AND({_UNSTEADY},steady_exclude=yesno_yes),0,1)")),
    *(_per_tonne(*carrier) for carrier in CARRIERS),
    row_check(("plant", "technology", "date", "load", "output", "electricity", "steam", "coal"), _TESTS),
    *(_deviation(*carrier) for carrier in CARRIERS),
    *(_spread(key, words) for key, words, _ in CARRIERS),
    rows=RUNS,
    ledger=True,
    totals=False,
    note="每次测试一行，同一技术至少两次（建议三次以上），边界须一致。燃煤按实测收到基；没有的能源留空，零用量填 0。 | A row for each run, of "
    "a technology two at least and better three or more, within the same boundary. Coal as received; leave a "
    "carrier that was not metered blank, and enter 0 for none used.",
)


def _of_runs(key: str, words: str, unit: str) -> tuple[Column, ...]:
    """Runs, mean, standard deviation and the half-width of the 95 % interval of the mean."""
    which = {"technology": "[technology]", "counted": "1"}
    runs, mean, sd, half = (f"[{key}_{one}]" for one in ("runs", "mean", "sd", "half"))
    said = c.as_text(words)
    shown = "#,##0" if key == "electricity" else "0.000"
    return (
        counted(
            f"{key}_runs",
            said.within("{}：次数 | {}: runs"),
            count_where("conditions", **which, **{f"{key}_per": '">-1"'}),
        ),
        calculated(
            f"{key}_mean",
            said.within("{}：均值 | {}: mean"),
            f"{unit}/t",
            blank_if(f"{runs}=0", f"{sum_where('conditions', f'{key}_per', **which)}/{runs}"),
            format=shown,
        ),
        calculated(
            f"{key}_sd",
            said.within("{}：标准差 | {}: standard deviation"),
            f"{unit}/t",
            blank_if(f"{runs}<2", f"SQRT({sum_where('conditions', f'{key}_squared', **which)}/({runs}-1))"),
            format=shown,
        ),
        calculated(
            f"{key}_half",
            said.within("{}：均值的不确定度（95%） | {}: uncertainty of the mean (95 %)"),
            f"±{unit}/t",
            blank_if(f'{sd}=""', f"INDEX(student_t,{runs}-1)*{sd}/SQRT({runs})"),
            format=shown,
        ),
        calculated(
            f"{key}_u",
            said.within("{}：相对不确定度 | {}: relative"),
            "±%",
            blank_if(f'IF({half}="",TRUE,{mean}=0)', f"{half}/{mean}"),
            format=PERCENT,
        ),
    )


_COUNTED = "(conditions_technology=[technology])*(conditions_counted=1)"
MEANS = table(
    "condition_means",
    "各技术稳定工况的单位产品能耗 | Energy for each t at steady operation, by technology",
    "32 10 10 10 10 11…",
    label("technology", "技术 | technology"),
    counted("run_count", "计入次数 | runs counted", count_where("conditions", technology="[technology]", counted="1")),
    counted("runs_left_out", "剔除次数 | left out", count_where("conditions", technology="[technology]", counted="0")),
    calculated(
        "load_low",
        "最低负荷 | least load",
        "%",
        blank_if("[run_count]=0", f"2-SUMPRODUCT(LARGE({_COUNTED}*(2-conditions_load),1))"),
        format=PERCENT,
    ),
    calculated(
        "load_high",
        "最高负荷 | highest load",
        "%",
        blank_if("[run_count]=0", f"SUMPRODUCT(LARGE({_COUNTED}*conditions_load,1))"),
        format=PERCENT,
    ),
    *(column for carrier in CARRIERS for column in _of_runs(*carrier)),
    headline=True,
    filled={"technology": [words for _, words in TECHNOLOGIES.entries]},
    note="均值为各次工况的算术平均；均值的不确定度 = t(95%, 次数−1) × 标准差 ÷ √次数，一次测试没有不确定度。 | The mean is that of the "
    "runs, each of one weight; its uncertainty is t(95 %, runs − 1) × standard deviation / √runs; one run has none.",
)
_STUDENT = table(
    "student",
    "学生 t 分布双侧 95% 分位数 | Student's t, two-sided 95 %",
    "12 14",
    Column(key="df", title=c.as_text("自由度 | degrees of freedom"), role=Role.LABEL, format="0"),
    Column(key="t", title=c.as_text("t"), role=Role.LABEL, format="0.000000"),
    filled={"df": list(range(1, len(STUDENT) + 1)), "t": list(STUDENT)},
    helper=True,
)
SHEET = free_sheet(
    "conditions",
    "实测工况 | Operating runs",
    _STEADY,
    CONDITIONS,
    tab="input",
    intro="不同技术稳定运行工况下实测的电、蒸汽、燃煤。 | Electricity, steam and coal measured at steady operation, by technology.",
)
MEANS_SHEET = free_sheet("condition_means", "工况汇总 | Runs by technology", MEANS, _STUDENT, page="one page")
