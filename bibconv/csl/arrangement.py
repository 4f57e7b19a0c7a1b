"""What a CV wants of a bibliography: groups with headings, the other direction, the own name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bibconv.csl import marks
from bibconv.csl.items import Item
from bibconv.diagnostics import UsageError
from bibconv.format import WriteOptions
from bibconv.record import OTHERS, Name
from bibconv.values.name_lists import name_list

# The order of groups, and what they are called in English; other types follow by name. In other
# languages a group is called what the CSL locale calls the type.
_TYPES = {
    "book": "Books",
    "chapter": "Book chapters",
    "article-journal": "Journal articles",
    "paper-conference": "Conference papers",
    "article": "Preprints",
    "report": "Reports",
    "thesis": "Theses",
    "patent": "Patents",
    "dataset": "Datasets",
    "software": "Software",
    "article-magazine": "Magazine articles",
    "article-newspaper": "Newspaper articles",
    "review": "Reviews",
    "review-book": "Book reviews",
    "webpage": "Web pages",
}


class Group(NamedTuple):
    """The entries below one heading; no heading where there are no groups."""

    heading: str
    items: list[Item]


def arranged(
    ordered: Sequence[Item], options: WriteOptions, english: bool, term: Callable[[str], str]
) -> list[Group]:
    """Return the sorted items in the groups and the direction asked for, numbered as they stand.

    `term` gives the locale's word for a type or for "no date". Years go from the newest, with
    `options.reverse` from the oldest; what has none comes last.
    """
    items = list(reversed(ordered)) if options.reverse else list(ordered)
    groups: dict[str, list[Item]] = {}
    for item in items:
        group = _year(item) if options.group_by == "year" else item.type
        groups.setdefault(group if options.group_by else "", []).append(item)
    if options.group_by == "year":
        dated = sorted((year for year in groups if year), key=int, reverse=not options.reverse)
        keys = [*dated, *(year for year in groups if not year)]
        found = [Group(key or _capital(term("no date")), groups[key]) for key in keys]
    elif options.group_by:
        rank = {name: at for at, name in enumerate(_TYPES)}
        keys = sorted(groups, key=lambda name: (rank.get(name, len(rank)), name))
        found = [Group(_heading(key, english, term), groups[key]) for key in keys]
    else:
        found = [Group("", items)]
    if options.group_by or options.reverse:
        for number, item in enumerate((item for group in found for item in group.items), 1):
            item.number = number
    return found


def people_of(me: Sequence[str]) -> tuple[Name, ...]:
    """Return the names that `--me` gives; UsageError for what cannot be read as a person."""
    people: list[Name] = []
    for text in me:
        found = [item.name for item in name_list(text)]
        if not found or any(not name.family for name in found):
            raise UsageError(f"'{text}' is no name of a person", 'such as "Doe, J." or "Jane Doe"')
        people += found
    return tuple(people)


def own(item: Item, people: Sequence[Name]) -> frozenset[Name]:
    """Return the names of an item that are one of `people`.

    The family names must be the same, the given names must not contradict each other: "J." and
    "Jane" do not.
    """
    return frozenset(
        name
        for names in item.names.values()
        for name in names
        if name != OTHERS and any(_same(name, person) for person in people)
    )


def _same(name: Name, person: Name) -> bool:
    family = " ".join(_words(f"{name.non_dropping_particle} {name.family}"))
    if family != " ".join(_words(f"{person.non_dropping_particle} {person.family}")):
        return False
    for ours, theirs in zip(_given(person), _given(name), strict=False):
        short = min(len(ours), len(theirs))
        if (ours != theirs) if short > 1 else ours[:1] != theirs[:1]:
            return False
    return True


def _given(name: Name) -> list[str]:
    """Return given names word by word; initials printed in one ("KR", "K-R") part by part."""
    words: list[str] = []
    for word in marks.bare(name.given).replace(".", " ").replace("-", " ").split():
        words += list(word.casefold()) if word.isupper() and len(word) <= 3 else [word.casefold()]
    return words


def _words(text: str) -> Iterator[str]:
    yield from marks.bare(text).casefold().split()


def _year(item: Item) -> str:
    issued = item.dates.get("issued")
    return str(issued.start[0]) if issued and issued.start else ""


def _heading(item_type: str, english: bool, term: Callable[[str], str]) -> str:
    if english and item_type in _TYPES:
        return _TYPES[item_type]
    return _capital(term(item_type) or item_type.replace("-", " ").replace("_", " "))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
