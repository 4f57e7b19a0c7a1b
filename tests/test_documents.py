"""HTML, DOCX and PDF: the text that is printed in them, and what hostile ones cannot do."""

from __future__ import annotations

import html as escapes
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bibconv
from bibconv import documents
from bibconv.documents.text import Composer, Piece
from bibconv.plaintext.tokens import clean
from tests.conftest import Run
from tests.documents import LOCK, NAMESPACES, Print, archive, docx, paragraph, pdf, run

ENTRY = "Kim, A. and Roy, B. (2019). Ice hears fog. Nature, 5(2), 1-9."


def read(data: bytes, name: str = "cv", encoding: str | None = None) -> tuple[str, list[str]]:
    """Return the text of a document, and the codes of the findings about it."""
    report = bibconv.Report()
    source = bibconv.Source.from_bytes(data, name, encoding)
    found = documents.as_text(source, report)
    return found.text() if found else "", [one.code for one in report.diagnostics]


def page(body: str) -> str:
    return read(f"<!doctype html><meta charset=utf-8><body>{body}".encode())[0]


def word(body: str, **parts: str) -> str:
    return read(docx(body, **parts))[0]


def shown(line: str) -> str:
    """Return a line as the stages of free text read it."""
    return clean([(0, line)]).text


@contextmanager
def within(seconds: float) -> Iterator[None]:
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds


# Marks of Markdown and HTML among words. LaTeX (a backslash before a letter, ``quotes'', a tie
# between initials) is read as LaTeX in any text, and white space is one space.
MARKS = ["&amp;", "**", "](", "<i>", "</b>", "<!--", "\\*", "# ", "ab", "Ré"]
TEXTS = (
    st.lists(st.sampled_from([*"ab —*_[]()#&;<>/!|+-.^$%1é”{}", *MARKS]), min_size=1, max_size=20)
    .map(lambda parts: " ".join("".join(parts).split()))
    .filter(bool)
)
LOOKS = st.builds(
    Piece,
    TEXTS,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "sub", "sup"]),
    st.sampled_from(["", "https://example.org/a_(b)", "papers/x y.pdf"]),
)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_paragraph_comes_back_exactly(text: str) -> None:
    assert shown(page(f"<p>{escapes.escape(text)}</p>")) == text
    assert shown(word(paragraph(run(text)))) == text


@given(st.lists(LOOKS, min_size=1, max_size=5))
@settings(max_examples=500, deadline=None)
def test_emphasis_and_links_leave_the_text_alone(pieces: list[Piece]) -> None:
    [line] = Composer(Counter()).inline(pieces)
    assert shown(line) == " ".join("".join(piece.text for piece in pieces).split())


def test_emphasis_is_read_as_it_is_printed() -> None:
    text = page("x<i>it</i>y <b>Kim</b>, <em>Nature</em> <strong>5</strong> <b><i>both</i></b>")
    assert text == "x<i>it</i>y **Kim**, *Nature* **5** ***both***"
    found = clean([(0, text)])
    assert [found.text[a:b] for a, b in found.italics] == ["it", "Nature", "both"]
    assert [found.text[a:b] for a, b in found.bolds] == ["Kim", "5", "both"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>CV</h1><h2>In C#</h2><p>a<br>b<p>c", "# CV\n\n## In C\\#\n\na\nb\n\nc"),
        ("<ul><li>a<li>b<ul><li>c</ul>d</ul>e", "- a\n- b\n  - c\n  d\n\ne"),
        ("<ol start=7><li>a<li value=20>b<li>c</ol>", "7. a\n20. b\n21. c"),
        ("<ol reversed><li>a<ol><li>x</ol><li>b</ol>", "2. a\n  1. x\n1. b"),
        ("<ol reversed start=9><li>a<li>b</ol>", "9. a\n8. b"),
        ("<li><p>a</p><p>b</p></li>", "- a\n  b"),
        ("<table><tr><th>2019<td>Kim</table>", "2019\tKim"),
        ("<table><tr><td>a<td><p>b</p><p>c</p></table>", "a\n\nb\n\nc"),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "a\tb\tc"),
        ("<dl><dt>2019<dd>Kim<dt>A title of some length<dd>Roy</dl>", "2019\tKim\n\n"
         "A title of some length\nRoy"),
        ("a<br><br>b", "a\n\nb"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
        ("<p>in\n one  line</p>", "in one line"),
        ("<a href='https://doi.org/10.1/x'>Ice</a>", "[Ice](https://doi.org/10.1/x)"),
        ("<a href='https://a.org/S0(05)1'>I</a>", "[I](https://a.org/S0(05)1)"),
        ("<a href='https://a.org/x'>a.org/x</a> <a href='#top'>up</a>", "a.org/x up"),
        ("<a href='javascript:x()'>b</a><a href='mailto:a@b'>c</a>", "bc"),
        ("x\u00a0y\u00adz", "x\u00a0y\u00adz"),
        ("<p hidden>a</p><p style='display: none'>b</p><p class='x sr-only'>c</p>d", "d"),
        ("<div class='hidden md:block'>shown</div>", "shown"),
        ("<script>a</script><style>b</style><nav>c</nav><noscript>d</noscript>e", "e"),
        ("<script type='application/ld+json'>{}</script><template>x</template>e", "e"),
        ("H<sub>2</sub>O<!-- a --><?b c?>", "H<sub>2</sub>O"),
        ("# a<br>* b", "\\# a\n\\* b"),
    ],
)  # fmt: skip
def test_html(body: str, text: str) -> None:
    assert page(body) == text


