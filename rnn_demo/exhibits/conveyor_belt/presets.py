"""Where the conveyor belt can begin: each preset asks, and its picture answers."""

from __future__ import annotations

from dataclasses import replace

from rnn_demo.knobs.presets import Preset, Questions
from rnn_demo.knobs.values import PLAIN, with_text
from rnn_demo.widgets.cell_diagram.settings import BeltSettings


def set_knob(belt: BeltSettings, name: str, value: str, called: str = PLAIN) -> BeltSettings:
    """The same settings with one set from text; a link that names no mark has the usual one.

    Raises:
        KnobError: see `rnn_demo.knobs.values.with_text`.
    """
    changed = with_text(belt, name, value, called)
    return changed if changed.mark else replace(changed, mark=BeltSettings().mark)


PRESETS: dict[str, Preset[BeltSettings]] = {
    "quote": Preset(
        "A quotation that never ends",
        "In one unit of 1,536 the forget gate is forced to 0, and nothing else. Will the quotation "
        "be closed?",
        "Mostly not. Inside quotation marks this unit's C goes to about −2 and stays there: f is "
        "near 1, and f C carries the mark from character to character. With f = 0 nothing is "
        "carried, C = i C̃ is gone one step later, and the network has forgotten that somebody is "
        "speaking. Of 100 texts 80 have another quotation mark within 250 characters, and 39 with "
        "f = 0: the button below counts them again. The network has other units for it, too.",
        BeltSettings(),
    ),
    "all": Preset(
        "No memory at all",
        "And if every forget gate is 0?",
        "Then C = i C̃ in every unit, and only h remembers, for a character or two: spelling falls "
        "apart within words.",
        BeltSettings(where="all"),
    ),
    "never-forget": Preset(
        "Nothing is ever forgotten",
        "If forgetting is the trouble: what does f = 1 do, everywhere?",
        "C then adds up all that was ever written into it, grows without end, and tanh C sticks at "
        "±1. Forgetting is half of remembering.",
        BeltSettings(value=1.0, where="all"),
    ),
    "frozen": Preset(
        "A GRU that stands still",
        "In the GRU there is no forget gate; z decides. What does it write with z = 0?",
        "h = (1 − 0) h: the state never changes again, whatever is read. Every character is drawn "
        "from the same distribution, as if by rolling one die.",
        BeltSettings(
            model="shakespeare-gru",
            text="ROMEO:\nBut soft, what light through yonder window breaks?\nIt is ",
            unit=0,
            held="update_gate",
            where="all",
            mark="the",
        ),
    ),
}
FIRST = next(iter(PRESETS))
# In how many of a hundred texts a preset's mark is written, without and with the gate forced. It
# was counted in advance, so that nobody has to wait for it.
COUNTED = {
    "quote": (80, 39),
    "all": (80, 35),
    "never-forget": (80, 76),
    "frozen": (100, 1),
}
QUESTIONS = Questions(
    "belt",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs"),
    presented=("presets", "answer", "knobs"),
    beside=None,
    put=set_knob,
)
