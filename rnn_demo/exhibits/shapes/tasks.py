"""The tasks that the lecture names: what is x, what is y, which diagram, and where it runs."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.catalogue import PAGES, PageEntry, PageLink
from rnn_demo.exhibits.shapes.diagrams import DIAGRAMS, Diagram


@dataclass(frozen=True)
class SequenceTask:
    """A task of the lecture.

    Attributes:
        title: what it is called.
        slide: the slide's words, in Russian.
        diagram: its key in `DIAGRAMS`.
        x: what is read, in words.
        y: what is written, in words.
        read: an example, one word for each x of the diagram.
        written: one word for each y.
        links: where it can be tried, with knobs; only those to pages that exist are shown.
        topic: of the lecture's map; if no link leads to a page, the pages that show this topic.
        note: what the live page does in another way than the slide says, in one sentence.
    """

    title: str
    slide: str
    diagram: str
    x: str
    y: str
    read: tuple[str, ...]
    written: tuple[str, ...]
    links: tuple[PageLink, ...] = ()
    topic: str = ""
    note: str = ""

    @property
    def drawn(self) -> Diagram:
        """Its diagram."""
        return DIAGRAMS[self.diagram]

    def live(self) -> tuple[tuple[PageEntry, PageLink], ...]:
        """The pages that show it now, with their links."""
        found = tuple((page, link) for link in self.links if (page := link.page))
        if found or not self.topic:
            return found
        return tuple(
            (page, PageLink(page.stem)) for page in PAGES.values() if self.topic in page.topics
        )


TASKS: dict[str, SequenceTask] = {
    "classification": SequenceTask(
        "Classification, regression",
        "Отображение одного объекта в другой",
        "one-to-one",
        "an object as a vector of fixed size",
        "its class, or a number",
        ("2.5",),
        ("0.6",),
        (PageLink("approximation", {"preset": "disc"}),),
    ),
    "captions": SequenceTask(
        "Captions",
        "Описание изображения естественным языком",
        "one-to-many",
        "a picture",
        "the next word of its description",
        ("picture",),
        ("a", "small", "ball", "end"),
        topic="Image to text",
    ),
    "music": SequenceTask(
        "Music in a style",
        "Генерация музыки по стилю",
        "one-to-many",
        "a style",
        "the next note",
        ("waltz",),
        ("G", "B", "D", "B"),
        (PageLink("tunes", {"kind": "waltz", "meter": "3/4", "tonic": "G", "tempo": "140"}),),
    ),
    "sentiment": SequenceTask(
        "Sentiment of a text",
        "Определение тональности текста",
        "many-to-one",
        "the next word of a review",
        "positive or negative, once, at the end",
        ("not", "bad", "at", "all"),
        ("positive",),
        (PageLink("sentiment", {"review": "The Lord of the Rings"}),),
        note="It also gives an answer after every word, to show how it comes about.",
    ),
    "style": SequenceTask(
        "Style of a picture",
        "Определение стиля изображения",
        "many-to-one",
        "the next row of pixels: a picture is a sequence only once it is scanned",
        "the style, at the end",
        ("row 1", "row 2", "row 3", "row 4"),
        ("cubism",),
        (PageLink("captions"),),
    ),
    "translation": SequenceTask(
        "Translation",
        "Перевод текста",
        "asynchronous",
        "the next word of the sentence to translate",
        "the next word of the translation, once all has been read",
        ("I", "see", "you"),
        ("я", "вижу", "тебя"),
        topic="Many to many, asynchronous",
    ),
    "speech": SequenceTask(
        "Sounds to words",
        "Преобразование звуков в последовательность слов",
        "asynchronous",
        "the next hundredth of a second of sound",
        "the next word: there are far fewer words than sounds",
        ("hh", "eh", "loh"),
        ("hello", "again", "end"),
        (PageLink("speech"),),
        note="The page hears ten words, the digits.",
    ),
    "video": SequenceTask(
        "Every frame of a video described",
        "Описание каждого кадра в видео",
        "synchronous",
        "the next frame",
        "what is seen in it, given what came before",
        ("frame 1", "frame 2", "frame 3", "frame 4"),
        ("runs", "runs", "jumps", "lands"),
        (PageLink("video", {"preset": "wrong"}),),
        topic="Video to text",
        note="The page names one of eleven signs after every frame, from points of body and hands.",
    ),
    "next-word": SequenceTask(
        "Next word of a text",
        "Текст: генерация следующего слова",
        "synchronous",
        "the word (here: the character) at t",
        "a guess of the one at t + 1",
        ("t", "h", "a", "t"),
        ("h", "e", "t", "␣"),
        (
            PageLink("write", {"model": "shakespeare", "prompt": "But soft, what light"}),
            PageLink("score"),
        ),
        note="The networks here read and write characters instead of words.",
    ),
    "series": SequenceTask(
        "Time series",
        "Временные ряды",
        "synchronous",
        "the value at t",
        "a forecast of the value at t + 1",
        ("3.1", "3.4", "3.9", "4.1"),
        ("3.3", "3.8", "4.2", "4.3"),
        (
            PageLink("series", {"preset": "sunspots"}),
            PageLink("autoregression", {"preset": "sunspots"}),
            PageLink("learned_dynamics", {"preset": "lorenz"}),
        ),
    ),
    "next-pixel": SequenceTask(
        "Next pixel of a picture",
        "Изображения: прогнозирование следующего пикселя на основе окружения",
        "synchronous",
        "the pixel at t, in the order of reading",
        "a guess of the one at t + 1",
        ("dark", "dark", "light", "light"),
        ("dark", "light", "light", "light"),
        (PageLink("next_pixel"),),
    ),
    "next-frame": SequenceTask(
        "Next frame of a video",
        "Видео: следующий кадр на основе предыдущего",
        "synchronous",
        "the frame at t",
        "a guess of the frame at t + 1",
        ("frame 1", "frame 2", "frame 3", "frame 4"),
        ("frame 2", "frame 3", "frame 4", "frame 5"),
        (PageLink("next_pixel", {"film": "straight"}),),
    ),
}
