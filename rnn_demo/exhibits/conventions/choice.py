"""Whose weights, who reads them, and which; the rules and formulas of both, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import streamlit as st

from rnn_demo.cells.conventions import (
    CONVENTIONS,
    MOST_UNITS,
    Convention,
    ConventionError,
)
from rnn_demo.exhibits.conventions.compute import NUMBERS, Comparison, Setting, set_one
from rnn_demo.palette import ORANGE
from rnn_demo.ui.address import asks, linked, write_address
from rnn_demo.ui.uninterrupted import uninterrupted

OTHER = ORANGE  # seen on white and on black
FAMILIES = {"gru": "GRU", "lstm": "LSTM"}
FIRST = {"gru": ("torch", "slide"), "lstm": ("peepholes", "torch")}
FITTING = {
    "gru": "The candidate's recurrent matrix is diagonal, its recurrent bias 0",
    "lstm": "The forget gate is 1, the peepholes are 0",
}
QUESTIONS = {
    ("gru", "torch", "slide", False): (
        "Weights of torch.nn.GRU are typed into the slide's formula, letter by letter. Is it the "
        "same network?",
        "No, for two reasons. Where torch's z keeps, the slide's writes: that can be repaired by a "
        "change of sign. And torch resets after the matrix, the slide before it: that cannot.",
    ),
    ("gru", "slide", "cho-v3", False): (
        "Two papers give z opposite meanings. What has to be changed in the weights?",
        "The sign of all that z is computed from: σ(−a) = 1 − σ(a).",
    ),
    ("gru", "torch", "keras", False): (
        "A file of torch's GRU is read by Keras. The formulas are the same; is all well?",
        "Not yet: the rows lie in another order, so z and r change places. In order, they agree.",
    ),
    ("lstm", "peepholes", "torch", False): (
        "Can torch.nn.LSTM compute what an LSTM with peepholes does?",
        "Only one whose peepholes are 0: torch's gates do not see the cell state.",
    ),
    ("lstm", "lstm-1997", "lstm-2000", False): (
        "The LSTM of 1997 had no forget gate. Can the one of 2000 do without?",
        "Yes, with a gate that is always 1. One whose weights are 0 is not: it is ½, and C fades.",
    ),
}
SOURCES = {
    "gru": "Cho et al. 2014 is arXiv:1406.1078. Its first two versions reset after the matrix "
    "(equation 8), the third before it. Keras computes the third with `reset_after=False`, and "
    "ONNX with `linear_before_reset=0`; torch and cuDNN reset after, with two biases.",
    "lstm": "The LSTM of 2000 is that of Gers, Schmidhuber and Cummins, and the slides'; peepholes "
    "are from Gers and Schmidhuber 2000. The papers squash with logistic functions from −2 to 2 "
    "and from −1 to 1, where all here have tanh. f = 1 is exact in float64 from b_f = 37 on; in "
    "real numbers it needs b_f = ∞.",
}


@uninterrupted
def _set_up() -> None:
    """At a visitor's first look, take what the link asks for."""
    state = st.session_state
    if not asks("conventions"):
        return
    setting, state.convention_problems = read_link(linked())
    for name in ("family", *NUMBERS, "fitting"):
        state[f"convention_{name}"] = getattr(setting, name)
    for family, pair in FIRST.items():
        own = (setting.source, setting.target) if family == setting.family else pair
        state[f"convention_source_{family}"], state[f"convention_target_{family}"] = own


def choice() -> Setting:
    """What the widgets say; at a visitor's first look, what the link asks for."""
    state = st.session_state
    _set_up()
    family = st.segmented_control(
        "Cell",
        list(FAMILIES),
        format_func=FAMILIES.__getitem__,
        default=state.convention_family,
        required=True,
        key="convention_family",
        persist_state="session",
    )
    source = _convention("The weights are made for", "source", family)
    target = _convention("They are read by", "target", family)
    fitting = st.toggle(
        FITTING[family],
        state.convention_fitting,
        key="convention_fitting",
        persist_state="session",
    )
    with st.expander("The network and its input"):
        _slider("Units", "hidden_size", 1, MOST_UNITS, 1)
        _slider("Steps T", "steps", 1, max(100, state.convention_steps), 1)
        _slider("Gain g of the recurrent weights", "gain", 0.0, float(NUMBERS["gain"][2]), 0.05)
        _number("Seed", "seed")
    for problem in state.convention_problems:
        st.text(problem)  # quotes the link: never Markdown
    values = {name: kind(state[f"convention_{name}"]) for name, (kind, _, _) in NUMBERS.items()}
    return Setting(family, source, target, fitting=fitting, **values)


