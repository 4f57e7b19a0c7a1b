"""Broken and hostile input: the entries around a fault are read, and what it costs is named."""

from __future__ import annotations

import json

import pytest

import bibconv
from bibconv.diagnostics import Diagnostic, Report
from bibconv.formats.latex import decode
from bibconv.formats.xml_balancing import balanced
from bibconv.record import Record
from bibconv.values.numbers import page_parts
from bibconv.values.ranges import page_range


def read(text: str, format: str) -> tuple[list[Record], Report]:
    report = Report()
    items = list(bibconv.read(text, format, report=report))
    return [item for item in items if isinstance(item, Record)], report


def titles(records: list[Record]) -> list[str]:
    return [record.texts.get("title", "") for record in records]


def test_bibtex_fields_behind_a_brace_too_many() -> None:
    text = "@misc{a,\n title = {Ice},\n volume = 3},\n note = {Snow},\n}\n@misc{b, title = {Fog}}\n"
    records, report = read(text, "bibtex")
    assert titles(records) == ["Ice", "Fog"]
    assert records[0].texts["note"] == "Snow"
    assert [(one.code, one.line) for one in report.diagnostics] == [("bibtex-broken-entry", 3)]


def test_bibtex_free_text_with_an_equals_sign_is_no_field() -> None:
    records, _ = read("@misc{a, title = {Ice}}\nx = 5 in all that follows\n", "bibtex")
    assert records[0].extra == {}


def test_bibtex_entry_without_its_mark_is_named() -> None:
    text = "@misc{a, title = {Ice}}\nmisc{b,\n title = {Snow},\n}\n@misc{c, title = {Fog}}\n"
    records, report = read(text, "bibtex")
    assert titles(records) == ["Ice", "Fog"]
    (finding,) = report.diagnostics
    assert (finding.code, finding.line) == ("bibtex-no-entry", 2)
    assert "up to line 4" in finding.message


ICE = {"id": "a", "type": "book", "title": "Ice", "author": [{"family": "Doe"}], "note": "n"}
FOG = {"id": "b", "type": "book", "title": "Fog"}


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ("}]", "]"),  # one bracket too few
        ("}]", "}"),
        ("}]", "}}]"),  # one too many
        ('"Ice"', '"Ice'),
        ('"Ice"', 'Ice"'),
        ('"note":', '"note"'),
    ],
)
def test_json_fault_costs_no_other_item(sound: str, broken: str, indent: int | None) -> None:
    first = json.dumps(ICE, indent=indent)
    if indent:
        sound, broken = sound.replace("}]", "}\n ]"), broken.replace("}]", "}\n ]")
    assert sound in first
    text = f"[{first.replace(sound, broken, 1)},\n{json.dumps(FOG, indent=indent)}]"
    records, report = read(text, "csl-json")
    assert [record.id for record in records] == ["a", "b"]
    assert records[1].texts == {"title": "Fog"}
    assert report.counts["error"] == 1
    kept = json.dumps([records[0].texts, records[0].extra], default=str)
    assert "n" in records[0].texts.get("note", kept)


@pytest.mark.parametrize("type_", [[], ["book"], {}, {"a": 1}, 5, True, None])
def test_json_type_of_any_kind(type_: object) -> None:
    records, _ = read(json.dumps([{"id": "a", "type": type_, "title": "Ice"}, FOG]), "csl-json")
    assert titles(records) == ["Ice", "Fog"]


