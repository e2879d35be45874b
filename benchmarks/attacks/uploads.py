"""Files: of one line, of one word, and more of them than anybody would send."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import quote

from benchmarks.attacks.attacker import Attacker
from benchmarks.attacks.tab import Tab
from rnn_demo.exhibits.sentiment.tools import TOOLS

MEGABYTES = 4_900_000
LOOK_SECONDS = 3.0  # until the tab is closed again
REVIEW = "The film was long, and I would not see it again for anything in the world. " * 20
BOUNDARY = "----boundary"
TOOL = next(name for name in TOOLS if "file" in name.lower())


async def one_line(attacker: Attacker) -> None:
    """5 MB of one line, judged as a file of reviews; the tab is closed after 3 s."""
    await _judged(attacker, b"an utter waste of time " * (MEGABYTES // 23), "reviews.txt")


async def one_word(attacker: Attacker) -> None:
    """One word a million times, in one line."""
    await _judged(attacker, b"bad " * 1_000_000, "reviews.txt")


async def entities(attacker: Attacker) -> None:
    """A line of HTML's entities."""
    await _judged(attacker, b"&lt;" * 1_000_000, "reviews.txt")


async def combining_marks(attacker: Attacker) -> None:
    """One letter under a million accents."""
    await _judged(attacker, b"e" + "\u0301".encode() * 1_000_000, "reviews.txt")


async def full_file(attacker: Attacker) -> None:
    """A normal file of 5 MB with three thousand reviews."""
    rows = [f'{number},"{REVIEW}"' for number in range(MEGABYTES // (len(REVIEW) + 8))]
    await _judged(attacker, ("number,text\n" + "\n".join(rows)).encode(), "reviews.csv")


async def long_text_to_score(attacker: Attacker) -> None:
    """5 MB to score, sent as a file."""
    await used(attacker, "score", "", "score_file", b"to be or not " * 370_000, "play.txt")


async def hundred_files(attacker: Attacker) -> None:
    """A hundred files of 4.9 MB in one visit of a page that asks for none."""
    tab = Tab(attacker, "home")
    await tab.open()
    cookie = await _cookie(attacker)
    places = await tab.places_for([f"{number}.txt" for number in range(50)])
    made_up = [(f"{n}", f"_stcore/upload_file/{tab.session}/file-{n}") for n in range(50)]
    for _, address in [*places, *made_up]:
        await _put(attacker, cookie, address, b"\x00" * MEGABYTES, "x.txt")
    await asyncio.sleep(2)
    await tab.close()


async def _judged(attacker: Attacker, content: bytes, name: str) -> None:
    await used(attacker, "sentiment", f"tool={quote(TOOL)}", "review_file", content, name)


async def used(
    attacker: Attacker, page: str, query: str, key: str, content: bytes, name: str
) -> None:
    """Send a file as a browser does, let the page use it, and leave."""
    tab = Tab(attacker, page, query)
    if await tab.open() and tab.widget(key):
        cookie = await _cookie(attacker)
        for identity, address in await tab.places_for([name]):
            await _put(attacker, cookie, address, content, name)
            urls = {"file_id": identity, "upload_url": address, "delete_url": address}
            info = {"file_id": identity, "name": name, "size": len(content), "file_urls": urls}
            state = {"uploaded_file_info": [info]}
            await tab.run(
                {"id": tab.widget(key), "file_uploader_state_value": state}, patience=LOOK_SECONDS
            )
    else:
        attacker.sent["no uploader found"] += 1
    await tab.close()


async def _cookie(attacker: Attacker) -> str:
    """What the server gives every browser, to be sent back with each file."""
    _, head = await attacker.ask("_stcore/health")
    found = re.search(r"_streamlit_xsrf=([^;\s]+)", head)
    return found[1] if found else ""


async def _put(attacker: Attacker, cookie: str, address: str, content: bytes, name: str) -> None:
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
    await attacker.ask(
        address,
        "PUT",
        {
            "Cookie": f"_streamlit_xsrf={cookie}",
            "X-Xsrftoken": cookie,
            "Origin": f"http://{attacker.host}",
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        },
        part.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode(),
    )
