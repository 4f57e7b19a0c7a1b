"""EndNote XML, MODS, Word's sources and PubMed XML: fixtures, and laws that hold for them all."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from bibconv import registry
from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats import csl_json
from bibconv.formats.endnotexml import FORMAT as ENDNOTEXML
from bibconv.formats.mods import FORMAT as MODS
from bibconv.formats.pubmedxml import FORMAT as PUBMEDXML
from bibconv.formats.wordbib import FORMAT as WORDBIB
from bibconv.record import OTHERS, Date, Name, Record
from bibconv.source import Source
from bibconv.values import keywords
from bibconv.variables import ITEM_TYPES, TextVar
from bibconv.xmltree import tidy
from tests import strategies
from tests.conftest import ROOT

FORMATS = (ENDNOTEXML, MODS, PUBMEDXML, WORDBIB)
WRITTEN = tuple(format for format in FORMATS if format.write)
CASES = [case for format in FORMATS for case in sorted((ROOT / "fixtures" / format.name).glob("*"))]
every = pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
each_written = pytest.mark.parametrize("format", WRITTEN, ids=lambda format: format.name)


def reading(format: Format, text: str | bytes) -> tuple[list[Record], Report]:
    report = Report()
    source = Source.from_bytes(text) if isinstance(text, bytes) else Source.from_text(text)
    assert format.read
    items = list(format.read(source, report, ReadOptions()))
    records = [item for item in items if isinstance(item, Record)]
    assert len(records) == len(items)
    return records, report


def writing(format: Format, *items: Item) -> tuple[str, Report]:
    report, stream = Report(), io.StringIO()
    assert format.write
    format.write(items, stream, report, WriteOptions())
    report.finish()
    return stream.getvalue(), report


def lost(report: Report) -> set[str]:
    """Return what a report says is lost: variables, "type", and names of `extra`."""
    messages = [one.message.split("'")[1] for one in report.diagnostics if one.code == "lost"]
    return {message.split()[-1] for message in messages}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_fixture(case: Path, request: pytest.FixtureRequest) -> None:
    format = registry.find(case.parent.name, Report())
    assert format
    assert format.read
    source = Source.from_bytes((case / "input.xml").read_bytes(), "input.xml")
    assert registry.guess(source, Report()).name == format.name
    report, stream = Report(), io.StringIO()
    records = list(format.read(source, report, ReadOptions()))
    csl_json.write(records, stream, report, WriteOptions())
    findings = "".join(diagnostic.as_text() + "\n" for diagnostic in report.diagnostics)
    if request.config.getoption("--accept"):
        (case / "expected.json").write_text(stream.getvalue(), "utf-8")
        (case / "diagnostics.txt").write_text(findings, "utf-8")
    assert stream.getvalue() == (case / "expected.json").read_text("utf-8")
    assert findings == (case / "diagnostics.txt").read_text("utf-8")


# Laws

_RECORDS = st.lists(
    strategies.records(name_values=st.one_of(strategies.names, strategies.any_names)),
    max_size=3,
    unique_by=lambda record: record.id,
)


def held(variable: TextVar, text: str) -> set[str]:
    """Return what a text may be in XML."""
    words = {keywords.joined(keywords.cut(text))} if variable == "keyword" else set()
    return words | {tidy(text)}


@each_written
@given(records=_RECORDS)
@settings(max_examples=60, deadline=None)
def test_what_a_record_holds_is_read_back_or_reported(
    format: Format, records: list[Record]
) -> None:
    text, report = writing(format, *records)
    root = etree.fromstring(text.encode())
    assert root.tag
    again, _ = reading(format, text)
    assert [one.id for one in again] == [one.id for one in records]
    missing = lost(report)
    for before, after in zip(records, again, strict=True):
        assert after.type == before.type or "type" in missing
        for name, value in before.texts.items():
            assert name in missing or after.texts.get(name, "") in held(name, value)
        for variable, names in before.names.items():
            assert variable in missing or after.names.get(variable) == names
        for dated, date in before.dates.items():
            assert dated in missing or after.dates.get(dated) == date
        if not missing:
            assert not after.extra
            assert set(after.variables()) <= set(before.variables())


@each_written
@given(records=_RECORDS)
@settings(max_examples=30, deadline=None)
def test_writing_what_was_read_changes_nothing(format: Format, records: list[Record]) -> None:
    text, _ = writing(format, *records)
    once, _ = reading(format, text)
    again, report = writing(format, *once)
    if not report.diagnostics:
        assert reading(format, again)[0] == once


# Elements that the formats know and some that nobody does, by the place they stand in.
_STEPS: dict[str, list[str]] = {
    "endnotexml": (
        "titles/title titles/secondary-title titles/alt-title titles/translated-title pages volume "
        "periodical/full-title contributors/authors/author contributors/secondary-authors/author "
        "dates/year dates/pub-dates/date dates/month keywords/keyword urls/related-urls/url isbn "
        "custom1 custom2 custom3 custom7 section edition accession-num auth-address notes abstract "
        "electronic-resource-num access-date foreign-keys/key rec-number work-type odd/inner odd"
    ).split(),
    "pubmedxml": (
        "MedlineCitation/PMID MedlineCitation/Article/ArticleTitle odd/inner "
        "PubmedData/ArticleIdList/ArticleId MedlineCitation/Article/Pagination/StartPage "
        "MedlineCitation/Article/Journal/Title MedlineCitation/Article/Journal/JournalIssue/Volume "
        "MedlineCitation/Article/Journal/JournalIssue/PubDate/Year "
        "MedlineCitation/Article/Journal/JournalIssue/PubDate/MedlineDate "
        "MedlineCitation/Article/AuthorList/Author/LastName "
        "MedlineCitation/Article/AuthorList/Author/Initials "
        "MedlineCitation/Article/Abstract/AbstractText MedlineCitation/Article/Language "
        "MedlineCitation/Article/Pagination/MedlinePgn "
        "MedlineCitation/MeshHeadingList/MeshHeading/DescriptorName "
        "MedlineCitation/Article/ELocationID PubmedData/History/PubMedPubDate/Year"
    ).split(),
    "mods": (
        "titleInfo/title titleInfo/nonSort titleInfo/partName name/namePart name/role/roleTerm "
        "note name/displayForm genre typeOfResource originInfo/dateIssued odd "
        "originInfo/place/placeTerm "
        "originInfo/publisher originInfo/issuance originInfo/copyrightDate identifier abstract "
        "subject/topic subject/name/namePart language/languageTerm location/url classification "
        "relatedItem/titleInfo/title relatedItem/part/detail/number part/extent/start part/date "
        "relatedItem/name/namePart physicalDescription/extent recordInfo/recordIdentifier odd/inner"
    ).split(),
    "wordbib": (
        "Tag Title Year Month Day YearAccessed Pages JournalName BookTitle Publisher Institution "
        "City StandardNumber LCID SourceType BIBTEX_Entry ThesisType Number Comments Odd Odd/Inner "
        "Author/Author/Corporate Author/Author/NameList/Person/Last Author/Odd/Corporate "
        "Author/Author/NameList/Person/First Guid"
    ).split(),
}
_WORDS = st.text("bcdfghjkm", min_size=6, max_size=9)
_VALUES = st.one_of(
    _WORDS,
    st.tuples(_WORDS, _WORDS).map(", ".join),
    st.integers(1000, 2999).map(str),
    st.sampled_from(["text", "Book", "PMC77", "10.1234/abc", "17", "Jan", "1998 Dec-1999 Jan"]),
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["type", "odd", "app", "href", "authority"]),
    st.one_of(_WORDS, st.sampled_from(["host", "series", "abbreviated", "doi", "volume"])),
    max_size=2,
)


def element(format: Format, leaves: list[tuple[str, str, dict[str, str]]]) -> str:
    """Return a record with these leaves, in which steps of one name share an element or do not."""
    names = {"pubmedxml": "PubmedArticle", "wordbib": "Source", "mods": "mods"}
    root = etree.Element(names.get(format.name, "record"))
    for number, (path, value, attributes) in enumerate(leaves):
        node = root
        *parents, last = path.split("/")
        for step in parents:
            found = node.find(step)
            node = found if found is not None and number % 3 else etree.SubElement(node, step)
        node = etree.SubElement(node, last, attributes)
        node.text = value
    text = etree.tostring(root, encoding="unicode")
    assert isinstance(text, str)
    return text


# Attributes of these names say what an element is; a rule that reads the element has asked them.
_KINDS = {"type", "authority"}


@every
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_leaf_is_in_a_value_or_kept_or_named(format: Format, data: Any) -> None:
    paths = st.sampled_from(_STEPS[format.name])
    leaves = data.draw(st.lists(st.tuples(paths, _VALUES, _ATTRIBUTES), max_size=8))
    (record,), report = reading(format, element(format, [("odd", "odd", {}), *leaves]))
    dates = [
        part for date in record.dates.values() for part in (date.start, date.end, date.literal)
    ]
    shown = " ".join(
        map(
            str,
            (
                record.id,
                record.type,
                record.texts,
                record.names,
                dates,
                record.extra,
                [one.message for one in report.diagnostics],
            ),
        )
    )
    for path, value, attributes in leaves:
        for word in value.replace(",", "").split():
            # What a rule has understood as a kind, a month or a language of the table is no text.
            known = word in ("text", "Book", "Jan", "Dec-1999", "17", "1998")
            if path != "LCID":
                assert known or word.lower() in shown.lower(), (path, value)
        for name, kind in attributes.items():
            if name not in _KINDS and path != "titleInfo/nonSort":
                assert kind in shown, (path, name, kind)


_MARKS = st.sampled_from([*"<>&;\"'/!-[]?= ", "<!--", "<![CDATA[", "&#0;", "&a;", "\0", "<x"])


@every
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_no_mutation_stops_the_reader(format: Format, data: Any) -> None:
    case = data.draw(st.sampled_from([one for one in CASES if one.parent.name == format.name]))
    text = (case / "input.xml").read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        size = data.draw(st.sampled_from([0, 0, 1, 5, 400]))
        text = text[:at] + data.draw(st.one_of(_MARKS, st.text(max_size=3))) + text[at + size :]
    records, report = reading(format, text)
    assert records or report.diagnostics
    for record in records:
        assert record.id
        assert all(record.texts.values())
        assert all(record.names.values())


@every
@given(text=st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_no_text_stops_the_reader(format: Format, text: str) -> None:
    reading(format, text)
    reading(format, f"<xml><record><mods><Source><PubmedArticle>{text}")


@each_written
def test_every_type_is_read_back_or_reported(format: Format) -> None:
    for type_ in sorted(ITEM_TYPES):
        text, report = writing(format, Record("a", type_))
        (again,), _ = reading(format, text)
        assert again.type == type_ or lost(report) == {"type"}


@each_written
def test_what_is_kept_is_written_back(format: Format) -> None:
    for case in CASES:
        if case.parent.name != format.name:
            continue
        records, _ = reading(format, (case / "input.xml").read_bytes())
        text, report = writing(format, *records)
        again, _ = reading(format, text)
        for before, after in zip(records, again, strict=True):
            for key, values in before.extra.items():
                path = key.partition(":")[2]
                if not any(path in one.message for one in report.diagnostics):
                    assert after.extra.get(key) == values, key


@each_written
def test_characters_that_xml_forbids_are_reported(format: Format) -> None:
    text, report = writing(format, Record("a", "book", {"title": "a\x02b\ud800"}))
    assert "title" in lost(report)
    assert reading(format, text)[0][0].texts["title"] == "ab"


# Each format's own


def one(format: Format, inside: str) -> Record:
    names = {"pubmedxml": "PubmedArticle", "wordbib": "Source", "mods": "mods"}
    name = names.get(format.name, "record")
    (record,), _ = reading(format, f"<{name}>{inside}</{name}>")
    return record


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("<Year>2018</Year><Month>May</Month><Day>15</Day>", Date((2018, 5, 15))),
        ("<Year>2018</Year><Month>05</Month>", Date((2018, 5))),
        ("<Year>2018</Year><Season>Summer</Season>", Date((2018,), season=2)),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", Date((1998, 12), (1999, 1))),
        ("<MedlineDate>2010 Sep-Oct</MedlineDate>", Date((2010, 9), (2010, 10))),
        ("<MedlineDate>1978 Jan 3-17</MedlineDate>", Date((1978, 1, 3), (1978, 1, 17))),
        ("<MedlineDate>1976-1977</MedlineDate>", Date((1976,), (1977,))),
        ("<MedlineDate>2000 Spring-Summer</MedlineDate>", Date((2000,), season=1)),
        ("<MedlineDate>1999-2000 Winter</MedlineDate>", Date((1999,), (2000,))),
    ],
)
def test_dates_of_pubmed(text: str, date: Date) -> None:
    day = f"<Journal><JournalIssue><PubDate>{text}</PubDate></JournalIssue></Journal>"
    record = one(PUBMEDXML, f"<MedlineCitation><Article>{day}</Article></MedlineCitation>")
    assert record.dates["issued"].start[:1] == date.start[:1]
    if record.dates["issued"] != date:
        # A part of it that the date has no place for is kept.
        assert record.extra
    else:
        assert ("Spring-Summer" in text) == bool(record.extra)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Roe, Kim", Name("Roe", "Kim")),
        ("Institute of Moss,", Name(literal="Institute of Moss")),
        ("University of X,, Y", Name(literal="University of X, Y")),
        ("van den Berg, T. J.", Name("Berg", "T. J.", non_dropping_particle="van den")),
        ("et al.", OTHERS),
    ],
)
def test_names_of_endnote(text: str, name: Name) -> None:
    contributors = f"<contributors><authors><author>{text}</author></authors></contributors>"
    record = one(ENDNOTEXML, contributors)
    assert record.names == {"author": [name]}
    assert reading(ENDNOTEXML, writing(ENDNOTEXML, record)[0])[0] == [record]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ('<dateIssued encoding="w3cdtf">2009-12-02</dateIssued>', Date((2009, 12, 2))),
        ('<dateIssued encoding="iso8601">20091202</dateIssued>', Date((2009, 12, 2))),
        ("<dateIssued>c1988.</dateIssued>", Date((1988,))),
        ("<dateIssued>[1988]</dateIssued>", Date((1988,))),
        ("<dateIssued>1988-</dateIssued>", Date((1988,), ())),
        ("<dateIssued>May 5, 1988</dateIssued>", Date((1988, 5, 5))),
        ('<dateIssued qualifier="approximate">1988</dateIssued>', Date((1988,), circa=True)),
        (
            '<dateIssued encoding="marc" point="start">1985</dateIssued>'
            '<dateIssued encoding="marc" point="end">9999</dateIssued>',
            Date((1985,), ()),
        ),
        ('<copyrightDate>2003</copyrightDate><dateCreated keyDate="yes">1955</dateCreated>',
         Date((1955,))),
    ],
)  # fmt: skip
def test_dates_of_mods(text: str, date: Date) -> None:
    assert one(MODS, f"<originInfo>{text}</originInfo>").dates["issued"] == date


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ('<genre authority="local">blogPost</genre>', "post-weblog"),
        ('<genre authority="marcgt">theses</genre>', "thesis"),
        ("<genre>Book chapter</genre>", "chapter"),
        ("<typeOfResource>cartographic</typeOfResource>", "map"),
        ("<originInfo><issuance>monographic</issuance></originInfo>", "book"),
        ("<originInfo><issuance>serial</issuance></originInfo>", "periodical"),
        ('<relatedItem type="host"><genre>newspaper</genre></relatedItem>', "article-newspaper"),
        ('<relatedItem type="host"><part><detail type="issue"/></part></relatedItem>',
         "article-journal"),
        ('<relatedItem type="host"><identifier type="isbn">1</identifier></relatedItem>',
         "chapter"),
        ("<extension><collectionCode>PLAW</collectionCode></extension>", "legislation"),
        ("<note>x</note>", "document"),
    ],
)  # fmt: skip
def test_types_of_mods(text: str, type_: str) -> None:
    assert one(MODS, text).type == type_


def test_word_finds_its_own_elements() -> None:
    """Word and JabRef look for the prefix `b:`, a tag and a type in every source."""
    text, _ = writing(WORDBIB, Record("a", "book"), Record("a", "thesis"))
    root = etree.fromstring(text.encode())
    tags = [source.findtext("{*}Tag") for source in root]
    assert len(set(tags)) == len(tags) == 2
    assert all(source.findtext("{*}SourceType") for source in root)
    assert text.count("<b:Source>") == 2


def test_runs_of_style_stand_in_one_line() -> None:
    """White space between them would be read as the title's."""
    text, _ = writing(ENDNOTEXML, Record("a", "book", {"title": "H<sub>2</sub>O"}))
    assert "H</style><style" in text
    assert reading(ENDNOTEXML, text)[0][0].texts["title"] == "H<sub>2</sub>O"
