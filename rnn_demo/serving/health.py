"""`/health`: whether a model can write."""

from __future__ import annotations

import asyncio
import logging
import time

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse

from rnn_demo.artifacts.models_folder import missing_models_folder
from rnn_demo.engine.engine import AdmissionError, serving_engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.job import WAITING
from rnn_demo.ui.loading import load
from rnn_demo.ui.shelf import ShelfFullError
from rnn_demo.ui.writers import first_choice, networks_of

log = logging.getLogger("rnn_demo")
HEALTH_SECONDS = 5.0  # how long an answer is reused
HEALTH_PATIENCE = 20.0  # seconds: the first start on a machine compiles for some


def can_write() -> str:
    """Let the first network write one character; a sentence when it cannot."""
    for name in networks_of(first_choice()):
        try:
            writing = serving_engine().write(load(name).writer, Request("", 1))
        except (AdmissionError, ShelfFullError):
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
