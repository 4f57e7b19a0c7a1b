"""Free text to records: the fixture, the seed, its swapped likes, and the laws on any text."""

from __future__ import annotations

import importlib.util
import io
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv import Report, parse, write
from bibconv.format import ReadOptions
from bibconv.plaintext import read
from bibconv.plaintext.cues import CONNECTIVES
from bibconv.plaintext.entries import MARKER
from bibconv.plaintext.numbering import NUMBER
from bibconv.plaintext.sections import Outline, lines_of, sections
from bibconv.plaintext.tokens import clean
from bibconv.record import OTHERS, Name, Record
from bibconv.source import Source
from tests.conftest import ROOT
from tests.swapped import stock, swapped

Item = dict[str, Any]


def items(text: str | Path, **options: Any) -> list[Item]:
    """Return the CSL-JSON that a text is read as."""
    records = parse(text, options=ReadOptions(**options))
    found: list[Item] = json.loads(write(records, "csl-json"))
    return found


def test_fixture_is_read_as_a_person_reads_it() -> None:
    folder = ROOT / "fixtures" / "cv"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert items(folder / "cv.txt") == expected


def test_fixture_findings() -> None:
    report = Report()
    list(parse(ROOT / "fixtures" / "cv" / "cv.txt", report=report))
    expected = (ROOT / "fixtures" / "cv" / "diagnostics.txt").read_text(encoding="utf-8")
    shown = [
        re.sub(r"^\S*cv\.txt", "cv.txt", diagnostic.as_text()) for diagnostic in report.diagnostics
    ]
    assert "\n".join(shown) + "\n" == expected


