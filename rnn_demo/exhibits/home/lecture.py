"""The lecture as a map: every topic in its order. The catalogue says which pages show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """One topic of the lecture.

    Attributes:
        title: its title in English.
        slide: the slide's own title or words, in Russian.
        content: what an exhibit of it shows, or what part of it can be seen now, in one phrase.
    """

    title: str
    slide: str
    content: str


@dataclass(frozen=True)
class Section:
    """A part of the lecture, as on its table of contents."""

    title: str
    slide: str
    topics: tuple[Topic, ...]


LECTURE = (
    Section(
        "Recurrent neural networks",
        "Рекуррентные нейронные сети",
        (
            Topic(
                "Feedforward network",
                "Сети прямого распространения",
                "approximates any function, inside the interval it has seen",
            ),
            Topic(
                "Recurrent network",
                "Рекуррентные нейронные сети",
                "a dynamical system: what it says depends on what came before",
            ),
            Topic(
                "Universal approximation",
                "Универсальная теорема аппроксимации",
                "dynamical systems, and a Turing machine's stack kept in one number",
            ),
            Topic(
                "Hopfield network",
                "Нейросеть Хопфилда",
                "an associative memory that falls into minima of an energy",
            ),
            Topic(
                "Boltzmann machine",
                "Машина Больцмана",
                "the stochastic, generative variant, with hidden units",
            ),
            Topic(
                "Modelling sequences",
                "Моделирование последовательностей",
                "predict the next member of a sequence; here the next character of a text",
            ),
            Topic(
                "Autoregressive model",
                "Авторегрессионная модель",
                "the next value as a weighted sum of the last ones",
            ),
            Topic("MLP over a window", "MLP", "what lies outside the window does not exist"),
            Topic(
                "Hidden Markov model",
                "Скрытые модели Маркова",
                "states that nobody sees, and what they can remember",
            ),
        ),
    ),
    Section(
        "Training recurrent networks",
        "Обучение рекуррентных нейронных сетей",
        (
            Topic(
                "A delayed hidden layer",
                "RNN с задержкой на скрытом слое",
                "the same network at each time step",
            ),
            Topic(
                "Backpropagation through time",
                "Backpropagation through time",
                "unfold, run forward, carry the error back; or carry the gradient forward",
            ),
            Topic(
                "Weight sharing",
                "Обычные RNN. Weights sharing",
                "the gradient of a shared weight is the sum over the time steps",
            ),
            Topic(
                "Plain RNN",
                "Обычные RNN",
                "the slide's formula has no non-linearity: what that costs",
            ),
            Topic(
                "History",
                "Развитие рекуррентных нейронных сетей",
                "1943 to today; where the slide's dates are off",
            ),
            Topic(
                "Jordan and Elman networks",
                "Нейронная сеть Джордана",
                "feed back the output, or the hidden layer",
            ),
            Topic("One to one", "Обычный MLP", "one object in, one object out"),
            Topic(
                "One to many",
                "RNN один ко многим",
                "a picture in, words out; or a dance and a key in, a tune out",
            ),
            Topic(
                "Many to one",
                "RNN многие к одному",
                "a review in, its sentiment out (the lecture's two film reviews)",
            ),
            Topic(
                "Many to many, asynchronous",
                "RNN многие ко многим асинхронно",
                "translation: read everything first, then write, looking back at each word",
            ),
            Topic(
                "Many to many, synchronous",
                "RNN многие ко многим синхронно",
                "an answer at each step: the next character of a text, a word for each video frame",
            ),
            Topic(
                "Vanishing gradient",
                "Проблема обычных RNN",
                "how far back the error reaches in each kind of network",
            ),
        ),
    ),
    Section(
        "LSTM",
        "LSTM",
        (
            Topic(
                "LSTM at work",
                "Long Short Temp Memory",
                "a trained LSTM writes with the slides' equations (the name means Short-Term)",
            ),
            Topic(
                "Inside an LSTM",
                "Состояние ячейки напоминает конвейерную ленту",
                "the cell state and the three gates, step by step; any of them forced",
            ),
        ),
    ),
    Section(
        "GRU",
        "GRU",
        (
            Topic(
                "GRU at work",
                "GRU (Gated recurrent units)",
                "a trained GRU writes with the slide's equations, beside the LSTM",
            ),
            Topic(
                "Inside a GRU",
                "GRU (Gated recurrent units)",
                "its two gates, step by step, and what other papers mean by them",
            ),
        ),
    ),
    Section(
        "Examples",
        "Примеры",
        (
            Topic("Image to text", "Image to text", "words for a picture"),
            Topic("Video to text", "Video to text", "words for moving pictures"),
        ),
    ),
)
# Side by side on a wide screen, one below the other on a phone, in the same order.
COLUMNS = (LECTURE[:1], LECTURE[1:2], LECTURE[2:])
