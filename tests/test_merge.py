"""Merging: what is surely one item is joined, nothing else is, and no value goes in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bibconv
from bibconv import Report
from bibconv.merge import joined, merged, tell
from bibconv.record import OTHERS, Date, Name, Record, Verbatim
from bibconv.sameness import are_same, letters, marks
from tests import strategies
from tests.conftest import Run

DOE, JANE, ROE = Name("Doe", "J."), Name("Doe", "Jane"), Name("Roe", "Rob")


def article(id: str = "a", **texts: Any) -> Record:
    """Return a journal article; `names`, `dates`, `type` and `extra` replace what it has."""
    texts = {
        "title": "Cracks in Arctic Sea Ice", "container-title": "Journal of Cold Systems",
        "volume": "12", **texts,
    }  # fmt: skip
    return Record(
        id,
        texts.pop("type", "article-journal"),
        names=texts.pop("names", {"author": [DOE, ROE]}),
        dates=texts.pop("dates", {"issued": Date((2020,))}),
        extra=texts.pop("extra", {}),
        texts={name.replace("_", "-"): value for name, value in texts.items() if value},  # type: ignore[misc]
    )


def after(*records: Record | Verbatim) -> list[Any]:
    return [item for _, item, _ in merged((0, record) for record in records)]


ONE_ITEM = {
    "equal": [article(), article()],
    "spelling": [article(), article(title="Cracks in arctic sea-ice.")],
    "markup": [article(), article(title="Cracks in <i>Arctic</i> Sea Ice")],
    "initials": [article(), article(names={"author": [JANE, Name("Roe", "R. B.")]})],
    "et al.": [article(), article(names={"author": [JANE, OTHERS]})],
    "abbreviated venue": [article(), article(**{"container-title": "J. Cold Syst."})],
    "first page only": [article(page="12-19"), article(page="12")],
    "dashes": [article(page="12-19"), article(page="12–19")],
    "DOI": [article(DOI="10.1000/1"), article(DOI="https://doi.org/10.1000/1", volume="13")],
    "DOI in the address": [article(DOI="10.1/A1"), article(URL="https://doi.org/10.1/a1")],
    "DOI, year in print": [
        article(DOI="10.1000/1"), article(DOI="10.1000/1", dates={"issued": Date((2021,))})
    ],
    "DOI, title without subtitle": [
        article(DOI="10.1000/1"),
        article(DOI="10.1000/1", title="Cracks in Arctic Sea Ice: a review"),
    ],
    "DOI, vague type": [article(DOI="10.1000/1"), article(DOI="10.1000/1", type="document")],
    "PMID": [article(PMID="123"), article(PMID="0123", title="")],
    "arXiv versions": [
        article(type="article", number="arXiv:2004.10484v1", volume=""),
        article(type="article", DOI="10.48550/arXiv.2004.10484", volume=""),
    ],
    "ISBN of ten and thirteen": [
        article(type="book", ISBN="3-16-148410-X"), article(type="book", ISBN="978-3-16-148410-0")
    ],
    "common title with pages": [
        article(title="Editorial", page="1"), article(title="Editorial", page="1-2")
    ],
}  # fmt: skip

TWO_ITEMS = {
    "initials": [article(), article(names={"author": [Name("Doe", "K."), ROE]})],
    "second author's initials": [article(), article(names={"author": [DOE, Name("Roe", "S.")]})],
    "another co-author": [article(), article(names={"author": [DOE, ROE, DOE]})],
    "father and son": [
        article(names={"author": [Name("Doe", "J.", suffix="Sr.")]}),
        article(names={"author": [Name("Doe", "J.", suffix="Jr.")]}),
    ],
    "year": [article(), article(dates={"issued": Date((2021,))})],
    "no year": [article(dates={}), article(dates={})],
    "no author": [article(names={}), article(names={})],
    "type": [article(), article(type="paper-conference")],
    "venue": [article(), article(**{"container-title": "Journal of Warm Systems"})],
    "venue's section": [
        article(**{"container-title": "Phys. Rev. A"}),
        article(**{"container-title": "Phys. Rev. B"}),
    ],
    "venue's letters": [
        article(**{"container-title": "Physical Review"}),
        article(**{"container-title": "Physical Review Letters"}),
    ],
    "volume": [article(), article(volume="13")],
    "edition": [article(type="book", edition="1"), article(type="book", edition="2nd")],
    "part": [article(title="Ice, part 1"), article(title="Ice, part 2")],
    "Roman part": [article(title="Sea ice, its cracks I"), article(title="Sea ice, its cracks II")],
    "report number": [article(type="report", number="R-1"), article(type="report", number="R-2")],
    "decimal number": [article(version="1.2"), article(version="12")],
    "pages": [article(page="9-11"), article(page="91-1")],
    "signs": [article(title="All of C for all"), article(title="All of C++ for all")],
    "DOI": [article(DOI="10.1000/1"), article(DOI="10.1000/2")],
    "PMID beside one DOI": [
        article(DOI="10.1000/1", PMID="1"), article(DOI="10.1000/1", PMID="2")
    ],
    "chapter with the book's DOI": [
        article(DOI="10.1000/1", type="chapter"), article(DOI="10.1000/1", type="book")
    ],
    "another title with one DOI": [
        article(DOI="10.1000/1"), article(DOI="10.1000/1", title="Floes and Ridges")
    ],
    "supplement with the article's DOI": [
        article(DOI="10.1000/1"), article(DOI="10.1000/1", title="Cracks in Arctic Sea Ice 2")
    ],
    "preprint and article": [
        article(type="article", number="arXiv:2004.10484"),
        article(URL="https://arxiv.org/abs/2004.10484", DOI="10.1000/1"),
    ],
    "preprint kept as article": [
        article(number="arXiv:2004.10484", **{"container-title": "CoRR"}),
        article(number="arXiv:2004.10484", DOI="10.1000/1"),
    ],
    "common title": [article(title="Editorial"), article(title="Editorial", issue="3")],
    "ISBN": [
        article(type="book", ISBN="9783161484100"), article(type="book", ISBN="9780306406157")
    ],
}  # fmt: skip


@pytest.mark.parametrize("records", ONE_ITEM.values(), ids=ONE_ITEM)
def test_one_item(records: list[Record]) -> None:
    one, other = records
    assert len(after(one, other)) == 1
    assert len(after(other, one)) == 1


@pytest.mark.parametrize("records", TWO_ITEMS.values(), ids=TWO_ITEMS)
def test_two_items(records: list[Record]) -> None:
    one, other = records
    assert after(one, other) == [one, other]
    assert after(other, one) == [other, one]


def test_a_record_may_join_two_that_were_apart() -> None:
    first, second = article("a", DOI="10.1000/1", title=""), article("b", PMID="7", title="")
    between = article("c", DOI="10.1000/1", PMID="7")
    ((_, found, gone),) = merged((0, one) for one in (first, second, between))
    assert isinstance(found, Record)
    assert found.id == "a"
    assert {one.record.id for one in gone} >= {"b", "c"}


def test_records_stay_at_the_place_of_the_first_and_so_does_the_text_between() -> None:
    comment = Verbatim("bibtex", "@comment{x}")
    other = article("o", title="Another title altogether")
    found = after(article("a"), comment, other, article("b"))
    assert [getattr(item, "id", item) for item in found] == ["a", comment, "o"]


def test_the_fuller_value_stays() -> None:
    one = article(
        "one", keyword="ice, sea", note="Award", page="12", **{"container-title": "J. Cold Syst."},
        names={"author": [DOE, OTHERS]},
    )  # fmt: skip
    other = article(
        "other", keyword="Sea, snow", note="See also", page="12-19", abstract="A",
        names={"author": [Name("Doe", "Jane", suffix="Jr."), ROE], "editor": [ROE]},
        dates={"issued": Date((2020, 5)), "accessed": Date((2021,))}, extra={"ris:C8": ["x"]},
    )  # fmt: skip
    found = joined(one, other)
    assert found.id == "one"
    assert found.texts == {
        "title": "Cracks in Arctic Sea Ice",
        "container-title": "Journal of Cold Systems",
        "volume": "12",
        "keyword": "ice, sea, snow",
        "note": "Award\nSee also",
        "page": "12-19",
        "abstract": "A",
    }
    assert found.names == {"author": [Name("Doe", "Jane", suffix="Jr."), ROE], "editor": [ROE]}
    assert found.dates == {"issued": Date((2020, 5)), "accessed": Date((2021,))}
    assert found.extra == {"ris:C8": ["x"]}


RECORDS = strategies.records(
    extra=st.dictionaries(st.sampled_from(["ris:C8", "bibtex:x"]), st.just(["1"]), max_size=1)
)


@settings(max_examples=60, deadline=None)
@given(one=RECORDS, other=RECORDS)
def test_each_value_is_kept_or_told(one: Record, other: Record) -> None:
    one.texts["DOI"] = other.texts["DOI"] = "10.1000/1"
    one.texts["title"] = other.texts["title"] = "T"
    before = replace(one, texts=dict(one.texts)), replace(other, texts=dict(other.texts))
    report = Report()
    found = list(merged([(0, one), (0, other)]))
    assert (one, other) == before
    if len(found) == 2:
        assert [item for _, item, _ in found] == [one, other]
        return
    ((_, record, gone),) = found
    assert isinstance(record, Record)
    tell(record, gone, report)
    told = {finding.message.split(" ")[0] for finding in report.diagnostics}
    # What the first has, stays or grows.
    assert set(one.variables()) <= set(record.variables())
    ours = values_of(record)
    for name, value in values_of(other).items():
        assert ours[name] == value or name in told or says(ours[name], value), name
    for key in one.extra:
        assert record.extra[key] == one.extra[key]
    for key, values in other.extra.items():
        assert record.extra[key] == values or key in told
    assert record.type in (one.type, other.type)


def values_of(record: Record) -> dict[str, Any]:
    kinds: tuple[dict[Any, Any], ...] = (record.texts, record.names, record.dates)
    return {name: value for kind in kinds for name, value in kind.items()}


def says(ours: Any, theirs: Any) -> bool:
    """Tell whether nothing of one value is missing in another, letters and digits only."""
    if isinstance(ours, str):
        return letters(theirs) in letters(ours) or all(
            letters(word) in letters(ours) for word in theirs.replace(";", ",").split(",")
        )
    if isinstance(ours, Date):
        return bool(ours.start[: len(theirs.start)] == theirs.start)
    return len(ours) >= len([name for name in theirs if name != OTHERS])


@settings(max_examples=30, deadline=None)
@given(st.lists(RECORDS, max_size=3))
def test_merging_again_changes_nothing(records: list[Record]) -> None:
    doubled = [*records, *(replace(record, id=record.id + "x") for record in records)]
    once = after(*doubled)
    assert after(*once) == once
    assert len(once) <= len(doubled)


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_a_record_with_marks_is_the_same_as_itself(record: Record) -> None:
    for kind, _ in marks(record):
        assert are_same(record, record, kind)


def test_many_of_one_mark_are_no_square(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = [0]

    def counting(one: Record, other: Record, kind: str) -> bool:
        compared[0] += 1
        return are_same(one, other, kind)

    monkeypatch.setattr("bibconv.merge.are_same", counting)
    records = [article(str(n), DOI="10.1000/1", title=f"Title {n}") for n in range(300)]
    assert after(*records) == records
    assert compared[0] <= 10 * len(records)


BIB = """@article{doe, author = {Doe, J. and Roe, Rob}, title = {Cracks in Arctic Sea Ice},
  journal = {J. Cold Syst.}, volume = 12, year = 2020, doi = {10.1000/1}}
