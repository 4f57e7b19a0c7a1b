"""Traits of CVs of many countries: what marks entries, heads sections and names the owner."""

from __future__ import annotations

import pytest

import bibconv
from bibconv.plaintext.entries import entries
from bibconv.plaintext.numbering import unrolled
from bibconv.plaintext.owner import titled_owner
from bibconv.plaintext.sections import Section, lines_of
from bibconv.plaintext.unseen import without_blocks
from bibconv.record import Name


def cut(text: str) -> list[str]:
    section = Section("Publications", "publications", None, tuple(lines_of(0, text)))
    return [
        " ".join(text[span.start : span.end].strip() for span in entry.spans)
        for entry in entries(section)
    ]


@pytest.mark.parametrize(
    "number", ["{n}）", "（{n}）", "［{n}］", "【{n}】", "{wide}）", "{circle}"]
)
def test_wide_numbers_begin_entries(number: str) -> None:
    titles = [
        "氷の音を聞く，海洋学会誌，41，2018．",
        "「霧の信号」，雪氷，12，2016．",
        "雪の粒，雪氷，9，2013．",
    ]
    text = "\n".join(
        number.format(n=at, wide="０１２３"[at], circle="⓪①②③"[at]) + title
        for at, title in enumerate(titles, 1)
    )
    assert cut(text) == titles


def test_an_issue_in_wide_brackets_begins_none() -> None:
    assert len(cut("1）氷の音，雪氷，41\n（3），67-75，2018．\n2）霧の音，雪氷，42，2019．")) == 2


@pytest.mark.parametrize("number", ["{n}. ", "[{n}] "])
def test_numbers_within_lines_begin_entries(number: str) -> None:
    items = [
        "Kim A. Ice hears fog. Polar Letters. 2019. Vol. 4. P. 5-9.",
        "Roy B., Kim A. Fog hears ice. Polar Letters. 2018. No. 2. P. 11-14.",
        "Kim A. Snow hears both. Polar Letters. 2016. Vol. 1. P. 20-28.",
        "Ito C., Kim A. Nobody hears snow. Polar Letters. 2014. P. 3-8.",
    ]
    shown = [number.format(n=at) + item for at, item in enumerate(items, 1)]
    assert cut(f"{shown[0]}\n{shown[1]} {shown[2]}\n{shown[3]}") == items
    assert cut(" ".join(shown)) == items


def test_an_edition_or_issue_is_no_number_of_the_list() -> None:
    lines = lines_of(0, "1. Kim A. Ice. Oslo: Fjord, 2012. 2. Edition, revised.\n")
    assert unrolled(lines) == lines


def test_blocks_of_html_are_entries() -> None:
    text = "<ul><li>Kim A. Ice. 2019</li><li class=x>Roy B. Fog. 2018</li></ul>\n<p>Ito C.</p>"
    lines = without_blocks(lines_of(0, text), text)
    assert [line.text for line in lines if not line.blank] == [
        "Kim A. Ice. 2019",
        "Roy B. Fog. 2018",
        "Ito C.",
    ]
    assert all(text[line.start :].startswith(line.text) for line in lines)


def test_a_mean_momentum_is_no_paragraph() -> None:
    text = "Kim A. Growth of <p> with multiplicity. 2019"
    assert without_blocks(lines_of(0, text), text) == lines_of(0, text)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("CURRICULUM DELL'ATTIVITÀ SCIENTIFICA\n\nAnna Verdi Colle\nRicercatrice", "Colle"),
        ("履 歴 書\n氏　名　　山川 花（やまかわ はな）\n", "山川"),
        ("李青禾  个人简历\n\n教授，某大学", "李青禾"),
        ("СОКОЛОВА МАРИЯ ИЛЬИНИЧНА\nпрофессор", "Соколова"),
        ("Currículum Vítae\nInés Robles\n", "Robles"),
        ("#+TITLE: Publications\n#+AUTHOR: Dr. Nina Falk\n", "Falk"),
        (":Namn: Karin Åberg, docent\n", "Åberg"),
        ("\\documentclass{moderncv}\n\\name{Petr Novák}\n", "Novák"),
        ("=====\nTomas Rees\n=====\n", "Rees"),
    ],
)
def test_the_title_names_the_owner(head: str, name: str) -> None:
    owner = titled_owner(lines_of(0, head))
    assert owner is not None
    assert name in (owner.name.family, owner.name.literal)


