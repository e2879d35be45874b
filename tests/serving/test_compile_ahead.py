"""After `compile_ahead` nothing that a visitor does waits for the compiler."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numba
import pytest

from rnn_demo.engine import compiled, stand_in
from rnn_demo.reading import compile_ahead as ahead
from rnn_demo.serving import warming

ROOT = Path(__file__).parents[2]
# Each way in which pages write and read; what is neither compiled nor loaded yet is asked for here.
PROGRAM = """
from numba.core.dispatcher import Dispatcher
import numpy as np

asked_for = []
compile = Dispatcher.compile

def noted(self, signature):
    if str(self.py_func.__module__).startswith("rnn_demo"):
        asked_for.append(self.py_func.__name__)
    return compile(self, signature)

Dispatcher.compile = noted
from rnn_demo.reading.compile_ahead import compile_ahead
compile_ahead()
assert {"advance", "read_piece", "read_texts"} <= set(asked_for), asked_for
asked_for.clear()

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
assert not asked_for, asked_for
"""


@pytest.mark.slow
def test_no_page_compiles_anything_more() -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stderr[-3000:]


def test_it_is_noted_for_these_sources_and_this_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    assert not ahead.is_compiled()
    ahead.compile_ahead()
    assert ahead.is_compiled()
    monkeypatch.setattr(compiled, "digest_of_sources", lambda: "others")
    assert not ahead.is_compiled()
    monkeypatch.undo()
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")  # nothing can be kept
    assert not ahead.is_compiled()


def test_numpy_writes_until_another_process_has_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[tuple[str, bool]]()

    def tell(name: str) -> None:
        told.append((name, stand_in.on_duty()))

    monkeypatch.setattr(ahead, "is_compiled", lambda: False)
    monkeypatch.setattr(ahead, "compile_ahead", lambda: tell("loaded"))
    monkeypatch.setattr(warming, "compile_apart", lambda leaving: tell("compiled"))
    monkeypatch.setattr(warming, "can_write", lambda: tell("wrote"))
    monkeypatch.setattr(gc, "freeze", lambda: None)
    warming.warm(threading.Event())
    assert told == [("wrote", True), ("compiled", True), ("loaded", True)]
    assert not stand_in.on_duty()
    told.clear()
    monkeypatch.setattr(ahead, "is_compiled", lambda: True)
    warming.warm(threading.Event())
    assert told == [("loaded", True), ("wrote", False)]
    assert not stand_in.on_duty()


def test_a_server_that_leaves_does_not_wait_for_the_compiler(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("yes"))
    leaving = threading.Event()
    thread = threading.Thread(target=warming.compile_apart, args=(leaving,))
    thread.start()
    assert thread.is_alive()
    leaving.set()
    thread.join(20)
    assert not thread.is_alive()


def test_where_no_process_can_be_begun_it_is_compiled_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    warming.compile_apart(threading.Event())


def test_an_image_does_it() -> None:
    command = "python -m rnn_demo.reading.compile_ahead"
    assert command in (ROOT / "deploy/Dockerfile").read_text()
