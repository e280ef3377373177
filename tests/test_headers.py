"""The headers that static hosts and nginx send, asked of a really started nginx."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import compress
import headers
from conftest import ROOT
from nginx import find


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def nginx(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Nginx with the example configuration, at a port of this machine."""
    folder = tmp_path_factory.mktemp("nginx")
    shutil.copytree(site, folder / "site")
    compress.compress(folder / "site")
    port = free_port()
    temps = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    binary, compressed = find()
    example = headers.nginx(str(folder / "site"), f"127.0.0.1:{port}")
    if not compressed:
        print("This nginx has no gzip_static, so it compresses by itself. Debian: apt install nginx-light")
        example = example.replace("gzip_static on;", "gzip on; gzip_min_length 0; gzip_types *;")
    as_root = "user root; " if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"daemon off; {as_root}pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ {temps}\n{example} }}\n"
    )
    command = [binary, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
    assert process.poll() is None, process.stdout and process.stdout.read()
    yield port
    process.terminate()
    process.wait()


def ask(port: int, path: str, **sent: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers=sent)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


@pytest.mark.parametrize("path", ["/", "/treatments/melasma/", "/nothing-here/"])
def test_every_answer_carries_every_header(nginx, path):
    status, sent, _ = ask(nginx, path)
    assert status == (404 if "nothing" in path else 200)
    for name, value in headers.HEADERS.items():
        assert sent[name.lower()] == value


def test_files_named_after_their_content_are_kept_for_ever_and_pages_are_not(nginx, site):
    hashed = [
        f"/{p.relative_to(site).as_posix()}"
        for p in [*site.glob("assets/*.*.css"), *site.glob("assets/*.*.js"), *site.glob("search/*.js")]
    ]
    assert len(hashed) > 5
    for path in hashed:
        assert ask(nginx, path)[1]["cache-control"] == headers.FOR_EVER, path
    for path in ("/", "/keep-worker.js", "/treatments/"):
        assert ask(nginx, path)[1]["cache-control"] == headers.CHECK_EACH_TIME, path


def test_drawings_are_kept_for_a_day(nginx):
    assert ask(nginx, "/assets/icon.svg")[1]["cache-control"] == headers.A_DAY


def test_compressed_copies_are_sent_with_the_right_type(nginx, site):
    for path, kind in (
        ("/treatments/melasma/", "text/html"),
        ("/assets/manifest.webmanifest", "application/manifest+json"),
        ("/assets/icon.svg", "image/svg+xml"),
    ):
        _, sent, body = ask(nginx, path, **{"Accept-Encoding": "gzip"})
        file = site / path.lstrip("/") / "index.html" if path.endswith("/") else site / path.lstrip("/")
        assert sent["content-encoding"] == "gzip"
        assert sent["content-type"] == f"{kind}; charset=utf-8"
        assert gzip.decompress(body) == file.read_bytes()


def test_the_page_for_lost_readers_and_the_hidden_file(nginx):
    status, _, body = ask(nginx, "/treatments/no-such-page/")
    assert status == 404
    assert b"This page is not here" in body
    assert ask(nginx, "/_headers")[0] == 404


def test_the_example_in_the_repository_is_the_one_that_was_tested():
    assert (ROOT / "scripts" / "nginx.conf").read_text("utf-8") == headers.nginx()


def test_every_page_carries_the_same_policy_and_nothing_that_it_forbids(site):
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        assert f'<meta http-equiv="Content-Security-Policy" content="{headers.meta()}">' in html[:1200], path
        for script in re.findall(r"<script\b[^>]*>", html):
            assert "src=" in script or 'type="application/ld+json"' in script, path
        assert not re.search(r"<style\b|\sstyle=", html), path
        assert html.index("Content-Security-Policy") < html.index("<link")
    assert "unsafe" not in headers.HEADERS["Content-Security-Policy"]


def test_headers_for_static_hosts_name_every_hashed_file(site):
    text = (site / "_headers").read_text("utf-8")
    assert text.startswith("/*\n  Content-Security-Policy: default-src 'none';")
    for path in [*site.glob("assets/*.*.css"), *site.glob("assets/*.*.js"), *site.glob("search/*.js")]:
        assert (
            f"\n/{path.relative_to(site).as_posix()}\n  ! Cache-Control\n  Cache-Control: {headers.FOR_EVER}\n" in text
        )