def test_what_is_left_out_is_said() -> None:
    report = bibconv.Report()
    data = b"<!doctype html><nav>x</nav><p hidden>a</p><p hidden>b</p>c"
    documents.as_text(bibconv.Source.from_bytes(data, "a.html"), report)
    [finding] = report.diagnostics
    assert finding.message == "left out of the html: hidden element (2), navigation (1)"


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        ("é”".encode(), "é”", []),
        ("é”".encode("cp1252"), "é”", ["encoding-guessed"]),
        (b"<meta charset='iso-8859-1'>" + "é”".encode("cp1252"), "é”", []),
        (b"<meta content='text/html; charset=koi8-r'>" + "Ким".encode("koi8-r"), "Ким", []),
        (b"<meta charset='iso-2022-jp'>" + "日本".encode("iso-2022-jp"), "日本", []),
        # A page that says the wrong thing, and one that says nonsense.
        (b"<meta charset='iso-8859-1'>" + "é”".encode(), "é”", []),
        (b"<meta charset='zlib'>" + "é".encode(), "é", []),
    ],
)
def test_encodings_of_html(data: bytes, text: str, codes: list[str]) -> None:
    assert read(b"<!doctype html>" + data) == (text, codes)


def test_html_in_utf_16_and_with_a_declared_encoding() -> None:
    assert read("<!doctype html>é".encode("utf-16")) == ("é", [])
    assert read("<html>é".encode("cp850"), encoding="cp850") == ("é", [])


STYLES = (
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
)


def test_headings_and_emphasis_of_word() -> None:
    body = paragraph("CV", style="berschrift1") + paragraph("Talks", style="Own")
    body += paragraph("by ", run("Kim", "<w:b/>"), ", ", run("Ice", "<w:i/>"), style="Round")
    body += paragraph("a ", run("b", '<w:b w:val="0"/>'), run("c", '<w:rStyle w:val="Strong"/>'),
                      style="B")  # fmt: skip
    assert word(body, styles=STYLES) == "# CV\n\n# Talks\n\nby **Kim**, *Ice*\n\n**a** bc"


def level(at: int, format: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">' + level(0, "decimal", "[%1]", 3)
    + level(1, "lowerLetter", "%2)") + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">' + level(0, "bullet", "\uf0b7") + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">' + level(0, "decimal", "J%1.") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
)  # fmt: skip


