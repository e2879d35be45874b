"""What a point of the timeline is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rnn_demo.catalogue import PageLink

Strand = Literal["units", "energy", "recurrence", "theory", "sequences"]
STRANDS: dict[Strand, str] = {
    "units": "units and how they learn",
    "energy": "energy and memory",
    "recurrence": "recurrent networks and their training",
    "theory": "what networks can and cannot do",
    "sequences": "models of sequences",
}


@dataclass(frozen=True)
class HistoryPoint:
    """Something that was published, with its formula and the page that shows it.

    Attributes:
        year: of the publication.
        people: who.
        title: what it is called today.
        strand: the line of the picture that it is on.
        what: what it says, in one sentence.
        formula: LaTeX, in the letters of this lab.
        source: the publication, by whose citations the year was checked.
        links: pages that show it; only those that exist are drawn.
        slide: what the lecture says otherwise, if it does; shown as a footnote.
    """

    year: int
    people: str
    title: str
    strand: Strand
    what: str
    formula: str
    source: str
    links: tuple[PageLink, ...] = ()
    slide: str = ""

    def live(self) -> tuple[PageLink, ...]:
        """Its links to pages that exist."""
        return tuple(link for link in self.links if link.page)
