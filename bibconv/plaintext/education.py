"""Theses named in an account of somebody's education: title, degree, institution, years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bibconv.plaintext.columns import without_columns
from bibconv.plaintext.cues import DEGREE, INSTITUTION, THESIS, YEARS
from bibconv.plaintext.entries import MARKER, Entry
from bibconv.plaintext.sections import Line, Section
from bibconv.plaintext.tagging import Label, Tag
from bibconv.plaintext.tokens import Text, clean
from bibconv.source import Span


@dataclass(slots=True)
class _State:
    """What the lines so far said: source spans by label, and the rule that found each."""

    known: dict[Label, tuple[Span, str]] = field(default_factory=dict)

    def note(self, label: Label, text: Text, start: int, end: int, rule: str) -> None:
        if start < end:
            self.known[label] = (text.span(start, end), rule)

    def forget(self, *labels: Label) -> None:
        for label in labels:
            self.known.pop(label, None)


def theses(section: Section) -> Iterator[tuple[Entry, list[tuple[Label, Span, str]]]]:
    """Yield each thesis as the entry it stands in and its values' (label, span, rule).

    An institution holds for all degrees below it, a degree and its years for the thesis that
    follows. What a degree is followed by in quotes is its thesis, if no word says so.
    """
    state = _State()
    section = without_columns(section)
    before: Line | None = None
    for item in _items(section.lines):
        first = item[0]
        marker = MARKER.match(first.text)
        skip = marker.end() if marker else 0
        pieces = [(first.start + skip, first.text[skip:])]
        text = clean([*pieces, *((line.start, line.text) for line in item[1:])])
        below_institution = before is not None and _is_known(before, state)
        before = first
        if not text.text:
            continue
        year = section.year_at(first.start) if first.begins else None
        if year:
            state.forget("issued")
        cue = _cue(text.text)
        quoted = None if cue else _quoted(text.text)
        found = cue or quoted
        head = _head(text, found.start()) if found else text
        if head.text:
            _read_line(head, state, previous_was_institution=below_institution)
        if year and "issued" not in state.known:
            state.known["issued"] = (year.span, "year-beside")
        if found:
            yield _thesis(section, text, cue, quoted, state)


def _items(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines, each with those that carry it on: an open quotation, emphasis, or a title."""
    item: list[Line] = []
    for line in lines:
        if item and (line.blank or not _carries_on(item, line)):
            yield item
            item = []
        if not line.blank:
            item.append(line)
    if item:
        yield item


def _carries_on(item: Sequence[Line], line: Line) -> bool:
    if line.begins or MARKER.match(line.text) or len(item) >= _MOST_LINES:
        return False
    text = MARKER.sub("", " ".join(one.text.strip() for one in item), count=1)
    is_short = len(item[-1].text.rstrip()) < _WRAPPED
    # "… La Rochelle. Mémoire", "inédit : « L’estran …": the cue itself may be parted.
    cue = _cue(f"{text} {line.text.strip()}")
    parted = cue is not None and cue.start() < len(text) < cue.end()
    if not is_short and (parted or _OPEN.search(text)):
        return True
    if is_short or _NAMED.match(line.text):
        return False
    marker = MARKER.match(item[0].text)
    if marker and not item[0].text[marker.end() :].rstrip().endswith((".", ";")):
        # A hanging indent below a bullet: "- 2009: PhD, University of Pisa, with a", "  thesis …"
        depths = [len(one.text) - len(one.text.lstrip()) for one in (item[0], line)]
        if depths[1] > depths[0] and len(item[-1].text.split()) >= _HANGING:
            return True
    if sum(map(text.count, "“«「„")) > sum(map(text.count, "”»」")) + text.count("„“"):
        return True
    if text.count('"') % 2 or text.count("*") % 2:
        return True
    goes_on = text[-1:] not in ".;:)" and not THESIS.match(line.text.strip())
    return goes_on and _cue(text) is not None


# "Thesis: ‘Drugs, Debt and": a title in single quotation marks, which is not closed
_OPEN = re.compile(r":\s‘(?:[^’]|’(?=\w))*$")
# "Major Supervisor: Dr. Kim", "Orientador: Roy"
_NAMED = re.compile(r"\s*[^\W\d_a-z][\w .-]{2,30}:\s")
# A title runs over three lines; lines that are wrapped have as many characters as this.
_MOST_LINES, _WRAPPED = 5, 50
# A line with fewer words than this is a place or a degree on a line of its own.
_HANGING = 5