@article{doe2, author = {Doe, J.}, title = {Something else again}, year = 2020}
"""
RIS = """TY  - JOUR
ID  - doe
TI  - Cracks in Arctic sea ice
AU  - Doe, Jane
AU  - Roe, Rob
PY  - 2020
T2  - Journal of Cold Systems
VL  - 13
DO  - 10.1000/1
AB  - We listen.
ER  -
"""


def test_the_library_merges_as_the_command_does() -> None:
    report = Report()
    records = list(bibconv.read([BIB, RIS], merge=True, report=report))
    assert [record.id for record in records] == ["doe", "doe2"]
    assert records[0].texts["abstract"] == "We listen."
    assert [(one.code, one.key, one.new_key) for one in report.diagnostics] == [
        ("merged", "doe", "doe"),
        ("merge-differs", "doe", "doe"),
    ]
    assert bibconv.convert([BIB, RIS], "ris", merge=True).count("TY  - ") == 2
    assert bibconv.convert([BIB, RIS], "ris").count("TY  - ") == 3
    assert bibconv.cite([BIB, RIS], merge=True).count("2020") == 2


def test_the_key_map_names_the_keys_that_are_written() -> None:
    # The first of the second source has a key that is taken; what joins it is told its new one.
    again = BIB.replace("10.1000/1", "10.1000/9").replace("Sea Ice", "Land Ice")
    third = again.replace("{doe,", "{third,")
    report = Report()
    text = bibconv.convert([BIB, again, third], "bibtex", merge=True, report=report)
    told = [one for one in report.diagnostics if one.code == "merged" and one.key == "third"]
    assert [one.new_key for one in told] == ["doea"]
    assert "{doea," in text


def test_the_command_merges(run: Run, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.bib").write_text(BIB)
    assert run("convert", "a.bib", "a.bib", "--to", "bibtex").out.count("@") == 4
    ran = run("convert", "a.bib", "a.bib", "--to", "bibtex", "--merge")
    assert ran.out.count("@") == 2
    assert "a.bib:1: info[merged] doe: the same item as 'doe' (DOI 10.1000/1)" in ran.err
