"""Input as text: encoding, byte order mark and newlines are settled here, once.

Offsets and spans everywhere else count characters of this text, in which every line ends in one
line feed. Inputs of any size are read in windows; a pipe is spooled to a temporary file past 8 MiB.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import re
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from bibconv.positions import Positions

_CHUNK = 1 << 16
_SPOOL = 8 << 20
_LONGEST_LINE = 10_000

# Longer lines are not kept with findings: JSON in one line may be megabytes, with many faults.
_LONG_LINE = 10_000

# Longest mark first: UTF-32-LE begins with the mark of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# First bytes of files that people feed to a text tool by mistake.
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (a .docx, .odt or .epub is one)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x7fELF", "a program"),
)

# Control characters that no text has: all but those from tab to carriage return, and escape.
_CONTROLS = bytes({*range(32)} - {*range(9, 14)} - {27})

# Half of a UTF-16 pair, which Python's text can hold and UTF-8 cannot.
_SURROGATE = re.compile("[\ud800-\udfff]")


class Span(NamedTuple):
    """A half-open range of characters of a source's text."""

    start: int
    end: int


class Encoding(NamedTuple):
    """How a source's bytes become text.

    `certain` is False for a guess (no valid UTF-8); `binary` names what the bytes are instead of
    text, and is empty for text; `faulty` tells that some bytes are not in the encoding declared or
    marked, and are U+FFFD in the text.
    """

    name: str
    certain: bool = True
    binary: str = ""
    faulty: bool = False


