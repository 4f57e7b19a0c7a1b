"""The type of a record, from the labels that its entry has and from words that tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bibconv.plaintext.tagging import Label
from bibconv.plaintext.type_marks import marked_type
from bibconv.variables import ItemType


class Kind(NamedTuple):
    """A type, the rule that found it, and how sure that is."""

    type: ItemType
    rule: str
    confidence: float


class _Word(NamedTuple):
    """Words that tell a type where they stand under one of the labels; regular expressions."""

    labels: tuple[Label, ...]
    words: str
    type: ItemType
    rule: str
    confidence: float


_GENRE: tuple[Label, ...] = ("genre",)
_VENUE: tuple[Label, ...] = ("container-title",)
# The first that fits decides; what is said of the kind (genre) before what only names a venue.
_WORDS = (
    _Word(
        ("genre", "note"),
        r"\bph\.?\s?d\b|\bd\.?\s?phil\b|\btheses|thesis\b|dissert|\bdiss\.|\bthèse\b|\bmémoire\b"
        r"|\btesis\b|\btesi\b|\btese\b|proefschrift|habilitation|arbeit\b|диссертаци|avhandling"
        r"|\bdoctor|\bm\.?\s?sc\b|\bmaster|학위\s?논문|[박석]사\s?논문|[博修碩硕]士\w{0,6}[论論]文|学位[论論]文"
        r"|學位論文|卒業論文|毕业论文|\bдис\.|\bдисс\.|автореф|дисертац",
        "thesis", "thesis-word", 0.93,
    ),
    _Word(
        ("genre", "number"),
        r"\bpatent|\bbrevet\b|offenlegungsschrift|патент|\bпат(?!\w)|\bа\.\s?с\b|特許|特开|特開|实用新型|专利|專利|특허",
        "patent", "patent-word", 0.9,
    ),
    _Word(
        _GENRE,
        r"\bdata ?set\b|\bdata file\b|\bdatensatz\b|données\b|базы данных",
        "dataset", "dataset-word", 0.9,
    ),
    _Word(
        _GENRE,
        r"\bsoftware\b|\bcomputer program|\br package\b|\bsource code\b|программы для эвм",
        "software", "software-word", 0.9,
    ),
    _Word(
        _GENRE,
        r"\b(?:personal|private) communication|persönliche mitteilung",
        "personal_communication", "communication-word", 0.9,
    ),
    _Word(_GENRE, r"\bpre-?print", "article", "preprint-word", 0.85),
    _Word(_GENRE, r"\bblog", "post-weblog", "blog-word", 0.85),
    _Word(
        _GENRE,
        r"\bweb ?(?:page|site)|\binternetseite|\bpage web\b",
        "webpage", "web-word", 0.85,
    ),
    _Word(_GENRE, r"\bstandard\b|\bnorm\b", "standard", "standard-word", 0.85),
    _Word(
        _GENRE,
        r"\bmotion picture|\bfilm\b|\bdvd\b|\bvideo\b|\bmovie\b",
        "motion_picture", "film-word", 0.85,
    ),
    _Word(
        _GENRE,
        r"\bposter\b|\blecture\b|\btalk\b|\bpresented at\b|\bvortrag\b|\bkeynote\b",
        "speech", "talk-word", 0.8,
    ),
    _Word(
        _GENRE,
        r"\bunpublished|\bmanuscript|\bmimeo|\btyposkript",
        "manuscript", "manuscript-word", 0.8,
    ),
    _Word(
        _GENRE,
        r"\breport\b|\brep\.|\brapport\b|bericht\b|\binforme\b|\brelatório\b|\brapporto\b|отч[её]т"
        r"|\b(?:working|discussion|white|technical|research) papers?\b|\bmemorandum\b|препринт"
        r"|\bnotes? techni|報告書|报告|報告|보고|白書|白皮书|доклад"
        r"|ワーキングペーパー|ディスカッションペーパー",
        "report", "report-word", 0.9,
    ),
    _Word(
        ("title", "genre"),
        r"\breview of the (?:book|novel|film)|\bbook review\b|^rezension (?:zu|von)\b"
        r"|^compte rendu de\b|\bbuchbesprechung\b|^reseña de(?:l libro)?\b|^recensione a\b"
        r"|^\W{0,2}(?:書評|书评|서평|新刊紹介)|^\W?рец(?:\.|ензия)",
        "review-book", "review-word", 0.85,
    ),
    _Word(
        _VENUE,
        r"\bencyclop|\benzyklop|\benciclop|\blexikon\b|энциклопед|енциклопед|[百事]科全[书書]|事典|백과",
        "entry-encyclopedia", "encyclopedia-word", 0.9,
    ),
    _Word(
        _VENUE,
        r"\bdictionar|\bwörterbuch|\bdictionnaire|\bdiccionario|\bdizionario|словарь|辞典|辭典|[词詞]典"
        r"|사전$",
        "entry-dictionary", "dictionary-word", 0.85,
    ),
)  # fmt: skip
_BY_LABEL: tuple[tuple[Label, list[tuple[Kind, re.Pattern[str]]]], ...] = tuple(
    (
        label,
        [
            (Kind(*word[2:]), re.compile(word.words, re.IGNORECASE))
            for word in _WORDS
            if label in word.labels
        ],
    )
    for label in dict.fromkeys(label for word in _WORDS for label in word.labels)
)

# "Proceedings of", "Proc.", "23rd Int. Conf.", "Tagungsband", "Actes du colloque", "Atti del"
PROCEEDINGS = re.compile(
    r"\b(?:proceedings|proc\b|conference|conf\b|workshop|symposium|symp\b|congress|tagungsband|actes"
    r"|atti|actas|anais|colloqu|congreso|kongress|сборник|конф|материалы|мат-лы|тез(?:исы|\.)|сб\.|труды"
    r"|чтения|симпоз|съезд|зб\.|тези|матеріали|доклади)|학술대회|학술발표|발표논문집|대회\s?논문집|全国大会|年次大会"
    r"|講演論文集|予稿集|抄録集|発表会|研究報告$|技術研究報告|シンポジウム|論文集$|论文集|会议|會議|研讨会|研討會|年会"
    r"|大会$|年會",
    re.IGNORECASE,
)
_PREPRINT = re.compile(
    r"^(?:arxiv|corr\b|biorxiv|medrxiv|chemrxiv|ssrn|psyarxiv|preprint)", re.IGNORECASE
)
# Names that newspapers of many countries bear, where a day is printed with the year.
_NEWSPAPER = re.compile(
    r"\b(?:times|zeitung|post|tribune|gazette|guardian|herald|daily|telegraph|independent|observer"
    r"|le monde|le figaro|libération|el país|el mundo|la repubblica|corriere|folha|estadão|standard"
    r"|die zeit|newspaper|chronicle|bbc|reuters|правда|известия|газета|коммерсантъ|ведомости)\b"
    r"|新聞|[日晚早]报$|[日晚]報$|青年报|조선일보|일보$|한겨레|경향신문",
    re.IGNORECASE,
)
_REPORT_SERIES = re.compile(
    r"\b(?:technical reports?|research reports?|tech\.? rep|working papers?|discussion papers?)\b",
    re.IGNORECASE,
)
# A month or day stands with the year: newspapers have it, yearbooks have not.
_DAY = re.compile(
    r"[^\W\d_]{3}.*\d{1,2}\b|\d{1,2}\W+[^\W\d_]{3}|\d{1,2}\s?[日일]|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)
# What a book has printed and an article has not.
BOOKISH: frozenset[Label] = frozenset(("publisher", "publisher-place", "ISBN", "edition"))


def kind_of(labelled: Iterable[tuple[Label, str]]) -> Kind:
    """Return the type of an entry with these (label, text), where no heading tells it."""
    texts: dict[Label, str] = {}
    for label, text in labelled:
        texts[label] = f"{texts[label]} {text}" if label in texts else text
    if "type-mark" in texts:
        within = "container-title" in texts
        if (told := marked_type(texts["type-mark"].split(), within=within)) is not None:
            return Kind(told, "gb-t-7714", 0.97)
    for label, words in _BY_LABEL:
        if label in texts:
            for kind, pattern in words:
                if pattern.search(texts[label]):
                    return kind
    return _by_labels(texts)


def _by_labels(texts: Mapping[Label, str]) -> Kind:
    container = texts.get("container-title", "")
    journal = texts.get("journal", "")
    venue = container or journal
    if "arxiv" in texts and (not venue or _PREPRINT.match(venue)):
        return Kind("article", "arxiv-id", 0.95)
    if _PREPRINT.match(venue):
        return Kind("article", "preprint-server", 0.9)
    if container and PROCEEDINGS.search(container):
        return Kind("paper-conference", "proceedings-word", 0.85)
    if _is_newspaper(texts, venue):
        return Kind("article-newspaper", "newspaper", 0.75)
    if journal and not container:
        return Kind("article-journal", "journal", 0.95)
    bookish = not BOOKISH.isdisjoint(texts)
    if container and (bookish or "editor" in texts):
        return Kind("chapter", "container-and-publisher", 0.75)
    if container and ("volume" in texts or "issue" in texts or "page" in texts):
        return Kind("article-journal", "container-and-volume", 0.8)
    if _REPORT_SERIES.search(texts.get("collection-title", "") + " " + container):
        return Kind("report", "report-series", 0.85)
    if bookish or "number-of-pages" in texts:
        return Kind("book", "publisher", 0.7)
    if container:
        return Kind("article-journal", "container", 0.6)
    if "URL" in texts:
        return Kind("webpage", "only-address", 0.7 if "accessed" in texts else 0.5)
    return Kind("document", "nothing-told", 0.4)


def _is_newspaper(texts: Mapping[Label, str], venue: str) -> bool:
    day = _DAY.search(texts.get("issued", "")) is not None
    return day and "volume" not in texts and _NEWSPAPER.search(venue) is not None
