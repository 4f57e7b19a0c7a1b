"""Sort keys by which words stand as in a dictionary: Hägele before Horst, `de` like `De`.

A small part of the Unicode Collation Algorithm's root order (UTS #10): blanks, punctuation,
symbols, digits, letters; then accents; then lower case before upper case.
"""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose but dictionaries file under others (CLDR root).
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i"}
)
# Brackets, quotation marks and commas do not count: "[F]linders", "’t Horvath", “Simple title”
_IGNORED = frozenset("[](){}\"'“”‘’„‚«»‹›,")
_CLASSES = {"Z": 0, "C": 0, "P": 1, "S": 2, "N": 3, "L": 4}

Key = tuple[tuple[tuple[int, str], ...], str, str]


def key(text: str) -> Key:
    """Return what to compare texts by."""
    folded = text.casefold().translate(_LETTERS)
    primary: list[tuple[int, str]] = []
    accents: list[str] = []
    for char in unicodedata.normalize("NFKD", folded):
        group = unicodedata.category(char)[0]
        if group == "M":
            accents.append(char)
            continue
        if char in _IGNORED:
            continue
        primary.append((_CLASSES.get(group, 4), char))
        accents.append("")
    return tuple(primary), "\0".join(accents), text.swapcase()
