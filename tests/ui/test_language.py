"""Each visitor is spoken to in one language, and English is what is written."""

from __future__ import annotations

from gettext import NullTranslations

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.ui import language
from rnn_demo.ui.language import t, tn
from rnn_demo.words import sentence


class Shouted(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.replace("steps", "STEPS")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "ONE STEP" if n == 1 else "{n} STEPS"


def _page() -> None:
    import streamlit as st

    from rnn_demo.ui.language import t, tn
    from rnn_demo.words import sentence

    st.text(t("after {n} steps", n=3))
    st.text(tn("{n} step", "{n} steps", n=1))
    st.text(t(sentence("{name}: no steps", name="steps")))


def test_a_text_is_its_own_english() -> None:
    assert t("after {n:,} steps", n=1234) == "after 1,234 steps"
    assert t("{braces} stay") == "{braces} stay"
    assert tn("{n} step", "{n} steps", n=1) == "1 step"
    assert type(t(sentence("{n} steps", n=2))) is str


def test_two_visitors_have_a_language_each(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogues = {"loud": Shouted(), "en": NullTranslations()}
    monkeypatch.setattr(language, "catalogue", catalogues.__getitem__)
    loud, plain = AppTest.from_function(_page), AppTest.from_function(_page)
    loud.session_state["language"] = "loud"
    loud.run(timeout=30)
    plain.run(timeout=30)
    assert [text.value for text in loud.text] == ["after 3 STEPS", "ONE STEP", "steps: no STEPS"]
    assert [text.value for text in plain.text] == ["after 3 steps", "1 step", "steps: no steps"]


def test_a_language_without_texts_is_english() -> None:
    assert language.catalogue("xx").gettext("no steps") == "no steps"
