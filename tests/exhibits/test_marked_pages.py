"""Each page in a made-up language: whatever is left in English is a name or somebody's own text."""

from __future__ import annotations

import re
from gettext import NullTranslations

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.catalogue import HOME, PAGES
from rnn_demo.exhibits.captions.style_section import TITLES
from rnn_demo.exhibits.hidden_markov.standings import TABLE
from rnn_demo.exhibits.memory_in_bits.knobs import USUAL
from rnn_demo.ui import language
from rnn_demo.ui.writers import PLAIN, SHIPPED
from tests.exhibits.opening import EXHIBITS
from tests.marked import WIDE, Marked, texts

# Names that are the same in every language: of models, cells, protocols, papers' symbols.
NAMES = [
    *(name for networks in SHIPPED.values() for name in networks),
    *PLAIN,
    *("cold-256", "cold-64", "stateful", "tanh", "linear", "LSTM", "GRU", "nbsp", "σ_max"),
    *("float16", "float32", "float64", "erfc"),
    USUAL,
    TABLE,
    *TITLES.values(),  # of sets of emoji
]
# Where a text stands that is somebody's own, that the browser does not show, or that is no word.
OWN = re.compile(
    r"html\.body|latex\.body|code\.code_text|text_\w+\.value|\w*\.raw_values?|"
    r"tab\.label|"  # titles of the texts that the networks were trained on
    r"bidi_component\.json\.(query|cell|held|number|socket|turn|key|words\.)|"
    # Pixels, and values of knobs.
    r"bidi_component\.json\.(patterns|drawing|rule|update|wiped)|"
    r"bidi_component\.json\.(target\.name|net\.activation|optimizer|pattern)|"
    # What a visitor typed or chose, a model wrote, a grammar spells; and packed numbers.
    r"bidi_component\.json\.(text|prompt|places|words|gaps|rivals|surprise|probabilities|path|"
    r"kinds|ways|nodes|tracked|shown|lags|values|heat|shares|norms|immediate|states|twin|promised|"
    r"exponents|temperatures|chain|chainKl|kl|independent|mean|exactMean|weights|visibleBias|"
    r"hiddenBias|letters|curves|film)|"
    r"bidi_component\.json\.(free|forced|limits|cells|gates|moments|readers|entries|texts)\."
    r"(text|terms\.\w+|y|lags|key|sample|colour|values|of)|bidi_component\.json\.title|"
    r"bidi_component\.json\.(flow|chosen|predictors\.(name|kind|recurrent\w*|input\w*))|"
    # Of a machine and its network: the symbols and states of its table, its units, digits.
    r"bidi_component\.json\.(steps|network|rival|symbols|pushed)(\..*)?|"
    # Of the shapes and the timeline: names of tasks and points, slides, what a network wrote.
    r"bidi_component\.json\.(diagrams|tasks|points)\.(name|slide|diagram|moments\.kind|links\.href)|"
    r"bidi_component\.json\.(diagram|changed|written|rewritten)|"
    # The tensors of a network that draws, and films, packed.
    r"bidi_component\.json\.(packed|films)\.\w+|"
    # Of a clip: its points and what was read of it, packed.
    r"bidi_component\.json\.(points|likely|gained)|"
    # Of Jordan's and Elman's nets, and of what they read.
    r"bidi_component\.json\.(nets\.feedback|letters)|"
    # Of a score: its signs.
    r"bidi_component\.json\.elements\.(mark|sign|name|rivals\.name)|"
    # Of a translation: its sentences and their pieces.
    r"bidi_component\.json\.(columns|language|source\.text)|"
    r"bidi_component\.json\.attempts\.(way|text|(pieces|words|others|pieces\.rivals)\.text)|"
    # Of a picture: its pixels, and the words of the network that names it.
    r"bidi_component\.json\.(picture|guesses\.name)|"
    # Of a tagged text: its words, the tags, and packed numbers.
    r"bidi_component\.json\.(words|tags|causal|both)|"
    # Of a recording: the English words for it, the sound, its bands and chances, packed.
    r"bidi_component\.json\.(names|sound|bands|chances)|"
    # Of a figure: how it is drawn, packed numbers, and the words of the text that it is drawn over.
    r"plotly_chart\.spec\.(layout\.template.*|.*\.(type|mode|color|dash|bdata|dtype|\w*anchor|\w*ref|"
    r"\w*format|hoverinfo|legendgroup|rangemode|side|orientation|colorscale|customdata|ticktext|"
    r"fill|fillcolor|layer|barmode|dragmode|hovermode|textfont|symbol|autorange|\w*bgcolor|text))"
)
# What stands on a page in English all the same, and why.
LEFT = {
    "boltzmann": ("markdown.body",),  # its last one is the card of the machine of digits
    "captions": ("markdown.body",),  # its last ones are the cards of both networks
    "history": ("caption.body",),  # the publications, by their own titles
    "hidden_markov": ("markdown.body",),  # its last ones are the cards of the models that write
    "home": ("markdown.body",),  # the slides' own titles, some of which are English
    "translation": ("markdown.body",),  # its last ones are the cards of the networks
    "tags": ("markdown.body",),  # its last ones are the cards of the networks
    "tunes": ("markdown.body",),  # its last one is the card of the network that writes tunes
    "video": ("markdown.body",),  # its last one is the card of the network that names signs
    # The names of the voices; and the last text is the card of the network that hears digits.
    "speech": ("markdown.body", "selectbox.options", "table.cell"),
    "next_pixel": ("markdown.body",),  # its last one is the card of the network that draws
    "models": ("markdown.body",),  # the cards: files of the models' folders
}


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogues = {"marked": Marked(), "en": NullTranslations()}
    monkeypatch.setattr(language, "catalogue", catalogues.__getitem__)


