"""The machine and its network, played; and a stack that is pushed and popped."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Watched

PAUSE = 450  # milliseconds from step to step, as in view.js


def test_the_machine_and_its_network_are_played(visit: Callable[..., Watched]) -> None:
    visitor = visit(DESKTOP, "light", stranger=True)
    visitor.page.clock.install()
    page = visitor.go("turing")
    when, what = page.locator(".turing .when"), page.locator(".turing .what")
    rows = page.locator(".turing .row")
    expect(rows).to_have_count(3)
    expect(when).to_have_text("step 8 of 8")
    expect(page.locator(".turing .badge summary")).to_have_text("✓ 1,000 of 1,000")
    page.locator(".turing .one").click()
    expect(what).to_have_text("Step 0: state right reads 1. L = 0, R = 0.355₈.")
    page.locator(".turing .one").click()
    expect(when).to_have_text("step 1 of 8")
    expect(what).to_contain_text("L = 0.5₈, R = 0.55₈")
    page.locator(".turing .slow").check()
    page.locator(".turing .one").click()
    expect(page.locator(".turing .tick")).to_have_text(re.compile("^Tick 4, act: "))
    expect(page.locator(".turing .active")).to_contain_text("L_R = ")
    page.locator(".turing .one").click()
    expect(page.locator(".turing .tick")).to_have_text(re.compile("^Tick 5, read: "))
    page.locator(".turing .slow").uncheck()
    visitor.stop_the_clock()
    page.locator(".turing .run").click()
    page.clock.run_for(2 * PAUSE)
    expect(when).to_have_text("step 4 of 8")
    page.clock.run_for(9 * PAUSE)
    expect(what).to_contain_text("Step 8: it has halted in the state accept.")
    for i in range(2):
        cells = rows.nth(i).locator(".cells")
        expect(cells).to_have_attribute("aria-label", re.compile(r"state accept, 1 .*_1100_"))
    lit = page.locator(".turing .lit rect")
    expect(lit).to_have_count(page.locator(".turing .active li").count())


def test_floats_go_wrong_where_the_answer_says(visit: Callable[..., Watched]) -> None:
    page = visit(PHONE, "dark").go("turing?preset=float")
    rival = page.locator(".turing .row").nth(2)
    expect(rival).to_contain_text("wrong since step 7, and stopped there")
    page.locator(".turing .scrub").fill("6")
    expect(rival).to_contain_text("rounded since step 0")
    page.locator(".turing .scrub").fill("7")
    expect(rival).to_contain_text("wrong since step 7, and stopped there")
    expect(rival.locator(".cell.now.bad")).to_have_text("b")
    expect(page.locator(".turing .row").nth(1).locator(".bad")).to_have_count(0)


def test_why_a_machine_halts_without_accepting(visit: Callable[..., Watched]) -> None:
    page = visit().go("turing?table=go 1 0 R go&word=11")
    expect(page.locator(".turing .when")).to_have_text("step 2 of 2")
    page.locator(".turing .scrub").fill("2")
    expect(page.locator(".turing .what")).to_contain_text(
        "Step 2: it has halted, since no rule is for a blank in the state go."
    )


def test_a_stack_is_pushed_by_keys_and_stands_in_the_link(visit: Callable[..., Watched]) -> None:
    visitor = visit(DESKTOP, "light")
    page = visitor.go("turing?pushed=1")
    value = page.locator(".numberstack .value")
    expect(value).to_contain_text("q = 0.3₄ = 0.75, 1 bit")
    page.locator(".numberstack").focus()
    page.keyboard.press("0")
    page.keyboard.press("1")
    expect(value).to_contain_text("q = 0.313₄ = 0.859375, 3 bits")
    expect(page.locator(".numberstack .box.on")).to_have_count(3)
    page.keyboard.press("Backspace")
    expect(value).to_contain_text("q = 0.13₄ = 0.4375, 2 bits")
    expect(page).to_have_url(re.compile(r"pushed=10(&|$)"))
    page.locator(".numberstack .more").click()
    rows = page.locator(".numberstack .back")
    expect(rows.nth(0)).to_contain_text("all come back")
    expect(rows.nth(1).locator(".bad").first).to_be_visible()
    expect(rows.nth(2)).to_contain_text("all come back")
    expect(page).to_have_url(re.compile(r"pushed=10\d{10}(&|$)"))
    page.reload()
    visitor.settle()
    expect(value).to_contain_text("12 bits")
    page.locator(".numberstack .empty").click()
    expect(value).to_have_text("q = 0: the stack is empty.")
    expect(page.locator(".numberstack .pop")).to_be_disabled()
