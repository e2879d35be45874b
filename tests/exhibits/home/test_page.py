"""Home: the map holds the lecture, promises nothing that is not there, and paints without torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from streamlit.testing.v1 import AppTest

from rnn_demo.catalogue import PAGES, pages_about
from rnn_demo.exhibits.home.lecture import COLUMNS, LECTURE

ROOT = Path(__file__).parents[3]
TOPICS = [topic for section in LECTURE for topic in section.topics]


def test_home_shows_every_topic_with_its_slide_and_its_state() -> None:
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=300).run()
    assert not app.exception
    shown = [block.value for block in app.markdown]
    for topic in TOPICS:
        line = next(v for v in shown if f"**{topic.title}**" in v)
        assert topic.slide in line
        assert ("not built yet" in line) == (not pages_about(topic.title))
    assert app.button(key="home_write").label == "Watch two networks write"


def test_every_topic_that_a_page_shows_is_one_of_the_lecture_s() -> None:
    titles = {topic.title for topic in TOPICS}
    for page in PAGES.values():
        shown = page.topics + page.side_topics
        assert len(set(shown)) == len(shown)
        assert titles.issuperset(shown), page.title


def test_every_exhibit_shows_a_topic() -> None:
    assert [page.stem for page in PAGES.values() if not page.topics] == ["home", "models"]


def test_a_page_that_shows_a_part_of_a_topic_stands_last() -> None:
    stems = [page.stem for page in pages_about("Inside an LSTM")]
    assert stems.index("conventions") < stems.index("write") == len(stems) - 1


def test_each_topic_stands_once_and_the_columns_keep_the_order() -> None:
    titles = [topic.title for topic in TOPICS]
    assert len(set(titles)) == len(titles)
    assert tuple(section for column in COLUMNS for section in column) == LECTURE


def test_the_parts_are_those_of_the_contents_slide() -> None:
    assert [section.slide for section in LECTURE[:4]] == [
        "Рекуррентные нейронные сети",
        "Обучение рекуррентных нейронных сетей",
        "LSTM",
        "GRU",
    ]


def test_home_needs_neither_torch_nor_a_model() -> None:
    code = (
        "import sys; from streamlit.testing.v1 import AppTest; "
        "app = AppTest.from_file('streamlit_app.py', default_timeout=300).run(); "
        "loaded = {'torch', 'rnn_demo.engine', 'rnn_demo.artifacts.generator'} & set(sys.modules); "
        "sys.exit(f'{app.exception} {loaded}' if app.exception or loaded else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
