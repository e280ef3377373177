"""Serves a built site from this machine, as a reader gets it."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the tests speak."""


class Server:
    """A folder on one port of this machine, which can be cut off and come back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        self.start()

    @property
    def address(self) -> str:
        """Return where the folder is served, with a slash at the end."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Serve, on the port of before where there was one."""
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), partial(_Quiet, directory=str(self.folder)))
        self.port = self.server.server_port
        Thread(target=self.server.serve_forever, daemon=True).start()

    def cut(self) -> None:
        """Stop, so that nobody answers at the port."""
        self.server.shutdown()
        self.server.server_close()
