"""Imitations worth looking at: each asks a question, and its picture answers."""

from __future__ import annotations

from rnn_demo.exhibits.learned_dynamics.knobs import DynamicsKnobs, set_knob
from rnn_demo.knobs.presets import Preset, Questions

# Only this answer has figures of its own start; the others hold wherever the visitor drags it.
OF_ITS_START = "conserved"
PRESETS: dict[str, Preset[DynamicsKnobs]] = {
    "lorenz": Preset(
        "A butterfly, learned",
        "A GRU of 64 units has seen trajectories of the Lorenz system. Given half a unit of "
        "time to listen to, for how long does it foretell the orbit?",
        "For ten Lyapunov times in the median over 100 starts, between 8.9 and 11.0 for half "
        "of them: eleven units of time, in which the flow itself makes an error 22,000 times "
        "as large. Then it is wrong, as it has to be: the rising straight line is the growth that "
        "the "
        "flow imposes on any error. What it does then is still the Lorenz system’s climate: "
        "look at the return map. Drag the ring and try other starts.",
        DynamicsKnobs(),
    ),
    "cycle": Preset(
        "From inside and from outside",
        "Van der Pol's oscillator ends in the same cycle from everywhere but its point of "
        "rest. Does the GRU, and is it the same cycle?",
        "It does: from inside and from outside it comes to amplitude 2.009 and period 6.663, "
        "as the equation itself does. Drag the start far outside, or near the point of rest, "
        "from where small errors grow with the spiral. Gradient descent alone, the table below "
        "says, has a cycle of its own, more than 1 % too wide.",
        DynamicsKnobs(flow="van-der-pol"),
    ),
    "linear": Preset(
        "A model without a bend",
        "A linear model is fitted to the same trajectories of Van der Pol's oscillator. What "
        "will become of its cycle?",
        "It dies out. A linear map can turn and shrink, or turn and grow, at one rate "
        "everywhere; a cycle that every orbit comes to, small ones growing and large ones "
        "shrinking, needs a bend. No linear model of any fit has one.",
        DynamicsKnobs(flow="van-der-pol", predictor="linear", start=(2.0, 0.0)),
    ),
    "rival": Preset(
        "The rival that was never trained",
        "An echo state network is an Elman net whose recurrent weights nobody trained: here "
        "they form a ring. Only its readout is solved for. Does it fall behind the GRU?",
        "Hardly: 9.3 Lyapunov times in the median against 10.0, with 200 units against 64, and "
        "with 500 units it is ahead: 11.7. The readout that is solved for does most of the "
        "work, and it costs seconds.",
        DynamicsKnobs(predictor="reservoir"),
    ),
    "rossler": Preset(
        "Who falls off",
        "The Rössler system goes round in a plane and now and then leaps out of it. Does the "
        "echo state network, so good at Lorenz, follow the leaps?",
        "No: 0.8 Lyapunov times in the median, and then it leaves for good, as the Elman net "
        "does. The GRU (7.0) and the next-generation reservoir (6.5), whose products are the "
        "equation’s own kind, stay: choose one of them. A Lyapunov time is 14 units of time "
        "here, more than two rounds.",
        DynamicsKnobs(flow="rossler", predictor="reservoir", steps=600),
    ),
    "noise": Preset(
        "A thousandth of noise",
        "Now all samples have noise of a thousandth of a standard deviation, those learned "
        "from and those listened to. What does that cost?",
        "Half of the time: 5.4 Lyapunov times in the median instead of 10.0, and 5.4 to 5.7 "
        "for the five best alike. The last sample that they hear is wrong by a thousandth, and "
        "a thousandth grows to 0.4 within ln 400 = 6 Lyapunov times, whoever predicts.",
        DynamicsKnobs(noise=0.001),
    ),
    "conserved": Preset(
        "What nobody told it",
        "In the predator–prey equations x − ln x + y − ln y never changes, so that each orbit "
        "is closed. The GRU was not told. Does its orbit close?",
        "Very nearly: after 60 units of time, nine rounds, it is 0.0002 standard deviations "
        "off, and the integral has gone from 2.22165 to 2.22171. But nothing holds it there, "
        "and it drifts. Its error grows in proportion to time and not exponentially: on a "
        "logarithmic axis such growth bends over.",
        DynamicsKnobs(flow="predator-prey", steps=600),
    ),
}
QUESTIONS = Questions(
    "dynamics",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
    put=set_knob,
)
