"""A thread of the server: it loads what the first visitor needs, then takes out the garbage."""

from __future__ import annotations

import gc
import importlib
import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

from rnn_demo.engine import stand_in
from rnn_demo.serving.health import can_write
from rnn_demo.serving.log_rate import bound_the_log

log = logging.getLogger("rnn_demo")
ROOT = Path(__file__).parents[2]  # the folder of the package
COLLECT_SECONDS = 10.0
LOOK_SECONDS = 0.1  # between two looks at another process
# What the first visitor's pages would load, and what then never is garbage.
LOADED = (
    "plotly.graph_objects",
    "pandas",
    "rnn_demo.exhibits.write.chances",
    "rnn_demo.exhibits.write.columns",
    "rnn_demo.exhibits.write.controls",
    "rnn_demo.exhibits.score.scoring",
    "rnn_demo.widgets.model_card.card",
)


def keep(leaving: threading.Event) -> None:
    """Warm up, then collect garbage from time to time, and bound the log of what is new."""
    bound_the_log()
    warm(leaving)
    while not leaving.wait(COLLECT_SECONDS):
        bound_the_log()
        gc.collect()


def warm(leaving: threading.Event) -> None:
    """Load the opening page's models and write a little; meanwhile compile on a first start.

    Nobody waits for that: numpy stands in for the machine code until it is there.
    """
    began = time.monotonic()
    stand_in.stand_in()
    # Imported here: the server need not wait for the compiler to be loaded.
    from rnn_demo.reading.compile_ahead import compile_ahead, is_compiled

    if is_compiled():
        compile_ahead()
        stand_in.relieve()
    problem = can_write()
    for name in LOADED:
        importlib.import_module(name)
    log.info("Ready after %.1f s%s", time.monotonic() - began, f": {problem}" if problem else "")
    if stand_in.on_duty():
        compile_apart(leaving)
        if leaving.is_set():
            return
        compile_ahead()
        stand_in.relieve()
        log.info("Compiled after %.1f s", time.monotonic() - began)
    gc.collect()
    gc.freeze()


def compile_apart(leaving: threading.Event) -> None:
    """Compile in a process of its own: in this one the compiler would hold up every page.

    Where that is not possible, or nothing can be kept, nothing is lost but time.
    """
    command = [sys.executable, "-m", "rnn_demo.reading.compile_ahead"]
    try:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    except OSError:
        return
    while process.poll() is None:
        if leaving.wait(LOOK_SECONDS):
            process.kill()
            process.wait()
