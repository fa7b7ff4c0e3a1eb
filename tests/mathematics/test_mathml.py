"""The LaTeX of our equations becomes MathML that is whole, and what is not known stays as it is written."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from pycore.mathematics.mathml import mathml


def body(latex: str) -> str:
    text = mathml(latex)
    (child,) = ElementTree.fromstring(text)
    return ElementTree.tostring(child, encoding="unicode")


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("x", "<mi>x</mi>"),
        ("22.4", "<mn>22.4</mn>"),
        (r"\frac{44}{12}", "<mfrac><mn>44</mn><mn>12</mn></mfrac>"),
        (r"\rho", "<mi>ρ</mi>"),
        ("u_i^2", "<msubsup><mi>u</mi><mi>i</mi><mn>2</mn></msubsup>"),
        (r"\mathit{NCV}", '<mi class="v">NCV</mi>'),
        (r"R_\mathrm{el}", '<msub><mi>R</mi><mi mathvariant="normal">el</mi></msub>'),
        (
            r"\mathrm{N_2O}",
            '<mrow><msub><mi mathvariant="normal">N</mi><mn>2</mn></msub><mi mathvariant="normal">O</mi></mrow>',
        ),
        (r"\dot V", '<mover accent="true"><mi>V</mi><mo stretchy="false">˙</mo></mover>'),
        (r"\sqrt{a}", "<msqrt><mi>a</mi></msqrt>"),
        (r"\sum_i", '<munder><mo movablelimits="false">∑</mo><mi>i</mi></munder>'),
        ("10^{-3}", "<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>"),
    ],
)
def test_each_piece_has_its_element(latex: str, expected: str) -> None:
    assert body(latex) == expected


def test_brackets_grow_with_what_they_hold_and_an_exponent_belongs_to_the_whole() -> None:
    found = ElementTree.fromstring(mathml(r"\left(\frac{a}{b}\right)^{2}"))
    (power,) = found
    assert power.tag == "msup"
    assert [e.tag for e in power[0]] == ["mo", "mfrac", "mo"]
    assert {e.get("stretchy") for e in power[0].findall("mo")} == {"true"}


def test_a_command_that_is_not_known_stands_as_it_is_written() -> None:
    assert body(r"\operatorname") == r"<mtext>\operatorname</mtext>"


@pytest.mark.parametrize(
    "latex", ["<script>alert(1)</script>", r"\left<x\right>", r'a"&', r"\mathrm{<b>}", r"\mathit{&"]
)
def test_markup_in_a_formula_stays_text(latex: str) -> None:
    found = ElementTree.fromstring(mathml(latex))
    assert found.get("alttext") == latex
    assert {e.tag for e in found.iter()} <= {"math", "mrow", "mi", "mo", "mn"}


@pytest.mark.parametrize(
    "latex", ["", "_", "^2", r"\frac{a}", r"\left(", "{", "}", r"\sqrt", r"\mathrm", "a_", r"\dot"]
)
def test_a_formula_that_ends_too_early_is_still_whole_xml(latex: str) -> None:
    ElementTree.fromstring(mathml(latex))
