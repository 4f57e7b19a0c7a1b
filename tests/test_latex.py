"""LaTeX text and the rich text of records."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibconv.formats.bibprotect import protect as protected
from bibconv.formats.latex import (
    decode,
    decode_verbatim,
    defuse,
    encode,
    encode_verbatim,
    fold,
    is_balanced,
    unknown_commands,
    unsafe_commands,
)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"o} \"{o} \"o {\"{o}}", "ö ö ö ö"),
        (r"\'{\i} \'\i {\'\i}", "í íí"),
        (r"\c{c} \v{s} \H{o} \k{a} \d o \r{u} \u{g} \.z", "ç š ő ą ọ ů ğ ż"),
        (r"\ss{} \o \O{} \aa \AA{} \ae \L odz {\th}", "ß øØ åÅ æŁodz þ"),
        (r"\'{\^e}", "ế"),
        (r"a--b---c", "a–b—c"),
        (r"``War'' and `x', isn't", "“War” and ‘x’, isn't"),
        (r"\& \% \_ \$ \# \{\}", "& % _ $ # {}"),
        (r"J.~Smith", "J.\u00a0Smith"),
        (r"\emph{a} \textbf{b} {\it c d} e", "<i>a</i> <b>b</b> <i>c d</i> e"),
        (r"x\textsuperscript{2} \textsubscript{i}", "x<sup>2</sup> <sub>i</sub>"),
        (r"\textendash\textbackslash{}x", "–\\x"),
        (r"$ x_1^2 $ and \(y\)", "$x_1^2$ and $y$"),
        (r"\url{https://a.b/c_d}", "https://a.b/c_d"),
        (r"\href{https://a.b}{Here}", "Here (https://a.b)"),
        (r"\unknown{a_b} \other", r"\unknown{a_b} \other"),
        (r"a\\ b\newline c", "a\nb\nc"),
        ("{", "{"),
        ("}", "}"),
        ("\\", "\\"),
    ],
)
def test_decode(latex: str, text: str) -> None:
    assert decode(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("{DNA} and {{RNA}}", "[DNA] and [RNA]"),
        (r"{\'E}cole {\ae}ra", "École æra"),
        ("{The {Whole} Thing}", "[The Whole Thing]"),
        ("10{,}000 -{}-", "10,000 --"),
        (r"{{\emph{X}}}", "[<i>X</i>]"),
    ],
)
def test_protection(latex: str, text: str) -> None:
    marked = text.replace("[", '<span class="nocase">').replace("]", "</span>")
    assert decode(latex, protect=True) == marked


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("50 % of $5 & C#_x", r"50 \% of \$5 \& C\#\_x"),
        ("$x_1$ costs $5 and $6", r"$x_1$ costs \$5 and \$6"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        ("{x} \\y", r"\textbraceleft{}x\textbraceright{} \y"),
        ("1–2 — 3--4", "1--2 --- 3-{}-4"),
    ],
)
def test_encode(text: str, latex: str) -> None:
    assert encode(text) == latex
    assert decode(latex) == text


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("Müller", r"M{\"{u}}ller"),
        ("Šimić ß Łódź", r"{\v{S}}imi{\'{c}} {\ss} {\L}{\'{o}}d{\'{z}}"),
        ("“x” – ế", r"{\textquotedblleft}x{\textquotedblright} -- {\'{\^{e}}}"),
    ],
)
def test_encode_in_ascii(text: str, latex: str) -> None:
    assert encode(text, ascii=True) == latex
    assert decode(latex) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (r"10.1000/a\_b", "10.1000/a_b"),
        (r"http://x.y/{\_}z\%20\#q", "http://x.y/_z%20#q"),
        (r"\url{http://x.y/~me}", "http://x.y/~me"),
        (r"http://x.y/\~{}me {\textasciitilde}you", "http://x.y/~me ~you"),
        ("{http://x.y}", "http://x.y"),
    ],
)
def test_verbatim_values(raw: str, text: str) -> None:
    assert decode_verbatim(raw) == text
    assert decode_verbatim(encode_verbatim(text)) == text


def test_addresses_close_their_braces() -> None:
    assert encode_verbatim("http://x.y/{a") == "http://x.y/%7Ba"
    assert encode_verbatim("http://x.y/a\\") == "http://x.y/a%5C"


@given(st.text(st.sampled_from("ab DN\\{}$_%'`-~^&é—“<>i/"), max_size=30), st.booleans())
def test_text_comes_back(text: str, ascii: bool) -> None:
    text = fold(text)
    written = encode(text, ascii=ascii)
    assert is_balanced(written)
    assert decode(written) == text


@example("\\\\\\ D", False)  # a line break, then a space that TeX prints
@given(st.text(st.sampled_from("ab DN\\{}$_%'`-~^&é—i\" \n"), max_size=40), st.booleans())
def test_decoding_is_stable(latex: str, protect: bool) -> None:
    once = decode(latex, protect=protect)
    written = encode(protected(once) if protect else once)
    again = decode(written, protect=protect)
    assert encode(protected(again) if protect else again) == written


@pytest.mark.parametrize(
    "text",
    [
        r"\input{/etc/passwd}",
        r"\input /etc/passwd",
        r"\immediate\write18{ls}",
        r"\ce{\input{x}}",
        r"\ce{^^5cinput{x}}",
        r"$x^2 \catcode`\@=11$",
        r"\begin{input}{x}",
        r"\expandafter\csname input\endcsname x",
        r'\in<span class="nocase">put{x}</span>',
        r'<span class="nocase">\in<span class="nocase">put{x}</span></span>',
        "\\in\ufdd1put{x}",
        "\\in\ufdd0put{x}",
    ],
)
@pytest.mark.parametrize("ascii", [False, True])
def test_commands_that_do_something_are_written_as_text(text: str, ascii: bool) -> None:
    for title in (False, True):
        written = encode(protected(text) if title else text, ascii=ascii)
        assert not unsafe_commands(written)
        assert is_balanced(written)


def test_commands_that_print_something_stay() -> None:
    matrix = r"$\begin{pmatrix} 1 \end{pmatrix}$"
    for text in (r"\ce{H2O}", r"$\alpha^2$", matrix, r"\inputenc{x} \letter", r"\foo{\bar{x}}"):
        assert encode(text) == text
    assert encode(r"a \input{x}") == r"a \textbackslash{}input\textbraceleft{}x\textbraceright{}"
    assert decode(encode(r"a \input{x}")) == r"a \input{x}"


def test_raw_values_are_defused() -> None:
    assert defuse(r"\ce{x} \input{y}") == r"\ce{x} \textbackslash{}input{y}"
    assert not unsafe_commands(defuse("^^5c\\def\\x{}"))
    assert encode_verbatim("http://x.y/^^5cinput") == "http://x.y/%5E%5E5cinput"


def test_unknown_commands_are_named() -> None:
    assert unknown_commands(decode(r"\emph{a} \ce{H_2O} $\alpha$ \foo")) == ["ce", "foo"]
