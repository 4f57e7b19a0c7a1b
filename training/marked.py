"""Text that knows its values: private characters round each value, read off as labelled spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypedDict

from bibconv.csl.marks import PLACES

LABELS = (
    "author", "editor", "translator", "title", "journal", "container-title", "collection-title",
    "volume", "issue", "pages", "number-of-pages", "publisher", "location", "date", "accessed",
    "edition", "genre", "number", "status", "note", "doi", "url", "arxiv", "pmid", "pmcid", "isbn",
    "issn", "citation-number",
)  # fmt: skip

OPEN = dict(zip(LABELS, PLACES, strict=False))
CLOSE = PLACES[-1]
_LABEL = {char: label for label, char in OPEN.items()}
OPENS = "".join(OPEN.values())
# A value with its marks; marks do not nest.
VALUE = re.compile(f"([{OPENS}])([^{OPENS}{CLOSE}]*){CLOSE}")
_MARKS = re.compile(f"[{OPENS}{CLOSE}]")

# What begins and ends no value: quotes and brackets of all nations, punctuation, dashes.
_BEFORE = " .,;:·•*_<([{\"'“”„‟‚‘’«»‹›《「『〈（【`–—-/"
_BEHIND = " ,;:·•*_>\"'“”„‟‘’«»‹›》」』〉）】`–—-/\\"
# "3rd" is followed by "ed.", which is part of an edition as people label it.
_EDITION = re.compile(
    rf"({OPEN['edition']}[^{CLOSE}]{{1,60}})({CLOSE})"
    r"( ?(?:edition|edn?\b\.?|ed\.|éd\.|édition|Aufl\.|Auflage|edición|edizione|edição|изд\.|vyd\."
    r"|druk|版))"
)
# "1987a" where the style prints the letter by itself
_LETTER = re.compile(rf"({OPEN['date']}[^{CLOSE}]{{0,40}}\d)({CLOSE})([a-e])(?!\w)")
# "https://doi.org/10.1/x" is an address
_DOI_ADDRESS = re.compile(rf"(https?://(?:dx\.|www\.)?doi\.org/){OPEN['doi']}")


class Span(TypedDict):
    """Where a value stands, in code points, and what it is."""

    label: str
    start: int
    end: int


def mark(label: str, text: str) -> str:
    """Return a value with its marks; nothing where there is none."""
    return f"{OPEN[label]}{text}{CLOSE}" if text else ""


def unmarked(text: str) -> str:
    """Return the text alone."""
    return _MARKS.sub("", text)


def changed(text: str, label: str, change: Callable[[str], str]) -> str:
    """Return marked text with the values of one label changed."""
    pattern = re.compile(f"{OPEN[label]}([^{OPENS}{CLOSE}]*){CLOSE}")
    return pattern.sub(lambda found: mark(label, change(found[1])), text)


def outside(text: str, change: Callable[[str], str]) -> str:
    """Return marked text with what lies between values changed."""
    parts: list[str] = []
    at = 0
    for found in VALUE.finditer(text):
        parts += [change(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, change(text[at:])])


def read_off(marked: str) -> tuple[str, list[Span]]:
    """Return the text, runs of white space made one, and its values without what edges them."""
    marked = _EDITION.sub(r"\1\3\2", marked)
    marked = _LETTER.sub(r"\1\3\2", marked)
    marked = _DOI_ADDRESS.sub(OPEN["url"] + r"\1", marked)
    text: list[str] = []
    spans: list[Span] = []
    label, start = "", 0
    for char in marked:
        if char in _LABEL:
            label, start = _LABEL[char], len(text)
        elif char == CLOSE:
            if label:
                spans += _bared("".join(text), label, start)
            label = ""
        elif not char.isspace():
            text.append(char)
        elif text and text[-1] != " ":
            text.append(" ")
    whole = "".join(text).rstrip()
    return whole, _joined(whole, [span for span in spans if span["end"] <= len(whole)])


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Join the parts of a date that a style prints one by one: "2005, February 7"."""
    out: list[Span] = []
    for span in spans:
        before = out[-1] if out else span
        between = text[before["end"] : span["start"]]
        if span["label"] == before["label"] == "date" and between in (" ", ", ", "/", "-"):
            out[-1] = Span(label="date", start=before["start"], end=span["end"])
        else:
            out.append(span)
    return out


def _bared(text: str, label: str, start: int) -> Iterator[Span]:
    end = len(text)
    if text[start : start + 1] == "(" and text[-1:] == ")" and text.count("(", start) == 1:
        # Styles put brackets round the parts of a date.
        start, end = start + 1, end - 1
    behind = _BEHIND.replace("/", "").replace("-", "") if label == "url" else _BEHIND
    while start < end and text[start] in _BEFORE and not _pairs(text[start], text[start:end]):
        start += 1
    while start < end and text[end - 1] in behind:
        end -= 1
    if end - start > 1 and text[end - 1] in ")]}" and _unpaired(text[start:end]):
        end -= 1
    if label in ("title", "url", "doi", "date", "pages") and text[end - 1 : end] == ".":
        # The sentence's full stop; names and abbreviated journals keep theirs.
        end -= 1
        while start < end and text[end - 1] in " ,;":
            end -= 1
    if any(char.isalnum() for char in text[start:end]):
        yield Span(label=label, start=start, end=end)


_PARTNERS = {"(": ")", "[": "]", "{": "}"}


def _pairs(opening: str, text: str) -> bool:
    return opening in _PARTNERS and _PARTNERS[opening] in text[1:]


def _unpaired(text: str) -> bool:
    opening = {")": "(", "]": "[", "}": "{"}[text[-1]]
    return text.count(opening) < text.count(text[-1])
