"""After `compile_ahead` nothing that a visitor does waits for the compiler."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.reading import compile_ahead as ahead
from rnn_demo.ui import getting_ready
from tests.exhibits.opening import words

ROOT = Path(__file__).parents[2]
# Each way in which pages write and read, with a fresh folder for machine code.
PROGRAM = """
from numba.core import event
import numpy as np

class Listener(event.Listener):
    names = []
    def on_start(self, what):
        if str(what.data["dispatcher"].py_func.__module__).startswith("rnn_demo"):
            self.names.append(what.data["dispatcher"].py_func.__name__)
    def on_end(self, what):
        pass

event.register("numba:compile", Listener())
from rnn_demo.reading.compile_ahead import compile_ahead
compile_ahead()
assert {"advance", "read_piece", "read_texts"} <= set(Listener.names), Listener.names
Listener.names.clear()

from streamlit.testing.v1 import AppTest
from rnn_demo.engine.engine import Engine, serving_engine
from rnn_demo.engine.generation import Request, Turn, open_reader
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.sampling import Knobs
from tests.tiny_models import tiny_network

engine = Engine(UNBOUNDED)
for cell in ("lstm", "gru", "elman"):
    network = narrowed(tiny_network(cell))
    hold = Hold(((0, 1, 0.5),))
    for knobs in (Knobs(), Knobs(0, 3, 0.9, 0.1)):
        engine.write(network, Request("the old", 5, knobs, stop="zz")).wait()
        engine.write(network, Request("", 5, knobs), open_reader(network, "old"), hold=hold).wait()
engine.close()
for page, query in (
    ("write", {"model": "shakespeare", "length": "20", "temperature": "0.5"}),
    ("sentiment", {"tool": "A file of reviews"}),
    ("neurons", {}),
    ("memory_ruler", {}),
):
    app = AppTest.from_file(f"rnn_demo/exhibits/{page}/page.py", default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, page
    if page == "sentiment":
        lines = b"A fine film, and a great cast.\\n" * 70
        app.file_uploader(key="review_file").set_value(("a.txt", lines, "text/plain")).run()
        assert "judged" in "".join(block.value for block in app.markdown)
serving_engine().close()
assert not Listener.names, Listener.names
"""


@pytest.mark.slow
def test_no_page_compiles_anything_more(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stderr[-3000:]


def test_a_page_says_so_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    def page() -> None:
        from rnn_demo.ui.getting_ready import tell_if_getting_ready

        tell_if_getting_ready()

    assert "Getting ready" not in words(AppTest.from_function(page).run())
    monkeypatch.setattr(getting_ready, "compiling", lambda: True)
    assert "Getting ready: the first start on a machine" in words(AppTest.from_function(page).run())


def test_it_is_over_when_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(ahead, "narrow_logits", lambda *_, **__: seen.append(ahead.compiling()))
    ahead.compile_ahead()
    assert seen == [True]
    assert not ahead.compiling()


def test_an_image_and_make_run_do_it() -> None:
    for name in ("deploy/Dockerfile", "Makefile"):
        assert "python -m rnn_demo.reading.compile_ahead" in (ROOT / name).read_text()
