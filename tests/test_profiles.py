"""What each program needs of its input, held for any record: the quirks that --for respects."""

from __future__ import annotations

import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bibconv
from bibconv import Record, Report, UsageError, Verbatim, registry
from bibconv.format import Item
from bibconv.profiles import PROFILES, way
from bibconv.record import Date, Name
from bibconv.variables import ITEM_TYPES
from tests import strategies
from tests.conftest import Run

# Names of formats that --for may write once they are there.
LANDED = {name: [one for one in ways if one.format in registry.names()] for name, ways in (
    PROFILES.items()
)}  # fmt: skip

RECORDS = strategies.records(
    extra=st.dictionaries(
        st.sampled_from(
            ["ris:DA", "ris:A3", "ris:A4", "bibtex:year", "bibtex:month", "bibtex:urldate",
             "bibtex:@type", "bibtex:näme", "bibtex:file"]
        ),
        st.lists(st.sampled_from(["2020", "Müller, J.", "foo", "dataset", "王"]), min_size=1,
                 max_size=1),
        max_size=3,
    )
)  # fmt: skip
QUICK = settings(max_examples=40, deadline=None)


def written(items: list[Item], program: str, format: str | None = None) -> tuple[str, Report]:
    report = Report()
    return bibconv.write(items, format, program=program, report=report), report


@pytest.mark.parametrize("program", PROFILES)
def test_every_program_has_a_format_that_is_there(program: str) -> None:
    if program == "word" and "wordbib" not in registry.names():
        pytest.skip("the format of Word is not there yet")
    assert way(program).format in registry.names()
    found = registry.find(way(program).format, Report())
    assert found
    assert found.write


@pytest.mark.parametrize(
    ("program", "format"),
    [(name, one.format) for name, ways in LANDED.items() for one in ways],
)
@QUICK
@given(records=st.lists(RECORDS, min_size=1, max_size=3))
def test_what_is_written_can_be_read(program: str, format: str, records: list[Record]) -> None:
    text, _ = written([*records], program, format)
    assert len(list(bibconv.read(text, format))) == len(records)


@pytest.mark.parametrize("program", [name for name, ways in LANDED.items() if ways])
@QUICK
@given(record=RECORDS)
def test_keys_are_there_and_unique(program: str, record: Record) -> None:
    nameless = Record("", record.type, record.texts, record.names, record.dates)
    text, _ = written([record, nameless, record], program)
    keys = [one.id for one in bibconv.read(text, way(program).format)]
    assert len({key.casefold() for key in keys} - {""}) == 3


def test_zotero_knows_every_type() -> None:
    # Of CSL 1.0.1, and those that Zotero itself has written since.
    known = set(
        "article article-journal article-magazine article-newspaper bill book broadcast chapter "
        "dataset document entry entry-dictionary entry-encyclopedia figure graphic hearing "
        "interview legal_case legislation manuscript map motion_picture musical_score pamphlet "
        "paper-conference patent personal_communication post post-weblog report review "
        "review-book software song speech standard thesis treaty webpage".split()
    )
    records: list[Item] = [Record(type_, type_, {"note": "as is"}) for type_ in sorted(ITEM_TYPES)]
    text, report = written(records, "zotero")
    items = json.loads(text)
    assert {item["type"] for item in items} <= known
    assert not report.lost
    # The type itself is told in the field Extra.
    for item in items:
        if item["type"] != item["id"]:
            assert item["note"] == f"Type: {item['id']}\nas is"


@pytest.mark.parametrize("program", ["zotero", "mendeley", "endnote"])
def test_ris_begins_with_its_first_entry(program: str) -> None:
    items: list[Item] = [Verbatim("ris", f"line {number}") for number in range(50)]
    text, report = written([*items, Record("a", "book", {"title": "T"})], program, "ris")
    assert text.startswith("TY  - BOOK\n")
    assert report.lost == 50


def test_zotero_gets_no_entry_type_that_it_discards() -> None:
    bib = "@dataset{a, title = {T}, year = 2020}\n@memo{b, title = {U}, year = 2020}\n"
    report = Report()
    assert "@memo" in bibconv.convert(bib, "bibtex")
    text = bibconv.convert(bib, "bibtex", program="zotero", report=report)
    assert set(re.findall(r"@(\w+)", text)) == {"misc"}
    assert report.lost == 1


@QUICK
@given(record=RECORDS)
def test_mendeley_gets_no_date_of_access_and_no_further_authors(record: Record) -> None:
    text, report = written([record], "mendeley")
    tags = {line[:2] for line in text.split("\n")}
    assert not tags & {"DA", "A3", "A4"}
    issued = record.dates.get("issued", Date())
    if issued.start and 1000 <= issued.start[0] <= 9999:
        assert f"PY  - {issued.start[0]}\n" in text
        said = {finding.message for finding in report.diagnostics}
        cut = any("all but the year of issued" in message for message in said)
        assert cut == (issued != Date(issued.start[:1]))


