import pytest

import bibliography
import check
import guidance
from conftest import DOCS, PAGES

ENTRY = "@article{a-1,\n  title = {{A \\& B}},\n  journal = {J},\n  year = {2020},\n  %s\n  keywords = {trial}\n}\n"


def read(tmp_path, text):
    path = tmp_path / "references.bib"
    path.write_text(text)
    return bibliography.read(path)


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ("doi = {10.1/x},\n pmid = {5},\n url = {https://copy.example},", "https://doi.org/10.1/x"),
        ("pmid = {5},\n url = {https://copy.example},", "https://pubmed.ncbi.nlm.nih.gov/5/"),
        ("url = {https://own.example},", "https://own.example"),
    ],
)
def test_the_link_is_the_doi_else_pubmed_else_the_address(tmp_path, fields, link):
    source = read(tmp_path, ENTRY % fields)["a-1"]
    assert (source.url, source.title, source.kind_in_words, source.year) == (link, "A & B", "study", "2020")


@pytest.mark.parametrize(
    "text",
    [ENTRY % "", "@article{a,\n title = {x}\n", (ENTRY % "pmid = {5},") * 2, "@article{a, url = {https://x.example}}"],
)
def test_a_broken_entry_is_named_with_its_line(tmp_path, text):
    with pytest.raises(bibliography.BibliographyError, match=r"references\.bib:\d+: "):
        read(tmp_path, text)


def test_the_quick_reader_finds_the_same_ids_as_the_library():
    path = DOCS / "references.bib"
    assert bibliography.ids(path) == set(bibliography.lines(path)) == set(bibliography.read(path))


def test_the_bibliography_holds_only_what_a_page_cites():
    pages = [guidance.read(DOCS / name, DOCS) for name in PAGES]
    cited = {id_ for page in pages for _, _, ids in page.citations for id_ in ids}
    assert set(bibliography.read(DOCS / "references.bib")) == cited


def test_every_source_has_a_kind_that_readers_know():
    assert {s.kind for s in bibliography.read(DOCS / "references.bib").values()} <= set(bibliography.KINDS)


def test_an_entry_that_is_commented_out_is_no_source(tmp_path):
    path = tmp_path / "references.bib"
    path.write_text("% @online{gone,\n  @online{here,\n  title = {see @online{not-this, x}}}\n")
    assert bibliography.lines(path) == {"here": 2}
    assert bibliography.ids(path) == {"here"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_ends_of_lines_and_a_byte_order_mark_change_nothing(tmp_path, mark, end):
    path = tmp_path / "references.bib"
    text = "".join(ENTRY.replace("a-1", id_) % "pmid = {5}," for id_ in ("a-1", "b-2"))
    path.write_bytes((mark + text.replace("\n", end)).encode())
    assert bibliography.lines(path) == {"a-1": 1, "b-2": 8}
    assert bibliography.ids(path) == set(bibliography.read(path)) == {"a-1", "b-2"}


@pytest.mark.parametrize("size", range(90, 110))
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_large_bibliography_is_read_in_parts_and_no_entry_is_lost(tmp_path, monkeypatch, end, size):
    path = tmp_path / "references.bib"
    path.write_bytes("".join(f"@online{{a-{n},{end}  title = {{Café {n}}}{end}}}{end}" for n in range(200)).encode())
    monkeypatch.setattr(bibliography, "BLOCK", size)
    assert bibliography.lines(path) == {f"a-{n}": 3 * n + 1 for n in range(200)}
    assert bibliography.ids(path) == set(bibliography.lines(path))
    assert bibliography.fault(path) is None
    path.write_bytes(path.read_bytes() + b"% \xe9")
    line, problem, _ = bibliography.fault(path)
    assert (line, "UTF-8" in problem) == (601, True)


def test_one_torn_character_is_one_finding_and_not_one_for_each_citation(tmp_path):
    raw = (ENTRY % "pmid = {5},").encode().replace(b"= {J}", b"= {Caf\xe9}")
    (tmp_path / "references.bib").write_bytes(raw)
    (tmp_path / "index.md").write_text("---\ntitle: x\n---\n\n# x\n\nSaid so. [@a-1]\n")
    found = check.check_all([tmp_path / "index.md"], tmp_path).findings
    assert [(f.line, f.rule) for f in found if f.path.endswith(".bib")] == [(3, "unreadable-file")]
    assert "unknown-source" not in {f.rule for f in found}
    with pytest.raises(bibliography.BibliographyError, match=r"references\.bib:3: .*UTF-8"):
        bibliography.read(tmp_path / "references.bib")


def test_a_folder_called_like_the_bibliography_is_named(tmp_path):
    (tmp_path / "references.bib").mkdir()
    (tmp_path / "index.md").write_text("---\ntitle: x\n---\n")
    found = check.check_all([tmp_path / "index.md"], tmp_path).findings
    assert "cannot be opened" in next(f.problem for f in found if f.path.endswith(".bib"))
