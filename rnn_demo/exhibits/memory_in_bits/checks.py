"""The averages and what a string costs, each with its badge, and where the 7 comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import streamlit as st

from rnn_demo.dynamics.checks import Check
from rnn_demo.exhibits.memory_in_bits.compute.chance import costs_of, string_checks
from rnn_demo.exhibits.memory_in_bits.compute.enumeration import (
    enumerate_strings,
    enumeration_checks,
)
from rnn_demo.exhibits.memory_in_bits.compute.strings import (
    KIND,
    READERS,
    StringCost,
    derivation,
    expected_bits,
    expected_length,
)
from rnn_demo.ui.badges import badge, badge_words, worse
from rnn_demo.ui.language import t
from rnn_demo.words import joined

NAMES = {KIND: "second symbol"}


@cache
def average_checks() -> dict[str, tuple[Check, ...]]:
    """The averages compared with the enumeration: bits by reader, visits by inner node, length."""
    visits = [float(own.visits) for own in derivation() if own.node.isdigit()]
    bits = [expected_bits()[reader] for reader in READERS]
    return enumeration_checks(enumerate_strings(), bits, visits, expected_length())


def checks_of(found: StringCost) -> tuple[Check, ...]:
    """What a string costs each reader, compared with costs from whole strings."""
    counted = enumerate_strings()
    again = costs_of(found.text, counted.followers, counted.frequencies)
    return string_checks(found.text, [found.total(reader) for reader in READERS], again)


def told_averages() -> None:
    """Say how the 7 and the 8 were found a second way."""
    remembers, forgets, *_ = average_checks()["bits"]
    st.caption(
        t(
            "7: {seven}, 8: {eight}. ✓ and a number: the relative difference to {against}.",
            seven=mark(remembers),
            eight=mark(forgets),
            against=remembers.against,
        )
    )


def totals(found: StringCost, checks: Sequence[Check]) -> None:
    """Show the bits of the string and of an average string, by reader."""
    both = zip(READERS, checks, average_checks()["bits"], strict=True)
    rows = [
        (
            t(reader),
            f"{found.total(reader):.2f} {mark(own)}",
            f"{expected_bits()[reader]:.2f} {mark(average)}",
        )
        for reader, own, average in both
    ]
    names = (t("Reader"), t("This string, bits"), t("An average one, bits"))
    columns = (list(column) for column in zip(*rows, strict=True))
    st.table(dict(zip(names, columns, strict=True)), hide_index=True, border="horizontal")
    length = average_checks()["length"][0]
    st.caption(
        t(
            "✓ and a number: the relative difference to another way of counting. Of this string, "
            "by reader: {readers}. Of an average one: {against}. It has {symbols:.0f} "
            "symbols: {mark} against the same.",
            readers=joined((check.against for check in checks), "; "),
            against=length.against,
            symbols=expected_length(),
            mark=mark(length),
        )
    )


def where_from() -> None:
    """Show node by node how 7 bits add up, and the one bit that memory saves."""
    shares = derivation()
    rows = [
        (
            t(NAMES.get(own.node, own.node)),
            ", ".join(own.symbols),
            str(own.visits),
            str(own.bits),
            str(own.visits * own.bits),
            str(own.visits * own.forgotten),
        )
        for own in shares
    ]
    rows.append(
        (
            t("together"),
            "",
            str(sum(own.visits for own in shares)),
            "",
            str(sum(own.visits * own.bits for own in shares)),
            str(sum(own.visits * own.forgotten for own in shares)),
        )
    )
    names = (
        t("Node"),
        t("Ways on"),
        t("Visits"),
        t("Bits"),
        t("Visits × bits"),
        t("Forgotten"),
    )
    st.markdown(
        t(
            "Each choice is between two ways as likely, one bit, or there is none. So count how "
            "often an average string stands at each choice: $v_j = [j \\text{ is the start}] + "
            "\\sum_i p_{ij} v_i$, solved in fractions. The two copies of a node are one row. The "
            "last column is that of whoever forgot the second symbol."
        )
    )
    columns = (list(column) for column in zip(*rows, strict=True))
    st.table(dict(zip(names, columns, strict=True)), hide_index=True, border="horizontal")
    visits = average_checks()["visits"]
    check = visits[0]
    for other in visits[1:]:
        check = worse(check, other)
    st.markdown(
        t(
            "Node 3 counts twice: its loop T is taken half of the times, and X comes back to it. "
            "At node 7 the second symbol comes again. Whoever remembers it has one way on, "
            "whoever forgot it has two: **that is the eighth bit.**"
        )
    )
    st.caption(t("Visits: {badge}", badge=badge_words(check)))


def mark(check: Check) -> str:
    """A check's badge as words."""
    return str(badge(check)["text"])
