"""What a knob is: one entry of an exhibit's table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Literal

LARGEST_SEED = 2**53 - 1  # whole numbers that a browser keeps exactly
Kind = Literal["number", "whole", "choice", "switch", "text", "typed"]
Widget = Literal["slider", "box", "select", "segments", "pills", "toggle", "line", "area"]
Options = Mapping[Any, str] | Sequence[Any]  # with or without what each is called


def always(values: Any) -> bool:
    """The widget is drawn whatever the other knobs say."""
    del values
    return True


@dataclass(frozen=True)
class Knob:
    """One entry of a table; `number`, `whole`, `choice`, `switch`, `string` and `typed` make them.

    Attributes:
        kind: of its values.
        label: above its widget; empty for a knob without one.
        widget: which one.
        told: what a sentence calls it that names the knobs which have left a preset, "gain g"; if
            None, as `label` does; empty if no answer of a preset speaks of it.
        group: with which others it is drawn, see `rnn_demo.ui.knob_widgets.draw_knobs`.
        shown: from the values of all knobs, whether its widget is drawn.
        help: the question mark beside the widget.
        caption: the line below the widget.
        placeholder: in an empty box for text.
        link: its name in a link and after `--set`; if empty, the name of the field.
        low: the least number.
        high: the largest number.
        step: from one number to the next; None leaves it to the widget.
        reaches: the end of a slider that is shorter than the bounds; a larger value moves it.
        offered: the values of a choice, or a function that finds them whenever they are needed.
        most: characters of a text; None for no bound.
        linked: characters of a text that a link holds, if fewer than `most`.
        keeps: which part of a longer text is used, if any.
        height: of an area for text, in pixels.
        read: of `typed`: the value that a text stands for. A ValueError says what is wrong with
            it, as "has 3 rows; give 2".
        write: of `typed`: a text that `read` takes for the value.
        form: of `typed`: how such a text looks, in words.
        name: of its field; `knobs_of` fills it in.
    """

    kind: Kind
    label: str
    widget: Widget
    told: str | None = None
    group: str = ""
    shown: Callable[[Any], bool] = always
    help: str | None = None
    caption: str = ""
    placeholder: str | None = None
    link: str = ""
    low: float = 0
    high: float = 0
    step: float | None = None
    reaches: float | None = None
    offered: Options | Callable[[], Options] = ()
    most: int | None = None
    linked: int | None = None
    keeps: Literal["start", "end"] = "start"
    height: int | None = None
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str
    form: str = ""
    name: str = ""

    @property
    def options(self) -> dict[Any, str]:
        """The values of a choice, and what each is called."""
        offered = self.offered() if callable(self.offered) else self.offered
        if isinstance(offered, Mapping):
            return dict(offered)
        return {value: str(value) for value in offered}

    @property
    def called(self) -> str:
        """What sentences call it, see `told`."""
        return self.label if self.told is None else self.told


def number(default: Any, label: str, low: float, high: float, **more: Any) -> Any:
    """A field for a float from `low` to `high`, by default a slider.

    Args:
        default: its value; MISSING of `dataclasses` for a field that must be given.
        label: see `Knob`.
        low: see `Knob`.
        high: see `Knob`.
        more: any other attribute of `Knob`.
    """
    return _field(default, "number", label, {"widget": "slider", "low": low, "high": high} | more)


def whole(default: Any, label: str, low: int, high: int, **more: Any) -> Any:
    """A field for an int from `low` to `high`, by default a slider; arguments as for `number`."""
    own = {"widget": "slider", "step": 1, "low": low, "high": high}
    return _field(default, "whole", label, own | more)


def choice(default: Any, label: str, offered: Options | Callable[[], Options], **more: Any) -> Any:
    """A field for one of some values, by default a select box; arguments as for `number`.

    The text of a value in a link is its `str`. What a function offers, such as the models of a
    folder, is asked for when a text is read, and not looked at when values are checked.
    """
    return _field(default, "choice", label, {"widget": "select", "offered": offered} | more)


def switch(default: Any, label: str, **more: Any) -> Any:
    """A field for a bool, 0 or 1 in a link; arguments as for `number`."""
    return _field(default, "switch", label, {"widget": "toggle"} | more)


def string(default: Any, label: str, most: int | None = None, **more: Any) -> Any:
    """A field for a str, of which a link can bring `most` characters; arguments as for `number`."""
    return _field(default, "text", label, {"widget": "line", "most": most} | more)


def typed(
    default: Any, label: str, read: Callable[[str], Any], write: Callable[[Any], str], **more: Any
) -> Any:
    """A field for a value with a text of its own, such as a matrix; arguments as for `number`.

    Its widget shows the text that a visitor typed, be it one that cannot be read.
    """
    own = {"widget": "area", "read": read, "write": write}
    return _field(default, "typed", label, own | more)


def knobs_of(table: type[Any]) -> Mapping[str, Knob]:
    """The knobs of a table by the name of their field, in its order.

    Args:
        table: a dataclass whose fields were made by the functions of this file; others are no
            knobs.
    """
    own: Any = table  # to the type checker, not every class has a hash
    return _known(own)


@cache  # a table is looked at for every value that is made of it
def _known(table: Any) -> Mapping[str, Knob]:
    return {
        own.name: replace(
            own.metadata["knob"],
            name=own.name,
            link=own.metadata["knob"].link or own.name,
        )
        for own in fields(table)
        if "knob" in own.metadata
    }


def _field(default: Any, kind: Kind, label: str, own: Mapping[str, Any]) -> Any:
    return field(default=default, metadata={"knob": Knob(kind, label, **own)})
