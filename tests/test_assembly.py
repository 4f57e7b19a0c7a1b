"""Labelled words to records: edges, what stands in one run, types, and the laws on any labels."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.plaintext.assembly import NORMALISATIONS, assemble, keep_rest, left_over, values_of
from bibconv.plaintext.cues import CONNECTIVES
from bibconv.plaintext.entries import Entry
from bibconv.plaintext.parts import parts
from bibconv.plaintext.sections import Section
from bibconv.plaintext.tagging import Label, Tag
from bibconv.plaintext.tokens import clean
from bibconv.record import Date, Record
from bibconv.source import Source, Span
from bibconv.values.dates import printed_date
from bibconv.values.identifiers import unbroken
from bibconv.values.numbers import page_parts, volume_parts
from bibconv.variables import NameVar, TextVar


def assembled(marked: str) -> Record:
    """Return the record of a text with marks: "<author:Kim, A>. <issued:2019>"."""
    text, tags, at = "", [], 0
    for match in re.finditer(r"<([\w-]+):([^<>]*)>", marked):
        text += marked[at : match.start()]
        label: Label = next(one for one in _LABELS if one == match[1])
        tags.append(Tag(label, len(text), len(text) + len(match[2]), "marked", 0.9))
        text += match[2]
        at = match.end()
    return record_of(text + marked[at:], tags)


def record_of(text: str, tags: list[Tag]) -> Record:
    source = Source.from_text(text)
    shown = clean([(0, source.text())])
    assert shown.text == text
    entry = Entry((Span(0, len(text)),), Section("", "unknown", None, ()))
    record, rest = assemble(entry, values_of(shown, tags), source)
    keep_rest(record, rest + left_over(shown, tags))
    return record


_LABELS: tuple[Label, ...] = get_args(Label)


# -- edges ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "variable", "value"),
    [
        ("<title:Who goes there>? Nature", "title", "Who goes there?"),
        ("“<title:Fake news” and politics>,”", "title", "“Fake news” and politics"),
        ("“<title:Ice hears>.” Nature", "title", "Ice hears"),
        ("<title:Surgery (and more>). X", "title", "Surgery (and more)"),
        ("<title:Life in the U.S>. Wiley", "title", "Life in the U.S."),
        ("<title:Programming in C>++. Wiley", "title", "Programming in C++"),
        ("¿<title:Qué es>? Madrid", "title", "¿Qué es?"),
        ("<title:A copyright issue>, x", "title", "A copyright issue"),
        ("<journal:J. Chem. Phys>. 12", "container-title", "J. Chem. Phys."),
        ("<journal:Nature>. 12", "container-title", "Nature"),
        ("<journal:In Vivo> 12", "container-title", "In Vivo"),
        ("<title:X>. <container-title:In Proceedings of Y>, <page:3>", "container-title",
         "Proceedings of Y"),
        ("<publisher-place:Washington, D.C>.:", "publisher-place", "Washington, D.C."),
        ("<publisher-place:Cambridge>, <publisher-place:MA>:", "publisher-place", "Cambridge, MA"),
        ("<publisher-place:Berlin>/<publisher-place:New York>", "publisher-place",
         "Berlin/New York"),
        ("<edition:2nd ed>., x", "edition", "2nd ed."),
        ("<title:X>, <genre:Ph.D>. thesis", "genre", "Ph.D."),
        ("<number:no. 123>", "number", "123"),
        ("<ISBN:ISBN 978-3-16-148410-0>", "ISBN", "978-3-16-148410-0"),
        ("<title:The long> road <title:home>. X", "title", "The long road home"),
    ],
)  # fmt: skip
def test_edges(marked: str, variable: TextVar, value: str) -> None:
    assert assembled(marked).texts[variable] == value


@pytest.mark.parametrize(
    ("marked", "role", "families"),
    [
        ("<author:Kim, A., & Roy, B>. (<issued:2019>)", "author", ["Kim", "Roy"]),
        ("<author:Kim, A>., and <author:Roy, B>.", "author", ["Kim", "Roy"]),
        ("<title:X>. <editor:In A. Kim (Ed.>), <container-title:Y>", "editor", ["Kim"]),
        ("<title:X>. Edited by <editor:A. Kim>", "editor", ["Kim"]),
        ("<title:X>. <translator:Translated by A. Kim>", "translator", ["Kim"]),
    ],
)
def test_names_without_what_leads_to_them(marked: str, role: NameVar, families: list[str]) -> None:
    record = assembled(marked)
    assert [name.family for name in record.names[role]] == families
    assert "note" not in record.texts


def test_et_al_belongs_to_the_names() -> None:
    record = assembled("<author:Kim A>, et al. (<issued:2008>) <title:Ice>")
    assert record.names["author"][-1].literal == "others"
    assert "note" not in record.texts


# -- what stands in a run -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("61(2)", "volume=61 issue=2"),
        ("12.3", "volume=12 issue=3"),
        ("vol. 12, no. 3", "volume=12 issue=3"),
        ("Jg. 12, H. 3", "volume=12 issue=3"),
        ("XIV:4", "volume=XIV issue=4"),
        ("31/6", "volume=31/6"),
        ("n 40", "issue=40"),
        ("No. 3, vol. 5", "volume=5 issue=3"),
        ("2, 36, 1", "volume=2 note=36, 1"),
        ("25 Suppl 1", "volume=25 issue=Suppl 1"),
        ("10 (2009), no. 3", "volume=10 issued=2009 issue=3"),
        ("Т. 5, № 3", "volume=5 issue=3"),
        ("제28권 제4호", "volume=28 issue=4"),
        ("47ème année, n°1", "volume=47 issue=1"),
        ("95-B", "volume=95-B"),
        ("Vols. 4 and 5", "volume=4 and 5"),
        ("86(11):2278–2324", "volume=86 issue=11 page=2278–2324"),
        ("85.2 (Apr.)", "volume=85.2 issue=Apr"),
    ],
)
def test_volume_and_issue(text: str, found: str) -> None:
    assert shown("volume", text) == found


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("journal", "CoRR abs/1912.11425", "arxiv=1912.11425 journal=CoRR"),
        ("journal", "CoRR abs", "journal=CoRR"),
        (
            "container-title",
            "Proc. of Y . Best paper award",
            "note=Best paper award container-title=Proc. of Y",
        ),
        ("journal", "Journal of Ecology in press", "status=in press journal=Journal of Ecology"),
        ("title", "Care of Animals (8th edn", "title=Care of Animals edition=8th edn"),
        ("title", "The (1984) edition", "title=The (1984) edition"),
        ("issue", "no. 3", "issue=3"),
        ("issue", "6 Suppl", "issue=6 Suppl"),
        ("issue", "1,2", "issue=1,2"),
        ("page", "pp. 12–15", "page=12–15"),
        ("page", "S. 3–9", "page=3–9"),
        ("page", "S105–S110", "page=S105–S110"),
        ("page", "P03016", "page=P03016"),
        ("page", "p12", "page=12"),
        ("page", "p. 289-300; here 291", "page=289-300 note=here 291"),
        ("page", "108 p.", "number-of-pages=108"),
        ("page", "xii, 290 pp", "number-of-pages=xii, 290"),
        ("issued", "2019, in press", "status=in press issued=2019"),
        ("issued", "forthcoming", "status=forthcoming"),
        ("URL", "http://a.org/b. Accessed 3 May 2019", "URL=http://a.org/b accessed=3 May 2019"),
        ("URL", "http://a.org/b, http://b.org", "URL=http://a.org/b URL=http://b.org"),
        ("URL", "https://dx.doi.org/10.1000/x.1.", "DOI=10.1000/x.1"),
        ("URL", "http://a.org/b_(c).", "URL=http://a.org/b_(c)"),
        ("DOI", "doi: 10.1002/ anie.2014", "DOI=10.1002/ anie.2014"),
        ("arxiv", "arXiv:1107.1553v2 [hep-lat]", "arxiv=1107.1553v2 note=hep-lat"),
        ("arxiv", "arXiv .org:hep -ph/9911415", "arxiv=hep -ph/9911415"),
    ],
)
def test_parts_of_a_run(label: Label, text: str, found: str) -> None:
    assert shown(label, text) == found


def shown(label: Label, text: str) -> str:
    return " ".join(f"{part.label}={text[part.start : part.end]}" for part in parts(label, text))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("21 gennaio 1960", (1960, 1, 21), None),
        ("2014, Mar.-Apr.", (2014, 3), (2014, 4)),
        ("5. Mai 1999", (1999, 5, 5), None),
        ("15 сентября 2009 г.", (2009, 9, 15), None),
        ("2016년 3월 5일", (2016, 3, 5), None),
        ("3 de mayo de 2001", (2001, 5, 3), None),
        ("2003/04", (2003,), (2004,)),
        ("1984–86", (1984,), (1986,)),
        ("May 3-5, 1999", (1999, 5, 3), (1999, 5, 5)),
        ("May 30 - June 2, 1999", (1999, 5, 30), (1999, 6, 2)),
        ("December 1998-January 1999", (1998, 12), (1999, 1)),
        ("2016a", (2016,), None),
        ("[1947]", (1947,), None),
        ("1 999", (1999,), None),
        ("c1999", (1999,), None),
        ("12.10.2021", (2021, 10, 12), None),
        ("2003-12", (2003, 12), None),
        ("2009 (2009)", (2009,), None),
    ],
)
def test_printed_dates(text: str, start: tuple[int, ...], end: tuple[int, ...] | None) -> None:
    found = printed_date(text)
    assert found
    assert found.whole
    assert (found.date.start, found.date.end) == (start, end)


@pytest.mark.parametrize("text", ["1984, 2006", "03/04/2019", "2003-04", "32 May 1999", "2019 sic"])
def test_what_is_more_than_a_date_is_said(text: str) -> None:
    found = printed_date(text)
    assert found
    assert not found.whole
    assert len(found.date.start) == 1


def test_superscripts_are_no_numbers() -> None:
    assert printed_date("¹²") is None


def test_dates_that_are_no_plain_ones() -> None:
    assert printed_date("n.d.") == (Date(literal="n.d."), True)
    assert printed_date("Winter 2003/04") == (Date((2003,), (2004,), 4), True)
    assert printed_date("[1947?]") == (Date((1947,), circa=True), True)
    assert printed_date("ca. 1900") == (Date((1900,), circa=True), True)
    assert printed_date("in press") is None


# -- normalisations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "text", "normal"),
    [
        ("page", "141–145, 150 -- 8", "141-145, 150-8"),
        ("page", "317?328", "317-328"),
        ("page", "239Ð45, 507_511", "239-45, 507-511"),
        ("volume", "3–4", "3-4"),
        ("issue", "3–4", "3-4"),
        ("DOI", "10.1002/ anie.2014", "10.1002/anie.2014"),
        ("DOI", "10. 1103 /PhysRevLett. 113.091601.", "10.1103/PhysRevLett.113.091601"),
        ("arxiv", "hep -ph/9911415", "hep-ph/9911415"),
        ("URL", "http://www. foo.org/ bar", "http://www.foo.org/bar"),
        ("URL", "http :// maths.edu/~ kim", "http://maths.edu/~kim"),
    ],
)
def test_normalisations(label: Label, text: str, normal: str) -> None:
    assert NORMALISATIONS[label](text) == normal


def test_every_normalisation_is_tested() -> None:
    assert set(NORMALISATIONS) == {"page", "volume", "issue", "DOI", "arxiv", "URL"}


def test_an_address_ends_with_its_sentence() -> None:
    assert unbroken("http://a.org/b 12 May") == ("http://a.org/b", 14)
    assert unbroken("http://a.org/b. Accessed") == ("http://a.org/b.", 15)


# -- records --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("<title:X>. <journal:Nature> <volume:3>", "article-journal"),
        ("<title:X>. <container-title:Proc. of Y>. <publisher:ACM>", "paper-conference"),
        ("<title:X>. <container-title:Y>. <publisher:Wiley>", "chapter"),
        ("<title:X>. <publisher:Wiley>", "book"),
        ("<title:X>. <genre:Diss.> <publisher:ETH>", "thesis"),
        ("<title:X>. <genre:Doktorarbeit>, <publisher:ETH>", "thesis"),
        ("<title:X>. <genre:Technical Report> <number:12>", "report"),
        ("<title:X>. <genre:US Patent> <number:123456>", "patent"),
        ("<title:X>. <genre:Computer software>", "software"),
        ("<title:X>. <genre:Data set>", "dataset"),
        ("<title:X>. <arxiv:1107.1553>", "article"),
        ("<title:X>. <journal:New York Times>, <issued:November 1, 2002>", "article-newspaper"),
        ("<title:X>. <container-title:Encyclopedia of Y>. <publisher:Z>", "entry-encyclopedia"),
        ("<title:Review of the book Z>. <journal:Nature>", "review-book"),
        ("<title:X>. <URL:http://a.org>", "webpage"),
        ("<container-title:Numerical recipes>. <publisher-place:Oxford>: <publisher:OUP>", "book"),
        ("<title:X>", "document"),
    ],
)
def test_types(marked: str, kind: str) -> None:
    record = assembled(marked)
    assert record.type == kind
    assert 0.3 < record.evidence["type"].confidence < 1


def test_the_container_of_a_book_without_a_title_is_its_title() -> None:
    record = assembled("<container-title:Numerical recipes>. <publisher:OUP>")
    assert record.texts["title"] == "Numerical recipes"
    assert "container-title" not in record.texts


def test_a_value_said_twice_is_one() -> None:
    record = assembled("<issued:2009> <title:Ice>. <volume:3> (<issued:December 2009>) <volume:3>")
    assert record.dates["issued"] == Date((2009, 12))
    assert record.texts["volume"] == "3"
    assert "note" not in record.texts


def test_a_day_takes_its_year_from_elsewhere() -> None:
    record = assembled("(<issued:2015>) <title:Ice>. <journal:Sky>, <issued:May 3>")
    assert record.dates["issued"] == Date((2015, 5, 3))


def test_a_second_value_goes_to_the_note() -> None:
    record = assembled("<issued:2009> <title:Ice> <publisher:A> <issued:1999> <publisher:B>")
    assert record.dates["issued"] == Date((2009,))
    assert record.texts["note"] == "1999; B"


def test_the_number_of_a_list_is_accounted_for_and_no_value() -> None:
    record = assembled("[<citation-number:12>] <title:Ice>")
    assert "citation-number" not in record.texts
    assert record.evidence["citation-number"].span == (1, 3)
    assert "note" not in record.texts


def test_date_of_access() -> None:
    record = assembled("<title:Ice>. <URL:http://a.org>, <accessed:accessed on 3 May 2019>")
    assert record.dates["accessed"] == Date((2019, 5, 3))


def test_no_address_is_made_of_an_arxiv_number() -> None:
    preprint = assembled("<title:Ice>. <arxiv:arXiv:1107.1553>")
    paper = assembled("<title:Ice>. <journal:Nature> <volume:3> [<arxiv:arXiv:1107.1553>]")
    assert preprint.texts["number"] == "arXiv:1107.1553"
    assert paper.texts["archive_location"] == "1107.1553"
    assert "URL" not in preprint.texts.keys() | paper.texts.keys()


# -- laws -----------------------------------------------------------------------------------------

_WORD = st.sampled_from(
    "Kim A J. Ice 2009 May 12 3–4 vol. no. in In: pp. (Eds.) et al. and 10.1000/x http://a.org/b "
    "doi: arXiv:1107.1553 [cs.LG] Suppl press. “Ice fog” ( ) , . : ; 978-3-16-148410-0 n.d. 1999, "
    "ISBN S. Retrieved from 61(2): 85.2 i/ii PMC12 & É".split()
)
_RUN = st.tuples(st.sampled_from([None, *_LABELS]), st.lists(_WORD, min_size=1, max_size=5))


def _tagged(runs: list[tuple[Label | None, list[str]]]) -> tuple[str, list[Tag]]:
    """Return a text and the tags of its runs, from the first letter or digit to the last."""
    text, tags = "", []
    for label, words in runs:
        start = len(text) + bool(text)
        text = f"{text} {' '.join(words)}".strip()
        found = [match.start() for match in re.finditer(r"[^\W_]", text[start:])]
        if label and found:
            tags.append(Tag(label, start + found[0], start + found[-1] + 1, "tagger", 0.9))
    return text, tags


@settings(max_examples=400, deadline=None)
@given(st.lists(_RUN, min_size=1, max_size=8))
def test_no_labelled_word_is_lost_and_none_invented(
    runs: list[tuple[Label | None, list[str]]],
) -> None:
    text, tags = _tagged(runs)
    record = record_of(text, tags)
    lost = [True] * len(text)
    for evidence in record.evidence.values():
        if evidence.span:
            start, end = evidence.span
            assert 0 <= start < end <= len(text)
            lost[start:end] = [False] * (end - start)
    kept = "".join(char if gone else " " for char, gone in zip(text, lost, strict=True))
    words = re.findall(r"[^\W\d_]+|\d+", kept)
    assert [word for word in words if word.casefold() not in CONNECTIVES] == []

    printed = _signs(text)
    for variable, value in record.texts.items():
        if variable == "note":
            assert all(_signs(part) in printed for part in value.split("; "))
        elif record.evidence[variable].rule not in ("arxiv-url", "arxiv-id"):
            assert value
            assert _signs(value) in printed


def _signs(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@given(st.text(max_size=60))
def test_any_text_has_parts_in_order(text: str) -> None:
    for label in _LABELS:
        for part in parts(label, text):
            assert 0 <= part.start <= part.end <= len(text)
    for found in (volume_parts(text), page_parts(text)):
        assert all(0 <= part.start <= part.end <= len(text) for part in found)
    printed_date(text)
