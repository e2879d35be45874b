"""A trial in a process of its own: its looks, its end, and that it does not outlive who watches."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from rnn_demo.tasks.memory.long_memory import run_trial
from rnn_demo.tasks.memory.trials import Trial
from rnn_demo.tasks.memory.watched_trial import RunningTrial, begin, still_watched

EASY = Trial("latch", 10, "lstm", 0, 32, 50, 0.01, 1.0, 4_000)
ENDLESS = Trial("adding", 20, "elman", 0, 32, 50, 1e-6, 1.0, 100_000)  # never solved


def wait(until: Callable[[], bool]) -> None:
    for _ in range(6000):
        if until():
            return
        time.sleep(0.05)
    pytest.fail("It does not come.")


def seen(watched: RunningTrial) -> bool:
    watched.look()
    return bool(watched.looks)


def test_its_looks_are_those_of_the_trial() -> None:
    watched = begin(EASY)

    def over() -> bool:
        watched.look()
        return not watched.running

    wait(over)
    watched.look()
    outcome = run_trial(EASY)
    assert tuple(watched.looks) == outcome.curve
    assert watched.solved_after == outcome.solved_after is not None
    assert watched.told is not None and watched.told.measure == "nats a sequence"
    assert not watched.failed and not watched.stopped


def test_it_can_be_stopped() -> None:
    watched = begin(ENDLESS)
    watched.stop()
    assert not watched.running and watched.stopped and not watched.failed
    assert watched.solved_after is None


def test_it_ends_when_whoever_watched_has_gone() -> None:
    watched = begin(ENDLESS)
    assert watched.process.stdin is not None
    watched.process.stdin.close()  # as when the server ends
    assert watched.process.wait(300) == 0
    watched.look()


def test_silence_ends_it() -> None:
    now, words = [0.0], [b"."]

    def heard() -> bytes | None:
        return words.pop() if words else None

    watched = still_watched(heard, lambda: now[0], patience=6.0)
    now[0] = 5.0
    assert watched()  # and it was heard from at 5
    now[0] = 11.0
    assert watched()
    now[0] = 11.1
    assert not watched()
    words.append(b"")
    assert not still_watched(heard, lambda: 0.0)()


def test_an_error_shows_as_one() -> None:
    watched = begin(Trial("none", 10, "lstm", 0))
    wait(lambda: not watched.running)
    watched.look()
    assert watched.failed
