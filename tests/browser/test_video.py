"""A clip that plays, is scrubbed, loses a frame, and one of the visitor's own."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from rnn_demo.exhibits.video.own import as_file
from tests.browser.conftest import DESKTOP, Watched
from tests.tiny_signs import made_up_clips


def test_play_scrub_and_leave_a_frame_out(visit: Callable[..., Watched]) -> None:
    visitor = visit(DESKTOP, "light")
    page = visitor.go("video")
    when, what = page.locator(".video .when"), page.locator(".video .what")
    expect(when).to_have_text("frame 24 of 24")  # it has moved once by itself
    expect(what).to_have_text(re.compile(r"^After frame 24 \(number 24 of the recording\)"))
    expect(page.locator(".video .badge summary")).to_have_text("✓ causal")
    bars = page.locator(".video .bars button")
    expect(bars).to_have_count(5)
    bars.nth(1).click()
    expect(bars.nth(1)).to_have_attribute("aria-pressed", "true")
    lines = page.locator(".video .lines")
    lines.focus()
    page.keyboard.press("ArrowLeft")
    expect(when).to_have_text("frame 23 of 24")
    box = lines.bounding_box()
    assert box
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 20)
    expect(when).to_have_text(re.compile(r"frame 1[23] of 24"))
    page.locator(".video .scrub").focus()
    page.keyboard.press("Home")
    expect(when).to_have_text("frame 1 of 24")
    page.locator(".video .run").click()
    expect(when).to_have_text("frame 24 of 24")
    page.locator(".video .back").click()
    page.locator(".video .leave").click()
    expect(page).to_have_url(re.compile(r"left_out=23"))
    expect(what).to_have_text(re.compile(r"^Frame 23 is left out: the answer stays "))
    page.locator(".video .leave").click()
    expect(page).not_to_have_url(re.compile(r"left_out"))

    clips = made_up_clips(2, 1, 7)
    page.get_by_text("Your own clip: an .npz of landmarks").click()
    page.locator(".st-key-video_file input[type=file]").set_input_files(
        [{"name": "clip.npz", "mimeType": "application/octet-stream", "buffer": as_file(clips)}]
    )
    expect(when).to_have_text("frame 7 of 7")
    expect(page.get_by_text("7 frames. Clip 1 of 2.")).to_be_visible()
