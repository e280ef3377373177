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
_ANIMATION = re.compile(r"animation(?:-name)?:([^;}]*)")

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
    while (shorter := _without_unused_names(kept)) != kept:
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
    """Return the classes, ids, attributes, their whole values and the elements that a selector needs."""
    names: set[str] = set()
    before = ""
    for token in selector:
        if token.type == "hash" or (token.type == "ident" and before != ":"):
            names.add(token.value)
        elif token.type == "[] block":
            whole = token.content if token.content[1:2] == ["="] else token.content[:1]
            names.update(t.value for t in whole if t.type == "ident")
        before = token.value if token.type == "literal" else ""
    return frozenset(names)


def _without_unused_names(css: str) -> str:
    """Leave out variables and animations that no rule names, and rules that nothing is left of."""
    used = set(re.findall(r"var\(\s*(--[\w-]+)", css)) | set(re.findall(r"[\w-]+", "".join(_ANIMATION.findall(css))))
    url = r'url\("[^"]*"\)'
    css = re.sub(rf"(?<=[{{;])(--[\w-]+):(?:{url}|[^;{{}}])*(?:;|(?=}}))", lambda m: m[0] if m[1] in used else "", css)
    css = re.sub(r"@keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*\}", lambda m: m[0] if m[1] in used else "", css)
    return re.sub(r"(?<![^}])[^{}]+\{\}", "", css)
