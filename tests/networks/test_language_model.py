"""The language model: order of time, state that goes in and comes out, and its noise."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.networks.language_model import LanguageModel, Regularisation, State

CELLS = pytest.mark.parametrize("cell", ["elman", "lstm", "gru"])
VOCAB, HIDDEN = 11, 8


def network(cell: str, num_layers: int = 2, seed: int = 0) -> LanguageModel:
    model = LanguageModel(NetworkConfig(cell, VOCAB, 5, HIDDEN, num_layers)).double()
    model.initialise(seed)
    return model


def text(batch: int, time: int, seed: int = 0) -> Tensor:
    return torch.randint(VOCAB, (batch, time), generator=torch.Generator().manual_seed(seed))


def flat(state: State) -> list[Tensor]:
    return [tensor for layer in state for tensor in layer]


@CELLS
def test_whole_sequence_is_step_by_step(cell: str) -> None:
    model, ids = network(cell), text(3, 9)
    whole, last = model(ids, model.initial_state(3))
    state, steps = model.initial_state(3), []
    for t in range(9):
        logits, state = model(ids[:, t : t + 1], state)
        steps.append(logits)
    assert whole.shape == (3, 9, VOCAB)
    torch.testing.assert_close(torch.cat(steps, dim=1), whole, rtol=0, atol=1e-12)
    for got, expected in zip(flat(state), flat(last), strict=True):
        assert got.shape == (3, HIDDEN)
        torch.testing.assert_close(got, expected, rtol=0, atol=1e-12)


@CELLS
def test_a_later_character_changes_nothing_before_it(cell: str) -> None:
    model, ids = network(cell), text(2, 8)
    logits, _ = model(ids, model.initial_state(2))
    for t in range(1, 8):
        other = ids.clone()
        other[0, t] = (other[0, t] + 1) % VOCAB
        changed, _ = model(other, model.initial_state(2))
        assert torch.equal(changed[:, :t], logits[:, :t])
        assert torch.equal(changed[1], logits[1])  # nor anything in the other stream
        assert (changed[0, t:] != logits[0, t:]).any(dim=1).all()


def test_equals_torchs_lstm_with_residual_connections() -> None:
    model, ids = network("lstm"), text(2, 7)
    x = model.embedding[ids.T]
    read, total = x, torch.zeros(())
    for layer in model.layers:
        theirs = nn.LSTM(read.shape[2], HIDDEN, dtype=torch.float64)
        with torch.no_grad():
            theirs.weight_ih_l0.copy_(layer.input_weight)
            theirs.weight_hh_l0.copy_(layer.hidden_weight)
            theirs.bias_ih_l0.copy_(layer.bias)
            theirs.bias_hh_l0.zero_()
        outputs, _ = theirs(read)
        total = total + outputs
        read = total
    expected = total @ model.head_weight.T + model.head_bias
    logits, _ = model(ids, model.initial_state(2))
    torch.testing.assert_close(logits, expected.transpose(0, 1), rtol=0, atol=1e-12)


@CELLS
def test_state_is_an_argument_and_stays_as_it_was(cell: str) -> None:
    model, ids = network(cell), text(2, 5)
    _, state = model(ids, model.initial_state(2))
    before = [tensor.clone() for tensor in flat(state)]
    first, _ = model(ids, state)
    again, _ = model(ids, state)
    assert torch.equal(first, again)
    for tensor, kept in zip(flat(state), before, strict=True):
        assert torch.equal(tensor, kept)
    fresh, _ = model(ids, model.initial_state(2))
    assert not torch.equal(first, fresh)


@CELLS
def test_every_parameter_learns(cell: str) -> None:
    model = network(cell)
    logits, _ = model(text(4, 12), model.initial_state(4))
    logits.logsumexp(2).sum().backward()
    for name, parameter in model.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.abs().sum() > 0, name


@CELLS
def test_the_seed_decides_the_first_weights(cell: str) -> None:
    torch.manual_seed(1)
    one = dict(network(cell, seed=5).named_parameters())
    torch.manual_seed(2)
    same, other = network(cell, seed=5), dict(network(cell, seed=6).named_parameters())
    for name, parameter in same.named_parameters():
        assert torch.equal(parameter, one[name])
        assert name.endswith("bias") or not torch.equal(parameter, other[name])


def test_gates_begin_by_remembering() -> None:
    lstm, gru = network("lstm").layers[0], network("gru").layers[0]
    assert lstm.bias.tolist() == [0.0] * HIDDEN + [1.0] * HIDDEN + [0.0] * 2 * HIDDEN
    assert gru.bias.tolist() == [-1.0] * HIDDEN + [0.0] * 2 * HIDDEN
    for block in lstm.hidden_weight.split(HIDDEN):
        torch.testing.assert_close(block @ block.T, torch.eye(HIDDEN).double())


def test_dropout_is_one_mask_for_all_time() -> None:
    # With the identity as head the logits are the layer's outputs themselves.
    model, ids = network("lstm", num_layers=1), text(64, 10)
    with torch.no_grad():
        model.head_weight = nn.Parameter(torch.eye(HIDDEN).double())
        model.head_bias = nn.Parameter(torch.zeros(HIDDEN).double())
    quiet, _ = model(ids, model.initial_state(64))
    generator = torch.Generator().manual_seed(0)
    noisy, state = model(ids, model.initial_state(64), Regularisation(0.25, 0.0, generator))
    scale = noisy / quiet
    torch.testing.assert_close(scale, scale[:, :1].expand_as(scale))
    mask = scale[:, 0]
    kept = mask > 0.5
    torch.testing.assert_close(mask, kept.double() / 0.75)  # what is kept is scaled up
    assert 0.65 < kept.double().mean() < 0.85
    assert not torch.equal(kept[0], kept[1])  # each stream has its own
    # What is carried on has no holes.
    torch.testing.assert_close(state[0][0], quiet[:, -1])


def test_dropout_between_layers_and_weight_drop() -> None:
    model, ids = network("gru"), text(2, 6)
    with torch.no_grad():
        model.head_weight.copy_(torch.eye(VOCAB, HIDDEN))
    quiet, _ = model(ids, model.initial_state(2))

    def noisy(dropout: float, weight_drop: float, seed: int) -> tuple[Tensor, State]:
        generator = torch.Generator().manual_seed(seed)
        regularisation = Regularisation(dropout, weight_drop, generator)
        return model(ids, model.initial_state(2), regularisation)

    assert torch.equal(noisy(0.0, 0.0, 0)[0], quiet)
    # The second layer reads the first one through a mask, so its state differs.
    _, silent = noisy(0.5, 0.0, 0)
    _, plain = model(ids, model.initial_state(2))
    assert torch.equal(silent[0][0], plain[0][0])
    assert not torch.allclose(silent[1][0], plain[1][0])
    # Weight drop acts within a layer: already the first layer's state differs.
    _, dropped = noisy(0.0, 0.5, 0)
    assert not torch.allclose(dropped[0][0], plain[0][0])
    assert torch.equal(noisy(0.3, 0.3, 7)[0], noisy(0.3, 0.3, 7)[0])
    assert not torch.equal(noisy(0.3, 0.3, 7)[0], noisy(0.3, 0.3, 8)[0])


def test_weight_drop_silences_single_weights_and_scales_the_rest() -> None:
    generator = torch.Generator().manual_seed(0)
    weight = torch.full((200, 200), 3.0)
    dropped = Regularisation(0.0, 0.4, generator).keep_weights(weight)
    values, counts = dropped.unique(return_counts=True)
    torch.testing.assert_close(values, torch.tensor([0.0, 5.0]))
    assert counts[0] / 40_000 == pytest.approx(0.4, abs=0.02)


@CELLS
def test_bfloat16_keeps_the_state_and_the_logits_wide(cell: str) -> None:
    model, ids = network(cell).float(), text(2, 20)
    exact, _ = model(ids, model.initial_state(2))
    narrow, state = model(ids, model.initial_state(2), None, torch.bfloat16)
    assert narrow.dtype == torch.float32
    assert {tensor.dtype for tensor in flat(state)} == {torch.float32}
    torch.testing.assert_close(narrow, exact, rtol=0, atol=0.1)
    assert not torch.equal(narrow, exact)
