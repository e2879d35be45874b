"""Sentences for people, kept as a template and its values, so that a page can translate them.

What computes raises and returns English. A page in another language needs the template, which its
catalogue knows, and the values, which no catalogue can know; so both stay with the sentence. The
template is a literal where it is written (`sentence("No model {name!r}.", name=name)`), because
that is where xgettext finds what has to be translated.
"""

from __future__ import annotations

from collections.abc import Iterable
from gettext import NullTranslations
from typing import Protocol


class Sentence(str):
    """A sentence in English that knows what it was made of; otherwise a `str` like any other.

    Attributes:
        template: with `{name}` for each value, as `str.format` has it; without values it is the
            sentence itself, braces included.
        plural: the template for a count `n` other than 1; empty where nothing is counted.
        values: by name; one that is a `Sentence` is translated, too.
    """

    template: str
    plural: str
    values: dict[str, object]


class Translate(Protocol):
    """What turns a template and its values into a sentence, see `english`."""

    def __call__(self, text: str, /, **values: object) -> str:
        """The sentence."""


def sentence(template: str, /, **values: object) -> Sentence:
    """A sentence from a template and its values.

    Args:
        template: a literal.
        **values: by the names in the template.

    Example:
        >>> sentence("There is no unit {number}; give 0 to {last:,}.", number=-1, last=1535)
        'There is no unit -1; give 0 to 1,535.'
    """
    return _filled(template, template, "", values)


def sentences(one: str, many: str, /, n: int, **values: object) -> Sentence:
    """A sentence that counts something; another language may have more forms than two.

    Args:
        one: the template for 1, a literal.
        many: the template for any other number, a literal.
        n: how many; a value like all others, by this name.
        **values: the others.

    Example:
        >>> sentences("{n} bit", "{n} bits", n=8)
        '8 bits'
    """
    return _filled(one if n == 1 else many, one, many, {"n": n, **values})


def percent(share: float, places: int = 0) -> str:
    """A share as this house writes it.

    Example:
        >>> percent(0.8), percent(0.587, 1)
        ('80 %', '58.7 %')
    """
    return f"{100 * share:.{places}f} %"


def unbroken(text: str) -> str:
    """A text that no line breaks within: a figure of a table keeps its unit beside it."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def joined(parts: Iterable[str], separator: str = " ") -> Sentence:
    """Whole sentences one after another, or a list; each part is translated by itself.

    Args:
        parts: what is joined, plain text or `Sentence`.
        separator: between them.
    """
    values: dict[str, object] = {f"part{i}": part for i, part in enumerate(parts)}
    template = (
        separator.replace("{", "{{").replace("}", "}}").join(f"{{{name}}}" for name in values)
    )
    return _filled(template, template, "", values)


def message(error: BaseException) -> str:
    """What an error says: its `Sentence` where it was raised with one, else its text.

    Of a file that the system refuses it is why, without number and name.
    """
    first = error.args[0] if error.args else None
    if isinstance(first, Sentence):
        return first
    return (isinstance(error, OSError) and error.strerror) or str(error)


def english(text: str, /, **values: object) -> str:
    """The sentence of a template and its values as it is written: what needs no catalogue."""
    return str(sentence(text, **values)) if values else text


def translated(text: str, catalogue: NullTranslations) -> str:
    """A text in a catalogue's language; what the catalogue does not know stays English.

    Args:
        text: a template without values, or a `Sentence`.
        catalogue: of the standard library's `gettext`.
    """
    if not text:  # gettext keeps what it says of itself under the empty text
        return ""
    if not isinstance(text, Sentence):
        return catalogue.gettext(text)
    n = text.values.get("n")
    if text.plural and isinstance(n, int):
        template = catalogue.ngettext(text.template, text.plural, n)
    else:
        template = catalogue.gettext(text.template)
    if not text.values:
        return template
    own = {
        name: translated(value, catalogue) if isinstance(value, Sentence) else value
        for name, value in text.values.items()
    }
    return template.format(**own)


def _filled(chosen: str, template: str, plural: str, values: dict[str, object]) -> Sentence:
    made = Sentence(chosen.format(**values) if values else chosen)
    made.template, made.plural, made.values = template, plural, values
    return made
