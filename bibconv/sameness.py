"""When two records are surely one item: what says so, and whatever speaks against it.

A false merge destroys a record, a missed one costs a look. So records that share an identifier, or
title, first author, year and type, are one only if nothing else in them differs that tells items
apart: initials, venue, edition, the number of a volume, a part or a report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from bibconv.record import OTHERS, Name, Record
from bibconv.values.identifiers import ARXIV, arxiv_id, normal_doi
from bibconv.values.markup import plain
from bibconv.values.ranges import page_range, plain_dashes
from bibconv.variables import TextVar


def marks(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what two records of one item have in common, the surest first, each with its kind.

    Kinds are "DOI", "arXiv id", "PMID" and, behind them, "title".
    """
    yield from _identifiers(record).items()
    title, authors = letters(record.texts.get("title", "")), record.names.get("author", [])
    author = letters(authors[0].family + authors[0].literal) if authors else ""
    if title and author and record.year:
        yield "title", f"{title}:{author}:{record.year}:{record.type}"


def are_same(one: Record, other: Record, kind: str) -> bool:
    """Tell whether two records that share a mark of a kind are one item."""
    ours, theirs = _identifiers(one), _identifiers(other)
    if any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys()):
        return False
    if _is_preprint(one) != _is_preprint(other) or _is_part(one) != _is_part(other):
        return False
    if kind != "title":
        # A chapter goes with the DOI of its book, a supplement with that of its article.
        return _agree(one, other, "title", extends)
    return (
        all(_agree(one, other, variable, are_same_number) for variable in _NUMBERS)
        and all(_agree(one, other, variable, are_same_title) for variable in _TITLES)
        and _agree(one, other, "ISBN", _share_isbn)
        and are_same_people(one.names.get("author", []), other.names.get("author", []))
        and (not _is_common(one) or _is_pinned(one, other))
    )


def letters(text: str) -> str:
    """Return the letters and digits of a text, without markup, case and width.

    Signs that tell "C" from "C++" and "C#" stay.
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    text = unicodedata.normalize("NFKC", plain(text)).casefold()
    return "".join(char for char in text if char.isalnum() or char in "+#*")


def are_same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are one: "9-11", "9–11" and "9"; "2" and "2nd"."""
    ours, theirs = page_range(one), page_range(other)
    if ours and theirs:
        return ours == theirs
    if ours or theirs:
        return _number(one if theirs else other) == (ours or theirs or ("",))[0].casefold()
    return _number(one) == _number(other)


def are_same_title(one: str, other: str) -> bool:
    """Tell whether two titles are one or one's abbreviation: "J. Cold Syst."."""
    return letters(one) == letters(other) or abbreviates(one, other) or abbreviates(other, one)


def abbreviates(short: str, long: str) -> bool:
    """Tell whether each word of a title begins the word of another: "J. Cold Syst."."""
    ours, theirs = ([w for w in _words(text) if w not in _SMALL] for text in (short, long))
    return (
        len(ours) == len(theirs)
        and ours != theirs
        and all(whole.startswith(word) for word, whole in zip(ours, theirs, strict=True))
    )


