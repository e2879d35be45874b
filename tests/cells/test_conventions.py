"""Each convention is what its library or formula computes; what cannot pass says why."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from rnn_demo.cells.conventions import (
    CONVENTIONS,
    MOST_STEPS,
    OPEN,
    Convention,
    ConventionError,
    checked,
    convention_named,
    run,
    sigmoid,
)
from rnn_demo.cells.conversion import Conversion, Refusal, convert, read_as
from rnn_demo.cells.gru import GRUWeights, gru_step
from rnn_demo.cells.lstm import LSTMState, LSTMWeights, lstm_step

GRU, LSTM = CONVENTIONS["gru"], CONVENTIONS["lstm"]
sizes = st.integers(1, 5)
seeds = st.integers(0, 2**32 - 1)
Weights = dict[str, np.ndarray]


def draw(convention: Convention, size: int, seed: int, inputs: int = 3) -> Weights:
    luck = np.random.default_rng(seed)
    shapes = convention.shapes(size, inputs)
    return {name: luck.standard_normal(shape) for name, shape in shapes.items()}


def sequence(seed: int, steps: int = 12, inputs: int = 3) -> np.ndarray:
    return np.random.default_rng([seed, 1]).standard_normal((steps, inputs))


def apart(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one - other).max())


def stacked(own: Weights, kind: str, order: str) -> Tensor:
    return torch.from_numpy(np.concatenate([own[f"{kind}_{gate}"] for gate in order]))


def filled(layer: nn.Module, own: Weights, order: str) -> nn.Module:
    names = {"weight_ih": "W", "weight_hh": "U", "bias_ih": "b", "bias_hh": "c"}
    with torch.no_grad():
        for name, value in layer.named_parameters():
            value.copy_(stacked(own, names[name.removesuffix("_l0")], order))
    return layer


@given(sizes, seeds)
def test_torch_is_torch(size: int, seed: int) -> None:
    x = sequence(seed)
    for convention, kind, order in (
        (GRU["torch"], nn.GRU, "rzh"),
        (LSTM["torch"], nn.LSTM, "ifCo"),
    ):
        own = draw(convention, size, seed)
        layer = filled(kind(3, size, dtype=torch.float64), own, order)
        true, last = layer(torch.from_numpy(x))
        found = run(own, convention, x)
        assert apart(found.hidden, true.detach().numpy()) <= 1e-12
        if found.cell is not None:
            assert apart(found.cell[-1], last[1][0].detach().numpy()) <= 1e-12


@given(sizes, seeds)
def test_torchs_single_cell(size: int, seed: int) -> None:
    own, x = draw(GRU["torch"], size, seed), sequence(seed)
    cell = filled(nn.GRUCell(3, size, dtype=torch.float64), own, "rzh")
    hidden = torch.zeros(size, dtype=torch.float64)
    for now, found in zip(x, run(own, GRU["torch"], x).hidden, strict=True):
        hidden = cell(torch.from_numpy(now), hidden)
        assert apart(found, hidden.detach().numpy()) <= 1e-12


@given(sizes, seeds)
def test_the_slides_cells(size: int, seed: int) -> None:
    x = torch.from_numpy(sequence(seed))[:, None]
    own = draw(GRU["slide"], size, seed)
    gru = GRUWeights(*(stacked(own, kind, "zrh") for kind in "WUb"))
    hidden = torch.zeros(1, size, dtype=torch.float64)
    found = run(own, GRU["slide"], x[:, 0].numpy())
    for t, now in enumerate(x):
        hidden, gates = gru_step(now, hidden, gru)
        assert apart(found.hidden[t], hidden[0].numpy()) <= 1e-12
        for letter, gate in zip("zrh", gates, strict=True):
            assert apart(found.gates[letter][t], gate[0].numpy()) <= 1e-12
    own = draw(LSTM["lstm-2000"], size, seed)
    lstm = LSTMWeights(*(stacked(own, kind, "ifCo") for kind in "WUb"))
    state = LSTMState(torch.zeros_like(hidden), torch.zeros_like(hidden))
    found = run(own, LSTM["lstm-2000"], x[:, 0].numpy())
    for t, now in enumerate(x):
        state, gates_now = lstm_step(now, state, lstm)
        assert apart(found.hidden[t], state.hidden[0].numpy()) <= 1e-12
        assert apart(found.cell[t], state.cell[0].numpy()) <= 1e-12
        for letter, gate in zip("ifCo", gates_now, strict=True):
            assert apart(found.gates[letter][t], gate[0].numpy()) <= 1e-12


def keras_step(x: np.ndarray, h: np.ndarray, file: Weights, reset_after: bool) -> np.ndarray:
    """`GRUCell.call` of Keras: columns z, r, h; a row of biases for each product."""
    kernel, recurrent, bias, n = file["kernel"], file["recurrent"], file["bias"], len(h)
    from_x = x @ kernel + (bias[0] if reset_after else bias)
    from_h = h @ recurrent[:, : 2 * n] + (bias[1, : 2 * n] if reset_after else 0)
    z = 1 / (1 + np.exp(-(from_x[:n] + from_h[:n])))
    r = 1 / (1 + np.exp(-(from_x[n : 2 * n] + from_h[n:])))
    if reset_after:
        last = r * (h @ recurrent[:, 2 * n :] + bias[1, 2 * n :])
    else:
        last = (r * h) @ recurrent[:, 2 * n :]
    return z * h + (1 - z) * np.tanh(from_x[2 * n :] + last)


@pytest.mark.parametrize(("name", "reset_after"), [("keras", True), ("cho-v3", False)])
@given(sizes, seeds)
def test_keras_is_keras(name: str, reset_after: bool, size: int, seed: int) -> None:
    own, x = draw(GRU[name], size, seed), sequence(seed)
    bias = [stacked(own, kind, "zrh").numpy() for kind in ("bc" if reset_after else "b")]
    file = {
        "kernel": stacked(own, "W", "zrh").numpy().T,
        "recurrent": stacked(own, "U", "zrh").numpy().T,
        "bias": np.stack(bias) if reset_after else bias[0],
    }
    hidden = np.zeros(size)
    for now, found in zip(x, run(own, GRU[name], x).hidden, strict=True):
        hidden = keras_step(now, hidden, file, reset_after)
        assert apart(found, hidden) <= 1e-12


def test_peepholes_see_the_old_cell_and_the_new() -> None:
    """One unit whose gates have nothing but peepholes, by hand."""
    convention = LSTM["peepholes"]
    own = {name: np.zeros(shape) for name, shape in convention.shapes(1, 1).items()}
    own |= {"W_C": np.ones((1, 1)), "p_i": np.ones(1), "p_f": np.full(1, 2.0), "p_o": -np.ones(1)}
    found = run(own, convention, np.array([[0.7], [-0.4]]))
    first = 0.5 * np.tanh(0.7)
    second = 1 / (1 + np.exp(-2 * first)) * first + 1 / (1 + np.exp(-first)) * np.tanh(-0.4)
    assert found.cell[:, 0] == pytest.approx([first, second], rel=1e-14)
    for t, cell in enumerate((first, second)):
        assert found.hidden[t, 0] == pytest.approx(np.tanh(cell) / (1 + np.exp(cell)), rel=1e-14)


def test_without_a_forget_gate_a_cell_adds_up() -> None:
    own, x = draw(LSTM["lstm-1997"], 3, 0), sequence(0)
    found = run(own, LSTM["lstm-1997"], x)
    assert apart(found.cell, np.cumsum(found.gates["i"] * found.gates["C"], axis=0)) <= 1e-14
    assert (found.gates["f"] == 1).all()


REASONS = {
    ("gru", "slide", "torch"): "each row of U_h may meet one reset gate only",
    ("gru", "torch", "slide"): "each column of U_h may meet one reset gate only",
    ("gru", "torch", "cho-v1"): "the target has no such term; c_h of unit 1 is",
    ("lstm", "peepholes", "torch"): "do not see the cell state",
    ("lstm", "lstm-2000", "lstm-1997"): "would have to be 1 throughout; it moves with x and h",
}


@pytest.mark.parametrize("pair", REASONS)
def test_a_refusal_names_its_reason(pair: tuple[str, str, str]) -> None:
    source, target = convention_named(*pair[:2]), convention_named(pair[0], pair[2])
    found = convert(draw(source, 3, 0), source, target)
    assert isinstance(found, Refusal)
    assert REASONS[pair] in found.why


def test_a_forget_gate_that_is_not_quite_1_is_refused() -> None:
    own = draw(LSTM["lstm-2000"], 2, 0)
    own |= {"W_f": 0 * own["W_f"], "U_f": 0 * own["U_f"], "b_f": np.array([OPEN, 3.0])}
    found = convert(own, LSTM["lstm-2000"], LSTM["lstm-1997"])
    assert isinstance(found, Refusal)
    assert "it is 0.953 at a unit" in found.why


def test_no_other_matrix_makes_up_for_the_reset_gates_place() -> None:
    """The best U for the other placement, by least squares over many states, leaves much behind."""
    luck = np.random.default_rng(0)
    own = draw(GRU["slide"], 3, 0)
    h = luck.uniform(-1, 1, (500, 3))
    r = sigmoid(h @ own["U_r"].T + own["b_r"])
    for unit in range(3):
        wanted = (r * h) @ own["U_h"][unit]
        for gate in r.T:
            best, *_ = np.linalg.lstsq(gate[:, None] * h, wanted, rcond=None)
            assert np.abs(gate[:, None] * h @ best - wanted).max() > 0.01


@pytest.mark.parametrize(("one", "other"), [("slide", "torch"), ("torch", "slide")])
@given(size=sizes, seed=seeds)
def test_more_than_diagonal_matrices_pass(one: str, other: str, size: int, seed: int) -> None:
    """What counts is that a row, or a column, meets one gate."""
    source, target, x = GRU[one], GRU[other], sequence(seed)
    for change in ("shift", "alike", "constant", "open"):
        own = draw(source, size, seed)
        if "c_h" in own and change not in ("constant", "open"):
            own["c_h"] = np.zeros(size)
        if change == "shift":
            own["U_h"] = np.roll(np.eye(size), 1, axis=0) @ np.diag(np.diag(own["U_h"]))
        elif change == "alike":
            for name in [name for name in own if name.endswith("_r")]:
                own[name] = np.repeat(own[name][:1], size, axis=0)
        else:
            own |= {"W_r": 0 * own["W_r"], "U_r": 0 * own["U_r"]}
            own["b_r"] = np.full(size, OPEN) if change == "open" else own["b_r"]
        found = convert(own, source, target)
        assert isinstance(found, Conversion), change
        assert apart(run(own, source, x).hidden, run(found.weights, target, x).hidden) <= 1e-12, (
            change
        )


def test_r_is_1_at_40() -> None:
    assert sigmoid(np.array(OPEN)) == 1.0
    assert sigmoid(np.array(36.0)) < 1.0
    assert sigmoid(np.array([-1e6, 1e6])).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("slip", ["W_z", "U_z", "b_z"])
def test_a_forgotten_sign_is_seen(slip: str) -> None:
    own, x = draw(GRU["slide"], 3, 0), sequence(0)
    found = convert(own, GRU["slide"], GRU["cho-v3"])
    assert isinstance(found, Conversion)
    wrong = found.weights | {slip: -found.weights[slip]}
    assert apart(run(own, GRU["slide"], x).hidden, run(wrong, GRU["cho-v3"], x).hidden) > 1e-3


def test_rows_are_read_as_they_lie_between_libraries() -> None:
    own = draw(GRU["torch"], 2, 0)
    found = read_as(own, GRU["torch"], GRU["keras"])
    assert np.array_equal(found["W_z"], own["W_r"])
    assert np.array_equal(found["c_r"], own["c_z"])
    assert np.array_equal(found["U_h"], own["U_h"])


def test_letters_are_read_with_a_paper() -> None:
    own = draw(GRU["torch"], 2, 0)
    found = read_as(own, GRU["torch"], GRU["slide"])
    assert np.array_equal(found["W_z"], own["W_z"])
    assert "c_z" not in found
    older = draw(LSTM["lstm-1997"], 2, 0)
    assert not read_as(older, LSTM["lstm-1997"], LSTM["lstm-2000"])["b_f"].any()


BAD = {
    "nan": ({"b_z": np.array([0.0, np.nan])}, "b_z holds nan; give numbers from -1e6 to 1e6."),
    "large": ({"U_r": np.full((2, 2), 1e7)}, r"U_r holds 1e\+07; give numbers"),
    "shape": ({"b_h": np.zeros(3)}, r"b_h has shape \(3,\); give it shape \(2,\)."),
    "name": ({"W_q": np.zeros(2)}, "The slide has no weight 'W_q'; it has W_z, U_z, b_z"),
    "words": ({"b_z": "<b>"}, "b_z is '<b>'; give an array of numbers."),
    "flat": ({"W_z": np.zeros(2)}, "W_z is missing or no matrix"),
    "wide": ({"W_z": np.zeros((2, 17))}, "The input size is 17; give one from 1 to 16."),
    "units": ({"W_z": np.zeros((17, 3))}, "The hidden size is 17; give one from 1 to 16."),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_weights_are_a_sentence(case: str) -> None:
    change, sentence = BAD[case]
    own = draw(GRU["slide"], 2, 0) | change
    for use in (
        lambda: checked(own, GRU["slide"]),
        lambda: run(own, GRU["slide"], sequence(0)),
        lambda: convert(own, GRU["slide"], GRU["torch"]),
        lambda: read_as(own, GRU["slide"], GRU["torch"]),
    ):
        with pytest.raises(ConventionError, match=sentence):
            use()


def test_what_is_missing_is_a_sentence() -> None:
    own = draw(GRU["slide"], 2, 0)
    del own["b_r"]
    with pytest.raises(ConventionError, match=r"b_r is missing; The slide needs it, shape \(2,\)."):
        checked(own, GRU["slide"])
    own = draw(GRU["slide"], 2, 0)
    with pytest.raises(ConventionError, match=r"cannot become torch\.nn\.LSTM; choose two of one"):
        convert(own, GRU["slide"], LSTM["torch"])
    with pytest.raises(ConventionError, match=r"cannot be read as torch\.nn\.LSTM"):
        read_as(own, GRU["slide"], LSTM["torch"])


@pytest.mark.parametrize("shape", [(0, 3), (4, 2), (3,), (MOST_STEPS + 1, 3)])
def test_a_bad_input_is_a_sentence(shape: tuple[int, ...]) -> None:
    own = draw(GRU["slide"], 2, 0)
    with pytest.raises(ConventionError, match="give 1 to 500 steps of 3 numbers"):
        run(own, GRU["slide"], np.zeros(shape))
    with pytest.raises(ConventionError, match="The input holds inf"):
        run(own, GRU["slide"], np.full((2, 3), np.inf))
