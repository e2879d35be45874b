"""Loaded models: each once, in a bounded memory that comes back, and only those that are listed."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.engine.network_memory import network_memory
from rnn_demo.ui import loading
from rnn_demo.ui.loading import kept_with, load, reader
from rnn_demo.ui.shelf import Shelf, shelf
from rnn_demo.widgets.read_review import loading as judges_loading
from rnn_demo.widgets.read_review.loading import load_judges
from tests.tiny_classifier import NAME, write_tiny_classifier
from tests.tiny_models import CELLS, tiny_artifact, write_models

NAMES = [f"model-{number}" for number in range(6)]


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    artifacts = [tiny_artifact(name, hidden_size=64, seed=n) for n, name in enumerate(NAMES)]
    write_models(tmp_path, *artifacts)
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def size_of_one() -> int:
    return network_memory(load(NAMES[0]).network.config)


def bounded(monkeypatch: pytest.MonkeyPatch, most: int) -> Shelf:
    """A shelf of so many bytes in place of the process's."""
    made = Shelf(most)
    monkeypatch.setattr(loading, "shelf", lambda: made)
    monkeypatch.setattr(judges_loading, "shelf", lambda: made)
    return made


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("hidden", [8, 64, 200])
def test_what_a_model_takes_is_known_before_it_is_read(
    cell: str, hidden: int, models: Path
) -> None:
    write_models(models, tiny_artifact("sized", cell, hidden_size=hidden))
    writer = load("sized").writer
    arrays = sum(
        array.nbytes
        for array in {
            id(one): one
            for part in (vars(writer.full).values(), writer.weights)
            for many in part
            for one in (many if isinstance(many, tuple) else [many])
            if hasattr(one, "nbytes")
        }.values()
    )
    told = network_memory(writer.full.config)
    assert arrays <= told <= 1.1 * arrays + 10_000


def test_those_asked_for_longest_ago_are_freed(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = size_of_one()
    own = bounded(monkeypatch, 2 * one)
    arrays = {}
    for name in [*NAMES, *NAMES]:
        loaded = load(name)
        reader(loaded, "That")
        arrays[name] = weakref.ref(loaded.network.table)
        assert own.held <= 2 * one
        del loaded
        load(NAMES[0])  # is asked for again and again, and so stays
    assert [name for name in NAMES if arrays[name]() is not None] == [NAMES[0], NAMES[-1]]


def test_the_system_gets_the_memory_back(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        pytest.skip("only Linux tells what a process takes")
    large = [f"large-{number}" for number in range(8)]
    write_models(models, *(tiny_artifact(n, hidden_size=512, seed=1) for n in large))
    one = network_memory(load(large[0]).network.config)
    st.cache_resource.clear()
    bounded(monkeypatch, one + 1)
    load(large[1])
    gc.collect()

    def taken() -> int:
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    before = taken()
    for name in large:
        load(name)
    assert one > 15_000_000
    assert taken() - before < 3 * one  # eight were read


def test_a_model_in_use_is_not_read_twice(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = bounded(monkeypatch, 2 * size_of_one())
    writer = load(NAMES[0]).writer  # as a text holds it
    for name in NAMES[1:]:
        load(name)
    assert own.held <= own.most  # what is in use counts
    assert load(NAMES[0]).writer is writer


def test_more_than_is_allowed_is_refused_before_it_is_read(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = size_of_one()
    own = bounded(monkeypatch, one - 1)
    with monkeypatch.context() as patch:
        patch.setattr(loading, "read_generator", lambda folder: pytest.fail("it was read"))
        with pytest.raises(ArtifactError, match=r"^model-1 takes .* raise RNN_DEMO_MODEL_MEMORY"):
            load(NAMES[1])
    own.most = 2 * one
    held = [load(name).writer for name in NAMES[:2]]
    with pytest.raises(ArtifactError, match="model-2 finds no room in 1 MB"):
        load(NAMES[2])
    del held[0]
    assert load(NAMES[2]).network.name == NAMES[2]


def test_the_classifier_counts_too(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tiny_classifier(models)
    files = sum(path.stat().st_size for path in (models / NAME).iterdir())
    own = bounded(monkeypatch, 10 * files)
    judges = weakref.ref(load_judges())
    assert judges() is load_judges()
    assert 0 < own.held <= own.most
    own.most = own.held
    load(NAMES[0])
    assert judges() is None
    own.most = 1000
    with pytest.raises(ArtifactError, match=f"^{NAME} takes "):
        load_judges()


def test_a_new_version_takes_the_place_of_the_old_one(models: Path) -> None:
    old = load(NAMES[0])
    writer = old.writer
    kept_with(old, "made of it", partial(list, [writer]), bool)
    del writer
    table = weakref.ref(old.network.table)
    artifact = tiny_artifact(NAMES[0], hidden_size=64, seed=9)
    write_models(models, artifact)
    assert load(NAMES[0]).stamp > old.stamp
    assert table() is not None
    del old
    assert table() is None
    assert shelf().held == size_of_one()


@pytest.mark.parametrize(
    "name",
    ["../models/model-0", "./model-0", "model-0/", "model-0/../model-1", "", ".", "..", "a\0"],
)
def test_only_what_is_listed_is_opened(
    name: str, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(models)
    monkeypatch.setattr(loading, "last_written", lambda *given: pytest.fail("it was looked at"))
    for wanted in (name, str(models / "model-0")):
        with pytest.raises(ArtifactError, match="There is no model"):
            load(wanted)
    assert shelf().held == 0


def test_a_model_that_is_there_waits_for_none_that_is_read(models: Path) -> None:
    load(NAMES[0])
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> object:
        begun.set()
        assert go_on.wait(60)
        return load(NAMES[0]).writer

    def read() -> None:
        shelf().take("other", 1, "other", lambda: 0, slow, lambda body: body)

    reading = threading.Thread(target=read)
    reading.start()
    assert begun.wait(60)
    assert load(NAMES[0]).network.name == NAMES[0]
    go_on.set()
    reading.join()
