"""The figures below the picture, over many orbits, and the fine print of the theorem."""

from __future__ import annotations

import streamlit as st

from rnn_demo.dynamics.flows import flow_of
from rnn_demo.exhibits.learned_dynamics.knobs import PREDICTOR_NAMES
from rnn_demo.tasks.learned_dynamics.record import ForecastSkill, LearnedFlow, command_of
from rnn_demo.tasks.learned_dynamics.rivals import LARGE_RESERVOIR, RESERVOIR
from rnn_demo.ui.language import t
from rnn_demo.words import percent

STAGES = {
    "reservoir-large": "echo state network, 500 units",
    "gru-drawn": "GRU, recurrent weights as drawn",
    "gru-descended": "GRU, gradient alone",
    "elman-drawn": "Elman net, recurrent weights as drawn",
    "elman-descended": "Elman net, gradient alone",
}
AMPLITUDE, PERIOD = 2.0086, 6.6633  # of Van der Pol's cycle at μ = 1; the tests solve it again


def valid_times(learned: LearnedFlow) -> None:
    """How long each predictor is right, over all test orbits."""
    flow, setting = flow_of(learned.flow), learned.setting
    st.subheader(t("How long they are right"), anchor=False)
    st.markdown(
        t(
            "Valid prediction time over {tested} starts that nothing was learned from: how long "
            "until the error exceeds 0.4 standard deviations, in {unit}. The test ends after "
            "{end:.1f}; two solvers with tolerances 10⁻¹² and 10⁻¹³ agree on an orbit for "
            "{agreed:.1f} in the median, and nothing is counted beyond.",
            tested=setting["tested"],
            unit=t("Lyapunov times") if flow.chaotic else t("units of time"),
            end=learned.steps * flow.step / flow.unit,
            agreed=learned.agreed * flow.step / flow.unit,
        )
    )
    st.table(
        {
            t("Predictor"): [t(_title(name)) for name in _listed(learned)],
            t("Median"): [f"{learned.standings[name].valid[1]:.2f}" for name in _listed(learned)],
            t("Quartiles"): [_quartiles(learned.standings[name]) for name in _listed(learned)],
            t("Right to the end"): [
                percent(learned.standings[name].never) for name in _listed(learned)
            ],
            t("Own largest exponent"): [
                _rate(learned.standings[name].exponent) for name in _listed(learned)
            ],
        },
        hide_index=True,
        border="horizontal",
    )
    st.caption(
        t(
            "All have learned from the same {count} trajectories of {samples} samples, "
            "Δt = {step:g}, noise {noise:g}. Elman net and GRU have {units} units. Their rows as "
            "such: the recurrent weights by Adam, {solved:,} updates, in each of which the "
            "readout is solved for by least squares; the loss is the error of one step, then of "
            "25 and of 50 free ones. “As drawn”: nothing is trained, the readout is solved for "
            "once. “Gradient alone”: all weights by Adam, {updates:,} updates, fed the truth "
            "first, then running free for 1, 25 and 50 steps in the loss. "
            "`{command}` makes all of it again.",
            count=setting["trajectories"],
            samples=setting["samples"],
            step=flow.step,
            noise=learned.noise,
            units=setting["hidden_size"],
            updates=setting["updates"],
            solved=setting["solved_updates"],
            command=command_of(learned.flow, learned.noise),
        )
    )


def training(learned: LearnedFlow) -> None:
    """What each way of training is worth, where it can be told."""
    flow, own = flow_of(learned.flow), learned.standings
    if flow.name != "lorenz":
        return
    st.subheader(t("What is training worth here?"), anchor=False)
    st.markdown(
        t(
            "The GRU's median, three times, with the same {units} units. Gradient descent on all "
            "its weights, {updates:,} updates: **{descended:.1f}** Lyapunov times. No training of "
            "the recurrent weights at all, only the best readout of them: **{drawn:.1f}**. The "
            "recurrent weights trained for that readout, which is solved for at each of {solved:,} "
            "updates (variable projection, Golub and Pereyra 1973): **{trained:.1f}**. The weights "
            "exist, as the theorem says; which way of looking for them finds them is another "
            "question. The echo state network, whose {reservoir} units nobody trained, reaches "
            "{rival:.1f}; of {many} units, with a smaller ridge, **{large:.1f}**: reservoirs are "
            "hard to beat here, and need no gradient.",
            units=learned.setting["hidden_size"],
            updates=learned.setting["updates"],
            solved=learned.setting["solved_updates"],
            descended=own["gru-descended"].valid[1],
            drawn=own["gru-drawn"].valid[1],
            trained=own["gru"].valid[1],
            reservoir=RESERVOIR,
            rival=own["reservoir"].valid[1],
            many=LARGE_RESERVOIR,
            large=own["reservoir-large"].valid[1],
        )
    )


