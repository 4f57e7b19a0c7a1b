"""Tags set right where a convention of print leaves no doubt, in Latin and Cyrillic lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bibconv.plaintext.tagging import Label, Tag


def settled(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """Return tags that agree with what guillemets, Roman numerals and thousands tell."""
    found = list(tags)
    if match := _IN_GUILLEMETS.search(text):
        title = next((tag for tag in found if tag.label == "title"), None)
        if title and title.start < match.start():
            found = _freed(found, match.start(), match.end())
            found.append(Tag("journal", *match.span("journal"), "in-guillemets", _SURE))
            if match["volume"]:
                found.append(Tag("volume", *match.span("volume"), "behind-guillemets", _SURE))
    if match := _THOUSANDS.search(text):
        found = _freed(found, *match.span())
        found.append(Tag("page", *match.span(), "pages-with-thousands", _SURE))
    if not any(tag.label == "volume" for tag in found):
        found = [_counted(text, tag) for tag in found]
    return sorted(found, key=lambda tag: tag.start)


_SURE = 0.95
# ", in «Studi di filologia italiana», LXIII (2005)", ", in «Lettere italiane», LX/3"
_IN_GUILLEMETS = re.compile(
    r"[.,]\s+in\s+«(?P<journal>[^«»]{3,120})»(?:,\s+(?P<volume>[IVXLC]{1,8}|\d{1,3})(?=\s?[(,/]))?"
)
# "46, 11,032–11,041": the American Geophysical Union's pages
_THOUSANDS = re.compile(r"(?<![\d,])\d{1,2},\d{3}\s?[-–]\s?\d{1,2},\d{3}(?![\d,])")
_TEXTS: frozenset[Label] = frozenset(("title", "journal", "container-title", "collection-title"))
# "CXCIV", "LX": no venue has such a name.
_NUMERAL = re.compile(r"[IVXLCDM]{2,9}")


def _counted(text: str, tag: Tag) -> Tag:
    if tag.label in _TEXTS and _NUMERAL.fullmatch(text[tag.start : tag.end].strip(" .,")):
        return tag._replace(label="volume", rule="numeral")
    return tag


def _freed(tags: Sequence[Tag], start: int, end: int) -> list[Tag]:
    """Return tags without what they have between two places."""
    found = []
    for tag in tags:
        if tag.end <= start or tag.start >= end:
            found.append(tag)
            continue
        if tag.start < start:
            found.append(tag._replace(end=start))
        if tag.end > end:
            found.append(tag._replace(start=end))
    return found
