"""The rules of two conventions and their formulas, with what differs in colour."""

from __future__ import annotations

from rnn_demo.cells.conventions import Convention
from rnn_demo.palette import ORANGE
from rnn_demo.ui.language import t

OTHER = ORANGE  # visible on white and on black


def rules(source: Convention, target: Convention) -> dict[str, list[str]]:
    """Columns of the table: each rule of both conventions, and whether they differ in it."""
    both = [_rules(source), _rules(target)]
    return {
        t("Rule"): list(both[0]),
        t(source.title): list(both[0].values()),
        f"{t(target.title)} ": list(both[1].values()),  # a different name, if both are one
        "": [t("same") if both[0][name] == both[1][name] else t("differs") for name in both[0]],
    }


def formula(own: Convention, other: Convention) -> str:
    """The convention's step in LaTeX; what differs in the other one is coloured."""
    lines = _gru_lines(own, other) if own.family == "gru" else _lstm_lines(own, other)
    return r"\begin{aligned}" + r" \\ ".join(lines) + r"\end{aligned}"


def _gru_lines(own: Convention, other: Convention) -> list[str]:
    placed = own.reset_after != other.reset_after
    second = _marked(other.biases == 1, " {} + c_h") if own.biases == 2 else ""
    before, after = r"U_h (r_t \odot h_{t-1})", rf"r_t \odot (U_h h_{{t-1}}{second})"
    read = after if own.reset_after else before
    keep, write = ("z_t", "(1 - z_t)") if own.keeps else ("(1 - z_t)", "z_t")
    turned = own.keeps != other.keeps
    return [
        rf"z_t &= \sigma({_sum('z', own, other)})",
        rf"r_t &= \sigma({_sum('r', own, other)})",
        r"\tilde h_t &= \tanh(W_h x_t + b_h",
        rf"&\quad + {_marked(placed, read)})",
        rf"h_t &= {_marked(turned, keep)} \odot h_{{t-1}} + {_marked(turned, write)} "
        r"\odot \tilde h_t",
    ]


def _lstm_lines(own: Convention, other: Convention) -> list[str]:
    def peep(gate: str, time: str) -> str:
        if not own.peepholes:
            return ""
        term = rf"{{}} + p_{gate} \odot C_{time}"
        # On a line of its own: a phone is narrow.
        return rf" \\ &\quad {_marked(not other.peepholes, term)}"

    turned = ("f" in own.gates) != ("f" in other.gates)
    before = "{t-1}"
    forget, kept = rf"\sigma({_sum('f', own, other)}{peep('f', before)})", r"f_t \odot "
    if "f" not in own.gates:
        forget, kept = "1", ""
    return [
        rf"i_t &= \sigma({_sum('i', own, other)}{peep('i', before)})",
        rf"f_t &= {forget}" if not turned or kept else rf"f_t &= {_marked(True, forget)}",
        rf"\tilde C_t &= \tanh({_sum('C', own, other)})",
        rf"C_t &= {_marked(turned, kept)}C_{{t-1}} + i_t \odot \tilde C_t",
        rf"o_t &= \sigma({_sum('o', own, other)}{peep('o', 't')})",
        r"h_t &= o_t \odot \tanh(C_t)",
    ]


def _sum(gate: str, own: Convention, other: Convention) -> str:
    second = _marked(other.biases == 1, f" {{}} + c_{gate}") if own.biases == 2 else ""
    return f"W_{gate} x_t + U_{gate} h_{{t-1}} + b_{gate}{second}"


def _marked(differs: bool, term: str) -> str:
    return rf"{{\color{{{OTHER}}} {term}}}" if differs and term else term


def _rules(own: Convention) -> dict[str, str]:
    found = {}
    if own.family == "gru":
        found[t("Update gate z")] = t("keeps") if own.keeps else t("writes")
        found[t("Reset gate r")] = (
            t("after the matrix") if own.reset_after else t("before the matrix")
        )
    else:
        found[t("Forget gate")] = t("yes") if "f" in own.gates else t("none: f = 1")
        found[t("Peepholes")] = t("yes") if own.peepholes else t("none")
    found[t("Biases")] = t("two, b and c") if own.biases == 2 else t("one, b")
    found[t("Rows in a file")] = ", ".join(own.gates) if own.stored else t("a formula, no file")
    return found
