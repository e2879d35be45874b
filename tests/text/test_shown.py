"""A review as it is shown: HTML and old encodings resolved."""

from __future__ import annotations

from rnn_demo.text.shown import as_shown


def test_html_is_resolved() -> None:
    assert as_shown(" a<br>b<BR />c\r\nd\re&quot;f&amp; ") == 'a\nb\nc\nd\ne"f&'
    assert as_shown("a&shy;b&zwnj;c") == "a\u00adb\u200cc"


def test_a_lone_surrogate_is_replaced() -> None:
    assert as_shown("half \ud83d emoji") == "half ? emoji"


def test_codes_of_windows_are_what_html_takes_their_numbers_for() -> None:
    raw = "a film \x96 \x93the\x94 film\x92s end\x97"
    assert as_shown(raw) == as_shown("a film &#150; &#147;the&#148; film&#146;s end&#151;")
    assert as_shown(raw) == "a film – “the” film’s end—"
