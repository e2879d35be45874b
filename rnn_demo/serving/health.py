"""`/health`: whether a model can write, and whether texts get places."""

from __future__ import annotations

import asyncio
import logging
import time

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse

from rnn_demo.artifacts.models_folder import missing_models_folder
from rnn_demo.engine import stand_in
from rnn_demo.engine.admission import AdmissionError
from rnn_demo.engine.engine import serving_engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.job import WAITING
from rnn_demo.ui.loading import load
from rnn_demo.ui.shelf import ShelfFullError
from rnn_demo.ui.writers import first_choice, networks_of

log = logging.getLogger("rnn_demo")
HEALTH_SECONDS = 5.0  # how long an answer is reused
HEALTH_PATIENCE = 20.0  # seconds
# Places change hands twice a second, so a full queue is served within some two seconds.
LONGEST_WAIT = 10.0  # seconds that a text may wait for a place


def can_write() -> str:
    """Let the first network write one character, in turn with all others; a sentence if it cannot.

    It is somebody with an unknown address, so it waits when a newcomer would.
    """
    for name in networks_of(first_choice()):
        try:
            writing = serving_engine().write(load(name).writer, Request("", 1))
        except ShelfFullError:
            return ""  # so many models are in use that there is no room for this one
        except AdmissionError as error:
            return str(error)
        except Exception as error:  # whatever is wrong with a model: the answer is that it is
            return f"{name}: {error}"
        if not writing.ends_within(HEALTH_PATIENCE):
            phase = writing.phase
            writing.stop()
            if phase == WAITING:
                return f"{name} got no place for {HEALTH_PATIENCE:g} seconds."
            return f"{name} wrote nothing for {HEALTH_PATIENCE:g} seconds."
        return writing.failed
    return missing_models_folder() or "There is no model."


_answer: tuple[float, str] = (-HEALTH_SECONDS, "")
_asking: asyncio.Future[str] | None = None


async def health(request: HttpRequest) -> JSONResponse:
    """Whether a model can generate: 200, or 503 and why, with how much is going on."""
    problem, engine = await _whether_it_can_write(), serving_engine()
    load_now, waited = engine.load(), engine.longest_wait()
    body = {"status": "ok", "writing": load_now.writing, "waiting": load_now.waiting}
    # On a machine's first start numpy writes, more slowly, until that is so.
    body["compiled"] = not stand_in.on_duty()
    if problem:
        body |= {"status": "cannot generate", "why": "No text can be written; the log says why."}
    elif waited > LONGEST_WAIT:
        problem = f"A text has waited {waited:.0f} seconds for a place."
        body |= {"status": "texts wait", "why": problem}
    if problem:
        log.warning("Health: %s", problem)
    return JSONResponse(body, 503 if problem else 200, {"Cache-Control": "no-store"})


async def _whether_it_can_write() -> str:
    """A sentence if it cannot; tried once for all who ask, and again after `HEALTH_SECONDS`."""
    global _answer, _asking
    if time.monotonic() - _answer[0] <= HEALTH_SECONDS:
        return _answer[1]
    if _asking is None:
        _asking = asyncio.ensure_future(asyncio.to_thread(can_write))
        try:
            problem = await asyncio.shield(_asking)
            _answer = (time.monotonic(), problem)
        finally:
            _asking = None
        return problem
    return await asyncio.shield(_asking)
