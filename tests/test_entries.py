"""Reference lists cut into entries: every form that people paste, and any text at all."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv import Report, parse, write
from bibconv.format import ReadOptions
from bibconv.plaintext.entries import each_line, entries
from bibconv.plaintext.numbering import numbered
from bibconv.plaintext.pages import without_pages
from bibconv.plaintext.sections import Outline, lines_of, sections
from bibconv.record import Record
from bibconv.source import Source
from tests.lists import FLUSH, FORMS, STYLES, references


def cut(text: str) -> list[str]:
    """Return the entries of a text without white space: where a line ends is not their affair."""
    lines, _ = without_pages(lines_of(0, text))
    return [
        squeezed("".join(text[start:end] for start, end in entry.spans))
        for section, _ in sections(lines, Outline())
        for entry in entries(section)
    ]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


# -- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_a_list_is_cut_into_its_entries(form: str, width: int) -> None:
    for style in STYLES:
        given = references(style, 1)
        assert cut(FORMS[form](given, width)) == [squeezed(one) for one in given], style


def test_wrapped_entries_that_nothing_parts_are_cut_by_their_looks() -> None:
    right = total = 0
    for style in STYLES:
        for seed in (1, 2, 3):
            for width in (60, 72, 80, 100):
                expected = {squeezed(one) for one in references(style, seed)}
                right += len(expected & set(cut(FLUSH(references(style, seed), width))))
                total += len(expected)
    assert right >= 0.995 * total


@pytest.mark.parametrize("style", ["apa", "ieee", "nlm-citation-sequence"])
@pytest.mark.parametrize("form", ["one a line", "blank lines", "[1], pages", "bibitem"])
def test_every_reference_of_a_bare_list_is_a_record(style: str, form: str) -> None:
    given = references(style, 1)
    report = Report()
    records = list(parse(FORMS[form](given, 80), report=report))
    assert len(records) == len(given)
    told = [one for one in report.diagnostics if one.code == "passed-over"]
    assert all("page number" in one.message for one in told)
    assert bool(told) == ("pages" in form)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1 Smith, J., Ice (London 1990), p. 3; Jones, K., Fog and Drift (Rome 1985), 12.",
            ["Smith, J., Ice (London 1990), p. 3;", "Jones, K., Fog and Drift (Rome 1985), 12."],
        ),
        # Names, editors and parts of the imprint are parted by semicolons in other styles.
        ("Smith, J.; Jones, K.; Roy, B. (2019). Ice hears fog. Nature; 12, 3.", None),
        (
            "Smith, J. Ice in 2018. In Fog; Roy, B., Kim, A., Eds.; Springer: Kiel, 2020; p. 3.",
            None,
        ),
        ("Smith J. Ice hears fog. Nature. 2019;12(3):4-5; Epub 2018 May 3.", None),
    ],
)
def test_references_of_one_footnote(text: str, expected: list[str] | None) -> None:
    marked = text if text.startswith("1 ") else f"1 {text}"
    (entry, *others) = [
        f"{marked}",
        "2 Kim, A., Drift (Oslo 1999).",
        "3 Roy, B., Ridge (Bonn 2001).",
    ]
    found = cut("\n".join((entry, *others)))
    assert found[:-2] == [squeezed(one) for one in expected or [text]]


def test_a_bibitem_keeps_its_key() -> None:
    text = (
        "\\begin{thebibliography}{9}\n\\bibitem[Kim(2019)]{kim:ice} A. Kim (2019). “Ice”.\n"
        "\\newblock In: Nature 1:2-3\n\\bibitem{roy} B. Roy (2020). “Fog”. In: Sky 4:5-6\n"
        "\\end{thebibliography}\n"
    )
    records = list(parse(text))
    assert [record.id for record in records] == ["kim:ice", "roy"]
    assert [record.texts["title"] for record in records] == ["Ice", "Fog"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1. A", "2. B", "65. C", "3. D"], [0, 1, 3]),
        (["3. A", "2. B", "1. C"], [0, 1, 2]),
        (["0. A", "0. B", "1. C"], [0, 1, 2]),
        (["[J1] A", "1990. B", "[J2] C"], [0, 2]),
        (["12 Kim", "2019 Kim", "13 Roy", "14 Doe"], [0, 2, 3]),
        (["Kim", "3 Roy", "17 Doe"], []),
        (["¹ Kim", "² Roy", "³ Doe"], [0, 1, 2]),
    ],
)
def test_numbers_count_that_follow_each_other(lines: list[str], expected: list[int]) -> None:
    assert list(numbered(lines_of(0, "\n".join(lines)))) == expected


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("a\n\n- 12 -\n\nb", ["- 12 -"]),
        ("a\n\nPage 3 of 9\n\nb", ["Page 3 of 9"]),
        ("a\n\n12\n\nb", []),  # a number alone may be anything
        ("# 2019\n\n2020\n\n2021\n\nb", []),
        ("a\n\fIce · Kim 1\nb\n\fIce · Kim 2\nc", ["\fIce · Kim 1", "\fIce · Kim 2"]),
        ("Publications\n\na\n\fPublications\nb\n\fPublications\nc", ["\fPublications"]),
    ],
)
def test_what_belongs_to_pages_is_left_out(text: str, left_out: list[str]) -> None:
    assert [line.text for line in without_pages(lines_of(0, text))[1]] == left_out


def test_bullets_below_an_entry_are_its_notes() -> None:
    one = "Borg, A. and Kim, D. (2019). Fog in the ridge. *Nature*, 12, 3-9."
    two = "Borg, A. (2018). Slow water in the north. *Cold Studies*, 3, 12-19."
    text = f"## Publications\n\n- {one}\n  - Winner of the Ice Prize 2020\n- {two}\n"
    first, second = parse(text)
    assert first.texts["title"] == "Fog in the ridge"
    assert first.texts["note"] == "Winner of the Ice Prize 2020"
    assert second.texts["title"] == "Slow water in the north"
    nested = f"## Publications\n\n- 2019\n  - {one}\n- 2018\n  - {two}\n"
    titles = [record.texts["title"] for record in parse(nested)]
    assert titles == ["Fog in the ridge", "Slow water in the north"]


# -- cuts that are told ---------------------------------------------------------------------------

_scripts = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_characters="<"),
        st.sampled_from("\x00\x01\x0b\x0c\x1b\x85\u2028\u200b\ufeff،。王한Ж٣½\u0301\\{}[]"),
    ),
    max_size=80,
)
_words = st.lists(
    st.sampled_from(
        "Kim, A. (2019). “Ice” Nature 12(3):4-5 doi:10.1/ab \\bibitem{x} [1] 1. • ; &c 1990 "
        "\\textit{Fog} **bold** [pdf](http://a.b) et al.".split()
    ),
    max_size=14,
).map(" ".join)
_lines = st.lists(st.one_of(_scripts, _words), max_size=12).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(_lines)
def test_every_line_is_one_record_in_its_place(text: str) -> None:
    source = Source.from_text(text)
    records = list(parse(source, options=ReadOptions(entries="line")))
    shown = [] if source.encoding.binary else source.text().split("\n")
    filled = [number for number, line in enumerate(shown, 1) if line.strip()]
    assert [record.origin.line for record in records if record.origin] == filled
    assert all(record.texts or record.names or record.dates for record in records)
    for target in ("bibtex", "ris", "csl-json"):
        assert bool(write(records, target).strip("[]\n")) == bool(records)


@settings(max_examples=200, deadline=None)
@given(_lines)
def test_every_block_is_one_record(text: str) -> None:
    source = Source.from_text(text)
    records = list(parse(source, options=ReadOptions(entries="blank")))
    shown = "" if source.encoding.binary else source.text()
    blocks = re.sub(r"\n\s*\n", "\n\n", "\n".join(_stripped(shown))).strip("\n")
    assert len(records) == len([one for one in re.split(r"\n\n+", blocks) if one])


def _stripped(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield "x" if line.strip() else ""


@settings(max_examples=200, deadline=None)
@given(_lines)
def test_any_text_is_read(text: str) -> None:
    """Whatever is found, its spans lie in the text, in order, and apart from each other."""
    source = Source.from_text(text)
    at = 0
    for record in parse(source):
        assert record.origin
        assert record.origin.span
        start, end = record.origin.span
        assert at <= start < end <= len(source.text())
        at = end


@pytest.mark.parametrize("mode", ["auto", "line", "blank"])
@pytest.mark.parametrize("unit", ["Kim, A. ", "1. ", "(", "; Kim, A. 2019 ", "\\bibitem{", "- "])
def test_a_line_of_100_kb_takes_its_time_once(mode: Any, unit: str) -> None:
    text = unit * (100_000 // len(unit))
    records = list(parse(f"{text}\n{text}\n", options=ReadOptions(entries=mode)))
    assert len(records) == {"line": 2, "blank": 1}.get(mode, len(records))


def test_what_cannot_be_read_is_in_the_note() -> None:
    lines = ["??", "\x00\x01", "[7]", "ゆき", "x" * 200_000]
    records = list(parse("\n".join(lines), options=ReadOptions(entries="line")))
    assert [record.texts.get("note") for record in records] == lines
    assert not any(record.names or record.dates for record in records)


def test_a_line_longer_than_a_window_is_one_record() -> None:
    class Small(Source):
        def windows(self, size: int = 64) -> Any:
            return super().windows(64)

    text = "Kim, A. (2019). “Ice”. In: Nature 1:2-3\n" + "x " * 300 + "\nRoy, B. (2020). “Fog”.\n"
    source = Small("refs.txt", lambda: io.BytesIO(text.encode()))
    records = list(parse(source, options=ReadOptions(entries="line")))
    assert [record.origin.line for record in records if record.origin] == [1, 2, 3]


def test_a_told_cut_takes_no_owner_from_the_list() -> None:
    listed = "".join(f"Kim, A. (201{at}). “Ice {at}”. In: Nature {at}:2-3\n" for at in range(9))
    text = f"{listed}“Fog”. PhD thesis, 2019, University of Oslo\n"
    *_, last = parse(text, options=ReadOptions(entries="line"))
    assert not last.names


def test_numbers_of_one_line_each_are_no_part_of_it() -> None:
    lines = lines_of(0, "12 Kim, A. (2019)\n13 Roy, B. (2020)\n14 Doe, C. (2021)")
    assert [entry.start for entry in each_line(lines)] == [3, 21, 39]


# -- confidence -----------------------------------------------------------------------------------


def test_a_record_is_no_surer_than_its_fields() -> None:
    (record,) = parse("Kim, A. (2019). Ice hears fog. Springer, Cham.", options=_line())
    fields = [record.evidence[variable].confidence for variable in record.variables()]
    assert 0 < record.confidence <= round(min(fields), 3)
    assert Record().confidence == 1.0


@pytest.mark.parametrize(("least", "named"), [(0.0, 0), (0.7, 1), (1.0, 1)])
def test_doubtful_fields_of_a_record_are_one_finding(least: float, named: int) -> None:
    report = Report()
    # "Kim": an author, a title or a publisher
    text = "Fog hears ice, Kim, Ice Press, Snow and Sons, in: Sleet 2019"
    (record,) = parse(text, options=_line(least), report=report)
    checks = [one for one in report.diagnostics if one.code == "check"]
    assert len(checks) == report.doubtful == named
    for check in checks:
        doubts = check.doubts
        assert all(doubt.confidence < least or least == 1 for doubt in doubts)
        assert check.key == record.id
        places = [doubt.column for doubt in doubts if doubt.line]
        assert places == sorted(places)
        assert check.column == (places or [1])[0]
        if least == 1:
            assert {doubt.field for doubt in doubts} == {"type", *record.variables()}


def _line(least: float = 0.7) -> ReadOptions:
    return ReadOptions(entries="line", min_confidence=least)


def test_years_that_run_down_are_no_numbers() -> None:
    lines = [
        f"{year}  Kim, A. “Ice {year}”. Fog Letters {volume}, 1–9."
        for year, volume in zip(range(2019, 2014, -1), range(12, 7, -1), strict=True)
    ]
    records = list(parse("\n".join(lines), options=ReadOptions(entries="line")))
    assert [record.year for record in records] == ["2019", "2018", "2017", "2016", "2015"]
