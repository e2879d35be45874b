"""Attacks of `benchmarks.siege` that nobody aimed: any value, link, message and request.

Those with an aim have tests of their own beside this one, which know what must be answered.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.attacks.attacker import Attacker
from benchmarks.attacks.every import ATTACKS, Attack, named
from benchmarks.attacks.folders import MODELS, prepared
from benchmarks.attacks.links import TABLES as LINKED
from benchmarks.attacks.links import largest_links
from benchmarks.besieged import every_page
from benchmarks.siege import put
from benchmarks.visitor import Visitor
from rnn_demo.catalogue import PAGES
from tests.knobs.tables import TABLES
from tests.serving.attacked import Attacked, attacked

AIMLESS = ("widgets", "models", "any-links", "any-messages", "any-requests", "frames", "messages")
SECONDS = 3.0
MOST_MEGABYTES = 100  # twice the goal: this process measures no machine's best day
LENGTH = 100


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with attacked(tmp_path_factory.mktemp("siege")) as running:
        asyncio.run(every_page(running.host))
        yield running


@pytest.mark.parametrize("name", AIMLESS)
def test_whatever_is_sent_is_no_exception_and_costs_little(server: Attacked, name: str) -> None:
    (attack,) = (one for one in ATTACKS if one.name == name)
    before, logged = server.memory(), server.log.stat().st_size
    attacker = Attacker(server.port, "127.0.0.2", SECONDS, random.Random(1))

    async def play_and_write() -> None:
        await attack.play(attacker)
        visitor = Visitor(server.host, f"model=shakespeare&length={LENGTH}")
        await visitor.open()
        await visitor.ended()
        assert sorted(visitor.shown.values()) == [LENGTH, LENGTH]
        await visitor.close()

    asyncio.run(play_and_write())
    assert sum(attacker.sent.values()) + sum(attacker.refused.values()) > 5  # it was an attack
    assert attacker.sent["exceptions shown"] == 0
    said = server.log.read_bytes()[logged:].decode()
    assert "Traceback" not in said and "rnn_demo/" not in said, said
    assert server.memory() - before < MOST_MEGABYTES * 2**20


def test_files_are_not_kept_for_tabs_that_have_gone(server: Attacked) -> None:
    """Each is used by its page, so that page's memory, too, must go with its tab."""
    (attack,) = named(["upload-score"])
    before = server.memory()
    # An address of its own: the others may have opened as many pages as they may.
    attacker = Attacker(server.port, "127.0.0.3", SECONDS, random.Random(1))
    for _ in range(16):
        asyncio.run(attack.play(attacker))
    assert attacker.sent["no uploader found"] == 0
    assert server.memory() - before < 60 * 2**20


def test_the_largest_questions_are_those_of_all_tables() -> None:
    # No link holds the text that is scored.
    assert {table for _, table in LINKED} == {
        table for page, table in TABLES.items() if page != "score"
    }
    assert {page for page, _ in largest_links()} <= set(PAGES)


def test_attacks_are_found_by_their_names() -> None:
    names = [attack.name for attack in ATTACKS]
    assert len(set(names)) == len(names)
    assert named([]) == ATTACKS
    assert {attack.name for attack in named(["upload-w"])} == {"upload-word"}
    assert not named(["nothing"])
    for attack in ATTACKS:
        assert len(attack.told) > 10


def test_a_table_is_written_to_its_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- siege -->\nold\n<!-- /siege -->\nb\n")
    put(page, "siege", "new")
    assert page.read_text() == "a\n<!-- siege -->\nnew\n<!-- /siege -->\nb\n"
    put(page, "siege", "newer\n")
    assert page.read_text() == "a\n<!-- siege -->\nnewer\n<!-- /siege -->\nb\n"
    put(tmp_path / "other.md", "class", "alone")
    assert (tmp_path / "other.md").read_text() == "alone\n"


@pytest.mark.parametrize("attack", [one for one in ATTACKS if one.damage], ids=lambda a: a.name)
def test_a_damaged_folder_is_made_beside_the_good_ones(tmp_path: Path, attack: Attack) -> None:
    assert attack.damage
    prepared(tmp_path, attack.damage)
    assert len(list(tmp_path.iterdir())) == len(list(MODELS.iterdir())) + 1
