"""The marks by which GB/T 7714 tells what a work is: [J] an article, [M] a book, [EB/OL] a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bibconv.plaintext.tagging import Tag
from bibconv.variables import ItemType

# GB/T 7714-2015, appendix B: the work, and behind the stroke what it is published on. "[J]",
# "［M］", "[EB/OL]", "[ J ]", "【D】"
MARK = re.compile(
    r"(?:^|(?<=[^\s(（]))\s?[\[［【]\s?(?P<work>J|M|C|D|P|R|N|S|G|A|Z|EB|DB|CP|DS|CM)\s?(?:[/／](?:OL|CD|MT|DK))?\s?[\]］】]"
)
# "A" is what stands in a collection, and "Z" anything: they tell no type.
_TYPES: dict[str, ItemType] = {
    "J": "article-journal",
    "M": "book",
    "G": "book",
    "C": "paper-conference",
    "D": "thesis",
    "P": "patent",
    "R": "report",
    "N": "article-newspaper",
    "S": "standard",
    "EB": "webpage",
    "DB": "dataset",
    "DS": "dataset",
    "CP": "software",
    "CM": "map",
}
# A work of these in which another stands ("[M]//") is what that one is part of.
_WHOLE: frozenset[ItemType] = frozenset(("book",))


def marks(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the letters in a text's marks."""
    return [match.span("work") for match in MARK.finditer(text) if match.start()]


def without_marks(text: str) -> str:
    """Return a text without its marks."""
    return MARK.sub(" ", text)


def marked_type(works: Iterable[str], *, within: bool) -> ItemType | None:
    """Return the type that the letters of an entry's marks tell; `within` another work or not."""
    types = [_TYPES[work] for work in works if work in _TYPES]
    if not types:
        return None
    # "… [A]. … [C]": the second says what the whole is
    return "chapter" if within and types[0] in _WHOLE else types[0]


def cut_back(text: str, tags: Sequence[Tag]) -> Iterator[Tag]:
    """Yield tags without the marks that a tagger took for part of a value."""
    found = [match.span() for match in MARK.finditer(text)]
    for tag in tags:
        start, end = tag.start, tag.end
        for first, last in found:
            if first < end <= last:
                end = first
            elif first <= start < last:
                start = last
        if start < end:
            yield tag._replace(start=start, end=end)
