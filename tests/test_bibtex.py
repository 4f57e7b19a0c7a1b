"""BibTeX and BibLaTeX, read and written."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from unittest.mock import patch

import pybtex.database.input.bibtex as pybtex_bibtex  # type: ignore[import-untyped]
import pytest
from bibtexparser.model import ParsingFailedBlock
from bibtexparser.splitter import Splitter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats import biblatex, bibnames, bibplans, bibtex, bibwrite, csl_json
from bibconv.formats.bibprotect import protect
from bibconv.formats.latex import fold
from bibconv.record import OTHERS, Date, Name, Record, Verbatim
from bibconv.source import Source
from bibconv.values.markup import plain
from bibconv.variables import TextVar
from tests import strategies

ROOT = Path(__file__).parents[1]
FORMATS = [bibtex.FORMAT, biblatex.FORMAT]
both = pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)


def reading(text: str, format: Format = bibtex.FORMAT) -> tuple[list[Item], Report]:
    report = Report()
    assert format.read
    return list(format.read(Source.from_text(text, "x.bib"), report, ReadOptions())), report


def writing(
    items: list[Item], format: Format = bibtex.FORMAT, *, ascii: bool = False
) -> tuple[str, Report]:
    report, stream = Report(), io.StringIO()
    assert format.write
    format.write(items, stream, report, WriteOptions(ascii=ascii))
    return stream.getvalue(), report


def one(text: str, format: Format = bibtex.FORMAT) -> Record:
    records = [item for item in reading(text, format)[0] if isinstance(item, Record)]
    assert len(records) == 1
    return records[0]


def entry(fields: str, kind: str = "article", format: Format = bibtex.FORMAT) -> Record:
    return one(f"@{kind}{{key, {fields}}}", format)


def codes(report: Report) -> list[str]:
    return [diagnostic.code for diagnostic in report.diagnostics]


def parses(text: str) -> None:
    """Check that other readers of BibTeX take a file without a complaint."""
    failed = [b for b in Splitter(text).split().blocks if isinstance(b, ParsingFailedBlock)]
    assert not failed, failed[0].error
    pybtex_bibtex.Parser(encoding="utf-8").parse_string(text)


# Golden cases


CASES = sorted(
    path for name in ("bibtex", "biblatex") for path in (ROOT / "fixtures" / name).glob("*")
)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_fixture(case: Path) -> None:
    format = bibtex.FORMAT if case.parent.name == "bibtex" else biblatex.FORMAT
    text = (case / "input.bib").read_text("utf-8")
    report, stream = Report(), io.StringIO()
    assert format.read
    assert csl_json.FORMAT.write
    items = list(format.read(Source.from_text(text, "input.bib"), report, ReadOptions()))
    records = [item for item in items if isinstance(item, Record)]
    csl_json.FORMAT.write(records, stream, report, WriteOptions())
    assert json.loads(stream.getvalue()) == json.loads((case / "expected.json").read_text("utf-8"))
    found = "".join(diagnostic.as_text() + "\n" for diagnostic in report.diagnostics)
    assert found == (case / "diagnostics.txt").read_text("utf-8")
    assert format.sniff(text[:8192])


# Laws


# What BibTeX has a place for in every type, and what values survive exactly: words, in which
# LaTeX's own characters stand.
HELD: tuple[TextVar, ...] = (
    "title", "title-short", "collection-title", "edition", "volume", "DOI", "ISBN", "ISSN", "PMID",
    "abstract", "note", "annote", "keyword", "version", "container-title", "publisher",
    "publisher-place", "status", "number-of-pages", "event-title", "original-title",
)  # fmt: skip
WORD = st.text(
    st.sampled_from("abcdefgDNAXYZäöüßéñłøŞ中王ш0123&%$#_^~\\{}\"'`-–—.:?()[]@=,;/<>"),
    min_size=1,
    max_size=8,
)
VALUES = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
PERSONS = st.lists(
    st.one_of(
        st.builds(
            lambda **parts: Name(**parts),
            family=st.sampled_from(["Müller", "García Márquez", "Lamport", "Ortega y Gasset"]),
            given=st.sampled_from(["Klaus-Robert", "J. R.", "Ana"]),
            suffix=st.sampled_from(["", "", "Jr", "III"]),
            non_dropping_particle=st.sampled_from(["", "", "van den", "de la"]),
        ),
        st.just(OTHERS),
        st.sampled_from(["NASA and ESA", "Barnes, Noble & Co", "the many", "UNESCO"]).map(
            lambda literal: Name(literal=literal)
        ),
        st.just(Name(family="Aristotle")),
        st.just(Name(family="Goethe", given="J. W.", dropping_particle="von")),
    ),
    min_size=1,
    max_size=4,
)
RECORDS = strategies.records(
    types=st.sampled_from(
        "article-journal book chapter paper-conference report document webpage manuscript patent "
        "dataset song article-magazine entry-encyclopedia".split()
    ),
    text_vars=HELD,
    text_values=VALUES,
    name_values=None,
    name_vars=(),
    date_vars=("issued", "accessed", "event-date", "original-date"),
    date_values=strategies.dates,
)


def normal(record: Record) -> tuple[object, ...]:
    """Return a record but for what the written form has its own way to say."""
    texts = {
        variable: plain(protect(value)) if "title" in variable else value
        for variable, value in record.texts.items()
    }
    return record.id, record.type, texts, record.names, record.dates, record.extra


@both
@given(record=RECORDS, names=st.dictionaries(st.sampled_from(["author", "editor"]), PERSONS))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_bibtex_holds_comes_back(
    format: Format, record: Record, names: dict[str, list[Name]]
) -> None:
    record.names = names  # type: ignore[assignment]
    if "DOI" in record.texts:
        record.texts["DOI"] = "10.1000/a_b%23"
    for ascii in (False, True):
        text, report = writing([record], format, ascii=ascii)
        report.finish()
        assert not report.diagnostics
        assert not ascii or "$" in text or not re.search(r"[äöüßéñłøŞ]", text)
        (back,), _ = reading(text, format)
        assert isinstance(back, Record)
        assert normal(back) == normal(record)
        assert writing([back], format, ascii=ascii)[0] == text


@both
@given(record=strategies.records())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_variable_is_written_or_reported(format: Format, record: Record) -> None:
    text, report = writing([record], format)
    lost = {variable for variable, _ in report.losses}
    (back,), _ = reading(text, format)
    assert isinstance(back, Record)
    missing = {*record.variables()} - {*back.variables()} - lost
    if missing == {"page-first"}:
        # The first of the pages is told by the pages.
        assert back.texts["page"].startswith(fold(record.texts["page-first"])[:1])
    else:
        assert not missing


@both
@given(records=st.lists(strategies.records(), max_size=3))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_can_be_read_by_others(format: Format, records: list[Record]) -> None:
    text, _ = writing(list(records), format)
    failed = [b for b in Splitter(text).split().blocks if isinstance(b, ParsingFailedBlock)]
    assert not failed, failed[0].error
    if format is bibtex.FORMAT:
        parses(text)
    again = reading(text, format)[0]
    assert len(again) == len(records)
    second, _ = writing(again, format)
    third, _ = writing(reading(second, format)[0], format)
    assert third == second


PIECES = (
    '@article{a, @book(b, title = { } " \\ # x jan , @string{s= @comment{ @preamble{ ) $ '
    "\\' \\em \\x{ -- and author= year= pages= ~ crossref={a} month= @"
).split()
TOKENS = st.integers(10000, 99999).map(lambda number: f"tok{number}")
FIELD_NAMES = st.sampled_from(
    "title author editor editortype journal booktitle maintitle subtitle titleaddon year month day "
    "date urldate volume number issue pages eid eprint eprinttype archiveprefix publisher school "
    "institution organization howpublished type note annote language langid series entrysubtype "
    "doi url crossref keywords address location zzz issuetitle pubstate origdate bookauthor".split()
)


@both
@given(
    kind=st.sampled_from("article book inproceedings misc phdthesis online foo periodical".split()),
    fields=st.lists(st.tuples(FIELD_NAMES, TOKENS), max_size=12),
)
@settings(max_examples=200, deadline=None)
def test_every_value_ends_somewhere(
    format: Format, kind: str, fields: list[tuple[str, str]]
) -> None:
    text = f"@{kind}{{k,\n" + "".join(f"{name} = {{{token}}},\n" for name, token in fields) + "}"
    items, report = reading(text, format)
    (record,) = items
    assert isinstance(record, Record)
    kept = repr((record.texts, record.names, record.dates, record.extra))
    said = repr(report.diagnostics)
    for _, token in fields:
        assert token in kept or token in said, (token, kept)


@both
@given(
    text=st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from([*PIECES, " ", "\n"]),
            max_size=40,
        ).map("".join),
    )
)
@settings(max_examples=400, deadline=None)
def test_a_reader_never_raises(format: Format, text: str) -> None:
    items, _ = reading(text, format)
    again, _ = writing(items, format)
    records = [item for item in items if isinstance(item, Record)]
    back = [item for item in reading(again, format)[0] if isinstance(item, Record)]
    assert len(back) == len(records)


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title = {" + "{" * 10_000 + "x" + "}" * 10_000 + "}}",
        "@article{a, title = {" + "{" * 100_000,
        "@article{a,\n" + "b = {\n" * 10_000,
        "@article{a,\n" + 'b = "{\n' * 10_000,
        "@article{a, title = {" + "\\'" * 50_000 + "e}}",
        "@article{a, title = {" + "\\x{" * 20_000 + "}}",
        "@article{a, title = {" + "\\href{u}{" * 20_000 + "}" * 20_000 + "}}",
        "@article{a, title = {" + "\\em " * 20_000 + "}}",
        "@article{a, note = {" + "word DNA " * 200_000 + "}}",
        "".join(f"@string{{s{i + 1} = s{i} # s{i}}}" for i in range(50)) + "@a{x, t = s50}",
        "".join(f"@a{{k{i}, crossref={{k{i + 1}}}}}\n" for i in range(3000))
        + "@a{k3000, title={x}}",
    ],
    ids="nested unclosed values quotes accents commands links switches long bomb chain".split(),
)
def test_hostile_input_takes_linear_time(text: str) -> None:
    # Seconds are for a slow machine; anything quadratic here takes minutes.
    items, _ = reading(text)
    assert items
    writing(items)


# Reading


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Ludwig van Beethoven", [Name("Beethoven", "Ludwig", non_dropping_particle="van")]),
        ("van den Berg, Jan", [Name("Berg", "Jan", non_dropping_particle="van den")]),
        ("de la Fontaine, Jr, J.", [Name("Fontaine", "J.", "Jr", non_dropping_particle="de la")]),
        ("{NASA and ESA} and others", [Name(literal="NASA and ESA"), OTHERS]),
        ("Aristotle", [Name("Aristotle")]),
        ("{\\\"O}nnud{\\'o}ttir, Eva H.", [Name("Önnudóttir", "Eva H.")]),
        ("Ortega y Gasset, José", [Name("Ortega y Gasset", "José")]),
        ("{Stephens-Davidowitz}, Noah", [Name("Stephens-Davidowitz", "Noah")]),
        ("Hansen, Per AND Knuth, D.~E.", [Name("Hansen", "Per"), Name("Knuth", "D. E.")]),
        ("Goethe, J. W. von", [Name("Goethe", "J. W.", dropping_particle="von")]),
        (
            "given=Jan, prefix=von, useprefix=false, family=Berg",
            [Name("Berg", "Jan", dropping_particle="von")],
        ),
    ],
)
def test_names(raw: str, expected: list[Name]) -> None:
    assert entry(f"author = {{{raw}}}").names == {"author": expected}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("year = 2019, month = mar", Date((2019, 3))),
        ("year = {2019}, month = {March}, day = 7", Date((2019, 3, 7))),
        ('year = 2019, month = "10~" # jan', Date((2019, 1, 10))),
        ("year = 2019, month = {Sep--Oct}", Date((2019, 9), (2019, 10))),
        ("year = 2019, month = {Spring}", Date((2019,), season=1)),
        ("year = {in press}", Date(literal="in press")),
        ("date = {2019-05/2019-06}", Date((2019, 5), (2019, 6))),
        ("year = 2019, date = {2019-05/2019-06}", Date((2019, 5), (2019, 6))),
        ("date = {1900~}", Date((1900,), circa=True)),
    ],
)
def test_dates(fields: str, expected: Date) -> None:
    record = entry(fields)
    assert record.dates == {"issued": expected}
    assert not record.extra


def test_a_month_that_is_none_is_kept_and_told() -> None:
    items, report = reading("@article{a, year = 2019, month = {Thermidor}}")
    (record,) = items
    assert isinstance(record, Record)
    assert record.extra == {"bibtex:month": ["Thermidor"]}
    assert codes(report) == ["bibtex-month"]


@both
@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ("date={2000-13-45}", "2000-13-45"),
        ("year={MMXX}", "MMXX"),
        ("urldate={yesterday}", "yesterday"),
        ("origdate={long ago}", "long ago"),
        ("date={soon}, year={2004}", "soon"),
    ],
)
def test_a_date_nobody_could_type_is_kept_and_told(format: Format, fields: str, value: str) -> None:
    items, report = reading(f"@article{{a, {fields}}}", format)
    assert codes(report) == ["bibtex-date"]
    assert report.diagnostics[0].key == "a"
    assert value in report.diagnostics[0].message
    written, losses = writing(items, format)
    if "," not in fields or format is bibtex.FORMAT:
        assert f"{{{value}}}" in written
    else:
        # BibLaTeX's date is the year's here.
        assert losses.losses


def test_what_stands_for_a_date_is_no_fault() -> None:
    for text in ("in press", "n.d.", "forthcoming", "to appear", "Submitted 2020", "(in press)"):
        items, report = reading(f"@article{{a, year={{{text}}}}}")
        assert not report.diagnostics
        assert f"year = {{{text}}}" in writing(items)[0]


def test_protection_is_nocase_and_back() -> None:
    record = entry("title = {The {DNA} of {\\'E}cole {van Beethoven}}")
    span = '<span class="nocase">'
    expected = f"The {span}DNA</span> of École {span}van Beethoven</span>"
    assert record.texts["title"] == expected
    text, _ = writing([record])
    assert "title = {The {DNA} of École {van Beethoven}}" in text
    unprotected, _ = writing([Record("a", texts={"title": "On McDonald's DNA and Big Words"})])
    assert "{On {McDonald}'s {DNA} and Big Words}" in unprotected


@both
def test_a_title_of_one_word_has_the_braces_it_had(format: Format) -> None:
    for title in ("TR", "PhD", "{TR}", "{PhD}", "On {DNA}"):
        text = f"@misc{{a,\n  title = {{{title}}},\n}}\n"
        assert writing([one(text, format)], format)[0] == text
    # From elsewhere it is protected, or styles would print "Bert".
    assert "title = {{BERT}}" in writing([Record("a", texts={"title": "BERT"})], format)[0]


def test_strings_are_put_in_and_kept_in_place() -> None:
    text = '@string{jams = "J. Amer. Math. Soc."}\n\n@article{a,\n  journal = jams # { (B)},\n}\n'
    items, _ = reading(text)
    assert isinstance(items[0], Verbatim)
    assert isinstance(items[1], Record)
    assert items[1].texts["container-title"] == "J. Amer. Math. Soc. (B)"
    assert writing(items)[0].startswith('@string{jams = "J. Amer. Math. Soc."}\n\n@article{a,')


def test_text_between_entries_stays_in_place() -> None:
    text = '% head\n\n@preamble{"\\newcommand"}\n\n@misc{a,\n}\n\nbetween\n\n@comment{x {y}}\n'
    items, report = reading(text)
    assert [type(item).__name__ for item in items] == (
        ["Verbatim", "Verbatim", "Record", "Verbatim", "Verbatim"]
    )
    assert not report.diagnostics
    assert writing(items)[0] == text


def test_a_duplicate_key_is_read_under_another() -> None:
    items, report = reading("@misc{a, title={x}}\n@misc{a, title={y}}")
    assert [item.id for item in items if isinstance(item, Record)] == ["a", "aa"]
    assert codes(report) == ["bibtex-duplicate-key"]
    assert report.diagnostics[0].line == 2
    assert report.diagnostics[0].key == "aa"


def test_a_duplicate_field_is_kept_aside() -> None:
    items, report = reading("@misc{a,\n title={x},\n title={y}}")
    (record,) = items
    assert isinstance(record, Record)
    assert record.texts == {"title": "x"}
    assert record.extra == {"bibtex:@again:title": ["y"]}
    assert codes(report) == ["bibtex-duplicate-field"]
    assert report.diagnostics[0].line == 3
    _, written = writing(items)
    assert [key for key, _ in written.losses] == ["second title of the .bib file"]


@both
@pytest.mark.parametrize(
    "text", ["year={2004}, YEAR={2005}", "journal={2004}, journal={2005}", "z={2004}, z={2005}"]
)
def test_a_duplicate_field_is_not_revived(format: Format, text: str) -> None:
    written, report = writing([entry(text)], format)
    assert "2004" in written
    assert "2005" not in written
    assert len(report.losses) == 1


@pytest.mark.parametrize(
    "text",
    [
        "@article{a,\n  title = {A title},\n  year = 2000\n\n@article{b,\n  title = {B}\n}\n",
        "@article{a,\n  title = {A title,\n  year = 2000\n}\n\n@article{b,\n  title = {B}\n}\n",
        "@article{a,\n  title = {A title}\n  year = 2000\n}\n\n@article{b,\n  title = {B}\n}\n",
        '@article{a,\n  title = "A title,\n  year = 2000\n}\n\n@article{b,\n  title = {B}\n}\n',
        "@article{a\n  title = {A title},\n  year = 2000\n}\n\n@article{b,\n  title = {B}\n}\n",
        "@article{a,\n  title = {A title},\n  broken, year = 2000\n}\n@article{b, title = {B}}\n",
    ],
    ids="entry value comma quote key word".split(),
)
def test_a_broken_entry_gives_what_can_be_read(text: str) -> None:
    items, report = reading(text)
    records = [item for item in items if isinstance(item, Record)]
    assert [(record.id, record.texts["title"], record.year) for record in records] == [
        ("a", "A title", "2000"),
        ("b", "B", ""),
    ]
    assert report.counts["error"] >= 1
    assert all(diagnostic.line for diagnostic in report.diagnostics)


def test_crossref_takes_what_is_missing() -> None:
    text = (
        "@inproceedings{a, title={A}, crossref={p}}\n"
        "@proceedings{p, title={Proc}, year=2001, editor={E, F}, crossref={a}}"
    )
    items, _ = reading(text)
    child = items[0]
    assert isinstance(child, Record)
    assert child.texts == {"title": "A", "container-title": "Proc"}
    assert child.dates["issued"] == Date((2001,))
    assert child.extra == {"bibtex:crossref": ["p"]}


def test_xdata_is_a_container() -> None:
    text = "@xdata{x, publisher={P}}\n\n@book{b, title={T}, xdata={x}}\n"
    items, _ = reading(text, biblatex.FORMAT)
    assert isinstance(items[0], Verbatim)
    assert isinstance(items[1], Record)
    assert items[1].texts == {"title": "T", "publisher": "P"}


# Writing


def preprint() -> Record:
    return Record(
        "a",
        "article",
        {
            "title": "T",
            "container-title": "CoRR",
            "number": "arXiv:2004.10484",
            "URL": "https://arxiv.org/abs/2004.10484",
        },
    )


@both
def test_a_preprint_keeps_its_number(format: Format) -> None:
    text, report = writing([preprint()], format)
    assert "eprint = {2004.10484}" in text
    assert "url = {https://arxiv.org/abs/2004.10484}" in text
    assert not report.losses
    assert one(text, format).texts == preprint().texts
    assert one(text, format).type == "article"


def test_an_article_with_an_eprint_stays_one() -> None:
    record = entry("journal={J}, eprint={2004.10484}, archiveprefix={arXiv}, url={http://x.y}")
    assert record.type == "article-journal"
    assert "number" not in record.texts
    text, _ = writing([record])
    assert "eprint = {2004.10484}" in text
    assert "archiveprefix = {arXiv}" in text


@both
def test_an_eprint_is_one_of_a_known_archive(format: Format) -> None:
    record = Record("a", "article-journal", {"archive_location": "acc-1"})
    text, report = writing([record], format)
    assert "eprint" not in text
    assert not report.losses
    assert one(text, format).texts == record.texts
    record.texts["archive"] = "jstor"
    assert "eprint = {acc-1}" in writing([record], format)[0]
    for fields in ("eprint = {acc}", "eprint = {x},\n  archivelocation = {acc}"):
        untyped = f"@article{{a,\n  {fields},\n}}\n"
        assert "archive_location" not in one(untyped, format).texts
        assert writing([one(untyped, format)], format)[0] == untyped


@pytest.mark.parametrize(
    ("genre", "kind", "field"),
    [
        ("PhD thesis", "phdthesis", ""),
        ("Doctoral dissertation", "phdthesis", "Doctoral dissertation"),
        ("Master's thesis", "mastersthesis", ""),
        ("Bachelor's thesis", "mastersthesis", "Bachelor's thesis"),
        ("Habilitation", "mastersthesis", "Habilitation"),
        ("", "mastersthesis", "Thesis"),
    ],
)
def test_theses(genre: str, kind: str, field: str) -> None:
    record = Record("a", "thesis", {"title": "T", "publisher": "TU Berlin"})
    if genre:
        record.texts["genre"] = genre
    text, _ = writing([record])
    assert text.startswith(f"@{kind}{{a,")
    assert ("type = " in text) == bool(field)
    assert f"type = {{{field}}}" in text or not field
    assert "school = {TU Berlin}" in text
    assert one(text).texts == record.texts
    latex, _ = writing([record], biblatex.FORMAT)
    assert "institution = {TU Berlin}" in latex
    assert one(latex, biblatex.FORMAT).texts == record.texts


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("manual", "organization"),
        ("manual", "publisher"),
        ("booklet", "howpublished"),
        ("misc", "howpublished"),
        ("misc", "publisher"),
        ("book", "publisher"),
        ("phdthesis", "school"),
        ("techreport", "institution"),
    ],
)
def test_a_publisher_stays_in_its_field(kind: str, name: str) -> None:
    text = f"@{kind}{{key,\n  title = {{T}},\n  {name} = {{Acme}},\n}}\n"
    assert one(text).texts["publisher"] == "Acme"
    assert writing([one(text)])[0] == text


def test_a_publisher_goes_where_styles_print_it() -> None:
    text, _ = writing([Record("a", "pamphlet", {"publisher": "Acme"})])
    assert "howpublished = {Acme}" in text
    text, _ = writing([Record("a", "webpage", {"publisher": "Acme"})])
    assert "howpublished = {Acme}" in text
    assert one(text).texts == {"publisher": "Acme"}
    both_fields = "@misc{a,\n  publisher = {P},\n  howpublished = {H},\n}\n"
    assert writing([one(both_fields)])[0] == both_fields
    preprint_of: dict[TextVar, str] = {"publisher": "P", "container-title": "C"}
    text, _ = writing([Record("a", "article", dict(preprint_of))])
    assert one(text).texts == preprint_of
    at: dict[TextVar, str] = {"publisher": "at https://a.b"}
    assert one(writing([Record("a", "document", dict(at))])[0]).texts == at


def test_article_numbers_are_eid() -> None:
    record = Record("a", "article-journal", {"number": "e1000097", "issue": "7", "volume": "6"})
    text, report = writing([record])
    assert "eid = {e1000097}" in text
    assert "number = {7}" in text
    assert not report.losses
    assert one(text).texts == record.texts


@pytest.mark.parametrize(
    ("pages", "written"),
    [
        ("141-145", "141--145"),
        ("141–145", "141--145"),
        ("xii-xv, 3-5", "xii--xv, 3--5"),
        ("A-12", "A-12"),
        ("2.2-1–2.2-6", "2.2-1--2.2-6"),
    ],
)
def test_pages(pages: str, written: str) -> None:
    text, _ = writing([Record("a", "article-journal", {"page": pages})])
    assert f"pages = {{{written}}}" in text
    assert writing([one(text)])[0] == text


def test_unknown_fields_and_types_go_back_without_a_word() -> None:
    text = "@foo{a,\n  zzz = {raw \\macro{x}},\n  file = {:a\\;b.pdf:PDF},\n}\n"
    items, report = reading(text)
    written, losses = writing(items)
    assert written == text
    assert not report.diagnostics
    assert not losses.losses


@both
def test_commands_that_do_something_are_never_live(format: Format) -> None:
    evil = r"\input{x}\write18{y}"
    record = Record("a", texts={"title": evil, "note": evil, "URL": evil, "publisher": evil})
    record.names = {"author": [Name(evil, evil), Name(literal=f"x {evil}")]}
    record.dates = {"issued": Date(literal=evil)}
    record.extra = {"bibtex:zzz": [evil]}
    text, _ = writing([record], format)
    assert not re.search(r"\\(input|write)", text)
    assert one(text, format).texts["note"] == evil
    _, report = reading("@misc{a, note={" + evil + "}}", format)
    assert codes(report) == ["latex-unsafe-command", "latex-unsafe-command"]
    assert writing(reading(text, format)[0], format)[0] == text


def test_keys_that_cannot_be_are_changed_and_told() -> None:
    records: list[Item] = [
        Record("a b,c", texts={"title": "x"}),
        Record("", texts={"title": "y"}),
        Record("A-b-c", texts={"title": "z"}),
    ]
    text, report = writing(records)
    assert re.findall(r"@misc\{(.*),", text) == ["a-b-c", "anonnd", "A-b-ca"]
    assert codes(report) == ["bibtex-key", "bibtex-key"]
    assert "cannot be a key" in report.diagnostics[0].message
    assert "already used" in report.diagnostics[1].message
    parses(text)


def test_formats_tell_themselves_apart() -> None:
    plain_head = "@article{a,\n  journal = {J},\n  year = 2000\n}"
    latex_head = "@article{a,\n  journaltitle = {J},\n  date = {2000}\n}"
    assert bibtex.FORMAT.sniff(plain_head)
    assert not biblatex.FORMAT.sniff(plain_head)
    assert biblatex.FORMAT.sniff(latex_head)
    assert not bibtex.FORMAT.sniff(latex_head)
    for head in ("[{}]", "TY  - JOUR", "Write to me@example.org (at home)", '{"@type": "x"}'):
        assert not any(format.sniff(head) for format in FORMATS)


def test_values_are_folded() -> None:
    assert entry("title = {a\n   b\tc}").texts["title"] == fold("a\n b c") == "a b c"


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_what_has_no_field_is_carried_and_comes_back(format: Format) -> None:
    record = Record(
        "k",
        type="article-journal",
        texts={"title": "T", "source": "Crossref", "archive_collection": "A & B"},
        names={"chair": [Name(family="Doe", given="A.")]},
        dates={"submitted": Date((1999,), (2000, 5), circa=True)},
        extra={"ris:M3": ["10%"], "ris:U1": ["a", "b"]},
    )
    latex, report = writing([record], format)
    again = one(latex, format)
    assert not report.lost
    assert (again.texts, again.names, again.dates) == (record.texts, record.names, record.dates)
    assert again.extra == record.extra


def test_biber_reads_dates_raw() -> None:
    record = Record("k", texts={"title": "T"}, dates={"issued": Date((2020, 2), circa=True)})
    assert "  date = {2020-02~},\n" in writing([record], biblatex.FORMAT)[0]


def test_an_empty_item_makes_no_list() -> None:
    record = Record("k", type="book", texts={"title": "T", "publisher": "; 0"})
    assert one(writing([record], biblatex.FORMAT)[0], biblatex.FORMAT).texts == record.texts


SHAPED = (
    "title journal journaltitle booktitle publisher school howpublished number issue eid pages "
    "volume doi url address location year month date urldate author editor editortype type "
    "language langid subtitle eprint entrysubtype note x-y"
).split()
SHAPES = st.lists(
    st.tuples(
        st.sampled_from(["article", "book", "misc", "phdthesis", "inproceedings"]),
        st.lists(
            st.tuples(
                st.sampled_from(SHAPED),
                st.sampled_from(
                    ["{}", "{{}}", "{A and B}", "{1--2}", "{\\url{http://a.b}}", "{7}"]
                ),
            ),
            max_size=5,
            unique_by=lambda field: field[0],
        ),
    ),
    min_size=1,
    max_size=3,
)


@given(entries=SHAPES, format=st.sampled_from(FORMATS))
@settings(max_examples=300, deadline=None)
def test_the_plan_of_a_shape_is_that_of_each_entry(
    entries: list[tuple[str, list[tuple[str, str]]]], format: Format
) -> None:
    # Each shape twice: with the values drawn, and with others before them.
    text = "".join(
        f"@{kind}{{{of},\n"
        + "".join(f"{name} = {value or given},\n" for name, given in fields)
        + "}\n"
        for of, value in (("a", "{0}"), ("b", ""))
        for kind, fields in entries
    )
    with patch.dict(bibplans.PLANS, clear=True):
        items, report = reading(text, format)
    with patch.dict(bibplans.PLANS, clear=True), patch.object(bibplans, "_MOST", 0):
        again, told = reading(text, format)
    assert repr(items) == repr(again)
    assert report.diagnostics == told.diagnostics
    records = [item for item in items if isinstance(item, Record)]
    for written in FORMATS:
        with patch.dict(bibwrite._PLANS, clear=True):
            planned, report = writing([*records], written)
        with patch.dict(bibwrite._PLANS, clear=True), patch.object(bibwrite, "_SHAPES", 0):
            unplanned, told = writing([*records], written)
        assert planned == unplanned
        assert report.diagnostics == told.diagnostics


@given(
    st.lists(
        st.sampled_from(
            ["a", "and", "And", "AND", "B, C", "and others", " ", "  ", "\u00a0", "\n", "{"]
        ),
        max_size=9,
    ).map(" ".join)
)
def test_lists_of_names_are_parted_alike_with_and_without_a_pattern(text: str) -> None:
    with patch.object(bibnames, "_is_simple", return_value=False):
        expected = bibnames.split_names(text)
    assert bibnames.split_names(text) == expected


def test_two_hyphens_between_pages_are_a_range() -> None:
    record = Record("k", texts={"page": "1--11, A2 -- A5"})
    assert "  pages = {1--11, A2--A5},\n" in writing([record], bibtex.FORMAT)[0]
