"""What no widget sends is read as its default, and nothing is logged but one line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state import session_state
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates
from streamlit.testing.v1 import AppTest

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


def every_widget() -> None:
    """One of each kind that our pages have."""
    import streamlit as st

    st.number_input("Whole", 0, 9, 3)
    st.number_input("Any", 0.0, 9.0, 3.0)
    st.slider("Slider", 0, 9, 3)
    st.slider("Any slider", 0.0, 9.0, 3.0)
    st.selectbox("List", ["a", "b"])
    st.pills("Pills", ["a", "b"], default="a")
    st.segmented_control("Segments", ["a", "b"], default="a")
    st.toggle("Toggle")
    st.text_input("Line")
    st.text_area("Area")
    st.button("Button")


def test_what_each_widget_sends_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Streamlit's own browser stands in for: a box for whole numbers sends no double_value."""
    kinds: list[tuple[str, str | None, bool]] = []

    def noted(states: WStates, identity: str) -> Any:
        state, metadata = states.states[identity], states.widget_metadata.get(identity)
        if isinstance(state, session_state.Serialized) and metadata:
            sent = state.value.WhichOneof("value")
            kinds.append((str(sent), metadata.value_type, fits(state.value, metadata.value_type)))
        return value_of(states, identity)

    app = AppTest.from_function(every_widget, default_timeout=60).run()
    value_of = WStates.__getitem__
    monkeypatch.setattr(WStates, "__getitem__", noted)
    app.number_input[0].set_value(4)
    app.button[0].click().run()
    assert not app.exception and len({kind for _, kind, _ in kinds}) >= 6
    assert [each for each in kinds if not each[2]] == []
    # The real browser's, for which AppTest stands in by another one:
    assert fits(WidgetState(int_value=3), "double_value")
