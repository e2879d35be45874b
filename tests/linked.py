"""What a page would say of a link to it: a sentence for each part that cannot be used."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from rnn_demo.catalogue import PageLink
from rnn_demo.knobs.presets import read_link


def problems(link: PageLink) -> list[str]:
    """Of a link to a page that exists, by its own reader; a link without a query has none."""
    if not link.query:
        return []
    package = f"rnn_demo.exhibits.{link.stem}"
    for module, reader in (("knobs", "read_link"), ("presets", "QUESTIONS")):
        if not find_spec(f"{package}.{module}"):
            continue
        found = getattr(import_module(f"{package}.{module}"), reader, None)
        if reader == "QUESTIONS" and found is not None:
            return read_link(found, link.query).problems
        if found is not None:
            *_, told = found(link.query)
            return list(told)
    raise AssertionError(f"{link.stem} reads no link, but {link.href} has a query.")
