"""Sources of values in English: the library names documents as they are published, most of them in Chinese.

Titles without an official translation are translated; numbers of documents, tables and transcriptions stay as they are.
"""

from __future__ import annotations

import re

# Longest first: a phrase that holds another is found before it.
_PHRASES: tuple[tuple[str, str], ...] = (
    ("山东省现代煤化工行业建设项目温室气体排放环境影响评价技术指南（征求意见稿）",
     "Shandong guide for the GHG assessment of modern coal chemical projects (draft for comment)"),
    ("现代煤化工行业建设项目温室气体排放环境影响评价技术指南（试行）编制说明",
     "notes to the MEE guide for the GHG assessment of modern coal chemical projects (trial)"),
    ("现代煤化工行业碳排放基准 ", "Carbon emission benchmarks of the modern coal chemical industry, "),
    ("省级温室气体清单编制指南（2025年版）", "guide to provincial GHG inventories (2025 edition)"),
    ("省级温室气体清单编制指南（试行）2011", "guide to provincial GHG inventories (trial) of 2011"),
    ("省级清单指南行业推荐 MCF", "provincial inventory guide, recommended MCF by sector"),
    ("NDRC 石油天然气、煤炭企业指南（2014）", "NDRC guides for oil and gas and for coal enterprises (2014)"),
    ("NDRC 化工生产企业指南（2013）", "NDRC guide for chemical producers (2013)"),
    ("IPCC 2006 指南 2019 年修订版 ", "2019 refinement of the IPCC guidelines of 2006, "),
    ("IPCC 2006 国家温室气体清单指南", "IPCC guidelines of 2006 for national GHG inventories"),
    ("化学计量计算（原子量 ", "stoichiometry (atomic weights "),
    ("（与 carbon.* 的化学计量计算同）", " (as in the stoichiometry of carbon.*)"),
    ("原子量 ", "atomic weight "),
    (" 低位发热量换算式：每 1 % 水分 23 J/g", ", conversion to the net calorific value: 23 J/g for each 1 % of moisture"),
    ("统计年鉴 / GB/T 32151 系列口径", "statistical yearbook / GB/T 32151 series"),
    ("2015 年化工口径", "chemical set of 2015"),
    (" 化工产品含碳量缺省值", ", default carbon contents of chemicals"),
    (" 碳酸盐排放因子", ", emission factors of carbonates"),
    (" 己二酸生产（源自 IPCC）", ", adipic acid (from the IPCC)"),
    (" 硝酸生产", ", nitric acid"),
    ("TwinLedger 判断值（参照 ", "judgement of TwinLedger (after "),
    (" 的取值范围，凭记忆）", ", its ranges, from memory)"),
    ("（数值凭记忆；公式结构见 ", " (value from memory; form of the equation: "),
    ("（原文未打开）", " (the document was not opened)"),
    ("（凭记忆，未核）", " (from memory, not checked)"),
    ("（未核）", " (not checked)"),
    ("（三份全表与一份节选）", " (three full tables and an extract)"),
    ("转引自指南编制说明 ", "quoted in the notes to the guide, "),
    ("工信部《电石法聚氯乙烯行业汞污染综合防治方案》",
     "MIIT plan for the comprehensive control of mercury pollution in the carbide PVC sector"),
    ("生态环境部《关于进一步加强重金属污染防控的意见》",
     "MEE opinions on further strengthening the control of heavy metal pollution"),
    ("工信部节〔2010〕261号的两个数", "two figures of MIIT Notice Jie [2010] No. 261"),
    ("工信部节〔2010〕261号", "MIIT Notice Jie [2010] No. 261"),
    ("计算：570 t ÷ 580 万 t（", "calculated: 570 t ÷ (580 × 10⁴ t) ("),
    ("计算：0.003", "calculated: 0.003"),
    ("Ren 等 2014（一条带除汞器的生产线实测），摘要",
     "Ren et al. 2014 (measured on one line with a mercury remover), abstract"),
    ("联合国环境署汞排放识别与量化工具包", "UNEP Toolkit for identification and quantification of mercury releases"),
    ("联合国环境署/中国 2011", "UNEP/China 2011"),
    ("，摘录", ", extract"),
    ("AMAP 形态缺省值", "AMAP, default species"),
    ("（全国 970 个样品）", " (970 samples nationwide)"),
    ("AHP 教材通行表", "AHP, the table common in textbooks"),
    ("《中华人民共和国环境保护税法》附表二（水） 应税污染物和当量值表",
     "Environmental Protection Tax Law, annex 2 (water), taxable pollutants and equivalents"),
    ("《中华人民共和国环境保护税法》附表二 应税污染物和当量值表",
     "Environmental Protection Tax Law, annex 2, taxable pollutants and equivalents"),
    ("《中华人民共和国环境保护税法》附表一", "Environmental Protection Tax Law, annex 1"),
    ("《中华人民共和国环境保护税法》第九条、第十三条", "Environmental Protection Tax Law, articles 9 and 13"),
    ("（公开代码全表）", " (full table in public code)"),
    ("（公开代码所载价格表）", " (price table in public code)"),
    ("2017-12 新闻汇总", "news digest of 2017-12"),
    ("njzxhs 247487，铁合金在线转载", "njzxhs 247487, reprint of the site Ferro-Alloys Online"),
    ("njzxhs 247487 铁合金在线转载", "njzxhs 247487, reprint of the site Ferro-Alloys Online"),
    ("，同一汇总的两处转载", ", two reprints of one digest"),
    ("，与山东省征求意见稿（sgkyny.com）一致", ", as in the Shandong draft for comment (sgkyny.com)"),
    ("山东省征求意见稿", "Shandong draft for comment"),
    ("全国碳市场 CEA 收盘价", "national carbon market, closing price of CEA"),
    ("市场年报新闻", "news of the market's annual report"),
    ("公开代码", "public code"),
    ("凭记忆（把握不大）", "from memory, not sure"),
    ("凭记忆", "from memory"),
    ("经第三方代码测试", "by tests of third-party code"),
    ("公开资料", "public sources"),
    ("按定义", "by definition"),
    ("二手转录 ", "second-hand transcription "),
    ("二手转录", "second-hand transcription"),
    ("所在处", ""),
    ("数值与 ", "value as in "),
    (" 一致", ""),
    ("，经 ", ", by "),
    (" 方法2b", ", tier 2b"),
)  # fmt: skip
_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"生态环境部 国家统计局公告(\d+)年第(\d+)号", r"MEE and NBS announcement \2 of \1"),
    (r"由 ([\w.]+) 计算：", r"calculated from \1: "),
    (r"第([\d.]+)～([\d.]+)条", r"clauses \1 to \2"),
    (r"第(\d+)卷", r"vol. \1"),
    (r"第 ?(\d+) ?章", r"ch. \1"),
    (r"表 ?", "table "),
)
_SIGNS = (("；", "; "), ("，", ", "), ("、", ", "), ("（", " ("), ("）", ")"), ("：", ": "))


def english_source(source: str) -> str:
    """Say a source in English; what is not known stays as the document has it."""
    for phrase, words in _PHRASES:
        source = source.replace(phrase, words)
    for pattern, words in _PATTERNS:
        source = re.sub(pattern, words, source)
    for sign, other in _SIGNS:
        source = source.replace(sign, other)
    source = source.replace(")/ ", ") / ")
    return re.sub(r" +([,;)])|  +", lambda found: found[1] or " ", source).strip()