def _cue(text: str) -> re.Match[str] | None:
    """Return the word that says that a thesis follows: at the beginning, or behind a stop."""
    return THESIS.match(text) or next(
        (
            match
            for match in THESIS.finditer(text)
            if text[: match.start()].rstrip()[-1:] in (*".,;|–—-){}", "士")
        ),
        None,
    )


# "PhD, Trinity College Dublin. “Salt, Credit and Kinship”", "Dr. rer. nat., »Ice hears fog«"
_QUOTED = re.compile(
    r"(?:[“„«「『《\"](?P<title>[^”“»」』》\"]{12,400})[”“»」』》\"]|»(?P<german>[^«»]{12,400})«"
    r"|‘(?P<single>(?:[^‘’]|’(?=\w)){12,400})’)"
)


def _quoted(text: str) -> re.Match[str] | None:
    """Return the title in quotes behind a degree."""
    degree = DEGREE.search(text)
    match = _QUOTED.search(text, degree.end()) if degree and degree.start() < _NEAR else None
    title = match[match.lastgroup or 0] if match else ""
    return match if len(title.split()) >= _TITLE_WORDS and not _GRADE.search(title) else None


# "summa cum laude", "with distinction"
_GRADE = re.compile(
    r"\b(?:cum laude|distinction|honou?rs|mit auszeichnung|con lode)\b", re.IGNORECASE
)
# "2003  Dottorato", "October 2003 – May 2007: PhD": a degree comes first.
_NEAR = 40
_TITLE_WORDS = 3


def _head(text: Text, end: int) -> Text:
    """Return what stands before a thesis."""
    shown = text.text[:end].rstrip(" .,;:(–—-|")
    return Text(shown, text.offsets[: len(shown)], ends=text.ends)


def _read_line(text: Text, state: _State, *, previous_was_institution: bool) -> None:
    """Take institution, place, degree and years from one line."""
    line = text.text
    degree = DEGREE.search(line)
    institution = INSTITUTION.search(line)
    years = list(YEARS.finditer(line))
    if degree and degree.start() <= 40 and (degree.start() == 0 or len(line.split()) <= 20):
        # Years beside the institution are the first degree's; each further degree has its own.
        state.forget(*(("genre", "issued") if "genre" in state.known else ()))
        state.note("genre", text, *degree.span(), "degree")
    elif institution and len(line.split()) <= 14 and not line.endswith("."):
        state.forget("publisher", "publisher-place", "genre", "issued")
    elif previous_was_institution and _PLACE.fullmatch(line):
        state.note("publisher-place", text, 0, len(line), "place-below-institution")
        return
    if institution and len(line.split()) <= 14 and not line.endswith("."):
        _institution(text, institution, state)
    if years and (degree or institution or _only_years(line)):
        last = years[-1]
        group = "end" if last["end"] else "only"
        state.note("issued", text, *last.span(group), "end-of-span" if last["end"] else "year")


# "BERLIN, GERMANY", "Luleå, Sweden", "Cambridge, MA, USA", "WÜRZBURG"
_PLACE = re.compile(
    r"(?=[^\d.:;]{2,60}$)[^\W\d_][\w’' -]*(?:, [^\W\d_a-z][\w’'. -]*){1,2}|[^\W\d_a-zß-ÿ -]{3,40}"
)


def _only_years(line: str) -> bool:
    """Tell whether a line holds years and little else ("Sept 2010 – May 2015", "2013 – 2018")."""
    rest = YEARS.sub("", line)
    return len(re.findall(r"[^\W\d_]{2,}", rest)) <= 3


def _institution(text: Text, found: re.Match[str], state: _State) -> None:
    """Note `Berlin Institute of Technology / TU Berlin`, and `University of X, Place | 2010`."""
    line = text.text
    end = len(line)
    for mark in (" | ", " — ", " – ", "\t", " ("):
        at = line.find(mark, found.end())
        end = at if 0 <= at < end else end
    start = 0
    for mark in (" | ", " — ", ": ", " in ", ", "):
        at = line.rfind(mark, 0, found.start())
        start = max(start, at + len(mark) if at >= 0 else 0)
    comma = line.find(", ", found.end(), end)
    if comma > 0:
        # "Université de Nantes, mention très honorable" names no place.
        if line[comma + 2 : comma + 3].isupper():
            state.note("publisher-place", text, comma + 2, end, "place-beside-institution")
        end = comma
    state.note("publisher", text, start, end, "institution")


