"""The networks that can write: a pair trained on one text, or a single one."""

from __future__ import annotations

from rnn_demo.artifacts.kinds import model_names
from rnn_demo.ui.language import t

# What is shipped: the name of each text, its networks, and a beginning in its own language.
TITLES = {
    "shakespeare": "Shakespeare",
    "war-and-peace": "War and Peace",
    "tolstoy-ru": "Война и мир",
    "pushkin": "Пушкин",
}
SHIPPED = {
    "shakespeare": ("shakespeare-lstm", "shakespeare-gru"),
    "war-and-peace": ("war-and-peace-lstm", "war-and-peace-gru"),
    "tolstoy-ru": ("tolstoy-ru-lstm",),
    "pushkin": ("pushkin-gru",),
}
# Trained on the same texts for comparison, and offered alone.
PLAIN = {"shakespeare-elman": "shakespeare"}
CELLS = {"lstm": "LSTM", "gru": "GRU", "elman": "Elman"}
PROMPTS = {
    "shakespeare": "ROMEO:\n",
    "war-and-peace": "Prince Andrew ",
    "tolstoy-ru": "Князь Андрей ",
    "pushkin": "Мой дядя ",
}
# The temperature that each text opens with: the usual one, or the highest one below it at which 95
# % of the words that its networks write are words of the text, as measured by `python -m
# benchmarks.openings`.
TEMPERATURES = {
    "shakespeare": 0.75,
    "war-and-peace": 0.8,
    "tolstoy-ru": 0.6,
    "pushkin": 0.4,
}
USUAL_TEMPERATURE = 0.8  # also for a visitor's own text


def choices() -> list[str]:
    """The choices: each pair by its text, then every model by name.

    A shipped model whose folder is missing stays in the list, so that the page can say so.
    """
    pairs = [text for text, networks in SHIPPED.items() if len(networks) > 1]
    shipped = [name for networks in SHIPPED.values() for name in networks]
    own = [name for name in model_names() if name not in shipped]
    return pairs + shipped + own


def first_choice() -> str:
    """The first choice with a network that exists, else the first of all."""
    there, offered = set(model_names()), choices()
    return next((c for c in offered if there.intersection(networks_of(c))), offered[0])


def networks_of(choice: str) -> tuple[str, ...]:
    """The models that write for a choice."""
    return SHIPPED.get(choice, (choice,))


def label(choice: str) -> str:
    """A choice in words, e.g. Shakespeare: LSTM and GRU."""
    title = TITLES.get(_text(choice))
    if not title:
        return choice
    cells = (name.rsplit("-", 1)[-1] for name in networks_of(choice))
    first, *second = (CELLS.get(cell, cell.upper()) for cell in cells)
    if not second:
        return t("{title}: {cell}", title=t(title), cell=first)
    return t("{title}: {first} and {second}", title=t(title), first=first, second=second[0])


def first_prompt(choice: str) -> str:
    """A beginning that suits the text."""
    return PROMPTS.get(_text(choice), "")


def first_temperature(choice: str) -> float:
    """A temperature at which its networks write words that occur in the text."""
    if choice in PLAIN:  # not measured
        return USUAL_TEMPERATURE
    return TEMPERATURES.get(_text(choice), USUAL_TEMPERATURE)


def _text(choice: str) -> str:
    if choice in SHIPPED:
        return choice
    own = (text for text, networks in SHIPPED.items() if choice in networks)
    return next(own, PLAIN.get(choice, ""))
