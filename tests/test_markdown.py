"""Pandoc's Markdown and the rich text of records."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.values.markdown import escaped, from_markdown, to_markdown, unescaped

_PIECES = st.one_of(
    st.text("ab *_^~[]\\<>$&`;.{}1/i", max_size=6),
    st.sampled_from(
        "<i> </i> <b> </b> <sup> </sup> <sub> </sub> </span> &amp; {.nocase} \\ ".split(" ")
    ),
    st.just('<span class="nocase">'),
)


@given(st.lists(_PIECES, max_size=8).map("".join))
@settings(max_examples=150, deadline=None)
def test_markdown_of_any_text_is_that_text_again(text: str) -> None:
    assert from_markdown(to_markdown(text)) == text
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize(
    ("markdown", "rich"),
    [
        ("*a* b", "<i>a</i> b"),
        ("_a_ and **b**", "<i>a</i> and <b>b</b>"),
        ("**a *b* c**", "<b>a <i>b</i> c</b>"),
        ("H~2~O, x^2^, P~a\\ cat~", "H<sub>2</sub>O, x<sup>2</sup>, P<sub>a cat</sub>"),
        ("[NASA]{.nocase}", '<span class="nocase">NASA</span>'),
        ("[Ice]{.smallcaps}", '<span style="font-variant:small-caps;">Ice</span>'),
        ("<i>a</i>", "<i>a</i>"),
        ("a &amp; b &lt; c", "a & b < c"),
        ("\\*a\\* \\_b\\_", "*a* _b_"),
        ("$x_i^2$", "$x_i^2$"),
        # No markup at all
        ("A* search and B*", "A* search and B*"),
        ("snake_case_name", "snake_case_name"),
        ("2^32 and ~5 to ~6", "2^32 and ~5 to ~6"),
        ("AT&T [sic] (1)", "AT&T [sic] (1)"),
        ("$5 and $6", "$5 and $6"),
        ("C:\\Users", "C:\\Users"),
        ("a * b * c", "a * b * c"),
    ],
)
def test_markup(markdown: str, rich: str) -> None:
    assert from_markdown(markdown) == rich
    assert from_markdown(to_markdown(rich)) == rich