# Links, formulas, code, quotations, markup, and values of a figure's own templates.
MARKUP = re.compile(r"\[[^]]*\]\([^)]*\)|\$[^$]*\$|`[^`]*`|“[^”]*”|<[^>]*>|%?\{[^{}]*\}|'[^']*'")


def english(text: str) -> str:
    """What is left of a text without names and markup."""
    for name in NAMES:
        text = text.replace(name, "")
    return " ".join(re.findall(r"[A-Za-z]{2,}", MARKUP.sub("", text)))


def unmarked(app: AppTest, left: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (where, text)
        for where, text in texts(app)
        if where not in left and not OWN.fullmatch(where) and english(text)
    ]


@pytest.mark.parametrize("stem", PAGES)
@pytest.mark.usefixtures("marked")
def test_no_english_is_left_on_a_page(stem: str) -> None:
    script = EXHIBITS.parents[1] / "streamlit_app.py" if stem == HOME.stem else None
    app = AppTest.from_file(script or EXHIBITS / stem / "page.py", default_timeout=300)
    app.session_state["language"] = "marked"
    app.run()
    assert not app.exception
    assert any(
        letter in "".join(text for _, text in texts(app)) for letter in map(chr, WIDE.values())
    )
    assert (found := unmarked(app, LEFT.get(stem, ()))) == [], found


@pytest.mark.usefixtures("marked")
def test_a_text_that_does_not_pass_is_seen() -> None:
    def page() -> None:
        import streamlit as st

        from rnn_demo.ui.language import t

        st.text(t("It passes: {name}", name="shakespeare-lstm"))
        st.text("It does not pass.")

    app = AppTest.from_function(page)
    app.session_state["language"] = "marked"
    assert unmarked(app.run(), ()) == [("text.body", "It does not pass.")]


# Links of which nothing can be used: what lower layers say of that passes, too.
@pytest.mark.parametrize(
    ("stem", "query"),
    [
        ("vanishing_gradient", {"preset": "none", "n": "-1", "hide": "all", "gain": "much"}),
        ("boltzmann", {"n": "13", "data": "2", "matrix": "0 1;2 0", "biases": "x"}),
        ("unfolding", {"n": "9", "loss": "none"}),
        ("write", {"model": "none", "seed": "-1", "top_k": "many", "same_noise": "2"}),
        ("sentiment", {"review": "none", "tool": "none", "text": "It was not bad, was it?"}),
        ("memory_in_bits", {"string": "BTX", "seed": "x"}),
        ("conventions", {"family": "lstm", "hidden_size": "0", "seed": "x"}),
        ("conveyor_belt", {"preset": "none", "unit": "x", "s_inputs": "1 a"}),
        ("trained_memory", {"task": "none", "length": "1"}),
        ("time_machine", {"moment": "0", "seed": "x"}),
        ("neurons", {"model": "none", "seed": "x"}),
        ("memory_ruler", {"reader": "none"}),
        ("autoregression", {"poles": "0.9@x 2", "series": "none", "length": "1"}),
        ("learned_dynamics", {"flow": "none", "start": "1 x", "noise": "1", "steps": "0"}),
        ("shapes", {"task": "none", "text": "x" * 99, "at": "0"}),
        ("history", {"point": "none", "strand": "x"}),
        ("series", {"series": "none", "lag": "0", "window": "x", "drawn": "all"}),
        ("turing", {"machine": "none", "pushed": "2", "table": "go 0 1 R gone"}),
    ],
)
@pytest.mark.usefixtures("marked")
def test_what_is_wrong_with_a_link_is_said_in_the_visitor_s_language(
    stem: str, query: dict[str, str]
) -> None:
    app = AppTest.from_file(EXHIBITS / stem / "page.py", default_timeout=300)
    app.session_state["language"] = "marked"
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    said = [block.value for block in app.text]
    wide = {chr(code) for code in WIDE.values()}
    assert said and all(wide.intersection(text) for text in said)
