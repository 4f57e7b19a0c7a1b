"""Lists of people whose surnames, of several words, are printed in capitals, as in Spanish lists.

`BENAVENTE CASAS, José Luis y QUINTANAR ULLOA, Remedios`, `Remedios QUINTANAR ULLOA`: capitals tell
the surname, whatever separates the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bibconv.record import Name
from bibconv.values.name_kinds import kind
from bibconv.values.names import PARTICLES, person

# A surname and the given names, and where they stand.
Placed = tuple[Name, int, int]


def names_in_capitals(text: str) -> list[Placed]:
    """Return the names of such a list, none for any other: one surname must have two words."""
    if len(text) > _LONGEST or not _CAPITALS.search(text):
        return []
    parts = [(text[start:end], start, end) for start, end in _parts(text)]
    surnames = [part for part, *_ in parts if _is_surname(part)]
    found: list[Placed] = []
    if surnames and 2 * len(surnames) == len(parts):
        for (family, start, _), (given, _, end) in zip(parts[::2], parts[1::2], strict=True):
            if not (_is_surname(family) and _is_given(given)):
                return []
            found.append((person(family, given), start, end))
    elif not surnames:
        for part, start, end in parts:
            match = _NATURAL.fullmatch(part)
            if not match or not _is_given(match["given"]) or _is_short(match["family"]):
                return []
            if not _is_surname(match["family"]):
                return []
            surnames.append(match["family"])
            found.append((person(match["family"], match["given"]), start, end))
    return found if any(" " in family for family in surnames) else []


_LONGEST = 1000
# "BENAVENTE CASAS": two words
_CAPITALS = re.compile(r"[^\W\d_a-z]{2,} [^\W\d_a-z]{2,}")
# "ORGANIZATION", "HEALTH", "OF"
_OF_BODIES = frozenset("ohf")
# ", ", "; ", " y ", ", and "
_APART = re.compile(r"\s*[,;]\s+(?:(?:y|e|i|and|et|und|&)\s+)?|\s+(?:y|e|i|and|et|und|&)\s+")
# "Remedios QUINTANAR ULLOA": what is in capitals begins where no small letter follows
_NATURAL = re.compile(r"(?P<given>.*[^\W\d_A-Z]\S*)\s(?P<family>\S+(?:\s\S+){0,3})")
_WORD = re.compile(r"[^\W\d_]+")


def _parts(text: str) -> Iterator[tuple[int, int]]:
    cuts = [(0, 0), *(match.span() for match in _APART.finditer(text)), (len(text), len(text))]
    for (_, start), (end, _) in pairwise(cuts):
        yield start, end


def _is_surname(text: str) -> bool:
    """Tell whether all words are capitals, and none is an initial or a word of a body's name."""
    words = _WORD.findall(text)
    in_capitals = all(word.isupper() and len(word) > 1 for word in words)
    if not words or not in_capitals or "." in text:
        return False
    return all(kind(word, stopped=False) not in _OF_BODIES for word in words)


def _is_short(text: str) -> bool:
    """Tell whether a word may be initials: "Deerfield DW II"."""
    return any(len(word) <= _INITIALS and word.lower() not in PARTICLES for word in text.split())


def _is_given(text: str) -> bool:
    """Tell whether the words are those of given names: "José Luis", "M. Teresa"."""
    words = _WORD.findall(text)
    written = [word for word in words if len(word) > 1]
    return (
        bool(written)
        and words[0][0].isupper()
        and all(not word.isupper() for word in written)
        and len(words) <= _MOST_GIVEN
    )


_MOST_GIVEN = 5
_INITIALS = 3
