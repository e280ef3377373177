"""The command as people and CI run it."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import check
import guidance
import report
import rules
from conftest import DOCS, PAGES, ROOT


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "check.py"), *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )  # fmt: skip


def test_the_site_is_clean_and_every_page_is_accounted_for():
    done = run()
    assert done.returncode == 0, done.stdout
    exempt = sum("exempt:" in (DOCS / page).read_text().split("---")[1] for page in PAGES)
    assert done.stdout.startswith(f"{len(PAGES) - exempt} of {len(PAGES)} pages checked, {exempt} exempt: ")
    assert done.stdout.strip().endswith("0 findings.")


def test_findings_exit_with_1_and_a_missing_path_with_2(tmp_path):
    bad = str(ROOT / "tests" / "rules" / "guides" / "near-miss.md")
    assert run("--docs", str(ROOT / "tests" / "rules"), bad).returncode == 1
    assert run(str(tmp_path / "nowhere.md")).returncode == 2
    assert run("--docs", str(tmp_path)).returncode == 2
    assert run(str(ROOT / "README.md")).returncode == 2
    assert run("--format", "sonnet").returncode == 2


def test_it_runs_from_any_folder(tmp_path):
    assert run(cwd=tmp_path).returncode == 0


def test_json_holds_every_finding():
    folder = ROOT / "tests" / "rules"
    done = json.loads(run("--docs", str(folder), "--format", "json").stdout)
    assert done["checked"] == len(list(folder.rglob("*.md")))
    lines = sum(len(p.read_text().splitlines()) for p in folder.rglob("*.txt"))
    assert len(done["findings"]) == lines
    assert set(done["findings"][0]) == {"path", "line", "rule", "problem", "fix"}


@given(st.text(), st.text(), st.text())
def test_an_annotation_is_one_line_whatever_the_finding_holds(path, problem, fix):
    finding = report.Finding(path, 3, "near-miss", problem, fix)
    first, last = report.github([finding], 1, []).split("\n")
    assert "\r" not in first
    assert first.startswith("::error file=")
    properties = first.removeprefix("::error ").split("::")[0]
    assert properties.count(",") == 2
    assert properties.count(":") == 0
    assert last == "1 of 1 pages checked. 1 finding."


def test_nothing_that_guides_can_lose_a_section_unseen(tmp_path):
    """Each page of the site, with one required section gone, emptied or hidden, is refused."""
    for name in PAGES:
        source = DOCS / name
        page = guidance.read(source, DOCS)
        for heading in rules.required(page):
            lines = source.read_text().split("\n")
            section = page.section(heading)
            start, end = section.heading.line - 1, section.heading.line + len(section.lines)
            for broken in (
                lines[:start] + lines[end:],
                [*lines[: start + 1], "", *lines[end:]],
                [*lines[:start], "```", *lines[start:end], "```", *lines[end:]],
                [*lines[:start], "<!--", *lines[start:end], "-->", "", *lines[end:]],
            ):
                copy = tmp_path / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text("\n".join(broken))
                found = check.check_all([copy], tmp_path).findings
                assert any(f"## {heading}`" in f.problem for f in found), (name, heading)


FULL = guidance.LARGEST - 100
"""Bytes: as much as a page may have, and a little room."""


def _hostile(seed: int) -> bytes:
    """One file that no author would write: noise, a torn page, deep nesting, odd marks, long lines."""
    dice = random.Random(seed)
    good = (DOCS / "treatments" / "hair-removal.md").read_bytes()
    kind = seed % 8
    if kind == 0:
        return dice.randbytes(dice.randrange(2000))
    if kind == 1:
        return good[: dice.randrange(len(good))]
    if kind == 2:
        torn = bytearray(good)
        for _ in range(dice.randrange(1, 40)):
            torn[dice.randrange(len(torn))] = dice.randrange(256)
        return bytes(torn)
    if kind == 3:
        mark = dice.choice([b"> ", b"- ", b"[", b"{", b"(", b"*", b"<", b"`", b"#", b"<div>", b"[@", b"\t", b"!["])
        return b"---\ntitle: x\n---\n\n" + mark * dice.randrange(1, 4000) + b"\n\n## Recovery\n"
    if kind == 4:
        mark = dice.choice([b"[", b"{", b"- ", b"? ", b"&a ", b"*a ", b"!!x ", b"a: ", b"|\n ", b"'", b'"'])
        return b"---\n" + mark * dice.randrange(1, 4000) + b"\n---\n\n## Recovery\n"
    if kind == 5:
        bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"]
        bomb += [f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]" for i in range(8)]
        return ("---\n" + "\n".join(bomb) + "\ntitle: *i\nproblems: *i\nalso_known_as: *i\n---\n# x\n").encode()
    if kind == 6:
        lines = good.split(b"\n")
        dice.shuffle(lines)
        return b"\n".join(lines)
    return b"\n".join(
        dice.choice([b"```", b"<!--", b"-->", b"## Recovery", b"---", b"", b"~~~", b"text", b"<p>"]) for _ in range(500)
    )


def test_ten_thousand_hostile_files_end_in_findings_and_never_in_a_traceback(tmp_path):
    """Also pages of one mark alone, 5 MB in one line, a folder and a link that are called like pages, and a loop of links."""
    folder = tmp_path / "treatments"
    folder.mkdir()
    for seed in range(10_000):
        (folder / f"{seed}.md").write_bytes(_hostile(seed))
    (folder / "long.md").write_bytes(b"# " + b"x" * 5_000_000)
    (folder / "fences.md").write_bytes(b"```\n\n~~~\n\n" * (FULL // 10))
    for number, mark in enumerate(
        (b"-", b"[", b"[@", b"[@a;", b"](", b"![", b"![x](", b"[x](y", b"[fill", b"<!-- ", b"`", b" ")
    ):
        (folder / f"mark-{number}.md").write_bytes(b"---\n\n" + mark * (FULL // len(mark)))
    (folder / "folder.md").mkdir()
    (folder / "dead.md").symlink_to(folder / "nowhere")
    (folder / "loop.md").symlink_to(folder / "loop.md")
    if os.geteuid() != 0:
        (folder / "secret.md").touch(0)
    started = time.monotonic()
    done = run("--docs", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == ""
    assert "Traceback" not in done.stdout
    assert " pages checked. " in done.stdout.splitlines()[-1]
    assert time.monotonic() - started < 300, "the check must end in bounded time"


def test_sarif_says_where_each_finding_is():
    folder = ROOT / "tests" / "rules"
    log = json.loads(run("--docs", str(folder), "--format", "sarif").stdout)
    (only,) = log["runs"]
    assert log["version"] == "2.1.0"
    ids = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    for result in only["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
    assert len(only["results"]) == sum(len(p.read_text().splitlines()) for p in folder.rglob("*.txt"))


def test_every_rule_is_listed_and_explained_with_two_examples():
    listed = [line.split()[0] for line in run("--rules").stdout.splitlines()]
    assert set(listed) == {*rules.RULES, "unreadable-file", "uncited-source"}
    for name in listed:
        shown = run("--explain", name)
        assert shown.returncode == 0
        assert "Refused:" in shown.stdout
        assert "Write:" in shown.stdout
    unknown = run("--explain", "near-mis")
    assert unknown.returncode == 2
    assert "Did you mean near-miss?" in unknown.stderr


def test_a_source_that_nobody_cites_is_found_with_its_line(tmp_path):
    (tmp_path / "references.bib").write_text("@online{a,\n  title = {x}\n}\n\n@online{b,\n  title = {y}\n}\n")
    (tmp_path / "index.md").write_text(
        (ROOT / "tests/rules/guides/good.md").read_text().replace("slowly.", "slowly. [@a]")
    )
    done = run("--docs", str(tmp_path))
    assert "references.bib:5: uncited-source: no page cites `b`." in done.stdout
    assert "`a`" not in done.stdout
