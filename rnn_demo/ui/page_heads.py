"""The initial HTML of each page: its own title, description and icon, for a pasted link.

Streamlit serves one index.html for all paths and sets the title later, by a script. A
reader of the HTML alone (a messenger that previews a link, a search engine) never runs it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import lru_cache, partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit import file_util

from rnn_demo.catalogue import PAGES, SITE, PageEntry
from rnn_demo.ui.modules import joined

ICON = Path(__file__).parent / "icon.png"
HISTORY = Path(__file__).parent / "history.js"
# Streamlit's index.html asks for this icon.
ICON_PATH = "/favicon.png"
TITLE = "<title>Streamlit</title>"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@lru_cache(1)
def _index() -> str:
    served = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    # Before any script of Streamlit's: see rnn_demo/ui/address.py.
    return served.replace("</head>", f"  <script>\n{joined(HISTORY)}    </script>\n  </head>", 1)


@lru_cache(1)
def script_hashes() -> tuple[str, ...]:
    """SHA-256 in base64 of each script that stands in the page: a policy lets these run alone."""
    digests = (hashlib.sha256(script.encode()).digest() for script in INLINE.findall(_index()))
    return tuple(base64.b64encode(digest).decode("ascii") for digest in digests)


@lru_cache(1)
def _icon_bytes() -> bytes:
    return ICON.read_bytes()


def page_head(entry: PageEntry, base: str) -> str:
    """The tags that a link's preview shows for one page.

    Args:
        entry: the page.
        base: the address of the site as its visitor sees it, with a slash at the end.
    """
    named = {
        "og:site_name": SITE,
        "og:type": "website",
        "og:title": entry.tab,
        "og:description": entry.description,
        "og:url": f"{base}{entry.path}",
        "og:image": f"{base}{ICON_PATH[1:]}",
    }
    return "\n    ".join(
        [
            f"<title>{html.escape(entry.tab)}</title>",
            f'<meta name="description" content="{html.escape(entry.description)}" />',
            '<meta name="twitter:card" content="summary" />',
            *(
                f'<meta property="{name}" content="{html.escape(content)}" />'
                for name, content in named.items()
            ),
        ]
    )


def _base(request: Request) -> str:
    """The site's address as the visitor sees it, even behind a server that speaks TLS for us."""
    told = request.headers.get("x-forwarded-proto", "")
    scheme = told if told in ("http", "https") else request.base_url.scheme
    return str(request.base_url.replace(scheme=scheme))


async def _page(entry: PageEntry, request: Request) -> HTMLResponse:
    served = _index().replace(TITLE, page_head(entry, _base(request)), 1)
    return HTMLResponse(served, headers={"Cache-Control": "no-cache"})


async def _icon(request: Request) -> Response:
    return Response(_icon_bytes(), media_type="image/png", headers={"Cache-Control": "no-cache"})


def routes() -> list[BaseRoute]:
    """Routes for `st.App`, which come before Streamlit's own."""
    pages = [Route(f"/{entry.path}", partial(_page, entry)) for entry in PAGES.values()]
    return [Route(ICON_PATH, _icon), *pages]
