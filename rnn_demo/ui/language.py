"""The visitor's language: every string of a page passes through one function.

The strings in a page are written in English. `t` looks a string up in the catalogue of the
visitor's language (`rnn_demo/locale/<language>/LC_MESSAGES/rnn_demo.mo`) and fills in the values.
Constants (titles, questions, presets) are declared in plain English and pass through `t` where they
are shown. What a visitor typed, a model wrote or a file holds is one of the values, or does not
pass through it at all.
"""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from rnn_demo.artifacts.one_look import seen
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.words import sentence, sentences, translated

LOCALE = Path(__file__).parents[1] / "locale"
ENGLISH = "en"
COUNTS = (1, 2, 5)  # numbers for which European languages have separate forms


def t(text: str, /, **values: object) -> str:
    """A text in the visitor's language.

    Args:
        text: a template, or a `Sentence` that a lower layer has made.
        **values: the values of the template; one that is a `Sentence` is translated, too.
    """
    return _shown(sentence(text, **values) if values else text)


def tn(one: str, many: str, /, n: int, **values: object) -> str:
    """A text that counts something, in the visitor's language.

    Args:
        one: the template for 1.
        many: the template for any other number.
        n: how many; the template uses it by this name, like all other values.
        **values: the other values.
    """
    return _shown(sentences(one, many, n=n, **values))


def forms(one: str, many: str, /) -> list[str]:
    """The templates for 1, a few and many in the visitor's language; a script fills in the number.

    Args:
        one: the template for 1, in English.
        many: the template for any other number.
    """
    return [catalogue(language()).ngettext(one, many, n) for n in COUNTS]


def language() -> str:
    """The language of the visitor whose page is being drawn; English if there is no visitor."""
    return seen("language", _language)


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations of a language; for English, or if there are none, texts stay as they are."""
    return translation("rnn_demo", LOCALE, [language], fallback=True)


def _shown(text: str) -> str:
    return str(translated(text, catalogue(language())))


def _language() -> str:
    # Without a visitor Streamlit would warn that there is no session.
    return _chosen() if get_script_run_ctx(suppress_warning=True) else ENGLISH


@uninterrupted  # a run must not end in the middle of a text
def _chosen() -> str:
    return str(st.session_state.get("language", ENGLISH))
