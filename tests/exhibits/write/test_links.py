from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.exhibits.write.knobs import Looks, read_link, write_link
from rnn_demo.knobs.knob import LARGEST_SEED
from rnn_demo.knobs.links import LONGEST_LINKED
from rnn_demo.ui.writers import choices
from rnn_demo.widgets.written_text.settings import (
    MAX_LENGTH,
    Settings,
    end_of_prompt,
    opening_settings,
)

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
SETTINGS = st.builds(
    Settings,
    model=st.sampled_from(choices()),
    prompt=TEXT.map(lambda text: text[:LONGEST_LINKED]),
    temperature=st.floats(0, 2),
    top_k=st.integers(0, 200),
    top_p=st.floats(0, 1),
    min_p=st.floats(0, 1),
    length=st.integers(1, MAX_LENGTH),
    seed=st.integers(0, LARGEST_SEED),
    stop=TEXT.map(lambda text: text[:100]),
    same_noise=st.booleans(),
)


@given(SETTINGS)
def test_a_link_restores_everything(settings: Settings) -> None:
    assert read_link(write_link(settings)) == (settings, Looks(), [])


@given(st.dictionaries(st.sampled_from([*Settings.__dataclass_fields__, "else"]), st.text()))
def test_any_query_gives_settings_that_can_be_written_with(query: dict[str, str]) -> None:
    settings, _, problems = read_link(query)
    assert settings.model in choices()
    assert 1 <= settings.length <= MAX_LENGTH
    assert settings.knobs  # checked by Knobs itself
    assert all(problem.endswith(".") for problem in problems)
    assert read_link(write_link(settings)) == (settings, Looks(), [])


def test_a_link_that_names_no_temperature_meant_the_one_of_its_time() -> None:
    """What a text opens with was 0.8 for all, and left out; it is now measured, and written."""
    assert opening_settings("pushkin-gru").temperature == 0.4
    old, _, problems = read_link({"model": "pushkin-gru", "seed": "7"})
    assert (old.temperature, old.seed, problems) == (0.8, 7, [])
    assert read_link({"model": "pushkin-gru"})[0].temperature == 0.8
    opening = opening_settings("pushkin-gru")
    assert write_link(opening) == {"model": "pushkin-gru", "temperature": "0.4"}
    assert read_link(write_link(opening)) == (opening, Looks(), [])
    assert read_link({})[0] == opening_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("temperature", "NaN"),
        ("temperature", "-1"),
        ("temperature", "inf"),
        ("top_k", "1.5"),
        ("top_p", "2"),
        ("min_p", ""),
        ("length", str(10**9)),
        ("length", "0"),
        ("seed", "abc"),
        ("seed", "9" * 5000),
        ("model", "nope"),
        ("same_noise", "maybe"),
    ],
)
def test_a_bad_value_costs_one_sentence(name: str, value: str) -> None:
    settings, _, (problem,) = read_link({name: value})
    # Whatever else it names, a link without a temperature means the one of old.
    before = opening_settings() if name == "temperature" else read_link({"seed": ""})[0]
    assert settings == before == replace(opening_settings(), temperature=before.temperature)
    assert name in problem
    assert value[:30] in problem
    assert len(problem) < 300


def test_a_long_prompt_keeps_its_end() -> None:
    settings, _, (problem,) = read_link({"prompt": "a" * 5000 + "end"})
    assert settings.prompt.endswith("aend")
    assert len(settings.prompt) == LONGEST_LINKED
    assert "5,003" in problem
    kept, sentence = end_of_prompt("x" * 1_000_000 + "y")
    assert kept.endswith("xy")
    assert len(kept) < 10_000
    assert "1,000,001" in sentence
    assert end_of_prompt("short") == ("short", "")


def test_a_second_network_has_the_same_seed_or_the_next() -> None:
    settings = replace(opening_settings(), seed=7)
    assert [settings.seed_of(i) for i in (0, 1)] == [7, 7]
    assert [replace(settings, same_noise=False).seed_of(i) for i in (0, 1)] == [7, 8]
