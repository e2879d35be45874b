"""The classifier in models/: measured, and judging as it did.

That its folder is whole and agrees with itself: tests/artifacts/test_conformance.py.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_demo.artifacts.sentiment import ClassifierArtifact, read_classifier
from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.sentiment.compute import integrated_gradients
from rnn_demo.files.rows import Row
from rnn_demo.reading.by_length import ByLength, alike, classifiers_from
from rnn_demo.reading.classifier import Classifier, logits, prefix_logits
from rnn_demo.reading.many import judge_rows, many_logits
from rnn_demo.reading.narrow import narrow_logits
from rnn_demo.reading.narrow_weights import narrowed_classifier
from rnn_demo.reading.suitability import doubt
from rnn_demo.tasks.sentiment.contrast import contrast_sentences
from rnn_demo.widgets.read_review.answers import ANSWERS, answer_to
from rnn_demo.widgets.read_review.compute import occlusion, read_review, without
from rnn_demo.widgets.read_review.presets import LECTURE, PRESETS
from rnn_demo.widgets.read_review.view import judgement
from tests.same_texts import look_alikes

NAME = "imdb-sentiment"
FOLDER = Path(__file__).parent.parent / "models" / NAME
# float16 weights, products in float32: only the order of sums differs between machines.
NEAR = 0.02
GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))[NAME]


@pytest.fixture(scope="module")
def artifact() -> ClassifierArtifact:
    return read_classifier(FOLDER)


@pytest.fixture(scope="module")
def networks(artifact: ClassifierArtifact) -> ByLength[Classifier]:
    return classifiers_from(artifact)


@pytest.fixture(scope="module")
def classifier(networks: ByLength[Classifier]) -> Classifier:
    """The network for whole reviews."""
    return networks.whole


@pytest.fixture(scope="module")
def metrics(artifact: ClassifierArtifact) -> dict[str, Any]:
    assert artifact.metrics is not None
    return artifact.metrics


def test_the_folder_is_small_enough() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 60_000_000


def test_the_weights_are_the_ones_measured() -> None:
    for file, sha256 in GOLDEN["sha256"].items():
        assert hashlib.sha256((FOLDER / file).read_bytes()).hexdigest() == sha256


def test_it_is_as_good_as_promised(metrics: dict[str, Any]) -> None:
    assert metrics["test"]["reviews"] == 25_000
    assert metrics["test"]["accuracy"] >= 0.922
    assert metrics["test"]["accuracy"] > metrics["rival"]["test_accuracy"]
    assert metrics["test"]["expected_calibration_error"] <= 0.015
    assert metrics["narrow"]["test_accuracy"] >= 0.922
    assert metrics["contrast"]["sentences"] >= 100


def test_the_network_for_short_texts_is_worth_its_place(metrics: dict[str, Any]) -> None:
    assert metrics["sentences"]["accuracy"] >= 0.86
    assert metrics["contrast"]["accuracy"] >= 0.75
    alone = metrics["whole_network_alone"]
    assert metrics["sentences"]["accuracy"] > alone["sentences_accuracy"]
    assert metrics["contrast"]["accuracy"] > alone["contrast_accuracy"]
    assert metrics["test"]["accuracy"] >= alone["test_accuracy"] - 0.0005


def test_two_judges_together_are_better_than_each(metrics: dict[str, Any]) -> None:
    together = metrics["together"]
    assert together["accuracy"] > max(
        metrics["test"]["accuracy"], metrics["rival"]["test_accuracy"]
    )
    assert together["nats_per_review"] < metrics["test"]["nats_per_review"]
    assert all(0 < weight < 1 for weight in together["weights"])


@pytest.mark.parametrize(
    ("text", "positive"),
    [
        ("not good", False),
        ("not bad at all", True),
        ("I expected to hate it and loved it", True),
        ("I expected to love it and hated it", False),
        ("not great", False),
        ("loved it", True),
    ],
)
def test_what_visitors_type_first_is_judged_as_a_person_would(
    networks: ByLength[Classifier], text: str, positive: bool
) -> None:
    reading = read_review(networks.of(text), text)
    assert reading.positive == positive
    assert reading.doubt is not None
    assert reading.doubt.unlike is not None
    narrow = narrowed_classifier(networks.of(text))
    assert (narrow_logits(narrow, [reading.ids])[0] >= 0) == positive


def test_the_record_shows_what_each_step_bought(artifact: ClassifierArtifact) -> None:
    accuracy = {step["step"]: step["validation_accuracy"] for step in artifact.config.steps}
    assert {"from scratch", "pretrained", "adversarial 1", "adversarial 1, not averaged"} < set(
        accuracy
    )
    assert accuracy["further 1"] < accuracy["self-trained 1"] < accuracy["self-trained 2"]
    assert accuracy["together 1"] < accuracy["together 2"]


@pytest.mark.parametrize("title", LECTURE)
def test_the_lectures_reviews_are_positive(classifier: Classifier, title: str) -> None:
    reading = read_review(classifier, LECTURE[title])
    assert reading.doubt is None
    assert reading.probability > 0.5
    assert narrow_logits(narrowed_classifier(classifier), [reading.ids])[0] > 0


DOUBTS = {
    **dict.fromkeys([*LECTURE, "Plain praise"], ""),
    **dict.fromkeys(["So bad it's good", "Half and half", "Praise for the book"], "short"),
}


@pytest.mark.parametrize("title", [*LECTURE, *PRESETS])
def test_it_judges_as_it_did(networks: ByLength[Classifier], title: str) -> None:
    text = {**LECTURE, **PRESETS}[title]
    reading = read_review(networks.of(text), text)
    # Whole reviews are what was measured; the others are short.
    assert (reading.doubt.kind if reading.doubt else "") == DOUBTS.get(title, "short and turning")
    assert reading.logit == pytest.approx(GOLDEN["logits"][title], abs=NEAR)


def test_neither_company_nor_order_moves_a_score(classifier: Classifier) -> None:
    texts = [*LECTURE.values(), *PRESETS.values(), " ".join(LECTURE.values())]
    pieces = [p.ids for p in classifier.tokenizer.encode_many(texts)]
    alone = np.array([prefix_logits(classifier, ids)[-1] for ids in pieces])
    assert logits(classifier, pieces) == pytest.approx(alone, abs=1e-5)
    assert many_logits(classifier, pieces[::-1], 5) == pytest.approx(alone[::-1], abs=1e-5)
    venom = prefix_logits(classifier, pieces[0])
    for end in (1, 100, len(venom)):
        assert logits(classifier, [pieces[0][:end]])[0] == pytest.approx(venom[end - 1], abs=1e-5)
    narrow = narrowed_classifier(classifier)
    together = narrow_logits(narrow, pieces)
    assert [narrow_logits(narrow, [ids])[0] for ids in pieces] == list(together)


def test_what_cannot_be_seen_changes_nothing(classifier: Classifier) -> None:
    text = 'Dull and far too long; I didn\'t like the "fine" cast - a well-made bore...'
    plain = read_review(classifier, text)
    assert plain.probability < 0.1
    ways = list(look_alikes(text))
    narrow = narrowed_classifier(classifier)
    readings = [read_review(classifier, same) for _, same in ways]
    quick = narrow_logits(narrow, [reading.ids for reading in readings])
    for (how, _), reading, logit in zip(ways, readings, quick, strict=True):
        assert reading.logit == plain.logit, how
        assert logit == narrow_logits(narrow, [plain.ids])[0], how
        assert reading.doubt == plain.doubt, how
    assert plain.doubt is not None
    assert plain.doubt.kind == "short and turning"


@pytest.mark.parametrize("title", [*LECTURE, *PRESETS])
def test_its_gradients_add_up(networks: ByLength[Classifier], title: str) -> None:
    """Of a long review its beginning is enough: the cost grows faster than the length."""
    text = {**LECTURE, **PRESETS}[title]
    network = networks.of(text)
    reading = read_review(network, text[:300])
    found = finished(integrated_gradients(network, reading.ids, reading.spans))
    assert found.complete


@pytest.mark.parametrize(
    "text",
    [
        "Der Film war so gut, ich war die ganze Zeit an der Handlung.",
        "Der Film ist sehr gut.",
        "Ce film est vraiment nul.",
        "Un film magnifique, les acteurs sont excellents et la musique est superbe.",
        "Una película maravillosa, los actores están muy bien y la historia me encantó.",
        "Il film è molto bello ma un po' troppo lungo, gli attori sono bravi.",
        "De film was heel erg goed en ik heb er van genoten.",
        "Ten film jest bardzo dobry i polecam go wszystkim.",
    ],
)
def test_other_languages_are_told_from_english(classifier: Classifier, text: str) -> None:
    found = doubt(classifier, text, classifier.tokenizer.encode(text))
    assert found is not None
    assert found.kind == "not English"


@pytest.mark.parametrize(
    "text", ["sehr guter Film", "très bon film", "muy buena película", "pas mal du tout", "Boring!"]
)
def test_of_a_few_words_each_must_be_known(classifier: Classifier, text: str) -> None:
    found = doubt(classifier, text, classifier.tokenizer.encode(text))
    assert found is not None
    assert found.kind == "too short"


@pytest.mark.parametrize(
    "text",
    [
        "a great film",
        "Boring, predictable, badly acted, forgettable mess.",
        "The Lord of the Rings: Gandalf, Aragorn, Legolas, Gimli, Boromir, Frodo, Samwise.",
        "Scorsese, DiCaprio and Nicholson at their best.",
        "meh. booooring zzzzz waste of time lol",
    ],
)
def test_curt_english_is_judged_with_a_doubt(classifier: Classifier, text: str) -> None:
    found = doubt(classifier, text, classifier.tokenizer.encode(text))
    assert found is not None
    assert found.unlike is not None
    assert found.kind == "short"


@pytest.mark.parametrize(
    "text",
    [
        "This is not a bad film at all. I can't say I was bored for a single moment, and nobody in "
        "the cast fails to convince. I have nothing to complain about.",
        "not good",
        "Not bad at all.",
        "I expected to hate it and loved it",
        *(sentence.text for sentence in contrast_sentences()),
    ],
)
def test_a_text_that_turns_is_never_shown_as_sure(
    networks: ByLength[Classifier], metrics: dict[str, Any], text: str
) -> None:
    classifier = networks.of(text)
    reading = read_review(classifier, text)
    assert reading.doubt is not None
    label, sure = judgement(reading, metrics)
    assert label.startswith(("It says: ", "No judgement"))
    assert " sure" not in sure
    row = Row(1, text)
    (judged,) = judge_rows(classifier, [row], alike(lambda texts: many_logits(classifier, texts)))
    assert judged.doubt == reading.doubt.kind


def test_few_whole_reviews_get_a_doubt(metrics: dict[str, Any]) -> None:
    doubted = sum(metrics["doubted"].values())
    assert 0 < doubted <= 0.025 * metrics["test"]["reviews"]
    assert metrics["contrast"]["doubted"] == metrics["contrast"]["sentences"]


def test_what_is_doubted_is_judged_worse(metrics: dict[str, Any]) -> None:
    sentences = metrics["sentences"]
    assert sentences["turning"]["accuracy"] < sentences["accuracy"] < metrics["test"]["accuracy"]
    differ = metrics["rival"]["when_they_differ"]
    assert differ["accuracy"] < differ["confidence"] < metrics["test"]["accuracy"]
    ranges = metrics["by_length"]["ranges"]
    assert sum(row["reviews"] for row in ranges) == metrics["test"]["reviews"]


@pytest.mark.parametrize("title", [*LECTURE, *PRESETS])
def test_what_is_told_of_a_preset_is_so(networks: ByLength[Classifier], title: str) -> None:
    text = {**LECTURE, **PRESETS}[title]
    classifier = networks.of(text)
    reading = read_review(classifier, text)
    answer = ANSWERS[title]
    assert reading.positive == answer.positive
    assert answer_to(reading.text) is answer
    worth = finished(occlusion(classifier, reading))
    spoken = [reading.text[word.start : word.end] for word in reading.words]
    for words, sign in ((answer.speak_for, 1), (answer.speak_against, -1)):
        for quoted in words:
            assert quoted.strip(".,:") in answer.why
            here = [sign * worth[i] for i, word in enumerate(spoken) if word == quoted]
            assert here
            assert min(here) > 0
    weight = {
        sign: sum(abs(worth[i]) for i, word in enumerate(spoken) if word in words)
        for words, sign in ((answer.speak_for, 1), (answer.speak_against, -1))
    }
    if answer.speak_for and answer.speak_against:
        assert (weight[1] > weight[-1]) == answer.positive


def test_the_first_preset_is_a_plain_case_and_half_of_the_others_fail() -> None:
    assert list(ANSWERS) == [*LECTURE, *PRESETS]
    first, *others = [ANSWERS[title] for title in PRESETS]
    assert not first.fails
    assert sum(answer.fails for answer in others) == 6


def test_one_word_decides_the_faint_praise(networks: ByLength[Classifier]) -> None:
    classifier = networks.short
    reading = read_review(classifier, PRESETS["Faint praise"])
    words = [reading.text[word.start : word.end] for word in reading.words]
    rest = read_review(classifier, without(reading, {words.index("mercifully")}))
    assert not reading.positive
    assert rest.positive
