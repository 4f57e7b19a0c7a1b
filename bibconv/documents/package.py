"""The parts of a DOCX file, read with bounds on their number, size and content."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from typing import IO

from lxml import etree  # type: ignore[import-untyped]

from bibconv.documents.faults import Unreadable
from bibconv.xmltree import hardened_parser


class Package:
    """A ZIP archive of XML parts; Unreadable is raised for one that no word processor writes."""

    def __init__(self, stream: IO[bytes]) -> None:
        _check_directory(stream)
        try:
            self._archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable("document-broken", _BROKEN, _BROKEN_HINT) from error
        self._names = {name.casefold(): name for name in self._archive.namelist()}
        self._left = _LARGEST_ALL
        self.damaged = False

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of that name, in whatever case."""
        return name.casefold() in self._names

    def bytes(self, name: str, limit: int = 1 << 20) -> bytes:
        """Return a part's bytes, empty where there is none."""
        if name not in self:
            return b""
        member = self._names[name.casefold()]
        limit = min(limit, self._left)
        try:
            with self._archive.open(member) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise Unreadable("document-broken", _BROKEN, _BROKEN_HINT) from error
        except (RuntimeError, NotImplementedError) as error:
            # zipfile's word for members that are encrypted, or packed as no DOCX file is.
            message = "the file is encrypted, or packed in an unknown way"
            raise Unreadable("document-encrypted", message, _BROKEN_HINT) from error
        packed = self._archive.getinfo(member).compress_size
        if len(data) > limit or len(data) > max(_FREE, packed * _RATIO):
            message = f"{name} in it unpacks to far more than a text has; it is not read"
            raise Unreadable("document-too-large", message)
        self._left -= len(data)
        return data

    def part(self, name: str) -> etree._Element | None:
        """Return the root of a part, what can be read of it; None where it is not there."""
        data = self.bytes(name, _LARGEST_PART)
        if not data:
            return None
        # ECMA-376, part 2, 8.1.4: parts have no document type declaration.
        for declaration in _DECLARATIONS:
            if declaration in data:
                raise Unreadable("document-broken", f"{name} in it declares entities", "")
        parser = hardened_parser()
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            root = None
        self.damaged |= root is None or len(parser.error_log) > 0
        return root

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        """Return where the relationships of a part lead: id -> (kind, part or address)."""
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for element in root if root is not None else ():
            target = element.get("Target", "")
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = (kind, target)
        return found


# A thesis of 500 pages has 20 MB of document.xml, with pictures, fonts and embedded files some
# hundred members. XML packs 10:1 to 40:1, empty table cells 100:1; a bomb 1000:1.
_LARGEST_PART = 64 << 20
_LARGEST_ALL = 128 << 20
_RATIO = 250
_FREE = 1 << 20
# The list of 10,000 members with names of 100 characters is 1.5 MB long.
_LARGEST_DIRECTORY = 2 << 20
# "PK\5\6" and 18 bytes, behind which a comment of at most 64 KiB stands (APPNOTE.TXT, 4.3.16).
_END, _END_SIZE = b"PK\x05\x06", 22
_DECLARATIONS = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
_BROKEN = "the file is cut off or broken: its archive cannot be read"
_BROKEN_HINT = "open it in a word processor and save it again"


def _check_directory(stream: IO[bytes]) -> None:
    """Refuse a list of members that takes long to read, before it is read."""
    size = stream.seek(0, 2)
    start = max(0, size - _END_SIZE - 0xFFFF)
    stream.seek(start)
    tail = stream.read(_END_SIZE + 0xFFFF)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Unreadable("document-broken", _BROKEN, _BROKEN_HINT)
    if int.from_bytes(tail[at + 12 : at + 16], "little") > _LARGEST_DIRECTORY:
        raise Unreadable("document-too-large", "its archive has too many members to be a text")
