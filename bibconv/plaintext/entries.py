"""The lines of a section cut into entries: one reference each, whatever marks its beginning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bibconv.plaintext.columns import without_columns
from bibconv.plaintext.numbering import NUMBER, numbered, unrolled
from bibconv.plaintext.sections import Line, Section
from bibconv.plaintext.wraps import (
    YEAR,
    begins_entry,
    finished,
    layout_of,
    led_by_names,
    parted_lines,
)
from bibconv.source import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """The pieces of the source that make one reference, in order, without its bullet or number.

    `key` is the citation key that the source gives it (`\\bibitem{kim2019}`), mostly none. Spans
    that begin at one of `parted` are lines of their own, as title, authors and venue may be.
    `below` is what bullets below the reference say of it: a prize, a review, a translation.
    """

    spans: tuple[Span, ...]
    section: Section
    key: str = ""
    parted: frozenset[int] = frozenset()
    below: tuple[Span, ...] = ()

    @property
    def start(self) -> int:
        """Offset of the entry's first character."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset behind the entry's last character."""
        return self.spans[-1].end


# Signs that are nothing but bullets; the last ones are Word's, in a font of symbols.
_BULLETS = "•‣◦▪■□●○❖➢►▶✓✔∙⁃・\uf0b7\uf0a7\uf0d8\uf0fc"
# "- ", "* ", "+ ", "• ", "– ", "o\t", "1. ", "12) ", "(15)* ", "[4] ", "[J1] ", ".. [A12] ", "{ ",
# "\\item "
MARKER = re.compile(
    rf"\s*(?:[-*+–—·»{{]\s+(?=\S)|[{_BULLETS}]\s*(?=\S)|o(?:\t| {{2,}})\s*(?=\S)"
    r"|\(?\d{1,3}[.)][*†‡§#]{0,2}\s+(?=\S)|(?:\.\.\s)?\[[A-Za-z]{0,3}[-.]?\d{1,4}[a-z]?\]\s*"
    r"|[(（［【〔]?\d{1,3}[）］】〕][*†‡§#]{0,2}\s*(?=\S)|[①-⑳]\s*(?=\S)"
    r"|\[[A-Za-z]+\+?\d{2,4}[a-z]?\]\s+|\\item(?:\[[^\[\]]{0,40}\])?(?![A-Za-z])\s*)"
)
_LABEL = re.compile(r"\[[A-Za-z]{0,3}[-.]?\d{1,3}\]\s+(?=\S)")
# "•\tKim", "–\tKim", "\\item": begins an item wherever it stands in a list.
_SURE_MARKER = re.compile(rf"\s*(?:[{_BULLETS}]|[-*+–—·»o]\t|\\item(?![A-Za-z]))")

# Where the cut is told, no heading says what the lines are.
UNTITLED = Section("", "unknown", None, ())


def entries(section: Section) -> Iterator[Entry]:
    """Yield a section's entries in order.

    Where lines carry bullets or numbers, these begin entries; elsewhere blank lines, indents, and
    what a line begins with and the one before leaves free decide.
    """
    if any("\\bibitem" in line.text for line in section.lines):
        yield from _bibitems(section)
        return
    section = without_columns(section)
    section = replace(section, lines=tuple(unrolled(section.lines)))
    lines = parted_lines(section.lines)
    below = _below(section.lines) | _remarks(section.lines)
    for entry, text in _marked_off(section):
        for one in _parted(entry, text):
            said = tuple(span for span in one.spans[1:] if span.start in below)
            spans = tuple(span for span in one.spans if span not in said)
            starts = {span.start for span in spans[1:]}
            yield replace(one, spans=spans, parted=lines & starts, below=said)


def each_line(lines: Sequence[Line]) -> Iterator[Entry]:
    """Yield every line that is not blank as one entry, without its bullet or number."""
    marks = numbered(lines)
    for index, line in enumerate(lines):
        if not line.blank:
            yield _entry([line], marks.get(index, 0))


def each_block(lines: Sequence[Line]) -> Iterator[Entry]:
    """Yield the lines between two blank ones as one entry, without its bullet or number."""
    marks = numbered(lines)
    for blank, block in groupby(enumerate(lines), key=lambda pair: pair[1].blank):
        if not blank:
            (index, first), *others = block
            yield _entry([first, *(line for _, line in others)], marks.get(index, 0))


def is_list(found: Sequence[Entry], text: str, offset: int) -> bool:
    """Tell whether entries are references by their looks, in a `text` that no heading explains.

    `offset` is where the text begins in its source. Seven in ten must have a year and begin with
    names, as the entries of a list do and paragraphs do not.
    """
    shown = ["".join(text[a - offset : b - offset] for a, b in entry.spans) for entry in found]
    likely = sum(led_by_names(one) and YEAR.search(one) is not None for one in shown)
    return len(found) > 1 and likely >= 0.7 * len(found)


def last_start(text: str) -> int:
    """Return where the last entry or heading begins that is surely one, 0 where none is.

    That is below a blank line: a bullet, a number, a heading mark, or a list of names; where there
    is no blank line, below a line that ends as entries do.
    """
    at = len(text)
    while (at := text.rfind("\n\n", 0, at)) > 0:
        line = text[at + 2 : at + 202]
        if line.startswith("#") or MARKER.match(line) or led_by_names(line):
            return at + 2
    at = len(text)
    for _ in range(_LINES_TRIED):
        at = text.rfind("\n", 0, at)
        if at <= 0:
            break
        line = text[at + 1 : at + 201]
        if (led_by_names(line) or MARKER.match(line)) and finished(text[max(at - 400, 0) : at]):
            return at + 1
    return 0


# An entry with 3,000 authors has 700 lines.
_LINES_TRIED = 1000
# "\bibitem[Kim(2019)]{kim2019}", "\bibitem{kim}"
_BIBITEM = re.compile(r"\\bibitem\s*(?:\[[^\]]{0,300}\])?\s*(?:\{(?P<key>[^{}]{0,200})\})?\s*")
# "\begin{thebibliography}{99}", "\end{thebibliography}", "\newblock"
_LATEX = re.compile(r"\\(?:begin|end)\{thebibliography\}(?:\{[^{}]{0,80}\})?\s*|\\newblock\b\s*")


def _bibitems(section: Section) -> Iterator[Entry]:
    """Yield the entries of a LaTeX bibliography, with their keys."""
    spans: list[Span] = []
    key = ""
    ended = False
    for line in section.lines:
        at = 0
        for match in re.finditer(rf"{_BIBITEM.pattern}|{_LATEX.pattern}", line.text):
            _keep(spans, line, at, match.start())
            at = match.end()
            is_item = match[0].startswith("\\bibitem")
            ended = match[0].startswith("\\end")
            if (is_item or ended) and spans:
                yield Entry(tuple(spans), section, key)
                spans, key = [], ""
            if is_item:
                key = match["key"] or ""
        if ended and line.text[at:].strip() and spans:
            yield Entry(tuple(spans), section, key)
            spans, key = [], ""
        _keep(spans, line, at, len(line.text))
    if spans:
        yield Entry(tuple(spans), section, key)


def _keep(spans: list[Span], line: Line, start: int, end: int) -> None:
    if line.text[start:end].strip():
        spans.append(Span(line.start + start, line.start + end))


# No reference is longer, but for lists of authors; blocks beyond count from here.
_SEEN = 1000


def _marked_off(section: Section) -> Iterator[tuple[Entry, str]]:
    """Yield what marks, blank lines, indents and wraps set off, with its text."""
    spans: list[Span] = []
    texts: list[str] = []
    before = ""
    for block in _blocks(section.lines):
        shown = [line.text.rstrip() for line in block.lines]
        # A number with nothing behind it is all there is.
        skip = block.skip if len(block.lines) > 1 or block.skip < len(shown[0]) else 0
        text = " ".join((shown[0][skip:], *shown[1:]))
        begins = block.skip or block.lines[0].begins
        if spans and (begins or not _continues(text, before)):
            yield Entry(tuple(spans), section), " ".join(texts)
            spans, texts, before = [], [], ""
        spans += [_span(block.lines[0], skip), *map(_span, block.lines[1:])]
        texts.append(text)
        before = (f"{before} {text}" if before else text)[-_SEEN:]
    if spans:
        yield Entry(tuple(spans), section), " ".join(texts)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stand together; `skip` is the length of the first one's bullet or number."""

    lines: Sequence[Line]
    skip: int


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """Cut lines at blank lines, at bullets and numbers, and where nothing marks, by their looks."""
    marks = _marks(lines)
    layout = layout_of(lines)
    remarks = _remarks(lines)
    block: list[Line] = []
    skip = 0
    for index, line in enumerate(lines):
        # In a list whose entries are marked, a line that is not carries one on.
        cut = (
            line.blank
            or line.begins
            or index in marks
            or (
                not skip
                and block
                and line.start not in remarks
                and begins_entry(block, line, layout)
            )
        )
        if block and cut:
            yield _Block(block, skip)
            block = []
        if not line.blank:
            skip = skip if block else marks.get(index, 0)
            block.append(line)
    if block:
        yield _Block(block, skip)


