"""The site's own JavaScript: small, private, and loaded only where it is used."""

import gzip
import re

import pytest

from conftest import ROOT

SCRIPTS = sorted(set((ROOT / "overrides" / "assets").glob("*.js")) - {ROOT / "overrides" / "assets" / "keep-worker.js"})


def gzipped(site, page: str) -> int:
    loaded = set(re.findall(r'src="[^"]*(assets/[\w.-]+\.js)"', (site / page / "index.html").read_text()))
    return sum(len(gzip.compress((site / address).read_bytes(), 9)) for address in loaded)


def test_a_page_carries_12_kilobytes_of_it_or_less(site, capsys):
    sizes = {page: gzipped(site, page) for page in ("", "treatments/melasma", "guides/skin-tone", "compare")}
    with capsys.disabled():
        print(f"\nOwn JavaScript of a page, gzipped bytes: {sizes}")
    assert max(sizes.values()) <= 12_000


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_it_stores_nothing_sends_nothing_and_evaluates_nothing(path):
    code = re.sub(r"//.*|/\*.*?\*/", "", path.read_text(), flags=re.S)
    for forbidden in (
        r"\beval\b",
        "innerHTML",
        "Storage",
        "cookie",
        r"\bfetch\b",
        "XMLHttp",
        "sendBeacon",
        "WebSocket",
        "Function\\(",
    ):
        assert not re.search(forbidden, code), forbidden


def test_pages_load_only_what_they_use(site):
    def loaded(page: str) -> set[str]:
        html = (site / page / "index.html").read_text()
        return {f"{name}.js" for name in re.findall(r'src="[^"]*assets/([\w-]+)\.\w+\.js"', html)}

    assert loaded("treatments/melasma") == {"treatment.js"}
    assert loaded("compare") == {"comparison.js"}
    assert loaded("guides/skin-tone") == {"every-page.js"}


def test_no_handler_and_no_style_stands_in_the_html(site):
    for page in site.rglob("*.html"):
        html = page.read_text()
        assert not re.search(r'<[^>]+\son\w+="', html), page
        assert "javascript:" not in html, page
        assert not re.search(r'<[^>]+\sstyle="', html), page
