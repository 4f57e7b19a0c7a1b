"""Synthetic references: spans that hold values of the records, every label, the same for a seed."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from bibconv.csl import engine as engines
from bibconv.csl import marks
from bibconv.csl.items import item_of
from bibconv.csl.styles import find_style
from bibconv.record import Date, Name, Record
from training import damage, layouts, native, synthesis
from training.marked import LABELS, mark, read_off, unmarked
from training.styles import DIVERSE, EVERYDAY
from training.synthesis import Labelled, references
from training.templates import GENERAL, IN_CV, OF_TYPE

CORPORA = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"

# Enough that each common label occurs, in two seconds.
COUNT = 350

RECORD = Record(
    "k",
    "article-journal",
    texts={
        "title": "On “Quotes” and DNA",
        "container-title": "Phys. Rev. D",
        "volume": "60",
        "issue": "2",
        "page": "123-125",
        "DOI": "10.1000/x.1",
    },
    names={"author": [Name("Doe", "Jane Ann"), Name("Roe", "Ric")]},
    dates={"issued": Date((1999, 5))},
)


@pytest.fixture(scope="module")
def made() -> list[Labelled]:
    if not CORPORA.is_dir():
        pytest.skip("no ../shared/corpora")
    return list(references(CORPORA, COUNT, 5))


def values(text: str) -> dict[str, str]:
    plain, spans = read_off(text)
    return {span["label"]: plain[span["start"] : span["end"]] for span in spans}


def cited(style: str, record: Record = RECORD) -> str:
    engine = engines.Engine(find_style(style), "en-US", synthesis.EXTENSIONS)
    entry = engine.entry(item_of(record, "1", style, engine.locale))
    return marks.finished(entry, engine.quotes, "text").strip()


def test_spans_are_sorted_apart_and_without_edges(made: list[Labelled]) -> None:
    for reference in made:
        end = 0
        for span in reference["spans"]:
            assert end <= span["start"] < span["end"] <= len(reference["text"])
            value = reference["text"][span["start"] : span["end"]]
            assert value == value.strip(" ,;:“”«»"), reference
            assert span["label"] in LABELS
            end = span["end"]
        assert not re.search(r"\s\s|[\U0010fe00-\U0010fe7f\n]", reference["text"])


def test_a_seed_always_gives_the_same(made: list[Labelled]) -> None:
    assert list(islice(references(CORPORA, COUNT, 5), 30)) == made[:30]
    assert list(references(CORPORA, 10, 6)) != made[:10]


def test_common_labels_occur_and_lead_ins_are_outside(made: list[Labelled]) -> None:
    found: dict[str, list[str]] = {}
    for reference in made:
        for span in reference["spans"]:
            text = reference["text"][span["start"] : span["end"]]
            found.setdefault(span["label"], []).append(text)
    assert set(LABELS) - set(found) <= {"pmcid", "issn", "status", "translator", "isbn"}
    assert not [text for text in found["pages"] if re.match(r"(?:pp?|S)\.", text)]
    assert not [text for text in found["doi"] if not re.match(r"[\w{]", text)]
    assert not [text for text in found["arxiv"] if text.lower().startswith("arxiv")]


@pytest.mark.parametrize(
    "style", ["apa", "ieee", "chicago-notes-bibliography", "elsevier-harvard", "din-1505-2"]
)
def test_a_style_prints_the_same_with_marks_as_without(style: str) -> None:
    engine = engines.Engine(find_style(style), "en-US")
    entry = engine.entry(item_of(RECORD, "1", style, engine.locale))
    assert unmarked(cited(style)) == marks.finished(entry, engine.quotes, "text").strip()


def test_values_are_bare_in_a_style() -> None:
    assert values(cited("ieee")) == {
        "author": "J. A. Doe and R. Roe",
        "title": "On ‘Quotes’ and DNA",
        "journal": "Phys. Rev. D",
        "volume": "60",
        "issue": "2",
        "pages": "123–125",
        "date": "May 1999",
        "doi": "10.1000/x.1",
    }
    assert values(cited("apa"))["url"] == "https://doi.org/10.1000/x.1"


def test_all_styles_and_templates_can_be_read() -> None:
    for style in (*EVERYDAY, *DIVERSE):
        assert find_style(style).path.is_file()
    assert len(EVERYDAY) + len(DIVERSE) > 150
    for template in (
        *GENERAL,
        *(one for table in (OF_TYPE, IN_CV) for many in table.values() for one in many),
    ):
        for opening, closing in ("‹›", "⟦⟧", "{}"):
            assert template.count(opening) == template.count(closing), template


def test_edges_stay_outside() -> None:
    text = (
        f"[{mark('citation-number', '3')}] {mark('author', 'Doe, J.')} “{mark('title', 'A (B).')}” "
        f"{mark('edition', '2nd')} ed. ({mark('date', '1999')}a) {mark('date', '(2001)')} "
        f"http://dx.doi.org/{mark('doi', '10.1/x')}."
    )
    plain, spans = read_off(text)
    assert [(span["label"], plain[span["start"] : span["end"]]) for span in spans] == [
        ("citation-number", "3"),
        ("author", "Doe, J."),
        ("title", "A (B)"),
        ("edition", "2nd ed."),
        ("date", "1999a"),
        ("date", "2001"),
        ("url", "http://dx.doi.org/10.1/x"),
    ]


def test_damages_keep_values_apart() -> None:
    text = cited("apa")
    count = len(read_off(text)[1])
    for share, change in damage.DAMAGES:
        assert 0 < share < 1
        for seed in range(5):
            changed = change(text, Random(seed))
            assert change in (damage.cut, damage.same_author) or (
                len(read_off(changed)[1]) == count
            ), change


def test_native_scripts_have_layouts() -> None:
    for seed in range(30):
        record = native.record(Random(seed))
        name, text = layouts.native(record, Random(seed))
        found = values(text)
        assert name.startswith("layout:")
        assert {"date"} < set(found), text
