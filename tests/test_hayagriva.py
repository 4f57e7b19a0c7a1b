"""Hayagriva's YAML, read and written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.formats.hayagriva import FORMAT, sniff
from bibconv.formats.hayagriva_tables import ENTRY_TYPES, TYPES, WRITTEN_TYPES
from bibconv.formats.hayagriva_values import formatted, printed
from bibconv.record import OTHERS, Date, Name, Record
from bibconv.values.markup import plain
from bibconv.variables import ITEM_TYPES
from tests import strategies
from tests.trees import cases, check_case, codes, lost, reading, writing


@pytest.mark.parametrize("case", cases("hayagriva"), ids=lambda path: path.name)
def test_fixture(case: Path, request: pytest.FixtureRequest) -> None:
    check_case(FORMAT, case, accept=request.config.getoption("--accept"))


@pytest.mark.parametrize("name", ["parents", "names-and-numbers"])
def test_what_was_read_is_written_and_read_again(name: str) -> None:
    (case,) = [case for case in cases("hayagriva") if case.name == name]
    records, _ = reading(FORMAT, (case / "input.yml").read_bytes())
    text, report = writing(FORMAT, list(records))
    assert report.diagnostics == []
    assert reading(FORMAT, text)[0] == records


@given(strategies.records(name_values=st.one_of(strategies.names, strategies.any_names)))
@settings(max_examples=50, deadline=None)
def test_every_variable_is_written_or_reported(record: Record) -> None:
    text, report = writing(FORMAT, [record])
    yaml.safe_load(text)
    reported = lost(report)
    (again,), found = reading(FORMAT, text)
    assert found.counts["error"] == found.counts["warning"] == 0
    assert again.id == record.id
    assert again.type == record.type or "type" in reported
    for variable, value in record.texts.items():
        if variable not in reported | {"DOI"}:
            assert _letters(again.texts[variable]) == _letters(value)
    for name, names in record.names.items():
        assert again.names.get(name) == names or name in reported
    for dated, date in record.dates.items():
        assert again.dates.get(dated) == date or dated in reported


def _letters(text: str) -> str:
    return re.sub(r"\s", "", plain(text))


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_no_text_stops_the_reader(text: str) -> None:
    reading(FORMAT, text)
    reading(FORMAT, "a:\n  type: Book\n  parent:\n    title: " + text)


_FIELDS = st.dictionaries(
    st.sampled_from(
        "title author editor date parent url publisher serial-number affiliated volume location "
        "organization page-range foo".split()
    ),
    strategies.json_values,
    max_size=5,
)


@given(_FIELDS, _FIELDS, st.sampled_from(sorted(ENTRY_TYPES)))
@settings(max_examples=40, deadline=None)
def test_no_value_is_lost(own: dict[str, object], parent: dict[str, object], type_: str) -> None:
    entry = {**own, "type": type_, "parent": parent}
    text = yaml.safe_dump({"key": entry}, allow_unicode=True)
    (record,), _ = reading(FORMAT, text)
    held = repr((record.texts, record.names, record.dates, record.extra))
    for leaf in _leaves(yaml.load(text, Loader=yaml.BaseLoader)["key"]):
        for word in re.findall("[a-zA-Z]{2,}", leaf):
            assert word in held or word in ("null", "true", "false", type_)


def _leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in _leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in _leaves(inner)]
    return [str(value)]


def test_every_type_is_written_and_every_entry_type_is_read() -> None:
    assert set(WRITTEN_TYPES) == ITEM_TYPES
    for type_ in sorted(ITEM_TYPES):
        text, report = writing(FORMAT, [Record("k", type_, {"title": "T"})])
        (again,), _ = reading(FORMAT, text)
        assert again.type == type_ or lost(report) == {"type"}
    for name, parent, type_ in TYPES:
        of = f"\n  parent: {{type: {parent}, title: P}}" if parent else ""
        (record,), report = reading(FORMAT, f"k:\n  type: {name.title()}\n  title: T{of}\n")
        assert record.type == type_
        assert report.counts["warning"] == 0


@pytest.mark.parametrize(
    ("text", "rich"),
    [
        ("{IceBERT} hears", '<span class="nocase">IceBERT</span> hears'),
        ("{{a}} b", '<span class="nocase">a</span> b'),
        (r"\{a\} and \$5", "{a} and $5"),
        ("$x_{i}$", "$x_{i}$"),
        ("a } b { c", "a } b { c"),
    ],
)
def test_formattable_strings(text: str, rich: str) -> None:
    assert formatted(text) == rich
    assert formatted(printed(rich)) == rich


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Duval, Fred", [Name("Duval", "Fred")]),
        ("[A B, 'C, D']", [Name(literal="A B"), Name("C", "D")]),
        ("'van den Berg, Jr., T.'", [Name("Berg", "T.", "Jr.", non_dropping_particle="van den")]),
        ("{name: Mädje, given-name: L.}", [Name("Mädje", "L.")]),
        ("[{name: M, given-name: L, prefix: von, suffix: III}]",
         [Name("M", "L", "III", non_dropping_particle="von")]),
        ("{name: Ice, alias: i}", [Name(literal="Ice")]),
    ],
)  # fmt: skip
def test_names(value: str, names: list[Name]) -> None:
    value = value.replace("[A B, 'C, D']", '["A B", "C, D"]')
    (record,), _ = reading(FORMAT, f"k:\n  type: Book\n  author: {value}\n")
    assert record.names == {"author": names}


def test_what_hayagriva_cannot_say_is_reported() -> None:
    record = Record("k", "review", {"title": "<i>T</i>", "scale": "1:5"})
    record.names["author"] = [Name("A", "B"), OTHERS]
    record.dates["issued"] = Date((2019,), (2020,))
    text, report = writing(FORMAT, [record])
    assert lost(report) == {"type", "title", "scale", "author", "issued"}
    assert yaml.safe_load(text)["k"]["date"] == "2019"


def test_an_id_is_written_once_and_nothing_is_an_empty_mapping() -> None:
    text, report = writing(FORMAT, [Record("a"), Record("a")])
    assert list(yaml.safe_load(text)) == ["a", "aa"]
    assert codes(report) == ["duplicate-key"]
    assert writing(FORMAT, [])[0] == "{}\n"


def test_two_entries_of_one_key_are_two_records() -> None:
    records, _ = reading(FORMAT, "a: {type: Book, title: B}\na: {type: Book, title: C}\n")
    assert [(record.id, record.texts["title"]) for record in records] == [("a", "B"), ("a", "C")]


def test_sniffing_tells_entries_from_other_yaml() -> None:
    assert sniff("# mine\nkey:\n    type: Article\n    title: T\n")
    assert sniff("a:\n  author: X\n\n  type: web # here\n")
    assert sniff("a: {type: Book, title: T}\n")
    assert not sniff("volumes:\n  data:\n    type: volume\n    title: x\n")
    assert not sniff("definitions:\n  type: object\n  title: Video\n")
    assert not sniff("- id: a\n  type: book\n  title: T\n")
    assert not sniff(
        "cff-version: 1.2.0\npreferred-citation:\n  type: conference-paper\n  title: T\n"
    )
    assert not sniff("---\ntitle: My CV\n---\n# Book: a list\n")
