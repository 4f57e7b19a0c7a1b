"""Tables for spreadsheets."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats import comma_values, csl_json, tab_values
from bibconv.formats.delimited import COLUMNS, HEADER
from bibconv.record import Date, Name, Record, Verbatim
from bibconv.source import Source
from bibconv.values.markup import plain
from bibconv.variables import DATE_VARS, NAME_VARS, TEXT_VARS
from tests import strategies
from tests.conftest import ROOT
from tests.trees import codes, lost, writing

FORMATS = {"csv": comma_values.FORMAT, "tsv": tab_values.FORMAT}
SIGNS = {"csv": ",", "tsv": "\t"}


def rows(text: str, sign: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))


def value(cell: str) -> str:
    """Return the value of a cell, as the module's docstring says."""
    return cell.removeprefix("'")


@pytest.mark.parametrize("name", FORMATS)
def test_fixture(name: str, request: pytest.FixtureRequest) -> None:
    case = ROOT / "fixtures" / name / "columns"
    source = Source.from_bytes((case / "input.json").read_bytes(), "input.json")
    records = list(csl_json.read(source, Report(), ReadOptions()))
    text, report = writing(FORMATS[name], records)
    findings = "".join(diagnostic.as_text() + "\n" for diagnostic in report.diagnostics)
    if request.config.getoption("--accept"):
        (case / f"expected.{name}").write_text(text, "utf-8")
        (case / "diagnostics.txt").write_text(findings, "utf-8")
    assert text == (case / f"expected.{name}").read_text("utf-8")
    assert findings == (case / "diagnostics.txt").read_text("utf-8")


@given(
    st.sampled_from(sorted(FORMATS)),
    st.lists(
        strategies.records(name_values=st.one_of(strategies.names, strategies.any_names)),
        max_size=3,
        unique_by=lambda record: record.id,
    ),
)
@settings(max_examples=30, deadline=None)
def test_every_variable_is_in_its_column_or_reported(name: str, records: list[Record]) -> None:
    text, report = writing(FORMATS[name], list(records))
    header, *lines = rows(text, SIGNS[name])
    assert tuple(header) == HEADER
    assert len(lines) == len(records)
    for record, line in zip(records, lines, strict=True):
        cells = dict(zip(header, line, strict=True))
        assert (cells["id"], cells["type"]) == (record.id, record.type)
        for variable in record.variables():
            assert cells.get(variable) or variable in lost(report)
        for variable, text in record.texts.items():
            if variable in COLUMNS:
                assert value(cells[variable]) == plain(text)
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@x", "'=1", "''", "'Twas", "\tx", "＝1", "x"]
)
def test_no_cell_is_computed_and_none_loses_its_value(title: str) -> None:
    text, _ = writing(FORMATS["csv"], [Record("k", "book", {"title": title})])
    cell = dict(zip(*rows(text), strict=True))["title"]
    assert value(cell) == title
    assert cell == title or cell[0] == "'"


@pytest.mark.parametrize("title", ['a "b" c', "a, b", "a\nb", "a\r\nb", "a\rb", "a\tb", ";"])
@pytest.mark.parametrize("name", FORMATS)
def test_quoting(name: str, title: str) -> None:
    text, _ = writing(FORMATS[name], [Record("k", "book", {"title": title})])
    assert dict(zip(*rows(text, SIGNS[name]), strict=True))["title"] == title


def test_names_dates_and_losses() -> None:
    record = Record("k", "book", {"title": "<i>T</i>"}, extra={"ris:C1": ["x"]})
    record.names["author"] = [Name("Berg", "T.", "Jr.", non_dropping_particle="van den")]
    record.names["editor"] = [Name(literal="Roe; and Sons")]
    record.dates["issued"] = Date((2019, 5), (2020,))
    text, report = writing(FORMATS["csv"], [record, Verbatim("bibtex", "@comment{x}")])
    cells = dict(zip(*rows(text), strict=True))
    assert cells["author"] == "van den Berg, T., Jr."
    assert cells["issued"] == "2019-05/2020"
    assert cells["title"] == "T"
    assert lost(report) >= {"title", "editor"}
    assert len(codes(report)) == 4


class _Nowhere:
    def write(self, text: str) -> int:
        return len(text)


@pytest.mark.parametrize("name", FORMATS)
def test_memory_does_not_grow_with_the_records(name: str) -> None:
    format: Format = FORMATS[name]

    def records(count: int) -> Iterator[Item]:
        for number in range(count):
            yield Record(f"k{number}", "book", {"title": "x" * 1000})

    def peak(count: int) -> int:
        assert format.write
        tracemalloc.start()
        format.write(records(count), _Nowhere(), Report(), WriteOptions())  # type: ignore[arg-type]
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    # Keys are remembered, so that none is written twice; nothing else is.
    assert peak(2000) - peak(200) < 2000 * 300


def test_columns_are_variables() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert set(COLUMNS) <= TEXT_VARS | NAME_VARS | DATE_VARS


def test_formats_are_written_only() -> None:
    assert all(format.read is None for format in FORMATS.values())
    assert Path(f"x{FORMATS['tsv'].suffixes[0]}").suffix == ".tsv"
