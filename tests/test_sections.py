"""Headings in their forms and languages, what is no publication, and the account of both."""

from __future__ import annotations

import time

import pytest

from bibconv import Report, parse
from bibconv.plaintext.headings import meaning
from bibconv.plaintext.sections import Outline, Section, lines_of, sections
from bibconv.plaintext.unseen import without_unseen


def cut(text: str) -> list[Section]:
    """Return the sections of a text that have lines."""
    found = (section for section, _ in sections(lines_of(0, text), Outline()))
    return [one for one in found if any(not line.blank for line in one.lines)]


def last(text: str) -> Section:
    """Return the section that the entry below some headings is in."""
    return cut(f"{text}\n\nKim A. Ice hears fog. Nature 12:3-9, 2019.\n")[-1]


@pytest.mark.parametrize(
    "heading",
    [
        "# Publications",
        "## Publications ##",
        "Publications\n============",
        "============\nPublications\n============",
        "Publications\n^^^^^^^^^^^^",
        "* Publications",
        "**Publications**",
        "**Publications:** (selected)",
        "<h2 class='x'>Publications</h2>",
        "\\section*{Publications}",
        "PUBLICATIONS",
        "PUBLICATIONS (selected)",
        "3. Publications",
        "III. PUBLICATIONS",
        "C. Publications",
        "【業績】",
        "一、发表论文",
        "■ 論文",
        "代表性论文",
        "Non-peer-reviewed",
        "Publications / Publikationen",
        "Peer-reviewed publications, 2015–2020:",
        "Publications since 2010 (in reverse chronological order; * equal contribution)",
        "List of publications",
        "## [Publications](https://a.org) {#papers}",
        "Kim Roy, CV.\n                    Publications",
        "2010-2014 Fjord Institute, researcher in the group of ice and fog\nOslo\nPublications",
    ],
)
def test_forms_of_headings(heading: str) -> None:
    assert last(heading).kind == "publications"


