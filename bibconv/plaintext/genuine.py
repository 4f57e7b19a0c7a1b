"""Whether an entry of a CV is a publication, and if not, what it is instead."""

from __future__ import annotations

import re
from typing import NamedTuple

from bibconv.plaintext.cues import MONTH
from bibconv.plaintext.sections import Section
from bibconv.record import Date, Evidence, Record


def passed_over(record: Record, text: str, section: Section, *, marked: bool, listed: bool) -> str:
    """Return why an entry is no publication, an empty string where it is one.

    `text` is the entry as clean text. `marked` says that a bullet or a number sets it off, `listed`
    that most entries of its section are surely references.
    """
    evidence = _evidence_for(record)
    # Physicists list their papers without titles: "Kim A, Phys. Rev. Lett. 12, 34 (2019)".
    if "title" not in record.texts and evidence < _UNTITLED:
        return "not publications" if section.kind == "unknown" else "no reference"
    if not section.heading and listed:
        # A list of references alone cites talks and theses of others, too.
        return "" if evidence else "no reference"
    if _FIRST_PERSON.search(text) or _AUTHOR_OF.match(text):
        return "prose"
    if _FIELD.match(text):
        return "not publications"
    if _METRICS.match(text):
        return "a remark"
    venue = not _VENUE_NUMBERS.isdisjoint(_sure(record))
    # What is printed with volume and pages, a DOI or an ISBN was published, whatever else it says;
    # but "€120,000" may be taken for a volume and a page.
    what = "" if venue else _said_to_be(text, section)
    if what == _TALK.what and section.kind == "publications":
        # A paper that was "(presented at ICRA 2022)" as well; its numbers may be unsure.
        what = "" if len(_numbers(record)) >= _SOME_NUMBERS else what
    if not what and not section.type and _IDENTIFIERS.isdisjoint(record.texts):
        what = _GRANT.what if _GRANT.words.search(text) else ""
    if what:
        return what
    if section.kind in ("publications", "patents"):
        return "" if evidence or _is_listed_title(record, text, section, marked) else "no reference"
    if _SENTENCES.search(text) and not venue:
        return "prose"
    return "" if evidence >= (2 if listed else 3) else "not publications"


def is_sure(record: Record) -> bool:
    """Tell whether a record is surely a reference by itself."""
    return _evidence_for(record) >= 3


# Two of names, date, venue with numbers, identifier
_UNTITLED = 2


# "h-index 19 (Web of Science, 03/2024); 1,846 citations"
_METRICS = re.compile(r"\W*(?:h|i10|g)[- ]?index\b", re.IGNORECASE)
_SOME_NUMBERS = 2
# ":Affiliation: University of Oslo": a field list of reStructuredText
_FIELD = re.compile(r":[^\W\d_][\w ()/-]{1,30}: ")
# "Author of over 450 articles in international journals"
_AUTHOR_OF = re.compile(
    r"(?:(?:co-?)?author|autore?|autora|autrice|auteure?|verfasser(?:in)?|автор)"
    r"\s(?:of|di|de|d'|von|более)"
    r"|(?:\w+ ){0,3}(?:published|veröffentlicht|publicado|pubblicato|publié)"
    r" (?:over|more than|mehr als|más de)",
    re.IGNORECASE,
)


class _Cue(NamedTuple):
    """Words that tell what an entry is that is no publication; a regular expression."""

    what: str
    words: re.Pattern[str]


def _cue(what: str, words: str) -> _Cue:
    return _Cue(what, re.compile(words, re.IGNORECASE))


