"""Formats by any of their names, from plug-ins, and by what a file holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import bibconv
from bibconv import Report, registry
from bibconv.capacity import TYPES, without_place, without_word
from bibconv.format import Format
from bibconv.record import Record
from bibconv.variables import ITEM_TYPES
from tests.conftest import ROOT, Run

BIB = "@article{a, author = {Doe, J.}, title = {T}, year = 2020}\n"
WRITTEN = [one for one in registry.formats(Report()) if one.write]


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("BibTeX", "bibtex"), ("bib", "bibtex"), ("CSL JSON", "csl-json"), ("csljson", "csl-json"),
        ("csl_json", "csl-json"), ("RIS", "ris"), ("txt", "text"), ("nothing", "nothing"),
    ],
)  # fmt: skip
def test_aliases(name: str, format: str) -> None:
    assert registry.canonical(name) == format


def test_an_alias_stands_for_one_format_and_is_none() -> None:
    for alias, format in registry._ALIASES.items():
        assert registry._ALIASES.get(format, format) == format
        assert alias not in registry._BUILT_IN
        if format in registry._BUILT_IN:
            assert registry.canonical(alias) == format


def test_an_alias_takes_what_its_format_takes(run: Run) -> None:
    ran = run("convert", "--from", "bib", "--to", "CSL JSON", "--provenance", stdin=BIB.encode())
    assert ran.code == 0
    assert '"custom"' in ran.out
    ran = run("convert", "--from", "bib", "--to", "bib", "--provenance", stdin=BIB.encode())
    assert (ran.code, ran.out) == (2, "")
    assert "--provenance is for csl-json and csl-yaml and jsonl, not for bibtex" in ran.err


def test_a_plug_in_may_have_the_name_of_an_alias(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in = Format("refer", write=lambda *_: None)
    entry = type("Entry", (), {"name": "bib", "value": "x", "load": lambda self: plug_in})()
    monkeypatch.setattr(registry, "_plug_ins", lambda: {"bib": entry})
    assert registry.find("bib", Report()) is plug_in
    assert registry.canonical("bib") == "bib"


def test_suffixes_asked_first_are_those_of_the_formats() -> None:
    for suffix, likely in registry._ASKED_FIRST.items():
        for name in likely:
            format = registry.find(name, Report())
            assert format
            assert suffix in format.suffixes


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        ("% nothing yet\n", "refs.bib", "bibtex"),
        ("@online{a, title = {T}, date = {2020-01}}", "refs.bib", "biblatex"),
        ("TY  - JOUR\nER  - \n", "refs.bib", "ris"),
        ("", "refs.ris", "ris"),
        ('[{"type": "book"}]', "REFS.JSON", "csl-json"),
        (BIB, "refs.json", "bibtex"),
    ],
)
def test_content_before_suffix(content: str, name: str, format: str) -> None:
    source = bibconv.Source.from_text(content, name)
    assert registry.guess(source, Report()).name == format


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.bib", BIB), ("a.ris", "TY  - JOUR\nER  - \n"), ("a.json", '[{"type": "book"}]')],
)
def test_a_suffix_that_agrees_asks_no_other_format(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    asked = {"a.bib": ("bibtex", "biblatex"), "a.ris": ("ris",), "a.json": ("csl-json",)}[name]
    code = (
        "import sys; from pathlib import Path; from bibconv import Report, Source, registry;"
        f"registry.guess(Source.from_path(Path({str(tmp_path / name)!r})), Report());"
        "print(*(n for n, m in registry._BUILT_IN.items() if m in sys.modules));"
        "print('importlib.metadata' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ran.stdout.split("\n")[0].split() == list(asked)


def test_encodings_are_told_apart(run: Run) -> None:
    bib = BIB.replace("Doe", "Müller")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        ran = run("convert", "--to", "ris", stdin=bib.encode(encoding))
        assert "AU  - Müller, J." in ran.out, encoding
        assert ("encoding-guessed" in ran.err) == (encoding == "utf-16-le")
    # Quotation marks that only cp1252 has.
    ran = run("convert", "--to", "ris", stdin=bib.replace("{T}", "{“T”}").encode("cp1252"))
    assert "TI  - “T”" in ran.out
    assert "warning[encoding-guessed]" in ran.err
    ran = run("convert", "--to", "ris", "--encoding", "latin-1", stdin=bib.encode("latin-1"))
    assert "AU  - Müller, J." in ran.out
    assert "encoding" not in ran.err


@pytest.mark.parametrize("format", WRITTEN, ids=lambda format: format.name)
def test_what_a_format_cannot_hold_is_what_its_writer_loses(format: Format) -> None:
    lost = without_place(format)
    assert len(set(lost)) == len(lost)
    for variable in ("title", "author", "issued"):
        assert variable not in lost
    assert lost == without_place(format, sorted(ITEM_TYPES))


@pytest.mark.parametrize("format", [one for one in WRITTEN if one.read], ids=lambda one: one.name)
def test_a_type_has_a_word_or_is_listed(format: Format) -> None:
    listed = without_word(format)
    types = sorted(ITEM_TYPES - {*listed})
    written = bibconv.write([Record(type_, type_, {"title": "T"}) for type_ in types], format.name)
    # CITATION.cff has the software first.
    assert sorted(one.type for one in bibconv.read(written, format.name)) == types
    assert "book" not in listed


@pytest.mark.parametrize("format", [one for one in WRITTEN if one.read], ids=lambda one: one.name)
def test_what_a_format_can_hold_comes_back_in_some_type(format: Format) -> None:
    """Neither is there a variable that the writer drops without a word."""
    from bibconv.capacity import _VARIABLES, _with

    held = {*_VARIABLES} - {*without_place(format)}
    for type_ in (*TYPES, *sorted(ITEM_TYPES)):
        records = [_with(variable, type_) for variable in sorted(held)]
        found = list(bibconv.read(bibconv.write(records, format.name), format.name))
        back = zip(sorted(held), found, strict=True)
        held = {variable for variable, record in back if variable not in record.variables()}
        if not held:
            break
    assert held <= {"page-first", "citation-key"}


PLUG_IN = """
from bibconv import Format, Record

