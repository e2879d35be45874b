"""The visitor's language: the one function that every string of a page passes.

What is written in a page is English. `t` looks it up in the catalogue of the visitor's language
(`rnn_demo/locale/<language>/LC_MESSAGES/rnn_demo.mo`) and fills in the values. Constants (titles,
questions, presets) are declared in plain English and pass `t` where they are shown. What a visitor
typed, a model wrote or a file holds is a value, or does not pass at all.
"""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.words import sentence, sentences, translated

LOCALE = Path(__file__).parents[1] / "locale"
ENGLISH = "en"
COUNTS = (1, 2, 5)  # for which European languages have forms of their own


def t(text: str, /, **values: object) -> str:
    """A text in the visitor's language.

    Args:
        text: a template, or a `Sentence` that a lower layer has made.
        **values: of the template; one that is a `Sentence` is translated, too.
    """
    return _shown(sentence(text, **values) if values else text)


def tn(one: str, many: str, /, n: int, **values: object) -> str:
    """A text that counts something, in the visitor's language.

    Args:
        one: the template for 1.
        many: the template for any other number.
        n: how many; a value like all others, by this name.
        **values: the others.
    """
    return _shown(sentences(one, many, n=n, **values))


def forms(one: str, many: str, /) -> list[str]:
    """The templates for 1, a few and many in the visitor's language: a script has the numbers.

    Args:
        one: the template for 1, in English.
        many: the template for any other number.
    """
    return [catalogue(language()).ngettext(one, many, n) for n in COUNTS]


def language() -> str:
    """The language of the visitor whose page is drawn; English where there is none."""
    # Without a visitor Streamlit would warn that there is no session.
    return _chosen() if get_script_run_ctx(suppress_warning=True) else ENGLISH


@cache
def catalogue(language: str) -> NullTranslations:
    """The texts of a language; for English, and where there are none, each text is its own."""
    return translation("rnn_demo", LOCALE, [language], fallback=True)


def _shown(text: str) -> str:
    return str(translated(text, catalogue(language())))


@uninterrupted  # a text is no place to end a run at
def _chosen() -> str:
    return str(st.session_state.get("language", ENGLISH))
