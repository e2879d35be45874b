"""The kinds of trained networks: what each one does, and which functions do it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.models_folder import folder_names, models_folder
from rnn_demo.artifacts.one_look import seen
from rnn_demo.configuration.file import UNNAMED_KIND, kind_named_in, read_json
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.files.together import latest

# The files of every model's folder. Only `evaluate` writes metrics.json, and the card with it.
CARD = "README.md"
FILES = ("config.json", "tokenizer.json", "model.safetensors", "metrics.json", CARD)


@dataclass(frozen=True)
class Kind:
    """One kind of trained network.

    Functions are named as `package.module:function` and imported when they are called: some are in
    layers above this one, and those that train need torch, which the served page does not load.

    Attributes:
        noun: what sentences call a network of this kind, with its article.
        does: what it does, with its command.
        does_not: what a network of another kind does not do.
        configuration: turns parsed JSON into the configuration and checks every name and value.
        reader: turns a folder into the `Artifact` and checks every file.
        training: trains what a configuration says; only `command` needs to know how to call it.
        evaluation: turns (artifact, text or None, report) into the contents of metrics.json; it
            tells `report` how many more of what have been measured.
        card: turns (artifact, metrics) into the text of README.md.
        figures: turns (artifact) into its figures as one line of `list`, empty before they are
            measured.
        section: called with (name of the kind), draws its part of the Models page; empty for a kind
            whose figures are on a page of their own.
        command: turns (arguments, name of the kind, folder or None) into the exit status of
            `train`.
        more_files: the files that its folder holds besides `FILES`.
        dynamic: turns the same as `evaluation` into the section `dynamic` of metrics.json, the
            figures of a network that learns while it reads; empty for a kind without them.
    """

    noun: str
    does: str
    does_not: str
    configuration: str
    reader: str
    training: str
    evaluation: str
    card: str
    figures: str
    section: str = "rnn_demo.exhibits.models.cards:show"
    command: str = "rnn_demo.commands.train_steps:run"
    more_files: tuple[str, ...] = ()
    dynamic: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files of a measured model's folder."""
        return FILES + self.more_files


