"""Limits from the environment: numbers within bounds, or one sentence."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from rnn_demo.engine.limits import LimitError, Limits, limits_from
from tests.test_documentation import ROOT

HOSTING = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")


def test_nothing_said() -> None:
    assert limits_from({"RNN_DEMO_MODELS": "x", "RNN_DEMO_PACE": "  "}) == Limits()


def test_each_can_be_set() -> None:
    said = {
        **{"RNN_DEMO_STREAMS": "7", "RNN_DEMO_QUEUE": "0", "RNN_DEMO_STREAMS_PER_VISITOR": " 3 "},
        **{"RNN_DEMO_LENGTH": "99", "RNN_DEMO_SECONDS": "1.5", "RNN_DEMO_PACE": "0"},
        **{"RNN_DEMO_THREADS": "1", "RNN_DEMO_STREAMS_PER_ADDRESS": "9"},
    }
    assert limits_from(said) == Limits(7, 0, 3, 9, 99, 1.5, 0.0, 1)
    assert limits_from({"RNN_DEMO_PACE": "12.5"}) == replace(Limits(), pace=12.5)


@pytest.mark.parametrize("field", [field.name for field in fields(Limits)])
@pytest.mark.parametrize("value", ["-1", "many", "nan", "inf", "1e99", "9" * 5000, "½", "٣", "1_0"])
def test_what_is_no_limit(field: str, value: str) -> None:
    name = f"RNN_DEMO_{field.upper()}"
    with pytest.raises(LimitError) as error:
        limits_from({name: value})
    assert str(error.value).startswith(f"{name} is '{value[:40]}'; give a")
    assert str(error.value).endswith(".")
    assert len(str(error.value)) < 200


@pytest.mark.parametrize("field", [field.name for field in fields(Limits)])
def test_each_is_in_the_readme(field: str) -> None:
    assert f"`RNN_DEMO_{field.upper()}`" in HOSTING
