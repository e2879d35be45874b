"""What the link that a visitor came with asks of the neurons' page."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from rnn_demo.ui.address import asks, forget, linked
from rnn_demo.ui.uninterrupted import uninterrupted


@uninterrupted
def asked_by() -> Mapping[str, str]:
    """The whole link."""
    if asks("neurons"):
        forget("neuron_", "held_hold", "held_count")
    if asks("neuron_link", each_visit=True):
        st.session_state.neuron_link = linked()
    link: dict[str, str] = st.session_state.neuron_link
    return link


def asked_of(model: str, feature: str, usual: str) -> Mapping[str, str]:
    """The link as long as it speaks of this feature of this model, else nothing.

    Args:
        model: whose units are shown.
        feature: which feature is shown.
        usual: the feature that the model opens with, and of which a link speaks that names none.
    """
    link = asked_by()
    if link.get("model", model) != model or link.get("feature", usual) != feature:
        return {}
    return link
