"""Which of the shipped models would have written it: theirs, somebody else's, or nobody's."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

import pytest

from rnn_demo.artifacts.kinds import model_names
from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.score.compute.scores import Verdict, common_text, score_text, verdict
from rnn_demo.exhibits.score.presets import PRESETS
from rnn_demo.exhibits.score.scoring import fit_to_best, seen_characters
from rnn_demo.exhibits.score.verdict import verdict_words
from rnn_demo.ui.loading import LoadedModel, load

R = random.Random(0)
NOBODYS = {
    "Python": (
        'def fibonacci(n):\n    """Return the n-th number."""\n    a, b = 0, 1\n'
        "    for _ in range(n):\n        a, b = b, a + b\n    return a\n"
    ),
    "C": "for (int i = 0; i < n; i++) {\n  total += weights[i] * inputs[i];\n}\nreturn total;\n",
    "code in Russian": (
        "цикл пока (число > 0) {\n    если (число % 2 == 0) { вывод(чётное); }\n"
        "    иначе { вывод(нечётное); }\n    число = число - 1;\n}\n"
    ),
    "news": (
        "The central bank raised its benchmark interest rate by a quarter of a percentage point on "
        "Wednesday, citing stubborn inflation and a tight labor market. Analysts said the decision "
        "had been widely expected."
    ),
    "news in Russian": (
        "Центральный банк повысил ключевую ставку на четверть процентного пункта, сославшись на "
        "высокую инфляцию и напряжённый рынок труда. Аналитики ожидали такого решения."
    ),
    "letters": "".join(R.choice("abcdefghijklmnopqrstuvwxyz ") for _ in range(200)),
    "digits": "".join(R.choice("0123456789") for _ in range(200)),
    "one letter": "a" * 200,
    "Spanish": (
        "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que "
        "vivía un hidalgo de los de lanza en astillero, adarga antigua."
    ),
    "German": (
        "Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich in seinem "
        "Bett zu einem ungeheueren Ungeziefer verwandelt."
    ),
    "Russian in Latin letters": (
        "Vsyo smeshalos' v dome Oblonskih. Zhena uznala, chto muzh byl v svyazi s byvsheyu v ih "
        "dome frantsuzhenkoyu-guvernantkoy."
    ),
    "three words": "To be, or",
    "emoji": "🙂 ok 🙂🙂 ok ok, I will see you on 🙂🙂🙂 the 🙂🙂 bus, ok?",
}
SOMEBODYS = {
    "Hamlet": "shakespeare",
    "Anna Karenina": "war-and-peace",
    "Лермонтов: Парус": "pushkin",
    "Sonnet 18": "shakespeare",
    "Анна Каренина": "tolstoy",
}
TEXTS = PRESETS | {
    "Sonnet 18": (
        "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:\n"
        "Rough winds do shake the darling buds of May,\nAnd summer's lease hath all too short a "
        "date;\n"
    ),
    "Анна Каренина": (
        "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива "
        "по-своему. Все смешалось в доме Облонских. Жена узнала, что муж был в связи с бывшею в "
        "их доме француженкою-гувернанткой."
    ),
}


@pytest.fixture(scope="module")
def models() -> dict[str, LoadedModel]:
    return {name: load(name) for name in model_names()}


def judged(text: str, models: dict[str, LoadedModel]) -> Verdict:
    networks = {name: model.network for name, model in models.items()}
    shared, able = common_text(text, networks)
    nats, characters = {}, 0
    for name in able:
        score = finished(score_text(networks[name], shared))
        nats[name], characters = score.total_nats, score.characters
    return verdict(nats, characters, tuple(name for name in networks if name not in able))


@pytest.mark.parametrize("title", NOBODYS)
def test_a_text_of_another_kind_is_given_to_nobody(
    title: str, models: dict[str, LoadedModel]
) -> None:
    text = NOBODYS[title]
    found = judged(text, models)
    fit = fit_to_best(text, found, models)
    assert fit is not None
    assert fit.doubtful
    words = verdict_words(found, fit)
    assert words.startswith("**")
    assert "probability" not in words


@pytest.mark.parametrize("title", SOMEBODYS)
def test_a_text_of_its_own_kind_is_given_without_a_doubt(
    title: str, models: dict[str, LoadedModel]
) -> None:
    text = TEXTS[title]
    found = judged(text, models)
    fit = fit_to_best(text, found, models)
    assert fit is not None
    assert not fit.doubtful
    assert next(iter(found.probabilities)).startswith(SOMEBODYS[title])
    assert "are usual for" in verdict_words(found, fit)


@pytest.mark.parametrize(
    "same",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\u00ad".join(text),
        lambda text: "\ufeff" + text,
    ],
)
def test_what_nobody_sees_makes_it_no_other_text(
    same: Callable[[str], str], models: dict[str, LoadedModel]
) -> None:
    for title in ("Hamlet", "Лермонтов: Парус"):
        text = same(TEXTS[title])
        assert seen_characters(text) == len(TEXTS[title])
        fit = fit_to_best(text, judged(text, models), models)
        assert fit is not None
        assert not fit.doubtful


def test_each_model_was_measured_on_passages(models: dict[str, LoadedModel]) -> None:
    for model in models.values():
        rows = (model.metrics or {})["usual"]["bits_per_character"]
        assert [row["characters"] for row in rows] == [32, 64, 128, 256, 512]
        assert all(row["median"] < row["most"] for row in rows)
