"""Which records are wanted: by type and by year, for every command alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from bibconv.diagnostics import Diagnostic, Report, UsageError
from bibconv.format import Item
from bibconv.record import Record
from bibconv.variables import ITEM_TYPES, ItemType


@dataclass(frozen=True, slots=True)
class Wanted:
    """The types and the years (both included) to keep; None or nothing keeps all.

    Raise UsageError for years that exclude each other.
    """

    types: frozenset[ItemType] = frozenset()
    since: int | None = None
    until: int | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.since > self.until:
            raise UsageError(f"nothing is both since {self.since} and until {self.until}")

    def __bool__(self) -> bool:
        return bool(self.types) or self.since is not None or self.until is not None


def item_types(names: str) -> frozenset[ItemType]:
    """Return the CSL types in a list such as `article-journal,chapter`; UsageError for others."""
    types = [name.strip().lower() for name in names.split(",") if name.strip()]
    if not types:
        raise UsageError("no type given", "such as --type article-journal,chapter")
    for name in types:
        if name not in ITEM_TYPES:
            from difflib import get_close_matches

            near = get_close_matches(name, ITEM_TYPES, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else ""
            listed = f"the types are {', '.join(sorted(ITEM_TYPES))}"
            raise UsageError(f"unknown type '{name}'", hint or listed)
    return frozenset(cast("list[ItemType]", types))


def kept(items: Iterable[Item], wanted: Wanted, report: Report) -> Iterator[Item]:
    """Yield the records that are wanted, and all that stands between records; report how many.

    A record without a year is not kept where years are asked for, and counted apart.
    """
    if not wanted:
        yield from items
        return
    total = left = undated = 0
    for item in items:
        if not isinstance(item, Record):
            yield item
            continue
        total += 1
        if wanted.types and item.type not in wanted.types:
            continue
        if not item.year and (wanted.since is not None or wanted.until is not None):
            undated += 1
            continue
        if _in_years(item, wanted):
            left += 1
            yield item
    message = f"{left} of {total} kept"
    if undated:
        message += f"; {undated} without a year left out"
    report.add(Diagnostic("info" if left or not total else "error", "filtered", message))


def _in_years(record: Record, wanted: Wanted) -> bool:
    year = int(record.year) if record.year else 0
    return (wanted.since is None or year >= wanted.since) and (
        wanted.until is None or year <= wanted.until
    )