def _marks(lines: Sequence[Line]) -> dict[int, int]:
    """Return which lines begin with a bullet or a number of the list, and how long that is."""
    shapes = Counter(_shape(found[0]) for line in lines if (found := MARKER.match(line.text)))
    usual, count = shapes.most_common(1)[0] if shapes else ("", 0)
    marks = numbered(lines)
    if 2 * len(marks) < count:
        marks = {}  # two wraps that happen to count in a list of bullets
    first = next((line for line in lines if not line.blank), None)
    if count == 1 and first and not MARKER.match(first.text):
        # A list of items begins with one; a single mark further down is a wrap at a dash.
        usual = ""
    blank = True
    for index, line in enumerate(lines):
        marker = MARKER.match(line.text)
        # A line in the middle that begins like another kind of item is a wrap: "65. Geburtstag".
        counted = index in marks or (marks and NUMBER.match(line.text))
        sure = blank or _shape(marker[0]) == usual if marker else False
        if marker and not counted and (sure or _SURE_MARKER.match(line.text)):
            marks[index] = marker.end()
        blank = line.blank
    for index, end in marks.items():
        # "- [C12] Ice": a bullet and the item's own label
        if label := _LABEL.match(lines[index].text, end):
            marks[index] = label.end()
    below = _below(lines)
    return {index: end for index, end in marks.items() if lines[index].start not in below}


