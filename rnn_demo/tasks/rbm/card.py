"""The model card of a restricted Boltzmann machine, written from config.json and metrics.json."""

from __future__ import annotations

from typing import Any

from rnn_demo.artifacts.rbm import MachineArtifact
from rnn_demo.data.digits import SOURCE


def machine_card(artifact: MachineArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in a machine's folder."""
    config, size, training = artifact.config, artifact.config.network, artifact.config.training
    test, check, rival = metrics["test"], metrics["check"], metrics["rival"]
    rows = "\n".join(
        f"| {name} | {part['digits']:,} | {part['log_likelihood']:.2f} | "
        f"{part['standard_error']:.2f} |"
        for name in ("train", "validation", "test")
        if (part := metrics.get(name))
    )
    sha256 = "\n".join(f"- {name}: `{value}`" for name, value in config.data.sha256.items())
    note = f"\n\n{config.note}" if config.note else ""
    return f"""# {artifact.name}

A restricted Boltzmann machine of handwritten digits: it gives every picture of
{size.rows} × {size.columns} black and white pixels an energy, dreams pictures of its own, and
completes those of which a part is given. For teaching.

## Network
{size.vocab_size} visible units, one for each pixel, and {size.hidden_size} hidden ones; every
visible unit has an edge to every hidden one, and there are no others. {artifact.parameters:,}
parameters, stored as float16. In the same folder is a machine with {size.small_hidden_size} hidden
units, trained alike with a tenth of the updates, on which the estimate below is checked.

## Data
MNIST: {SOURCE}. 60,000 pictures for training, of which the last {config.data.validation:,} were
kept for validation, and 10,000 for the test. A pixel is 1 with its grey value as the probability:
anew for each batch in training, once and for all where figures are measured. SHA-256 of the pixels:

{sha256}

## Figures
Mean log-likelihood, nats a digit. ln Z = {test["log_partition"]:.2f} ±
{test["log_partition_error"]:.2f} (standard error) is estimated by annealed importance sampling:
{metrics["chains"]} chains, {metrics["temperatures"]:,} temperatures. Its logarithm is low rather
than high in the mean, and so the likelihoods are high rather than low.

| pictures | how many | log-likelihood | standard error over digits |
|---|---|---|---|
{rows}

{rival["name"].capitalize()}, each 1 as often as in training: {rival["log_likelihood"]:.2f} on the
test digits. Checked on the machine with {check["hidden_units"]} hidden units, whose sum over all
2^{check["hidden_units"]} hidden states can be taken: ln Z = {check["exact_log_partition"]:.3f}
exactly, {check["log_partition"]:.3f} by the same estimate; its log-likelihood of the test digits is
{check["log_likelihood"]:.2f}.

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
`python -m rnn_demo train models/{artifact.name}` (seed {config.seed}): persistent contrastive
divergence, {training.updates:,} updates of {training.batch_size} pictures and as many chains,
{training.sweeps} Gibbs step{"s" * (training.sweeps > 1)} an update, centred gradients, a rate of
{training.learning_rate:g} that falls linearly to 0. Nothing was chosen on the test digits.{note}

## Limits
It knows digits in the middle of the picture, as MNIST has them; what a visitor draws elsewhere or
with another pen is unlikely to it, and a low free energy of something else means little. Its
dreams stay in one valley for long. It cannot tell which digit it sees.
"""


def figures_line(artifact: MachineArtifact) -> str:
    """Its likelihood of the test digits; empty before it is measured."""
    test = (artifact.metrics or {}).get("test")
    return f"{test['log_likelihood']:.2f} nats a digit" if test else ""
