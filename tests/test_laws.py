"""Laws that hold for every format of the registry, with whatever format comes to it.

What a format promises beyond them (exact values, the lines of findings) is in its own tests.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bibconv import registry
from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.record import Record
from bibconv.source import Source
from bibconv.values.markup import plain
from tests import strategies
from tests.conftest import ROOT

FORMATS = {format.name: format for format in registry.formats(Report())}
READ = [name for name, format in FORMATS.items() if format.read and name != "text"]
BOTH = [name for name in READ if FORMATS[name].write]
some = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def reading(format: Format, text: str) -> list[Record]:
    assert format.read
    items = format.read(Source.from_text(text), Report(), ReadOptions())
    return [item for item in items if isinstance(item, Record)]


def writing(format: Format, items: list[Record]) -> tuple[str, set[str]]:
    """Return what is written, and the variables of which something was reported lost."""
    report, stream = Report(), io.StringIO()
    assert format.write
    written: list[Item] = list(items)
    format.write(written, stream, report, WriteOptions())
    lost = {variable.split()[-1] for variable, _ in report.losses}
    return stream.getvalue(), lost


@lru_cache
def examples(name: str) -> list[str]:
    """Return the inputs of a format's fixtures, as text."""
    paths = sorted((ROOT / "fixtures" / name).glob("*/input.*"))
    return [path.read_bytes().decode("utf-8", "replace") for path in paths]


def letters(text: str) -> str:
    """Return what no format may change of a text: its letters and digits.

    Of a DOI an address may encode the other characters.
    """
    return re.sub(r"[\W_]", "", plain(unquote(text))).casefold()


@pytest.mark.parametrize("name", READ)
def test_every_reader_has_examples(name: str) -> None:
    assert examples(name)


@pytest.mark.parametrize("name", READ)
@given(data=st.data())
@some
def test_nothing_stops_a_reader(name: str, data: st.DataObject) -> None:
    text = data.draw(st.one_of(st.just(""), st.sampled_from(examples(name))))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.sampled_from([0, 0, 1, 5, 400]))
        put = data.draw(st.text(max_size=6))
        text = text[:at] + put + text[at + gone :]
    for record in reading(FORMATS[name], text):
        assert record.id
        assert all(record.texts.values())
        assert all(record.names.values())
        assert record.origin


@pytest.mark.parametrize("name", BOTH)
@given(before=strategies.records())
@some
def test_what_is_written_comes_back_or_is_named(name: str, before: Record) -> None:
    text, lost = writing(FORMATS[name], [before])
    again = reading(FORMATS[name], text)
    # A record of whose values none has a place leaves nothing to read.
    assert len(again) == 1 or lost >= {*before.variables()}
    for after in again:
        assert after.type == before.type or "type" in lost
        for variable, value in before.texts.items():
            # BibTeX tells the first page by the pages; of another type the record calls some
            # variables by other names.
            places = {variable, "page"} if variable == "page-first" else {variable}
            held = [text for name, text in after.texts.items() if name in places or "type" in lost]
            assert variable in lost or any(letters(value) in letters(text) for text in held)
        for names in before.names:
            assert names in lost or len(after.names.get(names, [])) == len(before.names[names])
        for date in before.dates:
            assert date in lost or after.dates.get(date) == before.dates[date]


@pytest.mark.parametrize("name", BOTH)
@given(records=st.lists(strategies.records(), max_size=2))
@some
def test_what_was_written_is_written_the_same_again(name: str, records: list[Record]) -> None:
    format = FORMATS[name]
    once = reading(format, writing(format, records)[0])
    twice = reading(format, writing(format, once)[0])
    assert writing(format, twice)[0] == writing(format, once)[0]
