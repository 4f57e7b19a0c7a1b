"""A printed list of names cut into names, whatever order and separators its style has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bibconv.record import OTHERS, Name
from bibconv.values.names import (
    PARTICLES,
    SUFFIXES,
    initials_last,
    is_initials,
    natural,
    person,
)


class Found(NamedTuple):
    """A name and the range of the text that it was read from."""

    name: Name
    start: int
    end: int


# "et al.", "et. al", "and others", "u. a.", "и др.", "y otros", "e outros", "et coll."
_OTHERS = re.compile(
    r"(?:et\.? ?al\b|(?:and|&) (?:\d+ )?(?:others|colleagues)\b|u\. ?a\.|и др|y otros|e outros"
    r"|et coll\b|und andere\b|i in\.)\.?",
    re.IGNORECASE,
)
# What parts names: ";", ",", "and", "&", "und", "et", "y", "e", "и", "·", "•", and both together.
_SEPARATOR = re.compile(
    r"\s*(?:[;·•]|,(?!\s*(?:and|&|und|et|y|e|и|with|mit|avec)\s))\s*"
    r"|(?:\s*[,;])?\s+(?:and|und|et|y|e|и|en|with)\s+|(?:\s*[,;])?\s*&\s*",
)


@lru_cache(maxsize=256)
def name_list(text: str) -> tuple[Found, ...]:
    """Return the names in a printed list, in order.

    `Müller K-R, Binder A and Samek W`, `Tank, D.C., J.M. Eastman, and L.J. Harmon`,
    `Laudun, John and Jonathan Goodwin`, `K. T. Schütt; A. Binder et al.`. "et al." is `OTHERS`; a
    part that fits no order is a literal.
    """
    parts = list(_parts(text))
    names: list[Found] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        following = parts[index + 1] if index + 1 < len(parts) else None
        if part.others:
            names.append(Found(OTHERS, part.start, part.end))
        elif part.text.lower() in SUFFIXES and names:
            names[-1] = _with_suffix(names[-1], part)
        elif following and following.by_comma and _is_given(part, following, index == 0):
            names.append(Found(person(part.text, following.text), part.start, following.end))
            index += 1
        elif following and following.compound and _is_compound(part, following):
            text_of_both = f"{part.text} y {following.text}"
            names.append(Found(_single(text_of_both), part.start, following.end))
            index += 1
        elif "," in part.text:  # "Family, Given" between semicolons
            family, _, given = part.text.partition(",")
            names.append(Found(person(family, given), part.start, part.end))
        else:
            names.append(Found(_single(part.text), part.start, part.end))
        index += 1
    return tuple(names)


class _Part(NamedTuple):
    """What stands between two separators.

    `by_comma`: the separator before is a bare comma; `compound`: it is the "y" of Spanish families.
    """

    text: str
    start: int
    end: int
    by_comma: bool
    others: bool = False
    compound: bool = False


def _parts(text: str) -> Iterator[_Part]:
    end = len(text)
    tail = None
    for match in _OTHERS.finditer(text):
        # Only at the end: "Et al." opens no list, and names may hold the letters.
        if not text[match.end() :].strip(" .,;)") and match.start() > 0:
            tail = _Part(match[0], match.start(), match.end(), False, True)
            end = match.start()
            break
    semicolons = ";" in text
    at, mark = 0, ""
    for match in _SEPARATOR.finditer(text, 0, end):
        separator = match[0].strip()
        if semicolons and separator == ",":
            continue
        if part := _part(text, at, match.start(), mark):
            yield part
        at, mark = match.end(), separator
    if part := _part(text, at, end, mark):
        yield part
    if tail:
        yield tail


# "Koo†", "*Murtagh-White": marks of equal contribution and the like, no part of a name.
_FOOTNOTES = "*†‡§¶"


def _part(text: str, start: int, end: int, mark: str) -> _Part | None:
    while start < end and text[start] in " ,;([" + _FOOTNOTES:
        start += 1
    while end > start and text[end - 1] in " ,;:([" + _FOOTNOTES:
        end -= 1
    if end <= start:
        return None
    return _Part(text[start:end], start, end, mark == ",", compound=mark == "y")


def _is_given(family: _Part, given: _Part, first: bool) -> bool:
    """Tell whether two parts with a comma between them are one name, family name first."""
    words, following = family.text.split(), given.text.split()
    if not following or any(is_initials(word) for word in words[1:]):
        return False  # "Müller K-R" is whole
    if all(is_initials(word) for word in following):
        return not is_initials(words[0])  # "Tank, D.C."
    if any(word in PARTICLES for word in following[-1:]) and len(following) > 1:
        return True  # "Torre, J. de la"
    # "Laudun, John" but "Ada Lovelace, Grace Hopper"; "García Márquez, Gabriel"; "Roy, A. Jean".
    if is_initials(following[0]) and len(following) > 1 and not first:
        return False  # "Tank, D.C., J.M. Eastman": the second part is a whole name
    plain = [word for word in words if word not in PARTICLES]
    return len(plain) == 1 and len(following) <= 2 and (first or len(following) == 1)


def _is_compound(first: _Part, second: _Part) -> bool:
    """Tell whether `y` joins two families of one person: "Hervás y Panduro L"."""
    return len(first.text.split()) == 1 and initials_last(second.text) is not None


def _single(text: str) -> Name:
    """Return the name of a part that is a name by itself."""
    words = text.split()
    if found := initials_last(text):
        return found
    if len(words) < 2 or len(words) > 6:
        return Name(literal=text)
    return natural(text)


def _with_suffix(found: Found, part: _Part) -> Found:
    name = found.name
    if name.literal:
        return Found(Name(literal=f"{name.literal}, {part.text}"), found.start, part.end)
    suffixed = Name(
        name.family,
        name.given,
        part.text,
        name.dropping_particle,
        name.non_dropping_particle,
    )
    return Found(suffixed, found.start, part.end)