def _is_known(line: Line, state: _State) -> bool:
    """Tell whether a line holds the institution noted last."""
    known = state.known.get("publisher")
    return known is not None and line.start <= known[0].start < line.start + len(line.text)


def _thesis(
    section: Section,
    text: Text,
    cue: re.Match[str] | None,
    quoted: re.Match[str] | None,
    state: _State,
) -> tuple[Entry, list[tuple[Label, Span, str]]]:
    """Return the thesis that a cue ("Thesis:") or quotation marks behind a degree tell."""
    values = dict(state.known)
    degree = DEGREE.search(text.text, 0, cue.end()) if cue else None
    if degree and degree[0] != "Dissertation" and "genre" not in values:
        values["genre"] = (text.span(*degree.span()), "degree-of-thesis")
    elif cue and (own := DEGREE.search(cue[0])) and own[0] != "Dissertation":
        start = cue.start()
        values["genre"] = (
            text.span(start + own.start(), start + own.end()),
            "degree-of-thesis",
        )
    if quoted:
        title: Tag | None = _trimmed(
            text.text, *quoted.span(quoted.lastgroup or 0), "quoted-thesis", 0.8
        )
    else:
        title = _title(text, cue.end() if cue else 0)
    if title:
        values["title"] = (text.span(title.start, title.end), title.rule)
        shown = Span(text.offsets[0], text.span(title.start, title.end).end)
        behind = YEARS.search(text.text, title.end)
        if behind and "issued" not in values:
            values["issued"] = (text.span(*behind.span(behind.lastgroup or 0)), "year-behind")
    else:
        shown = text.span(0, len(text.text))
    found = sorted(
        ((label, span, rule) for label, (span, rule) in values.items()), key=lambda item: item[1]
    )
    spans = sorted({span for label, span, _ in found if label != "title"} | {shown})
    return Entry(tuple(spans), section), found


def _title(text: Text, start: int) -> Tag | None:
    """Return the title behind a thesis's cue: what is quoted or italic, else the rest."""
    quoted = _QUOTED.search(text.text, start)
    if quoted and quoted.start() - start < _BESIDE:
        return _trimmed(text.text, *quoted.span(quoted.lastgroup or 0), "quoted-title", 0.9)
    italic = next((one for one in text.italics if 0 <= one[0] - start < _BESIDE), None)
    if italic and len(text.text[slice(*italic)].split()) >= _TITLE_WORDS:
        return _trimmed(text.text, *italic, "italic-title", 0.9)
    rest = _REST.search(text.text, start)
    end = rest.start() if rest else len(text.text)
    return _trimmed(text.text, start, end, "after-thesis-cue", 0.8)


# A title stands right behind "Thesis:", at most an opening mark between.
_BESIDE = 3
# "… (Advisor: D. Hartley)", "…. Director: Dr. Roy", "…, sous la direction de", "…, Ano de obten-
# ção", "… (Grade: 1.0)", "…, relatore prof. Roy"
_REST = re.compile(
    r"\s*[.,;(\[–—-]+\s*\(?(?:(?:[Cc]o-?)?(?:[Aa]dvis[eo]rs?|[Ss]upervis\w+"
    r"|[Dd]irect(?:or|eur|rice)\w*|[Rr]elatore|[Tt]utor\w*|[Bb]etreuer\w*|[Oo]rientador\w*"
    r"|[Pp]romotor\w*|[Hh]andledare|[Vv]ejleder|[Vv]eileder|[Gg]rade|[Nn]ote|[Mm]ention|GPA"
    r"|[Gg]utachter\w*|[Cc]ommittee|[Ee]xaminers?)\b|sous la dir|dir(?:igid\w|\.)"
    r"|[Aa]no de [Oo]bten|научный руководитель|指導教員|导师|summa|magna|cum laude|ISBN)"
)


def _trimmed(text: str, start: int, end: int, rule: str, confidence: float) -> Tag | None:
    while start < end and text[start] in ' .,;:–—»”"':
        start += 1
    while end > start and text[end - 1] in " .,;:":
        end -= 1
    return Tag("title", start, end, rule, confidence) if end - start > 3 else None
