"""A fitted autoregression in LaTeX."""

from __future__ import annotations

from rnn_demo.forecasting.autoregression import Autoregression

LONGEST = 6  # terms that fit on a line


def autoregression_formula(fit: Autoregression, changes: bool) -> str:
    """x̂_t as a sum of its terms, some to a line.

    Args:
        fit: the autoregression.
        changes: whether it is one of Δx.
    """
    x = r"\Delta x" if changes else "x"
    terms = [_number(f"{fit.constant:.4g}")] + [
        f"{'-' if value < 0 else '+'} {_number(f'{abs(value):.3g}')}\\,{x}_{{t-{lag}}}"
        for lag, value in enumerate(fit.coefficients, 1)
    ]
    lines = [" ".join(terms[at : at + LONGEST]) for at in range(0, len(terms), LONGEST)]
    return rf"\begin{{aligned}}\hat {{{x}}}_t = {{}} & " + r" \\ & ".join(lines) + r"\end{aligned}"


def _number(digits: str) -> str:
    """A number with its power of ten as people write it."""
    mantissa, _, power = digits.partition("e")
    return rf"{mantissa} \cdot 10^{{{int(power)}}}" if power else mantissa
