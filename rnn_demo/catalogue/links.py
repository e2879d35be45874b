"""Links to pages, and the pages that show a topic of the lecture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from rnn_demo.catalogue.entry import PageEntry
from rnn_demo.catalogue.pages import PAGES


def pages_about(topic: str) -> tuple[PageEntry, ...]:
    """Where a topic can be tried: the pages that show it, then those that show a part of it.

    Args:
        topic: its title in `exhibits.home.lecture`.
    """
    return tuple(page for page in PAGES.values() if topic in page.topics) + tuple(
        page for page in PAGES.values() if topic in page.side_topics
    )


@dataclass(frozen=True)
class PageLink:
    """A link to a page as its own address would be, with the knobs that show something on it.

    Attributes:
        stem: of the page, which need not exist.
        query: of the address.
    """

    stem: str
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def page(self) -> PageEntry | None:
        """The page, if it exists."""
        return PAGES.get(self.stem)

    @property
    def href(self) -> str:
        """The address, relative to that of any other page but home."""
        return self.stem + (f"?{urlencode(self.query)}" if self.query else "")
