"""What tells apart cites that look the same: more names, given names, a condition, year letters.

Source: CSL 1.0.2, "Disambiguation". What a cite needs shows in its bibliography entry as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from bibconv.csl.items import Item
from bibconv.csl.names import NameOptions, one, shown_names
from bibconv.record import Name

Cite = Callable[[Item], str]


def disambiguate(items: Sequence[Item], attributes: Mapping[str, str], cite: Cite) -> None:
    """Let each item know what tells its cite from those of others.

    `attributes` are those of cs:citation; `cite` renders an item's cite, without marks. Items are
    in the order of the bibliography.
    """

    def wanted(name: str) -> bool:
        return attributes.get(f"disambiguate-{name}") == "true"

    rule = attributes.get("givenname-disambiguation-rule", "by-cite")
    same = _ambiguous(items, cite)
    if wanted("add-givenname") and rule != "by-cite":
        _tell_names_apart(items, rule, cite)
        same = _ambiguous(items, cite)
    if wanted("add-names") or (wanted("add-givenname") and rule == "by-cite"):
        keeps = not wanted("add-year-suffix")
        for group in same:
            if not _by_others(group):
                continue
            if wanted("add-names"):
                _add_names(group, cite, keeps)
            for rest in _ambiguous(group, cite):
                if wanted("add-givenname") and rule == "by-cite":
                    _add_given_names(rest, cite, keeps)
        same = _ambiguous(items, cite)
    for group in same:
        for item in group:
            item.condition = True
    if wanted("add-year-suffix"):
        for group in _ambiguous(items, cite):
            for number, item in enumerate(group):
                item.year_suffix = letters(number)


def letters(number: int) -> str:
    """Return a, b, …, z, aa, ab, … for 0, 1, …"""
    text = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(ord("a") + digit) + text
    return text


def _ambiguous(items: Iterable[Item], cite: Cite) -> list[list[Item]]:
    """Return the groups of items whose cites are the same."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(cite(item), []).append(item)
    return [group for group in groups.values() if len(group) > 1]


def _by_others(group: Sequence[Item]) -> bool:
    """Tell whether the names behind some cites, as last rendered, differ at all."""
    first = [people for people, _ in group[0].lists]
    return any([people for people, _ in item.lists] != first for item in group[1:])


def _add_names(group: list[Item], cite: Cite, keeps: bool) -> None:
    """Print one name more of each list, as long as that tells more cites apart.

    Names added in vain are taken back where year letters follow (`keeps` is False).
    """
    before = [dict(item.at_least) for item in group]
    if _one_name_more(group, cite):
        for part in _ambiguous(group, cite):
            _add_names(part, cite, keeps)
    elif not keeps:
        for item, at_least in zip(group, before, strict=True):
            item.at_least = at_least


def _one_name_more(group: Sequence[Item], cite: Cite) -> bool:
    """Raise the number of names until some cite differs; tell whether one does."""
    for item in group:
        cite(item)
    longest = max((len(people) for item in group for people, _ in item.lists), default=0)
    for number in range(1, longest + 1):
        changed = False
        for item in group:
            for at, (people, options) in enumerate(item.lists):
                shown = len(shown_names(people, options))
                if shown < number <= len(people):
                    item.at_least[at] = max(number, item.at_least.get(at, 0))
                    changed = True
        if changed and len({cite(item) for item in group}) > 1:
            return True
    return False


def _add_given_names(group: Sequence[Item], cite: Cite, keeps: bool) -> None:
    """Print more of the given names, from the first name on, where that tells cites apart."""
    for item in group:
        cite(item)
    places = sorted(
        {
            (at, place)
            for item in group
            for at, (people, options) in enumerate(item.lists)
            for place in range(len(shown_names(people, options)))
        }
    )
    count = 1
    for at, place in places:
        for level in (1, 2):
            before = [(item, dict(item.levels)) for item in group]
            for item in group:
                _raise(item, at, place, level)
            now = len({cite(item) for item in group})
            if now > count:
                count = now
                break
            for item, levels in before:
                item.levels = levels
        if count == len(group):
            return


def _raise(item: Item, at: int, place: int, level: int) -> None:
    if at >= len(item.lists):
        return
    levels = list(item.levels.get(at, ()))
    levels += [0] * (place + 1 - len(levels))
    levels[place] = max(level, levels[place])
    item.levels[at] = tuple(levels)


def _tell_names_apart(items: Sequence[Item], rule: str, cite: Cite) -> None:
    """Print more of the given names wherever two people look the same, in whatever cites.

    CSL 1.0.2, `givenname-disambiguation-rule`: "all-names", "primary-name" and both with initials.
    """
    people: dict[str, set[Name]] = {}
    seen: list[tuple[Item, int, int, Name, NameOptions]] = []
    for item in items:
        cite(item)
        for at, (names, options) in enumerate(item.lists):
            shown = list(shown_names(names, options))
            if rule.startswith("primary-name"):
                shown = shown[:1] if at == 0 else []
            for place, name in enumerate(shown):
                seen.append((item, at, place, name, options))
                people.setdefault(one(name, options, place), set()).add(name)
    same: dict[tuple[str, int, bool, str], int] = {}
    levels = (1,) if rule.endswith("with-initials") else (1, 2)
    for item, at, place, name, options in seen:
        text = one(name, options, place)
        others = people[text]
        if len(others) < 2 or not name.given:
            continue
        for level in levels[options.initialize_with is None :]:
            told = replace(options, levels=(0,) * place + (level,))
            own = one(name, told, place)
            # How many of those who looked the same still do; counted once.
            key = (text, level, place == 0, own)
            if key not in same:
                for other in others:
                    alike = (text, level, place == 0, one(other, told, place))
                    same[alike] = same.get(alike, 0) + 1
            if same[key] == 1 or (same[key] < len(others) and level == levels[-1]):
                _raise(item, at, place, level)
                break
