"""References as lists in Japanese, Chinese, Korean, Russian, Ukrainian and Bulgarian have them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from random import Random
from typing import Any

from bibconv.record import Date, Name, Record
from bibconv.variables import ItemType, TextVar
from training import words

_WORDS: dict[str, dict[str, list[str]]] = {
    language: {
        # A choice has bars of its own: "$place‹県|市›における".
        name: re.split(r"\|(?![^‹›]*›)", text)
        for name, text in lists.items()
    }
    for language, lists in tomllib.loads(
        Path(__file__).with_name("native.toml").read_text("utf-8")
    ).items()
}
_LAYOUTS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("native_layouts.toml").read_text("utf-8")
)
_LANGUAGES = ("ja", "zh", "zh-TW", "ko", "ru", "uk", "bg")
_SHARES = (29, 26, 6, 18, 30, 4, 2)

# The layouts of records: how often each is drawn, and what CSL calls the type.
_KINDS: dict[str, tuple[float, ItemType]] = {
    "article": (42, "article-journal"),
    "chapter": (11, "chapter"),
    "book": (12, "book"),
    "edited": (5, "book"),
    "translated": (4, "book"),
    "thesis": (6, "thesis"),
    "proceedings": (8, "paper-conference"),
    "report": (2.5, "report"),
    "patent": (3, "patent"),
    "program": (1.5, "software"),
    "deposited": (1, "manuscript"),
    "standard": (1, "standard"),
    "web": (3.5, "webpage"),
    "news": (4, "article-newspaper"),
    "review": (1.5, "review-book"),
}


def record(rng: Random) -> Record:
    """Return a record in one of the languages; its key is the name of its layouts."""
    language = rng.choices(_LANGUAGES, _SHARES)[0]
    layouts = _layouts(language)
    kinds = [kind for kind in _KINDS if kind in layouts]
    kind = rng.choices(kinds, [_KINDS[one][0] for one in kinds])[0]
    made = Record(kind, _KINDS[kind][1])
    made.texts["language"] = language
    _add_texts(made, kind, language, rng)
    _add_names(made, kind, language, rng)
    year, month = rng.randint(1950, 2025), rng.randint(1, 12)
    made.dates["issued"] = Date((year, month) if rng.random() < 0.7 else (year,))
    return made


def templates(made: Record) -> tuple[str, ...]:
    """Return the layouts of a record's language and type."""
    language = made.texts["language"]
    found = tuple(_whole(template) for template in _layouts(language)[made.id])
    spelling = _LAYOUTS["spelling"].get(language, {})
    for word, own in spelling.items():
        found = tuple(template.replace(word, own) for template in found)
    return found


def grown(language: str, name: str, rng: Random) -> str:
    """Return a text of one of a language's lists, whatever stands for others filled in."""
    lists = _WORDS[language]
    text = rng.choice(lists[name])
    for _ in range(_DEEPEST):
        if "$" not in text and "‹" not in text:
            return text
        text = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), text)
        text = _NAMED.sub(
            lambda found: words_or_number(found[1], lists, rng),
            text,
        )
    return re.sub(r"\$[a-zA-Z\d]+", "", text)


def words_or_number(name: str, lists: dict[str, list[str]], rng: Random) -> str:
    """Return one text of a list, or a number of as many digits as the name says."""
    if name == "4":
        return str(rng.randint(1950, 2024))
    if name.isdecimal():
        return str(rng.randint(10 ** (int(name) - 1) + (name == "1"), 10 ** int(name) - 1))
    return rng.choice(lists[name])


# Lists name lists that name lists; a title within a title goes no deeper.
_DEEPEST = 8
_CHOICE = re.compile(r"‹([^‹›]*)›")
# "$title", "$g1", "$jE", "$2A", "$4"
_NAMED = re.compile(r"\$(2A|\d|[a-z]+[A-Z\d]?)")
_PIECE = re.compile(r"\$([A-Z]+_[A-Z]+\d?)")


def _layouts(language: str) -> dict[str, list[str]]:
    """Return a language's layouts; Ukrainian and Bulgarian lists are laid out as Russian ones."""
    like = "ru" if language in ("uk", "bg") else language
    found: dict[str, list[str]] = _LAYOUTS["layouts"][like]
    return found


def _whole(template: str) -> str:
    while "$" in template:
        template = _PIECE.sub(lambda found: str(_LAYOUTS["pieces"][found[1]]), template)
    return template


