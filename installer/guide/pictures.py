"""Makes the pictures of the guide from the worked example, its review page and its simulation.

python -m installer.guide.pictures [DIR]

Needs LibreOffice (sheets to PDF), poppler's pdftoppm and pdftotext, Chromium with chromedriver (the review page), and
a font with Chinese characters. The pictures are committed; run this again when the sheets or the page look different.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import calculate_file
from pycore.language import Language, Text
from pycore.package.atomic import write_atomically
from pycore.reading.book import Book
from pycore.review.many import review_many
from pycore.sheets.layout import address
from pycore.sheets.registry import workbook_definition
from pycore.simulate.picture import draw_picture
from pycore.simulate.simulate import simulate

PICTURES = Path(__file__).parent / "pictures"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LARGEST = 150_000
"""Bytes of a picture: the guide must open quickly and the repository stay small."""
WIDTH = 1100
_COLOURS = 128
_MARGIN = 12
_DRAWS = 20_000
_EXPLAINED = "fuels_co2"
"""The name of the cells whose first is explained."""


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A part of a printed sheet: its name in the workbook, the resolution, and the part as fractions of the page."""

    name: str
    sheet: Text
    dpi: int
    left: float
    top: float
    right: float
    bottom: float


SHEETS = (
    SheetPicture("cover", Text("封面", "Cover"), 130, 0.0, 0.0, 1.0, 0.72),
    SheetPicture("fuels", Text("化石燃料", "Fuels"), 330, 0.0, 0.0, 0.419, 0.3),
    SheetPicture("synergy", Text("碳污协同度", "Synergy"), 170, 0.0, 0.0, 1.0, 0.86),
    SheetPicture("checks", Text("检查", "Checks"), 120, 0.0, 0.0, 1.0, 0.62),
)


def calculated(folder: Path, language: Language) -> Path:
    """Make and calculate the worked example, as `twinledger new --example` and `calculate` do."""
    definition = workbook_definition("coal_chemical")
    made = folder / f"made_{language}.xlsx"
    made.write_bytes(make_workbook(definition, language, definition.examples["default"]))
    result = folder / f"coal_chemical_{language}.xlsx"
    calculate_file(made, result, engine_functions())
    return result


def sheet_pictures(book: Path, language: Language) -> Iterator[tuple[str, Image.Image]]:
    """Print the workbook and cut the wanted parts out of its pages; a page begins with the name of its sheet."""
    folder = book.parent
    profile = folder / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(book)], check=True, capture_output=True,
    )  # fmt: skip
    pdf = book.with_suffix(".pdf")
    pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    heads = [page.strip().splitlines()[0].strip() if page.strip() else "" for page in pages.stdout.split("\f")]
    for wanted in SHEETS:
        number = str(heads.index(wanted.sheet[language]) + 1)
        png = subprocess.run(
            ["pdftoppm", "-png", "-r", str(wanted.dpi), "-f", number, "-l", number, str(pdf)],
            check=True, capture_output=True,
        )  # fmt: skip
        page = Image.open(io.BytesIO(png.stdout)).convert("RGB")
        box = (
            wanted.left * page.width,
            wanted.top * page.height,
            wanted.right * page.width,
            wanted.bottom * page.height,
        )
        yield wanted.name, page.crop(tuple(map(round, box)))  # type: ignore[arg-type]


def review_pictures(book: Path, language: Language) -> Iterator[tuple[str, Image.Image]]:
    """Review the workbook and take pictures of its page: the top, and the calculation behind one number."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    (review,) = review_many([book], page=language)
    page = book.with_suffix(".html")
    page.write_text(review.page or "", encoding="utf-8")
    options = webdriver.ChromeOptions()
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--window-size=1200,1000",
        "--hide-scrollbars",
    ):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    driver = webdriver.Chrome(options, Service(shutil.which("chromedriver")))
    try:
        driver.get(page.as_uri())
        yield "review", _screenshot(driver)
        driver.find_element("id", "jump").send_keys(_first_cell(book, _EXPLAINED))
        driver.find_element("id", "jump-go").click()
        driver.execute_script("document.querySelector('#browser').scrollIntoView()")
        yield "browser", _screenshot(driver)
    finally:
        driver.quit()


def _first_cell(book: Path, name: str) -> str:
    """Write the address of the first cell of a name, as `Fuels!N7`."""
    sheet, row, column = Book.open(book).cells_of(name)[0]
    return f"{sheet}!{address(row, column)}"


def _screenshot(driver: object) -> Image.Image:
    return Image.open(io.BytesIO(driver.get_screenshot_as_png())).convert("RGB")  # type: ignore[attr-defined]


def simulation_picture(book: Path, language: Language) -> Image.Image:
    """Simulate the worked example and draw what `twinledger simulate --picture` draws."""
    drawn = draw_picture(simulate(Book.open(book), draws=_DRAWS, seed=1), language)
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def trimmed(picture: Image.Image) -> Image.Image:
    """Cut the white border off, leave a little, and make it as wide as the guide shows it at most."""
    white = Image.new("RGB", picture.size, "white")
    box = ImageChops.difference(picture, white).getbbox() or (0, 0, *picture.size)
    left, top, right, bottom = box
    picture = picture.crop(
        (max(left - _MARGIN, 0), max(top - _MARGIN, 0), min(right + _MARGIN, picture.width), min(bottom + _MARGIN, picture.height))
    )  # fmt: skip
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    return picture


def png(picture: Image.Image) -> bytes:
    """Return a small PNG: sheets and pages need few colours, but also the rare ones, as that of a point in a chart."""
    buffer = io.BytesIO()
    picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def main(arguments: list[str]) -> int:
    """Make all pictures, and say how large they are."""
    target = Path(arguments[0]) if arguments else PICTURES
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        for language in LANGUAGES:
            book = calculated(Path(temporary), language)
            found = [*sheet_pictures(book, language), *review_pictures(book, language)]
            found.append(("simulation", simulation_picture(book, language)))
            for name, picture in found:
                data = png(trimmed(picture))
                write_atomically(target / f"{name}_{language}.png", data)
                print(f"{name}_{language}.png  {len(data):,}" + ("  TOO LARGE" if len(data) > LARGEST else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
