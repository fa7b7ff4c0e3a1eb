"""LaTeX to MathML, for the LaTeX that our equations write: browsers draw it without a script or a font of ours.

One text is the source of both, so what a reader copies is what the page shows. A command that is not known here stands
on the page as it is written: packages of others may use any.
"""

from __future__ import annotations

import re
from html import escape

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:\.[0-9]+)?|[^\s]")
_LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ",
    "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Sigma": "Σ", "Phi": "Φ", "Omega": "Ω",
}  # fmt: skip
_OPERATORS = {"cdot": "⋅", "times": "×", "le": "≤", "ge": "≥", "ne": "≠", "approx": "≈", "pm": "±"}
_FUNCTIONS = ("max", "min", "exp", "ln", "log")
_ACCENTS = {"dot": "˙", "bar": "¯", "hat": "^"}
_APPLY = "<mo>&#x2061;</mo>"
_MINUS = "−"


def mathml(latex: str) -> str:
    """Return a formula as a `math` element that stands on a line of its own; the LaTeX is its spoken text."""
    return f'<math display="block" alttext="{escape(latex)}">{_LatexReader(latex).row()}</math>'


def inline_mathml(latex: str) -> str:
    """Return a symbol or a number as a `math` element that stands within a line."""
    return f'<math alttext="{escape(latex)}">{_LatexReader(latex).row()}</math>'


class _LatexReader:
    """Reads the tokens of one formula from the left to the right."""

    def __init__(self, latex: str) -> None:
        self.tokens = _TOKEN.findall(latex)
        self.at = 0

    def row(self, end: str = "") -> str:
        """Read up to a token that ends the row, which is passed over, or to the end of the formula."""
        parts = []
        while self.at < len(self.tokens):
            if self.tokens[self.at] == end:
                self.at += 1
                break
            parts.append(self._scripted())
        return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"

    def _next(self) -> str:
        """Take the next piece of the formula."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else ""
        self.at += 1
        return token

    def _scripted(self) -> str:
        """Read an atom and the index and the exponent that follow it."""
        is_sum = self.tokens[self.at] in (r"\sum", r"\prod")
        base = self._atom()
        below = above = ""
        while self.at < len(self.tokens) and self.tokens[self.at] in "_^":
            if self._next() == "_":
                below = self._atom()
            else:
                above = self._atom()
        if not (below or above):
            return base
        names = ("munder", "mover", "munderover") if is_sum else ("msub", "msup", "msubsup")
        name = names[2] if below and above else names[0] if below else names[1]
        return f"<{name}>{base}{below}{above}</{name}>"

    def _atom(self) -> str:
        """Read what stands between two operators."""
        token = self._next()
        if token == "{":
            return self.row("}")
        if token.startswith("\\"):
            return self._command(token[1:])
        if token[:1].isdigit():
            return f"<mn>{token}</mn>"
        if token.isalpha():
            return f"<mi>{token}</mi>"
        return f"<mo>{_MINUS if token == '-' else escape(token)}</mo>"

    def _command(self, name: str) -> str:
        """Read a command of LaTeX with what belongs to it."""
        if name in _LETTERS:
            upright = ' mathvariant="normal"' if name[0].isupper() else ""
            return f"<mi{upright}>{_LETTERS[name]}</mi>"
        if name in _OPERATORS:
            return f"<mo>{_OPERATORS[name]}</mo>"
        if name in _FUNCTIONS:
            bracketed = self.at < len(self.tokens) and self.tokens[self.at] == r"\left"
            return f"<mi>{name}</mi>{_APPLY}" + ("" if bracketed else '<mspace width="0.17em"/>')
        if name in _ACCENTS:
            return f'<mover accent="true">{self._atom()}<mo stretchy="false">{_ACCENTS[name]}</mo></mover>'
        match name:
            case "mathrm":
                return self._upright()
            case "mathit":
                # A name of several letters is set upright unless it is told otherwise; `v` is in the style sheet.
                return f'<mi class="v">{escape("".join(self._braced()))}</mi>'
            case "frac":
                return f"<mfrac>{self._atom()}{self._atom()}</mfrac>"
            case "sqrt":
                return f"<msqrt>{self._atom()}</msqrt>"
            case "sum":
                return '<mo movablelimits="false">∑</mo>'
            case "prod":
                return '<mo movablelimits="false">∏</mo>'
            case "left":
                return self._fenced()
            case ",":
                return ""
        return f"<mtext>{escape(chr(92) + name)}</mtext>"

    def _braced(self) -> list[str]:
        """Return the tokens of a group as they are; a group within it is not looked for."""
        if self._next() != "{":
            return []
        start = self.at
        while self.at < len(self.tokens) and self.tokens[self.at] != "}":
            self.at += 1
        self.at += 1
        return self.tokens[start : self.at - 1]

    def _upright(self) -> str:
        """Read upright letters; the figures below the line in CO_2 are kept there."""
        parts: list[str] = []
        tokens = iter(self._braced())
        word = ""

        def flush() -> None:
            nonlocal word
            if word:
                parts.append(f'<mi mathvariant="normal">{escape(word)}</mi>')
            word = ""

        for token in tokens:
            if token == "_":
                flush()
                base = parts.pop() if parts else "<mrow></mrow>"
                parts.append(f"<msub>{base}<mn>{escape(next(tokens, ''))}</mn></msub>")
            else:
                word += token
        flush()
        return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"

    def _fenced(self) -> str:
        """Read what stands between brackets or bars that grow with it."""
        opening = self._next()
        parts = []
        while self.at < len(self.tokens) and self.tokens[self.at] != r"\right":
            parts.append(self._scripted())
        self.at += 1
        closing = self._next()
        fence = '<mo fence="true" stretchy="true" form="{}">{}</mo>'
        before, after = fence.format("prefix", escape(opening)), fence.format("postfix", escape(closing))
        return f"<mrow>{before}{''.join(parts)}{after}</mrow>"
