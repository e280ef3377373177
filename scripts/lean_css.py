"""Takes out of the theme's style sheet what no page of this site can use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import tinycss2

_MARKDOWN = """
a blockquote body br button code details div em h1 h2 h3 h4 h5 h6 hr html img input label li mark ol p pre small
span strong sub summary sup svg table tbody td th thead tr ul highlight
"""
MARKDOWN = frozenset(_MARKDOWN.split())
"""Elements and classes that stand in pages without standing in a template."""


def lean(css: str, sources: Iterable[str]) -> str:
    """Return the rules of `css` that may match a page.

    Args:
        css: a style sheet.
        sources: every template and script. A rule stays if each class, id, attribute and
            element of its selector is a word of one of them, or one that Markdown makes,
            so that too much may stay but never too little.
    """
    words = MARKDOWN.union(*(re.findall(r"[\w-]+", text) for text in sources))
    kept = _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words)
    while (shorter := _without_unused_variables(kept)) != kept:
        kept = shorter
    return kept


def _rules(rules: list[Any], words: frozenset[str]) -> str:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [tinycss2.serialize(s) for s in _split(rule.prelude) if _names(s) <= words]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer") and rule.content:
            inner = _rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), words)
            if inner:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        else:
            kept.append(rule.serialize())
    return "".join(kept)


def _split(prelude: list[Any]) -> list[list[Any]]:
    """Split a list of selectors at its commas; those inside brackets and functions stay."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _names(selector: list[Any]) -> frozenset[str]:
    """Return the classes, ids, attributes and elements that a selector needs."""
    names: set[str] = set()
    before = ""
    for token in selector:
        if token.type == "hash" or (token.type == "ident" and before != ":"):
            names.add(token.value)
        elif token.type == "[] block":
            names.update(t.value for t in token.content[:1] if t.type == "ident")
        before = token.value if token.type == "literal" else ""
    return frozenset(names)


def _without_unused_variables(css: str) -> str:
    used = set(re.findall(r"var\(\s*(--[\w-]+)", css))
    url = r'url\("[^"]*"\)'
    return re.sub(rf"(?<=[{{;])(--[\w-]+):(?:{url}|[^;{{}}])*(?:;|(?=}}))", lambda m: m[0] if m[1] in used else "", css)
