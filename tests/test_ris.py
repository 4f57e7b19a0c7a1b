"""RIS, read and written."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import rispy  # type: ignore[import-untyped]
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bibconv.diagnostics import Report
from bibconv.format import Item, ReadOptions, WriteOptions
from bibconv.formats import csl_json
from bibconv.formats.ris import FORMAT, read, sniff, write
from bibconv.formats.ris_tables import KNOWN_TAGS, TYPES, WRITTEN_TYPES
from bibconv.record import OTHERS, Date, Name, Record, Verbatim
from bibconv.source import Source
from bibconv.values.identifiers import normal_doi
from bibconv.variables import ITEM_TYPES
from tests import strategies
from tests.conftest import ROOT


def reading(text: str | bytes) -> tuple[list[Item], Report]:
    report = Report()
    source = Source.from_bytes(text) if isinstance(text, bytes) else Source.from_text(text)
    return list(read(source, report, ReadOptions())), report


def records_in(text: str | bytes) -> list[Record]:
    return [item for item in reading(text)[0] if isinstance(item, Record)]


def one(text: str) -> Record:
    (record,) = records_in(text)
    return record


def writing(*items: Item) -> tuple[str, Report]:
    report, stream = Report(), io.StringIO()
    write(items, stream, report, WriteOptions())
    report.finish()
    return stream.getvalue(), report


def codes(report: Report) -> list[str]:
    return [diagnostic.code for diagnostic in report.diagnostics]


@pytest.mark.parametrize(
    "case", sorted((ROOT / "fixtures/ris").glob("*")), ids=lambda path: path.name
)
def test_fixture(case: Path, request: pytest.FixtureRequest) -> None:
    source = Source.from_bytes((case / "input.ris").read_bytes(), "input.ris")
    report, stream = Report(), io.StringIO()
    records = [item for item in read(source, report, ReadOptions()) if isinstance(item, Record)]
    csl_json.write(records, stream, report, WriteOptions())
    findings = "".join(diagnostic.as_text() + "\n" for diagnostic in report.diagnostics)
    if request.config.getoption("--accept"):
        (case / "expected.json").write_text(stream.getvalue(), "utf-8")
        (case / "diagnostics.txt").write_text(findings, "utf-8")
    assert stream.getvalue() == (case / "expected.json").read_text("utf-8")
    assert findings == (case / "diagnostics.txt").read_text("utf-8")


# Laws


@given(st.lists(strategies.tagged_records(), max_size=3, unique_by=lambda record: record.id))
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back(records: list[Record]) -> None:
    text, report = writing(*records)
    assert report.diagnostics == []
    items, report = reading(text)
    assert items == records
    assert report.diagnostics == []
    assert writing(*items)[0] == text


@given(st.lists(strategies.records(name_values=strategies.any_names), max_size=3))
@settings(max_examples=100, deadline=None)
def test_every_variable_is_written_or_reported(records: list[Record]) -> None:
    text, report = writing(*records)
    assert len(rispy.loads(text)) == len(records)
    reported = {diagnostic.message.split("'")[1].split()[-1] for diagnostic in report.diagnostics}
    for record, again in zip(records, records_in(text), strict=True):
        assert again.type == record.type
        assert set(record.variables()) <= set(again.variables()) | reported
        for variable, value in record.texts.items():
            if variable not in reported | {"keyword", "page", "note"}:
                assert again.texts[variable] == re.sub("[\u2028\u2029\x85]+", " ", value).strip()
        for name, names in record.names.items():
            assert again.names[name] == names or name in reported


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_text_stops_the_reader(text: str) -> None:
    reading(text)
    reading("TY  - JOUR\n" + text)


_LINES = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(sorted(KNOWN_TAGS - {"ER", "TY"})), st.just("XX")),
        st.text("abcXYZ 019,;:/.-", min_size=1, max_size=12).map(str.strip).filter(bool),
    ),
    max_size=8,
)


@given(st.sampled_from([*TYPES, "OTHER"]), _LINES)
@settings(max_examples=300, deadline=None)
def test_no_value_is_lost(type_: str, lines: list[tuple[str, str]]) -> None:
    text = "".join(f"{tag}  - {value}\n" for tag, value in [("TY", type_), *lines, ("ER", "")])
    record = one(text)
    # What a value may have become: a number of a date, a part of a name, a DOI without its dot.
    held = [*record.texts.values(), record.id, *map(str, record.extra.values())]
    held += [str(names) for names in record.names.values()]
    held += [str(date) for date in record.dates.values()]
    letters = {char for part in held for char in part}
    for tag, value in lines:
        if tag in ("PY", "Y1", "DA", "Y2"):
            continue
        bits = [bit.strip() for bit in re.split("[,;]", normal_doi(value))]
        assert all(any(bit in part for part in held) for bit in bits), (tag, value)
        assert set(normal_doi(value)) - set(" ,;") <= letters


@example("JOUR", [("KW", ";,")])
@example("JOUR", [("KW", ";0,")])
@example("JOUR", [("KW", "0"), ("KW", "0;")])
@given(st.sampled_from([*TYPES, "OTHER"]), _LINES)
@settings(max_examples=200, deadline=None)
def test_reading_what_was_read_and_written_changes_nothing(
    type_: str, lines: list[tuple[str, str]]
) -> None:
    text = "".join(f"{tag}  - {value}\n" for tag, value in [("TY", type_), *lines, ("ER", "")])
    record = one(text)
    written, report = writing(record)
    assume(report.diagnostics == [])
    assert writing(one(written))[0] == written


def test_every_type_is_read_back() -> None:
    assert set(WRITTEN_TYPES) == ITEM_TYPES
    for type_ in sorted(ITEM_TYPES):
        assert one(writing(Record(type=type_))[0]).type == type_


# Dialects


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - One\nER  - \n",
        "TY  - JOUR\r\nTI  - One\r\nER  -\r\n",
        "TY  - JOUR\rTI  - One\rER  -",
        "\ufeffTY  - JOUR\nTI  - One\nER  - ",
        "TY - JOUR\nTI - One\nER -",
        "TY-JOUR\nTI-One\nER",
        "ty  - JOUR\nti  - One\ner  -",
        "  TY  - JOUR\n  TI  - One\n  ER  - ",
        "1.\nTY  - JOUR\nTI  - One\nER  - \n\n\n",
        "TY  - JOUR\n\nTI  - One\n\nER",
        "TY  - JOUR\nT1  -One\nER  - ",
        "TY  - jour\nTI  -   One  \nER  - ",
    ],
)
def test_dialects(text: str) -> None:
    items, report = reading(text)
    assert items == [Record("anonndone", "article-journal", {"title": "One"})]
    assert report.diagnostics == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "TY  - JOUR\nTI  - Müller’s thing\nER  - \n"
    assert one_of_bytes(text.encode(encoding)).texts == {"title": "Müller’s thing"}


def one_of_bytes(data: bytes) -> Record:
    (record,) = records_in(data)
    return record


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TY  - JOUR\nTI  - One\n", "no-end"),
        ("TY  - JOUR\nTI  - One\nTY  - BOOK\nER  - \n", "no-end"),
        ("TI  - One\nER  - \n", "no-type"),
        ("Provider: X\n\nTY  - JOUR\nTI  - One\nER  - \n", "outside-entry"),
        ("TY  - JOUR\nTI  - One\nER  - \n<html>", "outside-entry"),
        ("TY  - FOO\nTI  - One\nER  - \n", "unknown-type"),
        ("TY  - JOUR\nTI  - One\nL1  - x.pdf\nER  - \n", "kept-aside"),
    ],
)
def test_every_fault_is_named_and_the_title_read(text: str, code: str) -> None:
    items, report = reading(text)
    assert codes(report) == [code]
    assert "One" in [item.texts.get("title") for item in items if isinstance(item, Record)]


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - One\n",
        "TY  - JOUR\nTI  - One\nTY  - BOOK\nTI  - Two\nER  - \n",
        "TI  - One\nER  - \n",
        "TY  - FOO\nTI  - One\nER  - \n",
    ],
)
def test_every_fault_has_the_key_of_its_record(text: str) -> None:
    items, report = reading(text)
    (diagnostic,) = report.diagnostics
    assert isinstance(items[0], Record)
    assert diagnostic.key == items[0].id == "anonndone"
    items, report = reading(text.replace("TI  - One", "ID  - k\nTI  - One"))
    assert [diagnostic.key for diagnostic in report.diagnostics] == ["k"]


def test_a_key_is_written_once() -> None:
    text, report = writing(*(Record(id) for id in ("a", "a", "A", "")))
    assert re.findall("ID  - (.*)", text) == ["a", "aa", "A"]
    assert codes(report) == ["duplicate-key"]
    assert report.diagnostics[0].key == "aa"
    assert "'a'" in report.diagnostics[0].message


def test_wrapped_lines_are_joined() -> None:
    record = one(
        "TY  - JOUR\nAB  - Cells,\n      ER - positive,\nER that is, and US - China\n"
        "KW  - one\ntwo\nUR  - https://a.org\nhttps://b.org\nER  - \n"
    )
    assert record.texts["abstract"] == "Cells, ER - positive, ER that is, and US - China"
    assert record.texts["keyword"] == "one, two"
    assert record.texts["URL"] == "https://a.org"
    assert record.extra == {"ris:UR": ["https://b.org"]}


@pytest.mark.parametrize(
    ("values", "keyword", "words"),
    [
        (["a", "b; c"], "a, b, c", ["a", "b", "c"]),
        (["a, b", "c;d"], "a, b; c; d", ["a, b", "c", "d"]),
        (["a;"], "a", ["a"]),
        ([";;"], ";;", [";;"]),
    ],
)
def test_a_line_of_keywords_is_one_keyword(
    values: list[str], keyword: str, words: list[str]
) -> None:
    record = one("TY  - JOUR\n" + "".join(f"KW  - {value}\n" for value in values) + "ER  - \n")
    assert record.texts["keyword"] == keyword
    text, _ = writing(record)
    assert re.findall("KW  - (.*)", text) == words
    assert one(text).texts["keyword"] == keyword


def test_text_between_entries_stays_where_it_is() -> None:
    text = "Provider: X\nDate: Y\n\nTY  - JOUR\nID  - a\nTI  - One\nER  - \n"
    items, _ = reading(text)
    assert items[0] == Verbatim("ris", "Provider: X\nDate: Y", 1, "<text>")
    assert writing(*items)[0] == text


# Values


def test_repeated_titles_are_kept() -> None:
    record = one("TY  - JOUR\nT1  - One\nTI  - One\nTI  - Two\nER  - ")
    assert record.texts["title"] == "One"
    assert record.extra == {"ris:TI": ["Two"]}


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("PY  - 2019", Date((2019,))),
        ("PY  - 2019\nDA  - 2019/05/17/", Date((2019, 5, 17))),
        ("DA  - 2019/05/17\nPY  - 2019", Date((2019, 5, 17))),
        ("Y1  - 1948/07//", Date((1948, 7))),
        ("Y1  - 2015/october", Date((2015, 10))),
        ("PY  - 2014///Spring", Date((2014,), season=1)),
        ("PY  - 2019\nDA  - May 17", Date((2019, 5, 17))),
        ("PY  - 2019\nDA  - 17 May 2019", Date((2019, 5, 17))),
        ("DA  - 2018-05-09", Date((2018, 5, 9))),
        ("PY  - in press", Date(literal="in press")),
        ("PY  - 2019\nM2  - issued: 2019/2020", Date((2019,), (2020,))),
        ("PY  - 2019\nDA  - Mar-Apr", Date((2019, 3), (2019, 4))),
        ("PY  - 20190517", Date((2019, 5, 17))),
        ("PY  - 2019/13/01", Date(literal="2019/13/01")),
    ],
)
def test_dates(lines: str, date: Date) -> None:
    record = one(f"TY  - JOUR\n{lines}\nER  - ")
    assert record.dates == {"issued": date}
    assert record.extra == {}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Doe, Jane", Name("Doe", "Jane")),
        ("Doe, J., Jr.", Name("Doe", "J.", "Jr.")),
        ("van den Berg, T J", Name("Berg", "T J", non_dropping_particle="van den")),
        ("d'Alembert, Jean", Name("Alembert", "Jean", non_dropping_particle="d'")),
        ("De Vlinderstichting", Name(literal="De Vlinderstichting")),
        ("OECD", Name(literal="OECD")),
        ("World Health Organization,", Name(literal="World Health Organization")),
        ("Plato,", Name("Plato")),
        ("et al.", OTHERS),
        ("and others", OTHERS),
    ],
)
def test_names(line: str, name: Name) -> None:
    record = one(f"TY  - JOUR\nAU  - {line}\nER  - ")
    assert record.names == {"author": [name]}
    assert records_in(writing(record)[0]) == [record]


@pytest.mark.parametrize(
    ("type_", "lines", "expected"),
    [
        ("JOUR", "SP  - 1\nEP  - 9", {"page": "1-9"}),
        ("JOUR", "SP  - 280\nEP  - 280-284", {"page": "280-284"}),
        ("JOUR", "SP  - 280-284", {"page": "280-284"}),
        ("JOUR", "SP  - 280\nEP  - 280", {"page": "280"}),
        ("BOOK", "SP  - 340", {"number-of-pages": "340"}),
        ("BOOK", "SP  - 3\nEP  - 40", {"page": "3-40"}),
        ("JOUR", "C7  - e0815", {"number": "e0815"}),
        ("JOUR", "SN  - 1234-567X", {"ISSN": "1234-567X"}),
        ("BOOK", "SN  - 1234-567X", {"ISSN": "1234-567X"}),
        ("BOOK", "SN  - 978-0-06-297658-1", {"ISBN": "978-0-06-297658-1"}),
        ("PAT", "SN  - US 7,123", {"number": "US 7,123"}),
        ("THES", "M3  - PhD thesis\nPB  - TU\nCY  - Berlin",
         {"genre": "PhD thesis", "publisher": "TU", "publisher-place": "Berlin"}),
        ("JOUR", "T2  - Full\nJO  - F.",
         {"container-title": "Full", "container-title-short": "F."}),
        ("JOUR", "JO  - Full", {"container-title": "Full"}),
        ("JOUR", "JF  - Full\nT2  - Full\nJ2  - F.",
         {"container-title": "Full", "container-title-short": "F."}),
        ("BOOK", "T2  - Series", {"collection-title": "Series"}),
        ("CHAP", "T2  - Book\nT3  - Series",
         {"container-title": "Book", "collection-title": "Series"}),
        ("CPAPER", "T2  - Conf\nC3  - Proc", {"event-title": "Conf", "container-title": "Proc"}),
        ("CONF", "T2  - Proc", {"container-title": "Proc"}),
        ("JOUR", "M3  - doi: 10.1000/x", {"DOI": "10.1000/x"}),
        ("JOUR", "C2  - PMC123", {"PMCID": "PMC123"}),
        ("COMP", "ET  - 1.0", {"version": "1.0"}),
        ("CASE", "PB  - Court", {"authority": "Court"}),
        ("CASE", "A2  - U.S. Reports", {"container-title": "U.S. Reports"}),
        ("STAND", "SN  - EX 690:2010", {"number": "EX 690:2010"}),
        ("CPAPER", "C1  - Berlin\nCY  - Ghent",
         {"publisher-place": "Berlin", "event-place": "Ghent"}),
        ("CPAPER", "CY  - Ghent", {"publisher-place": "Ghent"}),
        ("JOUR", "J2  - J. Ex.", {"container-title": "J. Ex."}),
        ("BOOK", "J2  - B. Ex.", {"container-title-short": "B. Ex."}),
        ("GEN", "M2  - event-place: Zürich", {"event-place": "Zürich"}),
    ],
)  # fmt: skip
def test_tags_by_type(type_: str, lines: str, expected: dict[str, str]) -> None:
    record = one(f"TY  - {type_}\n{lines}\nER  - ")
    assert record.texts == expected
    assert record.extra == {}
    assert records_in(writing(record)[0]) == [record]


@pytest.mark.parametrize(
    "fields", ["TY  - EBOOK", "TY  - BOOK\nDO  - 10.1000/x\nM3  - doi: 10.1000/x"]
)
def test_what_says_more_or_the_same_again_comes_back(fields: str) -> None:
    """Nobody is told of it, as the record lacks nothing."""
    source = Source.from_text(f"{fields}\nER  - \n", "a.ris")
    report = Report()
    (record,) = read(source, report, ReadOptions())
    assert isinstance(record, Record)
    assert record.type == "book"
    assert record.texts.get("DOI", "10.1000/x") == "10.1000/x"
    assert not report.diagnostics
    assert writing(record)[0].startswith(f"{fields.split(chr(10))[0]}\n")
    assert all(line in writing(record)[0] for line in fields.split("\n"))
    # Of another type it is no longer what it was.
    record.type = "thesis"
    assert writing(record)[0].startswith("TY  - THES\n")


def test_a_preprint_is_read_back_whole() -> None:
    preprint = Record(
        "doe2020",
        "article",
        {
            "title": "T",
            "container-title": "CoRR",
            "number": "arXiv:2004.10484",
            "URL": "https://arxiv.org/abs/2004.10484",
        },
        {"author": [Name("Doe", "J.")]},
        {"issued": Date((2020,))},
    )
    text, report = writing(preprint)
    assert text == (
        "TY  - JOUR\nID  - doe2020\nTI  - T\nAU  - Doe, J.\nPY  - 2020\nT2  - CoRR\n"
        "C7  - arXiv:2004.10484\nUR  - https://arxiv.org/abs/2004.10484\nM2  - type: article\n"
        "ER  - \n"
    )
    assert report.diagnostics == []
    assert records_in(text) == [preprint]


def test_dates_are_written_so_that_mendeley_reads_them() -> None:
    assert "DA" not in writing(Record(dates={"issued": Date((2019,))}))[0]
    text, _ = writing(Record(dates={"issued": Date((2019, 5)), "accessed": Date((2020, 1, 2))}))
    assert "PY  - 2019\nDA  - 2019/05//\n" in text
    assert "Y2  - 2020/01/02/\n" in text


def test_values_never_hold_line_ends() -> None:
    text, _ = writing(Record(texts={"abstract": "a\nTY  - BOOK\r\n\u2028b", "note": "x\n\ny"}))
    assert "AB  - a TY  - BOOK b\n" in text
    assert "N1  - x\nN1  - y\n" in text
    assert len(records_in(text)) == 1


def test_what_ris_cannot_hold_is_named() -> None:
    record = Record(
        "k",
        texts={"title": "<i>T</i>"},
        names={"author": [Name(literal="Doe, Inc.")]},
        extra={"bibtex:x": ["1"], "mods:x": ["1"], "ris:U1": ["2"]},
    )
    text, report = writing(record, Verbatim("bibtex", "@comment{x}", 4))
    assert "TI  - T\n" in text
    assert "U1  - 2\n" in text
    assert "M2  - tex.x: 1\n" in text
    assert [d.message.split("'")[1] for d in report.diagnostics if "'" in d.message] == [
        "markup of title",
        "part of a name in author",
        "element x of the MODS file",
    ]
    assert codes(report) == ["lost"] * 4


def test_evidence_says_where_a_value_stood() -> None:
    text = "TY  - JOUR\nTI  - One\nAU  - A, B\nAU  - C, D\nSP  - 1\nEP  - 9\nER  - \n"
    record = one(text)
    places = {name: why.span and text[slice(*why.span)] for name, why in record.evidence.items()}
    assert places == {
        "type": "TY  - JOUR",
        "title": "TI  - One",
        "author": "AU  - A, B\nAU  - C, D",
        "page": "SP  - 1\nEP  - 9",
    }
    assert record.origin
    assert (record.origin.format, record.origin.line) == ("ris", 1)
    assert record.origin.raw == text.rstrip("\n")


def test_sniffing() -> None:
    assert sniff("\ufeff\n\nTY  - JOUR\n")
    assert sniff("1.\nTY - JOUR")
    assert not sniff("Typical text - JOUR")
    assert FORMAT.suffixes == (".ris",)
