"""A thread of the server: it loads what the first visitor needs, then takes out the garbage."""

from __future__ import annotations

import gc
import importlib
import logging
import threading
import time

from rnn_demo.reading.compile_ahead import compile_ahead
from rnn_demo.serving.health import can_write
from rnn_demo.serving.log_rate import bound_the_log

log = logging.getLogger("rnn_demo")
COLLECT_SECONDS = 10.0
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
    warm()
    while not leaving.wait(COLLECT_SECONDS):
        bound_the_log()
        gc.collect()


def warm() -> None:
    """Compile on a machine's first start, load the opening page's models and write a little."""
    began = time.monotonic()
    compile_ahead()
    problem = can_write()
    for name in LOADED:
        importlib.import_module(name)
    log.info("Ready after %.1f s%s", time.monotonic() - began, f": {problem}" if problem else "")
    gc.collect()
    gc.freeze()