@pytest.mark.parametrize(
    "head",
    [
        "Curriculum Vitae\n\nEducation\n",
        "研究業績書\n\n学歴\n",
        "Selected Publications\nPapers\n",
        "Title: Associate Professor of Ice\n",
    ],
)
def test_a_title_that_names_nobody_names_nobody(head: str) -> None:
    assert titled_owner(lines_of(0, head)) is None


def test_a_name_in_capitals_is_written_as_names_are() -> None:
    owner = titled_owner(lines_of(0, "ANNA M. KELLER\n"))
    assert owner is not None
    assert owner.name == Name("Keller", "Anna M.")


def test_headings_are_counted_by_cyrillic_letters() -> None:
    records = list(
        bibconv.parse(
            "СПИСОК ТРУДОВ\n\nа) монографии\n\n1. Соколова М.И. Лёд и туман. – М.: Берег, 2005. – 312 с.\n\n"  # noqa: E501
            "б) статьи в журналах\n\n2. Соколова М.И. Звук льда // Вестник севера. – 2018. – № 6. – С. 44–51.\n"  # noqa: E501
        )
    )
    assert [record.type for record in records] == ["book", "article-journal"]


def test_a_remark_below_a_work_is_its_note() -> None:
    records = list(
        bibconv.parse(
            "# Ada Lund\n\n## Books\n\nThe Slow Ice: A History of Waiting "
            "(Fjord University Press 2021)\n"
            "        Reviewed: 135 Polar L. Rev. 1450 (2022); Ice & Fog (2022); North Rev.\n"
            "                Books, Mar. 10, 2022, at 31.\n"
            "The Fast Fog: A History of Haste (Fjord University Press 2018)\n"
        )
    )
    assert [record.texts["title"].partition(":")[0] for record in records] == [
        "The Slow Ice",
        "The Fast Fog",
    ]
    assert "135 Polar L. Rev. 1450" in records[0].texts["note"]


def test_entries_that_leave_out_the_owner_begin_with_titles() -> None:
    records = list(
        bibconv.parse(
            "Curriculum vitae\n\nAnna Colle\n\nMONOGRAFIE\n\n"
            "1. Leggere Petrarca, Bologna, Il Mulino, 2012.\n"
            "2. La carta e il mare. Scritture di porto nel Cinquecento, Roma, Carocci, 2019.\n"
            "3. Scrivere Ancona, Firenze, Olschki, 2015.\n"
        )
    )
    assert [record.texts["title"].partition(".")[0] for record in records] == [
        "Leggere Petrarca",
        "La carta e il mare",
        "Scrivere Ancona",
    ]
    assert {name.family for record in records for name in record.names["author"]} == {"Colle"}


def test_authors_in_bold_type_are_no_title() -> None:
    records = list(
        bibconv.parse(
            "# Freja Lund\n\n## Papers\n\n"
            "- **Lund, F., Kim, A., and Roy, B.**: What controls the onset of fog on ice?,"
            " Polar Lett.,"
            " 46, 9950–9958, 2019.\n"
        )
    )
    assert records[0].texts["title"] == "What controls the onset of fog on ice?"
    assert [name.family for name in records[0].names["author"]] == ["Lund", "Kim", "Roy"]


def test_running_heads_count_pages_in_other_languages() -> None:
    entry = "{n}. Anna Colle, Il ghiaccio {n}, in «Quaderni del mare», {n}, 20{n}, pp. 11-29."
    items = [entry.format(n=at) for at in range(11, 17)]
    items[1] = items[1].replace("in «", "\n\n\nCurriculum - A. Colle          pag. 2\n   in «")
    items[4] = items[4].replace("in «", "\n\n\nCurriculum - A. Colle          pag. 3\n   in «")
    records = list(bibconv.parse("# Anna Colle\n\n## Articoli\n\n" + "\n".join(items)))
    assert len(records) == len(items)
    assert not any("Curriculum" in str(record.texts) for record in records)


def test_a_thesis_on_hanging_lines_below_a_bullet() -> None:
    (record,) = bibconv.parse(
        "# Anna Colle\n\n## Formazione\n\n- 2009: dottorato di ricerca in Italianistica, "
        "Università di\n"
        "  Pisa, con una tesi dal titolo «Il porto delle lettere. Edizione e commento»\n"
    )
    assert record.type == "thesis"
    assert record.texts["title"] == "Il porto delle lettere. Edizione e commento"