# -- the seed and its likes ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    """Return the program that CVs are scored with."""
    spec = importlib.util.spec_from_file_location("score_cvs", shared / "tools" / "score_cvs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wrong(scorer: ModuleType, gold: list[Item], found: list[Item]) -> list[str]:
    """Return what differs between a gold list and what was read, as text."""
    pairs = scorer.pair(gold, found)
    differences = [
        f"missed {gold[i]['title']}" for i in set(range(len(gold))) - {i for i, _ in pairs}
    ]
    differences += [
        f"false {found[j].get('title')}" for j in set(range(len(found))) - {j for _, j in pairs}
    ]
    for i, j in pairs:
        fields, invented, _ = scorer.compare(gold[i], found[j])
        bad = [field for field, right in fields.items() if not right and field != "type-strict"]
        if bad or invented:
            differences.append(f"{gold[i]['title']}: {bad} {invented}")
    return differences


def test_seed_is_wholly_right(shared: Path, scorer: ModuleType) -> None:
    gold = json.loads((shared / "seed" / "cv.gold.json").read_text(encoding="utf-8"))
    assert wrong(scorer, gold, items(shared / "seed" / "cv.txt")) == []


@pytest.mark.parametrize("seed", range(12))
def test_swapped_seed_is_wholly_right(shared: Path, scorer: ModuleType, seed: int) -> None:
    gold = json.loads((shared / "seed" / "cv.gold.json").read_text(encoding="utf-8"))
    listed = [item for item in gold if item["custom"]["scope"] == "list"]
    text, expected = swapped(listed, stock(shared / "corpora" / "records"), seed)
    assert wrong(scorer, expected, items(text)) == []


# -- layouts ------------------------------------------------------------------------------------

NATURE = {
    "type": "article-journal",
    "author": [{"family": "Kim", "given": "A"}, {"family": "Roy", "given": "B C"}],
    "title": "Ice hears",
    "container-title": "Nature",
    "volume": "12",
    "page": "3-9",
    "issued": {"date-parts": [[2019]]},
}


@pytest.mark.parametrize(
    "entry",
    [
        "Kim A, Roy B C (2019). “Ice hears”. In: *Nature* 12:3-9",
        "Kim A and Roy B C (2019). “Ice hears”. *Nature* 12, 3–9.",
        "- Kim A, **Roy B C** (2019).\n  “Ice\n  hears”.\n  In: *Nature* 12:3-9",
        "1. Kim A, Roy B C (2019). „Ice hears“. In: *Nature* 12: 3--9",
        "[1] Kim A & Roy B C (2019). «Ice hears». *Nature*, vol. 12, pp. 3-9",
        '* Kim A, Roy B C** (2019). "Ice hears." *Nature* 12:3-9',
        "[J1] Kim A; Roy B C, “Ice hears,” *Nature*, vol. 12, pp. 3–9, 2019.",
    ],
)
def test_layouts_of_one_reference(entry: str) -> None:
    (found,) = items(f"Publications\n\nJournal articles\n\n{entry}\n")
    del found["id"]
    assert found == NATURE


def test_parts_between_blank_lines_are_one_entry() -> None:
    text = "## Papers\n\nKim A and Roy B C (2019).\n\n“Ice hears”.\n\nIn: *Nature* 12:3-9\n"
    assert [item["title"] for item in items(text)] == ["Ice hears"]


@pytest.mark.parametrize(
    ("behind", "note"),
    [
        ("3(2):10-20. Vol. 7", "7"),
        ("3(2):1-2, 4(5):6-7", "4; 5; 6-7"),
        ("3(2):10-20, 25, 30-33", "25; 30-33"),
        ("3:1-2 doi:10.1000/a doi:10.1000/b", "10.1000/b"),
    ],
)
def test_a_second_value_is_kept_and_said(behind: str, note: str) -> None:
    report = Report()
    text = f"## Papers\n\nKim A (2019). “Ice hears”. In: *Nature* {behind}\n"
    (record,) = parse(text, report=report)
    assert record.texts["note"] == note
    assert {one.code for one in report.diagnostics} == {"not-understood", "taken"}


def test_how_many_others_there_are_is_kept() -> None:
    (found,) = items("## Papers\n\nKim A and 12 others (2019). “Ice hears”. In: *Nature* 12:3-9\n")
    assert found["author"][-1] == {"literal": "others"}
    assert found["note"] == "and 12 others"


def test_italics_in_a_title_are_not_the_venue() -> None:
    (found,) = items(
        "## Papers\n\nKim A (2019). “Genes of *Homo sapiens* and ice”. *Nature* 1:2-3\n"
    )
    assert found["title"] == "Genes of Homo sapiens and ice"
    assert found["container-title"] == "Nature"


def test_what_stands_beside_a_value_is_kept() -> None:
    (found,) = items(
        "## Papers\n\nKim A (2019, to appear). “Ice hears”. In: *Nature* 12:3-9 "
        "arXiv:1901.00001 https://a.org/1 https://a.org/2\n"
    )
    assert found["URL"] == "https://a.org/1"
    assert found["status"] == "to appear"
    assert found["note"] == "https://a.org/2"
    assert found["archive_location"] == "1901.00001"


@pytest.mark.parametrize(
    ("before", "taken"),
    [
        ("# Publications\n\n## 2019", True),
        ("# Contact\n\n- Oslo\n\n### 2019", True),
        ('---\ntitle: "Publications"\n---', True),
        ("Publications\n------------", True),
        ("**Journal Articles**", True),
        ("VERÖFFENTLICHUNGEN", True),
        ("# Presentations\n\n## Conference Papers", False),
        ("# Teaching\n\n## University of X", False),
    ],
)
def test_headings_tell_what_is_taken(before: str, taken: bool) -> None:
    text = f"{before}\n\n- Kim A and Roy B (2019). “Ice hears fog”. In: *Nature* 12:3-9\n"
    assert len(list(parse(text))) == taken


def test_every_line_is_a_record() -> None:
    first, last = "Kim A (2019). “Ice”. In: *Nature* 1:2-3", "Roy B (2020). “Fog”. *Sky* 4:5-6"
    text = f"{first}\n\n??\n\x00\x01\n{last}\n"
    found = items(text, entries="line")
    assert [item.get("title") for item in found] == ["Ice", None, None, "Fog"]
    assert found[1]["note"] == "??"


def test_word_cut_at_a_line_end_keeps_its_hyphen_unless_the_text_has_it_whole() -> None:
    assert clean([(0, "Layer-"), (7, "wise")]).text == "Layer-wise"
    assert clean([(0, "diver-"), (7, "sity")], frozenset({"diversity"})).text == "diversity"


@pytest.mark.parametrize(
    ("title_line", "owner"),
    [
        ("# Dr. Marta Lindqvist (née Borg), March 3, 1984", Name("Lindqvist", "Marta")),
        ("Curriculum Vitae of Prof. Dr. Jan van den Berg", Name("Berg", "Jan", "", "", "van den")),
        ("# Publications of the Institute", None),
    ],
)
def test_owner_is_the_author_of_theses(title_line: str, owner: Name | None) -> None:
    degree = "**PhD in Physics**\n\n2013 – 2018\n\nThesis: “Ice hears”"
    text = f"{title_line}\n\n## Education\n\n{degree}\n"
    (record,) = parse(text)
    assert record.type == "thesis"
    assert record.names.get("author", [None])[0] == owner
    assert record.dates["issued"].start == (2018,)
    if owner:
        assert record.evidence["author"].rule == "owner-title"


def test_me_names_the_owner() -> None:
    text = "## Education\n\n**PhD in Physics**, 2018\n\nThesis: “Ice hears”\n"
    (record,) = parse(text, options=ReadOptions(me=("Doe, J.", "Jane Doe")))
    assert record.names["author"] == [Name("Doe", "Jane")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear Ms Kim,\n\nthank you for your letter of 12 May 2019. “Ice hears,” you wrote.\n",
        "Chapter 1\n\nIt was a dark and stormy night; in 1830 the rain fell in torrents.\n",
        "def f(a, b):\n    return [a[1], b]  # (2019)\n",
        "## Talks\n\n- Kim A (2019). “Ice hears”. Invited talk, Oslo\n",
        "## Awards\n\n**Best Paper Prize (2016)** ICML'16 Workshop\n",
    ],
)
def test_what_is_no_publication_is_accounted_for(text: str) -> None:
    report = Report()
    assert list(parse(text, report=report)) == []
    told = [diagnostic for diagnostic in report.diagnostics if diagnostic.code == "passed-over"]
    assert bool(told) == bool(text)


