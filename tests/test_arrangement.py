"""A CV's bibliography: groups, directions, the own name, and Markdown."""

from __future__ import annotations

import json
import re

import pytest

from bibconv import UsageError, WriteOptions, cite, parse, read, write
from bibconv.csl.arrangement import own, people_of
from bibconv.csl.engine import Engine
from bibconv.csl.items import Item, item_of
from bibconv.csl.marks import finished
from bibconv.csl.styles import find_style
from bibconv.record import Date, Name, Record
from tests.conftest import ROOT, Run

CV = ROOT / "fixtures" / "cv" / "cv.txt"
RECORDS = [
    Record("a", "article-journal", {"title": "Ice"}, dates={"issued": Date((2019,))}),
    Record("b", "book", {"title": "Fog"}, dates={"issued": Date((2021,))}),
    Record("c", "broadcast", {"title": "Sky"}),
]


def cited(style: str = "ieee", **options: object) -> str:
    return write(RECORDS, style, options=WriteOptions(**options))  # type: ignore[arg-type]


def test_groups_by_type() -> None:
    lines = cited(group_by="type").split("\n")
    assert [line for line in lines if line and line[0] != "["] == [
        "Books",
        "Journal articles",
        "Broadcast",
    ]
    assert [line[:3] for line in lines if line[:1] == "["] == ["[1]", "[2]", "[3]"]


def test_groups_by_year() -> None:
    headings = [line for line in cited(group_by="year").split("\n") if line and line[0] != "["]
    assert headings == ["2021", "2019", "No date"]
    backwards = cited(group_by="year", reverse=True)
    headings = [line for line in backwards.split("\n") if line and line[0] != "["]
    assert headings == ["2019", "2021", "No date"]


def test_groups_in_another_language_and_markup() -> None:
    german = cited(group_by="type", locale="de-DE", markup="html")
    assert re.findall("<h2>(.*)</h2>", german) == ["Bücher", "Zeitschriftenartikel", "Sendung"]
    assert "## Books\n\n" in cited(group_by="type", markup="markdown")


def test_reverse_numbers_as_it_prints() -> None:
    lines = cited(reverse=True).strip().split("\n")
    assert [line[:3] for line in lines] == ["[1]", "[2]", "[3]"]
    assert ["Sky" in lines[0], "Fog" in lines[1], "Ice" in lines[2]] == [True] * 3


def test_markdown_marks_and_escapes() -> None:
    record = Record("a", "book", {"title": "A*b_c [d] `e`", "publisher": "P & Q"})
    text = write([record], "apa", options=WriteOptions(markup="markdown"))
    assert text.startswith("*A\\*b\\_c \\[d\\] \\`e\\`*. (n.d.). P &amp; Q.\n")


@pytest.mark.parametrize(
    ("me", "name", "same"),
    [
        ("Doe, J.", Name("Doe", "Jane"), True),
        ("Jane Doe", Name("Doe", "J"), True),
        ("Jane Doe", Name("Doe", "J. K."), True),
        ("Jane Doe", Name("Doe", "John"), False),
        ("Doe, J. K.", Name("Doe", "J. M."), False),
        ("Müller, K.-R.", Name("Müller", "Klaus-Robert"), True),
        ("Müller, K.-R.", Name("Müller", "K-R"), True),
        ("Müller, Klaus-Robert", Name("Müller", "KR"), True),
        ("Jan van den Berg", Name("Berg", "J", non_dropping_particle="van den"), True),
        ("Jan van den Berg", Name("Berg", "J"), False),
        ("Doe, J.", Name(literal="Doe Consortium"), False),
    ],
)
def test_who_is_me(me: str, name: Name, same: bool) -> None:
    assert bool(own(Item("1", "book", names={"author": [name]}), people_of([me]))) == same


def test_what_is_no_person_is_the_callers_fault() -> None:
    with pytest.raises(UsageError):
        people_of(["OECD"])
    with pytest.raises(UsageError):
        cited(markup="rtf")


@pytest.mark.parametrize("style", ["apa", "ieee", "nature", "chicago-author-date", "cv"])
def test_bold_is_all_that_changes(style: str) -> None:
    plain = cite(CV, style, markup="html")
    options = WriteOptions(markup="html", me=("Lindqvist, M.", "Borg, M."))
    bold = write(parse(CV), style, options=options)
    assert bold.count("<b>") > plain.count("<b>")
    assert re.sub("</?b>", "", bold) == re.sub("</?b>", "", plain)


def test_the_command_takes_them(run: Run) -> None:
    ran = run(
        *("cite", str(CV), "--style", "cv", "--me", "Lindqvist, M.; Borg, M."),
        *("--group-by", "type", "--reverse", "--as", "markdown", "-q"),
    )
    assert ran.code == 0
    assert ran.out.count("## ") == 6
    assert "**M. Borg**" in ran.out
    assert run("convert", str(CV), "--to", "ris", "--group-by", "type").code == 2
    assert run("convert", str(CV), "--from", "text", "--to", "ris", "--me", "Doe, J.").code == 0


@pytest.mark.parametrize("style", ["apa", "ieee", "nature"])
def test_what_an_engine_keeps_changes_no_byte(style: str) -> None:
    """Terms, macros and options are kept between entries: a fresh engine prints the same."""
    expected = json.loads((ROOT / "fixtures/cv/expected.json").read_text(encoding="utf-8"))
    records = list(read(json.dumps(expected), "csl-json"))
    found = find_style(style)
    used = Engine(found, "en-US")
    for _ in range(2):
        for record in records:
            fresh = Engine(found, "en-US")
            entries = []
            for engine in (fresh, used):
                (item,) = engine.sort([item_of(record, "1", found.id, engine.locale)])
                entries.append(finished(engine.entry(item), engine.quotes, "html"))
            assert entries[0] == entries[1]