KINDS = {
    "generator": Kind(
        noun="a generator",
        does="writes text (`python -m rnn_demo generate`)",
        does_not="writes no text with a recurrent network",
        configuration="rnn_demo.configuration.generator:generator_config",
        reader="rnn_demo.artifacts.generator:read_generator",
        training="rnn_demo.tasks.generator.training:train_generator",
        evaluation="rnn_demo.tasks.generator.evaluation:evaluate",
        card="rnn_demo.tasks.generator.card:model_card",
        figures="rnn_demo.tasks.generator.comparison:figures_line",
        section="rnn_demo.exhibits.models.generators:show",
        command="rnn_demo.commands.train_generator:run",
        dynamic="rnn_demo.tasks.generator.dynamic:evaluate_dynamic",
    ),
    "sentiment": Kind(
        noun="a classifier",
        does="judges reviews (`python -m rnn_demo classify`)",
        does_not="judges no reviews",
        configuration="rnn_demo.configuration.sentiment:classifier_config",
        reader="rnn_demo.artifacts.sentiment:read_classifier",
        training="rnn_demo.tasks.sentiment.steps:train_classifier",
        evaluation="rnn_demo.tasks.sentiment.evaluation:evaluate",
        card="rnn_demo.tasks.sentiment.card:sentiment_card",
        figures="rnn_demo.tasks.sentiment.card:figures_line",
        section="",  # the page Sentiment shows them
        more_files=(
            "short_texts.safetensors",
            "language_model.safetensors",
            "ngrams.json",
            "ngrams.safetensors",
        ),
    ),
    "rbm": Kind(
        noun="a restricted Boltzmann machine",
        does="dreams pictures (on the page Boltzmann machine)",
        does_not="dreams no pictures",
        configuration="rnn_demo.configuration.rbm:machine_config",
        reader="rnn_demo.artifacts.rbm:read_machine",
        training="rnn_demo.tasks.rbm.training:train_machine",
        evaluation="rnn_demo.tasks.rbm.evaluation:evaluate",
        card="rnn_demo.tasks.rbm.card:machine_card",
        figures="rnn_demo.tasks.rbm.card:figures_line",
        section="",  # the page Boltzmann machine shows them
    ),
    "hmm": Kind(
        noun="a hidden Markov model",
        does="is a hidden Markov model (on the page of that name, and for `generate`)",
        does_not="is no hidden Markov model",
        configuration="rnn_demo.configuration.hmm:chain_config",
        reader="rnn_demo.artifacts.hmm:read_chain",
        training="rnn_demo.tasks.hmm.training:train_chains",
        evaluation="rnn_demo.tasks.hmm.evaluation:evaluate",
        card="rnn_demo.tasks.hmm.card:chain_card",
        figures="rnn_demo.tasks.hmm.card:figures_line",
        section="",  # the page Hidden Markov model shows them
    ),
    "ngram": Kind(
        noun="a table of n-grams",
        does="counts n-grams (on the page Hidden Markov model, and for `generate`)",
        does_not="counts no n-grams",
        configuration="rnn_demo.configuration.ngram:table_config",
        reader="rnn_demo.artifacts.ngram:read_table",
        training="rnn_demo.tasks.ngram.training:train_table",
        evaluation="rnn_demo.tasks.ngram.evaluation:evaluate",
        card="rnn_demo.tasks.ngram.card:table_card",
        figures="rnn_demo.tasks.ngram.card:figures_line",
        section="",  # the page Hidden Markov model shows them
    ),
    "signs": Kind(
        noun="a reader of signs",
        does="names signs (`python -m rnn_demo watch`)",
        does_not="names no signs",
        configuration="rnn_demo.configuration.signs:sign_config",
        reader="rnn_demo.artifacts.signs:read_signs",
        training="rnn_demo.tasks.signs.training:train_signs",
        evaluation="rnn_demo.tasks.signs.evaluation:evaluate",
        card="rnn_demo.tasks.signs.card:sign_card",
        figures="rnn_demo.tasks.signs.card:figures_line",
        section="",  # the page Video, frame by frame shows them
        more_files=("examples.safetensors",),
    ),
    "speech": Kind(
        noun="a listener to digits",
        does="hears spoken digits (`python -m rnn_demo transcribe`)",
        does_not="hears no spoken digits",
        configuration="rnn_demo.configuration.speech:speech_config",
        reader="rnn_demo.artifacts.speech:read_speech",
        training="rnn_demo.tasks.speech.training:train_speech",
        evaluation="rnn_demo.tasks.speech.evaluation:evaluate",
        card="rnn_demo.tasks.speech.card:speech_card",
        figures="rnn_demo.tasks.speech.card:figures_line",
        section="",  # the page Sounds into words shows them
        more_files=("examples.safetensors",),
    ),
    "tunes": Kind(
        noun="a writer of tunes",
        does="writes tunes (`python -m rnn_demo tune`)",
        does_not="writes no tunes",
        configuration="rnn_demo.configuration.tunes:tune_config",
        reader="rnn_demo.artifacts.tunes:read_tunes",
        training="rnn_demo.tasks.tunes.training:train_tunes",
        evaluation="rnn_demo.tasks.tunes.evaluation:evaluate",
        card="rnn_demo.tasks.tunes.card:tunes_card",
        figures="rnn_demo.tasks.tunes.card:figures_line",
        section="",  # the page Tunes shows them
        more_files=("copying.u32", "copying.json"),
    ),
    "next-pixel": Kind(
        noun="a network that draws digits",
        does="draws digits pixel by pixel (on the page The next pixel)",
        does_not="draws no digits",
        configuration="rnn_demo.configuration.pixels:pixel_config",
        reader="rnn_demo.artifacts.pixels:read_pixels",
        training="rnn_demo.tasks.pixels.training:train_pixels",
        evaluation="rnn_demo.tasks.pixels.evaluation:evaluate",
        card="rnn_demo.tasks.pixels.card:pixel_card",
        figures="rnn_demo.tasks.pixels.card:figures_line",
        section="",  # the page The next pixel shows them
    ),
    "captions": Kind(
        noun="a captioner",
        does="names pictures (`python -m rnn_demo caption`)",
        does_not="names no pictures",
        configuration="rnn_demo.configuration.captions:captioner_config",
        reader="rnn_demo.artifacts.captions:read_captioner",
        training="rnn_demo.tasks.captions.training:train_captioner",
        evaluation="rnn_demo.tasks.captions.evaluation:evaluate",
        card="rnn_demo.tasks.captions.card:captioner_card",
        figures="rnn_demo.tasks.captions.card:figures_line",
        section="",  # the page A picture gets words shows them
        more_files=("encoder.onnx", "step.onnx"),
    ),
    "translator": Kind(
        noun="a translator",
        does="translates sentences (`python -m rnn_demo translate`)",
        does_not="translates nothing",
        configuration="rnn_demo.configuration.translation:translator_config",
        reader="rnn_demo.artifacts.translation:read_translator",
        training="rnn_demo.tasks.translation.training:train_translator",
        evaluation="rnn_demo.tasks.translation.evaluation:evaluate",
        card="rnn_demo.tasks.translation.card:translator_card",
        figures="rnn_demo.tasks.translation.card:figures_line",
        section="",  # the page Translation shows them
    ),
    "tagger": Kind(
        noun="a tagger",
        does="tags words (`python -m rnn_demo tag`)",
        does_not="tags no words",
        configuration="rnn_demo.configuration.tags:tag_config",
        reader="rnn_demo.artifacts.tags:read_tagger",
        training="rnn_demo.tasks.tags.training:train_tagger",
        evaluation="rnn_demo.tasks.tags.evaluation:evaluate",
        card="rnn_demo.tasks.tags.card:tag_card",
        figures="rnn_demo.tasks.tags.card:figures_line",
        section="",  # the page A tag for each word shows them
    ),
    "next-frame": Kind(
        noun="a network that foretells frames",
        does="foretells the frames of films (on the page The next pixel)",
        does_not="foretells no frames",
        configuration="rnn_demo.configuration.frames:frame_config",
        reader="rnn_demo.artifacts.frames:read_frames",
        training="rnn_demo.tasks.frames.training:train_frames",
        evaluation="rnn_demo.tasks.frames.evaluation:evaluate",
        card="rnn_demo.tasks.frames.card:frame_card",
        figures="rnn_demo.tasks.frames.card:figures_line",
        section="",  # the page The next pixel shows them
    ),
    "style": Kind(
        noun="a reader of styles",
        does="tells whose hand drew a picture (on the page A picture gets words)",
        does_not="tells no hands apart",
        configuration="rnn_demo.configuration.style:style_config",
        reader="rnn_demo.artifacts.style:read_style",
        training="rnn_demo.tasks.style.training:train_style",
        evaluation="rnn_demo.tasks.style.evaluation:evaluate",
        card="rnn_demo.tasks.style.card:style_card",
        figures="rnn_demo.tasks.style.card:figures_line",
        section="",  # the page A picture gets words shows them
        more_files=("row.onnx",),
    ),
}


