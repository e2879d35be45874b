"""The laws of a small Boltzmann machine, by enumeration, closed forms and finite differences."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.boltzmann.compute.affine import (
    SignedMachine,
    as_signed,
    signed,
    signed_energies,
    unsigned,
)
from rnn_demo.exhibits.boltzmann.compute.divergence import divergence, of_independent_draws
from rnn_demo.exhibits.boltzmann.compute.learning import (
    data_distribution,
    gradient_check,
    learning,
    phases,
)
from rnn_demo.exhibits.boltzmann.compute.machine import (
    Array,
    BoltzmannMachine,
    chances,
    correlations,
    distribution,
    energies,
    states_of,
    swept,
)
from rnn_demo.exhibits.boltzmann.compute.sampling import sampling, schedule
from rnn_demo.exhibits.boltzmann.compute.simulation import (
    MOST_STATES,
    machine_of,
    shown_states,
    simulated,
)
from rnn_demo.exhibits.boltzmann.knobs import MachineKnobs
from rnn_demo.exhibits.boltzmann.presets import PARITY, PRESETS
from rnn_demo.knobs.values import KnobError

SIZES = st.integers(2, 6)
SEEDS = st.integers(0, 2**32 - 1)


def drawn_machine(units: int, seed: int, spread: float = 1.5) -> BoltzmannMachine:
    random = np.random.default_rng(seed)
    upper = np.triu(random.normal(0, spread, (units, units)), 1)
    return BoltzmannMachine(upper + upper.T, random.normal(0, spread, units))


def by_hand(machine: BoltzmannMachine, temperature: float) -> Array:
    """Every state's probability, term by term as the slide has the energy."""
    weights = []
    for state in itertools.product((0, 1), repeat=machine.units):
        energy = -sum(s * b for s, b in zip(state, machine.biases, strict=True))
        for i, j in itertools.combinations(range(machine.units), 2):
            energy -= state[i] * state[j] * machine.weights[i, j]
        weights.append(math.exp(-energy / temperature))
    return np.array(weights) / sum(weights)


@given(SIZES, SEEDS, st.floats(0.3, 5))
def test_the_distribution_is_the_slides_formula(units: int, seed: int, temperature: float) -> None:
    machine = drawn_machine(units, seed)
    exact = distribution(energies(machine), temperature)
    np.testing.assert_allclose(exact, by_hand(machine, temperature), rtol=1e-10)
    assert exact.sum() == pytest.approx(1, abs=1e-12)


def test_two_units_agree_as_often_as_a_sigmoid_says() -> None:
    exact = simulated(MachineKnobs()).exact
    assert exact[0] + exact[3] == pytest.approx(1 / (1 + math.exp(-1)), abs=1e-14)


@given(SIZES, SEEDS, st.floats(0.3, 5))
def test_a_units_chance_is_the_ratio_of_two_states_and_the_slides_sigmoid(
    units: int, seed: int, temperature: float
) -> None:
    machine = drawn_machine(units, seed)
    energy, states = energies(machine), states_of(units)
    exact = distribution(energy, temperature)
    for unit, likely in enumerate(chances(energy, temperature)):
        split = exact.reshape(2**unit, 2, -1)
        np.testing.assert_allclose(likely, split[:, 1] / split.sum(1), atol=1e-10)
        pull = (machine.biases[unit] + states @ machine.weights[unit]) / temperature
        told = (1 / (1 + np.exp(-pull))).reshape(2**unit, 2, -1)[:, 0]
        np.testing.assert_allclose(likely, told, atol=1e-12)


@given(SIZES, SEEDS, st.floats(0.3, 5))
def test_a_sweep_keeps_the_exact_distribution_and_brings_any_other_nearer(
    units: int, seed: int, temperature: float
) -> None:
    energy = energies(drawn_machine(units, seed))
    exact, chance = distribution(energy, temperature), chances(energy, temperature)
    np.testing.assert_allclose(swept(exact, chance), exact, atol=1e-12)
    now = np.random.default_rng(seed).dirichlet(np.full(2**units, 0.3))
    apart = divergence(now, exact)
    for _ in range(5):
        now = swept(now, chance)
        assert divergence(now, exact) <= apart + 1e-12
        apart = divergence(now, exact)


def test_entropy_rises_with_temperature_as_the_variance_says() -> None:
    energy, h = energies(drawn_machine(5, 3)), 1e-5

    def entropy(temperature: float) -> float:
        exact = distribution(energy, temperature)
        return float(-(exact * np.log(exact)).sum())

    for temperature in (0.5, 1.0, 3.0):
        exact = distribution(energy, temperature)
        variance = exact @ energy**2 - (exact @ energy) ** 2
        slope = (entropy(temperature + h) - entropy(temperature - h)) / (2 * h)
        assert slope == pytest.approx(variance / temperature**3, rel=1e-6)


