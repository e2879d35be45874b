"""A process that serves: its settings, its health, and that training keeps its own."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.engine import stand_in
from rnn_demo.engine.engine import Engine, serving_engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.serving import health
from rnn_demo.serving.lifespan import lifespan
from rnn_demo.ui.loading import load
from rnn_demo.visitors import Visitor
from rnn_demo.widgets.written_text.following import sockets
from tests.clock import Clock
from tests.tiny_models import tiny_artifact, write_models

ROOT = Path(__file__).parents[1]
NAMES = ("shakespeare-lstm", "shakespeare-gru")


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in NAMES:
        write_models(tmp_path, tiny_artifact(name, name[12:]))
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    monkeypatch.setattr(health, "_answer", (-health.HEALTH_SECONDS, ""))
    st.cache_resource.clear()
    serving_engine.cache_clear()
    yield tmp_path
    serving_engine().close()
    serving_engine.cache_clear()
    st.cache_resource.clear()


def ask() -> tuple[int, dict[str, Any]]:
    answer = asyncio.run(health.health(None))  # type: ignore[arg-type]  # it asks nothing of it
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, json.loads(bytes(answer.body))


def test_healthy_means_that_a_model_writes(models: Path) -> None:
    assert ask() == (200, {"status": "ok", "writing": 0, "waiting": 0, "compiled": True})


@pytest.mark.parametrize("damage", ["cut", "gone", "garbage"])
def test_a_model_that_cannot_write(models: Path, damage: str) -> None:
    weights = models / NAMES[0] / "model.safetensors"
    if damage == "cut":
        weights.write_bytes(weights.read_bytes()[:100])
    elif damage == "garbage":
        weights.write_bytes(b"\xff" * 5000)
    else:
        for name in NAMES:
            shutil.rmtree(models / name)
    status, body = ask()
    assert (status, body["status"]) == (503, "cannot generate")
    assert str(models) not in json.dumps(body)  # nothing of the server's own


@pytest.fixture
def full(models: Path) -> Iterator[Clock]:
    """A server with one place, whose thread gives it to nobody else for as long as this lasts."""
    clock = Clock()
    engine = Engine(replace(UNBOUNDED, streams=1, queue=1, pace=0.001, threads=1), clock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(health, "serving_engine", lambda: engine)
        patch.setattr(engine, "next_in_line", lambda: None)
        yield clock
        engine.close()


def test_texts_that_wait_too_long(full: Clock) -> None:
    engine = health.serving_engine()
    assert ask()[0] == 200
    network = load(NAMES[0]).writer
    for _ in range(2):
        engine.write(network, Request("", 1_000)).job.watchers += 1
    assert ask() == (200, {"status": "ok", "writing": 1, "waiting": 1, "compiled": True})
    full.pass_by(health.LONGEST_WAIT + 1)
    status, body = ask()
    assert (status, body["status"]) == (503, "texts wait")
    assert body["why"] == "A text has waited 11 seconds for a place."
    engine.queue.clear()  # it has its place
    assert ask()[0] == 200


@pytest.mark.parametrize(
    ("texts", "said"), [(2, "got no place for"), (3, "are being written and 2 wait")]
)
def test_the_question_itself_waits_like_anybody(
    full: Clock,
    texts: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(health, "HEALTH_PATIENCE", 0.3)
    engine, network = health.serving_engine(), load(NAMES[0]).writer
    for _ in range(texts):
        monkeypatch.setattr(engine, "limits", replace(engine.limits, queue=texts - 1))
        engine.write(network, Request("", 1_000)).job.watchers += 1
    status, body = ask()
    assert (status, body["status"]) == (503, "cannot generate")
    assert said in caplog.text


def test_a_class_of_fifty_is_no_trouble(models: Path) -> None:
    engine = serving_engine()
    writers = [load(name).writer for name in NAMES]
    for pupil in range(50):
        for network in writers:
            visitor = Visitor("198.51.100.1", f"{pupil}")
            engine.write(network, Request("", 5_000, seed=pupil), visitor=visitor)
    status, body = ask()
    assert (status, body["waiting"]) == (200, 0)


def test_many_who_ask_at_once_are_one_question(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def once() -> str:
        time.sleep(0.05)
        asked.append("")
        return ""

    monkeypatch.setattr(health, "can_write", once)

    async def many() -> None:
        answers = await asyncio.gather(*(health.health(None) for _ in range(50)))  # type: ignore[arg-type]
        assert {answer.status_code for answer in answers} == {200}

    asyncio.run(many())
    assert len(asked) == 1


def test_an_answer_stands_for_a_moment_only(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask()[0] == 200
    (models / NAMES[0] / "tokenizer.json").write_text("{")
    assert ask()[0] == 200
    monkeypatch.setattr(health, "HEALTH_SECONDS", 0.0)
    assert ask()[0] == 503


def test_the_life_of_a_server(models: Path) -> None:
    async def live() -> None:
        async with lifespan(None):
            assert sockets.served
            assert "keep" in {t.name for t in threading.enumerate()}
            await asyncio.sleep(0.1)
        assert not sockets.served

    asyncio.run(live())
    names = {thread.name for thread in threading.enumerate()}
    assert not {name for name in names if name == "keep" or name.startswith("engine-")}
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)


def test_a_limit_that_is_none_shows_at_the_start(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RNN_DEMO_PACE", "quick")

    async def live() -> None:
        async with lifespan(None):
            pytest.fail("it started")

    with pytest.raises(ValueError, match="RNN_DEMO_PACE is 'quick'; give a number from 0 to"):
        asyncio.run(live())
    monkeypatch.delenv("RNN_DEMO_PACE")


def test_a_missing_folder_of_models_shows_at_the_start(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = str(models / "nowhere")
    monkeypatch.setenv(MODELS_VARIABLE, nowhere)

    async def live() -> None:
        async with lifespan(None):
            pytest.fail("it started")

    with pytest.raises(ValueError, match=f"RNN_DEMO_MODELS is '{nowhere}', .*: name a folder"):
        asyncio.run(live())
    assert health.can_write().endswith("unset it for those that are shipped.")


@pytest.mark.parametrize("variable", [MODELS_VARIABLE, "RNN_DEMO_PACE"])
def test_a_wrong_variable_ends_the_start_with_a_sentence(variable: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port=0"],
        cwd=ROOT,
        env={**os.environ, variable: "/nowhere"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 1
    assert result.stderr.startswith(f"rnn_demo: {variable} is '/nowhere'")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stdout


PROGRAM = """
import json, os, sys
import numpy
{before}
from rnn_demo.serving.process import prepare
prepare()
import torch, threadpoolctl
blas = [p["num_threads"] for p in threadpoolctl.threadpool_info() if p["user_api"] == "blas"]
print(json.dumps([blas, os.environ["OMP_NUM_THREADS"], torch.get_num_threads(),
    torch.backends.mkldnn.enabled]))
"""


@pytest.mark.parametrize(("before", "onednn"), [("", True), ("import torch", False)])
def test_one_thread_whatever_was_loaded_before(before: str, onednn: bool) -> None:
    own = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM.format(before=before)],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        check=True,
    )
    blas, variable, threads, enabled = json.loads(result.stdout)
    assert blas and set(blas) == {1}
    assert (variable, threads, enabled) == ("1", 1, onednn)


def test_training_does_not_load_it() -> None:
    program = "import rnn_demo.commands.train, sys; print('rnn_demo.serving' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"


def test_health_tells_that_numpy_still_writes(models: Path) -> None:
    stand_in.stand_in()
    try:
        assert ask() == (200, {"status": "ok", "writing": 0, "waiting": 0, "compiled": False})
    finally:
        stand_in.relieve()
