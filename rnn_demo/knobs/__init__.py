"""Knobs, declared once: one entry serves widget, link, `--set`, bounds, presets and tests.

An exhibit's knobs are the fields of one frozen dataclass in `exhibits/STEM/knobs.py`::

    @dataclass(frozen=True)
    class Pendulum:
        length: float = number(1.0, "Length l", 0.1, 10, step=0.1)
        steps: int = whole(100, "Steps T", 1, 1_000, group="more")
        method: str = choice("euler", "Method", {"euler": "Euler", "rk4": "Runge–Kutta"})

        def __post_init__(self) -> None:
            check(self)

`knob` has the kinds of knobs; `values` turns text into values and back; `links` reads and writes
the query of a page; `presets` adds the questions that a page opens with, and what it can hide.
Nothing here knows Streamlit: `rnn_demo.ui.knob_widgets` draws the widgets.
"""
