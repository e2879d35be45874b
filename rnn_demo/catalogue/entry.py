"""What the catalogue says of a page."""

from __future__ import annotations

from dataclasses import dataclass

SITE = "RNN Lab"
HOME_STEM = "home"


@dataclass(frozen=True)
class PageEntry:
    """One page.

    Attributes:
        stem: of its folder in `rnn_demo/exhibits`, and its path in the address.
        title: in the navigation and in the browser's tab.
        description: of a link to it, one or two sentences.
        topics: of the lecture that it shows, by their titles in `exhibits.home.lecture`.
        side_topics: of which it shows a part; there it is named after the pages with that topic.
    """

    stem: str
    title: str
    description: str
    topics: tuple[str, ...] = ()
    side_topics: tuple[str, ...] = ()

    @property
    def script(self) -> str:
        """Its path from the repository's root, as Streamlit takes it."""
        return f"rnn_demo/exhibits/{self.stem}/page.py"

    @property
    def path(self) -> str:
        """In the address, without the slash."""
        return "" if self.stem == HOME_STEM else self.stem

    @property
    def tab(self) -> str:
        """The title of the browser's tab."""
        return SITE if self.stem == HOME_STEM else f"{self.title} · {SITE}"
