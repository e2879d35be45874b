"""Where the conveyor belt can begin: each preset asks, and its picture answers."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.engine.forcing import Force

PLACES = {"unit": "this unit", "layer": "its layer", "all": "every unit"}
QUOTE = (
    '"I have been thinking of you all this while," said Prince Andrew, and he went on in a low '
    'voice: "'
)


@dataclass(frozen=True)
class BeltSettings:
    """What the page shows.

    Attributes:
        model: who reads and writes.
        text: what is read first.
        layer: of the unit, from 1.
        unit: its number, from 0.
        held: a gate or a part of the state; empty for nothing.
        value: what it is held at.
        where: in which units, see `PLACES`.
        seed: of the noise.
        temperature: of the choice.
        length: characters to write.
        mark: what is counted over many texts.
    """

    model: str = "war-and-peace-lstm"
    text: str = QUOTE
    layer: int = 1
    unit: int = 420
    held: str = "forget_gate"
    value: float = 0.0
    where: str = "unit"
    seed: int = 0
    temperature: float = 0.7
    length: int = 250
    mark: str = '"'

    @property
    def force(self) -> Force | None:
        """What is held, for the engine; None for nothing."""
        if not self.held:
            return None
        layers = () if self.where == "all" else (self.layer - 1,)
        units = (self.unit,) if self.where == "unit" else ()
        return Force(self.held, self.value, layers, units)


@dataclass(frozen=True)
class BeltPreset:
    """A question, its answer, and the belt that shows it.

    Attributes:
        title: on its pill.
        question: asked first.
        answer: told after.
        belt: where it begins.
        counted: in how many of a hundred texts its mark comes, as it is and with the gate forced:
            counted before, so that nobody has to wait for it.
    """

    title: str
    question: str
    answer: str
    belt: BeltSettings
    counted: tuple[int, int]


PRESETS: dict[str, BeltPreset] = {
    "quote": BeltPreset(
        "A quotation that never ends",
        "In one unit of 1,536 the forget gate is forced to 0, and nothing else. Will the quotation "
        "be closed?",
        "Mostly not. Inside quotation marks this unit's C goes to about −2 and stays there: f is "
        "near 1, and f C carries the mark from character to character. With f = 0 nothing is "
        "carried, C = i C̃ is gone one step later, and the network has forgotten that somebody is "
        "speaking. Of 100 texts 80 have another quotation mark within 250 characters, and 39 with "
        "f = 0: the button below counts them again. The network has other units for it, too.",
        BeltSettings(),
        (80, 39),
    ),
    "all": BeltPreset(
        "No memory at all",
        "And if every forget gate is 0?",
        "Then C = i C̃ in every unit, and only h remembers, for a character or two: spelling falls "
        "apart within words.",
        BeltSettings(where="all"),
        (80, 35),
    ),
    "never-forget": BeltPreset(
        "Nothing is ever forgotten",
        "If forgetting is the trouble: what does f = 1 do, everywhere?",
        "C then adds up all that was ever written into it, grows without end, and tanh C sticks at "
        "±1. Forgetting is half of remembering.",
        BeltSettings(value=1.0, where="all"),
        (80, 76),
    ),
    "frozen": BeltPreset(
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
        (100, 0),
    ),
}
FIRST = next(iter(PRESETS))
