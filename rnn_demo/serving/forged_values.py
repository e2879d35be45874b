"""A widget's value that its widget never sends counts as none: the widget shows its default.

Streamlit turns what a browser sends into a value without looking whether it can be one, so a text
for a slider would end the run of the page and fill the log with a traceback.
"""

from __future__ import annotations

import json
import logging
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import Serialized, Value, WStates

log = logging.getLogger("rnn_demo")
_value_of = WStates.__getitem__
# A component sends what it holds in one of these, what has happened in the other.
OF_COMPONENTS = {"json_value", "json_trigger_value"}
# A box for whole numbers sends these, though Streamlit notes the kind of any number for it.
NUMBERS = {"int_value", "double_value"}


def guard_widgets() -> None:
    """From now on, in all sessions of this process."""
    setattr(WStates, "__getitem__", honest_value)  # noqa: B010  # a method, to type checkers


def honest_value(states: WStates, identity: str) -> Any:
    """What a widget shows: in place of a value that it cannot have, its default.

    Raises:
        KeyError: no value of such a widget is known.
    """
    state, metadata = states.states.get(identity), states.widget_metadata.get(identity)
    if not isinstance(state, Serialized) or metadata is None:
        return _value_of(states, identity)
    if fits(state.value, metadata.value_type):
        try:
            return _value_of(states, identity)
        except Exception as error:  # whatever a widget's own reader stumbles over
            log.info("A widget got a value that it cannot read: %s", type(error).__name__)
    else:
        log.info("A widget got a value of another kind than its own.")
    # It is replaced and not removed: Streamlit may be going through all of them.
    default = metadata.deserializer(None)
    states.states[identity] = Value(default)
    return default


def fits(state: WidgetState, kind: str | None) -> bool:
    """Whether a browser would send a value in this field of the message.

    Args:
        state: as it was sent.
        kind: the field that the widget uses; None if that is not known.
    """
    sent = state.WhichOneof("value")
    if sent in OF_COMPONENTS:
        try:
            json.loads(getattr(state, sent))
        except (ValueError, RecursionError):
            return False
    return sent is None or kind is None or sent == kind or {sent, kind} in (OF_COMPONENTS, NUMBERS)
