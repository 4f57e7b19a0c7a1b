"""The one pass over well-formed BibTeX agrees with bibtexparser, and windows change nothing."""

from __future__ import annotations

import pytest
from bibtexparser.splitter import Splitter
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.diagnostics import Report
from bibconv.format import Item, ReadOptions
from bibconv.formats import bibfile, biblatex
from bibconv.formats.bibsplit import OnePass
from bibconv.formats.bibwellformed import well_formed
from bibconv.source import Source

WORDS = st.sampled_from(
    ["a", "DNA", "{B}", "{a {b {c}}}", "{\\'e}", "\\{", "\\\\", "\\\\}", "x@y.z", "@a{", "#", "\n",
     "\n@b{", ",", "=", '"', '{"}', "%", "é", "\u00a0", "{" * 6 + "x" + "}" * 6]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
VALUES = st.one_of(
    TEXTS.map("{{{}}}".format),
    TEXTS.map('"{}"'.format),
    st.sampled_from(["2019", "jan", 'a # "b"', "{x} # y", ""]),
)
FIELDS = st.tuples(st.sampled_from(["title", "Author", "year", "a b", "x-y"]), VALUES).map(
    " = ".join
)
ENTRIES = st.builds(
    "@{}{}{},{}{}{}".format,
    st.sampled_from(["article", "Book ", "string", "comment", "preamble", ""]),
    st.sampled_from(["{", "{", "{", "("]),
    st.sampled_from(["key", "a:b", "", "two words", "a\\b"]),
    st.lists(FIELDS, max_size=4).map(",\n ".join),
    st.sampled_from(["", ",", ",\n"]),
    st.sampled_from(["}", "}", "}", ")", ""]),
)
FILES = st.lists(st.one_of(ENTRIES, TEXTS), max_size=4).map("\n\n".join)


@given(text=st.one_of(FILES, st.lists(ENTRIES, max_size=3).map("".join)))
@settings(max_examples=400, deadline=None)
def test_one_pass_agrees_with_bibtexparser(text: str) -> None:
    mine, theirs = OnePass(text).split().blocks, Splitter(text).split().blocks
    assert [type(block) for block in mine] == [type(block) for block in theirs]
    for one, other in zip(mine, theirs, strict=True):
        assert (one.raw, one.start_line) == (other.raw, other.start_line)
        fields = [
            [(field.key, field.value, field.start_line) for field in getattr(block, "fields", ())]
            for block in (one, other)
        ]
        assert fields[0] == fields[1]


def test_well_formed_entries_need_no_bibtexparser() -> None:
    text = '@article{a,\n title = {The {DNA} of {\\\'E}cole}, year = 2019, month = "1~" # jan,\n}\n'
    entries, end = well_formed(text * 2)
    assert [entry.key for entry in entries] == ["a", "a"]
    assert not (text * 2)[end:].strip()
    for field in entries[0].fields:
        (name, value, inner), start, stop = field.group(1, 2, 3), field.start(1), field.end(2)
        assert text[start:stop].startswith(name)
        assert text[start:stop].endswith(value)
        assert inner is None or value == f"{{{inner}}}"


LINKED = "".join(
    f"@inproceedings{{p{n},\n  title = {{T{n}}},\n crossref={{c{n % 3}}},\n note = s # {{x}}\n}}\n"
    for n in range(12)
)
BIB = (
    '@string{s = "S"}\nfree text\n' + LINKED + "@article{broken,\n  title = {never closed\n"
    "@proceedings{c0, title={P0}, year=2000}\n@proceedings{c1, title={P1}, crossref={c0}}\n"
    "@proceedings{c2, title={P2}, crossref={c2}}\n  @misc{last, title={x}, note = s}\n"
)


@pytest.fixture(params=[150, 400])
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bibfile, "_WINDOW", request.param)
    monkeypatch.setattr("bibconv.source._CHUNK", 64)


def read() -> tuple[list[Item], list[str]]:
    report = Report()
    assert biblatex.FORMAT.read
    items = list(biblatex.FORMAT.read(Source.from_text(BIB, "x"), report, ReadOptions()))
    return items, [finding.as_text() for finding in report.diagnostics]


WHOLE = read()


@pytest.mark.usefixtures("small")
def test_windows_change_nothing() -> None:
    items, findings = read()
    assert items == WHOLE[0]
    assert findings == WHOLE[1]
    assert len(items) > 8