def read(source, report, options):
    for line in source.text().split("\\n"):
        if line:
            yield Record(texts={"title": line})

def write(items, stream, report, options):
    for item in items:
        stream.write(item.texts["title"].upper() + "\\n")
        report.lose("language", "one-line", item.id)

FORMAT = Format("one-line", "a title a line", (".one",), read=read, write=write)
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a distribution with two formats, of which one cannot be imported."""
    site = tmp_path / "site"
    info = site / "oneline-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "oneline_plugin.py").write_text(PLUG_IN)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: oneline\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[bibconv.formats]\none-line = oneline_plugin:FORMAT\nbroken = oneline_missing:FORMAT\n"
    )
    monkeypatch.syspath_prepend(site)
    return tmp_path


def test_an_installed_plug_in_reads_and_writes(
    installed: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(installed)
    Path("titles.one").write_text("Ice hears\n")
    ran = run("convert", "titles.one", "--to", "one-line")
    assert (ran.code, ran.out) == (0, "ICE HEARS\n")
    assert "the format 'broken' cannot be used: ModuleNotFoundError" in ran.err
    assert "Ice hears" in run("convert", "titles.one", "--to", "ris").out
    # In other processes too, and the broken one is told once.
    Path("more.one").write_text("Floes\n")
    ran = run("convert", "titles.one", "more.one", "--to", "one-line", "--out-dir", "o", "-j", "2")
    assert ran.code == 0
    assert Path("o/more.one").read_text() == "FLOES\n"
    assert ran.err.count("'broken'") == 1


def test_formats_lists_a_plug_in_and_names_a_broken_one(installed: Path, run: Run) -> None:
    ran = run("formats")
    assert "one-line    read write  .one" in ran.out
    assert "no place for language" in ran.out
    assert "'broken' cannot be used" in ran.err
    assert ran.code == 0


def test_a_plug_in_whose_writer_fails_is_listed(
    installed: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in = Path("site/oneline_plugin.py")
    monkeypatch.chdir(installed)
    plug_in.write_text(PLUG_IN.replace('report.lose("language"', 'report.no_such("language"'))
    sys.modules.pop("oneline_plugin", None)
    ran = run("formats")
    assert ran.code == 0
    assert "one-line    read write" in ran.out
    assert "'one-line'" in ran.err
