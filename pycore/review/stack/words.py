"""The words of the overview of a stack, in both languages."""

from __future__ import annotations

from pycore.language import Text

WORDS: dict[str, Text] = {
    "title": Text("TwinLedger 审核总览", "TwinLedger overview of reviews"),
    "heading": Text("{count} 个文件的审核总览", "Overview of {count} reviews"),
    "skip": Text("跳到文件", "Skip to the files"),
    "files": Text("文件", "Files"),
    "file": Text("文件", "file"),
    "project": Text("项目、园区", "project or park"),
    "verdict": Text("结论", "verdict"),
    "errors": Text("错误", "errors"),
    "warnings": Text("警告", "warnings"),
    "notes": Text("提示", "notes"),
    "reasons": Text("原因", "reasons"),
    "results": Text("主要结果", "key results"),
    "template": Text("模板", "template"),
    "peers": Text("与同类比较", "Beside their peers"),
    "peers_said": Text(
        "同一模板、同一产品、同一指标的文件相互比较（复算值）。“离群”：至少 3 个文件，与中位数相差超过 3.5 倍稳健标准差"
        "（1.4826 × 绝对偏差中位数）且超过 10%。“因子库范围”为先进值和各基准值的最低与最高。",
        "Files of one template are compared product by product and figure by figure, by recalculated values. An outlier is "
        "one of at least 3 that is more than 3.5 robust standard deviations (1.4826 × the median absolute deviation) and more "
        "than 10 % from the median. The library's range runs from the lowest to the highest of advanced value and benchmarks.",
    ),
    "no_peers": Text("没有可以比较的指标。", "There are no figures to compare."),
    "figure": Text("指标", "figure"),
    "product": Text("产品、行", "product or row"),
    "value": Text("复算值", "recalculated"),
    "count": Text("文件数", "files"),
    "median": Text("中位数", "median"),
    "apart": Text("与中位数之差", "from the median"),
    "range": Text("因子库范围", "library's range"),
    "mark": Text("标记", "mark"),
    "outlier": Text("离群", "outlier"),
    "above": Text("高于因子库范围", "above the library's range"),
    "below": Text("低于因子库范围", "below the library's range"),
    "exports": Text("同一内容：", "The same as: "),
    "more": Text("另有 {more} 行，见 overview.xlsx。", "{more} more lines: see overview.xlsx."),
    "none": Text("–", "–"),
    "footer": Text(
        "本页不访问网络；各文件的页面与它在同一文件夹。",
        "This page makes no request to anywhere; the page of each file lies beside it.",
    ),
}