def read_link(query: Mapping[str, str]) -> tuple[Setting, list[str]]:
    """The setting of a query, and a sentence for each part that cannot be used."""
    problems: list[str] = []
    setting = Setting()
    family = query.get("family", setting.family)
    if family in FIRST:
        setting = Setting(family, *FIRST[family])
    for name, value in query.items():
        if name == "family" and family in FIRST:
            continue
        try:
            setting = set_one(setting, name, value)
        except ConventionError as error:
            problems.append(f"The link cannot be followed in one point: {error}")
    return setting, problems


def show_link(setting: Setting) -> None:
    """Let the page's address restore what is shown."""
    usual = Setting(setting.family, *FIRST[setting.family])
    link = {name: str(getattr(setting, name)) for name in ("family", "source", "target")}
    for name in (field.name for field in fields(Setting)):
        value = getattr(setting, name)
        if name not in link and value != getattr(usual, name):
            link[name] = str(int(value)) if isinstance(value, bool) else str(value)
    write_address(link)
    st.caption("The address of this page is a link to what is shown here.")


def show_verdict(found: Comparison) -> None:
    """The results of the numbers read as they are, and converted."""
    st.markdown(f"**Read as they are**: max |Δh| = {found.most_read:.2g}.")
    if found.check is None:
        st.markdown(f":red-badge[refused] {found.refusal}")
        return
    mark = ":green-badge[✓" if found.check.holds else ":red-badge[✗"
    st.markdown(
        f"**Converted**: max |Δh| = {found.most_converted:.2g}. "
        f"{mark} {found.check.residual:.1g}]: the largest difference that is left, "
        f"{found.check.against}."
    )
    for sentence in found.how or ("Nothing has to be done.",):
        st.markdown(f"- {sentence}")


def rules(source: Convention, target: Convention) -> dict[str, list[str]]:
    """Columns of the table: each rule of both conventions, and whether they differ in it."""
    both = [_rules(source), _rules(target)]
    return {
        "Rule": list(both[0]),
        source.title: list(both[0].values()),
        f"{target.title} ": list(both[1].values()),  # a name of its own where both are one
        "": ["same" if both[0][name] == both[1][name] else "differs" for name in both[0]],
    }


def formula(own: Convention, other: Convention) -> str:
    """The convention's step in LaTeX; what the other has otherwise is coloured."""
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
        found["Update gate z"] = "keeps" if own.keeps else "writes"
        found["Reset gate r"] = "after the matrix" if own.reset_after else "before the matrix"
    else:
        found["Forget gate"] = "yes" if "f" in own.gates else "none: f = 1"
        found["Peepholes"] = "yes" if own.peepholes else "none"
    found["Biases"] = "two, b and c" if own.biases == 2 else "one, b"
    found["Rows in a file"] = ", ".join(own.gates) if own.stored else "a formula, no file"
    return found


def _convention(title: str, side: str, family: str) -> str:
    offered = CONVENTIONS[family]  # type: ignore[index]
    key = f"convention_{side}_{family}"
    return st.selectbox(
        title,
        list(offered),
        list(offered).index(st.session_state[key]),
        format_func=lambda name: offered[name].title,
        key=key,
        persist_state="session",
    )


def _slider(title: str, name: str, low: float, high: float, step: float) -> None:
    key = f"convention_{name}"
    st.slider(title, low, high, st.session_state[key], step, key=key, persist_state="session")


def _number(title: str, name: str) -> None:
    key = f"convention_{name}"
    _, low, high = NUMBERS[name]
    st.number_input(
        title,
        int(low),
        int(high),
        st.session_state[key],
        step=1,
        key=key,
        persist_state="session",
    )
