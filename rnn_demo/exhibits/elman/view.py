"""Both networks while bits go through them, drawn in the browser by view.js."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.elman.compute.film import NetsAtWork
from rnn_demo.tasks.elman.delay import Delay
from rnn_demo.tasks.elman.networks import SmallNets, SmallRun
from rnn_demo.ui.badges import LEGEND, badge
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in
from rnn_demo.words import percent

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8").replace("<!-- marks -->", LEGEND)
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_elman_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)
NO_CHECK = {"text": "", "holds": True, "title": ""}


def elman_view(key: str, data: dict[str, Any]) -> None:
    """Show the picture."""
    _component(key=key, data=with_turn(key, data, _WORDS))


def view_data(film: NetsAtWork, jordan: Delay, elman: Delay) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        film: both networks at work.
        jordan: networks of Jordan's kind after training; the first is drawn.
        elman: the same of Elman's.
    """
    names = t("Jordan"), t("Elman")
    runs, learned = (film.jordan, film.elman), (jordan, elman)
    return {
        "lag": film.lag,
        "bits": list(film.bits),
        "answers": list(film.answers),
        "nets": [
            _net(name, nets, own, right_words(delay))
            for name, nets, own, delay in zip(names, film.nets, runs, learned, strict=True)
        ],
        "checks": {
            "gradients": badge(film.gradients),
            "half": badge(film.half) if film.half else NO_CHECK,
        },
    }


def right_words(delay: Delay) -> str:
    """How often the first network is right."""
    return t(
        "right on {right} of all strings of ten bits, on {fresh} of fresh ones",
        right=share(float(delay.right[0])),
        fresh=share(float(delay.fresh[0])),
    )


def share(value: float) -> str:
    """A share as per cent; one that is not 100 % is not shown as such."""
    digits = 2 if 0.999 < value < 1 else 1
    return percent(value, digits).replace(".0 %", " %")


def _net(name: str, nets: SmallNets, own: SmallRun, right: str) -> dict[str, Any]:
    return {
        "name": name,
        "feedback": nets.feedback,
        "U": nets.U[0].tolist(),
        "W": nets.W[0].tolist(),
        "b": nets.b[0].tolist(),
        "V": nets.V[0].tolist(),
        "fed": own.fed.tolist(),
        "hidden": own.hidden.tolist(),
        "outputs": own.outputs.tolist(),
        "right": right,
    }
