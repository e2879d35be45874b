"""What stands around the score: what can be said of the tune, its files, figures and sources."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.exhibits.tunes import controls
from rnn_demo.exhibits.tunes.compute.verdict import TuneVerdict
from rnn_demo.exhibits.tunes.knobs import TuneKnobs
from rnn_demo.exhibits.tunes.written import LoadedTunes, ShownTune
from rnn_demo.music.abc_writer import abc_text
from rnn_demo.music.midi import midi_file
from rnn_demo.music.tune import EIGHTH
from rnn_demo.tasks.tunes.card import ATTRIBUTION
from rnn_demo.tasks.tunes.copying import WINDOW
from rnn_demo.ui.language import t, tn
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import Sentence, percent, sentence

FAULT_NAMES = {
    "a triplet without three notes": sentence("a triplet without three notes"),
    "a tie between two pitches": sentence("a tie between two pitches"),
    "a repeat that begins within a part": sentence("a repeat that begins within a part"),
    "an empty bar": sentence("an empty bar"),
    "a repeat that is not closed": sentence("a repeat that is not closed"),
    "a first ending outside a repeat": sentence("a first ending outside a repeat"),
    "a second ending without a first one": sentence("a second ending without a first one"),
    "a repeat that was not opened": sentence("a repeat that was not opened"),
    "no closing sign": sentence("no closing sign"),
}


def told_of(shown: ShownTune, loaded: LoadedTunes) -> None:
    """What can be said of the tune, each with how it is told."""
    found = shown.verdict
    lines = [_marks(shown), _bars(found), _home(found), _copied(found, loaded), _surprise(found)]
    st.text("\n".join(line for line in lines if line))  # has a title of the data: never Markdown


def _marks(shown: ShownTune) -> str:
    if not shown.found.complete:
        return t(
            "✗ The network did not end the tune within {n} tokens.", n=len(shown.found.written)
        )
    if not shown.verdict.faults:
        return t("✓ Its signs are sound: repeats, endings, triplets, ties.")
    names = ", ".join(t(FAULT_NAMES[fault]) for fault in shown.verdict.faults)
    return t("✗ Its signs are not sound: {names}.", names=names)


def _bars(found: TuneVerdict) -> str:
    if not found.wrong:
        return t("✓ Every bar is as long as the meter says; an upbeat is made up for.")
    bar, ticks = found.wrong[0]
    return tn(
        "✗ {n} bar does not add up: bar {bar} has {eighths:g} eighths.",
        "✗ {n} bars do not add up: the first is bar {bar}, with {eighths:g} eighths.",
        n=len(found.wrong),
        bar=bar,
        eighths=round(ticks / EIGHTH, 2),
    )


def _home(found: TuneVerdict) -> str:
    if found.on_tonic:
        return t("✓ It ends on the tonic.")
    return t("– It does not end on the tonic, as some tunes do not.")


def _copied(found: TuneVerdict, loaded: LoadedTunes) -> str:
    held = (loaded.artifact.metrics or {}).get("held_out", {}).get("longest_shared")
    usual = (
        t(
            " Tunes that the network never saw share {median:g} in the middle case, a tenth of "
            "them more than {ninth_decile:g}.",
            median=held["median"],
            ninth_decile=held["ninth_decile"],
        )
        if held
        else ""
    )
    if not found.shared.notes:
        return t("It shares no {n} notes in a row with a training tune.", n=WINDOW) + usual
    return (
        t(
            "Copied: the longest run that is also in a training tune, in whatever key, has {n} "
            "notes: “{title}”.",
            n=found.shared.notes,
            title=found.shared.title,
        )
        + usual
    )


def _surprise(found: TuneVerdict) -> str:
    if not found.written:
        return t(
            "Mean surprise at the tune that was given: {nats:.2f} nats a token.", nats=found.nats
        )
    return t(
        "Mean surprise of what it wrote: {nats:.2f} nats a token, over {n} tokens.",
        nats=found.nats,
        n=found.written,
    )


def files(shown: ShownTune, now: TuneKnobs) -> None:
    """The tune as ABC, to read, to take along and to change."""
    tune, tempo = shown.found.tune, float(now.tempo)
    text = abc_text(tune)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.download_button(
            t("Download ABC"), lambda: text, "tune.abc", "text/plain", key="tunes_abc",
            on_click="ignore",
        )  # fmt: skip
        st.download_button(
            t("Download MIDI"), lambda: midi_file(tune, tempo), "tune.mid", "audio/midi",
            key="tunes_midi", on_click="ignore",
        )  # fmt: skip
        st.button(
            t("Edit this tune"),
            key="tunes_edit",
            help=t("Puts it into the box for the start, where you can change it."),
            on_click=uninterrupted(controls.edit),
            args=(shown.found, now),
        )
    with st.expander(t("The tune in ABC")):
        st.code(text, language=None, wrap_lines=True)


def figures(loaded: LoadedTunes) -> None:
    """What was measured on 500 tunes of the network and on tunes that it never saw."""
    metrics = loaded.artifact.metrics or {}
    st.subheader(t("How good is it?"), anchor=False)
    if "test" not in metrics or "written_freely" not in metrics:
        st.caption(t("`python -m rnn_demo evaluate tunes` measures it."))
        return
    written, freely, held = metrics["written"], metrics["written_freely"], metrics["held_out"]
    st.table(
        {
            "": [t(name) for name in _ROWS],
            t(
                "{n} tunes of the network, at most {most} notes copied in a row",
                n=written["tunes"],
                most=metrics["most_shared"],
            ): _column(written),
            t("{n} of the network, any number", n=freely["tunes"]): _column(freely),
            t("{n} tunes that it never saw", n=held["tunes"]): _column(held),
        }
    )
    st.markdown(
        t(
            "It is told dance, meter and key; whether the bars add up, the repeats and the end are "
            "its own, at temperature {temperature:g}, and no tune was thrown away. Its surprise at "
            "tunes that it never saw is **{nats:.3f} nats a token**, that of a rival "
            "{rival_nats:.3f}: {rival}.",
            temperature=metrics["temperature"],
            nats=metrics["test"]["nats_per_token"],
            rival=t(metrics["baseline"]["name"]),
            rival_nats=metrics["baseline"]["test"]["nats_per_token"],
        )
    )

    own, others = (part["longest_shared"] for part in (freely, held))
    if own["median"] > others["median"]:
        st.caption(
            t(
                "Left alone, it shares longer runs with training tunes than tunes by people do: "
                "it likes the phrases that many tunes have, the more so the lower the temperature. "
                "The comparison is hard on it: tunes that share 24 pitches in a row were kept "
                "together, so that one that it never saw cannot share as many with a training tune."
            )
        )


_ROWS: tuple[Sentence, ...] = (
    sentence("parse, and their signs are sound"),
    sentence("all bars add up"),
    sentence("end on the tonic"),
    sentence("longest run shared with a training tune, median"),
    sentence("the same, ninth decile"),
)


def _column(part: dict[str, Any]) -> list[str]:
    runs = part["longest_shared"]
    shares = [percent(part[name], 1) for name in ("parse", "bars_add_up", "end_on_tonic")]
    return [*shares, f"{runs['median']:g}", f"{runs['ninth_decile']:g}"]


def about(loaded: LoadedTunes) -> None:
    """How the network sees a tune, and whose tunes these are."""
    st.subheader(t("How it works"), anchor=False)
    st.markdown(
        t(
            "A tune is a row of tokens: a note is one token, its pitch counted from the tonic and "
            "its length; bar lines, repeats, triplets and ties are others. Four tokens come first "
            "and say what is wanted: dance, meter, tonic, mode. An LSTM reads them, and from then "
            "on its own notes, and gives the probability of each next token: the lecture's *one "
            "to many*. What it repeats is measured against hashes of every six notes in a row of "
            "the training tunes; the tunes themselves are not here."
        )
    )
    st.markdown(t("**Whose tunes these are.** {attribution}", attribution=ATTRIBUTION))
    with st.expander(t("The card of this network")):
        st.markdown(card(loaded.artifact.name))
