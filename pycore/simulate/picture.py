"""A picture of a simulation: how each product's performance spreads, and where its draws lie in the synergy quadrants.

One row a product: CO2, NOx, quadrants. Without performances the results themselves are drawn, three a row. Made to
be printed in a report: white ground, vector where the file is .svg or .pdf, 200 dpi where it is .png.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from pycore.equations.number_text import format_number
from pycore.errors import FileProblem
from pycore.language import Language, Text
from pycore.package.atomic import write_atomically
from pycore.simulate.result import NumberResult, Simulation

FORMATS = ("png", "svg", "pdf")
# Fonts with Chinese characters, the plainest first; the first that is installed is used.
CHINESE_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC", "Noto Sans SC",
    "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK JP", "Noto Sans CJK TC", "Heiti SC", "STHeiti",
    "Arial Unicode MS", "SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Serif CJK JP", "Droid Sans Fallback",
)  # fmt: skip
WIDTH = 11.0
"""Of a picture, in inches."""
POINTS = 3000  # of the cloud: more would only blacken it

_BAR, _INTERVAL, _REFERENCE, _MEAN, _GOOD, _CLOUD = (
    "#5B8DB8",
    "#DCE8F2",
    "#C8553D",
    "#1F3A52",
    "#E3F1E6",
    "#33658A",
)
_GREY = "#66727C"
_LONG_TITLE = {"zh": 16, "en": 34}
_LARGE = 1e4
_BODY = 0.86  # the part of a histogram's height that bars and lines take; the legend stands above


MOST_DRAWN = 9
"""Results of a workbook without performances that one picture shows: more could not be read on a page or a slide."""


def write_picture(simulation: Simulation, path: Path | str, language: Language = "zh") -> None:
    """Draw a simulation and put the picture at `path` in one step; the suffix gives the format.

    Chinese labels become English where no Chinese font is installed.

    Raises:
        FileProblem: a suffix other than .png, .svg and .pdf, or a file that cannot be written.
    """
    kind = picture_format(path)
    write_atomically(path, draw_picture(simulation, language, kind))


def picture_format(path: Path | str) -> str:
    """Return the format that a file name asks for."""
    kind = Path(path).suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise FileProblem(
            Text(
                f"图片 {path} 的格式不受支持，应为 .png、.svg 或 .pdf。请改用其中一种扩展名。",
                f"The picture {path} has a format that is not supported; expected .png, .svg or .pdf. "
                "Use one of these suffixes.",
            )
        )
    return kind


def picture_size(simulation: Simulation, width: float = WIDTH) -> tuple[float, float]:
    """Return width and height of a picture in inches."""
    return width, 3.1 * width / WIDTH * len(_rows(simulation)) + 0.9


def draw_picture(
    simulation: Simulation,
    language: Language = "zh",
    kind: str = "png",
    *,
    width: float = WIDTH,
    titled: bool = True,
) -> bytes:
    """Draw a simulation and return the bytes of the picture.

    Args:
        width: in inches.
        titled: with a title above and a remark below; a report has them in its caption.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    font = chinese_font()
    if font is None:
        language = "en"
    settings: dict[Any, Any] = {
        "font.family": [font, "DejaVu Sans"] if font else ["DejaVu Sans"],
        "font.size": 9,
        "axes.unicode_minus": False,
        "axes.edgecolor": _GREY,
        "axes.linewidth": 0.8,
        "svg.hashsalt": "twinledger",
        "pdf.fonttype": 42,
    }
    with drawing_settings(settings):
        rows = _rows(simulation)
        figure = Figure(figsize=picture_size(simulation, width), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(len(rows), 3, squeeze=False)
        pictured = _Pictured(simulation, language, spoken_names=font is not None, scale=width / WIDTH)
        for line, results in zip(axes, rows, strict=True):
            pictured.row(line, results)
        if titled:
            figure.suptitle(pictured.title(), fontsize=11, fontweight="bold", color=_MEAN)
            figure.supxlabel(pictured.remark(), fontsize=8, color=_GREY)
        buffer = io.BytesIO()
        # The same simulation gives the same bytes: no date in the file.
        dated = {"svg": "Date", "pdf": "CreationDate", "png": "Software"}[kind]
        figure.savefig(buffer, format=kind, dpi=200, metadata={dated: None})
    return buffer.getvalue()


@contextmanager
def drawing_settings(settings: dict[Any, Any]) -> Iterator[None]:
    """Draw with matplotlib's own settings and these.

    matplotlib reads a file `matplotlibrc` in the current folder, which may be one of submitted files; such a file can
    have LaTeX started, by a name that Windows looks for in the same folder.
    """
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(settings)
        yield


def chinese_font() -> str | None:
    """Return an installed font that has Chinese characters, or None."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in CHINESE_FONTS if name in installed), None)


def _rows(simulation: Simulation) -> list[list[NumberResult]]:
    """Pair the performances of each product, or put the first results that vary three a row, as many as a page holds."""
    products = [list(pair) for pair in simulation.performances()]
    others = [r for r in simulation.numbers if len(r.draws) and r.draws.min() < r.draws.max()][:MOST_DRAWN]
    others = others or list(simulation.numbers)[:MOST_DRAWN]
    return products or [others[i : i + 3] for i in range(0, len(others), 3)] or [[]]


class _Pictured:
    """Draws the parts of one picture."""

    def __init__(self, simulation: Simulation, language: Language, spoken_names: bool, scale: float) -> None:
        self.simulation = simulation
        self.language = language
        self.spoken_names = spoken_names
        self.longest = _LONG_TITLE[language] * scale
        self.pairs = simulation.performances()

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def title(self) -> str:
        """The title of the picture, by whether results are held against references."""
        if not any(r.reference for r in self.simulation.numbers):
            return self.say("蒙特卡洛模拟：结果的分布", "Monte Carlo: distribution of the results")
        return self.say(
            "蒙特卡洛模拟：绩效分布与碳污协同象限",
            "Monte Carlo: distribution of performances and synergy quadrants",
        )

    def remark(self) -> str:
        """The line under the picture: draws, seed, how many quantities, what the band is."""
        s = self.simulation
        return self.say(
            f"抽样 {s.draws:,} 次，种子 {s.seed}，{len(s.sources)} 个不确定量；浅色带为 95% 区间，共用因子同步变化。TwinLedger",
            f"{s.draws:,} draws, seed {s.seed}, {len(s.sources)} uncertain quantities; light band: 95 % interval; "
            "shared factors vary together. TwinLedger",
        )

    def row(self, axes: Sequence[Any], results: Sequence[NumberResult]) -> None:
        """Draw a row of results, and beside a pair of performances their quadrants."""
        for axis, result in zip(axes, results, strict=False):
            self.histogram(axis, result)
        rest = axes[len(results) :]
        pair = results if tuple(results) in self.pairs else ()
        for axis in rest:
            if pair and all(r.reference for r in pair):
                self.quadrants(axis, *pair)
            else:
                axis.set_axis_off()

    def label(self, result: NumberResult) -> str:
        if self.spoken_names or result.label.isascii():
            return result.label.replace("$", r"\$")
        return f"product {result.index + 1}"

    def name(self, result: NumberResult) -> str:
        """Return the name of a result, in the notation of matplotlib."""
        ghg, nox = ({pair[i].name for pair in self.pairs} for i in (0, 1))
        if result.name in ghg:
            return self.say("CO$_2$ 绩效", "CO$_2$ performance")
        if result.name in nox:
            return self.say("NO$_x$ 绩效", "NO$_x$ performance")
        return result.title[self.language].replace("$", r"\$")

    def histogram(self, axis: Any, result: NumberResult) -> None:
        """Draw the distribution of a result with its 95 % interval and its calculated value."""
        draws = result.draws[np.isfinite(result.draws)]
        axis.axvspan(result.low, result.high, ymax=_BODY, color=_INTERVAL, lw=0, zorder=0)
        if len(draws) and draws.min() < draws.max():
            # The tails beyond 99.9 % would squeeze what there is to see.
            edges = np.percentile(draws, [0.05, 99.95])
            axis.hist(draws, bins=60, range=tuple(edges), density=True, color=_BAR, alpha=0.85, lw=0)
        axis.axvline(
            result.calculated, ymax=_BODY, color=_MEAN, lw=1.2,
            label=self.say("计算值 ", "calculated ") + _short(result.calculated),
        )  # fmt: skip
        if result.reference is not None:
            axis.axvline(
                result.reference, ymax=_BODY, color=_REFERENCE, lw=1.4, ls="--",
                label=self.say("先进值 ", "advanced value ") + _short(result.reference),
            )  # fmt: skip
        spread = "" if result.relative is None else f" ±{result.relative:.1%}"
        who = self.label(result)
        # One line where it fits above the picture, else what it is below whose it is.
        title = self.name(result)
        long = len(who) + len(title.replace("$", "") + spread) > self.longest
        heading = f"{who}{spread}\n{title}" if long and who else f"{who}  {title}{spread}"
        axis.set_title(heading.strip(), fontsize=9.5, loc="left", color=_MEAN)
        if result.unit[self.language]:
            axis.set_xlabel(result.unit[self.language].replace("tCO2", "tCO$_2$"), fontsize=8)
        axis.set_yticks([])
        axis.margins(x=0.04)
        axis.set_ylim(0, axis.get_ylim()[1] / _BODY)
        axis.tick_params(labelsize=8)
        large = abs(result.calculated) >= _LARGE
        axis.locator_params(axis="x", nbins=4 if large else 6)
        if large:
            axis.xaxis.set_major_formatter(_thousands)
        axis.legend(fontsize=7.5, frameon=False, loc="upper center", ncols=2, handlelength=1.6, columnspacing=1.2)
        axis.spines[["top", "right", "left"]].set_visible(False)

    def quadrants(self, axis: Any, ghg: NumberResult, nox: NumberResult) -> None:
        """Draw the two deviations as a cloud over the quadrants of the synergy index."""
        assert ghg.reference is not None
        assert nox.reference is not None
        # Evenly spread over all draws, so that the cloud is the same however many there are.
        step = max(1, self.simulation.draws // POINTS)
        x, y = ghg.draws[::step] / ghg.reference - 1, nox.draws[::step] / nox.reference - 1
        good = np.isfinite(x) & np.isfinite(y)
        x, y = x[good], y[good]
        here = ghg.calculated / ghg.reference - 1, nox.calculated / nox.reference - 1
        reach = 1.12 * max(0.1, *(float(np.abs(v).max()) for v in (x, y) if len(v)), *map(abs, here))
        axis.fill([-reach, reach, -reach], [reach, -reach, -reach], color=_GOOD, lw=0, zorder=0)
        axis.axhline(0, color=_GREY, lw=0.7)
        axis.axvline(0, color=_GREY, lw=0.7)
        axis.plot([-reach, reach], [reach, -reach], color=_GREY, lw=1.1, ls="--", label="$S=-1$")
        axis.scatter(x, y, s=4, color=_CLOUD, alpha=0.25, lw=0, rasterized=True)
        axis.plot(
            *here,
            marker="o",
            ms=5,
            mfc=_REFERENCE,
            mec="white",
            ls="none",
            label=self.say("计算值", "calculated"),
        )
        axis.set_xlim(-reach, reach)
        axis.set_ylim(-reach, reach)
        for axle in (axis.xaxis, axis.yaxis):
            axle.set_major_formatter(_percent)
            axle.set_tick_params(labelsize=8)
        axis.locator_params(nbins=5)
        axis.set_xlabel(self.say("CO$_2$ 相对先进值偏差", "deviation of CO$_2$ from the advanced value"), fontsize=8)
        axis.set_ylabel(self.say("NO$_x$ 相对先进值偏差", "deviation of NO$_x$"), fontsize=8)
        axis.set_title(self.grade(ghg), fontsize=9.5, loc="left", color=_MEAN)
        self.name_quadrants(axis, reach)
        axis.legend(fontsize=7.5, loc="upper right", framealpha=0.7, edgecolor="none")

    def name_quadrants(self, axis: Any, reach: float) -> None:
        """Write the names of the mixed quadrants where they hide no point."""
        from matplotlib.patheffects import withStroke

        halo = [withStroke(linewidth=2, foreground="white")]  # readable on the cloud, too
        # Beside the axes, where the line S = −1 does not run.
        for x, y, right, top, zh, en in (
            (-0.03, 0.97, True, True, "污增碳减", "pollutant up,\ncarbon down"),
            (0.97, -0.04, True, True, "污减碳增", "pollutant down,\ncarbon up"),
            (-0.97, -0.97, False, False, "双减", "both lower"),
            (0.97, 0.04, True, False, "双增", "both higher"),
        ):
            axis.text(
                x * reach, y * reach, self.say(zh, en), fontsize=7.5, color=_GREY,
                ha="right" if right else "left", va="top" if top else "bottom", path_effects=halo, zorder=4,
            )  # fmt: skip

    def grade(self, result: NumberResult) -> str:
        """Say the most likely grade and how sure it is."""
        grade = self.simulation.grade(result)
        if grade is None:
            return self.say("碳污协同象限", "synergy quadrants")
        word = grade.most_likely
        if not self.spoken_names and not word.isascii():
            return "synergy quadrants"
        share = f"{grade.shares[word]:.1%}"
        if grade.firm:
            told, rest = self.say("等级：", "grade:"), self.say(f"{word}（{share}）", f"{word} ({share})")
        else:
            told, rest = self.say("等级可能翻转：", "grade could flip:"), f"{word} {share}"
        # The title of the last picture in a row would be cut at the edge.
        return f"{told}\n{rest}" if len(told) + len(rest) > self.longest else f"{told}{self.say('', ' ')}{rest}"


def _percent(value: float, _: int) -> str:
    return f"{value:.0%}" if value == 0 else f"{value:+.0%}"


def _thousands(value: float, _: int) -> str:
    return f"{value:,.0f}"


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1e5 else format_number(float(f"{value:.4g}"))
