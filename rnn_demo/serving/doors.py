"""What a request passes before Streamlit sees it, in this order."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.middleware import Middleware

import rnn_demo
from rnn_demo.serving.closed_paths import ClosedPaths
from rnn_demo.serving.door_settings import door_settings_from
from rnn_demo.serving.kept_messages import KeptMessages
from rnn_demo.serving.messages import MessageDoor
from rnn_demo.serving.origin import OriginDoor
from rnn_demo.serving.own_path import OwnPath
from rnn_demo.serving.pacing import Pacing
from rnn_demo.serving.places import Places
from rnn_demo.serving.request_rate import RequestRate
from rnn_demo.serving.security_headers import SecurityHeaders
from rnn_demo.serving.uploads import UploadDoor


def doors() -> list[Middleware]:
    """For `st.App`."""
    settings = door_settings_from(os.environ)
    return [
        Middleware(SecurityHeaders, settings=settings),
        Middleware(ClosedPaths, settings=settings),
        Middleware(OriginDoor, settings=settings),
        Middleware(RequestRate),
        Middleware(Places, settings=settings),
        Middleware(OwnPath, folder=Path(rnn_demo.__file__).parents[1]),
        Middleware(MessageDoor),
        Middleware(Pacing),
        Middleware(KeptMessages),
        Middleware(UploadDoor, settings=settings),
    ]
