"""Models worth opening: each asks a question, and its pictures answer."""

from __future__ import annotations

from rnn_demo.exhibits.autoregression.knobs import AutoregressionKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[AutoregressionKnobs]] = {
    "cycle": Preset(
        "A cycle",
        "Nothing in this model repeats: each value is a weighted sum of the last two, plus a "
        "random push. Will its path show a cycle, and how long is one?",
        "It will, of about 10 steps: the poles lie at 36°, a tenth of a turn. A push swings at "
        "that pace and is halved every 13.5 steps; new pushes keep the cycle alive. The fan's "
        "standard deviation is 1 after one step, 3.16 after ten, and 3.94 in the end. **Drag the "
        "poles.**",
        AutoregressionKnobs(),
    ),
    "sunspots": Preset(
        "Eleven years",
        "Sunspots come and go in some eleven years. An AR(2) was fitted to the yearly numbers of "
        "1700 to 2008. For how many years ahead does it know more than their mean?",
        "For three or four. The poles lie 0.831 from the middle at 33.1°, one turn in 10.9 years; "
        "with them a push is halved every 3.7 years. One year ahead the error has a standard "
        "deviation of 16.6 sunspots, far better than “as last year” (24.0) and than the mean "
        "(40.4); four years ahead it is 37.5. Where it is wrong: eleven years apart the Sun's "
        "numbers have a correlation of 0.65, the model's one of 0.13; the fan reaches below 0, as "
        "no count can; and the Sun rises faster than it falls (127 years up, 180 down), which no "
        "such model does.",
        AutoregressionKnobs(poles=((0.831, 33.1),), series="sunspots", horizon=30),
    ),
    "unit-root": Preset(
        "A unit root",
        "A random walk: each value is the last one and a new push. Its pole is at 1, on the circle "
        "itself. Does the fan ever stop growing?",
        "Never. Every push stays for good, ψ is 1 at every step, and k steps ahead the variance is "
        "k σ²: a standard deviation of 3.16 after 10 steps, of 6.32 after 40. Move the pole to "
        "0.95, and it stops at 3.20. From 200 values least squares makes 0.970 of the pole: near "
        "the circle estimates lean inwards, and a random walk looks as if it would come back.",
        AutoregressionKnobs(poles=((1.0, 0.0),)),
    ),
    "just-outside": Preset(
        "Just outside",
        "The same cycle, with the poles at 1.03 instead of 0.97. What becomes of the path, and is "
        "it harder to estimate?",
        "It explodes: a push doubles every 23.4 steps, and the fan's standard deviation after 40 "
        "steps is 14.9 (4.79 with the poles at 0.97). Yet least squares has never been so sure: "
        "its standard errors are 0.0003 instead of 0.026, because what the pushes have grown to "
        "drowns the noise. There is no spectrum, and no variance to come to. In a recurrent "
        "network the same growth is the exploding gradient: the last section has the link.",
        AutoregressionKnobs(poles=((1.03, 36.0),)),
    ),
    "opposite": Preset(
        "Opposite signs",
        "The poles are 0.9 and −0.9. Does the last value say anything about the next one?",
        "Nothing: φ₁ is 0 and φ₂ is 0.81. The odd steps and the even ones are two series that do "
        "not know of each other: every second ψ and every second autocorrelation is 0, and the fan "
        "grows at every second step only. The spectrum has two peaks, one for slow change and one "
        "for changing sides at each step. Drag one of the poles towards the middle, and the two "
        "series begin to mix.",
        AutoregressionKnobs(poles=((0.9, 0.0), (-0.9, 0.0)), length=2_000),
    ),
    "grows-first": Preset(
        "First it grows",
        "Both poles are 0.9, well inside. Does a push fade at every step?",
        "No: ψ_j = (j + 1) 0.9ʲ grows for eight steps, to 3.87, before the poles have their way. "
        "Eigenvalues speak of the end of time. It is the Jordan block of the page Vanishing "
        "gradient, and a gradient that is multiplied by this matrix does the same: the last "
        "section has the link.",
        AutoregressionKnobs(poles=((0.9, 0.0), (0.9, 0.0))),
    ),
    "more-data": Preset(
        "More data",
        "From 100 values least squares misses φ by 0.083, about. How much nearer does it come with "
        "10,000?",
        "Ten times: what is to be expected falls with √n, to 0.0083 (dashed). The error of one "
        "path jumps about it, because it is one draw. The ellipse around the estimated pole "
        "shrinks alike: choose 100 values, and it is ten times as wide.",
        AutoregressionKnobs(poles=((0.9, 36.0),), length=10_000, seed=2),
    ),
    "logistic": Preset(
        "Beyond any AR",
        "This series looks like noise, and its autocorrelations are those of noise. Can its next "
        "value be foretold?",
        "To the last digit: it is the logistic map, $x_t = 4 x_{t-1} (1 - x_{t-1})$. The last "
        "picture shows the next value over the last, and it is a parabola. But the best straight "
        "line through it is flat, so that the best AR is none: least squares finds poles next to "
        "0, and an error of 0.355, that of the mean. Drag the poles where you like, it only gets "
        "worse. An AR sees correlations; this series has none, only a bend.",
        AutoregressionKnobs(poles=((0.0, 0.0), (0.0, 0.0)), series="logistic", length=1_000),
    ),
}
QUESTIONS = Questions(
    "autoregression",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
