"""A small static server that treats every site alike, keeps the files compressed in memory and counts what it sends."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

TEXT = re.compile(r"^text/|javascript|json|xml|svg|manifest")
HASHED = re.compile(r"/_astro/|\.[0-9a-f]{8,}\.")
"""Names that change when the file does: these may be kept for a year, and all others are asked for again."""


@dataclass(frozen=True)
class Entry:
    """One file as it is sent: plain, compressed where that helps, and its headers."""

    plain: bytes
    packed: bytes | None
    headers: dict[str, str]


@dataclass(frozen=True)
class Sent:
    """One answer, with every byte of its head and body."""

    path: str
    status: int
    size: int
    body: int


def header_rules(text: str) -> list[tuple[re.Pattern[str], list[tuple[str, str]]]]:
    """Read a `_headers` file: a path pattern at the margin, then indented `Name: value` lines."""
    rules: list[tuple[re.Pattern[str], list[tuple[str, str]]]] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            parts = [".*" if p == "*" else "[^/]+" if p.startswith(":") else re.escape(p) for p in
                     re.split(r"(\*|:[A-Za-z]\w*)", line.strip())]  # fmt: skip
            rules.append((re.compile("".join(parts)), []))
        elif rules:
            name, _, value = line.strip().partition(":")
            rules[-1][1].append((name.strip(), value.strip()))
    return rules


def headers_for(path: str, kind: str, rules: list[tuple[re.Pattern[str], list[tuple[str, str]]]]) -> dict[str, str]:
    """Return the headers of one file: ours, then what the site's `_headers` file says, joined as hosts join them."""
    headers = {"Content-Type": f"{kind}; charset=utf-8" if TEXT.search(kind) else kind}
    own: dict[str, str] = {}
    for pattern, pairs in rules:
        if pattern.fullmatch(path):
            for name, value in pairs:
                key = name.lstrip("! ").title()
                if name.startswith("!"):
                    own.pop(key, None)
                else:
                    own[key] = f"{own[key]}, {value}" if key in own else value
    headers["Cache-Control"] = "public, max-age=31536000, immutable" if HASHED.search(path) else "public, max-age=600"
    return headers | own


def load(folder: Path) -> dict[str, Entry]:
    """Read a built site into memory, keyed by the address that serves each file.

    A compressed copy beside a file is sent as it is, as nginx's `gzip_static` does; the rest is compressed at level 6.
    """
    listed = folder / "_headers"
    rules = header_rules(listed.read_text("utf-8")) if listed.exists() else []
    files: dict[str, Entry] = {}
    for file in sorted(f for f in folder.rglob("*") if f.is_file() and f != listed and f.suffix != ".gz"):
        address = "/" + file.relative_to(folder).as_posix()
        if file.name == "index.html":
            address = address.removesuffix("index.html")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        kind = {".webmanifest": "application/manifest+json", ".js": "text/javascript"}.get(file.suffix, kind)
        plain = file.read_bytes()
        ready = file.with_name(f"{file.name}.gz")
        packed = (
            ready.read_bytes() if ready.exists() else gzip.compress(plain, 6, mtime=0) if TEXT.search(kind) else None
        )
        headers = headers_for(address, kind, rules)
        headers["ETag"] = f'"{hashlib.sha256(plain).hexdigest()[:16]}"'
        files[address] = Entry(plain, packed if packed and len(packed) < len(plain) else None, headers)
    return files


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open
    disable_nagle_algorithm = True
    server_version, sys_version = "static", ""

    def do_GET(self) -> None:
        site = cast("Server", self.server)
        path = unquote(urlsplit(self.path).path)
        entry, status, extra = site.files.get(path), HTTPStatus.OK, {}
        if entry is None and f"{path}/" in site.files:
            entry, status, extra = Entry(b"", None, {}), HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{path}/"}
        elif entry is None:
            entry, status = site.files.get("/404.html", Entry(b"Not found", None, {})), HTTPStatus.NOT_FOUND
        elif self.headers.get("If-None-Match") == entry.headers["ETag"]:
            entry, status = Entry(b"", None, entry.headers), HTTPStatus.NOT_MODIFIED
        body = entry.plain
        if entry.packed:
            extra["Vary"] = "Accept-Encoding"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body, extra["Content-Encoding"] = entry.packed, "gzip"
        if status != HTTPStatus.NOT_MODIFIED:
            extra["Content-Length"] = str(len(body))
        self._send(path, status, entry.headers | extra, body if self.command == "GET" else b"")

    do_HEAD = do_GET  # noqa: N815

    def _send(self, path: str, status: HTTPStatus, headers: dict[str, str], body: bytes) -> None:
        lines = [f"HTTP/1.1 {status.value} {status.phrase}", f"Date: {self.date_time_string()}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        answer = "\r\n".join([*lines, "", ""]).encode() + body
        cast("Server", self.server).sent.append(Sent(path, status.value, len(answer), len(body)))
        self.wfile.write(answer)  # head and body together, so that no answer waits for a second packet

    def log_message(self, *_: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Serves one built site on this machine, on a free port, until it is closed."""

    request_queue_size = 128

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = load(folder)
        self.sent: list[Sent] = []
        self.address = f"http://127.0.0.1:{self.server_port}/"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_: Any) -> None:
        """Say nothing: a browser that closes its connection is no fault."""
