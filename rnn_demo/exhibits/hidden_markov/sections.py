"""What stands below the trellis: formulas, learning, what can pass, and footnotes."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.hidden_markov import answers, controls
from rnn_demo.exhibits.hidden_markov.compute.bits import Copying, PassedBits, passed_bits
from rnn_demo.exhibits.hidden_markov.compute.learning import ChainLearning
from rnn_demo.exhibits.hidden_markov.compute.models import NamedChain
from rnn_demo.exhibits.hidden_markov.knobs import ChainKnobs
from rnn_demo.exhibits.hidden_markov.learning.view import learning_data, learning_view
from rnn_demo.figures.copying import copies_right
from rnn_demo.ui.badges import badge_words
from rnn_demo.ui.beside import knobs_and_picture
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.words import percent

FORMULAS = {
    "forward": r"$\hat\alpha_t(j) = \frac{1}{c_t} \Big(\sum_i \hat\alpha_{t-1}(i)\, A_{ij}\Big) "
    r"B_j(x_t), \quad \hat\alpha_1(j) = \frac{1}{c_1}\, \pi_j B_j(x_1), \quad "
    r"\ln p(x) = \sum_t \ln c_t$",
    "backward": r"$\beta_t(i) = \frac{1}{c_{t+1}} \sum_j A_{ij}\, B_j(x_{t+1})\, "
    r"\beta_{t+1}(j), \quad \beta_T(i) = 1$",
    "posterior": r"$\gamma_t(j) = p(s_t = j \mid x_1 \dots x_T) = \hat\alpha_t(j)\, \beta_t(j)$",
    "viterbi": r"$\delta_t(j) = \max_i \big(\delta_{t-1}(i) + \ln A_{ij}\big) + \ln B_j(x_t), "
    r"\quad \delta_1(j) = \ln \pi_j + \ln B_j(x_1)$",
}


def formulas(shown: str) -> None:
    """The recursion that the trellis shows."""
    st.markdown(FORMULAS[shown])


def learning(now: ChainKnobs, chain: NamedChain) -> None:
    """Baum–Welch on what the model above has said."""
    st.subheader(t("Learning without labels"), anchor=False)
    st.markdown(
        t(
            "The model above speaks, {sequences} sequences of {steps} symbols; Baum–Welch hears "
            "the symbols alone, never a state, and begins with random tables. It counts how often "
            "each transition and each emission is to be expected given the data, takes the shares "
            "as the new tables, and goes on: the likelihood rises at every iteration or rests.",
            sequences=now.sequences,
            steps=now.length,
        )
    )
    left, right = knobs_and_picture()
    with left:
        controls.widgets("learning")
    now = controls.chain_knobs()
    with right:
        if found := answers.learned(now):
            learning_view("hmm_learning_view", learning_data(chain, found))
            st.markdown(_verdict(found))


def _verdict(found: ChainLearning) -> str:
    last, best = found.curves[-1], found.best
    near = int((last > last[best] - 1e-3).sum())
    told = t(
        "The best start comes to {log:.4f} nats a symbol (within 0.001 of it: {near} of {starts}); "
        "the planted model has {planted:.4f}. On fresh data the best has {held:.4f} and the "
        "planted one {other:.4f}.",
        near=near,
        starts=len(last),
        log=last[best],
        planted=found.planted_log,
        held=found.held_out[best],
        other=found.planted_held_out,
    )
    if recovery := found.recovery:
        told += " " + t(
            "Renamed by the best permutation, its states differ from the planted ones by at most "
            "{moves:.3f} in a transition and {emitted:.3f} in an emission. It names the hidden "
            "state of {own} of the fresh steps rightly; the true model names {best}.",
            moves=recovery.transitions,
            emitted=recovery.emissions,
            own=percent(recovery.decoded, 1),
            best=percent(recovery.best_decoded, 1),
        )
    return told.replace("-", "−")


def passing(now: ChainKnobs, chain: NamedChain) -> None:
    """What the past tells of the future, and what copying asks for."""
    st.subheader(t("At most log₂ N bits pass"), anchor=False)
    st.markdown(_measured(passed_bits(chain.model), chain))
    left, right = knobs_and_picture()
    with left:
        controls.widgets("copying")
    now = controls.chain_knobs()
    with right:
        if found := answers.copied(now):
            show_chart(
                copies_right(found.states, found.possible, found.found, t=t),
                key="hmm_copying",
                alt=t(
                    "Share of right copies of {bits} bits over the number of states: at most "
                    "N / {words}, and what Baum–Welch found from {starts} starts.",
                    bits=found.bits,
                    words=2**found.bits,
                    starts=found.found.shape[1],
                ),
            )
            st.markdown(_copied(found))
            st.caption(badge_words(found.check))


def _measured(passed: PassedBits, chain: NamedChain) -> str:
    steps = len(passed.bits)
    told = t(
        "Given its state, the past of a model and its future are independent, so what the one "
        "tells of the other goes through the state: $I(\\text{{past}}; \\text{{future}}) \\le "
        "\\log_2 N$. Of the model above, summed over all pasts and all futures of {steps} symbols: "
        "**{bits:.4f} bits**, of at most log₂ {states} = {most:.4f}.",
        steps=steps,
        bits=abs(passed.bits[-1]),
        states=chain.model.states,
        most=passed.most,
    )
    return f"{told} {badge_words(passed.check)}"


def _copied(found: Copying) -> str:
    words = 2**found.bits
    exact = found.found[words - 1]
    over = found.guessed.max(1) > found.possible + 1e-6
    told = t(
        "Say a word of {bits} random bits, then say it again: an error of at least 1 − N / {words} "
        "for any machine of N states, and 0 from $2^{bits} = {words}$ states on (the register "
        "among the models above). Of Baum–Welch’s {starts} starts with {words} states, {right} "
        "copy without a mistake.",
        bits=found.bits,
        words=words,
        starts=len(exact),
        right=int((exact > 1 - 1e-6).sum()),
    )
    if over.any():
        place = int(over.argmax())
        told += " " + t(
            "The bound holds for what a model writes. Who reads it from outside knows its message "
            "α̂, N − 1 real numbers instead of one of N states: guessing the likeliest copy is "
            "right for {guessed} of the words with {states} states, where writing reaches "
            "{possible} at most.",
            guessed=percent(found.guessed[place].max(), 1),
            states=found.states[place],
            possible=percent(found.possible[place], 1),
        )
    return told


def footnotes() -> None:
    """Where all this comes from."""
    with st.expander(t("Footnotes")):
        st.markdown(
            t(
                "L. Baum, T. Petrie, G. Soules and N. Weiss, *A maximization technique occurring "
                "in the statistical analysis of probabilistic functions of Markov chains*, Annals "
                "of Mathematical Statistics 41 (1970), 164–171: the likelihood never falls.\n\n"
                "L. Rabiner, *A tutorial on hidden Markov models and selected applications in "
                "speech recognition*, Proceedings of the IEEE 77 (1989), 257–286: the names, the "
                "scaling and the left-to-right models used here.\n\n"
                "The umbrellas are those of Russell and Norvig’s *Artificial Intelligence: A "
                "Modern Approach*; the casino is that of Durbin, Eddy, Krogh and Mitchison’s "
                "*Biological sequence analysis* (1998), whose first die is drawn here as the "
                "swapping settles, 2/3 fair."
            )
        )