def test_numbers_of_lists_are_those_that_word_shows() -> None:
    items = [("a", "1", 0), ("b", "1", 1), ("c", "1", 1), ("d", "1", 0), ("e", "1", 1),
             ("f", "3", 0), ("g", "3", 0), ("h", "2", 0), ("i", "4", 0), ("j", "9", 0)]  # fmt: skip
    body = "".join(paragraph(text, number=number, level=at) for text, number, at in items)
    assert word(body, numbering=NUMBERING) == (
        "[3] a\n  1) b\n  2) c\n[4] d\n  1) e\n[1] f\n[2] g\n- h\n[J1] i\n\nj"
    )


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r>'
         "</w:del>", "new"),
        (run("seen") + run("hidden", "<w:vanish/>"), "seen"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:softHyphen/></w:r>",
         "a\nb\tc\u00ad"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "https://a.org/x"'
         '</w:instrText><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Ice</w:t></w:r>'
         '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> b</w:t></w:r>',
         "[Ice](https://a.org/x) b"),
        ('<w:hyperlink r:id="h"><w:r><w:t>Ice</w:t></w:r></w:hyperlink>',
         "[Ice](https://doi.org/10.1/x)"),
        ('<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>', "7"),
        ("<w:sdt><w:sdtContent><w:r><w:t>box</w:t></w:r></w:sdtContent></w:sdt>", "box"),
    ],
)  # fmt: skip
def test_what_word_shows_of_a_paragraph(inner: str, text: str) -> None:
    link = '<Relationship Id="h" Type="x/hyperlink" TargetMode="External" Target="{}"/>'
    link = link.format("https://doi.org/10.1/x")
    assert read(docx(f"<w:p>{inner}</w:p>", link))[0] == text


def test_tables_boxes_notes_and_headers_of_word() -> None:
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>" + box + "</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    row = f"<w:tr><w:tc>{paragraph('2019')}</w:tc><w:tc>{paragraph('Kim')}</w:tc></w:tr>"
    note = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    data = docx(
        f"<w:p>{run('a')}{note}{drawn}</w:p><w:tbl>{row}{row}</w:tbl>",
        footnotes=f'<w:footnote w:id="5">{paragraph("Roy, Fog.")}</w:footnote>',
        header1=paragraph("Kim, CV"),
    )
    text, codes = read(data)
    assert text == "a¹\n\nboxed\n\n2019\tKim\n\n2019\tKim\n\n# Footnotes\n\n¹ Roy, Fog."
    assert codes == ["left-out"]


def test_strict_word_has_other_namespaces() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{paragraph("a")}</w:body></w:document>'
    assert read(archive({"[Content_Types].xml": "", "word/document.xml": body}))[0] == "a"


def test_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    pytest.importorskip("pypdfium2")
    left = ["Smith, J. and Kim, A. (2019). Ice hears", "fog in the far north. Journal of Cold,",
            "12(3), 45-67. Kim, A. (2018). The quiet", "floe. Nature, 5, 1-9."]  # fmt: skip
    right = ["Experience in many places, and a line", "that goes on and on and does not end,",
             "until the column is full of it, and then", "it stops."]  # fmt: skip
    printed = [Print(200, 800, "Jane Doe", "Helvetica-Bold", 20)]
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        printed += [Print(50, 740 - 12 * at, one), Print(320, 738 - 13 * at, other)]
    text, _ = read(pdf([printed]))
    assert text.split("\n") == ["# Jane Doe", "", *left, "", *right]


def test_years_in_the_margin_of_a_pdf_stay_with_their_entries() -> None:
    pytest.importorskip("pypdfium2")
    printed = []
    for at in range(6):
        y = 800 - 40 * at
        printed += [Print(50, y, f"{2019 - at}"), Print(100, y, f"Kim, A. Ice {at}, which is"),
                    Print(100, y - 12, "Journal of Cold", "Times-Italic")]  # fmt: skip
    lines = read(pdf([printed]))[0].split("\n\n")
    assert lines[0] == "2019\tKim, A. Ice 0, which is\n          *Journal of Cold*"
    assert [line[:4] for line in lines] == ["2019", "2018", "2017", "2016", "2015", "2014"]