def test_mendeley_is_told_what_it_cannot_take() -> None:
    names = {"author": [Name("Doe", "J.")], "translator": [Name("Roe", "R.")]}
    record = Record("a", "book", {"title": "T"}, names, {"issued": Date((2020, 5, 3))})  # type: ignore[arg-type]
    _, report = written([record], "mendeley")
    assert [one.message for one in report.diagnostics] == [
        "1 record: 'all but the year of issued' has no place in mendeley (first: a)",
        "1 record: 'translator' has no place in mendeley (first: a)",
    ]


def test_endnote_gets_utf_8(run: Run) -> None:
    author = '{"family": "Müller", "given": "J."}'
    csl = f'[{{"id": "a", "type": "book", "title": "Über", "author": [{author}]}}]'
    ran = run("convert", "--for", "endnote", stdin=csl.encode("utf-16"))
    assert ran.out.startswith("TY  - BOOK\nID  - a\nTI  - Über\nAU  - Müller, J.\n")


_DATE = r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"


@QUICK
@given(record=RECORDS, year=st.sampled_from([None, -44, 800, 12345]))
def test_typst_gets_dates_that_it_reads(record: Record, year: int | None) -> None:
    if year:
        record.dates["issued"] = Date((year,))
    text, _ = written([record], "typst")
    assert re.match(r"@\w+\{[^\s,{}]+,\n", text)
    for name, value in re.findall(r"^  (\w*date|year|month|day) = (.*),$", text, re.MULTILINE):
        assert name.endswith("date"), "BibLaTeX has one field for a date"
        assert re.fullmatch(rf"\{{{_DATE}(?:/(?:{_DATE}|\.\.)?)?\}}", value), value
        assert not value.startswith("{-")


def test_typst_keeps_a_date_in_words() -> None:
    record = Record("a", "book", {"title": "T"}, {}, {"issued": Date(literal="in press")})
    text, report = written([record], "typst")
    assert "note = {in press}" in text
    assert not report.lost


@QUICK
@given(record=RECORDS)
def test_orcid_gets_plain_ascii(record: Record) -> None:
    text, report = written([record], "orcid")
    assert text.isascii()
    # What "?" stands for is told.
    assert "?" not in text or report.lost or "?" in repr(record)


def test_orcid_gets_letters_as_commands_or_spelt_in_latin() -> None:
    record = Record(
        "müller", "article-journal", {"title": "Über Щука 王", "URL": "https://a.b/ü"},
        {"author": [Name("Müller", "Jörg")]}, {}, {"bibtex:file": ["ä.pdf"]},
    )  # fmt: skip
    text, report = written([record], "orcid")
    for part in ("{m", r"M{\"{u}}ller, J{\"{o}}rg", r"{\"{U}}ber Shchuka ?", "a.b/%C3%BC"):
        assert part in text
    assert r"file = {{\"{a}}.pdf}" in text
    assert report.lost == 1


@QUICK
@given(records=st.lists(RECORDS, min_size=1, max_size=3))
def test_obsidian_gets_a_list(records: list[Record]) -> None:
    text, _ = written([Verbatim("bibtex", "@comment{}"), *records], "obsidian")
    found = json.loads(text)
    assert isinstance(found, list)
    assert len({item["id"] for item in found}) == len(records)


@pytest.mark.parametrize(
    ("program", "format"),
    [("jabref", "biblatex"), ("papis", "bibtex"), ("overleaf", "bibtex")],
)
def test_programs_that_take_what_latex_takes(program: str, format: str) -> None:
    record = Record("a", "dataset", {"title": "Über DNA"}, {}, {"issued": Date((2020, 5))})
    text, _ = written([record], program)
    assert text == bibconv.write([record], format)


def test_options_of_the_caller_go_before_those_of_the_program() -> None:
    record = Record("a", "book", {"title": "T"})
    options = bibconv.WriteOptions(provenance=True)
    with pytest.raises(
        UsageError, match="--provenance is for csl-json and csl-yaml and jsonl, not for bibtex"
    ):
        bibconv.write([record], program="orcid", options=options)
    assert bibconv.write([record], program="obsidian", options=options)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--for", "zotro"], "unknown program 'zotro'; did you mean 'zotero'?"),
        (["--for", "mendeley", "--to", "bibtex"], "--for mendeley writes ris, not bibtex"),
        (["--for", "mendeley", "--to", "apa"], "--for mendeley writes ris, not apa"),
    ],
)
def test_a_program_and_a_format_must_agree(arguments: list[str], told: str, run: Run) -> None:
    ran = run("convert", *arguments, stdin=b"@book{a, title = {T}}")
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_the_records_of_the_caller_stay_as_they_are() -> None:
    def fresh() -> Record:
        names = {"translator": [Name("é")]}
        dates = {"issued": Date((2020, 5)), "accessed": Date(literal="x")}
        extra = {"ris:DA": ["1"], "bibtex:@type": ["dataset"], "bibtex:year": ["y"]}
        texts = {"title": "王", "note": "n"}
        return Record("ä", "classic", texts, names, dates, extra)  # type: ignore[arg-type]

    for program, ways in LANDED.items():
        for one in ways:
            record = fresh()
            bibconv.write([record], one.format, io.StringIO(), program=program)
            assert record == fresh(), program
