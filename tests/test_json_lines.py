"""JSON Lines, read and written."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.diagnostics import Report
from bibconv.format import Item, ReadOptions, WriteOptions
from bibconv.formats import csl_json
from bibconv.formats.json_lines import FORMAT, sniff, write
from bibconv.record import Evidence, Origin, Record
from bibconv.source import Source, Span
from tests import strategies
from tests.trees import cases, check_case, reading, writing


@pytest.mark.parametrize("case", cases("jsonl"), ids=lambda path: path.name)
def test_fixture(case: Path, request: pytest.FixtureRequest) -> None:
    check_case(FORMAT, case, accept=request.config.getoption("--accept"))


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
def test_what_is_written_is_read_back_line_by_line(records: list[Record]) -> None:
    text, report = writing(FORMAT, list(records))
    assert report.diagnostics == []
    lines = text.split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["id"] for line in lines] == [record.id for record in records]
    again, report = reading(FORMAT, text)
    assert again == records
    assert report.diagnostics == []
    assert writing(FORMAT, list(again))[0] != "" or not records


def test_provenance_is_always_there_and_survives() -> None:
    record = Record("k", "book", {"title": "T"})
    record.origin = Origin("text", "cv.txt", Span(10, 20), 3, "In: T, 2020")
    record.evidence = {"title": Evidence(Span(14, 15), "quoted", 0.9)}
    text, _ = writing(FORMAT, [record])
    (again,), _ = reading(FORMAT, text)
    assert (again.origin, again.evidence) == (record.origin, record.evidence)
    assert writing(FORMAT, [again])[0] == text


class _Nowhere:
    def write(self, text: str) -> int:
        return len(text)


def test_memory_does_not_grow_with_the_records() -> None:
    def records(count: int) -> Iterator[Item]:
        for number in range(count):
            yield Record(f"k{number}", "book", {"title": "x" * 1000})

    def peak(count: int) -> int:
        tracemalloc.start()
        write(records(count), _Nowhere(), Report(), WriteOptions())  # type: ignore[arg-type]
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    # Keys are remembered, so that none is written twice; nothing else is.
    assert peak(2000) - peak(200) < 2000 * 300


def test_a_broken_line_costs_no_other() -> None:
    text = '{"id": "a"}\n{"id": "b", "title": "no end}\n{"id": "c"} x\n[1]\n{"id": "d"}'
    records, report = reading(FORMAT, text)
    assert [record.id for record in records] == ["a", "b", "c", "d"]
    assert [finding.line for finding in report.diagnostics] == [2, 3, 4]


def test_a_line_may_be_longer_than_a_window() -> None:
    line = json.dumps({"id": "a", "type": "book", "title": "x" * 600_000})
    records, report = reading(FORMAT, f"{line}\n{line}\n")
    assert [len(record.texts["title"]) for record in records] == [600_000, 600_000]
    assert [record.origin.line for record in records if record.origin] == [1, 2]
    assert report.diagnostics == []


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_no_text_stops_the_reader(text: str) -> None:
    reading(FORMAT, text)
    reading(FORMAT, '{"id": "a"}\n{"id": "b", "title": ' + text)


def test_sniffing_tells_lines_from_lists() -> None:
    line = '{"id": "a", "type": "book"}\n'
    assert sniff(line + line)
    assert not csl_json.sniff(line + line)
    assert csl_json.sniff(line)
    assert not sniff(line)
    assert not sniff("[" + line.strip() + ",\n" + line + "]")
    assert not sniff('{"a": 1}\n{"a": 2}\n')
    assert not sniff('{"id": "a",\n "type": "book"}\n{')


def test_the_readers_of_both_read_both() -> None:
    line = '{"id": "a", "type": "book"}\n'
    assert FORMAT.read
    assert csl_json.FORMAT.read
    for read in (FORMAT.read, csl_json.FORMAT.read):
        for text in (line + line, f"[{line},{line}]"):
            assert len(list(read(Source.from_text(text), Report(), ReadOptions()))) == 2
