"""What a pasted link shows: each page's own title, description and icon, in the HTML itself."""

from __future__ import annotations

import asyncio
import re
import struct
from html import unescape

import pytest
from starlette.applications import Starlette

from rnn_demo.catalogue import PAGES, PageEntry
from rnn_demo.ui import page_heads

ENTRIES = list(PAGES.values())


def get(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Ask the routes as a server would: status, headers and body."""
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"preset=x",
        "root_path": "",
        "scheme": "http",
        "server": ("127.0.0.1", 8501),
        "headers": [
            (name.replace("_", "-").encode(), value.encode())
            for name, value in {"host": "lab.example.org", **headers}.items()
        ],
    }
    asyncio.run(Starlette(routes=page_heads.routes())(scope, receive, send))
    start = sent[0]
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], told, b"".join(message.get("body", b"") for message in sent[1:])


def tags(body: bytes) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', body.decode())
    return {name: unescape(content) for name, content in found}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.stem)
def test_the_html_of_a_page_has_its_title_and_description(entry: PageEntry) -> None:
    status, headers, body = get(f"/{entry.path}")
    assert (status, headers["cache-control"]) == (200, "no-cache")
    titles = re.findall("<title>(.*?)</title>", body.decode())
    assert [unescape(title) for title in titles] == [entry.tab]
    named = tags(body)
    assert named["description"] == named["og:description"] == entry.description
    assert named["og:title"] == entry.tab
    assert named["og:url"] == f"http://lab.example.org/{entry.path}"
    assert named["og:image"] == "http://lab.example.org/favicon.png"
    assert b'<div id="root">' in body  # Streamlit's own page is still there
    assert b"./static/js/index" in body


def test_no_two_pages_look_alike_in_a_link() -> None:
    assert len({entry.tab for entry in ENTRIES}) == len(ENTRIES)
    assert len({entry.description for entry in ENTRIES}) == len(ENTRIES)
    assert PAGES["vanishing_gradient"].tab == "Vanishing gradient · RNN Lab"
    assert PAGES["home"].tab == "RNN Lab"
    assert all(40 < len(entry.description) < 200 for entry in ENTRIES)


def test_the_address_is_the_visitors_own_behind_a_server_that_speaks_tls() -> None:
    named = tags(get("/write", x_forwarded_proto="https")[2])
    assert named["og:url"] == "https://lab.example.org/write"
    named = tags(get("/write", x_forwarded_proto='javascript:"')[2])
    assert named["og:url"] == "http://lab.example.org/write"


def test_what_a_request_says_of_itself_is_no_markup() -> None:
    body = get("/write", host='a"><script>alert(1)</script>')[2]
    assert b"<script>alert" not in body


def test_the_icon_is_ours_and_a_picture() -> None:
    status, headers, body = get(page_heads.ICON_PATH)
    assert (status, headers["content-type"]) == (200, "image/png")
    assert body.startswith(b"\x89PNG")
    assert struct.unpack(">II", body[16:24]) == (256, 256)