def imported(name: str) -> Callable[..., Any]:
    """The function that a name such as `package.module:function` stands for."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def reading_kind(folder: Path) -> Kind:
    """The kind to read a model as, so that the reader says whatever is wrong with it."""
    return KINDS.get(kind_of_model(folder), KINDS[UNNAMED_KIND])


def declared_kind(config: Path) -> str | None:
    """The kind that a config.json gives its network; None if the file cannot be read."""
    try:
        return kind_named_in(read_json(config))
    except ConfigurationError:
        return None


def kind_of_model(folder: Path) -> str:
    """The kind of a model: `UNNAMED_KIND` unless its config.json says otherwise."""
    return seen(("kind", folder), lambda: _kind_of(latest(folder, "config.json")))


def _kind_of(config: Path) -> str:
    try:
        now = config.stat()
    except (OSError, ValueError):
        return UNNAMED_KIND
    return _kind_in(config, (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns))


@lru_cache(1_000)  # read again only once it differs: each run of a page asks it of all models
def _kind_in(config: Path, state: tuple[int, ...]) -> str:
    # If it cannot be read, the reader of that kind says what is wrong with it.
    return declared_kind(config) or UNNAMED_KIND


def model_names(kind: str = UNNAMED_KIND) -> list[str]:
    """The names of the models of a kind that are there, whether or not they can be read."""
    folder = models_folder()
    return [name for name in folder_names() if kind_of_model(folder / name) == kind]
