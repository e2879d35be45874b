"""Runs worth opening: each asks a question, and its picture answers."""

from __future__ import annotations

from rnn_demo.exhibits.turing.compute.machines import TYPED
from rnn_demo.exhibits.turing.knobs import TuringKnobs, set_knob
from rnn_demo.knobs.presets import Preset, Questions

RUNNER = """\
there _ 1 R there ; writes 1 and goes on
there 1 1 R there
"""
PRESETS: dict[str, Preset[TuringKnobs]] = {
    "increment": Preset(
        "A network that adds 1",
        "Nobody trained this network: its 91 weights were computed from the six rules of a Turing "
        "machine. Does it add 1 to 1011?",
        "Yes, 1100 after 8 steps of the machine, and so for a number of any length. All that it "
        "knows of the tape are two numbers, L and R, one for each side of the head: a symbol is "
        "a digit, writing is dividing by 8 and adding, reading is a threshold. Play it, and watch "
        "the two numbers.",
        TuringKnobs(),
    ),
    "float": Preset(
        "The same network in float16",
        "A palindrome of eight letters, checked by exact fractions and by float16. Do both say "
        "yes?",
        "No. A letter takes three binary digits, and float16 has eleven: R is rounded before the "
        "first step, and at step 7 the network reads b where a stands. Nothing in it notices. "
        "float32 gets through this word; choose it, and try a longer one.",
        TuringKnobs(machine="palindromes", word="abbaabba"),
    ),
    "longer": Preset(
        "Too long for float64",
        "23 letters, and the 53 binary digits of float64. Is that enough?",
        "No: at step 19 it reads b where a stands. Only exact fractions go on; their denominators "
        "grow by a factor of 8 a letter. That is the theorem's fine print: its numbers are "
        "rational, and there is no bound on their digits.",
        TuringKnobs(machine="palindromes", word="abbaababbabbbabbabaabba", precision="float64"),
    ),
    "multiply": Preset(
        "Three times two",
        "In unary, 3 × 2 is 111x11. How many units does a network need to multiply?",
        "This one has 117, whatever is multiplied: their number depends on the rules and not on "
        "the input. It comes to 111111 in 111 steps of the machine, two ticks of the network each.",
        TuringKnobs(machine="multiply", word="111x11"),
    ),
    "abc": Preset(
        "aⁿbⁿcⁿ, which no stack can check",
        "An automaton with one stack can check aⁿbⁿ, but not aⁿbⁿcⁿ. This network has two stacks. "
        "Can it?",
        "Yes. Two stacks, joined at their tops, are a tape: what is popped from one is pushed onto "
        "the other, and the head moves. That is a Turing machine.",
        TuringKnobs(machine="abc", word="aabbcc"),
    ),
    "beaver": Preset(
        "As busy as three states can be",
        "Three states, two symbols and an empty tape. How many 1s can such a machine write before "
        "it halts?",
        "Six, in 14 steps; no other machine of its size writes more, Σ(3) = 6. "
        "Its two symbols need base 4 only, the one of the stack below.",
        TuringKnobs(machine="beaver", word=""),
    ),
    "forever": Preset(
        "One that never halts",
        "This table writes 1s and goes right. Will the page tell that it never ends?",
        "It tells that it has not ended after 100 steps, and no more. You see through this table "
        "at once; but no program sees through every table. If networks of this kind compute all "
        "that machines do, "
        "then what a network will do is as undecidable.",
        TuringKnobs(machine=TYPED, table=RUNNER, word="", steps=100),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "turing",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
    put=set_knob,
)
