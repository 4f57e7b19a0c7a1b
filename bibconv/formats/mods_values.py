"""Titles, names, dates and subjects of MODS: what its elements say, as values of a record."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bibconv.record import OTHERS, Date, Name
from bibconv.values import dates
from bibconv.values.names import SUFFIXES, inverted, natural, person
from bibconv.xmltree import Node


def title_of(info: Node, *, numbered: bool = True) -> str:
    """Take a title: `The name: the rest. Part 2, name of the part`, or without that number.

    MODS 3.7, titleInfo: nonSort is what stands before the word by which it is sorted.
    """
    title, rest = _taken(info, "title"), _taken(info, "subTitle")
    article = _taken(info, "nonSort") if title else ""
    if article:
        # "L'" has no space behind it.
        title = article + title if article[-1] in "'’-" else f"{article} {title}"
    if rest:
        title = f"{title.rstrip(' :')}: {rest}" if title else rest
    number, name = _taken(info, "partNumber") if numbered else "", _taken(info, "partName")
    part = ", ".join(text for text in (number, name) if text)
    return ". ".join(text for text in (title.rstrip(".") if part else title, part) if text)


def name_of(node: Node) -> Name | None:
    """Take a name; None where there is none in it that can be read."""
    parts: dict[str, list[Node]] = {}
    for part in node.children("namePart"):
        parts.setdefault(part.attributes.get("type", ""), []).append(part)
    if node.first("etal"):
        return OTHERS
    kind = node.attributes.get("type", "")
    family, given = (_joined(parts.get(name, ())) for name in ("family", "given"))
    if family or given:
        suffix = ""
        for part in parts.get("termsOfAddress", ()):
            if part.peek().lower() in SUFFIXES:
                suffix = part.take()
        return person(family, given, suffix) if family else Name(literal=given)
    whole = parts.get("", [])
    if not whole:
        form = node.first("displayForm")
        return _printed(form.take(), kind) if form and form.peek() else None
    if kind in ("corporate", "conference", "family"):
        texts = [text for part in whole if (text := part.take())]
        # "United States", "Congress", "Senate": from the whole to its part
        texts[:-1] = [text.rstrip(".") for text in texts[:-1]]
        return Name(literal=". ".join(texts)) if texts else None
    text = whole[0].peek()
    dated = _DATED.fullmatch(text)
    if not dated:
        whole[0].mark()
    return _printed(dated[1] if dated else text, kind) if text else None


def date_of(nodes: Iterable[Node]) -> Date | None:
    """Take the date of elements that say it in several ways: the encoded one, or its two ends."""
    listed = [node for node in nodes if node.peek()]
    encoded = [node for node in listed if node.get("encoding")]
    ends = {node.get("point"): node for node in reversed(encoded or listed)}
    first = ends.get("start") or ends.get("") or ends.get("end")
    if first is None:
        return None
    date = _date(first)
    last = ends.get("end")
    if "start" in ends and last and (end := _date(last)):
        if last.peek() in ("9999", "uuuu"):
            date = Date(date.start, ()) if date.start else date
        elif date.start and end.start:
            date = Date(date.start, end.start, circa=date.circa or end.circa)
        last.mark()
    first.mark()
    known = {str(year) for parts in (date.start, date.end or ()) for year in parts[:1]}
    for node in listed:
        # "p1980" beside 1980, "-1988." beside 1985 to 1988
        years = set(re.findall(r"\d{4}", node.peek()))
        if years and years <= known and _YEARS_ONLY.fullmatch(node.peek()):
            node.mark()
    return date


def subject_of(subject: Node) -> str:
    """Take a subject heading: `Musicology--Data processing--Periodicals`."""
    texts = []
    for part in subject.children(*_HEADINGS):
        inner = [text for child in part.children() if (text := child.take())]
        texts += inner or ([text] if (text := part.take()) else [])
        part.mark()
    return "--".join(texts)


_HEADINGS = (
    "topic geographic temporal titleInfo name genre occupation hierarchicalGeographic".split()
)
# "Einstein, Albert, 1879-1955."
_DATED = re.compile(r"([^,]+,[^,]+), *(?:b\. *|ca\. *)?\d{4}-?(?:\d{4})?\.?")
# "20120109", "20120109163740.0"; "2004-09-09T12:00Z"
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}(?:\.\d+)?)?")
_YEARS_ONLY = re.compile(r"[-\s.,;/()\[\]?cp©℗]*(?:\d{4}[-\s.,;/()\[\]?cp©℗]*){1,4}")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:.+Z-]{1,30}")
# "c2003", "©2003", "p1980.", "[1947]", "cop. 1999"; "1988-" has not ended
_STATED = re.compile(r"[\[(]?(?:[cp©℗]|cop\.)? ?(\d{4})(-)?[\])]?\.?")
# "[between 1980 and 1985?]", as cataloguers guess
_BETWEEN = re.compile(r"\[?between (\d{4}) and (\d{4})(\?)?\]?")


def _taken(node: Node, name: str) -> str:
    child = node.first(name)
    return child.take() if child else ""


def _joined(nodes: Iterable[Node]) -> str:
    return " ".join(text for node in nodes if (text := node.take()))


def _printed(text: str, kind: str) -> Name:
    if "," in text and kind not in ("corporate", "conference", "family"):
        return inverted(text)
    return natural(text) if kind == "personal" else Name(literal=text)


def _date(node: Node) -> Date:
    text = node.peek()
    encoding = node.get("encoding").lower()
    circa = node.attributes.get("qualifier", "").lower() in ("approximate", "questionable")
    if circa:
        node.get("qualifier")
    if match := _TIME.fullmatch(text):
        text = match[1]
    found = None
    if encoding != "marc" and (match := _BASIC.fullmatch(text)):
        parts = dates.checked(int(match[1]), int(match[2]), int(match[3]))
        found = Date(parts) if len(parts) == 3 else None
    if match := _BETWEEN.fullmatch(text):
        found, circa = Date((int(match[1]),), (int(match[2]),)), circa or bool(match[3])
    elif match := _STATED.fullmatch(text):
        found = Date((int(match[1]),), () if match[2] else None)
    elif text.startswith("-") and encoding in ("", "marc"):
        # "-1988.", until then; only the encodings of ISO 8601 have years before our era
        found = Date(literal=text)
    found = found or dates.from_iso(text)
    if not found:
        printed = dates.printed_date(text)
        found = printed.date if printed and printed.whole else Date(literal=text)
    return Date(found.start, found.end, found.season, found.circa or circa, found.literal)
