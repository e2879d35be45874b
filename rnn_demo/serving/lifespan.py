"""The life of a server, from before its first visitor until no thread of it is left."""

from __future__ import annotations

import asyncio
import importlib
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rnn_demo.engine.engine import serving_engine
from rnn_demo.serving.connections import guard_connections
from rnn_demo.serving.forged_values import guard_widgets
from rnn_demo.serving.handing_over import hand_over_at_once
from rnn_demo.serving.left_sessions import forget_left_sessions
from rnn_demo.serving.one_after_another import guard_states
from rnn_demo.serving.process import prepare
from rnn_demo.serving.settings import wrong_setting
from rnn_demo.serving.warming import keep
from rnn_demo.widgets.written_text.following import sockets


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Of the served page: ready before the first visitor, and no thread left at the end."""
    prepare()
    if wrong := wrong_setting():  # must show here, not to a visitor
        raise ValueError(wrong)
    # Plotly takes pandas for complete while another thread is still loading it.
    importlib.import_module("pandas")
    guard_widgets()
    guard_states()
    hand_over_at_once()
    guard_connections(asyncio.get_running_loop())
    engine = serving_engine()
    sockets.served = True
    leaving = threading.Event()
    keeping = threading.Thread(target=keep, args=(leaving,), name="keep")
    keeping.start()
    forgetting = asyncio.create_task(forget_left_sessions())
    try:
        yield
    finally:
        forgetting.cancel()
        sockets.served = False
        leaving.set()
        await asyncio.to_thread(engine.close)
        await asyncio.to_thread(keeping.join)
        await asyncio.to_thread(engine.close)  # it may have written once more to warm up