def extends(one: str, other: str) -> bool:
    """Tell whether of two titles one is the other or its beginning, with the same numbers."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    ours, theirs = letters(one), letters(other)
    return ours.startswith(theirs) or theirs.startswith(ours)


def are_same_people(ours: list[Name], theirs: list[Name]) -> bool:
    """Tell whether two lists name the same people, as far as initials and "et al." can tell."""
    cut = OTHERS in (*ours, *theirs)
    one, other = ([name for name in names if name != OTHERS] for names in (ours, theirs))
    if one and other and len(one) != len(other) and not cut:
        return False
    return all(_are_one_person(*pair) for pair in zip(one, other, strict=False))


# "https://doi.org/10.1000/182"
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/10\.", re.IGNORECASE)
# What arXiv registers for its preprints.
_ARXIV_DOI = "10.48550/arxiv."
# "1409.8035v2"
_VERSION = re.compile(r"v\d{1,2}$")

# What parts of a series, editions and yearly reports under one title differ in.
_NUMBERS: tuple[TextVar, ...] = (
    "volume", "issue", "number", "edition", "part", "supplement", "chapter-number", "version",
    "collection-number", "number-of-volumes", "page", "section",
)  # fmt: skip
_TITLES: tuple[TextVar, ...] = (
    "container-title", "collection-title", "event-title", "volume-title", "part-title",
    "publisher",
)  # fmt: skip

# "2nd", "3rd"
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
# Words that abbreviations leave out. "a" is not one: "Phys. Rev. A".
_SMALL = frozenset("and et for für in of on the und".split())
_WORD = re.compile(r"\w+")


def _identifiers(record: Record) -> dict[str, str]:
    """Return a record's DOI, arXiv number without version, and PMID, each in one spelling."""
    texts = record.texts
    found: dict[str, str] = {}
    url = texts.get("URL", "")
    doi = normal_doi(texts.get("DOI") or (url if _DOI_ADDRESS.match(url) else "")).casefold()
    arxiv = arxiv_id(texts.get("number", "")) or arxiv_id(url)
    location = texts.get("archive_location", "")
    if doi.startswith(_ARXIV_DOI):
        arxiv = doi.removeprefix(_ARXIV_DOI)
    elif doi:
        found["DOI"] = doi
    elif not arxiv and texts.get("archive", "").lower() == "arxiv" and ARXIV.fullmatch(location):
        arxiv = location
    if arxiv:
        found["arXiv id"] = _VERSION.sub("", arxiv.casefold())
    if pmid := texts.get("PMID", "").strip().lstrip("0"):
        found["PMID"] = pmid
    return found


def _is_preprint(record: Record) -> bool:
    """Tell whether a record is the version before a journal's, which is another item."""
    if record.type == "article":
        return True
    found = _identifiers(record)
    container = letters(record.texts.get("container-title", "arXiv"))
    return "arXiv id" in found and "DOI" not in found and container.startswith(("arxiv", "corr"))


def _is_part(record: Record) -> bool:
    return record.type in ("chapter", "entry", "entry-dictionary", "entry-encyclopedia")


def _agree(one: Record, other: Record, variable: TextVar, same: Callable[[str, str], bool]) -> bool:
    """Tell whether a variable says the same in both, or nothing in one of them."""
    ours, theirs = one.texts.get(variable, ""), other.texts.get(variable, "")
    return not ours or not theirs or ours == theirs or same(ours, theirs)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", plain(text)).casefold())


def _number(text: str) -> str:
    """Return a number in one spelling: "2nd", "2." and "2" are "2"."""
    text = plain_dashes(unicodedata.normalize("NFKC", plain(text)).casefold())
    return _ORDINAL.sub(r"\1", re.sub(r"\s", "", text).rstrip("."))


def _share_isbn(one: str, other: str) -> bool:
    """Tell whether one ISBN is in both, with 10 digits or with 13, which end in nine alike."""
    ours, theirs = (
        {isbn[-10:-1] for isbn in re.findall(r"\d{9,12}[\dX]", re.sub("-", "", text.upper()))}
        for text in (one, other)
    )
    return bool(ours & theirs)


def _are_one_person(one: Name, other: Name) -> bool:
    if letters(one.family + one.literal) != letters(other.family + other.literal):
        return False
    if one.suffix and other.suffix and letters(one.suffix) != letters(other.suffix):
        return False
    return all(
        ours.startswith(theirs) or theirs.startswith(ours)
        for ours, theirs in zip(_words(one.given), _words(other.given), strict=False)
    )


def _is_common(record: Record) -> bool:
    """Tell whether a title may be that of several items: "Editorial", "Annual report"."""
    title = record.texts.get("title", "")
    # A title of 20 letters in one or two words is German, or in a script without spaces.
    return len(_words(title)) < 3 and len(letters(title)) < 20


def _is_pinned(one: Record, other: Record) -> bool:
    """Tell whether two records of a common title share what no other item has, or are equal."""
    if any(name in one.texts and name in other.texts for name in ("page", "ISBN", "number")):
        # That these agree has been asked before.
        return True
    return (one.texts, one.names, one.dates) == (other.texts, other.names, other.dates)
