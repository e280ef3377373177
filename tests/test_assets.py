"""What pages load: lean, named after its content, and right when the theme changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import assets
from conftest import ROOT
from hooks import OVERRIDES, THEME
from lean_css import lean

LOOKED_AT = [
    "",
    "treatments/melasma/",
    "guides/skin-tone/",
    "compare/",
    "about/contributing/",
    "about/sources/",
    "a-to-z/",
]


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".used{a:b}.other{a:b}", ".used{a:b}"),
        (".used,.other{a:b}", ".used{a:b}"),
        (".used .other{a:b}", ""),
        (".used:not(.other)::before{a:b}", ".used:not(.other)::before{a:b}"),
        ("[data-used=used]>p{a:b}[data-other]{a:b}", "[data-used=used]>p{a:b}"),
        ("kbd{a:b}p{a:b}", "p{a:b}"),
        ("#used{a:b}#other{a:b}", "#used{a:b}"),
        ("@media print{.used{a:b}.other{a:b}}@media screen{.other{a:b}}", "@media print{.used{a:b}}"),
        (':root{--a:url("data:x;y");--b:1;--c:var(--d);--d:2}p{m:var(--b)}', ":root{--b:1;}p{m:var(--b)}"),
        ("@font-face{font-family:x}", "@font-face{font-family:x}"),
        (
            "[data-used=used] p{a:b}[data-used=rtl] p{a:b}[data-used^=rtl]{a:b}",
            "[data-used=used] p{a:b}[data-used^=rtl]{a:b}",
        ),
        (
            "@keyframes in{0%{a:b}to{a:c}}@keyframes out{to{a:b}}p{animation:in 1s}",
            "@keyframes in{0%{a:b}to{a:c}}p{animation:in 1s}",
        ),
        (":root{--a:1}p{a:b}", "p{a:b}"),
    ],
)
def test_a_rule_stays_where_a_page_can_match_it(css, kept):
    assert lean(css, ['<p class="used" data-used id="used">', "root"]) == kept


def test_every_class_of_every_page_keeps_its_rules(site):
    css = assets.theme_css(THEME).read_text("utf-8")
    left = next((site / "assets").glob("guide.*.css")).read_text("utf-8")
    used = {
        name
        for path in site.rglob("*.html")
        # The colours of code are taken away by our own style sheet, so what names them may go.
        for classes in re.findall(
            r'class="([^"]*)"', re.sub(r"<code>.*?</code>", "", path.read_text("utf-8"), flags=re.S)
        )
        for name in classes.split()
    }
    known = set(re.findall(r"\.([\w-]+)", css))
    assert {name for name in used & known if not re.search(rf"\.{name}(?![\w-])", left)} == set()


_LOOK = """() => [...document.querySelectorAll("body *")].map(element => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const seen = ["color", "backgroundColor", "font", "borderTop", "borderBottom", "textDecoration", "display", "opacity"];
  return [element.tagName, element.className, x, y, width, height, ...seen.map(name => style[name])].join(" ");
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_look_the_same_as_with_all_of_the_theme(browser: Browser, address, width):
    whole = assets.theme_css(THEME).read_text("utf-8") + (OVERRIDES / "assets" / "guide.css").read_text("utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    for path in LOOKED_AT:
        page.goto(address + path)
        lean_look = page.evaluate(_LOOK)
        page.route("**/guide.*.css", lambda route: route.fulfill(body=whole, content_type="text/css"))
        page.goto(address + path)
        assert page.evaluate(_LOOK) == lean_look, path
        page.unroute("**/guide.*.css")
    context.close()


def test_a_name_changes_with_what_the_file_holds_and_with_what_it_imports(tmp_path):
    def made(day: str) -> assets.Assets:
        folder = tmp_path / "overrides" / "assets"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "day.js").write_text(day)
        (folder / "compare.js").write_text('import { day } from "./day.js";\ndocument.title = day;\n')
        (folder / "guide.css").write_text("p { color: red; }")
        (folder / "print.css").write_text("p { color: black; }")
        return assets.Assets(tmp_path / "overrides", THEME)

    before, after = made("export const day = 1;\n"), made("export const day = 2;\n")
    assert before.names["comparison.js"] != after.names["comparison.js"]
    assert before.names["guide.css"] == after.names["guide.css"]
    assert b"const day = 2;" in after.files[after.names["comparison.js"]]


@pytest.mark.parametrize(
    ("script", "left"),
    [
        (
            "/**\n * Says x.\n * @param {string} x\n */\nfunction f(x) {\n  return x;\n}\n",
            "\nfunction f(x) {\nreturn x;\n}\n",
        ),
        ("// Why.\n\nconst a = /** @type {number} */ (b);\n", "const a = (b);\n"),
        ("const a = `${b ? `, the best ${c} first` : ''} of 2 * 3`; // stays\n", None),
        ('const a = "http://x.example/**";\nconst b = 4 / 2;\n', None),
    ],
)
def test_scripts_lose_what_is_for_their_authors_alone(script, left):
    assert assets.short(script) == (script if left is None else left)


def test_a_theme_that_names_its_style_sheet_otherwise_is_told_plainly(tmp_path):
    (tmp_path / "assets" / "stylesheets").mkdir(parents=True)
    with pytest.raises(FileNotFoundError, match=r"0 files are called main.*mend theme_css in scripts/assets.py"):
        assets.theme_css(tmp_path)


def test_nothing_of_the_theme_is_published_that_no_page_loads(site):
    published = {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()}
    ours = {path.stem for path in (ROOT / "overrides" / "assets").iterdir()} | {
        Path(name).stem for name in assets.BUNDLES
    }
    assert {name for name in published if Path(name).name.split(".")[0] not in ours} == set()
    assert not list(site.rglob("*.map"))
