"""Which column is judged, and that a first review is not taken for its name in silence."""

from __future__ import annotations

import io

import pytest

from rnn_demo.files.rows import RowsError, read_rows
from rnn_demo.files.text_column import TextColumn, looks_like_name, text_column

LOVED = "A warm and funny picture that I loved"


def read(data: str, column: str | None = None) -> tuple[list[str | None], list[str]]:
    notes: list[str] = []
    found = read_rows(io.BytesIO(data.encode()), "csv", column, notes)
    return [row.text for row in found], notes


def test_a_name_that_is_known_or_asked_for_is_certain() -> None:
    assert text_column(["id", "Text"], None) == TextColumn(1, named=True)
    assert text_column(["id", LOVED], LOVED) == TextColumn(1, named=True)
    assert text_column(["2", "1"], "1") == TextColumn(1, named=True)


def test_one_column_without_a_name() -> None:
    found, notes = read(f"{LOVED}\nDull film\n")
    assert found == [LOVED, "Dull film"]
    (note,) = notes
    assert note.startswith("The first row names no column, so it was judged as a review: 'A warm")
    assert read(f'"{LOVED}, really"\nDull\n')[0] == [f"{LOVED}, really", "Dull"]


def test_one_column_with_an_unknown_name_is_said() -> None:
    found, notes = read("opinion\nDull film\n")
    assert found == ["Dull film"]
    assert notes == [
        "The first row, 'opinion', was taken for a name and not judged; if it is a review, put a "
        "row with the name 'review' above it."
    ]
    assert read("review\nDull film\n") == (["Dull film"], [])
    assert read("opinion\nDull film\n", "opinion") == (["Dull film"], [])


def test_several_columns_without_names() -> None:
    data = f"1,{LOVED}\n2,Dull film\n"
    with pytest.raises(RowsError, match=f"names '1', '{LOVED}' .* choose one of these, or give"):
        read(data)
    with pytest.raises(RowsError, match=r"if each line is one review, name it \.txt"):
        read("It is a good film, really. I liked it\nDull\n")
    with pytest.raises(RowsError, match="names 'id', 'opinion': choose one of these, or give its"):
        read("id,opinion\n")
    with pytest.raises(RowsError, match="no column 'review'"):
        read(data, "review")
    found, notes = read(data, "2")
    assert found == [LOVED, "Dull film"]
    assert len(notes) == 1
    with pytest.raises(RowsError, match="no column '3'"):
        read(data, "3")
    with pytest.raises(RowsError, match="no column '0'"):
        read(data, "0")


def test_a_number_for_a_column_with_a_name() -> None:
    found, notes = read(f"id,opinion\n1,{LOVED}\n", "2")
    assert found == [LOVED]
    assert "'opinion', was taken for a name" in notes[0]


@pytest.mark.parametrize("name", ["opinion", "Opinion of the film", "q7", "Отзыв"])
def test_names(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize("review", ["", "Great!", "Not for me.", "It was fine, I think", "w" * 41])
def test_reviews(review: str) -> None:
    assert not looks_like_name(review)


@pytest.mark.parametrize(
    ("header", "column", "said"),
    [
        ("text,review", None, "from the column 'text', number 1; 'review' may hold one"),
        ("review,text", None, "from the column 'text', number 2; 'review' may hold one"),
        ("review,Review", None, "from the column 'review', number 1; 'Review' may hold one"),
        ("note,note", "note", "from the column 'note', number 1; 'note' may hold one"),
    ],
)
def test_a_second_column_that_may_be_meant_is_said(
    header: str, column: str | None, said: str
) -> None:
    _, (note,) = read(f"{header}\nawful,wonderful\n", column)
    assert said in note
    assert read("text,review\nawful,wonderful\n", "review") == (["wonderful"], [])
    assert read("text,review\nawful,wonderful\n", "1")[0] == ["awful"]