# Variables that only what has been published has.
_VENUE_NUMBERS = frozenset(
    ("volume", "issue", "page", "DOI", "PMID", "PMCID", "ISBN", "ISSN", "archive_location")
)
_IDENTIFIERS = frozenset(("DOI", "PMID", "PMCID", "ISBN", "archive_location"))
_ANY_MONTH = (
    rf"(?:{MONTH}|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    r"|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro"
    r"|januari|februari|maart|mei|augustus|oktober"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
)
# "25 January 2019", "January 25-27, 2019", "6 – 7 Octobre", "05 au 07 avril", "2019年5月3日"
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|º|\.)?(?:\s?(?:[-–—&/]|au|to|al|bis)\s?\d{{1,2}}\.?)?\s(?:de\s)?{_ANY_MONTH}\b"
    rf"|\b{_ANY_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–—&]\s?(?:{_ANY_MONTH}\s)?\d{{1,2}})?"
    r"(?:\b|,\s?\d{4})|\d{4}年\d{1,2}月\d{1,2}日|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b",
    re.IGNORECASE,
)
# Where people meet; with a day and without a venue's numbers it is a talk.
_EVENT = re.compile(
    r"\b(?:meetings?|conferences?|congress|congresses|workshops?|seminars?|symposium|symposia"
    r"|colloqui\w+|lecture|lectures|summit|school|course|academy|forum|retreat|webinar|convention"
    r"|assembly|round ?table|panel|hearing|tagung|kongress|konferenz|kolloquium|vortrag"
    r"|ringvorlesung"
    r"|colloque|congrès|séminaire|journée|journées|congreso|seminario|jornadas?|convegno|congresso"
    r"|seminário|simpósio|encontro|jornada|incontro|giornata|bijeenkomst|congres|konferencja"
    r"|seminarium|konferens|konference|конференци\w+|семинар\w*|симпозиум\w*|конгресс\w*|съезд\w*"
    r"|форум\w*)\b|学会|大会|研究会|シンポジウム|会议|论坛|研讨会|학회|학술대회|세미나",
    re.IGNORECASE,
)
_TALK = _cue(
    "a talk",
    # "Invited talk, Oslo", "poster presented at", "(keynote)", "Séminaire du laboratoire"
    r"\b(?:invited|contributed|keynote|plenary|oral|public|guest|poster|conference|lightning"
    r"|seminar"
    r"|colloquium|departmental)\s(?:talk|lecture|presentation|address|seminar|speaker|speech)\b"
    r"|\b(?:poster|paper|talk|work|lecture)\s(?:was\s)?(?:presented|given|delivered)\s(?:at|to"
    r"|in)\b"
    r"|(?<![\w-])presented\s(?:at|to)\s(?:the\s)?|\[?\(?(?:keynote|poster|talk|invited|oral"
    r"|panelist"
    r"|panellist|discussant|oral presentation|poster presentation|webinar|seminar|plenary)\s?[)\]]"
    r"|\b(?:talk|seminar|lecture|keynote|panelist|speaker|discussant|chair)\s(?:at|to)\s(?:the\s)?"
    r"|\b(?:colloquium|seminar)\stalk\b|\bpanel(?:ist|list)\b|^\W*(?:keynote|invited talk|poster"
    r"|talk"
    r"|lecture|seminar|vortrag|poster|exposé|ponencia|conferencia|relazione|palestra"
    r"|доклад)\s?[:,–—]"
    r"|\b(?:eingeladener|öffentlicher|eingeladene)\svortr\w+|\bvortrag\s(?:an|am|auf|bei|im|in"
    r"|vor)\b"
    r"|\b(?:conférence|communication)\s(?:invitée|orale|plénière)\b|\bséminaire\s(?:du|de|à)\b"
    r"|\bponencia\s(?:presentada|invitada|en)\b|\bconferencia\s(?:invitada|magistral|impartida)\b"
    r"|\brelazione\s(?:su invito|a convegno|presentata|al)\b|\brelatore\b"
    r"|\bpalestra\s(?:convidada|proferida)\b|\bapresentação\s(?:oral|de)\b"
    r"|\b(?:устный|стендовый|приглаш[её]нный|пленарный|секционный)\sдоклад\b"
    r"|\bвыступление\s(?:на|с)\b"
    r"|口頭発表|ポスター発表|招待講演|基調講演|特邀报告|邀请报告|口头报告|大会报告|분과발표|구두발표|초청강연",
)
_GRANT = _cue(
    "a grant",
    # "€4.4 million", "$120,000", "100,000 USD", "Budget for Irstea 10k Euros", "PI:", "£30k"
    r"[$€£¥₽]\s?\d[\d,.' ]{0,20}\d\s?(?:k|m|mio|million|thousand)?\b|[$€£¥]\s?\d+\s?(?:k|m"
    r"|million)\b"
    r"|\b\d[\d,.' ]{0,20}\d\s?(?:k\s?)?(?:usd|eur|euros?|chf|gbp|jpy|cny|rub|sek|nok|dkk|pln|brl"
    r"|mxn|dollars|руб\w*|万元|千円|円|元|만원)(?!\w)|\b\d[\d.,]*\s?k\s?(?:€|eur|euro|usd)"
    r"|\b(?:principal|co-|lead)\s?investigator\b|(?<!\w)(?:co-?)?pi\s?:|\((?:co-?)?pi\)"
    r"|\bgrant\s(?:no|number|agreement|id)\b|\bproject leader\b|\bprojektleit\w+"
    r"|\binvestigador principal\b|\bresponsabile scientifico\b|基金项目|主持人|研究代表者"
    r"|科研費",
)
_NO_PUBLICATION = (
    _cue(
        "the work of others",
        # "Advisor", "PhD student: Kim", "Alumno: Roy", "Betreuer:", "directeur de thèse"
        r"\b(?:co-?)?(?:advisors?|adviser|supervisors?|supervised by|advisees?|promotor"
        r"|betreuer(?:in)?"
        r"|betreut|erstgutachter|alumn[oa]s?|tesistas?|director de tesis|dirigid[oa] por|encadr\w+"
        r"|directeur de (?:la )?thèse|relatore|correlatore|laureand[oa]|orientador\w*|orientand[oa]"
        r"|научный руководитель|аспирант\w*|student(?:s|in|e)?|examiner|committee member"
        r"|thesis committee"
        r"|dissertation committee|指导教师|指導教員|지도교수)\s?[:：)]"
        r"|\b(?:ph\.?\s?d\.?|doctoral|master'?s?|m\.?sc\.?|graduate|undergraduate|bachelor'?s?"
        r"|honou?rs)"
        r"\s(?:students?|candidates?|advisees?|committee)\b\s?[:,(]"
        r"|\bparticipação em banca\b|\bsoutenue le\b",
    ),
    _GRANT,
    _cue(
        "an award",
        # "Best Paper Award, Oslo 2019" where the line begins so; behind a title it is a note
        r"^\W*+(?:\d{4}\W++)?(?:[\w'’-]+\s){0,5}(?:award|prize|medal|scholarship|fellowship|fellow"
        r"|grant|honou?r|preis|stipendium|auszeichnung|prix|bourse|premio|beca|borsa di studio"
        r"|bolsa"
        r"|prêmio|премия|стипендия|медаль|грант)\b(?=\s?(?:$|[,.(:;–—-]|for\b|of\b|from\b|by\b|\d))"
        r"|^\W*+(?:award|prize|winner|finalist|recipient|nominated)\b",
    ),
    _cue(
        "a post",
        # "2015–2018 Research assistant", "2012-present: Reviewer", "Sept 2010 – today, Visiting"
        rf"^\W*(?:{MONTH}\.?\s)?(?:19|20)\d\d\s?[-–—]{{1,2}}\s?(?:(?:{MONTH}\.?\s)?(?:19|20)?\d\d|present"
        r"|today|now|current|heute|aujourd'hui|presente|actualidad|oggi|attuale|atual|heden|nu"
        r"|н\.\s?в\.)?"
        r"(?!\d)\W*\b(?!pp)",
    ),
    _cue(
        "reviewing",
        r"^\W*(?:ad[- ]hoc |invited )?(?:reviewer|referee|editor|editorial board|associate editor"
        r"|guest editor|program committee|session chair|chair|organizer|organiser|co-organi[sz]er"
        r"|moderator|member of|mitglied|membre|miembro|membro|член)\b",
    ),
    _cue(
        "a remark",
        # "See Google Scholar for a full list", "* equal contribution", "H-index: 12"
        r"^\W*(?:see|for|find|please|visit|my|a|an|the|all|full|complete|note|†|\*+|[a-z]{0,3})?\W*+"
        r"(?:[\w'’-]++\W++){0,6}?(?:google scholar|orcid|researchgate|researcher ?id|dblp|scopus"
        r"|web of science"
        r"|h-?index|i10-?index|(?:median|mean|average) (?:if|citations)\b|impact factors?"
        r"|total citations|times cited|citations"
        r"|equal contribution"
        r"|contributed equally|equally contributed|corresponding authors?|reverse chronological"
        r"|full list|complete list|list of publications|alphabetical order|student co-?authors?)\b",
    ),
)
# Sentences about somebody: "I have published 42 articles", "She is the author of"
_SENTENCES = re.compile(
    r"(?:^|[.!?]\s)(?:I|My|We|Our|He|She|His|Her|Marked|Please|Dear|You|It|They|This|These|There"
    r"|Ich|Er"
    r"|Sie|Mein|Meine|Je|J'ai|Il|Elle|Mes|Yo|Soy|Mi|Mis|Ella|Sono|Ho|Egli|Eu|Sou|Ele|Ela|Я|Он|Она)"
    r"\s+(?:\w+\s+){0,2}(?:am|is|are|was|were|have|has|had|did|do|work|works|worked|study"
    r"|studies|studied"
    r"|use|uses|focus|focuses|research|combines?|received|joined|published|teach|teaches|taught"
    r"|hold|holds"
    r"|bin|ist|war|habe|hat|arbeite|arbeitet|suis|est|ai|a|travaille|soy|es|he|ha|trabaja"
    r"|trabajo|sono|è"
    r"|ho|lavora|sou|é|tenho|tem|родился|родилась|работает|работаю|является|you|thank|contact"
    r"|indicates?"
    r"|denotes?|include|includes|contains?)\b"
)
# The same where a paper's number of articles or a volume seems to be printed
_FIRST_PERSON = re.compile(
    r"^\W*(?:I|We|Ich|Wir|Je|Nous)\s(?:\w+\s)?(?:have|am|are|was|published|work|study|habe|haben"
    r"|bin|suis"
    r"|avons|am)\s\w+"
)
# A title alone, if it is set off as the entries of a list are, has at least so many words.
_TITLE_WORDS = 3
# "<b>", a title that is quoted, linked or italic says itself what it is.
_MARKED_TITLES = frozenset(("quoted-title", "linked-title"))


