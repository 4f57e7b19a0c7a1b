"""PDF as text: what pdfium finds printed on the pages, laid out in lines in reading order."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bibconv.documents.faults import Unreadable
from bibconv.documents.layout import Page, Run, compose

if TYPE_CHECKING:
    from types import ModuleType


def extract(data: bytes, omitted: Counter[str]) -> tuple[str, list[int]]:
    """Return the text of a document, and the pages, from 1, that show something but have no text.

    Raise Unreadable for what cannot be read, or has no text at all.
    """
    pdfium, raw = _library()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refused(raw) from error
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise Unreadable("document-too-large", f"it has {count} pages: too many for a CV")
        pages: list[Page] = []
        silent: list[int] = []
        characters = 0
        for index in range(count):
            try:
                page = document[index]
            except pdfium.PdfiumError:
                silent.append(index + 1)
                continue
            try:
                runs = list(_runs(page, raw, omitted))
                characters += sum(len(run.text) for run in runs)
                if not any(run.text.strip() for run in runs) and raw.FPDFPage_CountObjects(page):
                    silent.append(index + 1)
                pages.append(Page(tuple(runs)))
            finally:
                page.close()
            if characters > _MOST_CHARACTERS:
                raise Unreadable("document-too-large", "it has more text than 2,000 full pages")
    finally:
        document.close()
    if not characters:
        raise Unreadable("no-text", _NO_TEXT, _NO_TEXT_HINT)
    return compose(pages, omitted), silent


# A page of ten columns of small print has 20,000 characters; a hostile one is cut there.
_MOST_ON_PAGE = 100_000
_MOST_PAGES = 3000
_MOST_CHARACTERS = 8_000_000
_NO_TEXT = (
    "there is no text in this PDF, only pictures of it: it is a scan, or its fonts say nothing"
)
_NO_TEXT_HINT = "recognise its text first, for instance with ocrmypdf cv.pdf cv-text.pdf"
_MISSING = "reading PDF needs the package pypdfium2"
_MISSING_HINT = "pip install 'bibconv[pdf]', or pdftotext -layout cv.pdf and parse cv.txt"
# Bits of the flags of a font (ISO 32000-1, table 123).
_ITALIC, _FORCE_BOLD = 1 << 6, 1 << 18
# "Times-Bold", "CMBX10", "Lato-Black", "NimbusRomNo9L-Medi"; "Times-Italic", "CMTI10", "CMSL10"
_BOLD_NAME = re.compile(
    r"bold|black|heavy|demi|medi\b|^(?:[A-Z]{6}\+)?(?:cmbx|sfbx|lmroman\d+-bold)", re.IGNORECASE
)
_ITALIC_NAME = re.compile(
    r"ital|obli|slant|[-,]it\b|^(?:[A-Z]{6}\+)?(?:cmti|cmsl|sfti|cmbxti)", re.IGNORECASE
)
_SPACES = frozenset(" \t\r\n\u00a0")


def _library() -> tuple[ModuleType, ModuleType]:
    # Here and not above: it is an extra, and only PDF needs it.
    try:
        import pypdfium2
        import pypdfium2.raw
    except ImportError as error:
        raise Unreadable("pdf-extra", _MISSING, _MISSING_HINT) from error
    return pypdfium2, pypdfium2.raw


def _refused(raw: Any) -> Unreadable:
    if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
        return Unreadable(
            "document-encrypted",
            "the PDF opens with a password only",
            "save a copy without one, for instance with qpdf --decrypt",
        )
    return Unreadable(
        "document-broken",
        "the PDF is cut off or broken",
        "open it in a viewer and print it to a new PDF, if it opens",
    )


def _runs(page: Any, raw: Any, omitted: Counter[str]) -> Iterator[Run]:
    """Yield the runs of a page in the order they are drawn: no gap, one font, one baseline."""
    textpage = page.get_textpage()
    try:
        glyphs = _glyphs(textpage, raw, _turned(page), _links(page, raw), omitted)
        yield from _joined(glyphs)
    finally:
        textpage.close()


def _turned(page: Any) -> int:
    return int(page.get_rotation()) // 90 % 4


def _rotate(x: float, y: float, quarters: int) -> tuple[float, float]:
    """Return where a point is on a page that is shown turned clockwise."""
    for _ in range(quarters):
        x, y = y, -x
    return x, y


def _glyphs(
    textpage: Any,
    raw: Any,
    turned: int,
    links: list[tuple[float, float, float, float, str]],
    omitted: Counter[str],
) -> Iterator[Run]:
    """Yield the characters of a page, each as a run of one."""
    fonts: dict[tuple[bytes, int], tuple[bool, bool]] = {}
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    count = raw.FPDFText_CountChars(textpage)
    if count > _MOST_ON_PAGE:
        omitted["characters beyond the 100,000th of a page"] += count - _MOST_ON_PAGE
    for index in range(min(count, _MOST_ON_PAGE)):
        char = _character(raw.FPDFText_GetUnicode(textpage, index), omitted)
        if not char or raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        quarters = round(raw.FPDFText_GetCharAngle(textpage, index) / 1.5707963) % 4
        # Angles count against the clock, and so turn back what the page is turned.
        if char not in _SPACES and (quarters - turned) % 4:
            omitted["character that stands on its side"] += 1
            continue
        # The loose box is as wide as the font says; that round the ink of a "1" has gaps beside it.
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        size = raw.FPDFText_GetFontSize(textpage, index)
        raw.FPDFText_GetFontInfo(textpage, index, name, 200, flags)
        font = (name.value, flags.value)
        if font not in fonts:
            fonts[font] = _emphasis(name.value.decode("utf-8", "replace"), flags.value)
        bold, italic = fonts[font]
        x0, y0 = _rotate(box.left, box.bottom, turned)
        x1, y1 = _rotate(box.right, box.top, turned)
        _, base = _rotate(x.value, y.value, turned)
        height = abs(y1 - y0)
        # Some fonts are drawn in size 1 and enlarged; a loose box is about as high as its font.
        size = size if height * 0.5 <= size <= height * 2 else height
        middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        address = next(
            (a for x_, y_, u, v, a in links if x_ <= middle[0] <= u and y_ <= middle[1] <= v), ""
        )
        yield Run(char, min(x0, x1), max(x0, x1), base, size, bold, italic, address)


def _character(code: int, omitted: Counter[str]) -> str:
    # pdfium says 2 and U+FFFE for a hyphen at a line's end, 0 for what the font does not name.
    if code in (2, 0xFFFE):
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000:
        omitted["character that the font does not name"] += 1
        return "\ufffd"
    char = chr(code) if code < 0x110000 else "\ufffd"
    return "" if code < 32 and char not in _SPACES else char


def _emphasis(name: str, flags: int) -> tuple[bool, bool]:
    bold = _BOLD_NAME.search(name) is not None or bool(flags & _FORCE_BOLD)
    return bold, _ITALIC_NAME.search(name) is not None or bool(flags & _ITALIC)


def _joined(glyphs: Iterator[Run]) -> Iterator[Run]:
    """Join the characters of words, and words of one line where only a space parts them."""
    held: list[Run] = []
    for glyph in glyphs:
        if held and not _follows(held[-1], glyph):
            yield from _whole(held)
            held = []
        held.append(glyph)
    yield from _whole(held)


def _follows(last: Run, run: Run) -> bool:
    em = max(last.size, run.size)
    return (
        abs(last.base - run.base) < 0.05 * em
        and abs(last.size - run.size) < 0.05 * em
        and -0.3 * em < run.left - last.right < 0.15 * em
        and (last.bold, last.italic, last.address) == (run.bold, run.italic, run.address)
    )


def _whole(held: list[Run]) -> Iterator[Run]:
    text = "".join(run.text for run in held)
    shown = [run for run in held if not run.text.isspace()]
    if shown:
        # Spaces at the ends tell that a word ends, but may be drawn anywhere.
        yield held[0]._replace(text=text, left=shown[0].left, right=shown[-1].right)


def _links(page: Any, raw: Any) -> list[tuple[float, float, float, float, str]]:
    """Return the places of a page that lead to addresses: left, bottom, right, top, address."""
    found: list[tuple[float, float, float, float, str]] = []
    at, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while len(found) < _MOST_LINKS and raw.FPDFLink_Enumerate(page, at, link):
        action = raw.FPDFLink_GetAction(link)
        if not action or not raw.FPDFLink_GetAnnotRect(link, box):
            continue
        size = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0)
        if not 1 < size <= _LONGEST_URI:
            continue
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
        address = buffer.value.decode("utf-8", "replace")
        found.append((box.left, box.bottom, box.right, box.top, address))
    return found


# Each character of a page is looked for in each of its links.
_MOST_LINKS = 300
_LONGEST_URI = 2000
