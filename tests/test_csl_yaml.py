"""CSL items in YAML, read and written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.format import WriteOptions
from bibconv.formats.csl_yaml import FORMAT, sniff
from bibconv.record import Date, Evidence, Name, Origin, Record, Verbatim
from bibconv.source import Span
from tests import strategies
from tests.trees import cases, check_case, codes, reading, writing


@pytest.mark.parametrize("case", cases("csl-yaml"), ids=lambda path: path.name)
def test_fixture(case: Path, request: pytest.FixtureRequest) -> None:
    check_case(FORMAT, case, accept=request.config.getoption("--accept"))


def one(text: str) -> Record:
    records, _ = reading(FORMAT, text)
    (record,) = records
    return record


# Laws

_RECORDS = strategies.records(
    name_values=st.one_of(strategies.names, strategies.any_names),
    extra=st.dictionaries(
        strategies.texts().map(lambda name: f"ris:{name}"),
        st.lists(strategies.json_values, min_size=1, max_size=2),
        max_size=2,
    ),
)


@given(st.lists(_RECORDS, max_size=3, unique_by=lambda record: record.id))
@settings(max_examples=25, deadline=None)
def test_what_is_written_is_read_back(records: list[Record]) -> None:
    text, report = writing(FORMAT, list(records))
    assert report.diagnostics == []
    again, report = reading(FORMAT, text)
    assert again == records
    assert report.diagnostics == []
    assert writing(FORMAT, list(again))[0] == text


@given(_RECORDS)
@settings(max_examples=25, deadline=None)
def test_other_readers_have_texts_where_texts_were_written(record: Record) -> None:
    text, _ = writing(FORMAT, [record])
    typed = yaml.safe_load(text)["references"][0]
    plain = yaml.load(text, Loader=yaml.BaseLoader)["references"][0]
    for variable in record.texts:
        assert isinstance(typed[variable], str)
        assert typed[variable] == plain[variable]
    assert typed["id"] == record.id


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_no_text_stops_the_reader(text: str) -> None:
    reading(FORMAT, text)
    reading(FORMAT, "references:\n- id: a\n  title: " + text)


@given(strategies.json_values, st.sampled_from(["title", "author", "issued", "id", "custom", "x"]))
@settings(max_examples=40, deadline=None)
def test_no_value_stops_the_reader(value: Any, name: str) -> None:
    text = yaml.safe_dump([{"id": "a", "type": "book", name: value}], allow_unicode=True)
    records, report = reading(FORMAT, text)
    assert len(records) == 1 or (name == "id" and not value and "empty-item" in codes(report))


# Values


@pytest.mark.parametrize(
    "value", ["1.10", "012", "1e3", "no", "on", "y", "0x1F", "2020-01-02", "12:30:45", "~2", ".inf"]
)
def test_a_plain_value_stays_what_it_is(value: str) -> None:
    record = one(f"- id: a\n  volume: {value}\n")
    assert record.texts == {"volume": value}
    assert one(writing(FORMAT, [record])[0]) == record


@pytest.mark.parametrize("value", ["~", "null", "", "''", "[]", "{}"])
def test_nothing_is_absent(value: str) -> None:
    assert one(f"- id: a\n  volume: {value}\n").texts == {}


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2019-05-17", Date((2019, 5, 17))),
        ("2019~", Date((2019,), circa=True)),
        ("2019/2020", Date((2019,), (2020,))),
        ("{date-parts: [[2019, 5]]}", Date((2019, 5))),
        ("{year: 2019, month: 05}", Date((2019, 5))),
        ("[{year: 2019, month: May, day: 3}]", Date((2019, 5, 3))),
        ("[{year: 2019}, {year: 2020, month: 2}]", Date((2019,), (2020, 2))),
        ("{year: 2019, season: 2}", Date((2019,), season=2)),
        ("{year: 2019, circa: true}", Date((2019,), circa=True)),
        ("[2019-01, 2019-03]", Date((2019, 1), (2019, 3))),
        ("{literal: in press}", Date(literal="in press")),
        ("soon", Date(literal="soon")),
    ],
)
def test_dates(value: str, date: Date) -> None:
    assert one(f"- id: a\n  issued: {value}\n").dates == {"issued": date}


def test_a_season_of_the_end_is_not_that_of_the_start() -> None:
    record = one("- id: a\n  issued: [{year: 2019}, {year: 2020, season: 4}]\n")
    assert record.dates["issued"] == Date((2019,), (2020,))
    assert record.extra == {"csl-json:issued/date-parts": [[[2019], [2020, 24]]]}


def test_markdown_is_rich_text_and_addresses_are_not() -> None:
    record = one("- id: a\n  title: On *E. coli*\n  URL: https://x.org/~a/b*c*\n")
    assert record.texts == {"title": "On <i>E. coli</i>", "URL": "https://x.org/~a/b*c*"}


def test_provenance_survives() -> None:
    record = Record("k", "book", {"title": "T"})
    record.origin = Origin("text", "cv.txt", Span(10, 20), 3, "In: T, 2020")
    record.evidence = {"title": Evidence(Span(14, 15), "quoted", 0.9)}
    text, _ = writing(FORMAT, [record], WriteOptions(provenance=True))
    again = one(text)
    assert (again.origin, again.evidence) == (record.origin, record.evidence)
    assert "custom" not in writing(FORMAT, [record])[0]


# Shapes of the file


@pytest.mark.parametrize(
    "text",
    [
        "---\nreferences:\n- id: a\n  type: book\n...\n",
        "references:\n  - id: a\n    type: book\n",
        "references: [{id: a, type: book}]\n",
        "- id: a\n  type: book\n",
        "-\n  id: a\n  type: book\n",
        "id: a\ntype: book\n",
        "\ufeff%YAML 1.2\n---\n- {id: a, type: book}\n",
        "---\ntitle: x\n---\n\nprose\n\n---\nreferences:\n- {id: a, type: book}\n---\n",
        '{"references": [{"id": "a", "type": "book"}]}',
    ],
)
def test_shapes(text: str) -> None:
    records, report = reading(FORMAT, text)
    assert records == [Record("a", "book")]
    assert report.counts["error"] == report.counts["warning"] == 0


def test_writing_nothing_and_what_stands_between() -> None:
    assert writing(FORMAT, [])[0] == "references: []\n"
    _, report = writing(FORMAT, [Record("a"), Verbatim("bibtex", "@comment{x}", 4)])
    assert codes(report) == ["lost"]


def test_an_id_is_written_once() -> None:
    text, report = writing(FORMAT, [Record("a"), Record("a")])
    assert [item["id"] for item in yaml.safe_load(text)["references"]] == ["a", "aa"]
    assert codes(report) == ["duplicate-key"]


def test_the_layout() -> None:
    record = Record("k", "book", {"title": "A: <i>b</i>"}, {"author": [Name("F", "G")]})
    record.dates["issued"] = Date((2019, 5))
    assert writing(FORMAT, [record])[0] == (
        '---\nreferences:\n- id: k\n  type: book\n  title: "A: *b*"\n  author:\n'
        '    - family: F\n      given: G\n  issued: "2019-05"\n...\n'
    )


def test_sniffing_tells_references_from_other_yaml() -> None:
    assert sniff("---\ntitle: x\nreferences:\n- type: book\n  id: a\n...\n\n# Text\n")
    assert sniff("# mine\nreferences:\n  - id: a\n")
    assert sniff("- title: x\n  type: article-journal\n")
    assert not sniff(
        "---\ntitle: My CV\nauthor: me\n---\n\n# Publications\n\n- Kim. *Ice*, 2019.\n"
    )
    assert not sniff("---\ntitle: My CV\nreferences: on request\n---\n\n# Publications\n")
    assert not sniff("cff-version: 1.2.0\nreferences:\n- type: book\n  id: x\n")
    assert not sniff("name: build\non: push\njobs:\n  test:\n    steps:\n    - id: a\n")
    assert not sniff("- name: install\n  type: package\n")
    assert not sniff("- name: limits\n  type: map\n")
    assert not sniff("k:\n  type: Article\n  title: x\n")
    assert not sniff("Kim, A. (2019). Ice.\nreferences:\n- id: a\n")
