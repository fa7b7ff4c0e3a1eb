"""The names by which people call what stands in the library: printed ones beside its ids and keys."""

from __future__ import annotations

SCHEMES = {
    "MEE2026": (
        "指南先进值",
        "guide, advanced",
        "现代煤化工行业建设项目温室气体排放环境影响评价技术指南（试行）",
        "现代煤化工行业建设项目温室气体排放环境影响评价技术指南（试行）编制说明",
    ),
    # The printed number differs from the id in a stroke and a blank alone, which `same_name` passes over.
    "TCCECTA0104-2023": ("团标", "T/CCECTA", "现代煤化工行业碳排放基准", "现代煤化工行业碳排放基准 T/CCECTA 0104-2023"),
    "SD2025": (
        "山东",
        "Shandong",
        "山东省现代煤化工行业建设项目温室气体排放环境影响评价技术指南",
        "山东省现代煤化工行业建设项目温室气体排放环境影响评价技术指南（征求意见稿）",
    ),
}
"""Benchmark schemes: the words of the sheets and the title of the document."""

INDICATORS = {"GHG": ("CO2", "温室气体", "greenhouse gas"), "NOx": ("氮氧化物", "nitrogen oxides")}
"""Indicators of benchmarks."""

REPORTS = {
    "SAR": ("AR2", "second assessment report", "第二次评估报告"),
    "AR4": ("fourth assessment report", "第四次评估报告"),
    "AR5": ("fifth assessment report", "第五次评估报告"),
    "AR6": ("sixth assessment report", "第六次评估报告"),
}
"""Assessment reports of the IPCC; "IPCC" before any of them is the same, and so is the id with its title in brackets."""


def report_names(report: str) -> tuple[str, ...]:
    """Return what an assessment report is called: its id, its title, both together, with IPCC before each."""
    titles = REPORTS.get(report, ())
    names = (report, *titles, *(f"{report} {title}" for title in titles))
    return (*names, *(f"IPCC {name}" for name in names))
