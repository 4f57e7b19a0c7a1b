"""What stands in a run of one label: "vol. 12, no. 3" is two values, "in press" is no date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bibconv.plaintext.cues import AWARD, STATUS, is_connective
from bibconv.plaintext.roles import by_roles
from bibconv.plaintext.tagging import Label
from bibconv.values.dates import printed_date
from bibconv.values.identifiers import ARXIV, DOI, address_start, doi_start, unbroken
from bibconv.values.numbers import page_parts, volume_parts

# The rule of what stands beside a value in its run and is none: it goes to what is not understood.
BESIDE = "beside-value"


class Part(NamedTuple):
    """A value's label and range in the run; `rule` is "" where the tagger's own rule holds."""

    label: Label
    start: int
    end: int
    rule: str = ""


def parts(label: Label, text: str) -> list[Part]:
    """Return the values that stand in a run of words with one label."""
    cut = _CUTS.get(label)
    return list(cut(text)) if cut else [Part(label, 0, len(text))]


# "CoRR abs/1912.11425", "CoRR abs", "arXiv preprint arXiv:1912.11425"
_ARXIV_BEHIND = re.compile(r"\s+(?:abs(?:/|$)|arxiv\s?:)\s?(?P<id>\S*)$", re.IGNORECASE)
# "… for Deep Learning . Best paper award winner"
_PART_END = re.compile(r"\s?[.;]{1,4}\s+(?=[^\W_])")


def _names(label: Label) -> Callable[[str], Iterator[Part]]:
    def cut(text: str) -> Iterator[Part]:
        for named in by_roles(label, text):
            yield Part(*named, "" if named.label == label else "role-behind-name")

    return cut


# "Материалы конф. (Казань, 12–13 мая 2016 г.)": GOST R 7.0.5 has place and date of a conference in
# brackets behind its name
_MEETING = re.compile(
    r"\s*\((?P<place>(?:г\. ?|м\. ?)?[А-ЯІЇЄҐ][а-яёіїєґ.]{1,30}"
    r"(?:[ -][А-Яа-яёіїєґ.-]{1,30}){0,2}), ?"
    r"(?P<date>\d{1,2}[^()]{3,40}(?:19|20)\d\d)(?: ?гг?| ?рр?)?[.)]{0,3}$"
)


def _container(text: str) -> Iterator[Part]:
    return _venue(text, "container-title")


def _journal(text: str) -> Iterator[Part]:
    return _venue(text, "journal")


def _venue(text: str, label: Label) -> Iterator[Part]:
    """Yield a venue without the status before it, an arXiv number or an award behind it."""
    start, end = 0, len(text)
    if before := _STATUS_AT.match(text):
        yield Part("status", *before.span("status"), "status-of-venue")
        start = before.end()
    if after := _STATUS_BEHIND.search(text, start + 1):
        yield Part("status", *after.span("status"), "status-of-venue")
        end = after.start()
    behind = _ARXIV_BEHIND.search(text, 0, end)
    if behind and (ARXIV.fullmatch(behind["id"]) or not behind["id"]):
        end = behind.start()
        if behind["id"]:
            yield Part("arxiv", *behind.span("id"), "arxiv-in-container")
    ends = list(_PART_END.finditer(text, start + 1, end))
    if ends and AWARD.search(text, ends[-1].end(), end):
        yield Part("note", ends[-1].end(), end, "award-in-container")
        end = ends[-1].start()
    if label == "container-title" and (meeting := _MEETING.search(text, start + 1, end)):
        yield Part("event-place", *meeting.span("place"), "place-of-event")
        yield Part("note", *meeting.span("date"), "date-of-event")
        end = meeting.start()
    yield Part(label, start, end)


# "R&R at American Economic Review", "revision at Systematic Biology", "submitted to Nature"
_STATUS_AT = re.compile(
    r"(?P<status>(?:in )?(?:R\s?&\s?R|revise (?:and|&) resubmit|revision|review"
    r"|under (?:review|revision)"
    r"|(?:conditionally )?accepted(?: for publication)?|submitted|forthcoming|prep(?:aration|\.)?))"
    r"(?: requested)?,? (?:at|to|for|with|in|by)(?: the journal)? (?-i:(?=[^\W_a-z]))",
    re.IGNORECASE,
)


# "Journal of Ecology in press", "Nature (accepted)"
_STATUS_BEHIND = re.compile(
    r"[\s,(]{1,3}(?P<status>in press|forthcoming|to appear|(?:in|under) review|im Druck"
    r"|sous presse)$",
    re.IGNORECASE,
)


# "一橋大学大学院経済学研究科博士論文", "华东师范大学硕士论文", "서울교육대학교 석사학위논문"
_THESIS = re.compile(
    r"(?P<school>.*?(?:大学|大學|大学院|研究科|研究所|学院|學院|系|所|대학교|대학원|대))\s?"
    r"(?P<genre>(?:博士|修士|硕士|碩士|卒業|学士|本科毕业|未出版|未公刊|미간행|박사|석사)?\s?(?:博士|硕士|碩士|之)?"
    r"(?:学位|學位|\s?학위)?\s?(?:[论論]文|[（(]\w{1,4}[)）][论論]文|논문))"
)


def _school(label: Label) -> Callable[[str], Iterator[Part]]:
    def cut(text: str) -> Iterator[Part]:
        if match := _THESIS.fullmatch(text):
            yield Part("publisher", *match.span("school"), "" if label == "publisher" else "thesis")
            yield Part("genre", *match.span("genre"), "" if label == "genre" else "thesis")
        else:
            yield Part(label, 0, len(text))

    return cut


# "Пат. 2345678 РФ", "Патент РФ № 2345678", "Свидетельство … для ЭВМ № 2019612345"
_RIGHT = re.compile(
    r"(?P<genre>(?:[Пп]ат(?:ент)?|[Сс]видетельство|А\. ?с)\b[^\d№]{0,90}?)\s?(?:№\s?)?"
    r"(?P<number>\d[\d ]{3,12}\d)(?P<beside>\D*)"
)


def _genre(text: str) -> Iterator[Part]:
    if match := _RIGHT.fullmatch(text):
        yield Part("genre", *_edges(text, *match.span("genre")))
        yield Part("number", *match.span("number"), "number-in-genre")
        yield from _beside(text, *match.span("beside"))
    else:
        yield from _school("genre")(text)


# "Социология труда : учебное пособие", "История театра: монография"
_BOOK_KIND = re.compile(
    r"\s?:\s(?P<genre>(?:коллективная )?монограф[иі]я|учебник(?: для \w{3,20})?|п[іи]дручник"
    r"|учеб(?:ное|\.) ?(?:-метод\.? )?пособие|навч(?:альний|\.) (?:посібник|посіб\.?)|курс лекций"
    r"|(?:сборник|сб\.) (?:научных |науч\. )?(?:статей|трудов|ст\.?|тр\.?)|методические указания)$"
)


# "Guide for the Care and Use of Laboratory Animals (8th edn)", "Grundriss (3., überarb. Aufl.)"
_EDITION = re.compile(
    r"\s\((?P<edition>(?:\d{1,2}(?:st|nd|rd|th|e|ª|a|\.)?|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth"
    r"|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth?|[Nn]inth|[Tt]enth|[Rr]ev(?:ised|\.)?)"
    r"(?:,? \w{2,12}\.?){0,2} (?:[Ee]d(?:n|ition)?|[Aa]ufl(?:age)?|[Éé]d)\.?)\)?$"
)


def _title(text: str) -> Iterator[Part]:
    """Yield a title, its edition, and what the book is where GOST R 7.0.5 has it behind a colon."""
    if match := _EDITION.search(text, 1):
        yield Part("title", 0, match.start())
        yield Part("edition", *match.span("edition"), "edition-behind-title")
    elif match := _BOOK_KIND.search(text, 1):
        yield Part("title", 0, match.start())
        yield Part("genre", *match.span("genre"), "kind-behind-title")
    else:
        yield Part("title", 0, len(text))


def _volume(text: str) -> Iterator[Part]:
    return _numbers(text, "volume")


def _issue(text: str) -> Iterator[Part]:
    return _numbers(text, "issue")


def _numbers(text: str, kind: Label) -> Iterator[Part]:
    for part in volume_parts(text, "volume" if kind == "volume" else "issue"):
        if part.kind == "year":
            yield Part("issued", part.start, part.end, "year-in-volume")
        elif part.kind == "other":
            if _is_day(text[part.start : part.end]):
                yield Part("issued", part.start, part.end, "day-in-volume")
            else:
                yield from _beside(text, part.start, part.end)
        else:
            rule = "" if part.kind == kind else f"{part.kind}-in-{kind}"
            yield Part(part.kind, part.start, part.end, rule)


def _is_day(text: str) -> bool:
    """Tell whether a text is a date but for its year: "Apr.", "12 May", "Autumn"."""
    printed = printed_date(f"{text} 2000")
    return printed is not None and printed.whole and len(text) > len("May")


def _page(text: str) -> Iterator[Part]:
    for part in page_parts(text):
        if part.kind == "page":
            yield Part("page", part.start, part.end)
        elif part.kind == "number-of-pages":
            yield Part("number-of-pages", part.start, part.end, "page-count")
        else:
            yield from _beside(text, part.start, part.end)


# GB/T 7714 on newspapers: "2000-11-20(15)", "2012-07-03(A15)"
_DATED_PAGE = re.compile(
    r"(?P<date>\d{4}[-./]\d{1,2}[-./]\d{1,2})\s?[(（](?P<page>[A-Z]?\d{1,3}(?:[-–]\d{1,3})?)[)）]?"
)


def _issued(text: str) -> Iterator[Part]:
    """Yield the date and what stands beside it: "2019, in press", "2012-07-03(A15)"."""
    if paged := _DATED_PAGE.fullmatch(text):
        yield Part("issued", *paged.span("date"))
        yield Part("page", *paged.span("page"), "page-behind-date")
        return
    match = STATUS.search(text)
    if match is None:
        yield Part("issued", 0, len(text))
        return
    yield Part("status", *match.span(), "status-word")
    for start, end in ((0, match.start()), (match.end(), len(text))):
        if any(char.isalnum() for char in text[start:end]):
            yield Part("issued", *_edges(text, start, end))


# "http://a.org/b (accessed 12 May 2019)", "http://a.org/b, 12.05.2019"
_ACCESSED = re.compile(
    r"[\s,;.(\[]*(?:(?:last |zuletzt |letzter )?(?:accessed|access|retrieved|viewed|visited"
    r"|abgerufen|zugriff|consulté|consultado|acesso|acceso|stand|cited)"
    r"(?: on| am| le| el| em)?[\s:,]*)?"
    r"(?P<date>(?=.{0,30}(?:19|20)\d\d)[^()\[\]]{4,40})[)\]]?[\s.,]*$",
    re.IGNORECASE,
)


# " http://b.org" behind "http://a.org"; "web.archive.org/http://a.org" holds one in itself
_NEXT = re.compile(r"(?<=[\s,;()<>])(?:https?:|(?<!/\s)www\.)(?=\S)", re.IGNORECASE)


def _url(text: str) -> Iterator[Part]:
    """Yield addresses, a DOI that is printed as one, and the date of access behind them."""
    at = max(address_start(text), 0)
    yield from _beside(text, 0, at)
    while at < len(text):
        following = _NEXT.search(text, at + 1)
        until = following.start() if following else len(text)
        _, length = unbroken(text[at:until])
        end = _sentence_end(text, at, at + length)
        doi = doi_start(text[at:end])
        if doi >= 0 and "doi.org/" in text[at : at + doi].replace(" ", ""):
            yield Part("DOI", at + doi, end, "doi-address")
        else:
            yield Part("URL", at, end)
        accessed = _ACCESSED.match(text, end, until)
        if accessed:
            yield Part("accessed", *_edges(text, *accessed.span("date")), "behind-address")
        else:
            yield from _beside(text, end, until)
        at = until


def _sentence_end(text: str, start: int, end: int) -> int:
    """Return the end of an address without the punctuation of the sentence behind it."""
    while end > start + 1 and (
        text[end - 1] in " .,;:!?'\"”’»>("
        or (text[end - 1] == ")" and "(" not in text[start:end])
        or (text[end - 1] == "]" and "[" not in text[start:end])
    ):
        end -= 1
    return end


def _doi(text: str) -> Iterator[Part]:
    at = doi_start(text)
    if at < 0:
        # "doi:abc", "0.1016/j.cell": damaged, and still what was meant
        yield Part("DOI", 0, len(text)) if DOI.search(text) else Part("note", 0, len(text), BESIDE)
        return
    yield from _beside(text, 0, at)
    _, length = unbroken(text[at:], doi=True)
    end = _sentence_end(text, at, at + length)
    yield Part("DOI", at, end)
    yield from _beside(text, end, len(text))


# "hep -ph/9911415", "1107 .1553", "astro-ph/0309328": as PDFs print them, the archives that have
# a hyphen in their names
_BROKEN_ARXIV = re.compile(
    r"(?<!\w)(?:(?:astro|cond|gr|hep|math|nucl|quant)\s?-\s?(?:ph|th|ex|lat|mat|qc)\s?/\s?\d{7}"
    r"|\d{4}\s?\.\s?\d{4,5})(?:v\d{1,2})?(?!\d)"
)


def _arxiv(text: str) -> Iterator[Part]:
    match = _BROKEN_ARXIV.search(text) or ARXIV.search(text)
    if match is None:
        yield Part("note", 0, len(text), BESIDE)
        return
    yield from _beside(text, 0, match.start())
    yield Part("arxiv", *match.span())
    # "[cs.LG]": the class, which only old numbers hold
    subject = re.compile(r"\s*[\[(](?P<class>[a-z-]{2,10}(?:\.[A-Za-z-]{2,4})?)[\])]?").match(
        text, match.end()
    )
    if subject:
        yield Part("note", *subject.span("class"), "arxiv-class")
    yield from _beside(text, subject.end() if subject else match.end(), len(text))


# "978-3-16-148410-0", "3 540 12345 X"; what else stands there is a second one, or a binding
_ISBN = re.compile(r"(?:97[89][\s‐-–-]{0,3})?(?:\d[\s‐-–-]{0,3}){9}[\dXx]")


def _isbn(text: str) -> Iterator[Part]:
    match = _ISBN.search(text)
    if match is None:
        yield Part("ISBN", 0, len(text))
        return
    yield from _beside(text, 0, match.start())
    yield Part("ISBN", *match.span())
    yield from _beside(text, match.end(), len(text))


_WORD = re.compile(r"[^\W\d_]+|\d+")


def _beside(text: str, start: int, end: int) -> Iterator[Part]:
    """Yield what stands beside a value, if it is more than words that lead to it."""
    words = _WORD.findall(text[start:end])
    if not all(map(is_connective, words)):
        yield Part("note", *_edges(text, start, end), BESIDE)


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,.;:()[]":
        start += 1
    while end > start and text[end - 1] in " ,.;:()[]":
        end -= 1
    return start, end


_CUTS: dict[Label, Callable[[str], Iterator[Part]]] = {
    "author": _names("author"),
    "editor": _names("editor"),
    "translator": _names("translator"),
    "container-title": _container,
    "journal": _journal,
    "publisher": _school("publisher"),
    "genre": _genre,
    "title": _title,
    "volume": _volume,
    "issue": _issue,
    "page": _page,
    "issued": _issued,
    "URL": _url,
    "DOI": _doi,
    "arxiv": _arxiv,
    "ISBN": _isbn,
}
