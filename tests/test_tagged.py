"""The formats of tagged lines beside RIS: laws that hold for each, and golden fixtures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats import csl_json, enw, isi, nbib, ovid, refworks, ris
from bibconv.formats.enw_tables import TAGS as ENW
from bibconv.formats.isi_tables import TAGS as ISI
from bibconv.formats.nbib_tables import TAGS as NBIB
from bibconv.formats.refworks_tables import TAGS as REFWORKS
from bibconv.formats.tagged_tables import Tags
from bibconv.record import OTHERS, Date, Name, Record
from bibconv.source import Source
from bibconv.values.identifiers import normal_doi
from bibconv.variables import ITEM_TYPES
from tests import strategies
from tests.conftest import ROOT

FORMATS: dict[str, Format] = {
    format.name: format for format in (enw.FORMAT, refworks.FORMAT, isi.FORMAT, nbib.FORMAT)
}
TAGS: dict[str, Tags] = {tags.format: tags for tags in (ENW, REFWORKS, ISI, NBIB)}
# How a tag and its value make a line.
LINES: dict[str, Callable[[str, str], str]] = {
    "enw": lambda tag, value: f"%{tag} {value}\n",
    "refworks": lambda tag, value: f"{tag} {value}\n",
    "isi": lambda tag, value: f"{tag} {value}\n",
    "nbib": lambda tag, value: f"{tag:4}- {value}\n",
}
EXACT = ("enw", "refworks")
every_format = pytest.mark.parametrize("name", FORMATS)


def reading(name: str, text: str) -> tuple[list[Item], Report]:
    report, read = Report(), FORMATS[name].read
    assert read
    return list(read(Source.from_text(text), report, ReadOptions())), report


def records_in(name: str, text: str) -> list[Record]:
    return [item for item in reading(name, text)[0] if isinstance(item, Record)]


def one(name: str, text: str) -> Record:
    (record,) = records_in(name, text)
    return record


def writing(name: str, *items: Item) -> tuple[str, Report]:
    report, stream, write = Report(), io.StringIO(), FORMATS[name].write
    assert write
    write(items, stream, report, WriteOptions())
    report.finish()
    return stream.getvalue(), report


def codes(report: Report) -> list[str]:
    return [diagnostic.code for diagnostic in report.diagnostics]


def lost(report: Report) -> set[str]:
    """Return the variables of which something was reported lost."""
    return {
        diagnostic.message.split("'")[1].split()[-1]
        for diagnostic in report.diagnostics
        if diagnostic.code == "lost"
    }


CASES = sorted(path for name in FORMATS for path in (ROOT / "fixtures" / name).glob("*"))
READ_ONLY = sorted((ROOT / "fixtures/ovid").glob("*"))


@pytest.mark.parametrize(
    "case", [*CASES, *READ_ONLY], ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_fixture(case: Path, request: pytest.FixtureRequest) -> None:
    format = {**FORMATS, "ovid": ovid.FORMAT}[case.parent.name]
    file = f"input{format.suffixes[0]}"
    source = Source.from_bytes((case / file).read_bytes(), file)
    report, stream = Report(), io.StringIO()
    assert format.read
    records = [
        item for item in format.read(source, report, ReadOptions()) if isinstance(item, Record)
    ]
    csl_json.write(records, stream, report, WriteOptions())
    findings = "".join(diagnostic.as_text() + "\n" for diagnostic in report.diagnostics)
    if request.config.getoption("--accept"):
        (case / "expected.json").write_text(stream.getvalue(), "utf-8")
        (case / "diagnostics.txt").write_text(findings, "utf-8")
    assert stream.getvalue() == (case / "expected.json").read_text("utf-8")
    assert findings == (case / "diagnostics.txt").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_fixture_is_read_back(case: Path) -> None:
    """What its own format has written is the same record again."""
    format = FORMATS[case.parent.name]
    text = (case / f"input{format.suffixes[0]}").read_text("utf-8-sig")
    items, _ = reading(format.name, text)
    written, report = writing(format.name, *items)
    again, _ = reading(format.name, written)
    assert [item for item in again if isinstance(item, Record)] == [
        item for item in items if isinstance(item, Record)
    ] or lost(report)
    assert writing(format.name, *again)[0] == written


# Laws


@pytest.mark.parametrize("name", EXACT)
@given(
    records=st.lists(strategies.tagged_records(), max_size=3, unique_by=lambda record: record.id)
)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(name: str, records: list[Record]) -> None:
    text, report = writing(name, *records)
    assert report.diagnostics == []
    items, report = reading(name, text)
    assert items == records
    assert report.diagnostics == []
    assert writing(name, *items)[0] == text


@every_format
@given(records=st.lists(strategies.records(name_values=strategies.any_names), max_size=3))
@settings(max_examples=40, deadline=None)
def test_every_variable_is_written_or_reported(name: str, records: list[Record]) -> None:
    text, report = writing(name, *records)
    reported = lost(report)
    again = records_in(name, text)
    assert len(again) == len(records)
    for record, read in zip(records, again, strict=True):
        assert read.type == record.type or "type" in reported
        assert set(record.variables()) <= set(read.variables()) | reported
        for variable, value in record.texts.items():
            if variable not in reported | {"keyword", "page", "note"}:
                assert read.texts[variable] == re.sub("[\u2028\u2029\x85]+", " ", value).strip()
        for name_variable, names in record.names.items():
            assert read.names.get(name_variable) == names or name_variable in reported
        for date_variable, date in record.dates.items():
            assert read.dates.get(date_variable) == date or date_variable in reported


@every_format
@given(text=st.text(max_size=80))
@settings(max_examples=50, deadline=None)
def test_no_text_stops_the_reader(name: str, text: str) -> None:
    reading(name, text)
    reading(name, LINES[name](TAGS[name].order[0], "x") + text)


@every_format
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_value_is_lost(name: str, data: st.DataObject) -> None:
    line = LINES[name]
    values = st.text("abcXYZ 019,;:/.-", min_size=1, max_size=12).map(str.strip).filter(bool)
    tags = st.sampled_from(sorted({*TAGS[name].order, "XX" if name != "enw" else "q"} - FRAME))
    fields = data.draw(st.lists(st.tuples(tags, values), max_size=8))
    first = FIRST[name]
    text = line(*first) + "".join(line(*field) for field in fields) + END.get(name, "")
    # A tag that begins an entry, in the middle of one.
    records = records_in(name, text)
    held = [part for record in records for part in (*record.texts.values(), record.id)]
    held += [str(part) for record in records for part in (record.extra, record.names, record.dates)]
    for tag, value in fields:
        if tag in DATED[name]:
            continue
        bits = re.split(r"[,;\s]+", normal_doi(value))
        if name == "nbib":
            # The full stop of a title is MEDLINE's.
            bits[-1] = bits[-1].removesuffix(".")
        assert all(any(bit in part for part in held) for bit in bits), (tag, value)


OVID_TAGS = "TI OT BT JN JA VO IP PG PN LG LA AB PB DB AN AU ED SO DI DO IS IB KW MH UI XX".split()


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_ovid_loses_no_value(data: st.DataObject) -> None:
    values = st.one_of(
        st.text("abcXYZ 019,;:/.-", min_size=1, max_size=12).map(str.strip).filter(bool),
        st.sampled_from(["J. 12(3):123-9, 2010 Mar 4.", "A book.:371-397, 2004.", "X. 3, 1999."]),
    )
    fields = data.draw(st.lists(st.tuples(st.sampled_from(OVID_TAGS), values), max_size=8))
    text = "<1. >\nVN  - Ovid\n" + "".join(f"{tag:4}- {value}\n" for tag, value in fields)
    assert ovid.FORMAT.read
    (record,) = ovid.FORMAT.read(Source.from_text(text), Report(), ReadOptions())
    assert isinstance(record, Record)
    held = repr((record.texts, record.extra, record.names, record.dates))
    for tag, value in fields:
        for bit in re.findall(r"[a-zA-Z\d]+", normal_doi(value)):
            # Degrees and numbers of addresses behind names, and months.
            known = tag in ("AU", "ED") or bit in ("Mar",)
            assert known or bit.lower() in held.lower(), (tag, value)


# Around entries, and the type in the formats whose type is made of several fields.
FRAME = {"FN", "VR", "EF", "ER", "0", "RT", "PT"}
FIRST = {
    "enw": ("0", "Book"),
    "refworks": ("RT", "Report"),
    "isi": ("PT", "J"),
    "nbib": ("PMID", "1"),
}
END = {"isi": "ER\n"}
DATED = {
    "enw": {"D", "8", "["},
    "refworks": {"YR", "FD", "RD", "WP"},
    "isi": {"PY", "PD", "EA", "CY"},
    "nbib": {"DP", "DEP"},
}


@every_format
def test_every_type_is_read_back_or_reported(name: str) -> None:
    assert set(TAGS[name].written) == ITEM_TYPES
    for type_ in sorted(ITEM_TYPES):
        text, report = writing(name, Record(type=type_, texts={"title": "T"}))
        read = one(name, text)
        assert read.type == type_ or lost(report) == {"type"}
        if name in EXACT:
            assert read.type == type_


@pytest.mark.parametrize("case", [*CASES, *READ_ONLY], ids=str)
def test_every_fixture_is_known_by_its_content(case: Path) -> None:
    (file,) = case.glob("input.*")
    head = file.read_text("utf-8-sig")[:8192]
    others = (ris.FORMAT, ovid.FORMAT)
    claims = [format.name for format in (*FORMATS.values(), *others) if format.sniff(head)]
    assert claims == [case.parent.name]


# Traps


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Doe, Jane", Name("Doe", "Jane")),
        ("Jane Q. Doe", Name("Doe", "Jane Q.")),
        ("Ludwig van Doe", Name("Doe", "Ludwig", non_dropping_particle="van")),
        ("van der Doe III", Name("Doe", "", "III", non_dropping_particle="van der")),
        ("OECD", Name(literal="OECD")),
        ("World Health Organization", Name(literal="World Health Organization")),
        ("De Vlinderstichting,", Name(literal="De Vlinderstichting")),
        ("et al.", OTHERS),
    ],
)
def test_endnote_names(line: str, name: Name) -> None:
    record = one("enw", f"%0 Book\n%A {line}\n")
    assert record.names == {"author": [name]}
    assert records_in("enw", writing("enw", record)[0]) == [record]


@pytest.mark.parametrize(
    ("publication", "document", "more", "type_"),
    [
        ("J", "Article", "", "article-journal"),
        ("J", "Article; Proceedings Paper", "", "article-journal"),
        ("J", "Review", "", "article-journal"),
        ("J", "Book Review", "", "review-book"),
        ("J", "Preprint", "", "article"),
        ("Journal", "", "", "article-journal"),
        ("B", "Proceedings Paper", "SO P", "paper-conference"),
        ("S", "Proceedings Paper", "SO P", "paper-conference"),
        ("C", "", "", "paper-conference"),
        ("B", "", "CT C", "paper-conference"),
        ("B", "Article; Book Chapter", "SO B", "chapter"),
        ("B", "Review", "SO B", "chapter"),
        ("S", "Review", "SO B", "chapter"),
        ("B", "Book", "SO B", "book"),
        ("B", "", "", "book"),
        ("P", "", "", "patent"),
        ("B", "Dissertation", "", "thesis"),
        ("D", "Data study", "", "dataset"),
        ("D", "Software", "", "software"),
    ],
)
def test_types_of_web_of_science(publication: str, document: str, more: str, type_: str) -> None:
    lines = [f"PT {publication}", f"DT {document}" if document else "", "TI T", more, "ER\n"]
    record = one("isi", "\n".join(filter(None, lines)))
    assert record.type == type_
    assert records_in("isi", writing("isi", record)[0]) == [record]


@pytest.mark.parametrize(
    ("lines", "type_"),
    [
        ("PT  - Journal Article\nPT  - Review\nJT  - J", "article-journal"),
        ("PT  - Letter\nJT  - J", "article-journal"),
        ("PT  - Preprint\nJT  - J", "article"),
        ("JT  - J", "article-journal"),
        ("PT  - Book Chapter\nBTI - B", "chapter"),
        ("BTI - B", "book"),
        ("PT  - Congress\nBTI - B", "paper-conference"),
        ("PT  - Dataset", "dataset"),
        ("PT  - Clinical Trial", "article-journal"),
        ("TI  - T", "document"),
    ],
)
def test_types_of_medline(lines: str, type_: str) -> None:
    record = one("nbib", f"PMID- 1\n{lines}\n")
    assert record.type == type_
    assert records_in("nbib", writing("nbib", record)[0]) == [record]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("FAU - Doe, Jane A\nAU  - Doe JA", Name("Doe", "Jane A")),
        ("AU  - Doe JA", Name("Doe", "JA")),
        ("AU  - Doe JA Jr", Name("Doe", "JA", "Jr")),
        ("FAU - Doe, Jane 3rd\nAU  - Doe J 3rd", Name("Doe", "Jane", "3rd")),
        (
            "FAU - van den Berg, Anna-Maria\nAU  - van den Berg AM",
            Name("Berg", "Anna-Maria", non_dropping_particle="van den"),
        ),
        ("FAU - Müller, Jan\nAU  - Muller J", Name("Müller", "Jan")),
        ("CN  - Doe, Roe and Poe Group", Name(literal="Doe, Roe and Poe Group")),
        ("AU  - et al", OTHERS),
    ],
)
def test_medline_names(line: str, name: Name) -> None:
    record = one("nbib", f"PMID- 1\n{line}\n")
    assert record.names == {"author": [name]}
    assert record.extra == {}
    text, report = writing("nbib", record)
    assert codes(report) == []
    assert records_in("nbib", text) == [record]


def test_names_that_differ_in_their_letters_are_kept() -> None:
    text = "PMID- 1\nFAU - Müller, Jan\nAU  - Mueller J\nPT  - Journal Article\n"
    record = one("nbib", text)
    assert record.extra == {"nbib:AU": ["Mueller J"]}
    assert writing("nbib", record)[0] == text
    record = one("isi", "PT J\nAU Mueller, J\nAF Müller, Jan\nER\n")
    assert record.extra == {"isi:AU": ["Mueller, J"]}
    assert "AU Mueller, J\nAF Müller, Jan\n" in writing("isi", record)[0]


def test_bodies_among_persons_keep_their_place() -> None:
    names = [Name("Doe", "Jane"), Name(literal="Example Group"), Name("Roe", "Richard"), OTHERS]
    record = Record("anon", "article-journal", names={"author": names})
    text, report = writing("nbib", record)
    assert codes(report) == []
    assert re.findall(r"(FAU|AU |CN )", text) == ["FAU", "AU ", "CN ", "FAU", "AU ", "FAU", "AU "]
    assert one("nbib", text).names == {"author": names}


@pytest.mark.parametrize(
    ("name", "lines", "date"),
    [
        ("nbib", "DP  - 2019 Mar-Apr", Date((2019, 3), (2019, 4))),
        ("nbib", "DP  - 2019 Dec 15-31", Date((2019, 12, 15), (2019, 12, 31))),
        ("nbib", "DP  - 2019 Winter", Date((2019,), season=4)),
        ("isi", "PD JUN 15\nPY 2019", Date((2019, 6, 15))),
        ("isi", "PY 2019\nPD MAR-APR", Date((2019, 3), (2019, 4))),
        ("isi", "PY 2019\nPD FAL", Date((2019,), season=3)),
        ("enw", "%D 2019\n%8 May 17", Date((2019, 5, 17))),
        ("enw", "%D 2019\n%8 2019-05-17", Date((2019, 5, 17))),
        ("enw", "%8 January 1, 2019", Date((2019, 1, 1))),
        ("refworks", "YR 2019\nFD may 20", Date((2019, 5, 20))),
        ("refworks", "FD Spring 2019", Date((2019,), season=1)),
    ],
)
def test_dates(name: str, lines: str, date: Date) -> None:
    first = LINES[name](*FIRST[name])
    record = one(name, f"{first}{lines}\n{END.get(name, '')}")
    assert record.dates == {"issued": date}
    text, report = writing(name, record)
    assert lost(report) <= {"type"}
    assert one(name, text).dates == {"issued": date}


def test_endnote_entries_end_where_the_next_begins() -> None:
    text = "%0 Book\n%T One\n\n%X A.\n\n%U u\n%0 Book\n%T Two\n\n\n%A Doe, J.\n%T Three\n"
    titles = [record.texts["title"] for record in records_in("enw", text)]
    assert titles == ["One", "Two", "Three"]
    assert records_in("enw", text)[0].texts["URL"] == "u"


def test_a_lone_abbreviation_is_the_container() -> None:
    assert one("nbib", "PMID- 1\nTA  - J Ex\n").texts["container-title"] == "J Ex"
    record = Record("k", "article-journal", {"container-title-short": "J Ex"})
    assert lost(writing("nbib", record)[1]) == {"container-title-short"}


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("LID - e1000097 [pii]", {"number": "e1000097"}),
        ("PG  - 12\nLID - e1000097 [pii]", {"page": "12"}),
        ("LID - S0140-6736(19)30001-1 [pii]", {}),
        ("LID - 10.1000/x [doi]\nAID - 10.1000/x [doi]", {"DOI": "10.1000/x"}),
        ("IS  - 1234-5678 (Print)\nIS  - 1234-5678 (Linking)", {"ISSN": "1234-5678"}),
    ],
)
def test_medline_marks(line: str, texts: dict[str, str]) -> None:
    record = one("nbib", f"PMID- 1\nJT  - J\n{line}\n")
    assert record.texts == {"PMID": "1", "container-title": "J", **texts}


@pytest.mark.parametrize("name", [*FORMATS, "ovid"])
def test_hostile_text_takes_linear_time(name: str) -> None:
    """Lines without end, and many of them, are read; a regex that goes back would not return."""
    read = {**FORMATS, "ovid": ovid.FORMAT}[name].read
    assert read
    for piece in (" ,", "[", "1 ", "A B ", "0RW1S34RfeSDcfkexd09rT2", "/sub ", "Doe, J [Editor], "):
        tag = "AU  - " if name in ("nbib", "ovid") else "%A " if name == "enw" else "TI "
        text = "<1. >\n" + f"{tag}{piece * 20_000}\n" + "\n".join([tag + piece] * 500)
        assert list(read(Source.from_text(text), Report(), ReadOptions()))
