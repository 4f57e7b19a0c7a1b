"""Which words of titles are protected: smart, all, none."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibconv.diagnostics import Report
from bibconv.format import Protection, WriteOptions
from bibconv.formats import bibtex
from bibconv.record import Origin, Record
from bibconv.values.keyset import KeySet


def title(text: str, protection: Protection = "smart", language: str = "", read: str = "") -> str:
    record = Record("a", "book", {"title": text}, origin=Origin(read) if read else None)
    if language:
        record.texts["language"] = language
    stream = io.StringIO()
    assert bibtex.FORMAT.write
    bibtex.FORMAT.write([record], stream, Report(), WriteOptions(protect=protection))
    line = next(line for line in stream.getvalue().split("\n") if "title" in line)
    return line.strip().removeprefix("title = {").removesuffix("},")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On the Riemann hypothesis in physics", "On the {Riemann} hypothesis in physics"),
        ("On the Riemann Hypothesis and DNA", "On the Riemann Hypothesis and {DNA}"),
        ("Ice in winter: The case of heated roads", "Ice in winter: The case of heated roads"),
        ("iPhone users and their McDonald", "{iPhone} users and their {McDonald}"),
        ("THE WHOLE TITLE SHOUTS", "THE WHOLE TITLE SHOUTS"),
        ('The <span class="nocase">wave</span> of light', "The {wave} of light"),
    ],
)
def test_smart_keeps_what_recasing_would_spoil(text: str, expected: str) -> None:
    assert title(text) == expected


def test_only_english_is_recased() -> None:
    assert title("Die DNA der Stadt Berlin", language="de-DE") == "Die DNA der Stadt Berlin"
    assert title("On the DNA of towns", language="en-GB") == "On the {DNA} of towns"
    kept = 'Die <span class="nocase">DNA</span>'
    assert title(kept, language="de") == "Die {DNA}"


def test_a_bib_file_has_decided_about_its_names() -> None:
    assert title("On the Riemann hypothesis in physics", read="bibtex") == (
        "On the Riemann hypothesis in physics"
    )


def test_all_and_none() -> None:
    text = 'On <span class="nocase">DNA</span> and RNA'
    assert title(text, "all") == "{On DNA and RNA}"
    assert title(text, "none") == "On DNA and RNA"


@given(texts=st.lists(st.text(max_size=4)))
def test_a_key_set_holds_what_was_added(texts: list[str]) -> None:
    keys, known = KeySet(), set[str]()
    for text in texts:
        assert (text in keys) == (text in known)
        assert keys.add(text) == (text not in known)
        known.add(text)