def _below(lines: Sequence[Line]) -> frozenset[int]:
    """Return the offsets of lines that bullets below a reference's own bullet begin.

    "- Kim, A. (2019). Ice. Nature", "  - Winner of the Ice Prize". Below a bullet that is no
    reference ("- 2019", "- Journal articles") they are the references.
    """
    found = set()
    outer, text, inside, folded = -1, "", False, False
    for line in lines:
        if line.blank:
            folded = False
            continue
        folded = folded or ABSTRACT.match(line.text) is not None
        if folded:
            found.add(line.start)
            folded = not line.text.rstrip().endswith("</details>")
            continue
        marker = MARKER.match(line.text)
        depth = len(line.text) - len(line.text.lstrip())
        deeper = outer >= 0 and depth > outer + 1
        if marker and deeper and _is_whole(text):
            inside = not led_by_names(line.text[marker.end() :])
        elif marker and not deeper:
            outer, text, inside = depth, line.text, False
        elif not deeper:
            inside = False
        if inside:
            found.add(line.start)
        elif not marker and len(text) < 2 * _SHORTEST_LISTED:
            text += line.text[:_SHORTEST_LISTED]
    return frozenset(found)


def _is_whole(text: str) -> bool:
    """Tell whether the text behind a bullet is long enough for a reference."""
    size = len(text)
    return size >= 2 * _SHORTEST_LISTED or (
        size >= _SHORTEST_LISTED and YEAR.search(text) is not None
    )


# "Reviewed: 135 Harv. L. Rev. 1450; …", "Rezensionen: …", "Translated into Czech", "書評：…": what
# is said of a work on indented lines below it.
_REMARK = re.compile(
    r"\s+(?:[\[(]\s?)?(?:(?:reviews|reviewed|awards?|translations?|reprints?|coverage"
    r"|media coverage|rezensionen|besprechungen|übersetzungen|comptes[ -]rendus|traductions|prix"
    r"|reseñas|traducciones|premios|recensioni|recensito|traduzioni|premi|resenhas|prêmios"
    r"|recensies|рецензии|рец\.|переводы|书评|書評|受賞)\s?[:：]"
    r"|(?:reviewed|discussed|cited|featured|excerpted|reprinted|translated)\s(?:in|by|into|as)\b"
    r"|besprochen\s(?:in|von)\b|rezensiert\s(?:in|von)\b|recensito\s(?:in|da|su)\b"
    r"|reseñado\s(?:en|por)\b|(?:winner|recipient)\sof\b|awarded\sthe\b)",
    re.IGNORECASE,
)


def _remarks(lines: Sequence[Line]) -> frozenset[int]:
    """Return the offsets of the lines of remarks that are indented below what they are said of."""
    found = set()
    work, remark, ended = -1, -1, False
    for line in lines:
        depth = len(line.text) - len(line.text.lstrip())
        if line.blank or MARKER.match(line.text) or depth < max(remark, 0):
            work, remark = (-1 if line.blank else depth), -1
        elif remark < 0 <= work < depth and ended and _REMARK.match(line.text):
            remark = depth
        elif work < 0:
            work = depth
        if remark >= 0:
            found.add(line.start)
        ended = line.text.rstrip().endswith((".", ")", "]", "”", "»"))
    return frozenset(found)


