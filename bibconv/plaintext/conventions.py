"""Tags set right where a convention of print leaves no doubt, in Latin and Cyrillic lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bibconv.plaintext.imprints import told_apart
from bibconv.plaintext.marked import freed, with_marked
from bibconv.plaintext.tagging import Label, Tag
from bibconv.record import Name
from bibconv.values.name_capitals import names_in_capitals
from bibconv.values.name_lists import Found, name_list


def settled(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """Return tags that agree with what guillemets, Roman numerals and thousands tell."""
    found = with_marked(text, tags)
    for journal in _IN_GUILLEMETS.finditer(text):
        if journal["in"] or journal["volume"]:
            found = _in_guillemets(found, journal)
            break
    found = _at_meeting(text, found)
    if match := _THOUSANDS.search(text):
        found = freed(found, *match.span())
        found.append(Tag("page", *match.span(), "pages-with-thousands", _SURE))
    found = [_told(text, tag) for tag in found]
    if not any(tag.label == "volume" for tag in found):
        found = [part for tag in found for part in _counted(text, tag)]
    found = told_apart(text, sorted(found, key=lambda tag: tag.start))
    return _begun(text, _led_by_body(text, _led_by_capitals(text, found)))


def _at_meeting(text: str, tags: list[Tag]) -> list[Tag]:
    """Take a meeting's acronym and year for the venue: "CHI ’20" has no volume 20.

    With a year in full only what was taken for a note, where there is no other venue: "NeurIPS 2023
    (Spotlight)".
    """
    has_venue = any(tag.label in _VENUES for tag in tags)
    for match in _MEETING.finditer(text):
        start, end = match.span()
        inside = [tag for tag in tags if tag.start < end and tag.end > start]
        labels = {tag.label for tag in inside}
        short = match["short"] and not labels & {"title", "author", "editor"}
        if short or (not has_venue and labels == {"note"}):
            found = [*freed(tags, start, end), Tag("container-title", start, end, "meeting", _SURE)]
            return sorted(found, key=lambda tag: tag.start)
    return tags


# "CHI ’20", "UIST '18", "NeurIPS 2023"; "Nov ’19" has one capital only
_MEETING = re.compile(
    r"\b[A-Z][A-Za-z-]{0,9}[A-Z][A-Za-z-]{0,9}\s(?:(?P<short>['’]\d\d)|(?:19|20)\d\d)(?![\w’'])"
)


def _in_guillemets(tags: list[Tag], match: re.Match[str]) -> list[Tag]:
    """Take what guillemets hold behind a title for the journal, and the numbers behind it.

    Years before it are those of books reviewed.
    """
    start, end = match.span()
    if not any(tag.label in _TEXTS and tag.start < start for tag in tags):
        return tags
    found = freed(tags, start, end)
    if not any(tag.label == "title" for tag in found):
        at = max(at for at, tag in enumerate(found) if tag.label in _TEXTS and tag.start < start)
        found[at] = found[at]._replace(label="title", rule="before-guillemets")
    if any(tag.label == "issued" and tag.start >= end for tag in found):
        found = [
            tag._replace(label="note", rule="year-of-reviewed")
            if tag.label == "issued" and tag.start < start
            else tag
            for tag in found
        ]
    labels: tuple[Label, ...] = ("journal", "volume", "issue")
    return found + [
        Tag(label, *match.span(label), "in-guillemets", _SURE) for label in labels if match[label]
    ]


def _led_by_capitals(text: str, tags: list[Tag]) -> list[Tag]:
    """Take people in capitals before a title that was taken to begin with them.

    "QUINTANAR ULLOA, Remedios, El agua pleiteada"
    """
    if any(tag.label in ("author", "editor") for tag in tags):
        return tags
    at = next((at for at, tag in enumerate(tags) if tag.label == "title"), None)
    led = _CAPITAL_LEAD.match(text, tags[at].start, tags[at].end) if at is not None else None
    if at is None or not led or not names_in_capitals(led["names"]):
        return tags
    author = Tag("author", *led.span("names"), "in-capitals", _LIKELY)
    return [*tags[:at], author, tags[at]._replace(start=led.end()), *tags[at + 1 :]]


# "QUINTANAR ULLOA, Remedios, "
_CAPITAL_LEAD = re.compile(
    r"(?P<names>[^\W\d_a-z]{2,30}(?: [^\W\d_a-z]{2,30}){1,3},"
    r" [^\W\d_a-z][^\W\d_A-Z]{1,20}(?: [^\W\d_a-z][^\W\d_A-Z]{1,20}){0,2}), (?=\S)"
)


def _led_by_body(text: str, tags: list[Tag]) -> list[Tag]:
    """Take all before "(2021)." for the author where a title stands behind it, as APA prints it.

    "Ontario Ministry of the Environment, Conservation and Parks. (2021). Bobolink."
    """
    at = next((at for at, tag in enumerate(tags) if tag.label == "issued"), 0)
    before, behind = tags[:at], tags[at + 1 : at + 2]
    if (
        not any(tag.label == "title" for tag in before)
        or not all(tag.label in ("author", "title") for tag in before)
        or [tag.label for tag in behind] != ["title"]
        or not _IN_BRACKETS.fullmatch(text, before[-1].end, tags[at].start)
        or not _OUT_OF_BRACKETS.fullmatch(text, tags[at].end, behind[0].start)
    ):
        return tags
    return [Tag("author", before[0].start, before[-1].end, "before-date", _DOUBTED), *tags[at:]]


_IN_BRACKETS = re.compile(r"\.? \(")
_OUT_OF_BRACKETS = re.compile(r"\)[.,:]? [“\"]?")


def _begun(text: str, tags: list[Tag]) -> list[Tag]:
    """Give a title its first word where that was taken for one of the authors before it.

    "H. Ma, I. King, Sorec: social recommendation", "West A. Myofibroblasts. I. Paracrine cells": no
    author is one word, or has a word behind the initials, where all others have initials.
    """
    for at, (names, title) in enumerate(pairwise(tags)):
        if names.label == "author" and title.label == "title" and title.start - names.end <= _NEAR:
            start, end = names.start, names.end
            if begin := _first_word(text[start:end]):
                tags[at] = names._replace(end=start + begin)
                sure = min(title.confidence, _DOUBTED)
                tags[at + 1] = title._replace(
                    start=start + begin, rule="behind-initials", confidence=sure
                )
    return tags


def _first_word(printed: str) -> int:
    """Return where behind a list of names a title begins, 0 where it does not."""
    *others, last = [Found(Name(), 0, 0), *name_list(printed)]
    if len(others) < 2 or not all(_INITIALS.fullmatch(one.name.given) for one in others[1:]):
        return 0
    if _ONE_WORD.fullmatch(last.name.literal) and printed[others[-1].end : last.start] in _APART:
        return last.start
    if not _TWO.fullmatch(last.name.given) or any("." in one.name.given for one in others[1:]):
        return 0
    return last.end - len(last.name.family)


_NEAR = 3
_DOUBTED = 0.6
_APART = (", ", ". ", "., ")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}")
_ONE_WORD = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]{3,}")
# "West A." in "West A. Myofibroblasts"
_TWO = re.compile(r"[^\W\d_a-z][^\W\d_A-Z][\w '’-]{0,40} [A-Z]{1,3}\.")


_SURE, _LIKELY = 0.95, 0.8
# ", in «Studi di filologia italiana», LXIII (2005)", ", in «Lettere italiane», LX/3";
# ", «Lingua nostra», LX, 1-2, 2020": without "in" a number has to stand behind it.
_IN_GUILLEMETS = re.compile(
    r"[.,]\s+(?P<in>in\s+)?«(?P<journal>[^«»]{3,120})»"
    r"(?:,\s+(?P<volume>[IVXLC]{1,8}|\d{1,3})(?=\s?[(,/])"
    r"(?:,\s+(?:(?:fasc|nn?)\.\s?)?(?P<issue>\d{1,3}(?:-\d{1,3})?)(?=\s?[(,]))?)?"
)
# "46, 11,032–11,041": the American Geophysical Union's pages
_THOUSANDS = re.compile(r"(?<![\d,])\d{1,2},\d{3}\s?[-–]\s?\d{1,2},\d{3}(?![\d,])")
_VENUES: frozenset[Label] = frozenset(("journal", "container-title", "collection-title"))
_TEXTS: frozenset[Label] = frozenset(("title", "journal", "container-title", "collection-title"))
# "CXCIV", "LX": no venue has such a name.
_NUMERAL = re.compile(r"[IVXLCDM]{2,9}")


# "Cultural Heritage 5", "Linguistics, Volume 30"; a book's name may well end in a number
_VOLUME_BEHIND = re.compile(
    r"(?:(?<=[^\W\d_][^\W\d_])|(?<=[^\W\d_]\.)|(?<=\s[A-H]))(?P<mark>,?\s(?:vol(?:ume)?|band|bd|tom[eo])\.?)?\s(?P<number>\d{1,3})$",
    re.IGNORECASE,
)


def _counted(text: str, tag: Tag) -> Iterator[Tag]:
    """Yield a venue and its volume where one label was given to both, where there is no other."""
    printed = text[tag.start : tag.end]
    if tag.label not in _TEXTS or not (behind := _VOLUME_BEHIND.search(printed)):
        numeral = tag.label in _TEXTS and _NUMERAL.fullmatch(printed.strip(" .,"))
        yield tag._replace(label="volume", rule="numeral") if numeral else tag
    elif tag.label == "journal" or (tag.label != "title" and behind["mark"]):
        yield tag._replace(end=tag.start + behind.start())
        start, end = behind.span("number")
        yield Tag("volume", tag.start + start, tag.start + end, "behind-venue", _LIKELY)
    else:
        yield tag


def _told(text: str, tag: Tag) -> Tag:
    """Return a tag with the label that the words beside it or in it tell.

    "ISSN 0024-9041" is no page, "5 vols." no volume, "[Book Review]" a genre, which tells the type;
    of "Vol. 107, A8" the issue has a letter.
    """
    start = tag.start
    match tag.label:
        case "page" if _ISSN.search(text, max(start - len("ISSN-L: "), 0), start):
            return tag._replace(label="ISSN", rule="behind-issn")
        case "volume" if counted := _VOLUMES.match(text, start):
            return tag._replace(label="note", end=counted.end(), rule="count-of-volumes")
        case "note" if _REVIEW.fullmatch(text, start, tag.end):
            return tag._replace(label="genre", rule="kind-of-review")
        case "issue" if start > 1 and _LETTER.match(text, start - 2):
            return tag._replace(start=start - 1)
    return tag


_ISSN = re.compile(r"\bISSN(?:-L)?[\s:]{1,2}$")
_VOLUMES = re.compile(r"\d{1,2}\s(?:vols|volumes|Bde|Bände|tomes|tt)\b\.?")
_LETTER = re.compile(r"[\s(,][A-Z]\d")
_REVIEW = re.compile(
    r"\W*(?:book review|rezension|compte rendu|reseña|recensione?)\W*", re.IGNORECASE
)