def _said_to_be(text: str, section: Section) -> str:
    """Return what an entry without a venue's numbers is by its own words."""
    papers = section.kind == "publications" and section.type is not None
    if not _PROCEEDINGS.search(text):
        if _TALK.words.search(text):
            return _TALK.what
        day = _DAY.search(text)
        if day and _EVENT.search(text) and not (papers and section.type == "paper-conference"):
            return "a talk"
    for cue in _NO_PUBLICATION:
        # A list of papers says "awarded the Best Paper Prize" and has titles that begin "Grant".
        if cue.words.search(text) and not (papers and cue.what in _IN_TITLES):
            return cue.what
    return "prose" if not papers and _SENTENCES.search(text) else ""


# "In: Proc. Oslo Conference", "Actes du colloque": published, with a day or without.
_PROCEEDINGS = re.compile(
    r"\b(?:in:|proceedings|proc\.|tagungsband|actes d|atti d|actas d|anais d|сборник|论文集|論文集"
    r"|lncs|lecture notes)",
    re.IGNORECASE,
)
_IN_TITLES = frozenset(("an award", "a post"))


def _is_listed_title(record: Record, text: str, section: Section, marked: bool) -> bool:
    """Tell whether a title with little else is an entry: set off, below a heading with a type."""
    words = len(record.texts.get("title", "").split())
    told = record.evidence["title"].rule in _MARKED_TITLES or text[:1] in '“"«„'
    some = bool(record.names or record.dates or record.texts.keys() & _SAID)
    typed = section.type is not None or bool(section.status)
    # Below "Works in progress" a line is a title, unless it is a sentence.
    coming = bool(section.status) and not text.endswith((".", ":", ";"))
    return words >= _TITLE_WORDS and (some or coming or (typed and (marked or told)))


