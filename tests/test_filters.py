"""Filters: what they keep, what they say, and that every command takes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibconv import Report, UsageError
from bibconv.filters import Wanted, item_types, kept
from bibconv.record import Date, Record, Verbatim
from bibconv.variables import ITEM_TYPES, ItemType
from tests.conftest import ROOT, Run

YEARS = [2014, 2018, 2020, None]
TYPES: tuple[ItemType, ...] = ("book", "chapter")
RECORDS = [
    Record(str(number), item_type, dates={"issued": Date((year,))} if year else {})
    for number, (item_type, year) in enumerate(
        (item_type, year) for item_type in TYPES for year in YEARS
    )
]


def test_what_years_and_types_keep() -> None:
    report = Report()
    wanted = Wanted(item_types("chapter, book"), since=2018, until=2020)
    found = [item for item in kept(RECORDS, wanted, report) if isinstance(item, Record)]
    assert [record.year for record in found] == ["2018", "2020", "2018", "2020"]
    assert [one.message for one in report.diagnostics] == ["4 of 8 kept; 2 without a year left out"]


def test_what_stands_between_records_stays() -> None:
    comment = Verbatim("bibtex", "@comment{x}")
    assert list(kept([comment, *RECORDS], Wanted(item_types("song")), Report())) == [comment]


def test_no_filter_says_nothing() -> None:
    report = Report()
    assert list(kept(RECORDS, Wanted(), report)) == RECORDS
    assert report.diagnostics == []


@given(st.sets(st.sampled_from(sorted(ITEM_TYPES))), st.integers(1900, 2100))
def test_a_filter_and_its_opposite_share_the_dated_records(types: set[str], year: int) -> None:
    wanted = item_types(",".join(types)) if types else frozenset()
    before = list(kept(RECORDS, Wanted(wanted, until=year - 1), Report()))
    after = list(kept(RECORDS, Wanted(wanted, since=year), Report()))
    dated = [one for one in RECORDS if one.year and (not types or one.type in types)]
    assert sorted(map(id, before + after)) == sorted(map(id, dated))


def test_an_unknown_type_is_answered_with_near_ones() -> None:
    with pytest.raises(UsageError) as error:
        item_types("article-jurnal")
    assert "article-journal" in error.value.hint


@pytest.mark.parametrize(
    ("arguments", "keys", "told"),
    [
        (("--type", "patent"), ["lindqvist2013self"], "1 of 19 kept"),
        (("--since", "2021"), ["aakesson2021seasonal"], "1 of 19 kept"),
        (("--type", "thesis", "--until", "2010"), ["lindqvist2009low"], "1 of 19 kept"),
    ],
)
def test_the_commands_filter(
    run: Run, arguments: tuple[str, ...], keys: list[str], told: str
) -> None:
    ran = run("parse", str(ROOT / "fixtures/cv/cv.txt"), "--to", "bibtex", *arguments)
    assert ran.code == 0
    assert [
        line.split("{")[1].rstrip(",") for line in ran.out.split("\n") if "@" in line[:1]
    ] == keys
    assert f"info[filtered] {told}" in ran.err


def test_nothing_kept_is_an_error(run: Run) -> None:
    ran = run("parse", str(ROOT / "fixtures/cv/cv.txt"), "--type", "song", "-q")
    assert ran.code == 1
    assert ran.out == ""
    assert "error[filtered] 0 of 19 kept" in ran.err


@pytest.mark.parametrize("arguments", [("--type", ""), ("--since", "2020", "--until", "2010")])
def test_what_can_keep_nothing_is_the_callers_fault(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("parse", str(ROOT / "fixtures/cv/cv.txt"), *arguments).code == 2
