"""How far a result moves with one argument: derivatives of the symbolic reading, and what an argument contributes.

Both are the same walk. A derivative starts from 1 where the argument stands; the contribution, x·∂f/∂x, starts from the
argument itself. Of a product the contribution of every factor is the product again, which is why its relative
uncertainties add as squares (IPCC 2006, volume 1, chapter 3, equation 3.1); for anything else it is what the
uncertainty of the argument is multiplied with (the same chapter, section 3.2.3.1).
"""

from __future__ import annotations

import math

from pycore.equations.expression import Binary, Call, Expression, Negative, Number, Symbol

_ZERO, _ONE = Number(0), Number(1)


def derivative(tree: Expression, name: str) -> Expression:
    """Return ∂f/∂x of a tree by one of its arguments; its unit is that of the result over that of the argument."""
    return _derive(tree, name, _ONE)


def contribution(tree: Expression, name: str) -> Expression:
    """Return x·∂f/∂x of a tree, in the unit of the result; of a factor of a product it is the tree itself."""
    return _derive(tree, name, Symbol(name))


def names_in(tree: Expression) -> frozenset[str]:
    """Return the names of the arguments that stand in a tree."""
    match tree:
        case Symbol(name):
            return frozenset({name})
        case Negative(operand):
            return names_in(operand)
        case Binary(_, left, right):
            return names_in(left) | names_in(right)
        case Call(_, arguments):
            return frozenset().union(*map(names_in, arguments))
    return frozenset()


def _derive(tree: Expression, name: str, seed: Expression) -> Expression:
    """Walk a tree: `seed` stands where the argument does, 0 where it does not, and the rules of derivation between."""
    if name not in names_in(tree):
        return _ZERO
    match tree:
        case Symbol():
            return seed
        case Negative(operand):
            return _minus(_derive(operand, name, seed))
        case Binary("+", left, right):
            return _sum(_derive(left, name, seed), _derive(right, name, seed))
        case Binary("-", left, right):
            return _difference(_derive(left, name, seed), _derive(right, name, seed))
        case Binary("*", left, right):
            return _sum(
                _product(_derive(left, name, seed), right),
                _product(left, _derive(right, name, seed)),
            )
        case Binary("/", left, right):
            by_left = _quotient(_derive(left, name, seed), right)
            by_right = _quotient(_product(left, _derive(right, name, seed)), _product(right, right))
            return _difference(by_left, by_right)
        case Binary("^", left, right) if name not in names_in(right):
            inner = _derive(left, name, seed)
            if isinstance(right, Number):
                exponent = float(right.value)
                power = _ONE if exponent == 1 else left if exponent == 2 else left ** (exponent - 1)
            else:
                power = left ** (right - 1)
            return _product(_product(right, power), inner)
        case Binary("^", left, right):
            by_exponent = _product(_derive(right, name, seed), Call("logarithm", (left,)))
            by_base = _quotient(_product(right, _derive(left, name, seed)), left)
            return _product(tree, _sum(by_exponent, by_base))
        case Call("logarithm", (operand,)):
            return _quotient(_derive(operand, name, seed), operand)
        case Call("sqrt", (operand,)):
            return _quotient(_derive(operand, name, seed), 2 * tree)
        case Call("absolute", (operand,)):
            inner = _derive(operand, name, seed)
            return Call("where_not_less", (operand, _ZERO, inner, _minus(inner)))
        case Call("maximum", (first, second)):
            return _branch(first, second, _derive(first, name, seed), _derive(second, name, seed))
        case Call("minimum", (first, second)):
            return _branch(second, first, _derive(first, name, seed), _derive(second, name, seed))
    raise NotImplementedError(f"no derivative by {name} of {tree!r}")


def _is(node: Expression, value: float) -> bool:
    """Tell whether a formula is this constant."""
    return isinstance(node, Number) and math.isclose(float(node.value), value, rel_tol=0, abs_tol=0)


def _minus(node: Expression) -> Expression:
    """Write the negative of a formula; that of 0 is 0."""
    return node if _is(node, 0) else -node


def _sum(left: Expression, right: Expression) -> Expression:
    """Write a sum; a term that is 0 falls away."""
    return right if _is(left, 0) else left if _is(right, 0) else left + right


def _difference(left: Expression, right: Expression) -> Expression:
    """Write a difference; a term that is 0 falls away."""
    return left if _is(right, 0) else _minus(right) if _is(left, 0) else left - right


def _product(left: Expression, right: Expression) -> Expression:
    """Write a product; a factor 1 falls away and a factor 0 takes all."""
    if _is(left, 0) or _is(right, 0):
        return _ZERO
    return right if _is(left, 1) else left if _is(right, 1) else left * right


def _quotient(left: Expression, right: Expression) -> Expression:
    """Write a quotient; a divisor 1 falls away and a dividend 0 takes all."""
    return _ZERO if _is(left, 0) else left / right


def _branch(first: Expression, second: Expression, larger: Expression, smaller: Expression) -> Expression:
    """Take one of two derivatives by which of two values is not less than the other."""
    return larger if larger == smaller else Call("where_not_less", (first, second, larger, smaller))
