"""What the many spellings of a bar line say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RawBar:
    """A bar line as written.

    Attributes:
        closes: it ends a repeated part.
        opens: it begins a repeated part.
        double: it ends a part.
        end: it is the sign `|]`, which ends a tune.
        ending: 1 or 2 (more count as 2) where an ending begins, 0 elsewhere.
    """

    closes: bool = False
    opens: bool = False
    double: bool = False
    end: bool = False
    ending: int = 0

    def joined(self, other: RawBar) -> RawBar:
        """One line in the place of two with nothing between them."""
        return RawBar(
            self.closes or other.closes,
            self.opens or other.opens,
            self.double or other.double,
            self.end or other.end,
            other.ending or self.ending,
        )


def bar_line(text: str) -> RawBar:
    """The bar line of a spelling such as `|`, `:||:`, `::`, `[1` or `:|2`."""
    sign = text.rstrip(",.")
    ending = min(int(sign[-1]), 2) if sign[-1:].isdigit() else 0
    lines = sign.rstrip("0123456789")
    middle = max(lines.count("|") + lines.count("[") * (not ending) + lines.count("]"), 0)
    opens = len(lines) > 1 and lines.endswith(":")
    closes = lines.startswith(":")
    return RawBar(closes, opens, middle > 1 and not ending, lines.endswith("]"), ending)
