"""The file that knows MkDocs, with `preview.py` for serving: each event calls one plain function.

A build goes to a folder beside the site and takes its place when it is whole, so that a
failed build leaves the last good site.
"""

from __future__ import annotations

import gc
import logging
import shutil
import sys
from pathlib import Path
from typing import Any

import material
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler

SCRIPTS = Path(__file__).resolve().parent
OVERRIDES = SCRIPTS.parent / "overrides"
THEME = Path(material.__file__).parent / "templates"
TEMPLATES = {"treatment": "treatment.html", "guide": "guide.html", "home": "home.html"}
LISTS = {
    "treatments/index.md": "treatments.html",
    "guides/index.md": "guides.html",
    "compare.md": "compare.html",
    "a-to-z.md": "a-to-z.html",
    "about/sources.md": "sources.html",
    "about/reviews.md": "reviews.html",
}

log = logging.getLogger("mkdocs.guidance")
_state: dict[str, Any] = {"serving": False, "pages": {}}


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether this is `serve`, where findings are shown instead of failing the build."""
    # The search for garbage would otherwise look through all pages again and again: a tenth of the build.
    gc.set_threshold(50_000, 20, 50)
    _state["serving"] = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check every page, then set up navigation, Markdown extensions and the folder to build in."""
    _forget_scripts()
    import assets
    import bibliography
    import check
    import fields
    import glossary
    import navigation
    import preview
    import search_index
    import view
    from citations import Citations
    from drawings import Drawings
    from outline import Outline

    # What is made here stays until the end: there is no garbage in it to look for, now or, in a build, later.
    gc.disable()
    docs = Path(config.docs_dir)
    result = check.check_all(check.pages_below(docs), docs, keep=True)
    _state["pages"] = {p.src: p for p in result.pages}
    _state["findings"] = result.findings
    _say(result.findings)
    if _state["serving"]:
        # A warning must not stop the preview: take away the counter that makes `strict` fail.
        config.strict = False
        for page in result.pages:
            page.meta = fields.sound(page.meta, page.kind)
        for counter in _counters():
            logging.getLogger("mkdocs").removeHandler(counter)
    elif result.findings:
        raise PluginError(f"{len(result.findings)} findings; the site is left as it was. Mend the lines above.")
    try:
        sources = bibliography.read(docs / "references.bib")
    except (bibliography.BibliographyError, OSError) as error:
        raise PluginError(str(error)) from None
    words = glossary.Glossary(glossary.terms(_state["pages"].get(glossary.PAGE)))
    config.markdown_extensions += [Citations(sources), words, Drawings(docs / "images"), Outline()]  # type: ignore[list-item]
    config.nav = navigation.nav(result.pages, config.extra.get("about", []))
    _state["sources"] = sources
    _state["lists"] = view.lists(result.pages, sources)
    try:
        _state["assets"] = assets.Assets(OVERRIDES, THEME, {"tell.js": view.tell(result.pages)})
    except (OSError, LookupError) as error:
        raise PluginError(str(error)) from None
    index = search_index.index(result.pages)
    _state["index"] = index, preview.INDEX if _state["serving"] else search_index.name(index)
    _state["config"] = config
    if not _state["serving"]:
        _state["site"] = Path(config.site_dir)
        config.site_dir = str(_state["site"].with_name(f".{_state['site'].name}-new"))
        gc.freeze()
    gc.enable()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the theme's own files and our sources: `assets.py` makes what pages load from them."""
    import assets

    for file in list(files):
        if file.src_uri.startswith("assets/") and not (
            file.src_uri.endswith(assets.KEPT_AS_THEY_ARE) and (OVERRIDES / file.src_uri).exists()
        ):
            files.remove(file)
    return files


def on_nav(nav: Navigation, *, files: Files, **_: Any) -> None:
    """Keep what the preview needs to build a page by itself."""
    _state.update(nav=nav, files=files)


def on_page_read_source(*, page: MkDocsPage, **_: Any) -> str | None:
    """Hand MkDocs the text below the front matter, which the check has read already."""
    if page.file.src_uri not in _state["pages"]:
        return None
    ours = _state["pages"][page.file.src_uri]
    lines = page.file.content_string.split("\n")
    return "\n".join(["", *lines[ours.body_line - 1 :]])


def on_page_markdown(markdown: str, *, page: MkDocsPage, **_: Any) -> str | None:
    """Choose the template by the kind of the page; put the contributor's guide into its page."""
    ours = _state["pages"].get(page.file.src_uri)
    if ours:
        page.meta = dict(ours.meta)
    template = LISTS.get(page.file.src_uri) or (ours and TEMPLATES.get(ours.kind))
    if template:
        page.meta["template"] = template
    if page.file.src_uri == "about/contributing.md":
        guide = (SCRIPTS.parent / "CONTRIBUTING.md").read_text("utf-8")
        return markdown + "\n\n" + guide[guide.index("\n## ") :]
    return None


def on_env(env: Environment, **_: Any) -> None:
    """Tell the templates what the index of the search and the scripts and style sheets are called, and the policy."""
    import headers
    import templates

    env.trim_blocks = env.lstrip_blocks = True
    if env.loader:
        env.loader = templates.Templates(env.loader)
    _state["env"] = env
    env.globals["search_index"] = f"search/{_state['index'][1]}"
    env.globals["policy"] = headers.meta()
    env.globals["asset"] = _state["assets"].names.__getitem__


def on_page_context(context: dict[str, Any], *, page: MkDocsPage, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Hand the templates what they show beyond the text."""
    import linked_data
    import view

    context["lists"] = _state["lists"]
    context["lead"], context["rest"] = view.lead_and_rest(page.content or "")
    if ours := _state["pages"].get(page.file.src_uri):
        context["guide"] = view.of(ours)
        site = linked_data.Site(config.site_name, config.site_url or "", config.site_description or "")
        if data := linked_data.linked_data(ours, page.canonical_url or "", site, _state["sources"]):
            context["linked_data"] = linked_data.script_text(data)
    shown = Path(page.file.abs_src_path or "")
    context["findings"] = [f for f in _state["findings"] if Path(f.path).resolve() == shown.resolve()]
    return context


def on_template_context(context: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Hand the page of what was not found the list of treatments."""
    return context | {"lists": _state["lists"]}


def on_serve(server: LiveReloadServer, **_: Any) -> None:
    """Build no more than an edit changes."""
    import preview

    preview.Preview(server, _state, {*LISTS, "index.md"}, _say).look_often()


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the search, the scripts and the style sheets, then put the finished build in the place of the old site, unless MkDocs has warned."""
    import headers
    import search_index

    built = Path(config.site_dir)
    text, name = _state["index"]
    search_index.write(text, built, name)
    _state["assets"].write(built)
    headers.write(built, [*_state["assets"].names.values(), f"search/{name}"])
    if _state["serving"]:
        return
    if config.strict and any(counter.get_counts() for counter in _counters()):
        return
    site = _state["site"]
    old = site.with_name(f".{site.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    built.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _say(findings: list[Any]) -> None:
    for finding in findings:
        log.log(logging.INFO if _state["serving"] else logging.ERROR, "%s:%s: %s: %s. %s", *finding)


def _counters() -> list[CountHandler]:
    return [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler)]


def _forget_scripts() -> None:
    """Load our modules afresh, so that an edit in `scripts/` shows without a restart of `serve`."""
    if str(SCRIPTS) not in sys.path:
        sys.path.append(str(SCRIPTS))
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and Path(file).parent == SCRIPTS and Path(file) != Path(__file__).resolve():
            del sys.modules[name]
