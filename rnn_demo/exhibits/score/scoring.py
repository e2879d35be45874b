"""A visitor's text under every model, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial

from rnn_demo.exhibits.score.compute.fit import Fit, fit_of
from rnn_demo.exhibits.score.compute.scores import (
    Score,
    Shared,
    Verdict,
    common_text,
    score_shared,
    score_text,
    verdict,
)
from rnn_demo.text.normal_form import normalized
from rnn_demo.text.visible import visible_text
from rnn_demo.tokenizers.known_forms import as_spelled
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel
from rnn_demo.ui.waiting import waited_for


def score_all(
    text: str, models: Mapping[str, LoadedModel]
) -> tuple[dict[str, Score], Verdict | None] | None:
    """The text under each model, one after the other; None if the visitor stopped that.

    What is done is kept, so a run that was cut short continues with the models that are left.
    """
    networks = {name: model.network for name, model in models.items()}
    shared, able = common_text(text, networks)
    scores, totals, characters = {}, {}, 0
    for number, (name, model) in enumerate(models.items()):
        network = model.network
        title = t(
            "Reading with {name} ({number} of {count})",
            name=name,
            number=number + 1,
            count=len(networks),
        )
        own = waited_for(
            f"score_{name}", (model.stamp, text), partial(score_text, network, text), title
        )
        if own is None:
            return None
        scores[name] = own
        if name not in able:
            continue
        compared: Score | Shared | None = own
        if own.known.text != as_spelled(shared, network.tokenizer):
            compared = waited_for(
                f"score_shared_{name}",
                (model.stamp, shared),
                partial(score_shared, network, shared),
                t("{title}, shared characters", title=title),
            )
        if compared is None:
            return None
        totals[name], characters = compared.total_nats, compared.characters
    left_out = tuple(name for name in networks if name not in able)
    return scores, verdict(totals, characters, left_out) if characters else None


def fit_to_best(
    text: str, judgement: Verdict | None, models: Mapping[str, LoadedModel]
) -> Fit | None:
    """Whether the text is of the kind that the likeliest model knows; None without a verdict."""
    if judgement is None:
        return None
    best = next(iter(judgement.probabilities))
    predicted = judgement.characters  # all that was compared except its first character
    bits, metrics = judgement.bits_per_character, models[best].metrics
    return fit_of(bits, predicted, predicted + 1, seen_characters(text), metrics)


def seen_characters(text: str) -> int:
    """How many characters a reader sees: letters with their marks, and no soft hyphens."""
    one = normalized("NFC", text.replace("\r\n", "\n"))
    counts = Counter(one)
    return sum(count for c, count in counts.items() if c.isspace() or visible_text(c))
