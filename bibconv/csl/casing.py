"""CSL's text-case: letters re-cased as a style asks, never inside a `nocase` span.

Source: CSL 1.0.2, "Text-case". Text comes and goes with the marks of `bibconv.csl.marks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bibconv.csl.marks import CLOSE, OPEN, is_mark

# Words in lower case unless first, last or after a colon: those of CSL 1.0.2, "Title Case
# Conversion", and the other prepositions that citeproc-js knows.
_STOP_WORDS = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via "
    "with yet about above across afore after against al along alongside amid amidst among amongst "
    "anenst apropos apud around aside astride athwart atop barring before behind below beneath "
    "beside besides between beyond ca circa de despite during et except given inside lest like "
    "modulo near next notwithstanding off out per plus pro qua sans since than through throughout "
    "thru toward towards under underneath until unto upon v van versus vis-à-vis von vs within "
    "without".split()
)

_KEPT = ("nocase", "sc", "sup", "sub", "not-i")
_KEPT_OPEN = frozenset(OPEN[tag] for tag in _KEPT)
_KEPT_CLOSE = frozenset(CLOSE[tag] for tag in _KEPT)

# A word with its marks and punctuation: "DNA", "layer-wise", "(robust)"
_WORD = re.compile(r"[^\s]+")
# What title case looks at: the parts of "layer-wise" too, as Chicago has it (CMOS 17, 8.161)
# and those of "Cat/Mouse", "Scientist–Practitioner Gap", "Traits—Self-Esteem"
_PART = re.compile(r"[^\s\-–—/]+")
# "m.v.", "f.a.", "n.", "v": abbreviations stay as printed
_LETTERS = re.compile(r"(?:\w\.){1,4}|\w")


def cased(text: str, case: str, english: bool) -> str:
    """Return marked text in the case a style asks for; title case is for English only."""
    match case:
        case "lowercase":
            return _mapped(text, str.lower)
        case "uppercase":
            return _mapped(text, str.upper)
        case "capitalize-first":
            return _capitalized(text)
        case "capitalize-all":
            return _WORD.sub(lambda word: _capitalized(word[0]), text)
        case "sentence":
            return _sentence(text)
        case "title" if english:
            return _title(text)
        case _:
            return text


def _mapped(text: str, change: Callable[[str], str]) -> str:
    return "".join(
        char if keep else change(char) for char, keep in zip(text, _protected(text), strict=True)
    )


def _protected(text: str) -> list[bool]:
    """Tell for each character whether it lies in a `nocase` span, or in one that is one as well.

    citeproc-js leaves small capitals and raised or lowered letters as they are: H<sub>2</sub>o.
    """
    inside = 0
    found: list[bool] = []
    for char in text:
        if char in _KEPT_OPEN:
            inside += 1
        elif char in _KEPT_CLOSE:
            inside -= 1
        found.append(inside > 0)
    return found


def _capitalized(text: str) -> str:
    """Put the first letter in upper case, unless it is protected or its word has a capital."""
    protected = _protected(text)
    for at, char in enumerate(text):
        if is_mark(char) or not char.isalnum():
            if char in "'’" and not any(before.isalnum() for before in text[:at]):
                # "’t Hooft", "’n": what an apostrophe cut short begins with no capital.
                return text
            continue
        word = re.split(r"\s", text[at:], maxsplit=1)[0]
        if protected[at] or (char.islower() and any(c.isupper() for c in word)):
            # "iNNvestigate", "mRNA": the capital inside is the word's own spelling.
            return text
        return text[:at] + char.upper() + text[at + 1 :]
    return text


def _sentence(text: str) -> str:
    """Lower-case a text in capitals, else only the words with a single, first capital."""
    if text.upper() == text:
        return _capitalized(_mapped(text, str.lower))
    return _capitalized(text)


def _title(text: str) -> str:
    protected = _protected(text)
    words = list(_PART.finditer(text))
    out, at = [], 0
    for number, match in enumerate(words):
        word = match[0]
        between = text[at : match.start()]
        out.append(between)
        at = match.end()
        plain = "".join(char for char in word if not is_mark(char))
        before = words[number - 1][0] if number else ":"
        edge = number in (0, len(words) - 1) or (between != "-" and _ends_sentence(before))
        stop = plain.strip("()[]“”‘’,;:").lower() in _STOP_WORDS
        abbreviation = number > 0 and not stop and _LETTERS.fullmatch(plain) is not None
        if protected[match.start()] or not plain.islower() or abbreviation or (stop and not edge):
            out.append(word)
        else:
            out.append(_capitalized(word))
    return "".join(out) + text[at:]


def _ends_sentence(word: str) -> bool:
    plain = [char for char in word if not is_mark(char)]
    return bool(plain) and plain[-1] in ":?!"
