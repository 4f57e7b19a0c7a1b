"""Theses named in an account of somebody's education: title, degree, institution, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bibconv.plaintext.cues import DEGREE, INSTITUTION, THESIS, YEARS
from bibconv.plaintext.entries import MARKER, Entry
from bibconv.plaintext.layouts import layout_tags
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
    follows.
    """
    state = _State()
    lines = [line for line in section.lines if not line.blank]
    for index, line in enumerate(lines):
        marker = MARKER.match(line.text)
        skip = marker.end() if marker else 0
        text = clean([(line.start + skip, line.text[skip:])])
        if not text.text:
            continue
        if cue := THESIS.match(text.text):
            yield _thesis(section, lines, index, skip, cue, state)
            continue
        _read_line(
            text, state, previous_was_institution=index > 0 and _is_known(lines[index - 1], state)
        )


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
        state.note("publisher-place", text, comma + 2, end, "place-beside-institution")
        end = comma
    state.note("publisher", text, start, end, "institution")


def _is_known(line: Line, state: _State) -> bool:
    """Tell whether a line holds the institution noted last."""
    known = state.known.get("publisher")
    return known is not None and line.start <= known[0].start < line.start + len(line.text)


def _thesis(
    section: Section,
    lines: list[Line],
    index: int,
    skip: int,
    cue: re.Match[str],
    state: _State,
) -> tuple[Entry, list[tuple[Label, Span, str]]]:
    """Return the thesis whose cue ("Thesis:") stands on the line `index`."""
    text = _thesis_text(lines, index, skip)
    values = dict(state.known)
    degree = DEGREE.search(text.text, 0, cue.end())
    if degree and degree[0] not in ("Dissertation",):
        values["genre"] = (text.span(*degree.span()), "degree-of-thesis")
    title = _title(text, cue.end())
    if title:
        values["title"] = (text.span(title.start, title.end), title.rule)
        shown = Span(text.offsets[0], text.span(title.start, title.end).end)
    else:
        shown = text.span(0, len(text.text))
    found = sorted(
        ((label, span, rule) for label, (span, rule) in values.items()), key=lambda item: item[1]
    )
    spans = sorted({span for label, span, _ in found if label != "title"} | {shown})
    return Entry(tuple(spans), section), found


def _thesis_text(lines: list[Line], index: int, skip: int) -> Text:
    """Return the cue's line, and the lines a quoted title runs on to."""
    pieces = [(lines[index].start + skip, lines[index].text[skip:])]
    for before, line in zip(lines[index:], lines[index + 1 :], strict=False):
        joined = " ".join(piece for _, piece in pieces)
        apart = line.start > before.start + len(before.text) + 1
        if apart or joined.count("“") + joined.count("„") <= joined.count("”"):
            break
        pieces.append((line.start, line.text))
    return clean(pieces)


def _title(text: Text, start: int) -> Tag | None:
    """Return the title behind a thesis's cue: what is quoted, else the rest of the line."""
    for found in layout_tags(text, "thesis"):
        if found.label == "title" and found.rule == "quoted-title" and found.start >= start:
            return found
    end = len(text.text)
    grade = re.compile(r"\s*\((?:[Gg]rade|[Nn]ote|[Mm]ention|GPA)\b").search(text.text, start)
    end = grade.start() if grade else end
    while end > start and text.text[end - 1] in " .,;":
        end -= 1
    return Tag("title", start, end, "after-thesis-cue", 0.8) if end - start > 3 else None
