"""The check's memory: quicker, and never another answer."""

import shutil

import pytest

import check
from conftest import DOCS


@pytest.fixture
def docs(tmp_path):
    for name in ("treatments", "guides"):
        shutil.copytree(DOCS / name, tmp_path / "docs" / name)
    shutil.copy(DOCS / "references.bib", tmp_path / "docs")
    return tmp_path / "docs"


def said(docs, capsys, *arguments):
    code = check.main(["--docs", str(docs), *arguments])
    return code, capsys.readouterr().out


def test_a_second_run_and_a_fresh_run_say_the_same(docs, capsys):
    first = said(docs, capsys)
    assert said(docs, capsys) == first == said(docs, capsys, "--fresh")
    assert "exempt: " in first[1]


def test_coverage_alone_finds_what_is_missing_and_leaves_out_how_it_is_written(docs, capsys):
    page = docs / "treatments" / "acne-scars.md"
    page.write_text(page.read_text().replace("## Recovery\n", "## Aftercare\n") + f"\n{'This is so ' * 13}long.\n")
    assert {"near-miss", "long-sentence"} <= set(said(docs, capsys)[1].split(": "))
    code, out = said(docs, capsys, "--coverage")
    assert code == 1
    assert "near-miss" in out
    assert "long-sentence" not in out


def test_a_page_that_is_clean_by_coverage_alone_is_not_remembered_as_clean(docs, capsys):
    page = docs / "treatments" / "acne-scars.md"
    page.write_text(page.read_text() + f"\n{'This is so ' * 13}long.\n")
    assert said(docs, capsys, "--coverage")[0] == 0
    assert said(docs, capsys)[0] == 1


def test_a_page_that_was_clean_is_checked_again_once_it_changes(docs, capsys):
    said(docs, capsys)
    page = docs / "treatments" / "acne-scars.md"
    good = page.read_text()
    page.write_text(good.replace("## Recovery\n", "## Aftercare\n"))
    code, out = said(docs, capsys)
    assert code == 1
    assert "acne-scars.md" in out
    assert "near-miss" in out
    assert said(docs, capsys)[1] == out, "a finding stays until it is mended"
    page.write_text(good)
    assert said(docs, capsys, "--fresh") == said(docs, capsys)


def test_a_source_that_goes_is_missed_on_pages_that_have_not_changed(docs, capsys):
    said(docs, capsys)
    sources = docs / "references.bib"
    sources.write_text(sources.read_text().replace("{nhs-laser-hair-removal,", "{another-name,"))
    assert "the source `nhs-laser-hair-removal` is not in docs/references.bib" in said(docs, capsys)[1]


def test_a_page_that_moves_to_another_folder_is_checked_as_what_it_is_there(docs, capsys):
    said(docs, capsys)
    shutil.move(docs / "guides" / "skin-tone.md", docs / "treatments" / "skin-tone.md")
    assert "treatments/skin-tone.md" in said(docs, capsys)[1]


@pytest.mark.parametrize("torn", ["", "\n\t\n", "x\ty", "\x00", "\udcff"])
def test_a_torn_memory_is_no_memory(docs, capsys, torn):
    first = said(docs, capsys)
    memory = docs.parent / ".cache" / "check.txt"
    memory.write_bytes(memory.read_bytes()[:500] + torn.encode("utf-8", "surrogatepass"))
    assert said(docs, capsys) == first


def test_a_folder_that_cannot_be_written_to_is_no_error(docs, capsys):
    (docs.parent / ".cache").write_text("in the way")
    assert said(docs, capsys)[0] == said(docs, capsys, "--fresh")[0]
