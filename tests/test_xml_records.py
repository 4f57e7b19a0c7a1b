"""XML read record by record: what stops parsers, costs memory or reaches for other files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bibconv.diagnostics import Report
from bibconv.format import ReadOptions, WriteOptions
from bibconv.formats import endnotexml, xml_records
from bibconv.record import Record
from bibconv.source import Source
from bibconv.xmltree import Node, left, parsed, printed, tidy

RECORD = '<record><ref-type name="Book">6</ref-type><titles><title>{}</title></titles></record>'


def reading(text: str | bytes) -> tuple[list[str], list[str]]:
    """Return the titles read, and the codes of what was found."""
    report = Report()
    source = Source.from_bytes(text) if isinstance(text, bytes) else Source.from_text(text)
    records = [
        item for item in endnotexml.read(source, report, ReadOptions()) if isinstance(item, Record)
    ]
    return [one.texts.get("title", "") for one in records], [one.code for one in report.diagnostics]


def library(*titles: str) -> str:
    inside = "".join(RECORD.format(title) for title in titles)
    return f"<xml><records>{inside}</records></xml>"


def test_no_entity_is_expanded_and_no_file_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    head = (
        f'<!DOCTYPE xml SYSTEM "{tmp_path}/no.dtd" [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">'
        f'<!ENTITY s SYSTEM "{secret.as_uri()}"><!ATTLIST title x CDATA "{"&b;" * 3}">]>'
    )
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}"/>'
    titles, codes = reading(head + library(f"&b;&s;{include}"))
    assert titles == ["&b;&s;"]
    assert codes == ["unknown-entity", "kept-aside"]


def test_entities_of_html_are_known() -> None:
    assert reading(library("Z&uuml;rich&nbsp;&amp;&#x20AC;&alpha;"))[0] == ["Zürich\u00a0&€α"]


@pytest.mark.parametrize(
    ("title", "read", "code"),
    [
        ("Salt & light", "Salt & light", "bare-mark"),
        ("p < 5", "p < 5", "bare-mark"),
        ("a\0b", "a\ufffdb", "bad-character"),
        ("a&#0;b&#xD800;", "a\ufffdb\ufffd", "bad-character"),
        ("<i>a</b>", "a", "xml-broken"),
        ("<![CDATA[a & <b>]]>", "a & <b>", ""),
        ("<!-- <record> -->a<?x <record> ?>", "a", ""),
    ],
)
def test_what_is_broken_costs_a_finding(title: str, read: str, code: str) -> None:
    titles, codes = reading(library("One", title, "Two"))
    assert titles[0] == "One"
    assert titles[1].startswith(read)
    assert titles[-1] == "Two" or code == "xml-broken"
    assert codes[:1] == ([code] if code else [])


def test_a_record_that_is_not_closed_ends_where_the_next_begins() -> None:
    text = library("One", "Two", "Three").replace("Two</title></titles></record>", "Two")
    assert reading(text) == (["One", "Two", "Three"], ["not-closed"])


def test_every_cut_is_named_and_leaves_what_came_before() -> None:
    text = library("One", "Two")
    second = text.index("Two")
    for at in range(1, len(text) - 1):
        titles, codes = reading(text[:at])
        assert codes
        assert titles[:1] == ["One"] or at < second
        assert "Two" in titles or at <= second + 2
        assert set(titles) <= {"One", "On", "O", "", "Two", "Tw", "T"}


def test_depth_is_bounded() -> None:
    deep = "<a>" * 10_000 + "x" + "</a>" * 10_000
    titles, codes = reading(library("One", deep, "Two"))
    assert titles[0] == "One"
    assert titles[-1] == "Two"
    assert "xml-broken" in codes


def test_a_record_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_records, "_LARGEST", 2000)
    monkeypatch.setattr(xml_records, "_WINDOW", 500)
    titles, codes = reading(library("One", "x" * 9000, "Two"))
    assert titles == ["One", "Two"]
    assert codes[0] == "too-large"
    titles, codes = reading(library("One") + "<!--" + "x" * 9000)
    assert titles == ["One"]


def test_the_size_of_windows_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = library("One", "<!-- x -->Two", "<![CDATA[</record>]]>", "Four & more") + " tail"
    whole = reading(text)
    for size in (1, 2, 3, 7, 40):
        monkeypatch.setattr(xml_records, "_WINDOW", size)
        assert reading(text) == whole


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("cp1252", ""),
        ("iso-8859-1", "ISO-8859-1"),
        ("iso-8859-2", "ISO-8859-2"),
        ("cp1251", "windows-1251"),
        ("utf-8", "ISO-8859-1"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    title = "Привет" if encoding == "cp1251" else "Müller"
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    assert reading((head + library(title)).encode(encoding))[0] == [title]


def test_namespaces_around_records_hold_in_them() -> None:
    text = '<x:xml xmlns:x="urn:x" xmlns:y="urn:y"><x:record><x:titles><x:title>One</x:title>'
    text += "</x:titles><y:odd>z</y:odd></x:record></x:xml>"
    report = Report()
    (record,) = endnotexml.read(Source.from_text(text), report, ReadOptions())
    assert isinstance(record, Record)
    assert record.texts["title"] == "One"
    assert record.extra == {"endnotexml:y:odd": ['<y:odd xmlns:y="urn:y">z</y:odd>']}
    stream = io.StringIO()
    endnotexml.write([record], stream, report, WriteOptions())
    again = list(endnotexml.read(Source.from_text(stream.getvalue()), Report(), ReadOptions()))
    assert again == [record]


def test_lines_of_findings_are_those_of_the_file() -> None:
    text = (
        "<?xml version='1.0'?>\n<xml>\n<records>\n\n<record>\n<odd>\n1</odd>\n<odder/>\n</record>"
    )
    report = Report()
    list(endnotexml.read(Source.from_text(text), report, ReadOptions()))
    assert [(one.code, one.line) for one in report.diagnostics] == [
        ("kept-aside", 6),
        ("xml-cut-off", 9),
    ]


# Trees


def test_what_was_not_read_is_left() -> None:
    root, faults = parsed('<a k="1"><b x="2" y="3">t</b><c><d>u</d></c><c/><e f="4"/></a>', 1)
    assert root
    assert not faults
    first = root.first("b")
    assert first
    assert first.get("x") == "2"
    assert first.take() == "t"
    assert [(path, printed(rest) if isinstance(rest, Node) else rest) for path, rest, _ in left(
        root, frozenset("k")
    )] == [("b@y", "3"), ("c", "<c>\n  <d>u</d>\n</c>"), ("e", '<e f="4"/>')]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [(" a \n\t b ", "a b"), ("a\r b\r\rc ", "a\nb\n\nc"), ("a\u00a0 b\u2028", "a\u00a0 b\u2028")],
)
def test_white_space_is_folded(text: str, value: str) -> None:
    assert tidy(text) == value


def test_what_is_printed_is_read_back() -> None:
    node = Node("a", {"k": "<'\"&\t>"})
    node.add("b", "x & <y>\nz")
    again, faults = parsed(printed(node), 1)
    assert again
    assert not faults
    assert again.attributes == node.attributes
    assert [one.peek() for one in again.children()] == ["x & <y>\nz"]
