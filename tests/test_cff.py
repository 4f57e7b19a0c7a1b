"""CITATION.cff, read and written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.diagnostics import Diagnostic
from bibconv.formats.cff import FORMAT, sniff
from bibconv.formats.cff_tables import TYPES, WRITTEN_TYPES
from bibconv.record import Date, Name, Record
from bibconv.values.markup import plain
from bibconv.variables import ITEM_TYPES
from tests import strategies
from tests.trees import cases, check_case, codes, lost, reading, writing


@pytest.mark.parametrize("case", cases("cff"), ids=lambda path: path.name)
def test_fixture(case: Path, request: pytest.FixtureRequest) -> None:
    check_case(FORMAT, case, accept=request.config.getoption("--accept"))


@pytest.mark.parametrize("case", cases("cff"), ids=lambda path: path.name)
def test_what_was_read_is_written_and_read_again(case: Path) -> None:
    records, _ = reading(FORMAT, (case / "input.cff").read_bytes())
    text, report = writing(FORMAT, list(records))
    again, _ = reading(FORMAT, text)
    for record in records:
        # Broken lines and second values of a key have no place in a sound file.
        for name in [name for name in record.extra if _is_lost(name, report.diagnostics)]:
            del record.extra[name]
    assert again == records


def _is_lost(name: str, findings: list[Diagnostic]) -> bool:
    key = name.removeprefix("cff:")
    return any(f"'key {key} of" in finding.message for finding in findings)


def _letters(text: str) -> str:
    return re.sub(r"[\s,;–-]", "", plain(text))


_NAMES = st.one_of(strategies.names, strategies.any_names)


@given(st.lists(strategies.records(name_values=_NAMES), min_size=1, max_size=2))
@settings(max_examples=40, deadline=None)
def test_every_variable_is_written_or_reported(records: list[Record]) -> None:
    records = sorted(records, key=lambda record: record.type not in ("software", "dataset"))
    text, report = writing(FORMAT, list(records))
    yaml.safe_load(text)
    reported = lost(report)
    again, found = reading(FORMAT, text)
    assert found.counts["error"] == found.counts["warning"] == 0
    # A record of whose values none has a key leaves nothing to read.
    for record, other in zip(records, again, strict=False) if len(again) == len(records) else ():
        assert other.type == record.type or "type" in reported
        for variable, value in record.texts.items():
            if variable not in reported | {"DOI"}:
                assert _letters(other.texts[variable]) == _letters(value)
        for name, names in record.names.items():
            assert other.names.get(name) == names or name in reported
        for dated, date in record.dates.items():
            assert other.dates.get(dated) == date or dated in reported


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_no_text_stops_the_reader(text: str) -> None:
    reading(FORMAT, text)
    reading(FORMAT, "cff-version: 1.2.0\ntitle: T\nreferences:\n- type: " + text)


@given(
    st.dictionaries(
        st.sampled_from(
            "title authors doi url pages start end year month identifiers keywords publisher "
            "conference date-released license foo".split()
        ),
        strategies.json_values,
        max_size=5,
    )
)
@settings(max_examples=40, deadline=None)
def test_no_value_is_lost(members: dict[str, object]) -> None:
    text = yaml.safe_dump({"cff-version": "1.2.0", **members}, allow_unicode=True)
    records, report = reading(FORMAT, text)
    said = " ".join(diagnostic.as_text() for diagnostic in report.diagnostics)
    held = repr([(one.texts, one.names, one.dates, one.extra) for one in records]) + said
    for leaf in _leaves(yaml.load(text, Loader=yaml.BaseLoader)):
        for word in re.findall("[a-zA-Z]{2,}", leaf):
            assert word in held or word in ("null", "true", "false", "cff") or "doi" in members


def _leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in _leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in _leaves(inner)]
    return [str(value)]


def test_every_type_is_written_and_those_of_the_guide_are_read() -> None:
    assert set(WRITTEN_TYPES) == ITEM_TYPES
    for name, type_ in TYPES.items():
        (record,), _ = reading(FORMAT, f"references:\n- type: {name}\n  title: T\n")
        assert record.type == type_
        assert f"type: {name}\n" in writing(FORMAT, [record])[0]


def test_the_software_comes_first_and_keeps_the_head_of_its_file() -> None:
    text = (
        "references: [{type: book, title: B}]\n"
        "preferred-citation: {type: article, title: A}\n"
        'cff-version: "1.1.0"\nmessage: Cite.\ntitle: S\n'
    )
    records, _ = reading(FORMAT, text)
    assert [record.texts["title"] for record in records] == ["S", "A", "B"]
    written, report = writing(FORMAT, list(records))
    assert written == (
        'cff-version: "1.1.0"\nmessage: Cite.\ntitle: S\n'
        "preferred-citation:\n  type: article\n  title: A\n"
        "references:\n  - type: book\n    title: B\n"
    )
    assert report.diagnostics == []


def test_a_bibliography_has_software_for_its_head_or_says_that_it_has_none() -> None:
    book, tool = Record("b", "book", {"title": "B"}), Record("t", "software", {"title": "T"})
    text, report = writing(FORMAT, [book, tool])
    assert yaml.safe_load(text)["title"] == "T"
    assert codes(report) == ["lost", "lost"]
    text, report = writing(FORMAT, [book])
    assert yaml.safe_load(text)["references"] == [{"type": "book", "title": "B"}]
    assert "incomplete" in codes(report)


@pytest.mark.parametrize(
    ("members", "date"),
    [
        ("year: 2020", Date((2020,))),
        ("{year: 2020, month: 5}", Date((2020, 5))),
        ("{year: 2020, month: May}", Date((2020, 5))),
        ("{year: 2020, month: 5, date-published: 2020-05-03}", Date((2020, 5, 3))),
        ("{year: 2018, date-released: 2019-01-02}", Date((2018,))),
        ("date-released: 2019-01-02", Date((2019, 1, 2))),
        ("issue-date: May 2001", Date((2001, 5))),
        ("issue-date: soon", Date(literal="soon")),
        ("{year: 2020, month: 13}", Date((2020,))),
    ],
)
def test_dates(members: str, date: Date) -> None:
    members = members if members.startswith("{") else "{" + members + "}"
    text = f"preferred-citation: {{type: book, title: T, {members[1:]}\n"
    (record,), _ = reading(FORMAT, text)
    assert record.dates == {"issued": date}


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("{family-names: Berg, given-names: T., name-particle: van, name-suffix: Jr.}",
         Name("Berg", "T.", "Jr.", non_dropping_particle="van")),
        ("{name: Ice Team}", Name(literal="Ice Team")),
        ("{given-names: Rafael, alias: rafa}", Name(literal="Rafael")),
        ("{given-names: R., name: Ice Team}", Name(literal="Ice Team")),
        ("{alias: rafa}", Name(literal="rafa")),
        ("Someone", Name(literal="Someone")),
    ],
)  # fmt: skip
def test_names(member: str, name: Name) -> None:
    (record,), _ = reading(FORMAT, f"title: T\nauthors:\n- {member}\n")
    assert record.names == {"author": [name]}


def test_the_repository_is_the_address_of_a_work_without_another() -> None:
    text = "title: T\nrepository: https://a.org\nrepository-code: https://b.org\n"
    (record,), _ = reading(FORMAT, text)
    assert record.texts["URL"] == "https://b.org"
    written, _ = writing(FORMAT, [record])
    assert "\nurl:" not in written
    assert reading(FORMAT, written)[0][0].texts == record.texts


def test_sniffing_wants_the_version_of_the_format() -> None:
    assert sniff("# YAML\n---\nmessage: x\ncff-version: 1.2.0\n")
    assert not sniff("message: x\ntitle: cff-version: 1\n")
