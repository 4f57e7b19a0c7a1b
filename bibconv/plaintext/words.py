"""Clean text to words and what stands between them, the form in which a reference is labelled."""

from __future__ import annotations

import re
from typing import NamedTuple

# Without the middle dots of Japanese and Korean (U+30FB, U+318D), which part names; with the signs
# that stand for another, "々" of "佐々木", and kana of half width.
_CJK = (
    "\u3005-\u3007\u303b\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
# What ends an address in East Asian text, which has no spaces: "https://a.org/b（2021年閲覧）"
_WIDE_MARKS = (
    "\u3000-\u3002\u3008-\u3011\u3014-\u301b\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff3b\uff3d"
)
# "https://doi.org/10.1/x", "10.1016/j.cub.2008.02.035", "機械学習", "Müller", "2019"; a DOI's own
# punctuation and an address's stay inside, while apostrophes and hyphens part words, and so does
# the step from letters to digits: "Phys. Lett. B739" is journal and volume, "JHEP03" as well.
_WORD = re.compile(
    rf"((?:https?://|www\.)[^\s<>\"“”{_WIDE_MARKS}]{{1,2000}}"
    rf"|10\.\d{{4,9}}/[^\s<>\"“”{_WIDE_MARKS}]{{1,500}}"
    rf"|(?:[A-Za-z]++|(?![{_CJK}\u318d])[^\W\d_][\u0300-\u036f]*+)++|\d++|[{_CJK}]++)"
)
_EDGE = ".,;:!?)]}>'’*"


class Words(NamedTuple):
    """The words of a text: where each stands, and what is printed before each and at the end.

    `gaps` has one more item than `spans`.
    """

    spans: list[tuple[int, int]]
    gaps: list[str]


def words_of(text: str) -> Words:
    """Return the words of a clean text."""
    spans: list[tuple[int, int]] = []
    pieces = _WORD.split(text)
    gaps = pieces[::2]
    at = 0
    for index, word in enumerate(pieces[1::2]):
        start = at + len(gaps[index])
        at = start + len(word)
        end = at
        if end - start > 7:  # addresses and DOIs are longer; other words have no such edge
            while text[end - 1] in _EDGE:
                end -= 1
            if end < at:
                gaps[index + 1] = text[end:at] + gaps[index + 1]
                at = end
        spans.append((start, end))
    return Words(spans, gaps)


# What a gap is compared by: quotation marks and dashes of all nations are one kind each, but for
# the two of Japanese and Chinese, one of which is round articles, the other round books, journals.
_GAP = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂", '"'),
        **dict.fromkeys("‘’‚‛‹›´`＇", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d~\u301c\uff5e", "-"),
        **dict.fromkeys("，、､", ","),
        **dict.fromkeys("（【〔", "("),
        **dict.fromkeys("）】〕", ")"),
        **dict.fromkeys("「｢〈＜", "「"),
        **dict.fromkeys("」｣〉＞", "」"),
        **dict.fromkeys("『《≪", "『"),
        **dict.fromkeys("』》≫", "』"),
        **dict.fromkeys("・･‧ㆍ•", "·"),
        "［": "[",
        "］": "]",
        "：": ":",
        "；": ";",
        "．": ".",
        "。": ".",
        "｡": ".",
        "／": "/",
        "＊": "*",
        "＆": "&",
    }
)
# More than this is no punctuation but something that has no words.
_LONGEST_GAP = 8


def gap_parts(gap: str) -> list[str]:
    """Return what gaps are alike in: the whole and its edges; `”, ` and `", ` are one.

    `^` stands before the first gap of a text and `$` behind the last.
    """
    first, last = gap[:1] == "^", gap[-1:] == "$"
    kind = gap[first : len(gap) - last].translate(_GAP)[:_LONGEST_GAP]
    kind = f"{'^' if first else ''}{kind}{'$' if last else ''}"
    marks = kind.strip(" ^$")
    return [kind, "<" + kind[:1], marks[:1] + "1", marks[-1:] + ">"]


_DIGITS = re.compile(r"\d")
# "２０１２"
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d")


def word_key(word: str) -> str:
    """Return what a word is known by: lower case, digits alike, years apart from other numbers."""
    if word.isdecimal():
        word = word.translate(_NARROW)
        return "#year" if _YEAR.fullmatch(word) else "#" + "0" * min(len(word), 6)
    if word[:4] in ("http", "www."):
        return "#doi-address" if "doi.org/10." in word else "#address"
    if word.startswith("10.") and "/" in word:
        return "#doi"
    return _DIGITS.sub("0", word.lower())


def parts_of(word: str) -> list[str]:
    """Return what words are alike in: beginnings, ends, and the shape (`Xx`, `XX`, `x0`)."""
    key = word_key(word)
    if key[0] == "#":
        return [key]
    return [
        "^" + key[:1], "^" + key[:2], "^" + key[:3], "^" + key[:4],
        key[-1:] + "$", key[-2:] + "$", key[-3:] + "$", key[-4:] + "$",
        "=" + _shape(word),
    ]  # fmt: skip


def _shape(word: str) -> str:
    shape: list[str] = []
    for char in word[:20]:
        kind = "0" if char.isdigit() else "X" if char.isupper() else "x" if char.islower() else "c"
        if len(shape) < 2 or shape[-1] != kind or shape[-2] != kind:
            shape.append(kind)
    # One capital, an initial, is not a word in capitals; how long capitals are tells initials.
    if shape[0] == "c" and len(shape) < 3:
        # Names are of two to five signs, titles of more.
        return f"c{min(len(word), 12)}"
    return "".join(shape) + (str(len(word)) if word.isupper() and len(word) < 5 else "")