@pytest.mark.parametrize(
    "role",
    [
        "(Hg. zus. mit Jan Berg)",
        "(Hrsg. mit Jan Berg):",
        "(ed. with Jan Berg),",
        "(edited with Jan Berg)",
        "(dir. avec Jan Berg)",
        "(a cura di, con Jan Berg)",
    ],
)
def test_those_edited_with_stand_in_a_bracket_before_the_title(role: str) -> None:
    text = (
        "Henrike Lorenz\n\nPublications\n\n"
        f"- {role} Reading the Coasts: Essays on Maritime Knowledge, London: Routledge, 2014.\n"
        "- Fog and Ice at Sea, Journal of Cold Systems 4 (2011), 3-9.\n"
    )
    edited, other = bibconv.parse(text)
    assert edited.texts["title"] == "Reading the Coasts: Essays on Maritime Knowledge"
    owner, beside = Name("Lorenz", "Henrike"), Name("Berg", "Jan")
    assert edited.names == {"editor": [owner, beside]}
    assert other.names == {"author": [owner]}


def test_a_thesis_in_single_quotation_marks_goes_on_in_the_next_line() -> None:
    (record,) = bibconv.parse(
        "Jane Kim\n\nEDUCATION\n\n"
        "2009    PhD in History, University of Warwick. Thesis: ‘Drugs, Debt and\n"
        "        Neighbourliness: The King’s Apothecaries, 1660–1720’\n"
        "        (supervisor: Professor A. Hart)\n"
        "2005    MA in Early Modern Studies, University of York\n"
    )
    title = "Drugs, Debt and Neighbourliness: The King’s Apothecaries, 1660–1720"
    assert record.texts["title"] == title


def test_a_cue_that_is_parted_names_a_thesis() -> None:
    (record,) = bibconv.parse(
        "Jeanne Kim\n\nFORMATION\n"
        "2022  Habilitation à diriger des recherches, Université de La Rochelle. Mémoire\n"
        "inédit : « L’estran disputé. Une géographie des littoraux à marée ».\n"
        "2009  Licence de géographie, Université de Nantes, mention bien\n"
    )
    assert record.texts["title"] == "L’estran disputé. Une géographie des littoraux à marée"
    assert "publisher-place" not in record.texts


PAPERS = [
    f'[J{n}] A. B. Kim and C. Roy, "Fog over Ice in {place} Fjords," *J. Cold Res.* (J-CR),'
    f" vol. {n}, no. 2, pp. {n}1–{n}9, Apr. 20{n}."
    for n, place in ((14, "Northern"), (13, "Western"), (12, "Southern"))
]


def test_a_paper_that_was_also_presented_is_no_talk() -> None:
    papers = [PAPERS[0] + " (presented at ICE 2014)", *PAPERS[1:]]
    text = "# Ann B. Kim\n\n## Journal Papers\n\n" + "\n\n".join(papers) + "\n"
    records = list(bibconv.parse(text))
    assert [record.texts["volume"] for record in records] == ["14", "13", "12"]
    assert {record.texts["issue"] for record in records} == {"2"}


@pytest.mark.parametrize(
    "remark",
    [
        "h-index 19 (Web of Science, 03/2024); 1,846 citations",
        "A. B. Kim, Curriculum vitae                                  3 / 6",
    ],
)
def test_figures_and_page_heads_are_no_records(remark: str) -> None:
    papers = [PAPERS[0], remark, *PAPERS[1:]]
    text = "# Ann B. Kim\n\n## Journal Papers\n\n" + "\n\n".join(papers) + "\n"
    assert len(list(bibconv.parse(text))) == len(PAPERS)


def test_a_venue_with_numbers_behind_a_title_is_no_author() -> None:
    (record,) = bibconv.parse(
        "Jane Kim\n\nPUBLICATIONS\n\nArticles\n\n"
        "2020    ‘Debtors at the Shop Door: Apothecaries in the Court’, Social History, 45.3,\n"
        "        289–314\n"
    )
    assert record.names.get("author", []) in ([], [Name("Kim", "Jane")])
    found = [record.texts.get(name) for name in ("container-title", "volume", "issue", "page")]
    assert found == ["Social History", "45", "3", "289-314"]
