"""An entry's text without its markup: what is taken out, what is left alone, and where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibconv.plaintext.tokens import clean


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"\bibitem{Zi07} H.~Zimmer. \newblock {PDE}-based", "H. Zimmer. PDE-based"),
        (r"\bibitem[Kim(2009)]{6} Kim, A.", "Kim, A."),
        (r"Saarbr\"ucken \& \"{U}nver, {\"o}", "Saarbrücken & Ünver, ö"),
        (r"Oblo{\v z}insk{\' y}, Bi\v{z}aca, \v{\i}, \'{\i}", "Obložinský, Bižaca, ǐ, í"),
        (r"\emph{Stra\ss e} {\bf70}, 992", "Straße 70, 992"),
        (r"volume~19 of {\em Graduate   Studies}", "volume 19 of Graduate Studies"),
        (r"``A primer,'' {\it J. Econ.} 3--22", "“A primer,” J. Econ. 3–22"),
        (r"\textbf{8} exotic $\mathbb{R}^{4}$", r"8 exotic $\mathbb{R}^{4}$"),
        (r"\textit{A} \url{http://a.b/~c_d}, https://a.b/~e", "A http://a.b/~c_d, https://a.b/~e"),
        (r"\textit{A} \unknown{b}", r"A \unknownb"),
        ("<i>Homo</i> &amp; co.&nbsp;&#8211; <span class='x'>12</span>", "Homo & co. – 12"),
    ],
)  # fmt: skip
def test_markup_is_taken_out(source: str, shown: str) -> None:
    assert clean([(0, source)]).text == shown


@pytest.mark.parametrize(
    "source",
    [
        r"See C:\temp and http://x.org/~kim/a_b for {x} -- y",
        r"he said \"Alpha\" and “beta”",
        "p < 0.05, a -- b, R&D; AT&T, `one' word",
        "<http://a.org/b>",
        "&nosuch;",
    ],
)
def test_plain_text_is_left_alone(source: str) -> None:
    assert clean([(0, source)]).text == source


def test_emphasis_is_recorded() -> None:
    text = clean([(0, r"{\em A {DNA} title}, \textbf{8}, <i>Ice</i> *fog* <b>9</b>")])
    assert [text.text[a:b] for a, b in text.italics] == ["A DNA title", "Ice", "fog"]
    assert [text.text[a:b] for a, b in text.bolds] == ["8", "9"]


def test_emphasis_may_end_on_a_later_line() -> None:
    text = clean([(0, r"Kim. {\em Ice hears"), (20, r"fog}. 2019")])
    assert [text.text[a:b] for a, b in text.italics] == ["Ice hears fog"]


def test_line_breaks_that_are_meant_have_their_places() -> None:
    text = clean([(0, "Ice hears <br> fog"), (18, "in the"), (24, "fjord")], parted=frozenset({24}))
    assert text.text == "Ice hears fog in the fjord"
    assert [text.text[at:] for at in text.breaks] == ["fog in the fjord", "fjord"]


def test_an_escaped_full_stop_is_no_accent() -> None:
    assert clean([(0, r"2024\. Review of <u>Ice</u>")]).text == "2024. Review of Ice"


def test_links_of_every_markup() -> None:
    (markdown,) = clean([(0, "[pdf](http://a.b/c)")]).links
    (tex,) = clean([(0, r"\href{https://a.b/\%7e}{\tt here}")]).links
    (html,) = clean([(0, '<a href="http://a.b/c?d=1&amp;e">pdf</a>')]).links
    addresses = [markdown.address, tex.address, html.address]
    assert addresses == ["http://a.b/c", "https://a.b/%7e", "http://a.b/c?d=1&e"]


def test_key_of_a_bibitem_keeps_its_place() -> None:
    source = r"\bibitem[Kim(2009)]{kim09} Kim"
    text = clean([(0, source)])
    assert text.key
    assert source[slice(*text.key)] == "[Kim(2009)]{kim09}"


def test_a_character_of_several_spans_them_all() -> None:
    source = r"B\"uhl\"{o}, \O"
    text = clean([(0, source)])
    assert text.text == "Bühlö, Ø"
    assert source[slice(*text.span(1, 2))] == r"\"u"
    assert source[slice(*text.span(4, 5))] == r"\"{o}"
    assert source[slice(*text.span(0, 8))] == source


_PIECES = st.sampled_from(
    r"\em |{|}|\textbf{|\"u|\'{e}|\ss |~|``|''|<i>|</i>|&amp;|\bibitem{a}|\url{http://a.b}|word|12"
    "|$x$| |*|_|[a](b)|\\".split("|")
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_every_character_has_its_place(source: str) -> None:
    text = clean([(3, source)])
    assert len(text.text) == len(text.offsets)
    assert list(text.offsets) == sorted(text.offsets)
    for at, char in enumerate(text.text):
        start, end = text.span(at, at + 1)
        assert 3 <= start < end <= 3 + len(source)
        assert end - start > 1 or char.isspace() or char == source[start - 3]
