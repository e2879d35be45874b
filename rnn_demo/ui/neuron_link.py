"""What a link asks of the neurons' page; what cannot be used costs a sentence."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def asked_by(model: str = "", feature: str = "") -> Mapping[str, str]:
    """The link that the visitor came with, as long as it speaks of what is shown.

    Args:
        model: whose units are shown; empty for any.
        feature: which feature is shown; empty for any.
    """
    link: dict[str, str] = st.session_state.setdefault("neuron_link", st.query_params.to_dict())
    of_another = (model and link.get("model", model) != model) or (
        feature and link.get("feature", feature) != feature
    )
    return {} if of_another else link