class Source:
    """One input, opened as often as needed; `name` is what diagnostics call it."""

    def __init__(
        self, name: str, opener: Callable[[], IO[bytes]], encoding: str | None = None
    ) -> None:
        self.name = name
        self._open = opener
        self._declared = encoding
        self._encoding: Encoding | None = None
        self._text: str | None = None
        self._positions = Positions()
        # The window read last, and what is held behind it.
        self._window: tuple[int, str] = (0, "")

    @classmethod
    def from_path(cls, path: Path, encoding: str | None = None) -> Source:
        """Make a source of a file; OSError comes when it is first read."""
        return cls(str(path), lambda: path.open("rb"), encoding)

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "<bytes>", encoding: str | None = None) -> Source:
        """Make a source of bytes in memory."""
        return cls(name, lambda: io.BytesIO(data), encoding)

    @classmethod
    def from_text(cls, text: str, name: str = "<text>") -> Source:
        """Make a source of text in memory; lone surrogates become U+FFFD."""
        return cls.from_bytes(_SURROGATE.sub("\ufffd", text).encode(), name, "utf-8")

    @classmethod
    def from_stream(
        cls, stream: IO[bytes], name: str = "<stdin>", encoding: str | None = None
    ) -> Source:
        """Make a source of a stream that can be read only once, such as stdin."""
        # Imported here: it costs as much as the rest of this module, and files do without.
        import tempfile

        spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115
        while chunk := stream.read(_CHUNK):
            spool.write(chunk)
        source = cls(name, lambda: _rewound(spool), encoding)
        weakref.finalize(source, spool.close)
        return source

    def head(self, size: int = 8192) -> bytes:
        """Return the first bytes, as they are."""
        with self._open() as stream:
            return stream.read(size)

    def binary(self) -> IO[bytes]:
        """Open the bytes from the beginning."""
        return self._open()

    @property
    def declared(self) -> str:
        """The encoding that the caller has declared, "" for none."""
        return self._declared or ""

    @property
    def encoding(self) -> Encoding:
        """The encoding declared, marked or found; found once."""
        if self._encoding is None:
            self._encoding = (
                self._checked(self._declared) if self._declared else self._find_encoding()
            )
        return self._encoding

    def text(self) -> str:
        """Return the whole text; empty for a binary input."""
        if self._text is None:
            self._text = "".join(self._decoded())
            self._enter(0, self._text, len(self._text))
        return self._text

    def windows(self, size: int = 1 << 20) -> Iterator[tuple[int, str]]:
        """Yield (offset, text) of windows of about `size` characters, cut after a blank line.

        A window without a blank line in its second half is cut at its last line end, one without
        a line end where it is full.
        """
        return self.windows_cut(_blank_line, size)

    def windows_cut(self, cut: Callable[[str, int], int], size: int) -> Iterator[tuple[int, str]]:
        """Yield windows that end where `cut` says, in a text of at least `size` characters.

        For 0, it is asked again once there is twice as much text.
        """
        if not self._positions.is_whole:
            self._positions = Positions()
        offset, held, enough = 0, "", size
        for chunk in self._decoded():
            held += chunk
            while len(held) >= enough:
                at = cut(held, size)
                if not at:
                    enough = 2 * len(held)
                    break
                enough = size
                yield self._enter(offset, held, at)
                offset += at
                held = held[at:]
        if held:
            yield self._enter(offset, held, len(held))

    def pieces(self) -> Iterator[str]:
        """Yield the text in pieces of no certain length, for a look at it: no place is noted."""
        return self._decoded()

    def forget(self, offset: int) -> None:
        """Drop what is known of the lines before the one at `offset`; a reader is done with them.

        Their places are 0, 0 from here on, until the windows are read again.
        """
        self._positions.forget(offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset in the text read so far."""
        return self._positions.position(offset)

    def line_at(self, offset: int) -> str:
        """Return the line an offset lies in.

        It is "" outside the window read last, and for a line too long to be shown to anybody.
        """
        start, text = self._window
        at = offset - start
        if not 0 <= at <= len(text):
            return ""
        begin = text.rfind("\n", max(0, at - _LONG_LINE), at) + 1
        if not begin and at > _LONG_LINE:
            return ""
        end = text.find("\n", at, at + _LONG_LINE)
        end = end if end >= 0 else len(text)
        return text[begin:end] if end - begin <= _LONG_LINE else ""

    def _enter(self, offset: int, held: str, end: int) -> tuple[int, str]:
        """Begin a window; of what is held behind it, the lines can be shown already."""
        text = held[:end]
        self._window = (offset, held)
        self._positions.enter(offset, text)
        return offset, text

    def _decoded(self) -> Iterator[str]:
        encoding = self.encoding
        if encoding.binary:
            return
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder(encoding.name)("replace"), translate=True
        )
        with self._open() as stream:
            while chunk := stream.read(_CHUNK):
                yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    def _find_encoding(self) -> Encoding:
        head = self.head()
        # A file that was cut off by a crash may end in thousands of NULs.
        head = head.rstrip(b"\0") or head
        for mark, name in _MARKS:
            if head.startswith(mark):
                return self._checked(name)
        for signature, what in _SIGNATURES:
            if head.startswith(signature):
                return Encoding("latin-1", binary=what)
        if b"\0" in head:
            # Text in UTF-16 without a mark has a NUL in every other byte, on one side.
            for side, name in ((1, "utf-16-le"), (0, "utf-16-be")):
                half = head[side::2]
                if half.count(0) > 0.6 * len(half) and head[1 - side :: 2].count(0) == 0:
                    return Encoding(name, certain=False)
            # A few NULs in an otherwise readable file are damage, many control characters are not
            # text: of random bytes every tenth is one, and one in 256 a NUL.
            if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 50:
                return Encoding("latin-1", binary="binary data")
        if self._valid("utf-8"):
            return Encoding("utf-8")
        if (named := _declared_in_xml(head)) and self._valid(named):
            return Encoding(named)
        return Encoding("cp1252" if self._valid("cp1252") else "latin-1", certain=False)

    def _checked(self, encoding: str) -> Encoding:
        return Encoding(encoding, faulty=not self._valid(encoding))

    def _valid(self, encoding: str) -> bool:
        decoder = codecs.getincrementaldecoder(encoding)()
        with self._open() as stream:
            try:
                while chunk := stream.read(_CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            except UnicodeError:  # UTF-16 and UTF-32 raise this one for a missing mark
                return False
        return True


def _declared_in_xml(head: bytes) -> str:
    """Return the encoding of text that an XML declaration names, "" for none that is known."""
    if match := _XML_DECLARATION.match(head):
        name = match[1].decode("ascii")
        with contextlib.suppress(LookupError, UnicodeError):
            # Some codecs are not for text (rot13, zlib): only decoding tells.
            b"a".decode(name)
            return name
    return ""


# '<?xml version="1.0" encoding="ISO-8859-1"?>'
_XML_DECLARATION = re.compile(rb"""\s*<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([\w.-]{1,40})""")


def _blank_line(held: str, size: int) -> int:
    cut = held.rfind("\n\n", size // 2, size) + 2
    if cut == 1:
        cut = held.rfind("\n", 0, size) + 1
    return cut or size


class _Shared(io.BufferedIOBase):
    """A spooled stream that survives `close()`, so that it can be opened again."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int | None = -1, /) -> bytes:
        return self._stream.read(-1 if size is None else size)

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._stream.seek(offset, whence)
        return self._stream.tell()

    def seekable(self) -> bool:
        return True


def _rewound(stream: IO[bytes]) -> IO[bytes]:
    stream.seek(0)
    return io.BufferedReader(_Shared(stream))
