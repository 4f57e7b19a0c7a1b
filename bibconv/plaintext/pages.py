"""Page numbers and running heads that a conversion to text has left between the lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from bibconv.plaintext.sections import Line, is_heading


def without_pages(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines without what belongs to pages, and the lines left out.

    Blank lines at a page's end go too: an entry may be parted by it.
    """
    numbers = _page_numbers(lines) | _numbered_heads(lines)
    edges = sorted(numbers | {index for index, line in enumerate(lines) if "\f" in line.text[:1]})
    left_out = numbers | _running_heads(lines, edges)
    kept: list[Line] = []
    at_edge = False
    for index, line in enumerate(lines):
        if index in left_out or (line.blank and "\f" in line.text):
            at_edge = True
            while kept and kept[-1].blank:
                kept.pop()
        elif not line.blank:
            if at_edge and len(line.text) <= _LONGEST_HEAD and is_heading(line.text.strip()):
                # A heading is known by the blank line above it.
                kept.append(Line(line.start, ""))
            kept.append(line)
            at_edge = False
        elif not at_edge:
            kept.append(line)
    return kept, [lines[index] for index in sorted(left_out)]


# "12", "- 12 -", "Page 3 of 10", "Seite 4", "3/10", "p. 7"
_WORD = (
    r"(?:[Pp]age|[Ss]eite|[Pp]\.|S\.|[Pp]ágina|[Pp][aá]g\.|[Pp]agina|[Ss]tr(?:ona|\.)|[Ss]ida?|[Ss]ide"
    r"|[Сс]тр(?:аница|\.)|[Сс]\.|第)"
)
_OF = r"\s?(?:/|of|von|sur|de|di|van|av|af|из|[页頁ページ]{1,3}[,，、/]?\s?[共全])\s?\d{1,4}"
_PAGE = re.compile(
    rf"\s*(?P<sign>[-–—|]\s?|{_WORD}\s?)?(?P<number>\d{{1,4}})"
    rf"(?P<of>{_OF})?(?:\s?(?:[-–—|]|[页頁]|ページ))?\s*"
)
# Numbers that are rather years: CVs have them as headings.
_YEARS = range(1900, 2100)
# An entry with twenty authors, below its number, has twelve lines; a printed page has forty.
_SHORTEST_PAGE = 15
# Running heads are one line that leaves room for the page number.
_LONGEST_HEAD = 100


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Return the lines that are page numbers: alone, and said to be, or one more than the last."""
    alone: list[tuple[int, int, bool]] = []
    for index, line in enumerate(lines):
        match = _PAGE.fullmatch(line.text) if len(line.text) < _LONGEST_HEAD else None
        if not match or not (_is_edge(lines, index - 1) or _is_edge(lines, index + 1)):
            continue
        said = bool(match["sign"] or match["of"])
        between = _is_edge(lines, index - 1) and _is_edge(lines, index + 1)
        if said or (between and int(match["number"]) not in _YEARS):
            alone.append((index, int(match["number"]), said))
    found = {index for index, _, said in alone if said}
    printed = list(accumulate(not line.blank for line in lines))
    by_number: dict[int, int] = {}
    for index, number, _ in alone:
        # Numbers of entries stand alone too where a PDF's columns are torn apart, but closer.
        before = by_number.get(number - 1, index)
        long_enough = printed[index] - printed[before] > _SHORTEST_PAGE
        # The last page may be short; at most a running head follows its number.
        last = printed[-1] - printed[index] < 2 and printed[before] > _SHORTEST_PAGE
        if number - 1 in by_number and (long_enough or last):
            found |= {by_number[number - 1], index}
        by_number[number] = index
    return found


# "Kim CV      Page 2", "3 | Curriculum vitae", "Kim – p. 4 of 9"
_NUMBERED_HEAD = re.compile(
    rf"\s*(?:(?P<head>\S.{{1,70}}?)(?:\s{{3,}}|\s*[-–—|,]*\s{_WORD}\s?)"
    rf"(?P<number>\d{{1,3}})(?:{_OF})?[页頁]?"
    r"|(?P<first>\d{1,3})(?:\s{3,}|\s?[|–—]\s)(?P<behind>\S.{1,70}))\s*"
)


def _numbered_heads(lines: Sequence[Line]) -> set[int]:
    """Return lines beside blank ones that say the same on each page but for its number."""
    alike: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        apart = _is_edge(lines, index - 1) or _is_edge(lines, index + 1)
        match = _NUMBERED_HEAD.fullmatch(line.text) if apart and not line.blank else None
        if match and len(line.text) < 2 * _LONGEST_HEAD:
            said = match["head"] or match["behind"]
            number = int(match["number"] or match["first"])
            alike.setdefault(" ".join(said.casefold().split()), []).append((index, number))
    # One alone is known by what it says.
    found = {
        index
        for index, line in enumerate(lines)
        if len(line.text) < 2 * _LONGEST_HEAD and _CV_HEAD.fullmatch(line.text)
    }
    for places in alike.values():
        counts_on = all(b[1] == a[1] + 1 for a, b in pairwise(places))
        if len(places) > 1 and counts_on:
            found |= {index for index, _ in places}
    return found


def _is_edge(lines: Sequence[Line], index: int) -> bool:
    """Tell whether nothing is printed at a line, or a page ends there."""
    return not 0 <= index < len(lines) or lines[index].blank or "\f" in lines[index].text[:1]


# "N. F. Osei-Brandt, Curriculum vitae      3 / 6", "CV Kim, page 2 of 7"
_CV_HEAD = re.compile(
    rf"\s*(?:[^\d\s][^\d]{{0,60}}\s)?(?:curriculum vit(?:ae|æ)|lebenslauf|résumé|CV)\b[^\d]{{0,60}}"
    rf"\s{_WORD}?\s?\d{{1,3}}{_OF}\s*",
    re.IGNORECASE,
)
# "12  Winter · Cold Lists", "Winter · Cold Lists 12": what changes from page to page
_FOLIO = re.compile(r"^\d{1,4}\s+|\s+\d{1,4}$")


def _running_heads(lines: Sequence[Line], edges: Sequence[int]) -> set[int]:
    """Return the lines above or below the edges of pages that most pages have."""
    heads: set[int] = set()
    for step in (-1, 1):
        beside = {index for edge in edges if (index := _beside(lines, edge, step)) is not None}
        looks = {
            # The room between its left and its right half varies from page to page.
            index: " ".join(_FOLIO.sub("", lines[index].text.strip()).casefold().split())
            for index in beside
            if len(lines[index].text) <= _LONGEST_HEAD
        }
        counts = Counter(look for look in looks.values() if _HEAD.search(look))
        # Left and right pages have heads of their own, and a chapter's first page has none.
        enough = max(2, len(edges) // 4)
        for look in (look for look, count in counts.items() if count >= enough):
            same = sorted(index for index in looks if looks[index] == look)
            # The first "Publications" is the heading itself.
            heads.update(same[1:] if is_heading(lines[same[0]].text.strip()) else same)
    return heads


# A running head has a word and ends without a mark: "Winter · Cold Lists", not "Fjord Press."
_HEAD = re.compile(r"[^\W\d_]{2}.*[^.,;:)\]”\"-]$")


def _beside(lines: Sequence[Line], edge: int, step: int) -> int | None:
    """Return the line with text next to a page's edge, above (-1) or below (1)."""
    if step > 0 and not lines[edge].blank and not _PAGE.fullmatch(lines[edge].text):
        return edge  # a form feed and the head in one line
    index = edge + step
    # A page number stands at most two blank lines from the text.
    while 0 <= index < len(lines) and lines[index].blank and abs(index - edge) < 4:
        index += step
    return index if 0 <= index < len(lines) and not lines[index].blank else None
