"""The README of a data set, in Chinese and in English: what lies in the folder and how to get the numbers again."""

from __future__ import annotations

from pycore import __version__
from pycore.dataset.descriptor import WORKBOOK, DataOrigin
from pycore.language import Language, Text

NAMES: dict[Language, str] = {"zh": "README.md", "en": "README.en.md"}


def readme(origin: DataOrigin, tables: int, language: Language) -> bytes:
    """Write it in one language."""
    values = {
        "title": origin.title[language], "name": origin.name, "digest": origin.digest, "template": origin.template,
        "version": origin.version, "program": __version__, "library": origin.library, "tables": tables,
        "book": WORKBOOK, "saved": _saved(origin)[language], "upgraded": _upgraded(origin)[language],
        "problems": _problems(origin)[language],
    }  # fmt: skip
    return _README[language].format(**values).encode()


def _saved(origin: DataOrigin) -> Text:
    if not origin.differing:
        return Text(
            f"文件中保存的值与重新计算的一致（{origin.formulas} 个公式单元格）。",
            f"The values saved in the file are those calculated anew ({origin.formulas} formula cells).",
        )
    return Text(
        f"**文件中保存的值有 {origin.differing} 个与重新计算的不同**（共 {origin.formulas} 个公式单元格），"
        "逐个列在 `data/tl_differences.csv`；其余各表采用重新计算的值。",
        f"**{origin.differing} values saved in the file are not those calculated anew** (of {origin.formulas} formula "
        "cells): `data/tl_differences.csv` lists each; all other tables have the values calculated anew.",
    )


def _upgraded(origin: DataOrigin) -> Text:
    if origin.version == origin.calculated_with:
        return Text("", "")
    return Text(
        f"文件的模板为 {origin.version}，各表按现模板 {origin.calculated_with} 计算；用 `twinledger upgrade` 得到同样的工作簿。\n",
        f"The file has template {origin.version}; the tables are calculated in the present one, {origin.calculated_with}. "
        "`twinledger upgrade` makes the same workbook.\n",
    )


def _problems(origin: DataOrigin) -> Text:
    if not origin.problems:
        return Text("", "")
    return Text(
        f"工作簿有 {origin.problems} 处填写须改正（`twinledger review` 逐处列出），这些值照原样写入，校验时可能不符合约束。\n",
        f"{origin.problems} inputs of the workbook need correction (`twinledger review` names each); they stand here as they "
        "were typed and may break constraints.\n",
    )


_README = Text(
    """# {title}：数据集

[English](README.en.md)

由 TwinLedger {program} 从工作簿 {name} 生成，模板 {template} {version}，因子库 {library}，
工作簿 sha256 `{digest}`。

## 内容

- `datapackage.json`：{tables} 个表的说明（Frictionless Data Package 2.0）：列名、中英文标题、单位、类型、约束、主键、外键。
- `data/*.csv`：每个表一个文件，UTF-8（无 BOM：规范不用它，读取程序会把它当作第一列列名的一部分），逗号分隔。
  用 Excel 打开时请选“数据 → 自文本/CSV”，编码选 UTF-8。表单（如封面）为只有一行的表。
- `data/tl_results.csv` 主要结果，`tl_totals.csv` 各表合计，`tl_lists.csv` 下拉项的代码与文字，`tl_factor_uses.csv` 各行采用的因子。
- `{book}`：生成本数据集的工作簿，原样。

`tl_row` 是在表中的行号，`tl_factors` 是本行采用的因子编号（见 `factors.csv`：数值、单位、来源、年份、可信标志）。
下拉项写代码；空白为没有值，`#N/A`、`#NUM!` 等为未能计算。以 = + - @ 开头的文字前加了 '，以免被当作公式。

## 复算

```sh
twinledger calculate {book} -o 复算.xlsx      # 由核心重新计算全部公式
twinledger review {book}                      # 审核：每个数是否由输入算出
twinledger dataset {book} -o 数据集           # 再次生成本文件夹，文件相同
```

{saved}
{upgraded}{problems}
## 校验与许可

`pip install frictionless` 后运行 `frictionless validate datapackage.json`。

数据的许可由您决定：在 `datapackage.json` 中加入 `licenses`，例如
`"licenses": [{{"name": "CC-BY-4.0"}}]`。
""",
    """# {title}: data set

[中文](README.md)

Made by TwinLedger {program} from the workbook {name}, template {template} {version}, factor library {library},
sha256 of the workbook `{digest}`.

## What is here

- `datapackage.json`: describes {tables} tables (Frictionless Data Package 2.0): columns, titles in Chinese and English,
  units, types, constraints, primary and foreign keys.
- `data/*.csv`: a file a table, UTF-8 (without a byte order mark: the specification has none, and a reader would take it
  into the name of the first column), separated by commas. In Excel open them by Data, From Text/CSV, with UTF-8. A form
  such as the cover is a table of one row.
- `data/tl_results.csv` the main results, `tl_totals.csv` sums of tables, `tl_lists.csv` codes of choices with their
  words, `tl_factor_uses.csv` which row takes which factor.
- `{book}`: the workbook that the data set is made from, as it was given.

`tl_row` is the number of a row within its table, `tl_factors` the ids of the factors that it takes (see `factors.csv`:
value, unit, source, year, trust flag). Choices stand as codes; a blank is no value, and `#N/A`, `#NUM!` and the like say
that it could not be calculated. A text that begins with = + - @ has a ' before it, so that nothing takes it for a formula.

## Recompute

```sh
twinledger calculate {book} -o recomputed.xlsx   # the core calculates every formula anew
twinledger review {book}                         # does every number follow from the inputs?
twinledger dataset {book} -o dataset             # makes this folder again, the same files
```

{saved}
{upgraded}{problems}
## Validate, license

`pip install frictionless`, then `frictionless validate datapackage.json`.

The licence of the data is yours to choose: add `licenses` to `datapackage.json`, such as
`"licenses": [{{"name": "CC-BY-4.0"}}]`.
""",
)
