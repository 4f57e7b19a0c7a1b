"""Patents: the title, the numbers, and what is said of their status."""

from __future__ import annotations

import re
from itertools import pairwise

from bibconv.plaintext.cues import PATENT_NUMBER, YEARS
from bibconv.plaintext.layouts import layout_tags
from bibconv.plaintext.tagging import Tag
from bibconv.plaintext.tokens import Text

# "granted: RU 2703343, CA 2979579", "pending: EP …", "(submitted 2015)", "Patent No. US 7,346,000"
_STATUS = re.compile(
    r"(?:granted|pending|filed|submitted|issued|published|expired|provisional|erteilt|angemeldet|eingereicht"
    r"|délivré|déposé|concedida|solicitada)\b:?",
    re.IGNORECASE,
)


def tag_patent(text: Text) -> list[Tag]:
    """Return the tags of one patent; a `note` may enclose the year and the numbers."""
    title = _set_off_title(text)
    if title is None:
        found = [other for other in layout_tags(text, "patent") if other.label != "number"]
        title = next((other for other in found if other.label == "title"), None)
    else:
        found = [title]
    start = title.end if title else 0
    notes = _notes(text, start) if title and title.rule == "bold-title" else []
    number = PATENT_NUMBER.search(text.text, start)
    if number and all(number.end() <= t.start or number.start() >= t.end for t in found):
        found.append(Tag("number", *number.span(), "patent-number", 0.95))
    if not any(other.label == "issued" for other in found):
        # The year said first is the one that dates the patent ("submitted 2015").
        numbers = [match.span() for match in PATENT_NUMBER.finditer(text.text, start)]
        for year in YEARS.finditer(text.text, start):
            if not any(a <= year.start() < b for a, b in numbers):
                group = "end" if year["end"] else "only"
                found.append(Tag("issued", *year.span(group), "first-year", 0.9))
                break
    return sorted([*found, *notes], key=lambda other: (other.start, -other.end))


def begins_with_title(text: Text) -> bool:
    """Tell whether an entry begins with its title in bold type or italics."""
    return _set_off_title(text) is not None


def _set_off_title(text: Text) -> Tag | None:
    """Return the title in bold type or italics at the beginning, None where there is none."""
    for start, end in (*text.bolds, *text.italics):
        if start == 0 and len(text.text[start:end].split()) > 1:
            while end > start and text.text[end - 1] in " .,;:":
                end -= 1
            return Tag("title", start, end, "bold-title", 0.95)
    return None


def _notes(text: Text, start: int) -> list[Tag]:
    """Return what is said of the status, one note for each beginning of such a phrase."""
    begins = [match.start() for match in _STATUS.finditer(text.text, start)]
    notes = []
    for begin, following in pairwise([*begins, len(text.text)]):
        end = following
        while end > begin and text.text[end - 1] in " .,;:()":
            end -= 1
        notes.append(Tag("note", begin, end, "patent-status", 0.95))
    return notes
