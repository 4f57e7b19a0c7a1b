"""CSL-JSON, read and written."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.diagnostics import Report
from bibconv.format import Item, ReadOptions, WriteOptions
from bibconv.formats import csl_json, json_items
from bibconv.formats.csl_json import FORMAT, read, sniff, write
from bibconv.record import Date, Evidence, Name, Origin, Record, Verbatim
from bibconv.source import Source, Span
from tests import strategies
from tests.conftest import ROOT

SCHEMA = ROOT.parent / "shared/schema/csl-data.json"


def reading(text: str | bytes) -> tuple[list[Record], Report]:
    report = Report()
    source = Source.from_bytes(text) if isinstance(text, bytes) else Source.from_text(text)
    items = list(read(source, report, ReadOptions()))
    return [item for item in items if isinstance(item, Record)], report


def writing(items: list[Item], options: WriteOptions | None = None) -> tuple[str, Report]:
    report, stream = Report(), io.StringIO()
    write(items, stream, report, options or WriteOptions())
    report.finish()
    return stream.getvalue(), report


def codes(report: Report) -> list[str]:
    return [diagnostic.code for diagnostic in report.diagnostics]


def one(value: Any) -> tuple[Record, Report]:
    records, report = reading(json.dumps(value))
    assert len(records) == 1
    return records[0], report


@pytest.mark.parametrize(
    "case", sorted((ROOT / "fixtures/csl-json").glob("*")), ids=lambda path: path.name
)
def test_fixture(case: Path, request: pytest.FixtureRequest) -> None:
    source = Source.from_bytes((case / "input.json").read_bytes(), "input.json")
    report, stream = Report(), io.StringIO()
    records = [item for item in read(source, report, ReadOptions()) if isinstance(item, Record)]
    csl_json.write(records, stream, report, WriteOptions())
    findings = "".join(diagnostic.as_text() + "\n" for diagnostic in report.diagnostics)
    if request.config.getoption("--accept"):
        (case / "expected.json").write_text(stream.getvalue(), "utf-8")
        (case / "diagnostics.txt").write_text(findings, "utf-8")
    assert stream.getvalue() == (case / "expected.json").read_text("utf-8")
    assert findings == (case / "diagnostics.txt").read_text("utf-8")


# Laws


ANY_RECORD = strategies.records(
    name_values=st.one_of(strategies.names, strategies.any_names),
    extra=st.dictionaries(
        strategies.texts().map(lambda name: f"ris:{name}"),
        st.lists(strategies.json_values, min_size=1, max_size=2),
        max_size=2,
    ),
)


@given(st.lists(ANY_RECORD, max_size=3, unique_by=lambda record: record.id))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(records: list[Record]) -> None:
    text, report = writing(list(records))
    assert report.diagnostics == []
    again, report = reading(text)
    assert again == records
    assert report.diagnostics == []
    assert writing(list(again))[0] == text


@pytest.mark.skipif(not SCHEMA.exists(), reason="the CSL schema lies beside the repository")
@given(st.lists(ANY_RECORD, max_size=2))
@settings(max_examples=40, deadline=None)
def test_what_is_written_obeys_the_schema(records: list[Record]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    text, _ = writing(list(records), WriteOptions(provenance=True))
    jsonschema.validate(json.loads(text), schema)


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_stops_the_reader(text: str) -> None:
    reading(text)
    reading('[{"id": "a", "title": ' + text)


@given(strategies.json_values, st.sampled_from(["title", "author", "issued", "id", "custom", "x"]))
@settings(max_examples=150, deadline=None)
def test_no_value_stops_the_reader_or_is_lost(value: Any, name: str) -> None:
    records, report = reading(json.dumps([{"id": "a", "type": "book", name: value}]))
    assert len(records) == 1 or (name == "id" and not value and "empty-item" in codes(report))


# Shapes of the file


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", []),
        ("[]", []),
        ('[{"id": "a"}, {"id": "b"}]', ["a", "b"]),
        ('{"id": "a"}', ["a"]),
        ('{"items": [{"id": "a"}, {"id": "b"}]}', ["a", "b"]),
        ('{"references": [{"id": "a"}]}', ["a"]),
        ('{"a": {"type": "book"}, "x": {"id": "b", "type": "book"}}', ["a", "b"]),
        ('{"style": "apa", "items": [{"id": "a"}]}', ["a"]),
        ('{"id": "a"}\n{"id": "b"}\n', ["a", "b"]),
        ('\ufeff[{"id": "a"}]', ["a"]),
        ('[{"id": "a"},]', ["a"]),
        ('[{"id": "a"} {"id": "b"}]', ["a", "b"]),
    ],
)
def test_shapes(text: str, ids: list[str]) -> None:
    records, report = reading(text)
    assert [record.id for record in records] == ids
    assert report.counts["error"] == 0


def test_findings_have_the_key_of_a_record_without_id() -> None:
    records, report = reading('[{"type": "foo", "title": "One"}, {"id": "a", "type": "foo"}]')
    assert [record.id for record in records] == ["anonndone", "a"]
    assert [diagnostic.key for diagnostic in report.diagnostics] == ["anonndone", "a"]


def test_an_id_is_written_once() -> None:
    text, report = writing([Record("a"), Record("a"), Record("A"), Record("a")])
    assert [item["id"] for item in json.loads(text)] == ["a", "aa", "A", "ab"]
    assert codes(report) == ["duplicate-key", "duplicate-key"]
    assert "'a'" in report.diagnostics[0].message
    assert [diagnostic.key for diagnostic in report.diagnostics] == ["aa", "ab"]


def test_a_cut_off_file_keeps_what_came_before() -> None:
    text = '[\n  {"id": "a", "title": "One"},\n  {"id": "b", "title": "Two", "volume": "1'
    records, report = reading(text)
    assert [(record.id, record.texts.get("title")) for record in records] == [
        ("a", "One"),
        ("b", "Two"),
    ]
    assert records[1].extra == {"csl-json:unreadable": ['"volume": "1']}
    assert codes(report) == ["json-cut-off"]
    assert report.diagnostics[0].line == 3


def test_one_broken_item_spoils_no_other() -> None:
    text = '[\n{"id": "a"},\n{"id": "b",\n "title": "no end,\n "volume": "7"},\n{"id": "c"}]'
    records, report = reading(text)
    assert [record.id for record in records] == ["a", "b", "c"]
    assert records[1].texts == {"volume": "7"}
    assert records[1].extra == {"csl-json:unreadable": ['"title": "no end']}
    assert codes(report) == ["json-syntax"]


def test_a_deep_item_is_no_crash() -> None:
    records, report = reading(
        '[{"id": "a", "x": ' + "[" * 100_000 + "]" * 100_000 + '}, {"id": "b"}]'
    )
    assert [record.id for record in records] == ["a", "b"]
    assert codes(report) == ["json-syntax"]


def test_long_files_are_read_in_pieces() -> None:
    title = "x" * 5000
    text = json.dumps([{"id": f"k{number}", "title": title} for number in range(300)])
    records, report = reading(text)
    assert [record.id for record in records] == [f"k{number}" for number in range(300)]
    assert report.diagnostics == []


# Values


def test_numbers_become_the_text_they_were() -> None:
    records, _ = reading('[{"id": 7, "volume": 12, "issue": 1.10, "page": "3-4"}]')
    assert records[0].id == "7"
    assert records[0].texts == {"volume": "12", "issue": "1.10", "page": "3-4"}


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"date-parts": [[2019, 5, 17]]}, Date((2019, 5, 17))),
        ({"date-parts": [["2019", "05"]]}, Date((2019, 5))),
        ({"date-parts": [[2019], [2020]]}, Date((2019,), (2020,))),
        ({"date-parts": [[2019], [0, 0, 0]]}, Date((2019,), ())),
        ({"date-parts": [[2019, 0, 0]]}, Date((2019,))),
        ({"date-parts": [[2019, 23]]}, Date((2019,), season=3)),
        ({"date-parts": [[2019]], "season": "summer"}, Date((2019,), season=2)),
        ({"date-parts": [[-44, 3, 15]], "circa": 1}, Date((-44, 3, 15), circa=True)),
        ({"raw": "2019-05"}, Date((2019, 5))),
        ({"raw": "next spring"}, Date(literal="next spring")),
        ({"literal": "in press"}, Date(literal="in press")),
        ("2019-05/2019-06", Date((2019, 5), (2019, 6))),
        ("2019~", Date((2019,), circa=True)),
        (2019, Date((2019,))),
        ([[2019]], Date((2019,))),
        ([2019, 5], Date((2019, 5))),
    ],
)
def test_dates(value: Any, date: Date) -> None:
    record, report = one([{"id": "a", "issued": value}])
    assert record.dates == {"issued": date}
    assert report.diagnostics == []


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"date-parts": [[2019, 13]]}, Date((2019,))),
        ({"date-parts": [[2019, 2, 30]]}, Date((2019, 2))),
        ({"date-parts": [[1999, 21], [1999, 23]]}, Date((1999,), (1999,), season=1)),
        ({"date-parts": [["x"]]}, None),
        (True, None),
    ],
)
def test_what_is_no_date_is_kept_aside(value: Any, date: Date | None) -> None:
    record, report = one([{"id": "a", "issued": value}])
    assert record.dates.get("issued") == date
    kept = value["date-parts"] if isinstance(value, dict) else value
    assert list(record.extra.values()) == [[kept]]
    assert codes(report) == ["kept-aside"]
    assert report.diagnostics[0].path.startswith("#/0/issued")


def test_names_keep_every_part() -> None:
    value = {"family": "Berg", "given": "T. J.", "non-dropping-particle": "van den",
             "dropping-particle": "de", "suffix": "Jr.", "comma-suffix": True,
             "ORCID": "0000"}  # fmt: skip
    record, _ = one([{"id": "a", "author": [value, "OECD", {"name": "WHO"}]}])
    assert record.names["author"] == [
        Name("Berg", "T. J.", "Jr.", "de", "van den"),
        Name(literal="OECD"),
        Name(literal="WHO"),
    ]
    assert record.extra == {
        "csl-json:author/0/comma-suffix": [True],
        "csl-json:author/0/ORCID": ["0000"],
    }
    written = json.loads(writing([record])[0])[0]
    assert written["author"][0]["comma-suffix"] is True
    assert written["custom"] == {"bibconv": {"extra": {"csl-json:author/0/ORCID": ["0000"]}}}


def test_old_spellings_become_the_new_ones() -> None:
    record, _ = one([{"id": "a", "journalAbbreviation": "J. X.", "shortTitle": "S", "event": "E"}])
    assert record.texts == {
        "container-title-short": "J. X.",
        "title-short": "S",
        "event-title": "E",
    }


def test_an_unknown_type_is_a_document_that_remembers() -> None:
    record, report = one([{"id": "a", "type": "blog-entry", "title": "T"}])
    assert record.type == "document"
    assert record.extra == {"csl-json:type": ["blog-entry"]}
    assert codes(report) == ["kept-aside"]
    assert one(json.loads(writing([record])[0]))[0] == record


def test_types_of_crossref_are_understood() -> None:
    record, report = one([{"id": "a", "type": "journal-article", "title": "T"}])
    assert record.type == "article-journal"
    assert record.extra == {"csl-json:type": ["journal-article"]}
    assert report.diagnostics == []


def test_nothing_unknown_is_lost() -> None:
    given_ = {"id": "a", "type": "book", "GSCC": "1", "custom": {"x": [1.5]}, "categories": ["y"]}
    record, report = one([given_])
    assert report.diagnostics == []
    written = json.loads(writing([record])[0])[0]
    assert written["custom"] == {"x": [1.5], "bibconv": {"extra": {"csl-json:GSCC": ["1"]}}}
    assert written["categories"] == ["y"]
    assert one([written])[0] == record


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"id": "a", "x": NaN}]', "not-a-number"),
        ('[{"id": "a", "title": "x", "title": "y"}]', "repeated-field"),
        ('[{"id": "a", "title": "\\ud800"}]', "bad-character"),
        ('[{"id": "a", "title": {"x": 1}}]', "kept-aside"),
        ('[{"id": "a", "title": true}]', "kept-aside"),
        ('[{"id": "a", "author": [5]}]', "kept-aside"),
        ('[{"id": "a"}, 5]', "json-stray"),
        ('[{"id": "a"}', "json-cut-off"),
        ("hello", "json-stray"),
    ],
)
def test_every_fault_is_named(text: str, code: str) -> None:
    _, report = reading(text)
    assert codes(report) == [code]


# Writing


def test_the_layout_is_one_property_a_line() -> None:
    record = Record(
        "k", "book", {"title": "T <i>x</i>", "DOI": "10.1/x"}, {"author": [Name("F", "G")]}
    )
    other = replace(record, id="l")
    assert writing([record, other])[0] == (
        '[\n  {\n    "id": "k",\n    "type": "book",\n    "title": "T <i>x</i>",\n'
        '    "author": [{"family": "F", "given": "G"}],\n    "DOI": "10.1/x"\n  },\n'
        '  {\n    "id": "l",\n    "type": "book",\n    "title": "T <i>x</i>",\n'
        '    "author": [{"family": "F", "given": "G"}],\n    "DOI": "10.1/x"\n  }\n]\n'
    )
    assert writing([])[0] == "[]\n"


def test_the_writer_makes_the_ids_that_the_schema_requires() -> None:
    record = Record(texts={"title": "On Things"}, names={"author": [Name("Doe")]})
    ids = [item["id"] for item in json.loads(writing([record, record])[0])]
    assert ids == ["doendthings", "doendthingsa"]


def test_provenance_says_where_values_stood_and_survives() -> None:
    record = Record("k", "book", {"title": "T"})
    record.origin = Origin("text", "cv.txt", Span(10, 20), 3, "In: T, 2020")
    record.evidence = {"title": Evidence(Span(14, 15), "quoted", 0.9)}
    assert "custom" not in writing([record])[0]
    text, _ = writing([record], WriteOptions(provenance=True))
    assert json.loads(text)[0]["custom"]["bibconv"] == {
        "origin": {
            "format": "text",
            "source": "cv.txt",
            "line": 3,
            "span": [10, 20],
            "raw": "In: T, 2020",
        },
        "evidence": {"title": {"span": [14, 15], "text": "T", "rule": "quoted", "confidence": 0.9}},
    }
    again = reading(text)[0][0]
    assert (again.origin, again.evidence) == (record.origin, record.evidence)


def test_what_json_cannot_hold_is_named() -> None:
    record = Record("k", "book", {"title": "a\ud800b"}, extra={"x:y": [float("nan")]})
    text, report = writing([record, Verbatim("bibtex", "@comment{x}", 4)])
    text.encode()
    assert codes(report) == ["lost", "lost"]


def test_sniffing_tells_csl_from_other_json() -> None:
    assert sniff('[{"id": "a", "type": "article-journal"}]')
    assert sniff('\ufeff{"items": [{"issued": {"date-parts": [[2020]]}}]}')
    assert not sniff('{"@context": "https://schema.org", "type": "book"}')
    assert not sniff('{"a": 1}')
    assert not sniff("@book{a}")
    assert FORMAT.name == "csl-json"


JSON_NAMES = st.sampled_from(['"a"', '"a\\":"', '"\\u0061"', '"b"'])
JSON_VALUES = st.recursive(
    st.sampled_from(["1", "1.5", "null", '"\\":"', '"x: y"', '"a\\\\"', "NaN", "1" * 4400]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: f"[{','.join(parts)}]"),
        st.lists(
            st.builds("{}{}:{}".format, JSON_NAMES, st.sampled_from(["", "", " ", "\n"]), inner),
            max_size=3,
        ).map(lambda members: "{" + ", ".join(members) + "}"),
    ),
    max_leaves=8,
)


@given(text=JSON_VALUES)
@settings(max_examples=500, deadline=None)
def test_decoding_without_functions_finds_the_same(text: str) -> None:
    is_tight = not json_items._NOT_TIGHT.search(text)
    value, end = json_items._raw_decode(text, 0, is_tight=is_tight)
    assert (repr(value), end) == (repr(json_items._LENIENT.raw_decode(text)[0]), len(text))
