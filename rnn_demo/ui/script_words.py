"""The words of scripts and of their HTML, found there and sent in the visitor's language.

A script says everything through `t`, `tn` or `later` of `js/words.js`, with the English as a
literal; a view's HTML contains its English. In English nothing is sent, because each text stays as
it is. In another language the translations of exactly these texts are sent with the data of the
view.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from rnn_demo.ui.language import ENGLISH, forms, language, t

_LITERAL = r'("(?:[^"\\]|\\.)*")'
_CALL = re.compile(rf"\b(?:t|later)\(\s*{_LITERAL}")
_COUNTED = re.compile(rf"\btn\(\s*{_LITERAL}\s*,\s*{_LITERAL}")
_READ = ("aria-label", "title", "placeholder")  # attributes that people read


@dataclass(frozen=True)
class ScriptWords:
    """The texts of a view's own script and HTML.

    Attributes:
        texts: the templates, in English.
        counted: the templates that count something, for 1 and for any other number.
    """

    texts: tuple[str, ...] = ()
    counted: tuple[tuple[str, str], ...] = ()


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value for name, value in attrs if name in _READ and value]

    def handle_data(self, data: str) -> None:
        self.texts.append(" ".join(data.split()))


def words_in(script: str, html: str = "") -> ScriptWords:
    """The words of a view.

    Args:
        script: the script as the browser gets it.
        html: the HTML as the browser gets it.
    """
    parser = _Html()
    parser.feed(html)
    parser.close()
    texts = [json.loads(literal) for literal in _CALL.findall(script)] + parser.texts
    counted = [(json.loads(one), json.loads(many)) for one, many in _COUNTED.findall(script)]
    return ScriptWords(
        tuple(dict.fromkeys(text for text in texts if re.search(r"[^\W\d_]", text))),
        tuple(dict.fromkeys(counted)),
    )


def translations(words: ScriptWords) -> dict[str, str | list[str]]:
    """What is sent with a view's data: each text in the visitor's language; nothing in English."""
    if language() == ENGLISH:
        return {}
    return {
        "": language(),
        **{text: t(text) for text in words.texts},
        **{one: forms(one, many) for one, many in words.counted},
    }
