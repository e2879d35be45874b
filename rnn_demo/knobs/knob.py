"""What a knob is: one entry of an exhibit's table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Literal

LARGEST_SEED = 2**53 - 1  # whole numbers that a browser keeps exactly
Kind = Literal["number", "whole", "choice", "switch", "text", "typed"]
Widget = Literal["slider", "box", "select", "segments", "pills", "toggle", "line", "area"]
Options = Mapping[Any, str] | Sequence[Any]  # with or without a name for each


def always(values: Any) -> bool:
    """The widget is drawn whatever the values of the other knobs are."""
    del values
    return True


@dataclass(frozen=True)
class Knob:
    """One entry of a table; `number`, `whole`, `choice`, `switch`, `string` and `typed` make them.

    Attributes:
        kind: the kind of its values.
        label: the words above its widget; empty for a knob without a widget.
        widget: which widget it has.
        told: its name in a sentence that lists the knobs which have left a preset, such as
            "gain g"; None for the name in `label`; empty if no answer of a preset mentions it.
        group: the group that it is drawn with, see `rnn_demo.ui.knob_widgets.draw_knobs`.
        shown: decides from the values of all knobs whether its widget is drawn.
        help: the text of the question mark beside the widget.
        caption: the line below the widget.
        placeholder: the words in an empty box for text.
        link: its name in a link and after `--set`; if empty, the name of the field.
        low: the smallest number.
        high: the largest number.
        step: the distance from one number to the next; None leaves it to the widget.
        reaches: the end of a slider that is shorter than the bounds, with a minus the other one,
            too; a value beyond moves it.
        offered: the values of a choice, or a function that finds them whenever they are needed.
        most: the most characters that a text may have; None for no bound.
        linked: the most characters of a text that a link holds, if fewer than `most`.
        keeps: which part of a longer text is used, if any.
        height: the height of an area for text, in pixels.
        read: for `typed`: gives the value that a text stands for. A ValueError says what is wrong
            with it, such as "has 3 rows; give 2".
        write: for `typed`: gives a text that `read` turns into the value.
        form: for `typed`: describes what such a text looks like.
        name: the name of its field; `knobs_of` fills it in.
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
        """What sentences call the knob, see `told`."""
        return self.label if self.told is None else self.told


def number(default: Any, label: str, low: float, high: float, **more: Any) -> Any:
    """A field for a float from `low` to `high`, by default a slider.

    Args:
        default: its default value; `dataclasses.MISSING` for a field that must be given.
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

    A link holds the `str` of a value. A function that offers the values, such as the models of a
    folder, is called when a text is read, but not when values are checked.
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

    Its widget shows the text that a visitor typed, even if it cannot be read.
    """
    own = {"widget": "area", "read": read, "write": write}
    return _field(default, "typed", label, own | more)


def knobs_of(table: type[Any]) -> Mapping[str, Knob]:
    """The knobs of a table by the names of their fields, in the table's order.

    Args:
        table: a dataclass whose fields were made by the functions of this file; other fields are
            not knobs.
    """
    own: Any = table  # for the type checker, not every class has a hash
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
