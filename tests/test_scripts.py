"""Entries in East Asian and Cyrillic scripts: what their marks, roles and counters tell."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibconv.plaintext.assembly import assemble, keep_rest, left_over, values_of
from bibconv.plaintext.entries import Entry
from bibconv.plaintext.parts import parts
from bibconv.plaintext.repairs import repaired
from bibconv.plaintext.roles import by_roles
from bibconv.plaintext.sections import Section
from bibconv.plaintext.tagging import Label, Tag
from bibconv.plaintext.tokens import clean
from bibconv.plaintext.type_marks import marked_type, marks, without_marks
from bibconv.plaintext.words import gap_parts, parts_of, word_key, words_of
from bibconv.record import Name, Record
from bibconv.source import Source, Span
from bibconv.values.dates import printed_date
from bibconv.values.name_lists import name_list
from bibconv.values.numbers import page_parts
from bibconv.values.ranges import plain_dashes
from bibconv.variables import ItemType, NameVar, TextVar

_LABELS: tuple[Label, ...] = get_args(Label)


def assembled(marked: str) -> Record:
    """Return the record of a text with marks, {author:金子信二編}, its tags repaired."""
    text, tags, at = "", [], 0
    for match in re.finditer(r"\{([\w-]+):([^{}]*)\}", marked):
        text += marked[at : match.start()]
        label: Label = next(one for one in _LABELS if one == match[1])
        tags.append(Tag(label, len(text), len(text) + len(match[2]), "marked", 0.9))
        text += match[2]
        at = match.end()
    return record_of(text + marked[at:], tags)


def record_of(text: str, tags: list[Tag]) -> Record:
    source = Source.from_text(text)
    shown = clean([(0, source.text())])
    assert shown.text == text
    entry = Entry((Span(0, len(text)),), Section("", "unknown", None, ()))
    tags = repaired(text, tags)
    record, rest = assemble(entry, values_of(shown, tags), source)
    keep_rest(record, rest + left_over(shown, tags))
    return record


def people(record: Record, role: NameVar) -> list[str]:
    return [name.literal or f"{name.family}, {name.given}" for name in record.names.get(role, [])]


# -- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("佐々木健・水島聡子「題」", "佐々木健 水島聡子 題"),
        ("김철수ㆍ이영희(2019)", "김철수 이영희 2019"),
        ("第25巻第1号", "第 25 巻第 1 号"),
        ("https://a.org/b（2021年閲覧）", "https://a.org/b 2021 年閲覧"),
        ("𠮷田一郎", "𠮷田一郎"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert [text[start:end] for start, end in words_of(text).spans] == words.split()


def test_what_words_and_gaps_are_alike_in() -> None:
    assert word_key("２０１２") == word_key("2012") == "#year"
    assert parts_of("水島聡子")[-1] == "=c4"
    assert gap_parts("」『") != gap_parts("）（")
    assert gap_parts("》，《") == gap_parts("』，『")
    assert gap_parts("〉、") == gap_parts("」,")


# -- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("水島聡子・李明哲", "水島聡子; 李明哲"),
        ("ジョン・スミス・佐藤太郎", "ジョン・スミス; 佐藤太郎"),
        ("ジョン・A・スミス，佐藤太郎", "ジョン・A・スミス; 佐藤太郎"),
        ("马克斯·韦伯、陈明", "马克斯·韦伯; 陈明"),
        ("[美]约翰·史密斯", "约翰·史密斯"),
        ("김철수·이영희", "김철수; 이영희"),
        ("김철수ㆍ이영희 외", "김철수; 이영희; others"),
        ("李德裕等", "李德裕; others"),
        ("菊地夏野ほか", "菊地夏野; others"),
        ("樋口さやか他", "樋口さやか; others"),
        ("佐藤 太郎・鈴木 花子", "佐藤, 太郎; 鈴木, 花子"),
        ("山口真由・Lee, Soo-jin", "山口真由; Lee, Soo-jin"),
        ("王伟 和 李明", "王伟; 李明"),
        ("刘洋（通讯作者），高翔", "刘洋; 高翔"),
        ("Макаров Виктор Геннадьевич", "Макаров, Виктор Геннадьевич"),
        ("Виктор Геннадьевич Макаров", "Макаров, Виктор Геннадьевич"),
        ("Коваленко Оксана Петрівна", "Коваленко, Оксана Петрівна"),
        ("Шевченко О. П. та ін.", "Шевченко, О. П.; others"),
        ("Иванов И. И. [и др.]", "Иванов, И. И.; others"),
    ],
)
def test_names(text: str, names: str) -> None:
    found = [one.name for one in name_list(text)]
    assert "; ".join(one.literal or f"{one.family}, {one.given}" for one in found) == names


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("author", "金子信二編", "editor=金子信二"),
        ("editor", "李德裕等编著", "editor=李德裕等"),
        ("author", "ジョン・スミス著，佐藤太郎・鈴木花子訳",
         "author=ジョン・スミス translator=佐藤太郎・鈴木花子"),
        ("author", "ハイデガー（細谷貞雄訳", "author=ハイデガー translator=細谷貞雄"),
        ("translator", "李明译", "translator=李明"),
        ("author", "李明译", "author=李明译"),
        ("author", "王著", "author=王著"),
        ("author", "김지음", "author=김지음"),
        ("translator", "У. Эко ; пер. с итал. В. Резник", "author=У. Эко translator=В. Резник"),
        ("author", "И. Ким ; под ред. С. Ли", "author=И. Ким editor=С. Ли"),
        ("editor", "고영근 편", "editor=고영근"),
        ("author", "Smith, J., Kim, A.", "author=Smith, J., Kim, A."),
    ],
)  # fmt: skip
def test_roles_behind_names(label: Label, text: str, found: str) -> None:
    named = by_roles(label, text)
    assert " ".join(f"{one.label}={text[one.start : one.end]}" for one in named) == found


def test_a_name_that_is_printed_again_is_one() -> None:
    record = assembled("{author:Макаров В. Г.} {title:X} / {author:Макаров Виктор Геннадьевич}")
    assert people(record, "author") == ["Макаров, Виктор Геннадьевич"]
    record = assembled("{author:Singh S, Singh S} (2007) {title:X}")
    assert people(record, "author") == ["Singh, S", "Singh, S"]
    record = assembled("{author:Kim, J.} {title:X} / {author:Kim, Jane}")
    assert people(record, "author") == ["Kim, J.", "Kim, Jane"]


def test_roles_behind_names_are_said() -> None:
    record = assembled("{author:山田太郎}「{title:題}」{author:金子信二編}『{container-title:本}』")
    assert people(record, "author") == ["山田太郎"]
    assert people(record, "editor") == ["金子信二"]
    assert "note" not in record.texts
    record = assembled("{author:[美]史密斯}著. {title:题}. 2001")
    assert people(record, "author") == ["史密斯"]
    assert record.texts["note"] == "美; 2001"


# -- marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "values"),
    [
        ("「{title:習得}」『{title:母語}・{journal:継承語教育}』",
         {"title": "習得", "container-title": "母語・継承語教育"}),
        ("「{title:習得」、間の＜社会＞}、{publisher:弘文堂}",
         {"title": "習得", "container-title": "間の＜社会"}),
        ("{title:История театра: монография}. {publisher-place:Самара}",
         {"title": "История театра", "genre": "монография"}),
        ("{genre:Патент 2512345 РФ}. {title:X}", {"genre": "Патент", "number": "2512345"}),
        ("「{title:近代」の超克}", {"title": "「近代」の超克"}),
        ("「{title:習得」、}{author:金子信二編}『{title:本の題}』{publisher:弘文堂}",
         {"title": "習得", "container-title": "本の題"}),
        ("「{title:習得」『母語教育研究}』", {"title": "習得", "container-title": "母語教育研究"}),
        ("「{title:題}」『{journal:世界} {issued:2010年5月号}』", {"container-title": "世界"}),
        ("{title:論『資本論』の思想}，{journal:史林}", {"title": "論『資本論』の思想"}),
        ("「{title:題}」{editor:金子編『本の題}』", {"container-title": "本の題"}),
        ("{title:题}[{genre:J}]. {journal:史林}", {"title": "题", "container-title": "史林"}),
        ("{journal:史林}，{issued:2020}年第{issue:44}卷第3期", {"volume": "44", "issue": "3"}),
        ("{journal:史林}第{volume:920}号", {"issue": "920"}),
        ("『{title:本}』全{page:312}頁", {"number-of-pages": "312"}),
        ("{journal:史林}５３（{issue:２}）：{page:１２－１５}", {"issue": "2", "page": "12-15"}),
        ("{genre:特許第}{number:5123456}号", {"genre": "特許", "number": "5123456"}),
        ("{publisher:一橋大学大学院研究科博士論文}",
         {"publisher": "一橋大学大学院研究科", "genre": "博士論文"}),
        ("{title:X} ({publisher-place:Казань}). {publisher-place:М}.: {publisher:Наука}",
         {"publisher-place": "М.", "event-place": "Казань"}),
        ("{title:X} // {container-title:Материалы конф. (Казань, 12–13 мая 2016 г.)}. "
         "{publisher-place:М}.",
         {"container-title": "Материалы конф.", "event-place": "Казань",
          "note": "12–13 мая 2016", "publisher-place": "М."}),
        ("{title:『源氏物語』の研究}", {"title": "『源氏物語』の研究"}),
    ],
)  # fmt: skip
def test_marks_tell_what_a_value_is(marked: str, values: dict[TextVar, str]) -> None:
    record = assembled(marked)
    assert {name: record.texts.get(name) for name in values} == values


def test_a_body_with_a_role_is_an_editor() -> None:
    record = assembled(
        "“{title:식민지},” {container-title:한국사회사학회} 편, 『{container-title:역사의 시선}』"
    )
    assert people(record, "editor") == ["한국사회사학회"]
    assert record.texts["container-title"] == "역사의 시선"
    assert "note" not in record.texts


def test_names_before_a_role_are_no_translators() -> None:
    record = assembled(
        "{title:X} / {translator:У. Эко} ; пер. с итал. {translator:В. Резник}. СПб."
    )
    assert people(record, "author") == ["Эко, У."]
    assert people(record, "translator") == ["Резник, В."]


def test_editors_without_a_tag_are_found_by_their_role() -> None:
    record = assembled("{author:罗志田}：《{title:题}》，许纪霖主编：《{container-title:史论}》")
    assert people(record, "editor") == ["许纪霖"]
    assert "note" not in record.texts


@pytest.mark.parametrize(
    ("works", "within", "kind"),
    [
        (["J"], True, "article-journal"),
        (["M"], False, "book"),
        (["M"], True, "chapter"),
        (["A", "C"], True, "paper-conference"),
        (["EB"], False, "webpage"),
        (["Z"], False, None),
        ([], False, None),
    ],
)
def test_types_by_mark(works: list[str], within: bool, kind: ItemType | None) -> None:
    assert marked_type(works, within=within) == kind


def test_type_marks_are_accounted_for() -> None:
    assert without_marks("[J/OL]. ") == " . "
    assert marks("[J] Smith") == []
    record = assembled("{author:周明}. {title:题}［D］．{publisher:清华大学}，{issued:2018}")
    assert record.type == "thesis"
    assert record.evidence["type"].rule == "gb-t-7714"
    assert "note" not in record.texts


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("{title:題}{genre:博士論文}", "thesis"),
        ("{title:제목}, {genre:박사학위논문}", "thesis"),
        ("{title:X}: {genre:автореф. дис. ... канд. наук}", "thesis"),
        ("{genre:Пат.} {number:123} {title:X}", "patent"),
        ("{title:題}『{container-title:第82回全国大会講演論文集}』", "paper-conference"),
        ("{title:X} // {container-title:Материалы науч. конф.}", "paper-conference"),
        ("{title:書評：『本』}『{journal:史林}』", "review-book"),
        ("{title:題}『{journal:日本経済新聞}』{issued:2022年4月12日}", "article-newspaper"),
        ("{title:題}『{container-title:日本語学大辞典}』{publisher:東京堂}", "entry-dictionary"),
    ],
)
def test_types_by_word(marked: str, kind: ItemType) -> None:
    assert assembled(marked).type == kind


def test_what_only_leads_to_values_is_no_note() -> None:
    for marked in (
        "{title:X} / под ред. {editor:И. И. Ким}. Режим доступа: {URL:http://a.org}",
        "「{title:題}」『{journal:史林}』第{volume:25}巻第{issue:1}号、{issued:2014}年、{page:3-9}頁",
        "{author:Ким}, 『{title:제목}』, {translator:오생근} 옮김, {issued:2003}년, {page:3-9}쪽",
    ):
        assert "note" not in assembled(marked).texts, marked


# -- numbers and dates ----------------------------------------------------------------------------


def test_numbers() -> None:
    assert plain_dashes("１２３－１３０") == "123-130"
    assert plain_dashes("33〜40") == "33-40"
    assert [part.kind for part in page_parts("全84頁")] == ["number-of-pages"]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2022年9月", (2022, 9)),
        ("2018年3月5日", (2018, 3, 5)),
        ("1999年5月号", (1999, 5)),
        ("2007.10", (2007, 10)),
        ("2009.10", (2009, 10)),
        ("平成28年3月", (2016, 3)),
        ("令和元年", (2019,)),
        ("民國98年", (2009,)),
        ("2017（平成29）年", (2017,)),
        ("15 березня 2010 р.", (2010, 3, 15)),
        ("３ мая 2018 г.", (2018, 5, 3)),
        ("２０１２年", (2012,)),
    ],
)
def test_dates(text: str, start: tuple[int, ...]) -> None:
    found = printed_date(text)
    assert found
    assert (found.date.start, found.whole) == (start, True)


def test_a_newspaper_page_behind_its_date() -> None:
    found = parts("issued", "2012-07-03(A15)")
    assert [(part.label, part.start, part.end) for part in found] == [
        ("issued", 0, 10),
        ("page", 11, 14),
    ]


def test_theses_with_their_school() -> None:
    found = parts("genre", "서울교육대학교 석사학위논문")
    assert [part.label for part in found] == ["publisher", "genre"]


# -- laws -----------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [*"「」『』《》〈〉（）[]【】、，。・·．/ 第巻号全頁年編訳等", "[J]", "［M］//", "3", "12",
     "2014", "主编", "山田", "太郎", "史林", "論文", "Kim", "김철수", "ほか", "под ред. "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join), st.data())
def test_repaired_tags_stand_apart_and_nothing_is_lost(text: str, data: st.DataObject) -> None:
    text = " ".join(text.split())
    spans = words_of(text).spans
    tags = []
    for start, end in spans:
        label = data.draw(st.sampled_from((None, *_LABELS)))
        if label and label not in ("citation-number", "type-mark"):
            tags.append(Tag(label, start, end, "drawn", 0.9))
    end = 0
    for tag in repaired(text, tags):
        assert end <= tag.start < tag.end <= len(text)
        end = tag.end
    if not text:
        return
    record = record_of(text, tags)
    held = "".join([*record.texts.values(), *(map(str, record.names.values())), str(record.dates)])
    for word in ("山田", "太郎", "史林", "Kim", "김철수"):
        assert word not in text or word in held


def test_names_are_whole() -> None:
    assert [one.name for one in name_list("佐藤太郎")] == [Name(literal="佐藤太郎")]
