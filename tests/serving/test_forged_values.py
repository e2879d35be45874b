"""What no widget sends is read as its default, and nothing is logged but one line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state import session_state
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

from rnn_demo.serving.forged_values import fits, guard_widgets, honest_value


def states_with(kind: Any, **sent: Any) -> WStates:
    def read(value: Any) -> Any:
        return "usual" if value is None else value[0]

    states = WStates()
    states.set_widget_metadata(WidgetMetadata("w", read, lambda value: value, kind))
    states.set_widget_from_proto(WidgetState(id="w", **sent))
    return states


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("string_value", {"double_array_value": {"data": [-5.0]}}),
        ("file_uploader_state_value", {"double_value": 1.0}),
        ("double_array_value", {"double_array_value": {"data": []}}),
        ("json_value", {"json_value": "["}),
        ("json_value", {"json_value": ""}),
    ],
)
def test_a_forged_value_counts_as_none(kind: str, sent: dict[str, Any]) -> None:
    states = states_with(kind, **sent)
    assert honest_value(states, "w") == "usual"
    assert honest_value(states, "w") == "usual"  # and it stays so
    assert [honest_value(states, key) for key in states] == ["usual"]


def test_a_value_of_its_own_kind_is_read() -> None:
    assert (
        honest_value(states_with("double_array_value", double_array_value={"data": [2.0]}), "w")
        == 2
    )
    assert honest_value(states_with("json_value", json_value=json.dumps(["a"])), "w") == "a"
    assert honest_value(states_with("string_value", string_value="text"), "w") == "t"
    assert fits(WidgetState(json_trigger_value="1"), "json_value")
    assert fits(WidgetState(), "string_value")
    with pytest.raises(KeyError):
        honest_value(WStates(), "w")


def test_a_server_reads_all_values_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_state.WStates, "__getitem__", WStates.__getitem__)
    states = states_with("json_value", json_value="[")
    guard_widgets()
    assert states["w"] == "usual"