def test_chains_come_to_the_exact_distribution() -> None:
    machine = drawn_machine(4, 1)
    first = np.zeros((4_000, 4))
    random = np.random.default_rng(0)
    sample = finished(sampling(machine, schedule(1, 1.5, 0, 40), first, random))
    counts = np.bincount(sample.numbers[-1], minlength=16)
    exact = distribution(energies(machine), 1.5)
    # χ² of 15 degrees of freedom: 37.7 is passed once in a thousand times.
    assert ((counts - 4_000 * exact) ** 2 / (4_000 * exact)).sum() < 37.7


def test_the_number_of_a_state_is_its_units_as_binary_digits() -> None:
    assert states_of(3)[5].tolist() == [1, 0, 1]
    first = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    sample = finished(sampling(drawn_machine(3, 0), np.ones(1), first, np.random.default_rng(0)))
    assert sample.numbers[0].tolist() == [5, 1]


def test_annealing_falls_by_one_factor_and_then_rests() -> None:
    temperatures = schedule(8.0, 0.5, 4, 3)
    np.testing.assert_allclose(temperatures, [8, 4, 2, 1, 0.5, 0.5, 0.5])
    assert schedule(8.0, 0.5, 0, 2).tolist() == [0.5, 0.5]


@pytest.mark.parametrize(("states", "draws"), [(4, 3_000), (8, 20), (64, 100), (512, 700)])
def test_what_independent_draws_would_give(states: int, draws: int) -> None:
    random = np.random.default_rng(states)
    exact = random.dirichlet(np.full(states, 0.3))
    samples = random.multinomial(draws, exact, size=300) / draws
    tried = np.mean([divergence(sample, exact) for sample in samples])
    assert of_independent_draws(exact, draws) == pytest.approx(tried, rel=0.08)


def test_with_many_draws_it_is_the_textbooks_number() -> None:
    exact = np.full(16, 1 / 16)
    assert of_independent_draws(exact, 10**5) == pytest.approx(15 / 2e5, rel=1e-3)


@given(SIZES, SEEDS)
def test_the_difference_of_the_phases_is_the_gradient(units: int, seed: int) -> None:
    machine, random = drawn_machine(units, seed), np.random.default_rng(seed)
    data = random.dirichlet(np.ones(2 ** int(random.integers(1, units + 1))))
    assert gradient_check(machine, data, phases(machine, data)).holds
    wrong = replace(phases(machine, data), model=np.zeros((units, units)))
    assert not gradient_check(machine, data, wrong).holds


def test_correlations_by_counting() -> None:
    exact = np.array([0.1, 0.2, 0.3, 0.4])  # 00 01 10 11
    np.testing.assert_allclose(correlations(exact), [[0.7, 0.4], [0.4, 0.6]])


def test_visible_units_alone_learn_their_pairs_exactly() -> None:
    data = data_distribution([[0, 0, 1], [0, 1, 1], [1, 1, 0], [1, 1, 1], [0, 0, 0]])
    learned = finished(learning(BoltzmannMachine(np.zeros((3, 3)), np.zeros(3)), data, 3_000, 1.0))
    np.testing.assert_allclose(learned.last.model, learned.last.data, atol=1e-3)
    assert (np.diff(learned.log_likelihoods) > -1e-12).all()
    assert learned.log_likelihoods[-1] <= learned.best_possible


def test_pairs_do_not_see_parity_and_a_hidden_unit_does() -> None:
    alone = simulated(PRESETS["parity"].knobs).learned
    helped = simulated(PRESETS["hidden"].knobs).learned
    assert alone is not None and helped is not None
    assert alone.log_likelihoods[-1] == pytest.approx(-math.log(8), abs=1e-5)
    np.testing.assert_allclose(alone.last.data, np.full((3, 3), 0.25) + 0.25 * np.eye(3))
    assert alone.best_possible == helped.best_possible == pytest.approx(-math.log(4))
    assert -1.45 < helped.log_likelihoods[-1] < -math.log(4)
    assert (np.diff(helped.log_likelihoods) > 0).all()
    hasty = simulated(replace(PRESETS["hidden"].knobs, rate=3.0)).learned
    assert hasty is not None
    assert (np.diff(hasty.log_likelihoods) < 0).sum() > 100


@given(SIZES, SEEDS)
def test_units_of_plus_and_minus_one(units: int, seed: int) -> None:
    machine = drawn_machine(units, seed)
    found = as_signed(machine, 1.0)
    assert found.check.holds
    np.testing.assert_allclose(
        distribution(signed_energies(found.signed), 1.0), distribution(energies(machine), 1.0)
    )
    again = unsigned(signed(machine))
    np.testing.assert_allclose(again.weights, machine.weights, atol=1e-12)
    np.testing.assert_allclose(again.biases, machine.biases, atol=1e-12)


def test_the_map_by_hand() -> None:
    """One edge: J σ₁σ₂ = 4J s₁s₂ − 2J s₁ − 2J s₂ + J."""
    coupled = SignedMachine(np.array([[0.0, 0.5], [0.5, 0.0]]), np.array([0.25, 0.0]))
    machine = unsigned(coupled)
    assert machine.weights[0, 1] == 2
    assert machine.biases.tolist() == [-0.5, -1]
    assert as_signed(machine, 1.0).constant == pytest.approx(0.25 - 0.5)


