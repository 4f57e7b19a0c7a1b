"""Text to value and back: names, dates, identifiers, markup, numbers, keys."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.record import Date, Name, Record
from bibconv.values import dates, identifiers, keys, markup, names, ranges
from tests import strategies

# Dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019", Date((2019,))),
        ("2019-05", Date((2019, 5))),
        ("2019-05-17", Date((2019, 5, 17))),
        ("2020-02-29", Date((2020, 2, 29))),
        ("-0044-03-15", Date((-44, 3, 15))),
        ("2019~", Date((2019,), circa=True)),
        ("2019?", Date((2019,), circa=True)),
        ("2019/2020", Date((2019,), (2020,))),
        ("2019-05/2019-06", Date((2019, 5), (2019, 6))),
        ("2019/", Date((2019,), ())),
        ("2019/..", Date((2019,), ())),
        ("2019-21", Date((2019,), season=1)),
        ("2019-24/2020", Date((2019,), (2020,), season=4)),
        (" 2019-05 ", Date((2019, 5))),
        ("2019-13", None),
        ("2019-02-29", None),
        ("2019-00-05", None),
        ("2019/2020-21", None),
        ("2019/2020/2021", None),
        ("/2019", None),
        ("19", None),
        ("2019-5", None),
        ("May 2019", None),
        ("in press", None),
        ("", None),
    ],
)
def test_iso_dates(text: str, date: Date | None) -> None:
    assert dates.from_iso(text) == date


@given(strategies.dates.filter(lambda date: not date.literal))
def test_iso_is_read_as_it_is_written(date: Date) -> None:
    assert dates.from_iso(dates.to_iso(date)) == date


@given(st.text(st.sampled_from("0123456789-/~?. "), max_size=24))
def test_iso_means_what_it_says(text: str) -> None:
    if date := dates.from_iso(text):
        assert dates.from_iso(dates.to_iso(date)) == date


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("January", 1), ("Okt.", 10), ("juin", 6), ("juil.", 7), ("MÄRZ", 3), ("Mar", 3),
        ("mai", 5), ("sept.", 9), ("января", 1), ("września", 9), ("7", 7), ("07", 7),
        ("13", 0), ("0", 0), ("jui", 0), ("spring", 0), ("", 0), ("²", 0),
    ],
)  # fmt: skip
def test_months(text: str, month: int) -> None:
    assert dates.month_number(text) == month


@pytest.mark.parametrize(("text", "season"), [("Spring", 1), ("Fall", 3), ("été", 2), ("May", 0)])
def test_seasons(text: str, season: int) -> None:
    assert dates.season_number(text) == season


@pytest.mark.parametrize(
    ("given_", "parts"),
    [
        ((2019, 5, 17), (2019, 5, 17)),
        ((2019, 2, 30), (2019, 2)),
        ((2019, 13, 1), (2019,)),
        ((2019, 0, 1), (2019,)),
        ((1900, 2, 29), (1900, 2)),
        ((-4, 2, 29), (-4, 2, 29)),
        ((20000, 1, 5), (20000, 1, 5)),
    ],
)
def test_only_days_that_exist(given_: tuple[int, int, int], parts: tuple[int, ...]) -> None:
    assert dates.checked(*given_) == parts


# Names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Doe, Jane", Name("Doe", "Jane")),
        ("Doe, Jane M., Jr.", Name("Doe", "Jane M.", "Jr.")),
        ("Doe, Jr., Jane", Name("Doe", "Jane", "Jr.")),
        ("van den Berg, T J", Name("Berg", "T J", non_dropping_particle="van den")),
        ("d'Alembert, Jean", Name("Alembert", "Jean", non_dropping_particle="d'")),
        ("De Marco, Anna", Name("De Marco", "Anna")),
        ("von und zu Guttenberg, Karl", Name("Guttenberg", "Karl", "", "", "von und zu")),
        ("OECD", Name(literal="OECD")),
        ("van", Name(literal="van")),
    ],
)
def test_inverted_names(text: str, name: Name) -> None:
    assert names.inverted(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Klaus-Robert Müller", Name("Müller", "Klaus-Robert")),
        ("K. T. Schütt", Name("Schütt", "K. T.")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", non_dropping_particle="van")),
        ("Max Müller, Jr.", Name("Müller", "Max", "Jr.")),
        ("Plato", Name(literal="Plato")),
    ],
)
def test_natural_names(text: str, name: Name) -> None:
    assert names.natural(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Müller K-R", Name("Müller", "K-R")),
        ("de la Torre J M", Name("Torre", "J M", non_dropping_particle="de la")),
        ("Doe J.", Name("Doe", "J.")),
        ("Jane Doe", None),
    ],
)
def test_names_with_their_initials_last(text: str, name: Name | None) -> None:
    assert names.initials_last(text) == name


@pytest.mark.parametrize("word", ["K", "K.", "K-R", "K.-R.", "KT", "K.T.", "J.-Ph.", "Yu."])
def test_initials(word: str) -> None:
    assert names.is_initials(word)


@pytest.mark.parametrize("word", ["Li", "van", "k", "Anna", "", "K.T.S.X.Y.Z.", "1"])
def test_no_initials(word: str) -> None:
    assert not names.is_initials(word)


@given(strategies.names.filter(lambda name: not name.literal))
def test_a_name_inverted_is_read_back(name: Name) -> None:
    family = f"{name.non_dropping_particle} {name.family}".strip()
    text = ", ".join(filter(None, (family, name.given, name.suffix)))
    assert names.inverted(text) == name


@given(st.text(max_size=40))
def test_every_name_shows_all_its_words(text: str) -> None:
    for name in (names.inverted(text), names.natural(text), names.initials_last(text)):
        if name:
            shown = names.display(name).replace(",", " ").split()
            assert sorted("".join(shown)) == sorted("".join(text.replace(",", " ").split()))


# Identifiers


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1038/s41467-019-08987-4", "10.1038/s41467-019-08987-4"),
        ("https://doi.org/10.1000/x.", "10.1000/x"),
        ("http://dx.doi.org/10.1000/X", "10.1000/X"),
        ("DOI: 10.1000/x;", "10.1000/x"),
        ("doi.org/10.1000/x", "10.1000/x"),
        ("doi: https://doi.org/10.1000/x", "10.1000/x"),
        ("info:doi/10.1000/x", "10.1000/x"),
        ("doi:10.1000/(a)b)", "10.1000/(a)b"),
        ("10.1002/(SICI)1097-0258(19980815)17:15", "10.1002/(SICI)1097-0258(19980815)17:15"),
    ],
)
def test_dois(text: str, doi: str) -> None:
    assert identifiers.normal_doi(text) == doi


@given(st.text(st.sampled_from("10./xX()[]:;. doi"), max_size=30))
def test_a_normal_doi_stays_as_it_is(text: str) -> None:
    doi = identifiers.normal_doi(f"10.1000/{text}")
    assert identifiers.normal_doi(doi) == doi


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("arXiv:2004.10484", "2004.10484"),
        ("CoRR abs/1409.8035v2", "1409.8035v2"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/pdf/2004.10484", "2004.10484"),
        ("arXiv preprint arXiv:2004.10484", "2004.10484"),
        ("2004.10484", ""),
        ("pages 2004.10484", ""),
    ],
)
def test_arxiv(text: str, identifier: str) -> None:
    assert identifiers.arxiv_id(text) == identifier
    if identifier:
        assert identifiers.arxiv_id(identifiers.arxiv_url(identifier)) == identifier


@pytest.mark.parametrize(
    ("text", "isbn"),
    [
        ("978-0-06-297658-1", "9780062976581"),
        ("0 85131 041 x", "085131041X"),
        ("978-0-06 (hardback)", "978-0-06 (hardback)"),
    ],
)
def test_isbns(text: str, isbn: str) -> None:
    assert identifiers.normal_isbn(text) == isbn
    assert identifiers.normal_isbn(isbn) == isbn


# Numbers


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("141-145", ("141", "145")),
        ("e12–e18", ("e12", "e18")),
        ("S105 -- S110", ("S105", "S110")),
        ("xii—xv", ("xii", "xv")),
        ("1:1–1:20", ("1:1", "1:20")),
        ("12", None),
        ("1-3, 7", None),
        ("2.2-1--2.2-6", None),
        ("-", None),
        ("", None),
    ],
)
def test_page_ranges(text: str, pages: tuple[str, str] | None) -> None:
    assert ranges.page_range(text) == pages


# Markup


@pytest.mark.parametrize(
    ("rich", "plain"),
    [
        ("a <i>b</i> c", "a b c"),
        ("H<sub>2</sub>O", "H2O"),
        ('<span class="nocase">DNA</span>', "DNA"),
        ('<span style="font-variant: small-caps">x</span>', "x"),
        ("<b>a <i>b</i></b>", "a b"),
        ("a < b > c", "a < b > c"),
        ("<i>open", "<i>open"),
        ("close</i>", "close</i>"),
        ("<em>x</em>", "<em>x</em>"),
        ("<span>x</span>", "<span>x</span>"),
    ],
)
def test_plain_text_of_rich_text(rich: str, plain: str) -> None:
    assert markup.plain(rich) == plain


_RICH = st.recursive(
    st.text(st.sampled_from("ab &;\"'{}"), max_size=5),
    lambda inner: st.one_of(
        st.builds(markup.wrap, inner, st.sampled_from(sorted(markup.OPEN))),
        st.builds(str.__add__, inner, inner),
    ),
    max_leaves=8,
)


@given(_RICH)
def test_plain_text_has_no_markup(rich: str) -> None:
    assert markup.plain(markup.plain(rich)) == markup.plain(rich)
    assert "<" not in markup.plain(rich)


@given(st.one_of(_RICH, st.text(max_size=20)))
def test_pieces_join_to_the_text_and_nest(rich: str) -> None:
    pieces = list(markup.pieces(rich))
    assert "".join(piece.text for piece in pieces) == rich
    stack: list[markup.Tag] = []
    for piece in pieces:
        if piece.tag and piece.closes:
            assert stack.pop() == piece.tag
        elif piece.tag:
            stack.append(piece.tag)
    assert not stack


# Keys


def _record(title: str, family: str, year: int) -> Record:
    return Record(
        texts={"title": title},
        names={"author": [Name(family, "A.")]},
        dates={"issued": Date((year,))},
    )


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (_record("Unmasking Clever Hans", "Lapuschkin", 2019), "lapuschkin2019unmasking"),
        (_record("The <i>Über</i>-Theory of x", "Müller", 2020), "mueller2020theory"),
        (_record("О жизни", "Иванов", 1999), "ivanov1999o"),
        (_record("王", "王", 2001), "a2001"),
        (Record(texts={"title": "A Title"}), "anonndtitle"),
        (Record(), "anonnd"),
    ],
)
def test_keys_are_readable(record: Record, key: str) -> None:
    assert keys.KeyMaker().make(record) == key


_FEW = strategies.records(
    text_vars={"title", "DOI"},
    name_vars={"author"},
    date_vars={"issued"},
    text_values=st.sampled_from(["On Things", "Of the", "ÜBER", "王 X", "10.1000/x", "on things"]),
    name_values=st.sampled_from([Name("Doe", "J."), Name("Dœ", "J."), Name(literal="The WHO")]),
    date_values=st.sampled_from([Date((2019,)), Date(literal="in press")]),
)


@given(st.lists(_FEW, max_size=12), st.lists(_FEW, max_size=3))
@settings(deadline=None)
def test_keys_are_unique_ascii_and_stable(records: list[Record], more: list[Record]) -> None:
    maker = keys.KeyMaker()
    made = [maker.make(record) for record in records]
    assert len({key.casefold() for key in made}) == len(made)
    assert all(key.isascii() and key.isalnum() for key in made)
    again = keys.KeyMaker()
    assert [again.make(record) for record in [*records, *more]][: len(made)] == made


def test_a_claimed_key_is_lettered_only_when_taken() -> None:
    maker = keys.KeyMaker()
    assert [maker.claim("Doe2020") for _ in range(3)] == ["Doe2020", "Doe2020a", "Doe2020b"]
    assert maker.claim("doe2020") == "doe2020c"
    maker.take("x")
    assert maker.claim("x") == "xa"


def test_known_records_get_their_keys_back_once() -> None:
    old = _record("Unmasking Clever Hans", "Lapuschkin", 2019)
    old.id = "hans"
    maker = keys.KeyMaker([old])
    new = _record("Unmasking clever Hans", "Lapuschkin", 2019)
    assert maker.make(new) == "hans"
    assert maker.make(new) == "lapuschkin2019unmasking"