def _add_texts(made: Record, kind: str, language: str, rng: Random) -> None:
    texts = made.texts

    def add(variable: TextVar, name: str, share: float = 1.0) -> None:
        if rng.random() < share:
            texts[variable] = grown(language, name, rng)

    foreign = rng.random() < 0.07  # a Latin title in a list of another script
    match kind:
        case "book" | "edited" | "translated":
            add("title", rng.choice(("book", "book", "title")))
            if language in ("ru", "uk") and rng.random() < 0.5:
                texts["title"] += grown(language, "bookend", rng)
        case "patent":
            add("title", "invention")
        case "program":
            add("title", "program")
        case "news":
            add("title", "headline")
        case "review":
            add("title", "review")
        case _:
            texts["title"] = grown("en" if foreign else language, "title", rng)
    if kind in ("article", "review"):
        add("container-title", "journal")
        texts["volume"] = str(rng.randint(1, rng.choice((30, 90, 700))))
        texts["issue"] = words.issue(rng) if rng.random() < 0.2 else str(rng.randint(1, 12))
        if language in ("ru", "uk") and rng.random() < 0.08:
            texts["issue"] += f" ({rng.randint(13, 400)})"  # of the year, and of all
    elif kind == "news":
        add("container-title", "newspaper")
        texts["issue"] = str(rng.randint(1, 300))
    elif kind == "chapter":
        add("container-title", "book")
    elif kind in ("proceedings", "web"):
        add("container-title", "meeting" if kind == "proceedings" else "newspaper")
    if kind in ("book", "edited", "chapter", "proceedings") and rng.random() < 0.3:
        texts["volume"] = str(rng.randint(1, 12))
    if kind == "proceedings" and rng.random() < 0.5:
        texts["issue"] = str(rng.randint(1, 4))
    add("publisher", _PUBLISHERS.get(kind, "publisher"))
    add("publisher-place", "place2" if language in _EAST_ASIAN else "place", 0.93)
    add("event-place", "venue")
    add("note", "note", 0.4)
    add("edition", "edition", 0.35)
    add("collection-title", "series", 0.35)
    add("genre", {"thesis": "degree", "report": "report"}.get(kind, "degree"))
    if rng.random() < 0.25:
        texts["DOI"] = words.doi(rng)
    if rng.random() < 0.4:
        texts["ISBN"] = words.isbn(rng)
    if rng.random() < 0.3:
        texts["ISSN"] = f"{rng.randint(1000, 9999)}-{rng.randint(1000, 9999)}"
    if rng.random() < 0.7:
        texts["number-of-pages"] = str(rng.randint(20, 900))
    texts["URL"] = words.address(rng)
    texts["number"] = _number(kind, language, rng)
    first = rng.randint(1, rng.choice((40, 600, 2000)))
    texts["page"] = f"{first}-{first + rng.randint(1, 40)}"


# Who publishes what is no book.
_PUBLISHERS = {"thesis": "school", "report": "office", "web": "office"}


def _number(kind: str, language: str, rng: Random) -> str:
    serial, year = rng.randint(100_000, 9_999_999), rng.randint(1985, 2024)
    forms = {
        "ja": (f"{serial}", f"{serial}", f"特開{year}-{serial}", f"特願{year}-{serial % 1000000}"),
        "zh": (
            f"ZL{serial:012}.{serial % 10}",
            f"CN{serial}A",
            f"{year}1{serial:07}.{serial % 10}",
        ),
        "uk": (f"{serial % 200000}",),
        "ru": (f"{2000000 + serial % 800000}", f"{year}6{serial % 100000:05}", f"{serial}"),
    }
    if kind == "standard":
        return f"GB{rng.choice(('/T ', ' ', '/T'))}{serial % 40000}—{year}".replace(
            "—", rng.choice("—-–")
        )
    if kind == "deposited":
        return f"{serial % 5000}-В{year % 100:02}"
    if kind == "report":
        short = f"P{serial % 20}-{year % 100:02}-{serial % 200}"
        return rng.choice((words.report_number(rng), f"{serial % 300}", short))
    return rng.choice(forms.get(language, (f"{serial}", f"10-{serial}")))


def _add_names(made: Record, kind: str, language: str, rng: Random) -> None:
    count = rng.choice((1, 1, 1, 2, 2, 3, 3, 4, 6))
    if kind in ("patent", "program") and rng.random() < 0.4:
        made.names["author"] = [Name(literal=grown(language, "firm", rng))]
    elif kind in ("web", "report", "standard") and rng.random() < 0.6:
        made.names["author"] = [Name(literal=grown(language, "office", rng))]
    elif kind == "translated":
        made.names["author"] = [_foreign(language, rng) for _ in range(rng.choice((1, 1, 2)))]
    else:
        made.names["author"] = [_person(language, rng) for _ in range(count)]
    if kind == "edited" and rng.random() < 0.15:
        made.names["editor"] = [Name(literal=grown(language, "office", rng))]
    else:
        made.names["editor"] = [_person(language, rng) for _ in range(rng.choice((1, 1, 2, 3)))]
    made.names["translator"] = [_person(language, rng) for _ in range(rng.choice((1, 1, 1, 2, 3)))]


def _person(language: str, rng: Random) -> Name:
    drawn = rng.random()
    if drawn < 0.08:
        return Name(grown("en", "family", rng), grown("en", "given", rng))
    if drawn < 0.1 and language == "ja":
        return Name(literal=grown(language, "foreign", rng))
    return Name(grown(language, "family", rng), grown(language, "given", rng))


def _foreign(language: str, rng: Random) -> Name:
    """Return an author in translation: "ジョン・スミス", "[美]史密斯", "Фуко М."."""
    drawn = rng.random()
    if drawn < 0.1:
        return Name(grown("en", "family", rng), grown("en", "given", rng))
    if drawn < 0.2:
        return Name(grown(language, "family", rng), grown(language, "given", rng))
    name = grown(language, "foreign", rng)
    if language in ("ru", "uk", "bg"):
        family, _, given = name.replace(",", "").partition(" ")
        return Name(family, given)
    return Name(literal=name)


_EAST_ASIAN = frozenset(("ja", "zh", "zh-TW", "ko"))