# -- laws -----------------------------------------------------------------------------------------

_words = st.text(st.sampled_from("abcdeöéłABCÖ"), min_size=1, max_size=9)
_signs = st.sampled_from([*".,;:()[]“”\"'*_-–—/&!?0123456789\n", "\n\n", "**", "In: ", " "])
_parts = st.sampled_from(
    "Kim A|(2019)|2020|“Ice hears”|*Nature*| 12(3):4-5|doi:10.1/ab|- |# |## Publications\n"
    "|## Talks\n|Thesis: |PhD|arXiv:2004.10484|et al.| and |[pdf](http://a.b/c)|[Ice hears fog](https://doi.org/10.1/x)|Education\n\n".split(
        "|"
    )
)
_pieces = st.one_of(_words, _signs, _parts)
_texts = st.one_of(st.text(max_size=300), st.lists(_pieces, max_size=60).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(_texts)
def test_no_text_is_lost(text: str) -> None:
    """Law 1: every character is in a value, a note, a finding, a heading or a connective."""
    source = Source.from_text(text)
    report = Report()
    records = list(read(source, report, ReadOptions()))
    shown = source.text()
    rest = [True] * len(shown)
    for span in [
        *(e.span for record in records for e in record.evidence.values()),
        *(diagnostic.span for diagnostic in report.diagnostics),
    ]:
        if span:
            rest[span.start : span.end] = [False] * (span.end - span.start)
    for start, end in [*_headings_and_markers(shown), *_unseen(shown, records)]:
        rest[start:end] = [False] * (end - start)
    kept = "".join(char if lost else " " for char, lost in zip(shown, rest, strict=True))
    words = re.findall(r"[^\W\d_]+|\d+", kept)
    assert [word for word in words if word.casefold() not in CONNECTIVES] == []


def _unseen(text: str, records: list[Record]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of tags, comments, and link addresses that a record holds already."""
    values = {value for record in records for value in record.texts.values()}
    for match in re.finditer(r"<br ?/?>|<!--.*?-->|\]\(([^()\s]*)\)", text):
        address = match[1] or ""
        if not address or any(len(value) > 3 and value in address for value in values):
            yield match.span()


def _headings_and_markers(text: str) -> list[tuple[int, int]]:
    """Return the ranges of headings, rules and bullets: structure, not content."""
    lines = lines_of(0, text)
    content = {
        line.start
        for section, _ in sections(lines, Outline())
        for line in section.lines
        if not line.blank
    }
    found = [
        (line.start, line.start + len(line.text)) for line in lines if line.start not in content
    ]
    for line in lines:
        for marker in filter(None, (MARKER.match(line.text), NUMBER.match(line.text))):
            found.append((line.start, line.start + marker.end()))
    return found


@settings(max_examples=300, deadline=None)
@given(_texts, st.sampled_from(["auto", "line"]))
def test_no_value_is_invented(text: str, entries: Any) -> None:
    """Law 2: a value's letters and digits stand in its entry, in one piece and in that order."""
    source = Source.from_text(text)
    for record in read(source, Report(), ReadOptions(entries=entries)):
        assert record.origin
        assert record.origin.span
        start, end = record.origin.span
        printed = _signs_of(_printed(source, start, end))
        raw = source.text()[start:end]
        for variable, value in record.texts.items():
            evidence = record.evidence[variable]
            if variable == "note":
                assert all(_signs_of(part) in printed or part in raw for part in value.split("; "))
            elif evidence.rule != "arxiv-id" and not evidence.rule.startswith("heading"):
                assert _signs_of(value) in printed or (evidence.rule == "link" and value in raw)
            assert not evidence.span or start <= evidence.span.start < evidence.span.end <= end
        for role, names in record.names.items():
            for name in names if not record.evidence[role].rule.startswith("owner") else ():
                parts = (name.family, name.given, name.suffix, name.non_dropping_particle)
                assert all(_signs_of(part) in printed for part in parts)
                assert name == OTHERS or _signs_of(name.literal) in printed


def _signs_of(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _printed(source: Source, start: int, end: int) -> str:
    return clean(
        [(line.start, line.text) for line in lines_of(start, source.text()[start:end])]
    ).text


@settings(max_examples=100, deadline=None)
@given(_texts)
def test_reading_is_the_same_twice(text: str) -> None:
    first, second = io.StringIO(), io.StringIO()
    for stream in (first, second):
        stream.write(write(parse(text), "csl-json"))
    assert first.getvalue() == second.getvalue()


def test_small_windows_read_the_same_records() -> None:
    """A document larger than a window is read as one that is not."""
    text = (ROOT / "fixtures" / "cv" / "cv.txt").read_text(encoding="utf-8")
    listed = text[text.index("## Publications") :]

    class Small(Source):
        def windows(self, size: int = 600) -> Any:
            return super().windows(600)

    source = Small("cv.txt", lambda: io.BytesIO(listed.encode()))
    records = list(read(source, Report(), ReadOptions()))
    whole = list(parse(listed))
    assert _without_origin(records) == _without_origin(whole)
    starts = [
        record.origin.span.start for record in records if record.origin and record.origin.span
    ]
    assert all(before < after for before, after in pairwise(starts))


def _without_origin(records: list[Record]) -> list[Item]:
    return [{"id": r.id, "type": r.type, "texts": r.texts, "names": r.names} for r in records]


def test_a_patent_of_which_nothing_more_is_said() -> None:
    (found,) = items("## Patents\n\n- **Apparatus for hearing fog in fjords** by A. Kim, 2019\n")
    assert found["title"] == "Apparatus for hearing fog in fjords"
