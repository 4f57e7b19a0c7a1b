"""Citations in a text: the cites of one place, sorted, joined and collapsed.

Sources: CSL 1.0.2, "Citation", "Cite Collapsing", "Locators", "choose: position".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from bibconv.csl import marks
from bibconv.csl.elements import PREFIXES
from bibconv.csl.items import Item
from bibconv.csl.sorting import by_keys

if TYPE_CHECKING:
    from bibconv.csl.engine import Engine

FIRST = frozenset({"first"})


@dataclass(frozen=True, slots=True)
class Cite:
    """One item at one place of a text: which part of it, and what is written around it.

    `only` is "" for all of the cite, "author" for the names alone, "rest" for all but the names.
    """

    item: Item
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    only: str = ""
    positions: frozenset[str] = FIRST


def citation(engine: Engine, cites: Sequence[Cite]) -> str:
    """Return the marked text of the cites of one place."""
    layout = engine.layout
    by_item = {id(cite.item): cite for cite in cites}
    keys = engine.citation.findall("cs:sort/cs:key", PREFIXES)
    if keys and len(by_item) == len(cites):
        # Where the keys are the same the bibliography's order holds: 1843a before 1843b.
        items = sorted((cite.item for cite in cites), key=lambda item: item.number)
        cites = [by_item[id(item)] for item in by_keys(items, keys)]
    shown = [made for cite in cites if (made := _rendered(engine, cite, cite.only)).text]
    if any(cite.only == "author" for cite in cites):
        return "".join(made.names for made in shown)
    options = engine.citation.options
    collapse = options.get("collapse", "")
    if collapse == "citation-number":
        text = _numbered(engine, shown)
    elif collapse or "cite-group-delimiter" in options:
        text = _grouped(engine, shown, collapse)
    else:
        text = _delimited(engine, shown)
    prefix = marks.joint(layout.options.get("prefix", ""))
    return marks.decorated(prefix + text + layout.suffix, layout.options)


class _Made(NamedTuple):
    """A cite with its text, and the names that it begins with."""

    cite: Cite
    text: str
    names: str


def _rendered(engine: Engine, cite: Cite, only: str) -> _Made:
    item = cite.item
    item.start("citation")
    item.positions, item.later = cite.positions, "first" not in cite.positions
    item.only = only
    if cite.locator:
        item.texts |= {"locator": marks.value(cite.locator), "locator-label": cite.label}
    text: str = engine.layout.cite(item)
    for name in ("locator", "locator-label"):
        item.texts.pop(name, None)
    item.only = ""
    names = "".join(item.lead)
    if not text:
        return _Made(cite, "", names)
    prefix = marks.value(cite.prefix).rstrip(marks.EDGE)
    suffix = marks.value(cite.suffix).rstrip(marks.EDGE)
    # What a writer puts around a cite: a space where words would meet.
    before = " " if prefix[-1:].isalnum() else ""
    after = " " if suffix[:1].isalnum() else ""
    return _Made(cite, prefix + before + text + after + marks.joint(suffix), names)


def _delimited(engine: Engine, shown: Sequence[_Made]) -> str:
    delimiter = marks.joint(engine.layout.options.get("delimiter", ""))
    return delimiter.join(made.text for made in shown)


def _numbered(engine: Engine, shown: Sequence[_Made]) -> str:
    """Join cites whose numbers follow each other from three on as ranges: `[1]–[4], [6]`."""
    texts: list[str] = []
    at = 0
    while at < len(shown):
        end = at + 1
        while end < len(shown) and _follows(shown[end - 1].cite, shown[end].cite):
            end += 1
        run = [made.text for made in shown[at:end]]
        texts += run if len(run) < _RANGE else [f"{run[0]}–{run[-1]}"]
        at = end
    return str(marks.joint(engine.layout.options.get("delimiter", "")).join(texts))


# CSL 1.0.2, "Cite Collapsing": "[1, 2, 3, 5]" becomes "[1–3, 5]", two stay two.
_RANGE = 3


def _follows(before: Cite, cite: Cite) -> bool:
    plain = not (before.locator or before.suffix or cite.locator or cite.prefix)
    return plain and cite.item.number == before.item.number + 1


def _grouped(engine: Engine, shown: Sequence[_Made], collapse: str) -> str:
    """Join cites with those of the same names next to them: `Doe 1999, 2001a, b; Roe 2002`.

    With `collapse` the names stand once, and of the same year only its letters.
    """
    options = engine.citation.options
    delimiter = engine.layout.options.get("delimiter", "")
    letters = collapse.startswith("year-suffix")
    # CSL 1.0.2: ", " by default; with letters citeproc-js takes that of the layout.
    inside = options.get("cite-group-delimiter", delimiter if letters else ", ")
    groups: dict[str, list[_Made]] = {}
    for made in shown:
        groups.setdefault(made.names or made.text, []).append(made)
    text, after = "", ""
    for group in groups.values():
        text += after
        if letters:
            text += _lettered(engine, group, collapse.endswith("ranged"), inside)
        else:
            rest = [_rendered(engine, made.cite, "rest") for made in group[1:] if collapse]
            texts = [group[0], *(rest or group[1:])]
            text += marks.joint(inside).join(made.text for made in texts if made.text)
        collapsed = collapse and len(group) > 1
        after = options.get("after-collapse-delimiter", delimiter) if collapsed else delimiter
        after = marks.joint(after)
    return text


def _lettered(engine: Engine, group: Sequence[_Made], ranged: bool, inside: str) -> str:
    """Join the cites of the same names, the letters of the same year behind it: `2000a–c, 2001`."""
    options = engine.citation.options
    delimiter = engine.layout.options.get("delimiter", "")
    between = options.get("year-suffix-delimiter", delimiter)
    years: dict[str, list[_Made]] = {}
    for number, made in enumerate(group):
        rest = made if not number else _rendered(engine, made.cite, "rest")
        bare = marks.bare(_rendered(engine, made.cite, "rest").text)
        letter = made.cite.item.year_suffix
        own = bool(letter) and bare.endswith(letter) and not made.cite.locator
        years.setdefault(bare[: -len(letter)] if own else f"{number}", []).append(rest)
    texts = []
    for same in years.values():
        parts = [same[0].text, *(made.cite.item.year_suffix for made in same[1:])]
        pieces: list[str] = []
        for run in _runs([made.cite.item.year_suffix for made in same]):
            if ranged and len(run) >= _RANGE:
                pieces.append(f"{parts[run[0]]}–{parts[run[-1]]}")
            else:
                pieces += [parts[at] for at in run]
        texts.append(marks.joint(between).join(pieces))
    return str(marks.joint(inside).join(texts))


def _runs(suffixes: Sequence[str]) -> list[list[int]]:
    """Return the places of letters that follow each other, run by run."""
    runs: list[list[int]] = []
    for at, suffix in enumerate(suffixes):
        before = suffixes[at - 1] if at else ""
        if len(before) == len(suffix) == 1 and ord(suffix) == ord(before) + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def positioned(
    engine: Engine, places: Sequence[tuple[int, Sequence[Cite]]]
) -> Iterator[list[Cite]]:
    """Yield the cites of a text's places with their positions; a place is (note number, cites).

    CSL 1.0.2, "choose", `position`: "subsequent" cites follow one of the same item, "ibid" ones
    follow it at once.
    """
    distance = int(engine.citation.options.get("near-note-distance", "5"))
    last: dict[str, int] = {}
    before: list[Cite] = []
    for note, cites in places:
        now: list[Cite] = []
        for cite in cites:
            previous = now[-1] if now else before[0] if len(before) == 1 else None
            positions = _position(cite, previous, cite.item.key in last)
            if note and cite.item.key in last and note - last[cite.item.key] <= distance:
                positions |= {"near-note"}
            now.append(replace(cite, positions=positions))
            last[cite.item.key] = note
        yield now
        before = now


def _position(cite: Cite, previous: Cite | None, seen: bool) -> frozenset[str]:
    if not seen:
        return FIRST
    if previous is None or previous.item.key != cite.item.key:
        return frozenset({"subsequent"})
    if not cite.locator:
        # "ibid" takes the locator along, so it cannot say that there is none any more.
        return frozenset({"subsequent"} if previous.locator else {"subsequent", "ibid"})
    same = (cite.locator, cite.label) == (previous.locator, previous.label)
    return frozenset(
        {"subsequent", "ibid"} if same else {"subsequent", "ibid", "ibid-with-locator"}
    )
