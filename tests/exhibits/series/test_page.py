"""The page of forecasts without a browser: questions first, knobs, links, and one's own series."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.exhibits.series.presets import PRESETS
from tests.exhibits.opening import opener, placed, words

opened = opener("series")
FIRST = next(iter(PRESETS))
MONTHS = "month;sales\n" + "".join(
    f"{2015 + k // 12}-{k % 12 + 1:02};{100 + 10 * (k % 12)},5\n" for k in range(96)
)


def table(app: AppTest) -> list[str]:
    return [str(name) for name in app.table[0].value["Model"]]


def number(text: str) -> float:
    plain = text.replace(",", "").replace(" × 10", "e")
    return float(plain.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))


def paste(app: AppTest, text: str) -> AppTest:
    app.text_area(key="series_pasted").set_value(text).run()
    assert not app.exception
    return app


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "One series, four models"
    assert PRESETS[FIRST].question in words(app) and PRESETS[FIRST].answer in words(app)
    assert "**The Elman net forecasts it best**: on the 77 values" in words(app)
    assert table(app)[:2] == ["Elman net", "GRU"]
    assert len(table(app)) == 7
    chart = json.loads(app.get("plotly_chart")[0].proto.spec)
    names = [trace.get("name") for trace in chart["data"]]
    assert names[:3] == ["series", "one ahead", "80 %"]
    assert app.query_params["preset"] == FIRST
    assert "✓ " in words(app)


@pytest.mark.parametrize("preset", ["walk", "copy"])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    app.pills(key="series_pill").set_value(preset).run()
    assert not app.exception
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="series_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    assert app.query_params["preset"] == preset
    if preset == "copy":
        assert "the MLP is right on **50 %** of all bits, exactly" in words(app)
    else:
        assert "“As yesterday” forecasts it best" in words(app)


def test_a_moved_knob_takes_the_story_along() -> None:
    app = opened()
    placed(app.slider, "series_window").set_value(3).run()
    assert "Changed from “Sunspots”: window w 3 (was 12)." in words(app)
    assert "MLP, window 3" in table(app)
    assert app.query_params["window"] == "3"


def test_a_series_of_ones_own() -> None:
    app = opened()
    paste(app, MONTHS)
    assert "96 values of 'sales', from 2015-01 to 2022-12." in words(app)
    assert "A season of 12 values" in words(app)
    assert table(app)[0] == "as last season, 12"
    assert "**“As last season”" in words(app) and "its error is 100 % below" in words(app)
    assert app.query_params["series"] == "own"
    assert "your values stay in this tab" in words(app)
    assert "What “Sunspots” asks" not in [box.label for box in app.expander]
    assert app.pills(key="series_pill_dark").value is None  # no question is about it
    assert "Your own series." in words(app) and "“Sunspots”" not in words(app)
    app.button(key="series_return").click().run()
    assert table(app)[0] == "Elman net" and "Your own series" not in words(app)
    assert app.pills(key="series_pill").value == FIRST
    placed(app.selectbox, "series_series").set_value("walk").run()
    assert "as last season, 12" not in table(app)
    app.button(key="series_go").click().run()
    assert table(app)[0] == "as last season, 12"
    placed(app.slider, "series_window").set_value(3).run()
    assert "Your own series, with window w 3 (was 12)." in words(app)
    app.pills(key="series_pill_dark").set_value("walk").run()  # a dark pill asks its question
    assert PRESETS["walk"].question in words(app) and "Your own series" not in words(app)
    assert app.pills(key="series_pill").value == "walk"


def test_a_column_is_chosen() -> None:
    rows = [f"{k % 7},{(k * k) % 11}\n" for k in range(60)]
    app = paste(opened(), "a,b\n" + "".join(rows))
    assert "60 values of 'a'" in words(app)
    (choice,) = (box for box in app.selectbox if str(box.key).startswith("series_column"))
    choice.set_value("b").run()
    assert not app.exception
    assert "60 values of 'b'" in words(app)


def test_a_frequency_is_chosen() -> None:
    app = paste(
        opened(hide="sections"), "x\n" + "".join(f"{(7 * k * k) % 31}\n" for k in range(96))
    )
    (box,) = (box for box in app.selectbox if str(box.key).startswith("series_frequency"))
    assert box.value == "found" and "as last season, 12" not in table(app)
    box.set_value("month").run()
    assert not app.exception
    assert "A season of 12 values" in words(app)
    assert "as last season, 12" in table(app)


def test_two_columns_of_one_name_and_a_doubtful_decimal_sign_are_chosen() -> None:
    rows = [f"{k % 7 + 10}.{k % 5}07\t{(k * k) % 11 + 1}.001\n" for k in range(60)]
    app = paste(opened(hide="sections"), "v\tv\n" + "".join(rows))
    assert "'10.007' was read as 10.007, with a decimal point" in words(app)
    (column,) = (box for box in app.selectbox if str(box.key).startswith("series_column"))
    column.set_value("v (column 2)").run()
    assert not app.exception
    assert "60 values of 'v (column 2)'" in words(app)
    (sign,) = (box for box in app.selectbox if str(box.key).startswith("series_decimal"))
    before = app.table[0].value["RMSE"].tolist()
    sign.set_value(",").run()
    assert not app.exception
    assert "was read as" not in words(app)
    assert "60 values of 'v (column 2)'" in words(app)
    assert [number(one) > 1_000 for one in app.table[0].value["RMSE"]] == [
        number(one) > 1 for one in before
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("value\n5\n", "The length of the series is 1;"),
        ("<b>word</b>\n" * 40, "No column holds numbers; in line 2 there is '<b>word</b>'"),
        ("7\n" * 40, "All 40 values are 7"),
    ],
)
def test_what_cannot_be_forecast_costs_a_sentence(text: str, told: str) -> None:
    app = paste(opened(), text)
    assert told in words(app)
    assert "Your table cannot be forecast as it is" in words(app)
    assert "There is no series of your own yet" not in words(app)
    app.text_area(key="series_pasted").set_value("").run()
    assert "There is no series of your own yet" in words(app)


def test_an_empty_file_is_told_like_an_empty_table() -> None:
    app = opened()
    app.file_uploader(key="series_file").set_value(("empty.csv", b"", "text/csv")).run()
    assert not app.exception
    assert "There is nothing in it yet: give a table" in words(app)
    assert "There is no series of your own yet" not in words(app)
    assert "A file has 5 MB at most" in words(app)


def test_a_link_to_ones_own_series_says_that_it_is_not_there() -> None:
    app = opened(series="own")
    assert "There is no series of your own yet: paste or upload one" in words(app)
    assert not app.table
    assert app.pills(key="series_pill_dark").value is None
    placed(app.selectbox, "series_series").set_value("sunspots").run()
    assert app.pills(key="series_pill").value == FIRST
    placed(app.selectbox, "series_series").set_value("own").run()
    assert not app.exception
    assert app.pills(key="series_pill_dark").value is None


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,sections,own")
    assert not app.slider and not app.pills and not app.text_area
    assert PRESETS[FIRST].question not in words(app)
    assert len(table(app)) == 7


def test_a_bad_link_costs_a_sentence_for_each_part() -> None:
    app = opened(series="<b>", lag="0", window="x", horizon="99", units="1", season="-1", seed="x")
    for told in ("series is '<b>'", "lag is '0'", "window is 'x'", "horizon is '99'"):
        assert told in words(app)
    assert len(table(app)) == 7
