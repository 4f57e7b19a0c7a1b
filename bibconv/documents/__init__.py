"""The files people have, as text: which kind of document a file is, and what is printed in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from bibconv.diagnostics import Diagnostic, Report, Severity, about_encoding
from bibconv.documents.faults import Unreadable
from bibconv.source import Source


def kind(source: Source) -> str:
    """Return which kind of document a source is, by its first bytes, then its suffix; "" for none.

    "html", "docx" and "pdf" are read; what the others are is in `_REFUSED`.
    """
    head = source.head()
    suffix = source.name.lower().rpartition(".")[2]
    start = head[:_PDF_WITHIN] if suffix == "pdf" else head.lstrip()[:5]
    if b"%PDF-" in start:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"PK\x03\x04"):
        return _archived(source)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "encrypted" if _ENCRYPTED in _some(source) else "doc"
    text = head.decode("utf-16" if head[:2] in _WIDE else "utf-8", "ignore").lstrip("\ufeff")
    if _HTML.match(text) or (suffix in _HTML_SUFFIXES and "\0" not in text):
        return "html"
    return ""


def as_text(source: Source, report: Report) -> Source | None:
    """Return a source of the text printed in a document, itself where it is text, None for neither.

    What cannot be read or is left out is reported; lines and columns count in the new source.
    """
    found = kind(source)
    omitted: Counter[str] = Counter()
    read = _READERS.get(found)
    if not read:
        if found in _REFUSED:
            message, hint = _REFUSED[found]
            report.add(_about(source, "error", "binary", message, hint))
            return None
        suffix = source.name.lower().rpartition(".")[2]
        if suffix in _DOCUMENT_SUFFIXES and not source.encoding.binary:
            message = f"its name says .{suffix}, and it is none; read as text"
            report.add(_about(source, "warning", "misnamed", message))
        return source
    try:
        text = read(source, report, omitted)
    except Unreadable as error:
        report.add(_about(source, "error", error.code, str(error), error.hint))
        return None
    if left_out := ", ".join(
        f"{name} ({count})" for name, count in sorted(omitted.items()) if count
    ):
        report.add(_about(source, "info", "left-out", f"left out of the {found}: {left_out}"))
    if not text.strip():
        report.add(_about(source, "error", "no-text", f"there is no text in this {found} file"))
        return None
    return Source.from_text(text, source.name)


# ISO 32000-1, annex H.3.4.1: viewers look for "%PDF-" in the first 1024 bytes.
_PDF_WITHIN = 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_HTML_SUFFIXES = ("html", "htm", "xhtml")
_DOCUMENT_SUFFIXES = ("docx", "doc", "pdf", "odt", "rtf")
# "<!DOCTYPE html>", "<html lang=…", behind an XML declaration and comments; a Markdown file may
# begin with other tags.
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:[^-]|-(?!->)){0,4000}-->\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
# The name of the stream in which Word keeps an encrypted document, in an old container.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE = "open it in a word processor and save it as .docx, or as PDF"
_REFUSED = {
    "doc": ("this is not text but an old Word or Excel file (.doc)", _SAVE),
    "rtf": ("this is a file in Rich Text Format (.rtf)", _SAVE),
    "odt": ("this is an OpenDocument file (.odt)", _SAVE),
    "encrypted": ("this Word document opens with a password only", "save a copy without one"),
    "epub": (
        "this is an e-book (.epub)",
        "unpack it and give the .xhtml files in it, or convert it to .docx or .html",
    ),
    "sheet": ("this is an Excel or PowerPoint file", "save it as PDF or HTML"),
    "zip": ("this is not text but a ZIP archive", "unpack it and give the files in it"),
    "pages": ("this is a document of Apple's Pages", "export it as Word or PDF"),
}
# A page that a browser has saved with its pictures in it is 20 MB; a CV with photographs 50 MB.
_LARGEST = {"html": 32 << 20, "pdf": 256 << 20}


def _archived(source: Source) -> str:
    """Return what a ZIP archive holds."""
    # OpenDocument and EPUB say what they are in their first member, which is not packed.
    head = source.head(200)
    for mark, name in (
        (b"mimetypeapplication/vnd.oasis.opendocument", "odt"),
        (b"mimetypeapplication/epub", "epub"),
    ):
        if mark in head:
            return name
    # Here and not above: most runs read no archive.
    from bibconv.documents.package import Package

    try:
        with source.binary() as stream:
            package = Package(stream)
            if "[Content_Types].xml" not in package:
                return "pages" if "Index/Document.iwa" in package else "zip"
            types = package.bytes("[Content_Types].xml")
    except Unreadable:
        return "docx"  # whose reader says what is wrong
    is_word = b"wordprocessingml" in types or b"ms-word" in types or "word/document.xml" in package
    return "docx" if is_word else "sheet"


def _some(source: Source) -> bytes:
    """Return the first megabyte: the directory of an old container is near its beginning."""
    return source.head(1 << 20)


def _whole(source: Source, kind: str) -> bytes:
    with source.binary() as stream:
        data = stream.read(_LARGEST[kind] + 1)
    if len(data) > _LARGEST[kind]:
        message = f"it is larger than {_LARGEST[kind] >> 20} MB; bibconv reads no such {kind} file"
        raise Unreadable("document-too-large", message)
    return data


def _read_html(source: Source, report: Report, omitted: Counter[str]) -> str:
    from bibconv.documents import html

    data = _whole(source, "html")
    encoding = source.encoding
    said = html.said_encoding(data)
    # Bytes that are UTF-8 beyond ASCII are no other encoding by chance, whatever they say.
    if said and not source.declared and (data.isascii() or not encoding.certain):
        return html.extract(data, said, omitted)
    if encoding.binary:
        raise Unreadable("binary", f"this is not HTML but {encoding.binary}")
    if finding := about_encoding(source):
        report.add(finding)
    return html.extract(data, encoding.name, omitted)


def _read_docx(source: Source, report: Report, omitted: Counter[str]) -> str:
    from bibconv.documents import docx

    with source.binary() as stream:
        text, damaged = docx.extract(stream, omitted)
    if damaged:
        message = "parts of the document are broken; what can be read of them is"
        report.add(_about(source, "error", "document-broken", message))
    return text


def _read_pdf(source: Source, report: Report, omitted: Counter[str]) -> str:
    from bibconv.documents import pdf

    text, silent = pdf.extract(_whole(source, "pdf"), omitted)
    if silent:
        pages = ", ".join(map(str, silent[:10])) + (", …" if len(silent) > 10 else "")
        message = f"no text on page {pages}: pictures of text are not read"
        hint = "recognise their text first, for instance with ocrmypdf"
        report.add(_about(source, "warning", "no-text", message, hint))
    return text


_READERS: dict[str, Callable[[Source, Report, Counter[str]], str]] = {
    "html": _read_html,
    "docx": _read_docx,
    "pdf": _read_pdf,
}
READ = frozenset(_READERS)


def _about(
    source: Source, severity: Severity, code: str, message: str, hint: str = ""
) -> Diagnostic:
    return Diagnostic(severity, code, message, source=source.name, hint=hint)
