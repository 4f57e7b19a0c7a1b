"""CSL items in YAML, read and written."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.diagnostics import Report
from bibconv.format import Item, ReadOptions, WriteOptions
from bibconv.formats import csl_json
from bibconv.formats.csl_yaml import read, sniff, write
from bibconv.record import Date, Evidence, Name, Origin, Record, Verbatim
from bibconv.source import Source, Span
from tests import strategies
from tests.conftest import ROOT


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


def one(text: str) -> tuple[Record, Report]:
    records, report = reading(text)
    assert len(records) == 1
    return records[0], report


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
