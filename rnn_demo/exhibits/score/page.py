"""Score my text: any text coloured by a model's surprise, and which model would have written it."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.score.knobs import ScoreKnobs
from rnn_demo.exhibits.score.learning_section import show_learning
from rnn_demo.exhibits.score.presets import PRESETS
from rnn_demo.exhibits.score.scored_view import part_count, scored_data
from rnn_demo.exhibits.score.scoring import fit_to_best, score_all
from rnn_demo.exhibits.score.text import text_to_score
from rnn_demo.exhibits.score.verdict import score_table, verdict_words
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.ui.knob_widgets import draw_knob, place_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place
from rnn_demo.ui.preset_buttons import preset_buttons
from rnn_demo.widgets.model_card.card import read_models
from rnn_demo.widgets.written_text.view import writing_view


def take(text: str) -> None:
    """Put a preset into the box."""
    place("score_text", text)


st.title(t("Score my text"), anchor=False)
st.markdown(
    t(
        "Each model reads the text once and pays −log₂ *p* bits for each character, *p* being the "
        "probability that it gave to that character. The fewer bits, the less it was surprised."
    )
)
state = st.session_state
if "score_text" not in state:
    place_knobs("score", ScoreKnobs())
left, right = st.columns(2, gap="medium")
with left:
    preset_buttons(
        t("Lines that none of the models has read"), "score", PRESETS, state.score_text, take
    )
    typed = draw_knob("score", knobs_of(ScoreKnobs)["text"])
    st.button(t("Score"), key="score_button", type="primary", shortcut="Ctrl+Enter")
    upload = st.expander(t("Or upload a text file"))
with right:
    text = text_to_score(typed, upload)
    models, problems = read_models()
    for problem in problems:
        st.text(t(problem))  # may quote a file: never Markdown
    if not models:
        st.error(t("No model can be read, so nothing can be scored."))
        st.stop()
    st.subheader(t("Which model would have written it"), anchor=False)
    scored = score_all(text, models)
    if scored is None:
        st.stop()
    scores, judgement = scored
    fit = fit_to_best(text, judgement, models)
    (st.warning if fit and fit.doubtful else st.markdown)(verdict_words(judgement, fit))
    table = score_table(scores, judgement, fit)
    st.table(table, hide_index=True, border="horizontal")

st.subheader(t("Where it was surprised"), anchor=False)
st.caption(t("The stronger the colour, the less the model itself expected the character."))
reader = st.selectbox(t("Model"), table[t("Model")], key="score_model")
score = scores[reader]
if score.known.notice():
    st.text(t(score.known.notice()))
parts = part_count(score)
part = st.slider(t("Part"), 1, parts, key=f"score_part_{parts}") if parts > 1 else 1
writing_view("score_view", scored_data(score, models[reader], part - 1))
show_learning(score, models[reader])
