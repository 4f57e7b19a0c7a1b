"""Bytes become text once: encodings, byte order marks, newlines, windows, places."""

from __future__ import annotations

import codecs
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.source import Source

TEXT = "Müller’s – 東京\nzweite Zeile\n"


@pytest.mark.parametrize(
    ("data", "name", "certain"),
    [
        (TEXT.encode(), "utf-8", True),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig", True),
        (TEXT.encode("utf-16"), "utf-16", True),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16", True),
        (TEXT.encode("utf-32"), "utf-32", True),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf-32", True),
    ],
)
def test_an_encoding_that_is_marked_or_valid_is_certain(
    data: bytes, name: str, certain: bool
) -> None:
    source = Source.from_bytes(data)
    assert source.text() == TEXT
    assert (source.encoding.name, source.encoding.certain) == (name, certain)
    assert not source.encoding.binary
    assert not source.encoding.faulty


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Müller’s “thing” – 5 €\n", "cp1252"),
        # 0x81 is undefined in cp1252.
        ("a\x81b Müller\n", "latin-1"),
        ("Plain text, no mark\n", "utf-16-le"),
        ("Plain text, no mark\n", "utf-16-be"),
    ],
)
def test_other_encodings_are_guesses(text: str, encoding: str) -> None:
    source = Source.from_bytes(text.encode(encoding))
    assert source.text() == text
    assert (source.encoding.name, source.encoding.certain) == (encoding, False)


def test_a_declared_encoding_is_believed_and_checked() -> None:
    assert Source.from_bytes("ö".encode("cp437"), encoding="cp437").text() == "ö"
    wrong = Source.from_bytes("ö".encode("latin-1"), encoding="utf-8")
    assert wrong.encoding.faulty
    assert wrong.text() == "\ufffd"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG"),
        (b"\x1f\x8b\x08...", "gzip"),
        (bytes(range(256)) * 20, "binary data"),
    ],
)
def test_what_is_no_text_is_named_and_empty(data: bytes, what: str) -> None:
    source = Source.from_bytes(data)
    assert what in source.encoding.binary
    assert source.text() == ""
    assert list(source.windows()) == []


def test_a_stray_nul_is_damage_not_binary() -> None:
    source = Source.from_bytes(b"A line of text\n" * 20 + b"\0")
    assert not source.encoding.binary
    assert source.text().endswith("\0")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_become_line_feeds(newline: str) -> None:
    text = f"one{newline}two{newline}{newline}four"
    assert Source.from_bytes(text.encode()).text() == "one\ntwo\n\nfour"


def test_a_newline_cut_in_two_by_a_chunk_stays_one() -> None:
    data = b"x" * ((1 << 16) - 1) + b"\r\n" + b"y"
    assert Source.from_bytes(data).text() == "x" * ((1 << 16) - 1) + "\ny"


def test_only_line_feeds_end_lines() -> None:
    source = Source.from_text("a\u2028b\x0cc\x85d\ne")
    source.text()
    assert source.position(7) == (1, 8)
    assert source.position(8) == (2, 1)


@given(st.text(st.sampled_from("ab \n\r")), st.integers(1, 8))
@settings(deadline=None)
def test_windows_join_to_the_text(text: str, size: int) -> None:
    source = Source.from_text(text)
    windows = list(source.windows(size))
    whole = Source.from_text(text).text()
    assert "".join(window for _, window in windows) == whole
    at = 0
    for offset, window in windows:
        assert offset == at
        assert len(window) > 0
        at += len(window)


@given(st.text(st.sampled_from("ab\n"), max_size=40), st.integers(1, 8))
@settings(deadline=None)
def test_places_are_lines_and_columns_of_the_text(text: str, size: int) -> None:
    source = Source.from_text(text)
    for _ in source.windows(size):
        pass
    for offset in range(len(text)):
        before = text[:offset]
        expected = (before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
        assert source.position(offset) == expected


def test_a_window_ends_after_a_blank_line_if_it_can() -> None:
    source = Source.from_text("one\n\ntwo two\n\nthree three")
    assert [window for _, window in source.windows(14)] == ["one\n\ntwo two\n\n", "three three"]


def test_the_line_of_a_place() -> None:
    source = Source.from_text("one\ntwo\nthree")
    source.text()
    assert [source.line_at(offset) for offset in (0, 3, 4, 8, 12)] == [
        "one",
        "one",
        "two",
        "three",
        "three",
    ]
    assert source.line_at(99) == ""
    long = Source.from_text("short\n" + "x" * 50_000 + "\nshort")
    long.text()
    assert [long.line_at(offset) for offset in (0, 10, 30_000, 50_000, 50_008)] == [
        "short",
        "",
        "",
        "",
        "short",
    ]


def test_a_stream_can_be_read_again() -> None:
    source = Source.from_stream(io.BytesIO(b"one\ntwo"))
    assert source.head(3) == b"one"
    assert source.text() == "one\ntwo"
    assert source.binary().read() == b"one\ntwo"


def test_a_file_is_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfone")
    source = Source.from_path(path)
    assert (source.name, source.text()) == (str(path), "one")


def test_half_a_character_becomes_a_replacement() -> None:
    assert Source.from_text("a\ud800b").text() == "a\ufffdb"