class TestPresets:
    def test_every_check_holds(self) -> None:
        for preset in PRESETS.values():
            found = simulated(preset.knobs)
            assert found.check.holds and found.affine.check.holds
            assert found.learned is None or found.learned.check.holds
            assert found.exact.sum() == pytest.approx(1)
            assert found.sampled.sum() == pytest.approx(1)

    def test_frustration_has_six_answers(self) -> None:
        found = simulated(PRESETS["frustrated"].knobs)
        low = found.energy == found.energy.min()
        assert (low.sum(), found.energy.min()) == (6, -4)
        assert np.round(found.exact[low], 4).tolist() == [0.1666] * 6
        assert found.energy[[0, 7]].tolist() == [0, 0]

    def test_two_valleys_stay_half_unseen(self) -> None:
        found = simulated(PRESETS["two-valleys"].knobs)
        assert np.round(found.exact[[0, -1]], 3).tolist() == [0.496, 0.496]
        assert found.sampled[-1] == 0
        assert found.divergence.sampled[-1] == pytest.approx(math.log(2), abs=0.01)
        # The way leads over k units that are 1: E = 7 k − 2 k (k − 1) / 2 = 16 at most.
        ones = states_of(8).sum(1)
        assert found.energy[ones == 4].min() == found.energy.max() == 16
        warm = simulated(replace(PRESETS["two-valleys"].knobs, temperature=2.0))
        assert warm.divergence.sampled[-1] < 0.06
        assert warm.sampled[-1] > 0.2

    def test_patience_pays(self) -> None:
        at_once, slowly = (simulated(PRESETS[name].knobs) for name in ("quenched", "annealed"))
        assert at_once.exact_lowest == slowly.exact_lowest == pytest.approx(0.999, abs=5e-4)
        assert 0.4 < at_once.lowest < 0.6
        assert slowly.lowest > 0.9
        # Warm chains are in equilibrium: the mean energy is the exact one within five errors.
        energy = slowly.energy
        for sweep in (20, 60):
            exact = distribution(energy, slowly.sample.temperatures[sweep])
            spread = math.sqrt(exact @ energy**2 - (exact @ energy) ** 2)
            apart = slowly.mean_energies[sweep] - slowly.exact_energies[sweep]
            assert abs(apart) < 5 * spread / math.sqrt(100)


def test_the_same_seed_gives_the_same_sample_and_another_one_does_not() -> None:
    knobs = PRESETS["two-valleys"].knobs
    one, same = simulated(replace(knobs, start="coins")), simulated(replace(knobs, start="coins"))
    other = simulated(replace(knobs, start="coins", seed=1))
    np.testing.assert_array_equal(one.sample.numbers, same.sample.numbers)
    assert (one.sample.numbers != other.sample.numbers).any()


def test_kinds_of_weights() -> None:
    ring = machine_of(MachineKnobs(n=5, weights="ring", strength=3.0)).weights
    assert (ring.sum(0) == 6).all() and ring[0, 1] == ring[0, 4] == 3 and ring[0, 2] == 0
    pair = machine_of(MachineKnobs(n=2, weights="ring", strength=3.0)).weights
    assert pair.tolist() == [[0, 3], [3, 0]]
    layers = machine_of(MachineKnobs(n=6, weights="layers", visible=4)).weights
    assert not layers[:4, :4].any() and not layers[4:, 4:].any() and layers[:4, 4:].all()
    for kind in ("all", "ring", "random", "layers"):
        found = machine_of(MachineKnobs(n=6, weights=kind, visible=3)).weights
        assert (found == found.T).all() and not np.diag(found).any()


def test_weights_by_hand() -> None:
    matrix = ((0.0, 1.0, 0.0), (1.0, 0.0, -2.0), (0.0, -2.0, 0.0))
    machine = machine_of(MachineKnobs(n=3, matrix=matrix, biases=(1.0, 0.0, 0.5)))
    assert machine.weights.tolist() == [list(row) for row in matrix]
    assert machine_of(MachineKnobs(n=3, matrix=matrix)).biases.tolist() == [0, 0, 0]
    with pytest.raises(KnobError, match="There are 2 biases for 3 units: give 3 numbers"):
        machine_of(MachineKnobs(n=3, matrix=matrix, biases=(1.0, 0.0)))


def test_what_is_too_much_or_does_not_fit_is_a_sentence() -> None:
    with pytest.raises(KnobError, match=r"1,000,000 states; at most 200,000 are drawn"):
        simulated(MachineKnobs(chains=1000, sweeps=1000))
    with pytest.raises(KnobError, match="has 4,096 states, over which each of 489 steps"):
        simulated(MachineKnobs(n=12, data=PARITY, updates=489))
    with pytest.raises(KnobError, match="The pattern '000' has 3 digits and the machine 2 units"):
        simulated(MachineKnobs(data=PARITY))
    assert MOST_STATES == 200_000


def test_the_most_probable_states_are_shown_in_their_order() -> None:
    found = simulated(PRESETS["two-valleys"].knobs)
    shown = shown_states(found, 4)
    assert shown == sorted(shown) and {0, 255} < set(shown)
    assert len(shown_states(simulated(MachineKnobs()), 24)) == 4
