"""Small documents made for tests: DOCX by its parts, PDF byte by byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def run(text: str, look: str = "") -> str:
    """Return a run; `look` is the XML of its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*parts: str, style: str = "", number: str = "", level: int = 0) -> str:
    """Return a paragraph of texts and XML."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    inner = "".join(part if part.startswith("<w:") else run(part) for part in parts)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def docx(body: str, relations: str = "", **parts: str) -> bytes:
    """Return a DOCX file; `parts` are the contents of styles.xml, numbering.xml and so on."""
    for name in parts:
        kind = name.rstrip("0123456789")
        relations += f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
    main = f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Override PartName="/word/document.xml" ContentType="wordprocessingml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
        files[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return archive(files)


def archive(files: dict[str, str] | dict[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return stream.getvalue()


class Print(NamedTuple):
    """A text on a page: where its baseline begins, in points from the lower left, and its font."""

    x: float
    y: float
    text: str
    font: str = "Times-Roman"
    size: float = 10


# A security handler of the first kind, whose password nobody knows (ISO 32000-1, 7.6.3).
LOCK = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>/ID[<00><00>]"


def pdf(
    pages: Sequence[Sequence[Print]], links: Sequence[tuple[str, str]] = (), trailer: str = ""
) -> bytes:
    """Return a PDF; `links` are rectangles on the first page ("50 690 90 710") and addresses."""
    fonts = sorted({one.font for page in pages for one in page}) or ["Times-Roman"]
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    for font in fonts:
        objects.append(
            b"<</Type/Font/Subtype/Type1/Encoding/WinAnsiEncoding/BaseFont/%s>>" % font.encode()
        )
    named = " ".join(f"/F{at} {at + 3} 0 R" for at in range(len(fonts)))
    kids = []
    for index, page in enumerate(pages):
        content = b"".join(
            b"BT /F%d %g Tf %g %g Td (%s) Tj ET\n"
            % (fonts.index(one.font), one.size, one.x, one.y, _string(one.text))
            for one in page
        )
        objects.append(b"<</Length %d>>stream\n%sendstream" % (len(content), content))
        annotations = ""
        if not index:
            annotations = "".join(
                f"<</Type/Annot/Subtype/Link/Rect[{place}]/A<</S/URI/URI({address})>>>>"
                for place, address in links
            )
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            f"/Resources<</Font<<{named}>>>>/Annots[{annotations}]>>".encode()
        )
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Kids[{refs}]/Count {len(kids)}>>".encode()
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer.encode()))
    out.write(b"startxref\n%d\n%%%%EOF\n" % at)
    return out.getvalue()


def _string(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