_SAID = frozenset(("container-title", "publisher", "publisher-place", "number", "status", "genre"))


def _evidence_for(record: Record) -> int:
    """Count what speaks for a reference: names, a date, a venue with numbers, an identifier."""
    sure = _sure(record)
    return sum(
        (
            "author" in sure,
            "issued" in sure,
            bool(sure & {"container-title", "volume", "page", "publisher-place", "number"}),
            bool(sure & {"DOI", "archive_location", "ISBN"}),
        )
    )


def _numbers(record: Record) -> set[str]:
    return {name for name in ("volume", "issue", "page") if name in record.texts}


def _sure(record: Record) -> set[str]:
    return {name for name, evidence in record.evidence.items() if evidence.confidence >= _SURE}


# As sure as a place beside a mark is; a likely place, such as a first sentence, is less.
_SURE = 0.75


def take_heading(record: Record, section: Section, start: int) -> None:
    """Give a record the status and the year that its headings say, where it prints none.

    `start` is where the entry begins.
    """
    rule = f"heading: {section.heading}"
    if section.status and "status" not in record.texts:
        record.texts["status"] = section.status
        record.evidence["status"] = Evidence(None, rule, 0.9)
    year = section.year_at(start)
    # What is still to come has a year only if one stands right beside it.
    beside = year is not None and start - year.span.end <= _COLUMN
    coming = "status" in record.texts and not beside
    if year and year.text and "issued" not in record.dates and not coming:
        record.dates["issued"] = Date((int(year.text),))
        record.evidence["issued"] = Evidence(year.span, "heading: year", 0.9)


# A column of years is no wider than this.
_COLUMN = 16