@pytest.mark.parametrize(
    "line",
    [
        "Publications ........................ 16",
        "Chapter 1",
        "In: Proceedings",
        "Kim and Roy on the conference",
        "Publications were what he lived for.",
        "“Publications”",
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert last(line).heading == ""


@pytest.mark.parametrize(
    ("heading", "kind", "item_type"),
    [
        ("Zeitschriftenaufsätze (begutachtet)", "publications", "article-journal"),
        ("Chapitres d’ouvrages", "publications", "chapter"),
        ("Artículos en revistas indexadas", "publications", "article-journal"),
        ("Contributi in volume", "publications", "chapter"),
        ("Artigos completos publicados em periódicos", "publications", "article-journal"),
        ("Tijdschriftartikelen", "publications", "article-journal"),
        ("Статьи в рецензируемых журналах", "publications", "article-journal"),
        ("Избранные публикации", "publications", None),
        ("代表性论著", "publications", None),
        ("学術論文（査読有）", "publications", "article-journal"),
        ("국제 학술지 논문", "publications", "article-journal"),
        ("Rozdziały w monografiach", "publications", "chapter"),
        ("Vetenskapliga artiklar", "publications", "article-journal"),
        ("Selected Works", "publications", None),
        ("Books and Book Chapters", "publications", None),
        ("Essays, reviews, audio, video", "publications", None),
        ("Refereed Conference Proceedings", "publications", "paper-conference"),
        ("Conferences", "unclear", "paper-conference"),
        ("Publications and presentations", "unclear", None),
        ("Propiedad industrial", "patents", "patent"),
        ("Eingeladene Vorträge", "talks", None),
        ("Seminars, conferences, workshops and posters", "talks", None),
        ("招待講演", "talks", None),
        ("Доклады на конференциях", "talks", None),
        ("Theses supervised", "other", None),
        ("Tesis dirigidas", "other", None),
        ("Conferences attended", "other", None),
        ("Reviewer for journals", "other", None),
        ("科研費", "other", None),
        ("Gutachtertätigkeit", "other", None),
        ("Formation universitaire", "education", None),
    ],
)
def test_vocabulary(heading: str, kind: str, item_type: str | None) -> None:
    found = meaning(heading)
    assert found
    assert (found.kind, found.type) == (kind, item_type)


@pytest.mark.parametrize(
    ("headings", "kind", "item_type"),
    [
        (("# Publications", "## Journal articles", "### 2019"), "publications", "article-journal"),
        (("# Publications", "## Journal articles", "## Ecology"), "publications", None),
        (("# Presentations", "## Conference papers"), "talks", None),
        (("# Publications", "## Conferences"), "publications", "paper-conference"),
        (("## Supervision", "### PhD theses"), "other", None),
        (("## Grants", "### Books"), "publications", "book"),
        (("# Teaching", "## University of X"), "other", None),
        (("# Publications", "## Talks"), "talks", None),
        (("PUBLICATIONS", "Journal articles", "TEACHING"), "other", None),
        (("# Research", "## Journal articles"), "publications", "article-journal"),
        (("PUBLICATIONS", "TEACHING", "POLAR KITCHEN"), "unknown", None),
    ],
)
def test_nesting(headings: tuple[str, ...], kind: str, item_type: str | None) -> None:
    found = last("\n\n".join(headings))
    assert (found.kind, found.type) == (kind, item_type)


def test_status_of_a_heading_and_of_the_one_above() -> None:
    assert last("# Publications\n\n## Articles (submitted)").status == "submitted"
    assert last("# Publications\n\n## In press\n\n### Book chapters").status == "In press"


def test_years_belong_to_the_section_around_them() -> None:
    entry = "Kim A. Ice hears fog. Nature 12:3-9."
    text = f"## Articles\n\n**2019**\n\n- {entry}\n\n**2018**\n\n"
    text += "- Roy B. Fog over cold seas. Nature 1:2-3.\n"
    (found,) = cut(text)
    assert [year.text for year in found.years] == ["2019", "2018"]
    assert [r.dates["issued"].start for r in parse(text)] == [(2019,), (2018,)]


def test_a_year_behind_a_status_ends_it() -> None:
    text = "PUBLICATIONS\n\nIn review\n\nKim A. Fog.\n\n2019\n\nRoy B. Ice. Sky 1:2-3.\n"
    assert [one.status for one in cut(text)] == ["In review", ""]


def test_years_of_degrees_are_no_headings() -> None:
    (found,) = cut("## Education\n\nPhD\n\n2011 – 2016\n")
    assert [line.text for line in found.lines if not line.blank] == ["PhD", "2011 – 2016"]


def test_a_repeated_heading_goes_on() -> None:
    text = "Publications\n\nJournal articles\n\nKim A.\n\nPublications (continued)\n\nRoy B.\n"
    (found,) = cut(text)
    assert found.type == "article-journal"


def test_comments_and_scripts_are_set_aside() -> None:
    text = '<script type="x">\n{"a": 1}\n</script>\na <!-- b --> c\n<!-- d\n# Papers\n-->\n<!-- e'
    kept, hidden = without_unseen(lines_of(0, text), text)
    assert [line.text for line in kept if not line.blank] == ["a <!-- b --> c", "<!-- e"]
    assert {part.what for part in hidden} == {"a script", "commented out"}


PAPERS = (
    "- Kim A, Roy B. Ice hears fog. Journal of Cold 2019;12:3-9.\n"
    "- Roy B, Kim A. Snow and law. Journal of Cold 2018;11:30-39.\n"
)


@pytest.mark.parametrize(
    "entry",
    [
        "Kim A. Ice hears fog. Invited talk, University of Oslo, 2019.",
        "Kim A, Roy B. Snow. Poster presented at the Winter Meeting, Bergen, 2018.",
        "Kim A. Listening to ice. Annual Meeting of the Cold Society, Oslo, 4 May 2012.",
        "2015–2018 Research assistant, Fjord Institute",
        "Ice and Law, National Cold Fund, PI: Kim A, €120,000, 2016",
        "Best Paper Award, Nordic Cold Conference, 2015",
        "PhD student: Ann Lee, “Sea ice and law”, 2018",
        "See Google Scholar for a full list.",
    ],
)
@pytest.mark.parametrize(
    "heading", ["## Publications", "## Ice and Fog", "## Publications and talks"]
)
def test_what_its_words_say_is_no_publication(heading: str, entry: str) -> None:
    records = list(parse(f"{heading}\n\n{PAPERS}- {entry}\n"))
    assert [record.texts.get("title") for record in records] == ["Ice hears fog", "Snow and law"]


def test_talks_with_a_venue_are_talks_unless_the_heading_says_proceedings() -> None:
    assert not list(parse(f"## Talks\n\n{PAPERS}"))
    assert len(list(parse(f"## Conference talks and proceedings\n\n{PAPERS}"))) == 2


def test_conferences_are_told_by_their_entries() -> None:
    text = (
        "## Conferences\n\n"
        "- Kim A. Ice. In: Proceedings of the Polar Symposium, pp. 3-9. Oslo, 2017.\n"
        "- Kim A. Fog and law. Winter Conference, Warsaw, 12-14 June 2016.\n"
    )
    (found,) = parse(text)
    assert (found.texts["title"], found.type) == ("Ice", "paper-conference")


BAD = {
    "letter": "Dear Ms Kim,\n\nthank you for your letter of 12 May 2019. “Ice hears,” you wrote, "
    "and I agree.\n\nYours,\nB. Roy\n",
    "novel": "CHAPTER ONE\n\nIt was a dark and stormy night; in 1830 the rain fell in torrents.\n\n"
    "“Who is there?” said Kim. Roy did not answer. He had been in Oslo, 12 years before.\n",
    "contents": "Contents\n\n1. Introduction .......... 3\n2. Publications .......... 16\n"
    "3. Talks ............ 45\n",
    "source code": "import re\n\n\nclass Kim:\n    def roy(self, a: int) -> list[int]:\n"
    '        """Return 2019."""\n        return [a[1], 12]  # (2019)\n',
    "no publications": "# Ann Kim\n\n## Experience\n\n- 2015–2018 Researcher, Oslo\n\n## Talks\n\n"
    "- Kim A (2019). “Ice hears”. Invited talk, Oslo\n\n## Grants\n\n- Cold Fund, $50,000, 2018\n",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_bad_input_gives_no_records_and_an_account(text: str) -> None:
    report = Report()
    assert list(parse(text, report=report)) == []
    assert any(one.code == "passed-over" for one in report.diagnostics)


def test_several_cvs_in_one_file() -> None:
    one = f"# Ann Kim\n\n## Talks\n\n- Kim A. Ice. Seminar, Oslo, 2019.\n\n## Papers\n\n{PAPERS}\n"
    assert len(list(parse(one * 10))) == 20


def test_the_account_goes_section_by_section() -> None:
    report = Report()
    list(parse(f"## Articles\n\n{PAPERS}\n## Talks\n\n- Kim A. Ice. Oslo, 2019.\n", report=report))
    account = [one for one in report.diagnostics if one.code in ("taken", "passed-over")]
    assert [(one.code, one.line, one.message) for one in account] == [
        ("taken", 3, "lines 3-4 taken, “Articles”: 2 records, article-journal by the heading"),
        ("passed-over", 8, "line 8 passed over, “Talks”: talks"),
    ]


def test_headings_are_found_in_linear_time() -> None:
    text = "PUBLICATIONS (a\n**Kim\n<!-- \n2019\n## (((\nTalks of the\n" * 5000
    began = time.process_time()
    cut(text)
    # Half of it takes half the time; quadratic work would take minutes.
    assert time.process_time() - began < 20
