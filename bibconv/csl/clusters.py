"""Citations in a text: the cites of one place, sorted, joined and collapsed.

Sources: CSL 1.0.2, "Citation", "Cite Collapsing", "Locators", "choose: position".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bibconv.csl import marks
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
    layout, area = engine.layout, engine.citation
    by_item = {id(cite.item): cite for cite in cites}
    keys = area.findall("cs:sort/cs:key", {"cs": "http://purl.org/net/xbiblio/csl"})
    if keys and len(by_item) == len(cites):
        cites = [by_item[id(item)] for item in by_keys([cite.item for cite in cites], keys)]
    shown = [(cite, text) for cite in cites if (text := _rendered(engine, cite))]
    text = _joined(engine, shown)
    if any(cite.only == "author" for cite in cites):
        return text
    prefix = marks.joint(layout.options.get("prefix", ""))
    return marks.decorated(prefix + text + layout.suffix, layout.options)


def _rendered(engine: Engine, cite: Cite) -> str:
    item = cite.item
    item.start("citation")
    item.positions, item.later = cite.positions, "first" not in cite.positions
    item.only = cite.only
    for name in ("locator", "locator-label"):
        item.texts.pop(name, None)
    if cite.locator:
        item.texts |= {"locator": marks.value(cite.locator), "locator-label": cite.label}
    text: str = engine.layout.cite(item)
    for name in ("locator", "locator-label"):
        item.texts.pop(name, None)
    item.only = ""
    if cite.only == "author":
        return "".join(item.lead)
    if not text:
        return ""
    prefix, suffix = marks.value(cite.prefix), marks.value(cite.suffix)
    return _affixed(prefix.rstrip(marks.EDGE), text, suffix.rstrip(marks.EDGE))


def _affixed(prefix: str, text: str, suffix: str) -> str:
    """Put what a writer wrote around a cite next to it, with a space where words would meet."""
    if prefix and not prefix[-1].isspace() and prefix[-1].isalnum():
        prefix += " "
    if suffix and suffix[0].isalnum():
        suffix = f" {suffix}"
    return prefix + text + marks.joint(suffix)


def _joined(engine: Engine, shown: Sequence[tuple[Cite, str]]) -> str:
    delimiter = marks.joint(engine.layout.options.get("delimiter", ""))
    return delimiter.join(text for _, text in shown)


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
