"""Makes one self-contained page of each language's guide, with the pictures inside: python -m installer.guide.pages DIR."""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

from markdown_it import MarkdownIt

from pycore.language import Language, Text
from pycore.package.atomic import write_atomically

HERE = Path(__file__).parent
PARTS = ("first_workbook", "clauses", "mercury_pvc", "reviewers", "administrators", "add_a_guide")
TITLE = Text("TwinLedger 碳污双账 使用手册", "TwinLedger user guide")
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_IMAGE = re.compile(r'<img src="([^"]+)"')
_PART = re.compile(r'<a href="(\w+)\.md(#[^"]*)?"')
_STYLE = """body{max-width:56rem;margin:2rem auto;padding:0 1rem;color:#22303a;
font:16px/1.7 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",Calibri,sans-serif}
h1{color:#0b6e6e;border-bottom:2px solid #0b6e6e;margin-top:3rem}h2{color:#0b6e6e}
img{max-width:100%;border:1px solid #c9d2d9;border-radius:4px}
code{background:#eef3f3;padding:.1em .3em;border-radius:3px;font-size:.92em}
pre{background:#eef3f3;padding:.8em 1em;overflow:auto}pre code{padding:0;background:none}
table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #c9d2d9;padding:.35em .7em;text-align:left;vertical-align:top}
th{background:#e6f0f0}blockquote{margin:1em 0;padding:.2em 1em;border-left:4px solid #d98f00;background:#fff8e8}"""


def guide(language: Language) -> str:
    """Return the page of a language: its parts one after the other, without anything to be fetched."""
    # As plain Markdown, without raw HTML: what stands in the text is text.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    parts = []
    for part in PARTS:
        html = markdown.render((HERE / language / f"{part}.md").read_text(encoding="utf-8"))
        parts.append(f'<section id="{part}">\n{html}</section>')
    body = _PART.sub(r'<a href="#\1"', "\n".join(parts))
    body = _IMAGE.sub(lambda m: f'<img src="{_embedded(HERE / language / m[1])}"', body)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{TITLE[language]}</title><style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def write_guides(folder: Path) -> list[Path]:
    """Write `guide_zh.html` and `guide_en.html` into a folder, which is made, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language in LANGUAGES:
        path = folder / f"guide_{language}.html"
        write_atomically(path, guide(language).encode())
        written.append(path)
    return written


def _embedded(picture: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode("ascii")


if __name__ == "__main__":
    for page in write_guides(Path(sys.argv[1] if len(sys.argv) > 1 else "dist")):
        print(page)
