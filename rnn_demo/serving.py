"""Setup of a process that serves the page, before its first visitor.

Training does without it: it needs all cores, oneDNN and its own threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import importlib
import logging
import os
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route
from threadpoolctl import threadpool_limits

from rnn_demo.artifacts.models_folder import missing_models_folder
from rnn_demo.engine.engine import AdmissionError, serving_engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.job import WAITING
from rnn_demo.engine.limits import LimitError, limits_from
from rnn_demo.exhibits.write import board_socket
from rnn_demo.ui import page_heads
from rnn_demo.ui.loading import load
from rnn_demo.ui.writers import first_choice, networks_of
from rnn_demo.widgets.written_text import socket as text_socket

log = logging.getLogger("rnn_demo")
HEALTH_SECONDS = 5.0  # how long an answer is reused
HEALTH_PATIENCE = 20.0  # seconds: the first start on a machine compiles for some
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
M_ARENA_MAX = -8  # malloc.h
ARENAS = 2


def prepare() -> None:
    """Settings of the whole process for serving many small requests."""
    # With more threads than cores at hand, a product waits for the slowest of them.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    threadpool_limits(1)  # numpy may have started its threads before anybody could ask
    if torch := sys.modules.get("torch"):
        # oneDNN repacks the weights at each call: for a single step that is most of the work.
        torch.set_num_threads(1)
        torch.backends.mkldnn.set_flags(False)
    if sys.platform == "linux":
        # Each thread gets a heap of its own else, and Streamlit starts a thread a visitor.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)
    # What is there from the start is never garbage and need not be looked at again. Collecting
    # everything at a time of one's own choosing costs less than Python's and Streamlit's habits,
    # with all visitors waiting for it.
    gc.set_threshold(50_000, 50, 1_000)
    gc.collect()
    gc.freeze()


def wrong_setting() -> str:
    """A sentence if an environment variable cannot be used; empty if all can."""
    try:
        limits_from(os.environ)
    except LimitError as error:
        return str(error)
    return missing_models_folder()


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Of the served page: ready before the first visitor, and no thread left at the end."""
    prepare()
    if wrong := wrong_setting():  # must show here, not to a visitor
        raise ValueError(wrong)
    engine = serving_engine()
    text_socket.sockets.served = True
    leaving = threading.Event()
    keeping = threading.Thread(target=keep, args=(leaving,), name="keep")
    keeping.start()
    try:
        yield
    finally:
        text_socket.sockets.served = False
        leaving.set()
        await asyncio.to_thread(engine.close)
        await asyncio.to_thread(keeping.join)


def keep(leaving: threading.Event) -> None:
    """Warm up, then collect garbage from time to time."""
    warm()
    while not leaving.wait(COLLECT_SECONDS):
        gc.collect()


def warm() -> None:
    """Load the opening page's models and write a little; compiles on a machine's first start."""
    began = time.monotonic()
    problem = can_write()
    for name in LOADED:
        importlib.import_module(name)
    log.info("Ready after %.1f s%s", time.monotonic() - began, f": {problem}" if problem else "")
    gc.collect()
    gc.freeze()


def can_write() -> str:
    """Let the first network write one character; a sentence when it cannot."""
    for name in networks_of(first_choice()):
        try:
            writing = serving_engine().write(load(name).writer, Request("", 1))
        except AdmissionError:
            return ""  # so much is being written that there is no room for more
        except Exception as error:  # whatever is wrong with a model: the answer is that it is
            return f"{name}: {error}"
        if not writing.ends_within(HEALTH_PATIENCE) and writing.phase != WAITING:
            return f"{name} wrote nothing for {HEALTH_PATIENCE:g} seconds."
        return writing.failed  # or nothing, be it that so many wait for a place
    return missing_models_folder() or "There is no model."


_answer: tuple[float, str] = (-HEALTH_SECONDS, "")


async def health(request: HttpRequest) -> JSONResponse:
    """Whether a model can generate: 200 or 503, with how much is going on."""
    global _answer
    when, problem = _answer
    if time.monotonic() - when > HEALTH_SECONDS:
        problem = await asyncio.to_thread(can_write)
        _answer = (time.monotonic(), problem)
    load_now = serving_engine().load()
    body = {
        "status": "cannot generate" if problem else "ok",
        "writing": load_now.writing,
        "waiting": load_now.waiting,
    }
    if problem:
        log.warning("Health: %s", problem)
    return JSONResponse(body, 503 if problem else 200, {"Cache-Control": "no-store"})


def routes() -> list[BaseRoute]:
    """For `st.App`: beside Streamlit's own."""
    return [
        Route("/health", health),
        *page_heads.routes(),
        *text_socket.routes(),
        *board_socket.routes(),
    ]