MODS = (
    '<modsCollection xmlns="http://www.loc.gov/mods/v3">{}'
    "<mods><titleInfo><title>Fog</title></titleInfo></mods></modsCollection>"
)
BOOK = (
    "<mods><titleInfo><title>Ice</title></titleInfo>"
    "<note>Snow</note><abstract>Cold</abstract></mods>"
)


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ("</title>", ""),
        ("<titleInfo>", "<titleInf>"),
        ("</title>", "<title>"),
        ("<note>", "<note a=1>"),
        ("<note>", "<note"),
        ("Snow", "Snow<!-- or "),
        ("Snow", "Snow<![CDATA[ or "),
        ("Snow", "<b>" * 400 + "Snow" + "</b>" * 400),
    ],
)
def test_xml_fault_loses_no_value(sound: str, broken: str) -> None:
    records, report = read(MODS.format(BOOK.replace(sound, broken, 1)), "mods")
    assert len(records) == 2
    assert records[1].texts["title"] == "Fog"
    kept = json.dumps([records[0].texts, records[0].extra])
    assert all(word in kept for word in ("Ice", "Snow", "Cold"))
    assert report.counts["error"] >= 1


def test_text_between_records_is_named_each_time() -> None:
    text = MODS.format(f"one{BOOK}two\nthree{BOOK}")
    _, report = read(text, "mods")
    outside = [one for one in report.diagnostics if one.code == "outside-record"]
    assert [one.line for one in outside] == [1, 1]
    assert "up to line 2" in outside[1].message


def test_balanced_keeps_sound_xml_and_lines() -> None:
    assert balanced("<a b='1'>x<c/>\n<!-- < --></a>") == "<a b='1'>x<c/>\n<!-- < --></a>"
    assert balanced("<a>\n<b>x\n</a>") == "<a>\n<b>x\n</b></a>"
    assert balanced("<a><b>5 < x <y</b></a>") == "<a><b>5 &lt; x &lt;y</b></a>"


def test_cff_reference_behind_a_broken_one() -> None:
    text = (
        "title: Ice\nreferences:\n  - type: book\n    title: Snow\nrubbish\n"
        "  - type: book\n    title: Fog\n"
    )
    records, _ = read(text, "cff")
    assert titles(records) == ["Ice", "Snow", "Fog"]


def test_yaml_line_that_is_taken_for_a_directive_is_named() -> None:
    records, report = read(
        "%YAML 1.2\n%% rubbish\n---\na:\n  type: book\n  title: Ice\n", "hayagriva"
    )
    assert titles(records) == ["Ice"]
    assert [(one.code, one.line) for one in report.diagnostics] == [("yaml-directive", 2)]


def test_ovid_second_source_is_kept() -> None:
    text = (
        "<1. >\nVN  - Ovid Technologies\nTI  - Ice\nSO  - A Journal. 3(2):1-9, 2001.\n"
        "SO  - B Letters. 4(2):1-9, 2002.\n"
    )
    (record,), _ = read(text, "ovid")
    assert record.texts["container-title"] == "A Journal"
    assert record.extra["ovid:SO"] == ["B Letters. 4(2):1-9, 2002."]


def test_file_that_ends_in_nuls() -> None:
    records, _ = read("@misc{a, title = {Ice}}\n" + "\0" * 5000, "bibtex")
    assert titles(records) == ["Ice"]


def test_caret_only_where_its_place_is_shown() -> None:
    text = Diagnostic("error", "x", "y", line=1, column=90_000, excerpt="@article{").as_text()
    assert len(text) < 100


# These ran for minutes before, in time squared or worse; a hang shows, no time is measured.
def test_values_of_one_sign_are_read() -> None:
    assert page_range("1" + "-" * 200 + "!") is None
    assert page_range("1--5") == ("1", "5")
    assert [part.kind for part in page_parts("Q" + " " * 50_000 + "e")] == ["page"]
    assert "e" in decode("\\'{" * 50_000 + "e" + "}" * 50_000)
    assert decode("\\'{\\^{e}}") == "ế"


@pytest.mark.parametrize(
    "text", ["• \n" * 20_000, "a-\n" * 20_000, "*a* **b** " * 5_000, "<!--" * 10_000, "_" * 50_000]
)
def test_texts_of_nothing_hold_no_record(text: str) -> None:
    assert list(bibconv.parse(text)) == []
