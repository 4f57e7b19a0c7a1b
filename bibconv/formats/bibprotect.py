"""Which words of a title are put in braces, so that styles that change its case keep theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibconv.formats.latex import cut
from bibconv.values.markup import OPEN, pieces, wrap


def protect(text: str, *, proper: bool = False) -> str:
    """Return a title with a `nocase` span round each word whose capitals carry meaning.

    `DNA`, `iNNvestigate`, `McDonald`; not in a title that is all capitals. With `proper`, `Riemann`
    in "On the Riemann hypothesis in physics" as well; where most words have a capital, it says
    nothing.
    """
    # Behind the first letter alone nothing is capital: no pattern is as fast.
    if text.isascii() and (
        text[1:].islower() or not (_PROPER if proper else _INNER_CAPITAL).search(text)
    ):
        return text
    if not any(map(str.isupper, text)):
        return text
    if text.upper() == text and len(text.split()) > 3:
        return text
    proper = proper and _in_sentence_case(text)
    out: list[str] = []
    inside = 0
    for piece in pieces(text):
        if piece.tag is not None:
            if piece.tag == "nocase":
                inside += -1 if piece.closes else 1
            out.append(piece.text)
        elif inside:
            out.append(piece.text)
        else:
            out.extend(_protected(piece.text, proper, at_start=not out))
    return "".join(out)


def protect_all(text: str) -> str:
    """Return a title as one `nocase` span."""
    return wrap(unprotected(text), "nocase") if text else text


def unprotected(text: str) -> str:
    """Return a title without `nocase` spans."""
    if OPEN["nocase"] not in text and "nocase" not in text:
        return text
    return "".join(piece.text for piece in pieces(text) if piece.tag != "nocase")


# "DNA", "iPhone", "2D"
_INNER_CAPITAL = re.compile("[A-Za-z0-9][A-Z]")
# The same, or a capital behind a word: "the Riemann"
_PROPER = re.compile("[A-Za-z0-9][A-Z]|[^A-Z\\s] *[A-Z]|[(\\[-][A-Z]")
_WORD = re.compile(r"[^\W_]+")
# A word behind one of these begins a sentence: "Ice: The …", "What is it? A …", "“The …"
_BEGINS = frozenset('.:?!–—“„"([')
# Shorter words are in lower case in most titles that capitalise.
_LONG = 4


def _in_sentence_case(text: str) -> bool:
    """Tell whether twice as many long words have no capital as have one, the first apart."""
    low = capital = 0
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) < _LONG or _begins(text, match.start()):
            continue
        low += word.islower()
        capital += word[0].isupper()
    return low >= 2 and low >= 2 * capital


def _begins(text: str, at: int) -> bool:
    """Tell whether the word at a place begins a sentence or a quotation."""
    if not at:
        return True
    before = text[at - 1]
    if before.isspace():
        while at and text[at - 1].isspace():
            at -= 1
        return text[at - 1 : at] in _BEGINS
    return before in _BEGINS or (before in "'‘" and text[at - 2 : at - 1].isspace())


def _protected(text: str, proper: bool, *, at_start: bool) -> Iterator[str]:
    for part, verbatim in cut(text):
        at = 0
        for match in () if verbatim else _WORD.finditer(part):
            word = match[0]
            if word.islower():
                continue
            begins = at_start and match.start() == 0
            if any(char.isupper() for char in word[1:]) or (
                proper
                and len(word) > 1
                and word[0].isupper()
                and not begins
                and not _begins(part, match.start())
            ):
                yield part[at : match.start()]
                yield wrap(word, "nocase")
                at = match.end()
        yield part[at:]
        at_start = False
