"""What the page Tunes says of its presets holds for the network that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnn_demo.artifacts.tunes import read_tunes
from rnn_demo.exhibits.tunes.compute.verdict import verdict_of
from rnn_demo.exhibits.tunes.knobs import key_of
from rnn_demo.exhibits.tunes.presets import PRESETS
from rnn_demo.exhibits.tunes.written import LoadedTunes, ShownTune
from rnn_demo.music.abc_writer import abc_body
from rnn_demo.music.measures import ends_on_tonic, measured_parts
from rnn_demo.music.starts import read_start
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.tunes.copying import read_copy_index
from rnn_demo.tasks.tunes.writing import MOST_SHARED, TuneRequest, write_tune, writer_from

FOLDER = Path(__file__).parents[1] / "models" / "tunes"


@pytest.fixture(scope="module")
def loaded() -> LoadedTunes:
    artifact, index = read_tunes(FOLDER), read_copy_index(FOLDER)
    return LoadedTunes(artifact, writer_from(artifact, index), index, 0)


@pytest.fixture
def shown(loaded: LoadedTunes, request: pytest.FixtureRequest) -> ShownTune:
    now = PRESETS[request.param].knobs
    key = key_of(now)
    start = read_start(now.start, key, now.meter)
    asked = TuneRequest(
        now.kind, now.meter, key, start, Knobs(now.temperature), now.seed, int(now.most_shared)
    )
    steps = write_tune(loaded.writer, asked)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return ShownTune(end.value, verdict_of(end.value, loaded.index))


def body(shown: ShownTune) -> str:
    tune = shown.found.tune
    return " ".join(abc_body(tune.elements, tune.key, tune.meter).split())


@pytest.mark.parametrize("shown", ["jig", "slip"], indirect=True)
def test_it_counts_and_comes_home(shown: ShownTune) -> None:
    assert shown.found.complete and not shown.verdict.faults and not shown.verdict.wrong
    assert shown.verdict.on_tonic
    tune = shown.found.tune
    if tune.kind == "jig":  # two parts of eight bars, each with its upbeat
        assert [len(part.ticks) for part in measured_parts(tune.elements)] == [9, 9]
    else:
        assert tune.bar == 9 * 24


@pytest.mark.parametrize("shown", ["start"], indirect=True)
def test_a_figure_is_taken_up(shown: ShownTune) -> None:
    bars = body(shown).split(" | ")
    assert bars[1].startswith("G2BG") and bars[3].startswith("G2BG")
    assert len(measured_parts(shown.found.tune.elements)[0].ticks) == 9
    assert [len(part.ticks) for part in measured_parts(shown.found.tune.elements)] == [9, 7]
    assert ends_on_tonic(shown.found.tune) and shown.verdict.shared.notes <= MOST_SHARED


@pytest.mark.parametrize("shown", ["scale"], indirect=True)
def test_a_note_out_of_the_key(shown: ShownTune) -> None:
    given = [one for one in shown.found.written if one.given]
    assert max(given, key=lambda one: one.nats) is given[-1]
    assert given[-1].nats == pytest.approx(14.8, abs=0.05)
    best = given[-1].rivals[0]
    assert best.probability == pytest.approx(0.17, abs=0.005)
    later = shown.found.tune.elements[len(given) + 1 :]
    altered = [e for e in later if not isinstance(e, str) and e.step is not None
               and e.alter != shown.found.tune.key.altered(e.step)]  # fmt: skip
    assert len(altered) <= 1 and shown.verdict.on_tonic


@pytest.mark.parametrize("shown", ["hot"], indirect=True)
def test_too_much_chance(shown: ShownTune) -> None:
    assert shown.verdict.wrong[0] == (1, 7 * 24)
    assert shown.verdict.nats == pytest.approx(2.3, abs=0.05)


@pytest.mark.parametrize("shown", ["cold"], indirect=True)
def test_no_chance_at_all(shown: ShownTune) -> None:
    assert " | ".join(["fd Ad"] * 9) in body(shown)
    assert " | ".join(["fd Ad"] * 10) not in body(shown)
    assert not shown.verdict.wrong


@pytest.mark.parametrize("shown", ["rare"], indirect=True)
def test_what_it_hardly_knows(shown: ShownTune) -> None:
    ticks = [t for part in measured_parts(shown.found.tune.elements) for t in part.ticks]
    assert ticks.count(8 * 24) > len(ticks) / 2
    assert len(shown.verdict.wrong) > len(ticks) / 2