def test_running_heads_of_a_pdf_are_left_out_and_said() -> None:
    pytest.importorskip("pypdfium2")
    pages = [
        [Print(250, 820, "Jane Doe, CV", size=8), Print(290, 20, str(number), size=8)]
        + [Print(50, 780 - 14 * at, f"Line {at} of {number}") for at in range(20)]
        for number in (1, 2, 3)
    ]
    report = bibconv.Report()
    data = pdf(pages, [("50 775 300 790", "https://doi.org/10.1/x")])
    found = documents.as_text(bibconv.Source.from_bytes(data, "cv.pdf"), report)
    assert found
    texts = found.text().split("\n\f\n")
    assert [len(text.split("\n")) for text in texts] == [20, 20, 20]
    assert texts[0].startswith("[Line 0 of 1](https://doi.org/10.1/x)\nLine 1 of 1\n")
    [finding] = report.diagnostics
    assert "page header or footer “Jane Doe, CV” (3), page number (3)" in finding.message


def test_hyphens_at_line_ends_of_a_pdf_stay() -> None:
    pytest.importorskip("pypdfium2")
    text, _ = read(pdf([[Print(50, 700, "a man-"), Print(50, 688, "ipulation")]]))
    assert text == "a man-\nipulation"


def _cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


WORD = docx(paragraph(ENTRY))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED: dict[str, tuple[bytes, str, str]] = {
    "cut.docx": (_cut(WORD), "document-broken", "cut off or broken"),
    "old.doc": (OLD, "binary", "old Word"),
    "locked.docx": (OLD + "EncryptedPackage".encode("utf-16-le"), "binary", "password"),
    "a.rtf": (b"{\\rtf1 Kim}", "binary", "Rich Text"),
    "a.odt": (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "", ""),
    "a.xlsx": (archive({"[Content_Types].xml": "x", "xl/a.xml": ""}), "binary", "Excel"),
    "a.zip": (archive({"a.txt": "x"}), "binary", "ZIP archive"),
    "no-document.docx": (archive({"[Content_Types].xml": "wordprocessingml"}), "document-broken",
                         "no document"),
    "empty.docx": (docx(""), "no-text", "no text"),
    "empty.html": (b"<!doctype html><title>x</title>", "no-text", "no text"),
    "bomb.docx": (docx("<w:p/>" * 2_000_000), "document-too-large", "unpacks to far more"),
    "entities.docx": (archive({"[Content_Types].xml": "", "word/document.xml":
                      '<!DOCTYPE a [<!ENTITY b "c">]><w:document/>'}), "document-broken",
                      "declares entities"),
}  # fmt: skip
REFUSED["a.odt"] = (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
                    "binary", "OpenDocument")  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_says_why(name: str, run: Run, tmp_path: Path) -> None:
    data, code, message = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    for ran in (run("parse", str(tmp_path / name)), run("parse", stdin=data)):
        assert ran.code == 1
        assert f"error[{code}]" in ran.err
        assert message in ran.err


