"""The words of the page of mathematics, in both languages."""

from __future__ import annotations

from pycore.language import Text

WORDS = {
    "title": Text("TwinLedger 碳污双账：全部公式", "TwinLedger: all formulas"),
    "about": Text(
        "本页由程序中的方程生成：同一处定义既用来计算，也写出下面的公式、单位、取值范围和 Excel 原生公式，因此不会与计算不一致。"
        "标“方法”的不止于算式，其公式按依据文件写出，供对照。",
        "This page is made from the equations of the program: one definition calculates and also writes the formula, the "
        "units, the domains and the native Excel form below, so that they cannot differ. What is more than arithmetic is "
        "marked as a method; its formulas are set down as the documents print them, for comparison.",
    ),
    "flags": Text("可信标志", "trust flags"),
    "contents": Text("目录", "contents"),
    "formula": Text("公式", "formula"),
    "method": Text("方法", "method"),
    "no_formula": Text(
        "没有一行写得下的公式：由程序按依据中的方法计算。",
        "There is no formula of one line: the program follows the method that the source gives.",
    ),
    "latex": Text("LaTeX（单击即全选）", "LaTeX (a click selects all)"),
    "symbols": Text("符号", "symbols"),
    "symbol": Text("符号", "symbol"),
    "meaning": Text("含义", "meaning"),
    "unit": Text("单位", "unit"),
    "domain": Text("取值范围或来源", "domain or source"),
    "argument": Text("参数名", "argument"),
    "result": Text("结果：{title}", "result: {title}"),
    "constant": Text("常数", "constant"),
    "conversion": Text("单位换算", "conversion of units"),
    "optional": Text("可省略", "optional"),
    "default": Text("可省略，缺省 {value}", "optional, by default {value}"),
    "text": Text("文字", "a text"),
    "range": Text("区域，各单元格 {domain}", "a range, each cell {domain}"),
    "texts": Text("区域，各单元格为文字", "a range of texts"),
    "cells": Text("单元格或区域", "cells or a range"),
    "clause": Text("依据", "source"),
    "note": Text("说明", "note"),
    "call": Text("在单元格中调用", "called in a cell"),
    "native": Text("Excel 原生公式", "native Excel form"),
    "guarded": Text("含取值范围检查", "with the domains checked"),
    "no_native": Text("没有单个单元格的原生公式", "there is none that fits in one cell"),
    "uses": Text("用到的函数", "functions that it uses"),
    "used_by": Text("用到它的函数", "functions that use it"),
    "workbooks": Text("工作簿中的位置", "places in the workbooks"),
    "guides": Text("指南附录中的核算项", "emission sources of the guides"),
    "not_used": Text(
        "现有工作簿没有用到，可在自己的单元格中调用。",
        "No workbook uses it; it can be called in cells of one's own.",
    ),
    "places": Text("{count} 处", "{count}"),
    "sources": Text("{count} 项", "sources: {count}"),
    "joint": Text("、", ", "),
    "semicolon": Text("；", "; "),
    "colon": Text("：", ": "),
    "version": Text("TwinLedger {version}，因子库 {library}", "TwinLedger {version}, factor library {library}"),
}
