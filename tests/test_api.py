"""The Python API: twins of the commands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import bibconv
from bibconv import registry

REFERENCE = "Doe, J., & Roe, R. (2020). A title of some length. Journal of Things, 12(3), 45-67."
BIB = """@comment{kept}
@article{doe2020, author = {Doe, Jane}, title = {A title}, journal = {Journal}, year = 2020}
"""


def test_text_is_content_and_a_path_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text(BIB)
    expected = list(bibconv.read(BIB))
    assert [record.id for record in expected] == ["doe2020"]
    assert list(bibconv.read(file)) == expected
    assert list(bibconv.read(BIB.encode())) == expected
    assert list(bibconv.read(io.BytesIO(BIB.encode()))) == expected
    with pytest.raises(bibconv.InputError, match="No such file"):
        bibconv.read(Path("refs-that-are-not-there.bib"))


def test_parse_finds_references() -> None:
    (record,) = bibconv.parse(REFERENCE)
    assert record.texts["title"] == "A title of some length"
    assert record.dates["issued"] == bibconv.Date((2020,))
    assert [name.family for name in record.names["author"]] == ["Doe", "Roe"]


def test_what_stands_between_records_is_an_item() -> None:
    kinds = [type(item) for item in bibconv.read_items(BIB, "bibtex")]
    assert sorted(kind.__name__ for kind in kinds) == ["Record", "Verbatim"]


def test_write_returns_the_text_or_writes_it(tmp_path: Path) -> None:
    records = list(bibconv.read(BIB))
    text = bibconv.write(records, "ris")
    assert text.startswith("TY  - JOUR\n")
    stream = io.StringIO()
    assert bibconv.write(records, "ris", stream) == ""
    assert stream.getvalue() == text
    file = tmp_path / "refs.ris"
    assert bibconv.write(records, "ris", file) == ""
    assert file.read_text() == text
    assert list(tmp_path.iterdir()) == [file]


def test_no_record_no_file(tmp_path: Path) -> None:
    file = tmp_path / "refs.ris"
    report = bibconv.Report()
    assert bibconv.convert("", "ris", file, source_format="bibtex", report=report) == ""
    assert [found.code for found in report.diagnostics] == ["empty"]
    assert not file.exists()


def test_a_file_survives_a_failure_while_it_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "refs.ris"
    file.write_text("old")

    def failing() -> Iterator[bibconv.Item]:
        yield from bibconv.read(BIB)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bibconv.write(failing(), "ris", file)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_convert_and_cite() -> None:
    assert bibconv.convert(BIB, "csl-json").startswith("[")
    assert "Doe, J. (2020)" in bibconv.cite(BIB)
    assert "<i>Journal</i>" in bibconv.cite(BIB, markup="html")
    assert bibconv.convert(BIB, "apa") == bibconv.cite(BIB, "apa")


def test_several_sources_are_one_bibliography_with_unique_keys() -> None:
    report = bibconv.Report()
    json = bibconv.convert(BIB, "csl-json")
    keys = [record.id for record in bibconv.read([json, json, BIB, json], report=report)]
    assert keys[0] == "doe2020"
    assert len({key.casefold() for key in keys}) == 4
    assert len(report.diagnostics) == 3
    assert all("duplicate-key" in found.code for found in report.diagnostics)
    assert {keys[1], keys[3]} <= report.flagged
    assert report.records == 4


def test_a_made_key_avoids_the_keys_read_before() -> None:
    taken = BIB.replace("doe2020", "doe2020title")
    report = bibconv.Report()
    keys = [record.id for record in bibconv.read([taken, REFERENCE], report=report)]
    assert keys[0] == "doe2020title"
    assert keys[1] != keys[0]
    assert not any("duplicate-key" in found.code for found in report.diagnostics)


def test_faults_of_the_caller_come_at_the_call() -> None:
    with pytest.raises(bibconv.UsageError, match="unknown format 'bibtx'; did you mean 'bibtex'"):
        bibconv.read(BIB, "bibtx")
    with pytest.raises(bibconv.UsageError, match="unknown format 'bibtx'; did you mean 'bibtex'"):
        bibconv.write([], "bibtx")
    with pytest.raises(bibconv.UsageError, match="cannot write it"):
        bibconv.write([], "text")
    with pytest.raises(bibconv.UsageError, match="--me is for text and citations, not for bibtex"):
        bibconv.read(BIB, options=bibconv.ReadOptions(me=("Doe, J.",)))
    with pytest.raises(bibconv.UsageError, match="unknown encoding"):
        bibconv.read(BIB.encode(), encoding="utf-9")
    with pytest.raises(bibconv.UsageError, match="unknown encoding"):
        # A codec, but not one for text.
        bibconv.read(BIB.encode(), encoding="rot13")


def test_bytes_that_are_not_in_their_encoding_are_told() -> None:
    def codes(data: bytes, encoding: str | None = None) -> list[str]:
        report = bibconv.Report()
        list(bibconv.read(data, "bibtex", encoding=encoding, report=report))
        return [found.code for found in report.diagnostics if found.code.startswith("encoding")]

    latin = BIB.replace("Jane", "Jürgen").encode("latin-1")
    assert codes(latin) == ["encoding-guessed"]
    assert codes(latin, "latin-1") == []
    assert codes(latin, "utf-8") == ["encoding-faulty"]
    assert codes(b"\xef\xbb\xbf" + latin) == ["encoding-faulty"]
    assert codes(BIB.encode("utf-16")) == []
    with pytest.raises(bibconv.InputError, match="is not utf-16"):
        codes(BIB.encode("utf-16-le"), "utf-16")


def test_a_file_is_told_by_content_then_by_suffix() -> None:
    def guessed(content: str, name: str) -> str:
        source = bibconv.Source.from_text(content, name)
        return registry.guess(source, bibconv.Report()).name

    assert guessed(BIB, "refs.txt") == "bibtex"
    assert guessed("TY  - JOUR\nER  - \n", "refs.bib") == "ris"
    assert guessed('[{"id": "a", "type": "book"}]', "-") == "csl-json"
    assert guessed(REFERENCE, "cv.md") == "text"
    assert guessed(REFERENCE, "cv.unknown") == "text"


def test_two_formats_left_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    twins = [bibconv.Format(name, suffixes=(".x",), read=_reads_nothing) for name in ("a", "b")]
    monkeypatch.setattr(registry, "formats", lambda _, **__: iter(twins))
    with pytest.raises(bibconv.UsageError, match=r"refs.x may be a or b") as caught:
        registry.guess(bibconv.Source.from_text("?", "refs.x"), bibconv.Report())
    assert caught.value.hint == "say --from a or --from b"


def _reads_nothing(*_: object) -> Iterator[bibconv.Item]:
    return iter(())


PLUG_IN = bibconv.Format("one-line", suffixes=(".one",), read=_reads_nothing)


def test_a_plug_in_is_a_format_and_a_broken_one_a_warning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries = [
        EntryPoint("one-line", "tests.test_api:PLUG_IN", "bibconv.formats"),
        EntryPoint("broken", "tests.no_such_module:FORMAT", "bibconv.formats"),
        EntryPoint("odd", "tests.test_api:BIB", "bibconv.formats"),
        # A plug-in does not take a built-in format's name away.
        EntryPoint("ris", "tests.no_such_module:FORMAT", "bibconv.formats"),
    ]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda *, group: entries)
    report = bibconv.Report()
    found = [format.name for format in registry.formats(report)]
    assert found[:4] == ["bibtex", "biblatex", "ris", "csl-json"]
    assert found[-2:] == ["text", "one-line"]
    assert found.count("ris") == 1
    assert [(one.severity, one.code) for one in report.diagnostics] == [("warning", "plug-in")] * 2
    assert "'broken'" in report.diagnostics[0].message
    assert "'odd'" in report.diagnostics[1].message
    assert registry.find("one-line", report) is PLUG_IN


def test_a_report_says_what_a_loss_is() -> None:
    record = bibconv.Record("a", texts={"title": "<i>T</i>"})

    def told(loss: bibconv.diagnostics.LossPolicy, grouped: bool) -> list[str]:
        report = bibconv.Report(loss=loss, grouped=grouped)
        bibconv.write([record], "ris", report=report)
        assert report.lost == report.tally().lost == 1
        assert report.counts["error"] == (loss == "error")
        return [f"{one.severity} {one.code}" for one in report.diagnostics]

    for grouped in (True, False):
        assert told("warn", grouped) == ["warning lost"]
        assert told("error", grouped) == ["error lost"]
        assert told("ignore", grouped) == []


def test_a_loss_has_the_place_of_its_record() -> None:
    bib = "\n\n@book{a, title = {T}, shelf = {3}}\n@book{b, title = {U}, shelf = {4}}\n"
    for format in ("isi", "csl-json"):
        for grouped in (True, False):
            report = bibconv.Report(grouped=grouped)
            source = bibconv.Source.from_text(bib, "refs.bib")
            text = bibconv.convert(source, format, source_format="bibtex", report=report)
            assert text
            lost = [one for one in report.diagnostics if one.code == "lost"]
            if format == "isi" and grouped:
                (one,) = lost
                assert one.message.endswith("(first: refs.bib:3 a)")
            elif format == "isi":
                places = [(one.source, one.line, one.key) for one in lost]
                assert places == [("refs.bib", 3, "a"), ("refs.bib", 4, "b")]


def test_a_program_in_place_of_a_format() -> None:
    assert bibconv.convert(BIB, program="mendeley").startswith("TY  - JOUR\n")
    assert bibconv.convert(BIB).startswith("@")
    assert bibconv.write(list(bibconv.read(BIB)), program="obsidian").startswith("[")
    with pytest.raises(bibconv.UsageError, match="--for mendeley writes ris, not bibtex"):
        bibconv.convert(BIB, "bibtex", program="mendeley")


def test_json_reports_losses_one_by_one() -> None:
    def lost(grouped: bool) -> int:
        report = bibconv.Report(grouped=grouped)
        record = bibconv.Record("a", texts={"title": "T", "scale": "1:100"})
        again = bibconv.Record("b", texts={"title": "T", "scale": "1:200"})
        bibconv.write([record, again], "ris", report=report)
        assert not report.flagged
        return [one.code for one in report.diagnostics].count("lost")

    assert lost(grouped=False) >= lost(grouped=True)