# "<details><summary>Abstract</summary>We show …</details>", "*Abstract:* We show …": what pages
# fold away or print below a reference.
ABSTRACT = re.compile(
    r"\s*(?:<details[^<>]{0,80}>\s*)?(?:<summary[^<>]{0,80}>\s*)?[*_]{0,2}[Aa]bstract[*_]{0,2}"
    r"(?:\s*</summary>|:)[*_]{0,2}\s*"
)
# "- Kim, A. (2019). Ice hears fog. Nature 12": shorter is a year or a topic.
_SHORTEST_LISTED = 40


def _shape(marker: str) -> str:
    """Return a marker without what changes from item to item: `[J0]` for "[J12] "."""
    return re.sub(r"\d+", "0", marker.strip())


# Openings of a part that cannot begin an entry: a title in quotes, "In: Nature", a lower-case word,
# "pp. 1-2", "doi:10.1…", "(2019)", "https://…", "Available at".
_CONTINUATION = re.compile(
    r"\s*[*_]{0,2}(?:[“„\"«»‘`]|(?:In|IN|Dans|En|pp?|S|vol|Vol|doi|DOI|URL|https?|Available)\b[:.]?"
    r"|[a-zà-ÿ]|[(,;:.])"
)
# "(with Ana Kim) Ice", "(Hrsg.) Fog", "(under contract) Rain": brackets that do begin entries.
_LED_BY_ROLE = re.compile(
    r"\s*\((?:with|mit|avec|con|com|med|met|w/|eds?|co-?eds?|hrsg|hg|dir|coord|org|red|under|in"
    r"|forthcoming)\b",
    re.IGNORECASE,
)
_QUOTE = re.compile('[“„"«]')
_BEHIND_TITLE = re.compile(r"^.*[”»](?=[.,;]?$|[.,;]? )", re.DOTALL)
_VENUE = re.compile(r"(?:^|[.,”\"»]\s+)(?:In|in|Dans|En)[:\s]")


def _continues(text: str, before: str) -> bool:
    """Tell whether a block carries on the entry before a blank line.

    “Title” after names, "In: Journal" after a title; an entry that has the part already is not
    carried on.
    """
    if not _CONTINUATION.match(text):
        return False
    if finished(before) and (led_by_names(text) or _LED_BY_ROLE.match(text)):
        return False  # "van den Berg, A.", "(with A. Kim) Ice"
    if _QUOTE.match(text.lstrip(" \t*_")):
        return not _QUOTE.search(before) and (led_by_names(before) or not finished(before))
    if _VENUE.match(text):
        return not _VENUE.search(_BEHIND_TITLE.sub("", before))
    return True


# "; " between the references of a footnote
_SEMICOLON = re.compile(r";\s+")
# Shorter than "Kim, A., Ice (Oslo 1990)" is no reference but a remark or a name.
_SHORTEST_CITED = 20


def _parted(entry: Entry, text: str) -> Iterator[Entry]:
    """Yield the references of a footnote that cites several, parted by semicolons.

    "Kim, A., Ice (Oslo 1990), p. 3; Roy, B., Fog (Rome 1991)": what stands before and what stands
    up to the next semicolon must each have a year, and the latter begin with names. Names that are
    parted by semicolons have no years among them, and editors have none before their publisher.
    """
    start = 0
    marks = list(_SEMICOLON.finditer(text))
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        following = text[mark.end() : end]
        if led_by_names(following[:200]) and all(
            len(part) >= _SHORTEST_CITED and YEAR.search(part)
            for part in (text[start : mark.start()], following)
        ):
            yield Entry(_cut(entry.spans, start, mark.start() + 1), entry.section)
            start = mark.end()
    yield Entry(_cut(entry.spans, start, len(text)), entry.section, entry.key)


def _cut(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the spans of a range of the text that they make, joined by one space each."""
    found = []
    at = 0
    for span in spans:
        length = span.end - span.start
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            found.append(Span(span.start + first, span.start + last))
        at += length + 1
    return tuple(found)


def _entry(lines: Sequence[Line], skip: int) -> Entry:
    first, *others = lines
    key = ""
    if item := _BIBITEM.match(first.text.lstrip()):
        skip = len(first.text) - len(first.text.lstrip()) + item.end()
        key = item["key"] or ""
    elif marker := MARKER.match(first.text):
        skip = max(skip, marker.end())
    # A number alone is all there is to keep.
    if skip >= len(first.text.rstrip()):
        skip, key = 0, ""
    return Entry((_span(first, skip), *map(_span, others)), UNTITLED, key)


def _span(line: Line, skip: int = 0) -> Span:
    return Span(line.start + skip, line.start + len(line.text.rstrip()))
