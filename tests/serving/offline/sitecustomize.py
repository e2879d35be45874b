"""On the PYTHONPATH of a server: what would leave the machine is refused and written down."""

import os
import socket

_HERE = {"localhost", "127.0.0.1", "::1", "::", "0.0.0.0", "", None}
_lookup, _connect, _connect_ex = socket.getaddrinfo, socket.socket.connect, socket.socket.connect_ex


def _refuse(where: object) -> None:
    host = where[0] if isinstance(where, tuple) else where
    if isinstance(host, bytes):
        host = host.decode("latin-1")
    if host in _HERE or (isinstance(host, str) and host.startswith("/")):
        return
    with open(os.environ["OUTGOING"], "a", encoding="utf-8") as log:
        log.write(f"{where}\n")
    raise OSError(f"{where}: nothing leaves this machine")


def _getaddrinfo(host: object, *rest: object, **more: object) -> object:
    _refuse(host)
    return _lookup(host, *rest, **more)  # type: ignore[arg-type]


class _Socket(socket.socket):
    def connect(self, address: object) -> None:
        _refuse(address)
        _connect(self, address)  # type: ignore[arg-type]

    def connect_ex(self, address: object) -> int:
        _refuse(address)
        return _connect_ex(self, address)  # type: ignore[arg-type]


socket.getaddrinfo = _getaddrinfo  # type: ignore[assignment]
socket.socket = _Socket  # type: ignore[misc]
