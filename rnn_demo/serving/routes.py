"""What is served beside Streamlit's own pages."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from rnn_demo.exhibits.translation import live
from rnn_demo.exhibits.write import board_socket
from rnn_demo.serving.health import health
from rnn_demo.ui import page_heads
from rnn_demo.widgets.written_text import socket as text_socket


def routes() -> list[BaseRoute]:
    """For `st.App`: beside Streamlit's own."""
    return [
        Route("/health", health),
        *page_heads.routes(),
        *text_socket.routes(),
        *board_socket.routes(),
        *live.routes(),
    ]