def cycles(learned: LearnedFlow) -> None:
    """What cycle they come to, where the flow has one."""
    found = {name: own for name, own in learned.standings.items() if own.cycle}
    if not found:
        return
    st.subheader(t("Do they keep the cycle?"), anchor=False)
    st.markdown(
        t(
            "Van der Pol's equation at μ = 1 has one cycle, of amplitude {amplitude} and period "
            "{period}, to three digits, and every orbit but the one at rest comes to it. Run free "
            "from inside, "
            "(0.1, 0), and from outside, (3, 3), the imitations come to:",
            amplitude=AMPLITUDE,
            period=PERIOD,
        )
    )
    st.table(
        {
            t("Predictor"): [t(_title(name)) for name in found],
            t("From inside"): [_cycle(own.cycle[0]) for own in found.values()],
            t("From outside"): [_cycle(own.cycle[1]) for own in found.values()],
        },
        hide_index=True,
        border="horizontal",
    )


def exponents(learned: LearnedFlow) -> None:
    """What the exponents in the table mean."""
    flow = flow_of(learned.flow)
    if not flow.chaotic:
        st.caption(
            t(
                "The exponents are measured over a finite time; the flow's own largest is "
                "{rate:g}. A positive one of a few hundredths is no chaos here: orbits of slightly "
                "different period part in step with the time, not exponentially.",
                rate=flow.exponent,
            )
        )
        return
    st.subheader(t("Right weather, right climate"), anchor=False)
    st.markdown(
        t(
            "After its valid time an imitation is wrong about the orbit, and has to be: errors "
            "grow as $e^{{\\lambda t}}$ in the flow itself, $\\lambda$ = {rate:g}. What it can "
            "still keep is the attractor: the return map above, and the exponent with which its "
            "own neighbours part, in the last column of the table. Each digit of accuracy in one "
            "step buys ln 10 / λ = {digit:.1f} units of time, and no more.",
            rate=flow.exponent,
            digit=2.302585 / flow.exponent,
        )
    )


def fine_print() -> None:
    """What the theorem says and what it does not."""
    with st.expander(t("What the theorem promises")):
        st.markdown(
            t(
                "Schäfer and Zimmermann (2007) show that recurrent networks in state space form "
                "approximate any open dynamical system, $s_{{t+1}} = g(s_t, x_t)$, "
                "$y_t = h(s_t)$, arbitrarily well. It is "
                "a statement about the existence of weights, over finitely many steps: it "
                "gives no size for the network, no way to find the weights, and no word "
                "about how it goes on for ever. For flows in continuous time, Funahashi and "
                "Nakamura (1993) have a theorem of the same kind, for trajectories of finite "
                "length. On a chaotic flow that is all that can be asked for."
            )
        )


def _listed(learned: LearnedFlow) -> list[str]:
    """The predictors from the best on, each stage of a network among them."""
    return sorted(learned.standings, key=lambda name: -learned.standings[name].valid[1])


def _title(name: str) -> str:
    return {**PREDICTOR_NAMES, **STAGES}[name]


def _quartiles(own: ForecastSkill) -> str:
    return t("{low:.1f} to {high:.1f}", low=own.valid[0], high=own.valid[2])


def _rate(rate: float | None) -> str:
    return t("blows up") if rate is None else f"{rate + 0.0:+.3f}".replace("-", "−")


def _cycle(found: tuple[float, float] | None) -> str:
    if found is None:
        return t("no cycle")
    amplitude, period = found
    # Maxima between samples a tenth of a unit apart are found to three digits, no more.
    return t("amplitude {amplitude:.3f}, period {period:.3f}", amplitude=amplitude, period=period)