def test_a_pdf_that_cannot_be_read_says_why(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    for data, code in (
        (b"%PDF-1.7\nnothing", "document-broken"),
        (pdf([[]]), "no-text"),
        (pdf([[Print(50, 700, "a")]], trailer=LOCK), "document-encrypted"),
    ):
        ran = run("parse", stdin=data)
        assert ran.code == 1
        assert f"error[{code}]" in ran.err
    # Cut off, it has no table of its objects; pdfium looks for them itself, or says so.
    text, codes = read(_cut(pdf([[Print(50, 700, "a")]] * 9)))
    assert text or codes == ["document-broken"]


def test_without_pypdfium2_the_error_says_how_to_go_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    ran = run("parse", stdin=pdf([[Print(50, 700, ENTRY)]]))
    assert ran.code == 1
    assert "error[pdf-extra]" in ran.err
    assert "pip install 'bibconv[pdf]', or pdftotext -layout" in ran.err


def test_what_a_file_is_comes_before_its_name() -> None:
    assert read(WORD, "cv.pdf")[0] == ENTRY
    assert read(b"<html>a", "cv.doc") == ("a", [])
    assert read(b"Kim, Ice", "cv.docx") == ("Kim, Ice", ["misnamed"])
    assert read(b"<p>a</p>", "cv.htm") == ("a", [])
    assert read(b"<div>\n\n# A\n</div>", "cv.md") == ("<div>\n\n# A\n</div>", [])
    # BibTeX in a file whose name says Word is BibTeX.
    data = b"@book{a, title = {A}}"
    assert [one.id for one in bibconv.read(bibconv.Source.from_bytes(data, "a.doc"))] == ["a"]
    assert read(b"The mark %PDF- begins a PDF.", "a.txt") == ("The mark %PDF- begins a PDF.", [])


@pytest.mark.parametrize(
    "make",
    [
        lambda text: f"<!doctype html><h1>Publications</h1><p>{text}".encode(),
        lambda text: docx(paragraph("Publications", style="berschrift1") + paragraph(text),
                          styles=STYLES),
        lambda text: pdf([[Print(50, 700, "Publications", "Helvetica-Bold", 14),
                           Print(50, 680, text)]]),
    ],
    ids=["html", "docx", "pdf"],
)  # fmt: skip
def test_parse_and_convert_read_documents(make: Callable[[str], bytes], run: Run) -> None:
    data = make(ENTRY)
    if data.startswith(b"%PDF"):
        pytest.importorskip("pypdfium2")
    for arguments in (("parse",), ("convert", "--to", "bibtex")):
        ran = run(*arguments, stdin=data)
        assert ran.code == 0
        assert "author = {Kim, A. and Roy, B.}" in ran.out
    [record] = bibconv.parse(data)
    assert record.origin
    assert record.origin.line == 3
    ran = run("convert", "--from", "bibtex", "--to", "ris", stdin=data)
    assert ran.code == 1


# What grows with the square of its length would need minutes for one of these.
@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 60_000 + "x",
        "<ul><li>x" * 20_000,
        "<table><tr><td>x" * 10_000,
        "<table><tr><td>x</table>" * 10_000,
        "<b>x<i>y" * 20_000,
        "<a href=x>y" * 20_000,
        "*_[" * 60_000,
        "](" * 60_000,
        "&lt;&amp;#" * 20_000,
        "<" * 100_000,
        "<p " + "a=b " * 40_000 + ">",
        "<ol reversed>" * 20_000,
        "[" * 40_000 + "<a href=x>" + "[" * 40_000,
    ],
    ids=lambda body: body[:24],
)
def test_hostile_html_takes_no_more_time_than_its_length(body: str) -> None:
    with within(10):
        text, _ = read(b"<!doctype html>" + body.encode())
    assert len(text) < 20 * len(body)


def test_a_page_of_nothing_but_elements_is_refused() -> None:
    with within(30):
        assert read(b"<!doctype html>" + b"<br>" * 500_001) == ("", ["document-too-large"])


def test_entities_of_html_are_not_expanded() -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;'
    assert "root" not in read(data)[0]


def test_hostile_word() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + paragraph("x")
    with within(10):
        assert read(docx(paragraph("before") + deep))[1] in (["document-broken"],)
        boxes = "<w:r><w:pict><w:txbxContent>" + paragraph("y") + "</w:txbxContent></w:pict></w:r>"
        assert word(f"<w:p>{run('a') + boxes * 5000}</w:p>").count("y") == 5000
        circle = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>'
        linked = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        style = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        style = f'<w:style w:styleId="A">{style}</w:style>'
        text = word(paragraph("a", style="A"), numbering=circle + linked, styles=style)
        assert text == "1. a"


def test_broken_xml_in_word_keeps_what_can_be_read() -> None:
    broken = f"<w:document {NAMESPACES}><w:body>{paragraph('a')}<w:p><w:r><w:t>b</w:t></w:x>"
    text, codes = read(archive({"[Content_Types].xml": "", "word/document.xml": broken}))
    assert text == "a\n\nb"
    assert codes == ["document-broken"]


@given(st.integers(0, len(WORD) - 1), st.binary(min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_damaged_word_never_raises(at: int, damage: bytes) -> None:
    read(WORD[:at] + damage + WORD[at + len(damage) :], "cv.docx")


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_raise(data: bytes) -> None:
    for head in (b"", b"<!doctype html>", b"PK\x03\x04", b"{\\rtf"):
        read(head + data, "cv.html")


def test_a_hostile_page_of_a_pdf() -> None:
    pytest.importorskip("pypdfium2")
    scattered = [Print(at * 37 % 590, at * 91 % 840, "x") for at in range(3000)]
    with within(20):
        assert read(pdf([scattered]))[0].count("x") == 3000
        assert read(pdf([[Print(10, 500, "x" * 30_000)]]))[0].count("x") == 30_000
